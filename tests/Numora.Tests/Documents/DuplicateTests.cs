using System.Text.Json;
using Numora.Tests.Support;

namespace Numora.Tests.Documents;

public sealed class DuplicateTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    static async Task<string?> DuplicateOfAsync(HttpClient http, string id)
    {
        var document = await http.GetJsonAsync($"/v1/documents/{id}");
        if (document.Status() is not ("processing" or "failed"))
        {
            var result = await http.GetJsonAsync($"/v1/documents/{id}/result");
            Assert.Equal(document.Text("duplicate_of"), result.Text("duplicate_of"));
        }

        return document.Text("duplicate_of");
    }

    [Fact]
    public async Task The_same_bytes_are_a_duplicate_of_the_earliest_document_with_them()
    {
        var file = Samples.BlankPdf().Concat("% same bytes"u8.ToArray()).ToArray();
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((await (await app.Http.UploadAsync(file)).JsonAsync(202)).Id());
            await app.Http.ReadAsync(ids[i]);
        }

        Assert.Null(await DuplicateOfAsync(app.Http, ids[0]));
        Assert.Equal(ids[0], await DuplicateOfAsync(app.Http, ids[1]));
        Assert.Equal(ids[0], await DuplicateOfAsync(app.Http, ids[2]));

        Assert.Equal(204, (int)(await app.Http.DeleteAsync($"/v1/documents/{ids[0]}")).StatusCode);
        Assert.NotEqual(ids[0], await DuplicateOfAsync(app.Http, ids[1]));
        Assert.Null(await DuplicateOfAsync(app.Http, ids[1]));
    }

    [Fact]
    public async Task The_same_vendor_number_and_total_are_a_duplicate_however_they_are_written()
    {
        var first = (await app.Http.InReviewAsync(EInvoices.Ubl("RE-2026/7", "Äpfel &amp; Söhne GmbH", "119.00"))).Id();

        var same = (await app.Http.InReviewAsync(EInvoices.Ubl("re 2026 7", "ÄPFEL &amp; SÖHNE GMBH", "119.0", note: "copy"))).Id();
        var otherTotal = (await app.Http.InReviewAsync(EInvoices.Ubl("RE-2026/7", "Äpfel &amp; Söhne GmbH", "119.01"))).Id();
        var otherVendor = (await app.Http.InReviewAsync(EInvoices.Ubl("RE-2026/7", "Birnen GmbH", "119.00"))).Id();

        Assert.Equal(first, await DuplicateOfAsync(app.Http, same));
        Assert.Null(await DuplicateOfAsync(app.Http, otherTotal));
        Assert.Null(await DuplicateOfAsync(app.Http, otherVendor));
    }

    [Fact]
    public async Task A_correction_makes_and_unmakes_a_duplicate()
    {
        var first = (await app.Http.InReviewAsync(EInvoices.Ubl("DUP-1", "Kleber AG"))).Id();
        var second = (await app.Http.InReviewAsync(EInvoices.Ubl("DUP-2", "Kleber AG"))).Id();

        var made = await (await app.Http.CorrectAsync(second, new { fields = new { invoice_number = "DUP-1" } })).JsonAsync();
        var unmade = await (await app.Http.CorrectAsync(second, new { fields = new { invoice_number = "DUP-3" } })).JsonAsync();

        Assert.Equal(first, made.Text("duplicate_of"));
        Assert.Equal(JsonValueKind.Null, unmade.GetProperty("duplicate_of").ValueKind);
    }

    [Fact]
    public async Task Another_workspaces_documents_are_never_told_of()
    {
        var file = EInvoices.Ubl("SECRET-1", "Stranger KG");
        await app.Http.InReviewAsync(file);
        using var stranger = await app.StrangerAsync();

        var theirs = (await stranger.InReviewAsync(file)).Id();

        Assert.Null(await DuplicateOfAsync(stranger, theirs));
    }

    [Fact]
    public async Task Uploading_and_erasing_the_same_bytes_at_once_breaks_neither()
    {
        var file = EInvoices.Ubl("RACE-1", "Racer KG");
        for (var round = 0; round < 3; round++)
        {
            var first = (await app.Http.InReviewAsync(file)).Id();

            var uploads = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.Http.UploadAsync(file)));
            var erased = await app.Http.DeleteAsync($"/v1/documents/{first}");

            Assert.True((int)erased.StatusCode is 204 or 409, $"{erased.StatusCode}");
            foreach (var answer in await uploads)
                await answer.JsonAsync(202);
        }
    }
}
