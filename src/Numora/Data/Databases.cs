using Npgsql;

namespace Numora.Data;

/// <summary>
/// The ways into the database. Tenants' work goes through <see cref="Tenants"/>, a role that owns nothing and sees
/// only the rows of the workspace it has named; jobs, keys and migrations through <see cref="Owner"/>; Hangfire's own
/// statements through <see cref="Hangfire"/>.
/// </summary>
sealed class Databases : IAsyncDisposable
{
    const int ApiStatementTimeoutMs = 15_000;
    const int OwnerStatementTimeoutMs = 60_000;
    const int LockTimeoutMs = 5_000;
    const int IdleInTransactionTimeoutMs = 30_000;

    // Statements are short and none is open while a file is read, so a pool need not grow with the workers for long.
    // With the LISTEN connection at most 47: two hosts fit PostgreSQL's default of 100, and a person with psql too.
    const int OwnerConnections = 8;
    const int TenantConnections = 20;
    const int HangfireConnections = 6;
    const int LockConnections = 4;
    const int MostForWorkers = 8;

    /// <summary>What the data sources are called, in traces and to PostgreSQL.</summary>
    public static readonly string[] Names = ["numora", "numora-tenant", "numora-hangfire"];

    Databases(
        string connectionString, NpgsqlDataSource owner, NpgsqlDataSource tenants, NpgsqlDataSource hangfire, NpgsqlDataSource locks) =>
        (ConnectionString, Owner, Tenants, Hangfire, Locks) = (connectionString, owner, tenants, hangfire, locks);

    /// <summary>As configured; the LISTEN connection of the job runner is made from it.</summary>
    public string ConnectionString { get; }

    public NpgsqlDataSource Owner { get; }

    public NpgsqlDataSource Tenants { get; }

    /// <summary>A pool of its own, so that a request never waits for the engine of the jobs, nor that for requests.</summary>
    public NpgsqlDataSource Hangfire { get; }

    /// <summary>
    /// Who changes a job's state holds a connection of these and takes another of <see cref="Hangfire"/>: of one pool, all could
    /// hold the first and wait for the second.
    /// </summary>
    public NpgsqlDataSource Locks { get; }

    /// <param name="workers">Jobs at once in this process.</param>
    public static Databases At(string connectionString, int workers) => new(
        connectionString,
        Source(connectionString, OwnerStatementTimeoutMs, OwnerConnections, role: null),
        Source(connectionString, ApiStatementTimeoutMs, TenantConnections + Math.Min(workers, MostForWorkers),
            role: "numora_app"),
        Source(connectionString, OwnerStatementTimeoutMs, HangfireConnections, role: null, name: "numora-hangfire",
            // Hangfire's own states are no truth: what a crash of PostgreSQL takes of the last moment, the sweeper brings back.
            more: "-c synchronous_commit=off"),
        Source(connectionString, OwnerStatementTimeoutMs, LockConnections, role: null, name: "numora-lock"));

    public async ValueTask DisposeAsync()
    {
        await Tenants.DisposeAsync();
        await Locks.DisposeAsync();
        await Hangfire.DisposeAsync();
        await Owner.DisposeAsync();
    }

    static NpgsqlDataSource Source(string connectionString, int statementTimeoutMs, int connections, string? role, string? name = null,
        string? more = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = connections,
            KeepAlive = 30,
            Timeout = 10,
            MaxAutoPrepare = 60,
            AutoPrepareMinUsages = 3,
            // Nobody leaves anything on a connection (settings are local to their transaction), and resetting it takes seven
            // statements before each use, more than the use itself.
            NoResetOnClose = true,
            ApplicationName = name ?? (role is null ? "numora" : "numora-tenant"),
        };
        // Sent with the connection's start, so they cost no round trip and survive the pool's reset.
        settings.Options = string.Join(' ', new[]
        {
            settings.Options,
            $"-c statement_timeout={statementTimeoutMs}",
            $"-c lock_timeout={LockTimeoutMs}",
            $"-c idle_in_transaction_session_timeout={IdleInTransactionTimeoutMs}",
            role is null ? null : $"-c role={role}",
            more,
        }.Where(o => !string.IsNullOrEmpty(o)));
        var source = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = settings.ApplicationName };
        source.ConfigureTracing(tracing => tracing.EnablePhysicalOpenTracing(false).EnableFirstResponseEvent(false));
        return source.Build();
    }
}
