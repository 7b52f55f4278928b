using Npgsql;

namespace Numora.Platform.Jobs;

/// <summary>
/// How an attempt tells Hangfire that there is another one (<see cref="JobFilters"/> makes a schedule of it). Its message is
/// shown on the dashboard: words of ours only.
/// </summary>
sealed class JobComesAgainException(TimeSpan wait, string reason) : Exception(reason)
{
    public TimeSpan Wait { get; } = wait;
}

/// <summary>There is no other attempt. Its message is shown on the dashboard: words of ours only.</summary>
sealed class JobFailedException(string reason) : Exception(reason);

static class DatabaseFaults
{
    /// <summary>Whether the database was away for a moment; EF wraps what Npgsql threw, once or twice.</summary>
    public static bool IsDatabaseAway(this Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
            if (fault is NpgsqlException npgsql)
                return npgsql.IsTransient || StaleStatements.IsOne(npgsql);
            else if (fault.IsBrokenConnection())
                return true;
        return false;
    }
}
