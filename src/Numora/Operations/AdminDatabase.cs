using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Numora.Platform.Jobs;
using Numora.Platform.Postgres;
using Serilog.Extensions.Logging;

namespace Numora.Operations;

/// <summary>
/// The database for a verb that does one thing and ends: also that of a running host. Faults become a sentence and exit
/// code 1, of settings 2; what is logged goes to standard error, so that standard output is the verb's answer alone.
/// </summary>
static class AdminDatabase
{
    /// <param name="mayMigrateUnderHost">
    /// False: a host of an older program that runs on the private database is not given a schema it does not know.
    /// </param>
    public static async Task<int> UseAsync(
        Func<Databases, ILogger, Task<int>> work, CancellationToken ct, bool mayMigrateUnderHost = false)
    {
        OpenDatabase? database = null;
        IConfiguration? configuration = null;
        try
        {
            configuration = StartCheck.Builder().Configuration;
            var options = StartCheck.Verb(configuration);
            await using var logger = Logs.Create(configuration, toError: true);
            using var logs = new SerilogLoggerFactory(logger);
            await using var opened = database =
                await OpenDatabase.OpenBesideAsync(configuration, options, logs.CreateLogger("Numora.Postgres"), ct);
            if (opened.Host is { } host && !mayMigrateUnderHost)
                await RefuseOtherSchemaAsync(opened.Databases, host, ct);
            return await work(opened.Databases, logs.CreateLogger("Numora"));
        }
        catch (SettingsException e)
        {
            Console.Error.WriteLine(e.Message);
            return SettingsException.ExitCode;
        }
        catch (Exception e) when (Sentence(e, configuration, database?.Host) is { } sentence)
        {
            Console.Error.WriteLine(sentence);
            return 1;
        }
    }

    /// <summary>The same with the store, migrated before.</summary>
    public static Task<int> WithDbAsync(Func<NumoraDb, Task<int>> work, CancellationToken ct) =>
        UseAsync(async (databases, log) =>
        {
            await Migrator.MigrateAsync(databases.Owner, log, ct);
            await using var services = new ServiceCollection()
                .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddJobs().AddData(databases).BuildServiceProvider();
            await using var scope = services.CreateAsyncScope();
            return await work(scope.ServiceProvider.GetRequiredService<NumoraDb>());
        }, ct);

    /// <summary>Says why, and the exit code for it.</summary>
    public static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }

    static async Task RefuseOtherSchemaAsync(Databases databases, ClusterOwner host, CancellationToken ct)
    {
        var (at, needed) = await Migrator.VersionsAsync(databases.Owner, ct);
        if (at < needed)
            throw new InvalidOperationException(
                $"The running service (process {host.ProcessId}) has the database at schema version {at}, this program needs "
                + $"{needed}: it is newer. Stop the service and start it again, then run this again.");
    }

    /// <summary>Null: it is a fault of the program.</summary>
    static string? Sentence(Exception e, IConfiguration? configuration, ClusterOwner? host) =>
        DatabaseCheck.Unusable(e) is { } why
            ? host is null || why is PostgresException { SqlState: not ['5', '7', 'P', ..] } // 57P…: it is shut down
                ? DatabaseCheck.Sentence(configuration?.GetConnectionString("Numora"), why)
                : $"The service that runs the database (process {host.ProcessId}) ended or restarted it meanwhile: "
                    + $"{DatabaseCheck.Words(why)}. "
                    + "Run this again; where no service runs, it starts the database by itself."
            : e is PrivatePostgresException or InvalidOperationException ? e.Message : null;
}
