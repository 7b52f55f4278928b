using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Numora.Operations;
using Serilog;
using ILogger = Microsoft.Extensions.Logging.ILogger;

namespace Numora.Tests.Support;

/// <summary>Everything that was logged, with exceptions and scopes: tests look for what must not be there.</summary>
sealed class LogBook : ILoggerProvider, ILogger
{
    readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)} {Properties(state)} {exception}");

    /// <summary>Also those that scopes brought and no message shows.</summary>
    static string Properties(object? state) => state is IEnumerable<KeyValuePair<string, object?>> properties
        ? string.Join(' ', properties.Select(p => $"{p.Key}={p.Value}")) : "";

    public void Dispose()
    {
    }
}

static class TestLogs
{
    /// <summary>The product's logger with its levels; what it lets through goes to the test's own providers, if any.</summary>
    public static void AddTestLog(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Services.AddSerilog((_, log) => log.WithLevels(), preserveStaticLogger: true, writeToProviders: true);
    }
}
