using Hangfire.PostgreSql;
using Npgsql;

namespace Numora.Platform.Jobs;

/// <summary>
/// Hangfire's own tables, in the schema <c>hangfire</c>. Our migrations write into them (0006_hangfire.sql), so their version
/// is part of ours: a package that brings another one needs a look at those functions first.
/// </summary>
static class HangfireSchema
{
    public const string Name = "hangfire";

    /// <summary>What Hangfire.PostgreSql 1.21 installs.</summary>
    public const int Version = 23;

    /// <summary>Installs or updates the tables. Called by the migrator, under its lock and as the owner.</summary>
    public static async Task InstallAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (await VersionAsync(connection, ct) == Version)
            return;
        PostgreSqlObjectsInstaller.Install(connection, Name);
        if (await VersionAsync(connection, ct) is var at && at != Version)
            throw new InvalidOperationException(
                $"Hangfire's tables are at version {at}, this program knows {Version}. Run the program that made them, or a newer one.");
    }

    static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var exists = new NpgsqlCommand($"select to_regclass('{Name}.schema') is not null", connection);
        if (!(bool)(await exists.ExecuteScalarAsync(ct))!)
            return 0;
        await using var version = new NpgsqlCommand($"select coalesce(max(version), 0) from {Name}.schema", connection);
        return (int)(await version.ExecuteScalarAsync(ct))!;
    }
}
