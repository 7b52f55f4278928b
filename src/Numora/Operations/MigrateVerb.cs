namespace Numora.Operations;

/// <summary>Migrates the database and ends: for deployments that do it apart from the hosts.</summary>
static class MigrateVerb
{
    public static Task<int> RunAsync(CancellationToken ct) => AdminDatabase.UseAsync(async (databases, log) =>
    {
        var applied = await Migrator.MigrateAsync(databases.Owner, log, ct);
        var (version, _) = await Migrator.VersionsAsync(databases.Owner, ct);
        Console.Out.WriteLine(applied == 0
            ? $"The database is at version {version} already."
            : $"The database is at version {version}; migrations applied: {applied}.");
        return 0;
    }, ct, mayMigrateUnderHost: true);
}
