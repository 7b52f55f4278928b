using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;
using Numora.Access;
using Numora.Documents;
using Numora.People;
using Numora.Platform.Jobs;

namespace Numora.Data;

/// <summary>Everything that is kept. One unit of work: what one SaveChanges writes is there whole or not at all.</summary>
sealed class NumoraDb(DbContextOptions<NumoraDb> options) : DbContext(options)
{
    /// <summary>The workspace whose rows can be seen; null for the service's own work. Set each time one is taken.</summary>
    public string? WorkspaceId { get; internal set; }

    public DbSet<Workspace> Workspaces => Set<Workspace>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<ApiKeySecret> ApiKeySecrets => Set<ApiKeySecret>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<PersonLink> PersonLinks => Set<PersonLink>();

    public DbSet<Document> Documents => Set<Document>();

    public DbSet<DocumentResult> Results => Set<DocumentResult>();

    public DbSet<DocumentEvent> Events => Set<DocumentEvent>();

    public DbSet<Tombstone> Tombstones => Set<Tombstone>();

    public DbSet<FileChunk> FileChunks => Set<FileChunk>();

    public DbSet<Job> Jobs => Set<Job>();

    /// <summary>Saves, and turns a lost race for a document into a 409 that tells the winner's version.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken ct = default)
    {
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, ct);
        }
        catch (DbUpdateConcurrencyException e) when (e.Entries is [{ Entity: Document lost }, ..])
        {
            var current = await Documents.AsNoTracking().Where(d => d.Id == lost.Id)
                .Select(d => (DateTimeOffset?)d.UpdatedAt).SingleOrDefaultAsync(ct);
            throw current is null
                ? RefusedException.NotFound($"There is no document {lost.Id}.")
                : new RefusedException(Refusal.Conflict, $"{lost.Id} was changed at the same moment. Read it again first.")
                { UpdatedAt = current, Retry = true };
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RefusedException(Refusal.Conflict, "This was changed at the same moment. Read it again first.") { Retry = true };
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation })
        {
            throw new RefusedException(Refusal.Conflict, "What this refers to was erased at the same moment. Try again.");
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DocumentStatus>().HaveConversion<EnumText<DocumentStatus>>();
        conventions.Properties<JobState>().HaveConversion<EnumText<JobState>>();
        conventions.Properties<InstallationRole>().HaveConversion<EnumText<InstallationRole>>();
        conventions.Properties<MemberRole>().HaveConversion<EnumText<MemberRole>>();
        conventions.Properties<LinkKind>().HaveConversion<EnumText<LinkKind>>();
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.ApplyConfigurationsFromAssembly(typeof(NumoraDb).Assembly);
        foreach (var entity in model.Model.GetEntityTypes())
            foreach (var property in entity.GetProperties())
                property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
    }
}

/// <summary>Enums are kept as the words of the API: <c>review_required</c>.</summary>
sealed class EnumText<T>() : ValueConverter<T, string>(
    value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()),
    text => Enum.Parse<T>(text.Replace("_", "", StringComparison.Ordinal), true))
    where T : struct, Enum;

static class DataWords
{
    /// <summary>Keeps a value as <c>jsonb</c>. Values are replaced, never changed in place: compared by reference.</summary>
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property)
    {
        property.HasColumnType("jsonb").HasConversion(
            value => JsonSerializer.Serialize(value, Json.Options),
            text => JsonSerializer.Deserialize<T>(text, Json.Options)!,
            new ValueComparer<T>((a, b) => ReferenceEquals(a, b), value => value == null ? 0 : value.GetHashCode(), value => value));
        return property;
    }

    /// <summary>Keeps a JSON value as it came.</summary>
    public static PropertyBuilder<JsonElement> AsJsonText(this PropertyBuilder<JsonElement> property)
    {
        property.HasColumnType("jsonb").HasConversion(
            value => value.GetRawText(), text => JsonElement.Parse(text, default),
            new ValueComparer<JsonElement>((a, b) => a.GetRawText() == b.GetRawText(), value => 0, value => value));
        return property;
    }

    /// <summary>
    /// Whether a statement came upon a connection that had broken before it ("Transaction is already completed"): where that
    /// happened between two statements, e.g. as EF released a savepoint, no NpgsqlException tells of it. Npgsql 10.0.3 also
    /// throws a NullReferenceException of its own from NextResult when the connection goes while it reads, and afterwards may
    /// take a statement for unprepared that the server knows, or the reverse (<see cref="StaleStatements"/>).
    /// </summary>
    public static bool IsBrokenConnection(this Exception? e)
    {
        for (; e is not null; e = e.InnerException) // EF wraps what happens in a save
            if (e is InvalidOperationException { Source: "Npgsql" } or NullReferenceException { Source: "Npgsql" }
                || StaleStatements.IsOne(e))
                return true;
        return false;
    }

    /// <summary>Whether an insert lost to a row that was there first (unique violation).</summary>
    public static bool IsDuplicate(this DbUpdateException e) =>
        e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
