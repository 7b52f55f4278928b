using System.Text.Json.Nodes;
using Numora.Delivery.Mappings;
using Numora.Delivery.Providers;
using static Numora.Tests.Delivery.Providers.Dynamics365.Pay;

namespace Numora.Tests.Delivery.Providers.Dynamics365;

/// <summary>Line items, and the file, beside the record.</summary>
public sealed class Dynamics365LinesTests
{
    [Fact]
    public async Task Record_and_lines_are_written_in_one_change_set_and_updated_in_place()
    {
        await using var desk = await DataverseDesk.OpenAsync();

        var created = await desk.DoneAsync(Invoice("R-1").With(Row("li_1", 1, "Paper"), Row("li_2", 2.5m, "Tinte")));
        var first = desk.Peer.Records("invoicedetails");
        var updated = await desk.DoneAsync(Invoice("R-1").With(Row("li_1", 7, "Paper"), Row("li_2", 2.5m, "Tinte\r\n--x")));
        var second = desk.Peer.Records("invoicedetails");

        Assert.Equal(("created", "updated"), (created.Outcome, updated.Outcome));
        Assert.Equal(created.ExternalId, desk.Peer.Records("invoices").Single().Text("invoiceid"));
        Assert.Equal(2, desk.Sent("$batch"));
        Assert.All(second, r => Assert.Equal(created.ExternalId, r.Text("invoiceid")));
        Assert.Equal(first.Select(r => r.Text("invoicedetailid")).Order(), second.Select(r => r.Text("invoicedetailid")).Order());
        Assert.Equal(["2.5 Tinte\r\n--x", "7 Paper"],
            second.Select(r => $"{r.Text("quantity")} {r.Text("productdescription")}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(400, true)]
    [InlineData(200, false)]
    public async Task One_bad_line_writes_nothing_and_its_own_message_is_told(int batchStatus, bool tellsWhich)
    {
        await using var desk = await DataverseDesk.OpenAsync();
        (desk.Peer.FailedBatchStatus, desk.Peer.TellsFailedPart) = (batchStatus, tellsWhich);

        var answer = await desk.PushAsync(Invoice("R-1").With(Row("li_1", 1, "Paper"), Row("li_2", -1, "Refund"), Row("li_3", 1, "Ink")));

        var refused = Assert.IsType<PushAnswer.Refused>(answer);
        Assert.Equal("destination_refused", refused.Code);
        Assert.Equal(
            $"{desk.Peer.HostAndPort} refused to write the {(tellsWhich ? "line li_2" : "record and its lines")}: A validation error"
            + " occurred. The value of 'quantity' on record of type 'invoicedetail' is outside the valid range."
            + " (0x80044330, HTTP 400).", refused.Reason);
        Assert.Empty(desk.Peer.Records("invoices"));
        Assert.Empty(desk.Peer.Records("invoicedetails"));
    }

    [Fact]
    public async Task A_line_that_the_document_no_longer_has_is_deleted_and_other_peoples_rows_stay()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        var record = await desk.DoneAsync(Invoice("R-1").With(Row("li_1", 1, "A"), Row("li_2", 1, "B"), Row("li_37", 1, "C")));
        desk.Peer.Add("invoicedetails", new JsonObject { ["productdescription"] = "By hand", ["invoiceid"] = record.ExternalId });
        await desk.DoneAsync(Invoice("R-1").With(Row("li_1", 1, "Other document")), document: "doc_2");

        await desk.DoneAsync(Invoice("R-1").With(Row("li_2", 1, "B")));

        Assert.Equal(["B", "By hand", "Other document"],
            desk.Peer.Records("invoicedetails").Select(r => r.Text("productdescription")).Order(StringComparer.Ordinal));
        Assert.Contains("2 former lines are deleted", desk.LogText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleted_lines_stay_when_the_change_set_that_deletes_them_fails()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        await desk.DoneAsync(Invoice("R-1").With(Row("li_1", 1, "A"), Row("li_2", 1, "B")));

        await desk.PushAsync(Invoice("R-1").With(Row("li_2", -5, "B")));

        Assert.Equal(["1 A", "1 B"], desk.Peer.Records("invoicedetails")
            .Select(r => $"{r.Text("quantity")} {r.Text("productdescription")}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Hundreds_of_lines_shrink_to_a_few_over_several_pages()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        var many = Enumerable.Range(1, 700).Select(i => Row($"li_{i}", i, $"Item {i}")).ToArray();

        await desk.DoneAsync(Invoice("R-1").With(many));
        await desk.DoneAsync(Invoice("R-1").With(many[..3]));
        var tooMany = await desk.PushAsync(
            Invoice("R-2").With([.. Enumerable.Range(1, 1_000).Select(i => Row($"li_{i}", i, "x"))]));

        Assert.Equal(3, desk.Peer.Records("invoicedetails").Count);
        Assert.Contains("Dataverse takes 1000 at once", Assert.IsType<PushAnswer.Refused>(tooMany).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_with_a_key_keep_their_rows_when_their_order_changes()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        Payload Keyed(params PayloadRow[] rows) => Invoice("R-1") with
        {
            Lines = new PayloadLines("invoicedetails", "invoiceid", ["productdescription"], rows),
        };
        Dictionary<string, string> Ids() => desk.Peer.Records("invoicedetails")
            .ToDictionary(r => r.Text("productdescription"), r => r.Text("invoicedetailid"));
        await desk.DoneAsync(Keyed(Row("li_1", 1, "A"), Row("li_2", 2, "B")));
        var before = Ids();

        await desk.DoneAsync(Keyed(Row("li_1", 2, "B"), Row("li_2", 1, "A")));
        var twins = await desk.PushAsync(Keyed(Row("li_1", 2, "B"), Row("li_2", 1, "B")));

        Assert.Equal(before, Ids());
        Assert.Equal("payload_invalid", Assert.IsType<PushAnswer.Refused>(twins).Code);
    }

    [Fact]
    public async Task Attaching_twice_leaves_one_note_with_the_files_bytes()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        var record = await desk.DoneAsync(Invoice("R-1"));
        byte[] file = [.. "%PDF-1.7\n"u8, .. Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * 7))];

        var first = await desk.Provider.AttachAsync(desk.Push(Invoice("R-1"), file: file), record.ExternalId, CancellationToken.None);
        var second = await desk.Provider.AttachAsync(desk.Push(Invoice("R-1"), file: file), record.ExternalId, CancellationToken.None);

        var note = Assert.Single(desk.Peer.Records("annotations"));
        Assert.Equal(("created", "updated"), (((PushAnswer.Done)first).Outcome, ((PushAnswer.Done)second).Outcome));
        Assert.Equal(("Rechnung 7.pdf", "application/pdf", "true", record.ExternalId),
            (note.Text("filename"), note.Text("mimetype"), note.Text("isdocument"), note.Text("objectid_invoice")));
        Assert.Equal(file, Convert.FromBase64String(note.Text("documentbody")));
    }

    [Fact]
    public async Task A_file_beyond_the_environments_limit_is_refused_with_its_message()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        var record = await desk.DoneAsync(Invoice("R-1"));
        desk.Peer.Store.MaxAttachment = 1_000;

        var answer = await desk.Provider.AttachAsync(
            desk.Push(Invoice("R-1"), file: new byte[1_001]), record.ExternalId, CancellationToken.None);
        var none = await desk.Provider.AttachAsync(desk.Push(Invoice("R-1")), record.ExternalId, CancellationToken.None);

        var refused = Assert.IsType<PushAnswer.Refused>(answer);
        Assert.Contains("to attach the file 'Rechnung 7.pdf' (1001 bytes): Attachment file size is too big.", refused.Reason,
            StringComparison.Ordinal);
        Assert.Equal(new PushAnswer.NothingToDo("The document has no file."), none);
    }
}
