using Hangfire.Logging;
using HangfireLevel = Hangfire.Logging.LogLevel;
using Level = Microsoft.Extensions.Logging.LogLevel;

namespace Numora.Platform.Jobs;

/// <summary>
/// What Hangfire says goes into the service's log. Its provider is one for the whole process and outlives a host, so a host
/// that is gone says nothing instead of throwing. Exceptions are named only: they may tell an inner address.
/// </summary>
sealed class HangfireLog(ILoggerFactory factory) : ILogProvider
{
    public ILog GetLogger(string name)
    {
        try
        {
            return new Logger(factory.CreateLogger(name));
        }
        catch (ObjectDisposedException)
        {
            return new Logger(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        }
    }

    sealed class Logger(ILogger log) : ILog
    {
        public bool Log(HangfireLevel logLevel, Func<string>? messageFunc, Exception? exception)
        {
            var level = logLevel switch
            {
                HangfireLevel.Trace => Level.Trace,
                HangfireLevel.Debug or HangfireLevel.Info => Level.Debug, // its servers coming and going are ours to tell
                HangfireLevel.Warn => Level.Warning,
                HangfireLevel.Error => Level.Error,
                HangfireLevel.Fatal => Level.Critical,
            };
            if (messageFunc is null || !log.IsEnabled(level))
                return log.IsEnabled(level);
#pragma warning disable CA1848, CA2254 // the sentence is Hangfire's own
            log.Log(level, new EventId(1220), exception is null ? messageFunc() : $"{messageFunc()} ({exception.GetType().Name})");
#pragma warning restore CA1848, CA2254
            return true;
        }
    }
}
