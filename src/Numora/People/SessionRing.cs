using System.Collections.Concurrent;

namespace Numora.People;

/// <summary>Somebody who is signed in, as of at most half a second ago.</summary>
sealed record SessionIdentity(
    string SessionId, string PersonId, string Name, string Email, InstallationRole? InstallationRole,
    IReadOnlyDictionary<string, MemberRole> Memberships);

/// <summary>
/// Knows which sessions are alive. Answers are remembered for half a second: what was ended on one host is dead on all of
/// them within a second, and a busy browser costs two look-ups a second.
/// </summary>
sealed class SessionRing(Databases databases, TimeProvider time)
{
    static readonly TimeSpan Remembered = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan SeenRecordedEvery = TimeSpan.FromMinutes(1);
    const int MaxRemembered = 10_000;

    readonly ConcurrentDictionary<string, Entry> _known = new(StringComparer.Ordinal);

    /// <summary>Whose session this is; null: ended, expired, or its person may not sign in any more.</summary>
    public async ValueTask<SessionIdentity?> FindAsync(string sessionId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!_known.TryGetValue(sessionId, out var entry) || now - entry.At > Remembered || now < entry.At)
        {
            entry = new(await LoadAsync(sessionId, now, ct), now);
            if (_known.Count >= MaxRemembered)
                _known.Clear();
            _known[sessionId] = entry;
        }

        return entry.Identity;
    }

    /// <summary>What this host remembers; the others ask again by themselves.</summary>
    public void Forget() => _known.Clear();

    async Task<SessionIdentity?> LoadAsync(string sessionId, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = databases.Owner.CreateCommand("""
            select p.id, p.name, p.email, p.installation_role, s.seen_at, array(
                select m.workspace_id || ' ' || m.role from memberships m where m.person_id = p.id order by m.workspace_id)
            from sessions s
            join people p on p.id = s.person_id and p.security_stamp = s.stamp and p.disabled_at is null
            where s.id = $1 and s.seen_at > $2 and s.created_at > $3
            """);
        command.Parameters.AddWithValue(sessionId);
        command.Parameters.AddWithValue(now - Session.Idle);
        command.Parameters.AddWithValue(now - Session.Longest);
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
            return null;

        var identity = new SessionIdentity(
            sessionId, reader.GetString(0), reader.GetString(1), reader.GetString(2),
            await reader.IsDBNullAsync(3, ct) ? null : EnumWords.Read<InstallationRole>(reader.GetString(3)),
            reader.GetFieldValue<string[]>(5).Select(m => m.Split(' '))
                .ToDictionary(m => m[0], m => EnumWords.Read<MemberRole>(m[1])!.Value));
        var seen = reader.GetFieldValue<DateTimeOffset>(4);
        await reader.DisposeAsync();
        if (now - seen > SeenRecordedEvery)
            await RecordSeenAsync(sessionId, now, ct);
        return identity;
    }

    async Task RecordSeenAsync(string sessionId, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = databases.Owner.CreateCommand(
            "update sessions set seen_at = $2 where id = $1 and seen_at < $2");
        command.Parameters.AddWithValue(sessionId);
        command.Parameters.AddWithValue(now);
        await command.ExecuteNonQueryAsync(ct);
    }

    sealed record Entry(SessionIdentity? Identity, DateTimeOffset At);
}
