using System.Globalization;
using System.Text.Json;
using Numora.Tests.Support;

namespace Numora.Tests.Memory;

public sealed class MemoryTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    static int _number = 100;

    /// <summary>A form with labels that the reader does not know; each vendor of a test has a name and tax number of its own.</summary>
    sealed class Vendor
    {
        static readonly string[] s_taxIds = ["DE136695976", "DE811569869", "DE129273398", "DE143454214", "DE118509847", "DE811128135"];
        static int _vendors;

        readonly string _taxId = s_taxIds[Interlocked.Increment(ref _vendors) % s_taxIds.Length];
        readonly string _name = $"Werkstatt Nummer {(char)('A' + _vendors)} GmbH";

        public string Name => _name;

        /// <returns>The file, the reference for its payment, its due date and its net amount.</returns>
        public (byte[] File, string Reference, string Due, decimal Net) Print()
        {
            var n = Interlocked.Increment(ref _number);
            var (reference, net) = ($"{n:0000} K 26 Z", n * 1.5m);
            var due = new DateOnly(2026, 5, 1).AddDays(n % 20);
            return (Samples.Pdf(
                (50, 60, 16, _name), (50, 80, 9, "Hauptstrasse 12"), (50, 92, 9, "10115 Berlin"), (50, 104, 9, $"Kennung {_taxId}"),
                (50, 150, 10, "Kunde und Sohn AG"), (50, 164, 10, "Marktplatz 3"), (50, 178, 10, "50667 Koeln"),
                (350, 150, 18, "Abrechnung"),
                (350, 175, 10, "Belegkennung"), (470, 175, 10, "4711"),
                (350, 190, 10, "Ausgefertigt"), (470, 190, 10, "14.03.2026"),
                (350, 205, 10, "Zu begleichen bis"), (470, 205, 10, due.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)),
                (50, 230, 9, "Zeichen"), (50, 242, 9, reference),
                (380, 320, 10, "Warenwert"), (480, 320, 10, Amount(net)),
                (380, 335, 10, "Steueranteil"), (480, 335, 10, Amount(net * 0.2m)),
                (380, 350, 12, "Endsumme EUR"), (480, 350, 12, Amount(net * 1.2m)),
                (50, 760, 8, "Wir danken fuer Ihren Auftrag und freuen uns auf die weitere Zusammenarbeit")),
                reference, due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), net);
        }

        static string Amount(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',');
    }

    /// <summary>Uploads a document of the vendor, corrects and approves it.</summary>
    static async Task<string> TeachAsync(HttpClient http, Vendor vendor)
    {
        var (file, reference, due, net) = vendor.Print();
        var id = (await http.InReviewAsync(file)).Id();
        await (await http.CorrectAsync(id, new
        {
            fields = new { payment_reference = reference, due_date = due, subtotal_amount = net, vendor_name = vendor.Name },
        })).JsonAsync();
        await (await http.ActAsync(id, "approve")).JsonAsync();
        return id;
    }

    static async Task<JsonElement> FieldsAsync(HttpClient http, byte[] file)
    {
        var id = (await http.InReviewAsync(file)).Id();
        return (await http.GetJsonAsync($"/v1/documents/{id}/result?include=geometry")).GetProperty("fields");
    }

    /// <summary>The value where it comes from memory; the reader may find it by itself.</summary>
    static string? Remembered(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var field) && field.GetProperty("source").GetString() == "memory"
            ? field.GetProperty("value").ToString() : null;

    static string? Value(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var field) ? field.GetProperty("value").ToString() : null;

    [Fact]
    public async Task A_correction_makes_the_next_document_of_the_vendor_right_and_says_who_taught_it()
    {
        using var http = await app.StrangerAsync(); // a workspace of its own, which has learned nothing yet
        var vendor = new Vendor();
        var (before, _, _, _) = vendor.Print();
        var untaught = await FieldsAsync(http, before);
        var teacher = await TeachAsync(http, vendor);

        var (file, reference, due, net) = vendor.Print();
        var fields = await FieldsAsync(http, file);

        Assert.Null(Remembered(untaught, "payment_reference"));
        Assert.Equal(reference, Value(fields, "payment_reference"));
        Assert.Equal(due, Value(fields, "due_date"));
        Assert.Equal(net, fields.GetProperty("subtotal_amount").GetProperty("value").GetDecimal());
        var field = fields.GetProperty("payment_reference");
        Assert.Equal("memory", field.GetProperty("source").GetString());
        Assert.Equal(teacher, field.GetProperty("taught_by").GetString());
        Assert.Equal(reference, field.GetProperty("text").GetString());
        Assert.InRange(field.GetProperty("confidence").GetDouble(), 0.8, 0.99);
        Assert.Equal(1, field.GetProperty("page").GetInt32());
    }

    [Fact]
    public async Task What_one_workspace_teaches_no_other_knows()
    {
        using var http = await app.StrangerAsync(); // a workspace of its own, which has learned nothing yet
        var vendor = new Vendor();
        var teacher = await TeachAsync(http, vendor);
        var memory = (await http.GetJsonAsync($"/v1/memory?taught_by={teacher}")).Data().First().Id();
        using var stranger = await app.StrangerAsync();

        var fields = await FieldsAsync(stranger, vendor.Print().File);

        Assert.Null(Remembered(fields, "payment_reference"));
        Assert.Empty((await stranger.GetJsonAsync("/v1/memory")).Data());
        await (await stranger.GetAsync($"/v1/memory/{memory}")).IsErrorAsync(404, "not_found");
        await (await stranger.DeleteAsync($"/v1/memory/{memory}")).IsErrorAsync(404, "not_found");
        await (await stranger.ActAsync(teacher, "forget")).IsErrorAsync(404, "not_found");
        Assert.Equal(memory, (await http.GetJsonAsync($"/v1/memory/{memory}")).Id());
    }

    [Fact]
    public async Task A_memory_can_be_listed_and_forgotten_and_the_trail_says_so()
    {
        using var http = await app.StrangerAsync(); // a workspace of its own, which has learned nothing yet
        var vendor = new Vendor();
        var teacher = await TeachAsync(http, vendor);
        var listed = (await http.GetJsonAsync($"/v1/memory?taught_by={teacher}&field=payment_reference&vendor={vendor.Name}")).Data();
        var memory = Assert.Single(listed);

        var answer = await http.DeleteAsync($"/v1/memory/{memory.Id()}");

        Assert.Equal(204, (int)answer.StatusCode);
        Assert.Equal("correction", memory.GetProperty("kind").GetString());
        Assert.Equal("Zeichen", memory.GetProperty("label").GetString());
        Assert.Equal(JsonValueKind.Null, memory.GetProperty("value").ValueKind);
        Assert.True(memory.GetProperty("active").GetBoolean());
        await (await http.GetAsync($"/v1/memory/{memory.Id()}")).IsErrorAsync(404, "not_found");
        var (file, _, due, _) = vendor.Print();
        var fields = await FieldsAsync(http, file);
        Assert.Null(Remembered(fields, "payment_reference"));
        Assert.Equal(due, Value(fields, "due_date"));
        Assert.Contains((await http.GetJsonAsync($"/v1/documents/{teacher}/events")).Data(),
            e => e.GetProperty("type").GetString() == "document.memory_forgotten");
    }

    [Fact]
    public async Task All_that_a_document_taught_can_be_forgotten_at_once()
    {
        using var http = await app.StrangerAsync(); // a workspace of its own, which has learned nothing yet
        var vendor = new Vendor();
        var teacher = await TeachAsync(http, vendor);
        var count = (await http.GetJsonAsync($"/v1/memory?taught_by={teacher}&limit=200")).Data().Count();

        var answer = await (await http.ActAsync(teacher, "forget")).JsonAsync();
        var again = await (await http.ActAsync(teacher, "forget")).JsonAsync();

        Assert.True(count >= 4, $"{count} memories");
        Assert.Equal(count, answer.GetProperty("forgotten").GetInt32());
        Assert.Equal(0, again.GetProperty("forgotten").GetInt32());
        Assert.Null(Remembered(await FieldsAsync(http, vendor.Print().File), "payment_reference"));
    }

    [Theory]
    [InlineData("reject")]
    [InlineData("erase")]
    [InlineData("edit")]
    public async Task A_document_that_is_rejected_erased_or_reopened_teaches_nothing(string how)
    {
        using var http = await app.StrangerAsync(); // a workspace of its own, which has learned nothing yet
        var vendor = new Vendor();
        var teacher = await TeachAsync(http, vendor);

        var answer = how switch
        {
            "reject" => await http.ActAsync(teacher, "reject"),
            "edit" => await http.CorrectAsync(teacher, new { fields = new { purchase_order_number = "none" } }),
            _ => await http.DeleteAsync($"/v1/documents/{teacher}"),
        };

        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        foreach (var table in (string[])["taught_layouts", "taught_keys", "memories", how == "erase" ? "document_words" : "memories"])
            Assert.Equal(0L, await app.Databases.Owner.OneAsync<long>(
                $"select count(*) from {table} where document_id = $1", teacher));
        Assert.Empty((await http.GetJsonAsync($"/v1/memory?taught_by={teacher}")).Data());
        Assert.Null(Remembered(await FieldsAsync(http, vendor.Print().File), "payment_reference"));
    }

    [Fact]
    public async Task A_reopened_document_teaches_again_when_it_is_approved_again()
    {
        using var http = await app.StrangerAsync(); // a workspace of its own, which has learned nothing yet
        var vendor = new Vendor();
        var teacher = await TeachAsync(http, vendor);
        await http.ActAsync(teacher, "reject");

        await (await http.ActAsync(teacher, "approve")).JsonAsync();

        var (file, reference, _, _) = vendor.Print();
        Assert.Equal(reference, Value(await FieldsAsync(http, file), "payment_reference"));
    }

    [Fact]
    public async Task What_memory_has_right_is_not_learned_a_second_time()
    {
        using var http = await app.StrangerAsync(); // a workspace of its own, which has learned nothing yet
        var vendor = new Vendor();
        await TeachAsync(http, vendor);
        var second = (await http.InReviewAsync(vendor.Print().File)).Id();

        await (await http.ActAsync(second, "approve")).JsonAsync();

        Assert.Empty((await http.GetJsonAsync($"/v1/memory?taught_by={second}")).Data());
    }

    [Fact]
    public async Task Two_reviews_that_say_something_else_retire_a_memory()
    {
        using var http = await app.StrangerAsync(); // a workspace of its own, which has learned nothing yet
        var vendor = new Vendor();
        var teacher = await TeachAsync(http, vendor);
        var memory = (await http.GetJsonAsync($"/v1/memory?taught_by={teacher}&field=subtotal_amount")).Data().First().Id();

        for (var i = 0; i < 2; i++)
        {
            var (file, _, _, net) = vendor.Print();
            var id = (await http.InReviewAsync(file)).Id();
            await (await http.CorrectAsync(id, new { fields = new { subtotal_amount = net * 1.2m } })).JsonAsync();
            await (await http.ActAsync(id, "approve")).JsonAsync();
        }

        var retired = await http.GetJsonAsync($"/v1/memory/{memory}");
        Assert.False(retired.GetProperty("active").GetBoolean());
        Assert.Equal(2, retired.GetProperty("contradicted_by").GetArrayLength());
        var (next, _, _, other) = vendor.Print();
        Assert.Equal(other * 1.2m, decimal.Parse(Value(await FieldsAsync(http, next), "subtotal_amount")!, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_list_comes_in_pages_and_shows_the_value_only_of_what_is_the_vendors()
    {
        using var http = await app.StrangerAsync(); // a workspace of its own, which has learned nothing yet
        var vendor = new Vendor();
        var teacher = await TeachAsync(http, vendor);
        var seen = new List<JsonElement>();

        for (string? cursor = ""; cursor is not null;)
        {
            var page = await http.GetJsonAsync($"/v1/memory?taught_by={teacher}&limit=2&cursor={cursor}");
            seen.AddRange(page.Data());
            cursor = page.GetProperty("next_cursor").GetString();
        }

        Assert.True(seen.Count >= 4, $"{seen.Count} memories");
        Assert.Equal(seen.Select(m => m.Id()).OrderDescending(StringComparer.Ordinal), seen.Select(m => m.Id()));
        Assert.All(seen, m => Assert.Equal(teacher, m.GetProperty("taught_by").GetString()));
        Assert.Equal(vendor.Name, seen.Single(m => m.GetProperty("field").GetString() == "vendor_name").GetProperty("value").GetString());
        Assert.All(seen.Where(m => m.GetProperty("field").GetString() is "payment_reference" or "subtotal_amount" or "due_date"),
            m => Assert.Equal(JsonValueKind.Null, m.GetProperty("value").ValueKind));
    }

    [Theory]
    [InlineData("vendor=")]
    [InlineData("field=nonsense")]
    [InlineData("taught_by=doc_1")]
    [InlineData("limit=0")]
    [InlineData("cursor=x")]
    public async Task A_filter_that_makes_no_sense_is_refused(string query) =>
        await (await app.Http.GetAsync($"/v1/memory?{query}")).IsErrorAsync(400, "invalid_payload");
}
