using System.Reflection;
using Npgsql;
using Numora.Platform.Jobs;

namespace Numora.Data;

/// <summary>
/// Brings the database to the schema this program was built for: the numbered SQL files of Data/Migrations, each in one
/// transaction, once, under an advisory lock, so that several hosts may start at the same moment.
/// </summary>
static partial class Migrator
{
    /// <summary>Any number, but the same on every host: "numora" in letters of the alphabet.</summary>
    const long LockKey = 14_21_13_15_18_01;
    const string Prefix = "Numora.Data.Migrations.";

    /// <summary>Applies what is missing. Refuses a database that a newer program has migrated.</summary>
    /// <returns>How many migrations were applied; 0 when nothing was to do.</returns>
    public static async Task<int> MigrateAsync(NpgsqlDataSource owner, ILogger log, CancellationToken ct)
    {
        await using var connection = await owner.OpenConnectionAsync(ct);
        await ExecuteAsync(connection, "set statement_timeout = 0; set lock_timeout = 0; " +
            "set idle_in_transaction_session_timeout = 0", ct);
        await ExecuteAsync(connection, $"select pg_advisory_lock({LockKey})", ct);
        try
        {
            var applied = await ApplyMissingAsync(connection, log, ct);
            await ExecuteAsync(connection, $"select pg_advisory_unlock({LockKey}); reset all", ct);
            return applied;
        }
        catch
        {
            NpgsqlConnection.ClearPool(connection); // closes it for good, which also frees the lock
            throw;
        }
    }

    static async Task<int> ApplyMissingAsync(NpgsqlConnection connection, ILogger log, CancellationToken ct)
    {
        await ExecuteAsync(connection, """
            create table if not exists schema_migrations (
                version integer primary key, name text not null, applied_at timestamptz not null default now())
            """, ct);
        var at = await VersionAsync(connection, ct);
        var known = All();
        if (at > known[^1].Version)
            throw new InvalidOperationException(
                $"The database is at schema version {at}, this program knows {known[^1].Version}. " +
                "Run the newer program, or restore a backup from before its migration.");

        await HangfireSchema.InstallAsync(connection, ct);
        var missing = known.Where(m => m.Version > at).ToList();
        foreach (var migration in missing)
        {
            await ApplyAsync(connection, migration, ct);
            Migrated(log, migration.Version, migration.Name);
        }

        return missing.Count;
    }

    /// <summary>The version the database is at and the one this program needs.</summary>
    public static async Task<(int Database, int Program)> VersionsAsync(NpgsqlDataSource owner, CancellationToken ct)
    {
        await using var connection = await owner.OpenConnectionAsync(ct);
        await using var exists = new NpgsqlCommand("select to_regclass('schema_migrations') is not null", connection);
        var migrated = (bool)(await exists.ExecuteScalarAsync(ct))!;
        return (migrated ? await VersionAsync(connection, ct) : 0, All()[^1].Version);
    }

    static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ExecuteAsync(connection, migration.Sql, ct);
        await using var record = new NpgsqlCommand(
            "insert into schema_migrations (version, name) values ($1, $2)", connection);
        record.Parameters.AddWithValue(migration.Version);
        record.Parameters.AddWithValue(migration.Name);
        await record.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select coalesce(max(version), 0) from schema_migrations", connection);
        return (int)(await command.ExecuteScalarAsync(ct))!;
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Resources are named <c>Numora.Data.Migrations.0001_spine.sql</c>.</summary>
    static List<Migration> All()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(resource =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
                var name = Path.GetFileNameWithoutExtension(resource[Prefix.Length..]);
                return new Migration(int.Parse(name[..4], System.Globalization.CultureInfo.InvariantCulture), name,
                    reader.ReadToEnd());
            })
            .ToList();
    }

    [LoggerMessage(1101, LogLevel.Information, "Migrated the database to version {Version} ({Name})")]
    static partial void Migrated(ILogger log, int version, string name);

    sealed record Migration(int Version, string Name, string Sql);
}
