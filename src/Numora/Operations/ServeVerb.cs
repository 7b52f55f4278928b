using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
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
    const int SetDumpable = 4; // linux/prctl.h: PR_SET_DUMPABLE

    public static async Task<int> RunAsync(CancellationToken ct)
    {
        HideMemory();
        try
        {
            var builder = StartCheck.Builder();
            return await RunAsync(builder, StartCheck.Serve(builder.Configuration), ct);
        }
        catch (SettingsException e)
        {
            foreach (var fault in e.Faults)
                Console.Error.WriteLine($"Numora cannot start: {fault}");
            return SettingsException.ExitCode;
        }
    }

    static async Task<int> RunAsync(WebApplicationBuilder builder, NumoraOptions options, CancellationToken ct)
    {
        await using var logger = Logs.Create(builder.Configuration);
        using var logs = new SerilogLoggerFactory(logger);
        builder.Services.AddSerilog(logger);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = HostLimits.Shutdown);
        if (ListenAddresses.AreDefault(builder.Configuration))
            builder.WebHost.UseUrls(options.Role is Role.Worker ? "http://127.0.0.1:0" : ListenAddresses.Default);
        StartCheck.WarnOfUnknown(builder.Configuration, logs.CreateLogger("Numora"));
        try
        {
            await using var database = await OpenDatabase.OpenAsync(
                builder.Configuration, options, logs.CreateLogger("Numora.Postgres"), ct);
            await Migrator.MigrateAsync(database.Databases.Owner, logs.CreateLogger("Numora.Migrations"), ct);
            await using var app = Program.Build(builder, database.Databases);
            var secret = await Bootstrap.EnsureKeyAsync(app.Services, options.BootstrapApiKey, Console.Out.WriteLine, ct);
            await app.StartAsync(ct);
            var address = Address(app);
            var setup = options.Role is Role.Worker ? null : await FirstPerson.EnsureSetupLinkAsync(app.Services, address, ct);
            List<string> toDo = [];
            if (secret is not null)
                toDo.Add(Bootstrap.TryKey(address, secret));
            if (setup is not null)
                toDo.Add(FirstPerson.Greeting(setup));
            Console.Out.WriteLine(Bootstrap.Greeting(address, toDo));
            await app.WaitForShutdownAsync(ct);
            return 0;
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new SettingsException([e.Message], e); // taken by somebody after it was looked at
        }
        catch (Exception e) when (Sentence(e, builder.Configuration) is { } sentence)
        {
            // What stops a start is told in a sentence; the log has the rest.
            NotStarted(logs.CreateLogger("Numora"), e);
            Console.Error.WriteLine($"Numora cannot start: {sentence}");
            return 1;
        }
    }

    /// <summary>Null: it is a fault of the program.</summary>
    static string? Sentence(Exception e, IConfiguration configuration) =>
        DatabaseCheck.Unusable(e) is { } why ? DatabaseCheck.Sentence(configuration.GetConnectionString("Numora"), why)
        : e is PrivatePostgresException or InvalidOperationException or IOException
            or Microsoft.Extensions.Options.OptionsValidationException ? e.Message : null;

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
        ?? ListenAddresses.Default;

    [LoggerMessage(1510, LogLevel.Debug, "The start failed")]
    static partial void NotStarted(ILogger log, Exception exception);

    [DllImport("libc")]
    private static extern int prctl(int option, nuint value, nuint third, nuint fourth, nuint fifth);
}
