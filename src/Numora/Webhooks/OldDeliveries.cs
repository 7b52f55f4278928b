using Microsoft.Extensions.Options;
using Numora.Platform.Jobs;

namespace Numora.Webhooks;

/// <summary>Deletes deliveries that ended long ago (<see cref="WebhookOptions.Retention"/>).</summary>
sealed partial class OldDeliveries(
    Databases databases, IOptions<WebhookOptions> options, TimeProvider time, ILogger<OldDeliveries> log) : IPeriodicWork
{
    /// <summary>In one statement: short enough to lock nothing for long.</summary>
    const int Batch = 5_000;

    public string Name => "Delete old webhook deliveries";

    public string Cron => "*/10 * * * *";

    public async Task RunAsync(CancellationToken ct)
    {
        var before = time.GetUtcNow() - options.Value.Retention;
        int deleted, all = 0;
        do
            all += deleted = await DeleteAsync(databases, before, ct);
        while (deleted == Batch);
        if (all > 0)
            Deleted(all);
    }

    internal static async Task<int> DeleteAsync(Databases databases, DateTimeOffset before, CancellationToken ct)
    {
        await using var command = databases.Owner.CreateCommand($"""
            delete from webhook_deliveries where id in (
                select id from webhook_deliveries
                where ended_at < $1 and (select pg_try_advisory_xact_lock(hashtext('numora.old_webhook_deliveries')))
                limit {Batch} for update skip locked)
            """);
        command.Parameters.AddWithValue(before);
        return await command.ExecuteNonQueryAsync(ct);
    }

    [LoggerMessage(1711, LogLevel.Information, "Deleted {Count} webhook deliveries that ended long ago")]
    partial void Deleted(int count);
}
