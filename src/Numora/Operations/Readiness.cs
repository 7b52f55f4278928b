using Npgsql;
using Numora.Engine.Files;
using Numora.Engine.Workers;

namespace Numora.Operations;

/// <summary>What <c>/healthz/ready</c> looks at. The answer is kept for half a second, so that polling costs one look-up.</summary>
sealed class Readiness(Databases databases, WorkerPool workers, TimeProvider time) : IDisposable
{
    static readonly TimeSpan Kept = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan DatabasePatience = TimeSpan.FromSeconds(2);

    readonly SemaphoreSlim _one = new(1);
    IReadOnlyList<HealthCheckView> _last = [];
    long _at;

    public async Task<IReadOnlyList<HealthCheckView>> CheckAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (_last.Count > 0 && time.GetElapsedTime(_at) < Kept)
                return _last;
            _last = [.. await DatabaseAsync(ct), .. NativeReader.All.Select(Library), Languages(), Workers(workers)];
            _at = time.GetTimestamp();
            return _last;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    public static HealthCheckView Library(NativeReader reader) => new(
        $"{reader.Name}_library",
        reader.IsInstalled ? HealthStatus.Ready : HealthStatus.Degraded,
        reader.IsInstalled ? null : reader.Advice);

    /// <summary>Without any there is no recognition; without some it is worse on documents in them.</summary>
    public static HealthCheckView Languages() => TessData.MissingPackages.Count == 0
        ? new("recognition_languages", HealthStatus.Ready)
        : new("recognition_languages", HealthStatus.Degraded, TessData.Advice);

    async Task<HealthCheckView[]> DatabaseAsync(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(DatabasePatience);
        try
        {
            var (at, needed) = await Migrator.VersionsAsync(databases.Owner, patience.Token).WaitAsync(patience.Token);
            return [new("database", HealthStatus.Ready), Schema(at, needed)];
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return [new("database", HealthStatus.Unready,
                "PostgreSQL does not answer. Start it, or correct ConnectionStrings__Numora; doctor says more.")];
        }
    }

    /// <summary>A newer schema is no reason to stop serving: during an upgrade old hosts see it until they are replaced.</summary>
    public static HealthCheckView Schema(int at, int needed) => new("schema",
        at == needed ? HealthStatus.Ready : at > needed ? HealthStatus.Degraded : HealthStatus.Unready,
        at == needed ? null
        : at > needed ? $"A newer Numora has migrated the database to version {at}; this one knows {needed}. Update this host."
        : $"The database is at version {at}, version {needed} is needed. Run the verb migrate, or restart this host.");

    static HealthCheckView Workers(WorkerPool workers) => workers.ProcessIds.Count > 0
        ? new("reading_processes", HealthStatus.Ready)
        : new("reading_processes", HealthStatus.Degraded,
            "No reading process could be started, so no document can be read. Run the verb doctor on this host.");
}
