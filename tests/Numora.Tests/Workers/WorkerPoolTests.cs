using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Numora.Engine;
using Numora.Engine.Workers;
using Numora.Tests.Support;

namespace Numora.Tests.Workers;

public class WorkerPoolTests
{
    static readonly byte[] s_invoice = TinyPdf.OfLines("Invoice 4711", "Date 2024-05-06", "Total EUR 12.50");

    [Fact]
    public async Task A_document_is_read_in_another_process()
    {
        await using var pool = new WorkerPool(new());

        var extraction = await pool.ExtractAsync(s_invoice, Schemas.Invoice.Id);

        Assert.Equal("invoice_v2", extraction.Schema);
        Assert.Equal(1, extraction.PageCount);
        Assert.Equal(2, pool.ProcessIds.Count);
        Assert.DoesNotContain(Environment.ProcessId, pool.ProcessIds);
    }

    [Fact]
    public async Task A_final_no_crosses_the_pipe_with_its_code_and_message()
    {
        await using var pool = new WorkerPool(new());

        var no = await Assert.ThrowsAsync<UnreadableException>(() => pool.ExtractAsync("%PDF-1.7"u8.ToArray(), "auto"));

        Assert.Equal(FailureCode.FileCorrupt, no.Code);
        Assert.Contains("new PDF", no.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_is_drawn_and_a_missing_page_is_null()
    {
        await using var pool = new WorkerPool(new());

        var first = await pool.DrawAsync(s_invoice, 1);
        var second = await pool.DrawAsync(s_invoice, 2);

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], first!.Value[..4].ToArray());
        Assert.Null(second);
    }

    [Fact]
    public async Task A_worker_reaches_no_network_runs_no_program_and_writes_no_file()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var pool = new WorkerPool(new() { Size = 1 });

        var kept = await pool.ProbeAsync(((IPEndPoint)listener.LocalEndpoint).Port, CancellationToken.None);

        Assert.Equal(new Confinement(Network: true, Programs: true, Writing: true), kept);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task A_worker_sees_nothing_of_the_hosts_environment()
    {
        Environment.SetEnvironmentVariable("NUMORA_TEST_SECRET", "s3cret");
        await using var pool = new WorkerPool(new() { Size = 1 });
        await pool.ExtractAsync(s_invoice, "auto");

        var environment = await File.ReadAllTextAsync($"/proc/{pool.ProcessIds.Single()}/environ");

        Assert.DoesNotContain("s3cret", environment, StringComparison.Ordinal);
        Assert.Contains("DOTNET_GCHeapHardLimit", environment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_is_killed_in_the_middle_is_told_apart_and_the_next_document_works()
    {
        await using var pool = new WorkerPool(new() { Size = 1 });
        await pool.ExtractAsync(s_invoice, "auto");
        var before = pool.ProcessIds.Single();

        var died = await Assert.ThrowsAsync<WorkerDiedException>(() => pool.ExtractAsync(
            async (file, ct) =>
            {
                await file.WriteAsync(s_invoice.AsMemory(0, 100), ct);
                Process.GetProcessById(before).Kill();
                await file.WriteAsync(s_invoice.AsMemory(100), ct);
            },
            s_invoice.Length, "auto", CancellationToken.None));
        var next = await pool.ExtractAsync(s_invoice, "auto");

        Assert.Contains("137", died.Message, StringComparison.Ordinal);
        Assert.Equal(1, next.PageCount);
        Assert.DoesNotContain(before, pool.ProcessIds);
    }

    [Fact]
    public async Task A_worker_that_was_killed_while_idle_is_replaced_before_the_next_document()
    {
        await using var pool = new WorkerPool(new() { Size = 1 });
        await pool.ExtractAsync(s_invoice, "auto");
        using var worker = Process.GetProcessById(pool.ProcessIds.Single());
        worker.Kill();
        await worker.WaitForExitAsync();

        Assert.Equal(1, (await pool.ExtractAsync(s_invoice, "auto")).PageCount);
    }

    [Fact]
    public async Task Workers_are_replaced_after_their_number_of_documents()
    {
        await using var pool = new WorkerPool(new() { Size = 1, MaxDocuments = 3 });
        var seen = new HashSet<int>();

        for (var i = 0; i < 7; i++)
        {
            seen.Add(pool.ProcessIds.Max());
            await pool.ExtractAsync(s_invoice, "auto");
        }

        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public async Task A_cancelled_document_frees_its_place()
    {
        await using var pool = new WorkerPool(new() { Size = 1 });
        using var cancel = new CancellationTokenSource();

        var reading = pool.ExtractAsync(
            async (file, ct) =>
            {
                await file.WriteAsync(s_invoice.AsMemory(0, 10), ct);
                await cancel.CancelAsync();
                await Task.Delay(Timeout.Infinite, ct);
            },
            s_invoice.Length, "auto", cancel.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(1, (await pool.ExtractAsync(s_invoice, "auto")).PageCount);
    }

    [Fact]
    public async Task A_storage_that_fails_keeps_the_worker()
    {
        await using var pool = new WorkerPool(new() { Size = 1 });
        await pool.ExtractAsync(s_invoice, "auto");
        var before = pool.ProcessIds.Single();

        await Assert.ThrowsAsync<FileNotFoundException>(() => pool.ExtractAsync(
            async (file, ct) =>
            {
                await file.WriteAsync(s_invoice.AsMemory(0, 10), ct);
                throw new FileNotFoundException();
            },
            s_invoice.Length, "auto", CancellationToken.None));
        await pool.ExtractAsync(s_invoice, "auto");

        Assert.Equal(before, pool.ProcessIds.Single());
    }

    [Fact]
    public async Task More_callers_than_workers_wait_for_their_turn()
    {
        await using var pool = new WorkerPool(new());

        var all = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => pool.ExtractAsync(s_invoice, "auto")));

        Assert.All(all, extraction => Assert.Equal(1, extraction.PageCount));
        Assert.Equal(2, pool.ProcessIds.Count);
    }

    [Fact]
    public async Task No_process_is_left_when_the_pool_is_closed()
    {
        var pool = new WorkerPool(new());
        var busy = pool.ExtractAsync(
            (_, ct) => Task.Delay(Timeout.Infinite, ct), s_invoice.Length, "auto", CancellationToken.None);
        var workers = pool.ProcessIds;

        await pool.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => busy.WaitAsync(TimeSpan.FromSeconds(5)));
        Assert.All(workers, id => Assert.Throws<ArgumentException>(() => Process.GetProcessById(id)));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.ExtractAsync(s_invoice, "auto"));
    }

    [Fact]
    public async Task A_pool_is_closed_while_cancelled_documents_let_go_of_their_workers()
    {
        for (var round = 0; round < 20; round++)
        {
            var pool = new WorkerPool(new() { Size = 4 });
            using var cancel = new CancellationTokenSource();
            var reading = Enumerable.Range(0, 4).Select(_ => pool.ExtractAsync(
                (_, ct) => Task.Delay(Timeout.Infinite, ct), s_invoice.Length, "auto", cancel.Token)).ToArray();

            await Task.WhenAll(cancel.CancelAsync(), Task.Run(async () => await pool.DisposeAsync()));

            Assert.All(reading, r => Assert.True(r.ContinueWith(_ => true, TaskScheduler.Default).Wait(5_000)));
            Assert.Empty(pool.ProcessIds);
        }
    }

    [Fact]
    public async Task A_program_that_cannot_be_run_is_told_with_every_document()
    {
        await using var pool = new WorkerPool(new() { Command = new("/nowhere/Numora", ["worker"]) });

        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<WorkerDiedException>(() => pool.ExtractAsync(s_invoice, "auto"));
    }
}

static class WorkerPoolCalls
{
    public static Task<Engine.Extraction> ExtractAsync(this WorkerPool pool, byte[] file, string schema) =>
        pool.ExtractAsync((to, ct) => to.WriteAsync(file, ct).AsTask(), file.Length, schema, CancellationToken.None);

    public static Task<ReadOnlyMemory<byte>?> DrawAsync(this WorkerPool pool, byte[] file, int page) =>
        pool.DrawAsync((to, ct) => to.WriteAsync(file, ct).AsTask(), file.Length, page, CancellationToken.None);
}
