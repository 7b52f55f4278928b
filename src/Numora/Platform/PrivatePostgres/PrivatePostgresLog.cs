namespace Numora.Platform.Postgres;

static partial class PrivatePostgresLog
{
    [LoggerMessage(1901, LogLevel.Information,
        "Created a PostgreSQL {Version} cluster in {Directory} in {DurationMs} ms")]
    public static partial void ClusterCreated(this ILogger log, int version, string directory, long durationMs);

    [LoggerMessage(1902, LogLevel.Information,
        "Started the private PostgreSQL in {Directory} in {DurationMs} ms (process {PostmasterPid})")]
    public static partial void ServerStarted(this ILogger log, string directory, long durationMs, int postmasterPid);

    [LoggerMessage(1903, LogLevel.Error,
        "The private PostgreSQL (process {PostmasterPid}) ended by itself and is started again. It said: {LogTail}")]
    public static partial void ServerEnded(this ILogger log, int postmasterPid, string logTail);

    [LoggerMessage(1904, LogLevel.Error,
        "The private PostgreSQL could not be started again; next attempt in {WaitMs} ms")]
    public static partial void RestartFailed(this ILogger log, Exception why, long waitMs);

    [LoggerMessage(1905, LogLevel.Information, "Stopped the private PostgreSQL in {DurationMs} ms")]
    public static partial void ServerStopped(this ILogger log, long durationMs);

    [LoggerMessage(1906, LogLevel.Warning,
        "Stopped PostgreSQL process {PostmasterPid}, which nobody watched any more, over {Directory}")]
    public static partial void OrphanStopped(this ILogger log, int postmasterPid, string directory);

    [LoggerMessage(1907, LogLevel.Warning,
        "OS user {OsUser} cannot reach {DataDirectory}, so the cluster is kept in {Directory}; {LocationFile} says so")]
    public static partial void ClusterElsewhere(
        this ILogger log, string osUser, string dataDirectory, string directory, string locationFile);

    [LoggerMessage(1908, LogLevel.Warning,
        "{Directory} belonged to a data directory that is gone; it was set aside as {AsideDirectory}, for you to delete")]
    public static partial void SetAside(this ILogger log, string directory, string asideDirectory);

    [LoggerMessage(1909, LogLevel.Warning,
        "The private PostgreSQL did not stop within {WaitMs} ms and was told to quit at once")]
    public static partial void StopForced(this ILogger log, long waitMs);
}
