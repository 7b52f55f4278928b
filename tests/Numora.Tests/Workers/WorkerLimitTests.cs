using Numora.Engine;
using Numora.Engine.Workers;
using Numora.Tests.Support;

namespace Numora.Tests.Workers;

/// <summary>What a worker may hold, and when it is replaced.</summary>
public class WorkerLimitTests
{
    static readonly byte[] s_invoice = TinyPdf.OfLines("Invoice 4711", "Date 2024-05-06", "Total EUR 12.50");

    [Fact]
    public async Task A_contract_of_several_pages_is_read_in_the_memory_of_a_worker()
    {
        await using var pool = new WorkerPool(new() { Size = 1 });
        var before = pool.ProcessIds.Single();

        var contract = await pool.ExtractAsync(Contract(pages: 12), Schemas.Contract.Id);

        Assert.Equal(12, contract.PageCount);
        Assert.Equal("2024-03-01", contract.Fields["effective_date"].Value.ToString());
        Assert.Contains("governing_law", contract.Fields.Keys);
        Assert.Equal(before, pool.ProcessIds.Single());
    }

    [Fact]
    public async Task An_e_invoice_of_5_MB_is_read_in_the_memory_of_a_worker()
    {
        const int lines = 16_000;
        var file = EInvoices.Ubl(lines: lines, note: new string('x', 1_500_000));
        Assert.InRange(file.Length, 5_000_000, 6_000_000);
        await using var pool = new WorkerPool(new() { Size = 1 });

        var invoice = await pool.ExtractAsync(file, Schemas.Invoice.Id);

        Assert.Equal(lines, invoice.LineItems.Count);
    }

    [Fact]
    public async Task A_worker_that_holds_too_much_memory_is_replaced_after_its_document()
    {
        await using var pool = new WorkerPool(new() { Size = 1, MaxResidentBytes = 1 });
        var seen = new HashSet<int>();

        for (var i = 0; i < 3; i++)
        {
            seen.Add(pool.ProcessIds.Max());
            Assert.Equal(1, (await pool.ExtractAsync(s_invoice, Schemas.Auto)).PageCount);
        }

        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public async Task A_file_of_more_pages_than_the_limit_is_refused_with_both_numbers()
    {
        await using var pool = new WorkerPool(new() { Size = 1, MaxPages = 2 });

        var no = await Assert.ThrowsAsync<UnreadableException>(() => pool.ExtractAsync(Contract(pages: 3), Schemas.Auto));
        var two = await pool.ExtractAsync(Contract(pages: 2), Schemas.Contract.Id);

        Assert.Equal(FailureCode.FileTooLarge, no.Code);
        Assert.Contains("3 pages", no.Message, StringComparison.Ordinal);
        Assert.Contains("at most 2", no.Message, StringComparison.Ordinal);
        Assert.Equal(2, two.PageCount);
    }

    [Fact]
    public async Task An_idle_worker_that_dies_is_replaced_before_anybody_asks()
    {
        await using var pool = new WorkerPool(new());
        var died = pool.ProcessIds.First();

        NumoraProcess.Signal("KILL", died);

        await Queries.UntilAsync(
            () => Task.FromResult(pool.ProcessIds.Count == 2 && !pool.ProcessIds.Contains(died)), "there are two again");
        Assert.Equal(3, pool.ProcessesStarted);
        Assert.Equal(1, (await pool.ExtractAsync(s_invoice, Schemas.Auto)).PageCount);
    }

    [Fact]
    public async Task A_program_that_ends_at_once_is_not_started_over_and_over()
    {
        await using var pool = new WorkerPool(new() { Size = 1, Command = new("true", []) });

        await Task.Delay(TimeSpan.FromSeconds(1));

        Assert.Equal(1, pool.ProcessesStarted);
        await Assert.ThrowsAsync<WorkerDiedException>(() => pool.ExtractAsync(s_invoice, Schemas.Auto));
    }

    internal static byte[] Contract(int pages)
    {
        var pdf = new TinyPdf();
        for (var number = 1; number <= pages; number++)
        {
            var page = pdf.Page();
            page.Text(200, 60, number == 1 ? "SERVICE AGREEMENT" : $"Annex {number}", size: 14, bold: true);
            var y = 90;
            foreach (var line in number == 1 ? s_firstPage : s_otherPages)
                page.Text(50, y += 16, line);
        }

        return pdf.ToBytes();
    }

    static readonly string[] s_firstPage =
    [
        "This Service Agreement (the \"Agreement\") is made as of February 20, 2024, by and between",
        "Northwind Traders Ltd. (\"Client\") and Blue River Services Inc. (\"Provider\").",
        "1. Term. This Agreement shall become effective on March 1, 2024 (the \"Effective Date\") and shall",
        "continue for an initial term of three (3) years.",
        "2. Termination. Either party may terminate this Agreement upon ninety (90) days' prior written notice.",
        "3. Governing Law. This Agreement shall be governed by the laws of the State of Delaware.",
    ];

    static readonly string[] s_otherPages =
        [.. Enumerable.Range(1, 40).Select(i => $"{i}. The Provider shall keep the records of item {i} for {i} years after delivery.")];
}
