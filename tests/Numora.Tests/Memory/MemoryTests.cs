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

        /// <returns>The file, its number, its due date and its net amount.</returns>
        public (byte[] File, string Number, string Due, decimal Net) Print()
        {
            var n = Interlocked.Increment(ref _number);
            var (number, net) = ($"B-{n:0000}/26", n * 1.5m);
            var due = new DateOnly(2026, 5, 1).AddDays(n % 20);
            return (Samples.Pdf(
                (50, 60, 16, _name), (50, 80, 9, "Hauptstrasse 12"), (50, 92, 9, "10115 Berlin"), (50, 104, 9, $"Kennung {_taxId}"),
                (50, 150, 10, "Kunde und Sohn AG"), (50, 164, 10, "Marktplatz 3"), (50, 178, 10, "50667 Koeln"),
                (350, 150, 18, "Abrechnung"),
                (350, 175, 10, "Belegkennung"), (470, 175, 10, number),
                (350, 190, 10, "Ausgefertigt"), (470, 190, 10, "14.03.2026"),
                (350, 205, 10, "Zu begleichen bis"), (470, 205, 10, due.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)),
                (380, 320, 10, "Warenwert"), (480, 320, 10, Amount(net)),
                (380, 335, 10, "Steueranteil"), (480, 335, 10, Amount(net * 0.2m)),
                (380, 350, 12, "Endsumme EUR"), (480, 350, 12, Amount(net * 1.2m)),
                (50, 760, 8, "Wir danken fuer Ihren Auftrag und freuen uns auf die weitere Zusammenarbeit")),
                number, due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), net);
        }

        static string Amount(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',');
    }

    /// <summary>Uploads a document of the vendor, corrects and approves it.</summary>
    static async Task<string> TeachAsync(HttpClient http, Vendor vendor)
    {
        var (file, number, due, net) = vendor.Print();
        var id = (await http.InReviewAsync(file)).Id();
        await (await http.CorrectAsync(id, new
        {
            fields = new { invoice_number = number, due_date = due, subtotal_amount = net, vendor_name = vendor.Name },
        })).JsonAsync();
        await (await http.ActAsync(id, "approve")).JsonAsync();
        return id;
    }

    static async Task<JsonElement> FieldsAsync(HttpClient http, byte[] file)
    {
        var id = (await http.InReviewAsync(file)).Id();
        return (await http.GetJsonAsync($"/v1/documents/{id}/result?include=geometry")).GetProperty("fields");
    }

    static string? Value(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var field) ? field.GetProperty("value").ToString() : null;

    [Fact]
    public async Task A_correction_makes_the_next_document_of_the_vendor_right_and_says_who_taught_it()
    {
        var vendor = new Vendor();
        var (before, _, _, _) = vendor.Print();
        var untaught = await FieldsAsync(app.Http, before);
        var teacher = await TeachAsync(app.Http, vendor);

        var (file, number, due, net) = vendor.Print();
        var fields = await FieldsAsync(app.Http, file);

        Assert.Null(Value(untaught, "invoice_number"));
        Assert.Equal(number, Value(fields, "invoice_number"));
        Assert.Equal(due, Value(fields, "due_date"));
        Assert.Equal(net, fields.GetProperty("subtotal_amount").GetProperty("value").GetDecimal());
        var field = fields.GetProperty("invoice_number");
        Assert.Equal("memory", field.GetProperty("source").GetString());
        Assert.Equal(teacher, field.GetProperty("taught_by").GetString());
        Assert.Equal(number, field.GetProperty("text").GetString());
        Assert.InRange(field.GetProperty("confidence").GetDouble(), 0.8, 0.99);
        Assert.Equal(1, field.GetProperty("page").GetInt32());
    }

    [Fact]
    public async Task What_one_workspace_teaches_no_other_knows()
    {
        var vendor = new Vendor();
        var teacher = await TeachAsync(app.Http, vendor);
        var memory = (await app.Http.GetJsonAsync($"/v1/memory?taught_by={teacher}")).Data()[0].Id();
        using var stranger = await app.StrangerAsync();

        var fields = await FieldsAsync(stranger, vendor.Print().File);

        Assert.Null(Value(fields, "invoice_number"));
        Assert.Empty((await stranger.GetJsonAsync("/v1/memory")).Data());
        await (await stranger.GetAsync($"/v1/memory/{memory}")).IsErrorAsync(404, "not_found");
        await (await stranger.DeleteAsync($"/v1/memory/{memory}")).IsErrorAsync(404, "not_found");
        await (await stranger.ActAsync(teacher, "forget")).IsErrorAsync(404, "not_found");
        Assert.Equal(memory, (await app.Http.GetJsonAsync($"/v1/memory/{memory}")).Id());
    }

    [Fact]
    public async Task A_memory_can_be_listed_and_forgotten_and_the_trail_says_so()
    {
        var vendor = new Vendor();
        var teacher = await TeachAsync(app.Http, vendor);
        var listed = (await app.Http.GetJsonAsync($"/v1/memory?taught_by={teacher}&field=invoice_number&vendor={vendor.Name}")).Data();
        var memory = Assert.Single(listed);

        var answer = await app.Http.DeleteAsync($"/v1/memory/{memory.Id()}");

        Assert.Equal(204, (int)answer.StatusCode);
        Assert.Equal("correction", memory.GetProperty("kind").GetString());
        Assert.Equal("Belegkennung", memory.GetProperty("label").GetString());
        Assert.Equal(JsonValueKind.Null, memory.GetProperty("value").ValueKind);
        Assert.True(memory.GetProperty("active").GetBoolean());
        await (await app.Http.GetAsync($"/v1/memory/{memory.Id()}")).IsErrorAsync(404, "not_found");
        var (file, _, due, _) = vendor.Print();
        var fields = await FieldsAsync(app.Http, file);
        Assert.Null(Value(fields, "invoice_number"));
        Assert.Equal(due, Value(fields, "due_date"));
        Assert.Contains((await app.Http.GetJsonAsync($"/v1/documents/{teacher}/events")).Data(),
            e => e.GetProperty("type").GetString() == "document.memory_forgotten");
    }

    [Fact]
    public async Task All_that_a_document_taught_can_be_forgotten_at_once()
    {
        var vendor = new Vendor();
        var teacher = await TeachAsync(app.Http, vendor);
        var count = (await app.Http.GetJsonAsync($"/v1/memory?taught_by={teacher}&limit=200")).Data().Count;

        var answer = await (await app.Http.ActAsync(teacher, "forget")).JsonAsync();
        var again = await (await app.Http.ActAsync(teacher, "forget")).JsonAsync();

        Assert.True(count >= 4, $"{count} memories");
        Assert.Equal(count, answer.GetProperty("forgotten").GetInt32());
        Assert.Equal(0, again.GetProperty("forgotten").GetInt32());
        Assert.Null(Value(await FieldsAsync(app.Http, vendor.Print().File), "invoice_number"));
    }

    [Theory]
    [InlineData("reject")]
    [InlineData("erase")]
    [InlineData("edit")]
    public async Task A_document_that_is_rejected_erased_or_reopened_teaches_nothing(string how)
    {
        var vendor = new Vendor();
        var teacher = await TeachAsync(app.Http, vendor);

        var answer = how switch
        {
            "reject" => await app.Http.ActAsync(teacher, "reject"),
            "edit" => await app.Http.CorrectAsync(teacher, new { fields = new { purchase_order_number = "none" } }),
            _ => await app.Http.DeleteAsync($"/v1/documents/{teacher}"),
        };

        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        Assert.Empty((await app.Http.GetJsonAsync($"/v1/memory?taught_by={teacher}")).Data());
        Assert.Null(Value(await FieldsAsync(app.Http, vendor.Print().File), "invoice_number"));
    }

    [Fact]
    public async Task A_reopened_document_teaches_again_when_it_is_approved_again()
    {
        var vendor = new Vendor();
        var teacher = await TeachAsync(app.Http, vendor);
        await app.Http.ActAsync(teacher, "reject");

        await (await app.Http.ActAsync(teacher, "approve")).JsonAsync();

        var (file, number, _, _) = vendor.Print();
        Assert.Equal(number, Value(await FieldsAsync(app.Http, file), "invoice_number"));
    }

    [Fact]
    public async Task What_memory_has_right_is_not_learned_a_second_time()
    {
        var vendor = new Vendor();
        await TeachAsync(app.Http, vendor);
        var second = (await app.Http.InReviewAsync(vendor.Print().File)).Id();

        await (await app.Http.ActAsync(second, "approve")).JsonAsync();

        Assert.Empty((await app.Http.GetJsonAsync($"/v1/memory?taught_by={second}")).Data());
    }

    [Fact]
    public async Task Two_reviews_that_say_something_else_retire_a_memory()
    {
        var vendor = new Vendor();
        var teacher = await TeachAsync(app.Http, vendor);
        var memory = (await app.Http.GetJsonAsync($"/v1/memory?taught_by={teacher}&field=subtotal_amount")).Data()[0].Id();

        for (var i = 0; i < 2; i++)
        {
            var (file, _, _, net) = vendor.Print();
            var id = (await app.Http.InReviewAsync(file)).Id();
            await (await app.Http.CorrectAsync(id, new { fields = new { subtotal_amount = net * 1.2m } })).JsonAsync();
            await (await app.Http.ActAsync(id, "approve")).JsonAsync();
        }

        var retired = await app.Http.GetJsonAsync($"/v1/memory/{memory}");
        Assert.False(retired.GetProperty("active").GetBoolean());
        Assert.Equal(2, retired.GetProperty("contradicted_by").GetArrayLength());
        var (next, _, _, other) = vendor.Print();
        Assert.Equal(other * 1.2m, decimal.Parse(Value(await FieldsAsync(app.Http, next), "subtotal_amount")!, CultureInfo.InvariantCulture));
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
