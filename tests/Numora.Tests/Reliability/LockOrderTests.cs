using Npgsql;
using Numora.Tests.Support;

namespace Numora.Tests.Reliability;

public sealed class LockOrderTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    /// <summary>
    /// A request that loses a race holds the document's row (PostgreSQL locks it before it looks at the version again) when
    /// it comes to insert the job; a worker that is finishing must not hold the job and wait for the document then.
    /// </summary>
    [Fact]
    public async Task A_finishing_worker_waits_for_the_document_without_holding_its_job()
    {
        var id = (await app.Http.InReviewAsync()).Id();
        await using var request = await app.Databases.Owner.OpenConnectionAsync();
        await using var transaction = await request.BeginTransactionAsync();
        await RunAsync(request, "update documents set status = 'processing' where id = $1", id);
        await transaction.CommitAsync();
        await using var second = await request.BeginTransactionAsync();
        await RunAsync(request, "select from documents where id = $1 for no key update", id);
        await app.Databases.Owner.ExecuteAsync(
            "insert into jobs (kind, subject, workspace_id) select 'extract', id, workspace_id from documents where id = $1", id);
        await Queries.UntilAsync(() => app.Databases.Owner.OneAsync<bool>(
            "select exists (select from pg_stat_activity where $1 = any (pg_blocking_pids(pid)))", request.ProcessID),
            "the worker waits for the document");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(request,
            "insert into jobs (kind, subject, workspace_id) select 'extract', id, workspace_id from documents where id = $1", id));

        Assert.Equal(PostgresErrorCodes.UniqueViolation, refused.SqlState); // at once, and not 40P01 (deadlock)
        await second.RollbackAsync();
        Assert.Equal("review_required", (await app.Http.ReadAsync(id)).Status());
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql, string id)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue(id);
        await command.ExecuteNonQueryAsync();
    }
}
