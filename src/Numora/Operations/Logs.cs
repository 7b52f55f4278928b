using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace Numora.Operations;

/// <summary>Structured logs: one JSON object a line, or plain lines for a person at a terminal.</summary>
static class Logs
{
    /// <param name="toError">To standard error: for verbs, whose answer goes to standard output.</param>
    public static Logger Create(IConfiguration configuration, bool toError = false)
    {
        var log = new LoggerConfiguration().WithLevels().ReadFrom.Configuration(configuration);
        var json = Enum.TryParse<LogFormat>(configuration["Numora:Logs"], ignoreCase: true, out var format)
            ? format is LogFormat.Json
            : toError ? Console.IsErrorRedirected : Console.IsOutputRedirected;
        LogEventLevel? errorFrom = toError ? LogEventLevel.Verbose : null;
        return (json
            ? log.WriteTo.Console(new JsonFormatter(renderMessage: true), standardErrorFromLevel: errorFrom)
            : log.WriteTo.Console(outputTemplate:
                "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj} {RequestId}{NewLine}{Exception}",
                formatProvider: System.Globalization.CultureInfo.InvariantCulture, standardErrorFromLevel: errorFrom)).CreateLogger();
    }

    /// <summary>What is worth a line unless the configuration says otherwise.</summary>
    public static LoggerConfiguration WithLevels(this LoggerConfiguration log) => log
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
        .MinimumLevel.Override("System", LogEventLevel.Warning)
        // It logs what our handler answers anyway (Platform/Errors.cs logs crashes with their request id).
        .MinimumLevel.Override("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogEventLevel.Fatal)
        // They are two pages of stack; the verb says what kept the host from starting, in a sentence (and at Debug in full).
        .Filter.ByExcluding(e => e.MessageTemplate.Text is "Hosting failed to start" or "Unable to start Kestrel.")
        .Enrich.FromLogContext();
}
