using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace Numora.Operations;

/// <summary>Structured logs: one JSON object a line, or plain lines for a person at a terminal.</summary>
static class Logs
{
    public static Logger Create(IConfiguration configuration)
    {
        var log = new LoggerConfiguration().WithLevels().ReadFrom.Configuration(configuration);
        var json = configuration["Numora:Logs"] switch
        {
            "json" => true,
            "plain" => false,
            _ => Console.IsOutputRedirected,
        };
        return (json
            ? log.WriteTo.Console(new JsonFormatter(renderMessage: true))
            : log.WriteTo.Console(outputTemplate:
                "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj} {RequestId}{NewLine}{Exception}",
                formatProvider: System.Globalization.CultureInfo.InvariantCulture)).CreateLogger();
    }

    /// <summary>What is worth a line unless the configuration says otherwise.</summary>
    public static LoggerConfiguration WithLevels(this LoggerConfiguration log) => log
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
        .MinimumLevel.Override("System", LogEventLevel.Warning)
        // It logs what our handler answers anyway (Platform/Errors.cs logs crashes with their request id).
        .MinimumLevel.Override("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogEventLevel.Fatal)
        .Enrich.FromLogContext();
}
