using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Npgsql;
using Numora.Access;
using Numora.People;
using Numora.Platform.Postgres;
using Serilog;
using Serilog.Extensions.Logging;
using ILogger = Microsoft.Extensions.Logging.ILogger;

namespace Numora.Operations;

/// <summary>Starts the host: database, migrations, first key, then everything else; and ends it in the reverse order.</summary>
static partial class ServeVerb
{
    public const string DefaultAddress = "http://127.0.0.1:8080";

    const int SetDumpable = 4; // linux/prctl.h: PR_SET_DUMPABLE

    public static async Task<int> RunAsync(CancellationToken ct)
    {
        HideMemory();
        var builder = WebApplication.CreateBuilder();
        await using var logger = Logs.Create(builder.Configuration);
        using var logs = new SerilogLoggerFactory(logger);
        builder.Logging.ClearProviders().AddSerilog(logger);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = HostLimits.Shutdown);
        var options = builder.Configuration.GetSection("Numora").Get<NumoraOptions>() ?? new();
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
            builder.WebHost.UseUrls(options.Role is Role.Worker ? "http://127.0.0.1:0" : DefaultAddress);
        try
        {
            await using var database = await OpenDatabase.OpenAsync(
                builder.Configuration, options, logs.CreateLogger("Numora.Postgres"), ct);
            await Migrator.MigrateAsync(database.Databases.Owner, logs.CreateLogger("Numora.Migrations"), ct);
            await using var app = Program.Build(builder, database.Databases);
            var secret = await Bootstrap.EnsureKeyAsync(app.Services, options.BootstrapApiKey, ct);
            await app.StartAsync(ct);
            Console.Out.WriteLine(Bootstrap.Greeting(Address(app), secret));
            if (options.Role is not Role.Worker
                && await FirstPerson.EnsureSetupLinkAsync(app.Services, Address(app), ct) is { } setup)
                Console.Out.WriteLine(FirstPerson.Greeting(setup));
            await app.WaitForShutdownAsync(ct);
            return 0;
        }
        catch (Exception e) when (e is PrivatePostgresException or NpgsqlException or InvalidOperationException or IOException
            or Microsoft.Extensions.Options.OptionsValidationException)
        {
            // What stops a start is told in a sentence; the log has the rest.
            NotStarted(logs.CreateLogger("Numora"), e);
            Console.Error.WriteLine($"Numora cannot start: {e.Message}");
            return 1;
        }
    }

    /// <summary>
    /// A reading process that a document has taken over runs as the same user: without this it could read the database's
    /// password and the keys out of /proc/&lt;host&gt;/environ and mem. Core dumps, which would hold them too, end with it.
    /// </summary>
    static void HideMemory()
    {
        if (OperatingSystem.IsLinux())
            _ = prctl(SetDumpable, 0, 0, 0, 0); // a system that refuses is no less safe than before
    }

    static string Address(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
        ?? DefaultAddress;

    [LoggerMessage(1510, LogLevel.Debug, "The start failed")]
    static partial void NotStarted(ILogger log, Exception exception);

    [DllImport("libc")]
    private static extern int prctl(int option, nuint value, nuint third, nuint fourth, nuint fifth);
}
