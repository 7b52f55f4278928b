using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Numora.People;

/// <summary>
/// One browser that is signed in. The cookie carries only its id; whether it is alive is asked of the database
/// (<see cref="SessionRing"/>), so that it can be ended on every host at once.
/// </summary>
sealed class Session
{
    /// <summary>Without a request for so long it is over.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    /// <summary>However busy, after so long one signs in again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    const int MaxUserAgentLength = 200;

    Session() => Id = PersonId = Stamp = UserAgent = null!; // for EF

    public Session(Person person, string userAgent, DateTimeOffset now) =>
        (Id, PersonId, Stamp, UserAgent, CreatedAt, SeenAt) = (Ids.New("ses", now), person.Id, person.SecurityStamp,
            Texts.Kept(userAgent, MaxUserAgentLength), now, now);

    public string Id { get; private set; }

    public string PersonId { get; private set; }

    /// <summary>The person's as it was when the password was checked: a change at the same moment ends this session, too.</summary>
    public string Stamp { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>To about a minute.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    public string UserAgent { get; private set; }
}

sealed class SessionTable : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> table)
    {
        table.ToTable("sessions");
        table.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
    }
}
