using Microsoft.Extensions.DependencyInjection;
using Numora.Engine.Workers;
using Numora.Extraction;
using Numora.Tests.Support;

namespace Numora.Tests.Extraction;

/// <summary>What happens to a document while it is read. Its readers are paused (SIGSTOP) as long as a test needs.</summary>
public sealed class RunningExtractionTests : IAsyncLifetime
{
    readonly HostOn _app = new("all");

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task No_transaction_is_open_while_a_file_is_read()
    {
        var id = await UploadedAndBeingReadAsync();

        var open = new List<string>();
        for (var i = 0; i < 20; i++, await Task.Delay(25))
            open.AddRange(await _app.Databases.Owner.ListAsync<string>("""
                select state || ': ' || query from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid() and state like 'idle in transaction%'
                """));

        GoOn();
        Assert.Empty(open);
        Assert.Equal("review_required", (await _app.Http.ReadAsync(id)).Status());
    }

    [Fact]
    public async Task A_document_that_is_erased_while_it_is_read_stays_erased()
    {
        var id = await UploadedAndBeingReadAsync();

        var erased = await _app.Http.DeleteAsync($"/v1/documents/{id}");
        GoOn();
        await (await _app.Http.UploadAsync(Samples.Invoice())).JsonAsync(202);

        Assert.Equal(204, (int)erased.StatusCode);
        await Queries.UntilAsync(async () => await _app.ProcessingAsync() == 0, "the other is read");
        await (await _app.Http.GetAsync($"/v1/documents/{id}")).IsErrorAsync(404, "not_found");
        foreach (var rows in new[]
        {
            "documents where id", "document_results where document_id", "file_chunks where document_id",
            "document_events where document_id", "jobs where subject",
        })
            Assert.Equal(0, await _app.Databases.Owner.OneAsync<long>($"select count(*) from {rows} = $1", id));
    }

    [Fact]
    public async Task A_job_for_a_document_that_waits_for_nothing_ends_without_a_trace()
    {
        var id = (await _app.Http.InReviewAsync()).Id();
        var before = (await _app.Http.GetJsonAsync($"/v1/documents/{id}")).GetRawText();

        await _app.Databases.Owner.ExecuteAsync("""
            insert into jobs (kind, subject, workspace_id)
            select kind, id, workspace_id from documents, unnest('{fetch,extract}'::text[]) kind where id = $1
            """, id);

        await Queries.UntilAsync(async () => await _app.Databases.Owner.OneAsync<long>("select count(*) from jobs") == 0, "both end");
        Assert.Equal(before, (await _app.Http.GetJsonAsync($"/v1/documents/{id}")).GetRawText());
    }

    [Fact]
    public async Task A_forgotten_document_is_woken_by_one_host_and_others_are_left_alone()
    {
        var forgotten = (await _app.Http.InReviewAsync()).Id();
        var recent = (await _app.Http.InReviewAsync()).Id();
        await _app.Databases.Owner.ExecuteAsync("""
            update documents set status = 'processing',
                updated_at = case id when $1 then now() - interval '31 s' else now() end
            where id in ($1, $2)
            """, forgotten, recent);

        var woken = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ForgottenDocuments.WakeAsync(_app.Databases, default)));

        Assert.Equal(1, woken.Sum());
        Assert.Equal("review_required", (await _app.Http.ReadAsync(forgotten)).Status());
        Assert.Equal("processing", (await _app.Http.GetJsonAsync($"/v1/documents/{recent}")).Status());
    }

    async Task<string> UploadedAndBeingReadAsync()
    {
        await _app.Http.InReviewAsync(); // the readers are there
        Signal("STOP");
        var id = (await (await _app.Http.UploadAsync(Samples.Invoice())).JsonAsync(202)).Id();
        await Queries.UntilAsync(async () => await _app.RunningAsync() > 0, "it is claimed");
        await Task.Delay(200); // its file is handed over by now
        return id;
    }

    void GoOn() => Signal("CONT");

    void Signal(string name)
    {
        foreach (var pid in _app.Services.GetRequiredService<WorkerPool>().ProcessIds)
            NumoraProcess.Signal(name, pid);
    }
}
