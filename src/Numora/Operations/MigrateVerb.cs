using Serilog.Extensions.Logging;

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
    }, ct);
}

/// <summary>The database for a verb that does one thing and ends; faults become a sentence and exit code 1.</summary>
static class AdminDatabase
{
    public static async Task<int> UseAsync(Func<Databases, ILogger, Task<int>> work, CancellationToken ct)
    {
        var configuration = WebApplication.CreateBuilder().Configuration;
        await using var logger = Logs.Create(configuration);
        using var logs = new SerilogLoggerFactory(logger);
        var options = configuration.GetSection("Numora").Get<NumoraOptions>() ?? new();
        try
        {
            await using var database = await OpenDatabase.OpenAsync(
                configuration, options, logs.CreateLogger("Numora.Postgres"), ct);
            return await work(database.Databases, logs.CreateLogger("Numora"));
        }
        catch (Exception e) when (e is Platform.Postgres.PrivatePostgresException or Npgsql.NpgsqlException
            or InvalidOperationException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
