using Microsoft.EntityFrameworkCore;
using Npgsql;
using Numora.Platform.Jobs;
using Numora.Tests.Support;

namespace Numora.Tests.Platform.Jobs;

public sealed class EnqueueTests
{
    [Fact]
    public async Task A_job_comes_and_goes_with_the_change_that_asks_for_it()
    {
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), new());
        await using var listener = await ListenAsync(host);

        await host.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            Script.Effect(db, "rolled back");
            db.Jobs.Add(new Numora.Platform.Jobs.Job("extract", "a", null!, null));
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
        });
        var toldOfRollback = await listener.WaitAsync(TimeSpan.FromMilliseconds(500));
        await host.WithDbAsync(async db =>
        {
            Script.Effect(db, "committed");
            db.Jobs.Add(new Numora.Platform.Jobs.Job("extract", "a", null!, null));
            await db.SaveChangesAsync();
        });
        var toldOfCommit = await listener.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.False(toldOfRollback);
        Assert.False(await host.HasEffectAsync("rolled back"));
        Assert.True(toldOfCommit);
        Assert.True(await host.HasEffectAsync("committed"));
        Assert.Equal(1, await host.Databases.Owner.OneAsync<long>("select count(*) from jobs"));
    }

    [Fact]
    public async Task There_is_one_open_job_of_a_kind_for_a_subject_and_another_once_it_is_done()
    {
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), new());
        await host.EnqueueAsync("extract", "a");

        var second = await Assert.ThrowsAsync<DbUpdateException>(() => host.EnqueueAsync("extract", "a"));
        await host.EnqueueAsync("fetch", "a");
        var lease = await host.Store.ClaimAsync(
            await host.Databases.Owner.OneAsync<long>("select id from jobs where kind = 'extract'"), default);
        await host.WithDbAsync(db => lease!.CompleteAsync(db));
        await host.EnqueueAsync("extract", "a");

        Assert.True(Numora.Data.DataWords.IsDuplicate(second));
    }

    static async Task<NpgsqlConnection> ListenAsync(JobHost host)
    {
        var connection = await host.Databases.Owner.OpenConnectionAsync();
        await using var listen = new NpgsqlCommand($"listen {JobNotifier.Channel}", connection);
        await listen.ExecuteNonQueryAsync();
        return connection;
    }
}
