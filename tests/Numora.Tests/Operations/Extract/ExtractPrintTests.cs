using System.Globalization;
using Numora.Engine;
using Numora.Operations;
using Numora.Tests.Support;

namespace Numora.Tests.Operations.Extract;

/// <summary>What <c>extract</c> prints and finds, without reading anything.</summary>
public sealed class ExtractPrintTests : IDisposable
{
    readonly ManualTime _time = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    readonly StringWriter _to = new(CultureInfo.InvariantCulture) { NewLine = "\n" };

    public void Dispose() => _to.Dispose();

    [Fact]
    public void Progress_that_goes_to_a_file_is_a_line_every_five_seconds()
    {
        var progress = new ExtractProgress(_to, columns: null, _time);

        for (var second = 1; second <= 11; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            progress.Show(second * 2, 100, "some.pdf");
        }

        progress.Clear();
        Assert.Equal("10 of 100 files, 2.0 a second: some.pdf\n20 of 100 files, 2.0 a second: some.pdf\n", _to.ToString());
    }

    [Fact]
    public void Progress_on_a_terminal_is_one_line_that_fits_and_is_written_over()
    {
        var progress = new ExtractProgress(_to, columns: 50, _time);

        _time.Advance(TimeSpan.FromSeconds(1));
        progress.Show(1, 2, "/a/long/way/down/to/the/folder/of/some.pdf");
        progress.Show(2, 2, "at once after it");
        progress.Clear();

        Assert.Equal("\r\e[K1 of 2 files, 1.0 a second: …e/folder/of/some.pdf\r\e[K", _to.ToString());
    }

    [Fact]
    public void What_a_document_says_moves_no_cursor_and_turns_no_writing_around()
    {
        Assert.Equal("a [31mb c d e  ", TerminalText.Cell("a\e[31mb\nc\u202Ed\u2028e", 15));
        Assert.Equal("abc…", TerminalText.Cell("abcde", 4));
        Assert.Equal("…cde", TerminalText.PathCell("abcde", 4));
    }

    [Theory]
    [InlineData("invoice_v2", "invoice_number", "vendor_name", "invoice_date")]
    [InlineData("receipt_v1", "receipt_number", "merchant_name", "transaction_date")]
    [InlineData("contract_v1", "", "contract_title", "effective_date")]
    public void A_line_has_the_fields_that_tell_documents_apart(string schema, string number, string name, string date)
    {
        var reading = Reading(schema, (number, "N-1"), (name, "Somebody"), (date, "2026-03-14"));

        var line = new ExtractRows(200).Of(reading);

        var cells = line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var expected = new[] { "a.pdf", schema, "review_required", "0.50", number == "" ? "" : "N-1", "Somebody", "2026-03-14" };
        Assert.Equal(expected.Where(c => c != ""), cells);
    }

    [Fact]
    public void The_last_column_has_failed_checks_and_warnings()
    {
        var reading = Reading("invoice_v2", ("total_amount", "12.50"), ("currency", "EUR"));
        reading = reading with
        {
            Result = reading.Result! with
            {
                Checks = [new("totals_add_up", false, "", []), new("iban_checksum", true, "", [])],
                Warnings = [new("einvoice_mismatch", "", [])],
            },
        };

        Assert.EndsWith("     EUR 12.50  not totals_add_up, einvoice_mismatch", new ExtractRows(80).Of(reading),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Only_so_many_skipped_files_are_named()
    {
        var totals = new ExtractTotals();
        for (var i = 0; i < 25; i++)
            totals.AddSkipped($"{i}.txt");

        Assert.EndsWith("18.txt, 19.txt and 5 more\n", totals.Text(TimeSpan.FromSeconds(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_that_leads_back_up_is_not_followed_and_one_to_a_file_is()
    {
        using var folder = new ScratchDirectory();
        Directory.CreateDirectory(Path.Combine(folder.Path, "below"));
        File.WriteAllText(Path.Combine(folder.Path, "below", "z"), "");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "below", "a"), "z");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "below", "up"), folder.Path);

        var found = FilesToRead.Of([folder.Path]);

        Assert.Equal(["below/a", "below/z"], found.Files.Select(f => Path.GetRelativePath(folder.Path, f.Path)));
    }

    static FileReading Reading(string schema, params (string Name, string Value)[] fields) => new("a.pdf", schema,
        "review_required", null, new(schema, 0.5,
            fields.Where(f => f.Name != "")
                .ToDictionary(f => f.Name, f => new ExtractedField(FieldValue.Of(f.Value), 0.5, FieldSource.Text)),
            [], 1, []));
}
