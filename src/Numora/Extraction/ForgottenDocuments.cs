using Numora.Platform.Jobs;

namespace Numora.Extraction;

/// <summary>
/// Wakes forgotten documents: one that is <c>processing</c> without a job cannot come about by our own code, but a restored
/// backup or a hand on the database can make one.
/// </summary>
sealed partial class ForgottenDocuments(Databases databases, JobNotifier notifier, ILogger<ForgottenDocuments> log) : IPeriodicWork
{
    public string Name => "Wake forgotten documents";

    public string Cron => "* * * * *";

    public async Task RunAsync(CancellationToken ct)
    {
        if (await WakeAsync(databases, ct) is not (> 0 and var woken))
            return;
        Woken(woken);
        notifier.Poke(JobQueues.Fetch);
        notifier.Poke(JobQueues.Extract);
    }

    internal static async Task<int> WakeAsync(Databases databases, CancellationToken ct)
    {
        await using var command = databases.Owner.CreateCommand("""
            insert into jobs (kind, subject, workspace_id, trace_parent)
            select case when d.file_sha256 is null then 'fetch' else 'extract' end, d.id, d.workspace_id, d.trace_parent
            from documents d
            where d.status = 'processing' and d.updated_at < now() - interval '30 s'
              and not exists (select from jobs j where j.subject = d.id)
              and pg_try_advisory_xact_lock(hashtext('numora.forgotten_documents'))
            on conflict (kind, subject) do nothing
            """);
        return await command.ExecuteNonQueryAsync(ct);
    }

    [LoggerMessage(1411, LogLevel.Warning, "Woke {Count} documents that were processing without a job")]
    partial void Woken(int count);
}
