using Hangfire.PostgreSql;
using Hangfire.Storage;
using Npgsql;

namespace Numora.Platform.Jobs;

/// <summary>
/// Hangfire's storage with advisory locks of PostgreSQL in place of rows in <c>hangfire.lock</c>. Those took fourteen statements
/// a job, half of all, and a killed host left them behind; these take six, and end with the connection that holds them.
/// </summary>
sealed class HangfireStorage(Databases databases, PostgreSqlStorageOptions options)
    : PostgreSqlStorage(new Connections(databases), options)
{
    readonly NpgsqlDataSource _locks = databases.Locks;

    public override IStorageConnection GetConnection() => new Connection(this);

    sealed class Connections(Databases databases) : IConnectionFactory
    {
        public NpgsqlConnection GetOrCreateConnection() => databases.Hangfire.CreateConnection();
    }

    sealed class Connection(HangfireStorage storage) : PostgreSqlConnection(storage)
    {
        /// <param name="timeout">Not asked for: PostgreSQL waits as long as <c>lock_timeout</c> says, and Hangfire tries again.</param>
        public override IDisposable AcquireDistributedLock(string resource, TimeSpan timeout)
        {
            var connection = storage._locks.OpenConnection();
            try
            {
                var transaction = connection.BeginTransaction();
                using var take = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended('hangfire ' || $1, 0))", connection);
                take.Parameters.AddWithValue(resource);
                take.ExecuteNonQuery();
                return new Lock(connection, transaction);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                connection.Dispose();
                throw new DistributedLockTimeoutException(resource);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
    }

    /// <summary>PostgreSQL ends a transaction that is idle for 30 s, so a paused host holds nobody for longer.</summary>
    sealed class Lock(NpgsqlConnection connection, NpgsqlTransaction transaction) : IDisposable
    {
        public void Dispose()
        {
            try
            {
                transaction.Commit();
            }
            catch (Exception e) when (e is NpgsqlException || e.IsDatabaseAway())
            {
                // The connection is gone, and the lock with it.
            }
            finally
            {
                connection.Dispose();
            }
        }
    }
}
