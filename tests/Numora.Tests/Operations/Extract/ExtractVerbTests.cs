using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Numora.Operations;
using Numora.Tests.Support;

namespace Numora.Tests.Operations.Extract;

[Collection(nameof(RealProcesses))]
public sealed class ExtractVerbTests : IDisposable
{
    readonly ScratchDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_is_a_line_a_file_in_ordinal_order_and_totals()
    {
        Put("b/second.xml", EInvoices.Ubl("UBL-2"));
        Put("a.pdf", Samples.Invoice("INV-1", vendor: "Muster Handel GmbH"));
        Put("broken.pdf", "%PDF-1.7"u8);
        Put("notes.txt", "Not a document."u8);
        Put("empty.pdf", []);
        Put(".hidden.xml", EInvoices.Ubl());
        Put(".git/config.xml", EInvoices.Ubl());

        var (code, text, error) = await RunAsync(_folder.Path);

        var lines = text.Split('\n');
        Assert.Equal(1, code);
        Assert.StartsWith("FILE", lines[0], StringComparison.Ordinal);
        Assert.Matches(@"a\.pdf +invoice_v2 +review_required +0\.\d\d +INV-1 +Muster Handel GmbH +2026-03-14 +EUR 178\.50$", lines[1]);
        Assert.Matches(@"b/second\.xml +invoice_v2 +review_required +1\.00 +UBL-2 +Nordlicht GmbH", lines[2]);
        Assert.Matches(@"broken\.pdf +auto +failed +file_corrupt$", lines[3]);
        Assert.Matches(@"^3 documents in \d+\.\d s \(\d+\.\d a second\)$", lines[5]);
        Assert.Equal("  by status   failed 1, review_required 2", lines[6]);
        Assert.Equal("  by schema   invoice_v2 2", lines[7]);
        Assert.Equal("  by failure  file_corrupt 1", lines[8]);
        Assert.Equal($"  skipped     2 of no readable type: {At("empty.pdf")}, {At("notes.txt")}", lines[9]);
        Assert.DoesNotContain("by status", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_json_standard_output_has_one_object_a_line_and_nothing_else()
    {
        Put("a.xml", EInvoices.Ubl());
        Put("b.pdf", "%PDF-1.7"u8);
        Put("c.txt", "Not a document."u8);

        var (code, text, error) = await RunAsync([_folder.Path], json: true);

        var objects = text.TrimEnd('\n').Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(1, code);
        Assert.Equal([At("a.xml"), At("b.pdf")], objects.Select(o => o.GetProperty("file").GetString()));
        Assert.Equal(["file", "schema", "status", "result"], objects[0].EnumerateObject().Select(m => m.Name));
        Assert.Equal(["file", "schema", "status", "failure"], objects[1].EnumerateObject().Select(m => m.Name));
        Assert.Contains("by status   failed 1, review_required 1", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_file_is_told_with_all_its_fields_and_no_totals()
    {
        Put("a.xml", EInvoices.Ubl("UBL-7"));

        var (code, text, error) = await RunAsync(At("a.xml"));

        Assert.Equal(0, code);
        Assert.StartsWith($"{At("a.xml")}\n  invoice_v2, 0 pages, confidence 1.00\n  invoice_number             1.00  UBL-7\n", text,
            StringComparison.Ordinal);
        Assert.Contains("  line 2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("by status", text + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_fields_of_many_files_are_told_when_asked_for()
    {
        Put("a.xml", EInvoices.Ubl("UBL-7"));
        Put("b.xml", EInvoices.Ubl("UBL-8"));

        var (code, text, _) = await RunAsync([At("b.xml"), At("a.xml")], fields: true);

        var (first, second) = (text.IndexOf("invoice_number             1.00  UBL-8", StringComparison.Ordinal),
            text.IndexOf("invoice_number             1.00  UBL-7", StringComparison.Ordinal));
        Assert.Equal(0, code);
        Assert.InRange(first, 1, second);
        Assert.Contains("by status   review_required 2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_given_by_name_fails_where_one_in_a_folder_is_skipped_and_a_path_without_a_file_is_told()
    {
        Put("notes.txt", "Not a document."u8);

        var (code, text, _) = await RunAsync([At("notes.txt"), At("nothing")], fields: true);
        var (inFolder, _, _) = await RunAsync(_folder.Path);

        Assert.Equal((1, 0), (code, inFolder));
        Assert.Contains("failed: The file is none of PDF", text, StringComparison.Ordinal);
        Assert.Contains($"failed: There is no file or folder '{At("nothing")}'.", text, StringComparison.Ordinal);
        Assert.Contains("by failure  file_unreachable 1, unsupported_file_type 1", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_folder_is_told()
    {
        var (code, text, error) = await RunAsync(_folder.Path);

        Assert.Equal((0, ""), (code, text));
        Assert.Equal($"There are no files below '{_folder.Path}'.\n", error);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_with_the_totals_of_what_was_read_and_no_process_left()
    {
        for (var i = 0; i < 2_000; i++)
            Put($"{i:D4}.xml", EInvoices.Ubl());
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Numora.dll"), "extract", _folder.Path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var verb = Process.Start(start)!;
        await verb.StandardOutput.ReadLineAsync(); // the table's head
        var first = await verb.StandardOutput.ReadLineAsync();

        NumoraProcess.Signal("INT", verb.Id);

        var rest = await verb.StandardOutput.ReadToEndAsync();
        await verb.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Contains("0000.xml", first, StringComparison.Ordinal);
        Assert.Equal(130, verb.ExitCode);
        Assert.DoesNotContain("failed", rest, StringComparison.Ordinal);
        Assert.Contains("by status   review_required", rest, StringComparison.Ordinal);
        Assert.Matches(@"Stopped after \d+ of 2000 files\.", await verb.StandardError.ReadToEndAsync());
    }

    static Task<(int Code, string Out, string Error)> RunAsync(string path) => RunAsync([path]);

    static async Task<(int Code, string Out, string Error)> RunAsync(string[] paths, bool json = false, bool fields = false)
    {
        var (to, error) = (Writer(), Writer());
        var code = await ExtractVerb.RunAsync(new(paths, Engine.Schemas.Auto, json, fields),
            new(to, error, OutColumns: null, ErrorColumns: null), TimeProvider.System, CancellationToken.None);
        return (code, to.ToString(), error.ToString());
    }

    static StringWriter Writer() => new(CultureInfo.InvariantCulture) { NewLine = "\n" };

    string At(string name) => Path.Combine(_folder.Path, name);

    void Put(string name, ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllBytes(At(name), bytes);
    }
}
