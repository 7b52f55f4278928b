using Numora.Delivery.Mappings;
using Numora.Delivery.Providers;

namespace Numora.Tests.Delivery.Providers.Postgres;

public sealed class PostgresPushTests : IAsyncLifetime
{
    PostgresPeer _erp = null!;

    public async Task InitializeAsync() => _erp = await PostgresPeer.StartAsync();

    public async Task DisposeAsync() => await _erp.DisposeAsync();

    [Fact]
    public async Task A_record_is_created_left_alone_and_updated_by_its_key()
    {
        var first = await PushAsync(Invoice("R-1", 119.00m));
        var again = await PushAsync(Invoice("R-1", 119.00m));
        var changed = await PushAsync(Invoice("R-1", 120m));

        Assert.Equal(new PushAnswer.Done("R-1", null, "created"), first);
        Assert.Equal(new PushAnswer.Done("R-1", null, "unchanged"), again);
        Assert.Equal(new PushAnswer.Done("R-1", null, "updated"), changed);
        Assert.Equal("R-1 120.00 none", await _erp.ReadAsync("SELECT concat_ws(' ', number, total, note) FROM sales.invoices"));
    }

    [Fact]
    public async Task Values_take_the_types_of_their_columns()
    {
        var payload = Invoice("R-1", 119.00m,
            SamplePush.F("due", "2026-03-21"), SamplePush.F("paid", true),
            SamplePush.F("tags", new System.Text.Json.Nodes.JsonArray("a,\"b\\", "{c}", "NULL")),
            SamplePush.F("extra", "it's \"json\""), SamplePush.F("booked", "2026-03-21T14:20:00+02:00"), SamplePush.F("copies", 2.00m),
            SamplePush.F("odd \"name", "x"), SamplePush.F("vendor_id", null));

        Assert.IsType<PushAnswer.Done>(await PushAsync(payload));

        Assert.Equal(
            """2026-03-21;t;3;a,"b\;{c};NULL;"it's \"json\"";2026-03-21 12:20:00;2;x""",
            await _erp.ReadAsync("""
                SELECT concat_ws(';', due, paid, cardinality(tags), array_to_string(tags, ';'), extra,
                    (booked AT TIME ZONE 'UTC')::text, copies, "odd ""name") FROM sales.invoices
                """));
        Assert.Equal(new PushAnswer.Done("R-1", null, "unchanged"), await PushAsync(payload));
    }

    [Theory]
    [InlineData("total", "12.345", "total (numeric(10,2))", "more than 2 decimals")]
    [InlineData("total", "123456789", "total (numeric(10,2))", "more than 8 digits")]
    [InlineData("total", "1,5", "total (numeric(10,2))", "no number")]
    [InlineData("copies", "1.5", "copies (integer)", "no whole number")]
    [InlineData("copies", "3000000000", "copies (integer)", "out of range")]
    [InlineData("due", "21.03.2026", "due (date)", "no date")]
    [InlineData("paid", "yes", "paid (boolean)", "neither true nor false")]
    [InlineData("booked", "2026-03-21T14:20:00", "booked (timestamp with time zone)", "offset")]
    [InlineData("number", "more than twenty characters", "number (character varying(20))", "more than 20 characters")]
    [InlineData("file", "x", "file (bytea)", "not bytes")]
    [InlineData("totl", "1", "no column totl", "sales.invoices")]
    public async Task A_value_that_does_not_fit_is_refused_with_column_and_type(string column, string value, string told, string why)
    {
        var answer = await PushAsync(new("invoices", ["number"], [
            .. Invoice("R-1", 1m).Fields.Where(f => f.Target != column), SamplePush.F(column, value)], null, false));

        AssertRefused(answer, "payload_invalid", told, why);
        Assert.Equal("0", await _erp.ReadAsync("SELECT count(*) FROM sales.invoices"));
    }

    [Fact]
    public async Task Lines_without_a_key_are_replaced_and_left_alone_where_they_are_the_same()
    {
        await _erp.ExecuteAsync("INSERT INTO sales.lines (invoice, sku, qty) VALUES ('other', 'A', 1)");
        Assert.IsType<PushAnswer.Done>(await PushAsync(WithLines([], ("A", 1m), ("B", 2.5m))));
        var ids = await _erp.ReadAsync("SELECT id FROM sales.lines ORDER BY id");

        var same = await PushAsync(WithLines([], ("B", 2.5m), ("A", 1m)));
        var idsAfter = await _erp.ReadAsync("SELECT id FROM sales.lines ORDER BY id");
        var fewer = await PushAsync(WithLines([], ("C", null)));

        Assert.Equal((new PushAnswer.Done("R-1", null, "unchanged"), ids), (same, idsAfter));
        Assert.Equal(new PushAnswer.Done("R-1", null, "updated"), fewer);
        Assert.Equal("R-1 C|other A 1", await ReadLinesAsync());
        Assert.IsType<PushAnswer.Done>(await PushAsync(WithLines([])));
        Assert.Equal("other A 1", await ReadLinesAsync());
    }

    [Fact]
    public async Task Lines_with_a_key_keep_their_rows_and_those_gone_are_deleted()
    {
        await PushAsync(WithLines(["sku"], ("A", 1m), ("B", 2m)));
        var kept = await _erp.ReadAsync("SELECT id FROM sales.lines WHERE sku = 'B'");

        var answer = await PushAsync(WithLines(["sku"], ("B", 3m), ("C", 4m)));

        Assert.Equal(new PushAnswer.Done("R-1", null, "updated"), answer);
        Assert.Equal("R-1 B 3|R-1 C 4", await ReadLinesAsync());
        Assert.Equal(kept, await _erp.ReadAsync("SELECT id FROM sales.lines WHERE sku = 'B'"));
    }

    [Fact]
    public async Task Lines_point_to_the_id_column_where_there_is_one()
    {
        var lines = new PayloadLines("lines", "invoice_id", [], [new("li_1", [SamplePush.F("sku", "A")])]);
        var payload = Invoice("R-1", 1m) with { Lines = lines };

        var created = Assert.IsType<PushAnswer.Done>(await PushAsync(payload, new { id_column = "id" }));
        var again = await PushAsync(payload, new { id_column = "id" });

        Assert.Equal(created with { Outcome = "unchanged" }, again);
        Assert.Equal(created.ExternalId, await _erp.ReadAsync("SELECT invoice_id FROM sales.lines"));
        Assert.Equal(created.ExternalId, await _erp.ReadAsync("SELECT id FROM sales.invoices"));
    }

    [Fact]
    public async Task A_constraint_that_says_no_is_named_and_nothing_is_written()
    {
        var answer = await PushAsync(WithLines([], ("A", 1m), ("A", 2m)));
        var negative = await PushAsync(Invoice("R-1", -1m));
        var nobody = await PushAsync(Invoice("R-1", 1m, SamplePush.F("vendor_id", 99)));
        var isNull = await PushAsync(Invoice("R-1", 1m, SamplePush.F("note", null)));

        AssertRefused(answer, "destination_refused", "23505", "lines_invoice_sku_key");
        AssertRefused(negative, "destination_refused", "23514", "invoices_total_check");
        AssertRefused(nobody, "destination_refused", "23503", "invoices_vendor_id_fkey");
        AssertRefused(isNull, "destination_refused", "23502", "column note");
        Assert.Equal("0", await _erp.ReadAsync("SELECT count(*) FROM sales.invoices"));
    }

    [Fact]
    public async Task A_key_without_a_unique_index_or_a_value_is_refused()
    {
        var noIndex = await PushAsync(Invoice("R-1", 1m) with { Key = ["total"] });
        var noValue = await PushAsync(Invoice("R-1", 1m, SamplePush.F("due", null)) with { Key = ["number", "due"] });

        AssertRefused(noIndex, "destination_refused", "42P10", "need a unique index");
        AssertRefused(noValue, "key_missing", "due", "key");
    }

    [Fact]
    public async Task Other_records_are_looked_up_by_a_value()
    {
        var config = new { lookups = new Dictionary<string, object> { ["public.vendors"] = new { id = "id" } } };

        Assert.IsType<PushAnswer.Done>(await PushAsync(Vendor("Müller", "name", OnMissing.Fail), config));
        Assert.Equal("7", await _erp.ReadAsync("SELECT vendor_id FROM sales.invoices"));
        Assert.IsType<PushAnswer.Done>(await PushAsync(Vendor("90.00", "number", OnMissing.Fail), config));
        Assert.Equal("9", await _erp.ReadAsync("SELECT vendor_id FROM sales.invoices"));
        Assert.IsType<PushAnswer.Done>(await PushAsync(Vendor("Nobody", "name", OnMissing.Skip), config));
        Assert.Equal("9", await _erp.ReadAsync("SELECT vendor_id FROM sales.invoices"));
        Assert.IsType<PushAnswer.Done>(await PushAsync(Vendor("Nobody", "name", OnMissing.Null), config));
        Assert.Equal("", await _erp.ReadAsync("SELECT vendor_id FROM sales.invoices"));
        AssertRefused(await PushAsync(Vendor("Nobody", "name", OnMissing.Fail), config), "lookup_missing", "'Nobody'", "vendor_id");
        AssertRefused(await PushAsync(Vendor("Twin", "name", OnMissing.Fail), config), "lookup_ambiguous", "'Twin'", "more than one");
    }

    [Fact]
    public async Task What_looks_like_sql_is_a_value_or_a_name_that_is_not_there()
    {
        const string attack = "x'); DROP TABLE sales.invoices; --";

        var payload = Invoice("R-1", 1m, SamplePush.F("note", attack), SamplePush.F("odd \"name", "\"\\"));
        Assert.IsType<PushAnswer.Done>(await PushAsync(payload));
        Assert.Equal(attack, await _erp.ReadAsync("SELECT note FROM sales.invoices"));
        AssertRefused(await PushAsync(Invoice("R-2", 1m, SamplePush.F("note\") VALUES ('x'); --", "y"))),
            "payload_invalid", "no column", "note");
        AssertRefused(await PushAsync(Invoice("R-2", 1m) with { Object = "invoices\"; DROP TABLE sales.invoices; --" }),
            "destination_refused", "no table", "DROP");
        Assert.Equal("1", await _erp.ReadAsync("SELECT count(*) FROM sales.invoices"));
    }

    [Fact]
    public async Task A_thousand_lines_are_a_few_statements()
    {
        var lines = Enumerable.Range(0, 1000).Select(i => ($"S{i}", (decimal?)i)).ToArray();

        Assert.IsType<PushAnswer.Done>(await PushAsync(WithLines(["sku"], lines)));

        Assert.Equal("1000", await _erp.ReadAsync("SELECT count(*) FROM sales.lines"));
    }

    [Fact]
    public async Task The_file_goes_into_its_column_once()
    {
        var push = _erp.Push(Invoice("R-1", 1m) with { AttachFile = true }, new { file_column = "file" });

        var tooEarly = await _erp.Provider.AttachAsync(push, "R-1", default);
        await _erp.Provider.PushAsync(push, default);
        var attached = await _erp.Provider.AttachAsync(push, "R-1", default);
        var again = await _erp.Provider.AttachAsync(push, "R-1", default);

        AssertRefused(tooEarly, "destination_refused", "no longer there", "file");
        Assert.Equal(new PushAnswer.Done("R-1", null, "updated"), attached);
        Assert.Equal(new PushAnswer.Done("R-1", null, "unchanged"), again);
        Assert.Equal("%PDF-1.7", await _erp.ReadAsync("SELECT convert_from(file, 'UTF8') FROM sales.invoices"));
        Assert.IsType<PushAnswer.NothingToDo>(await _erp.Provider.AttachAsync(_erp.Push(Invoice("R-1", 1m)), "R-1", default));
    }

    internal static Payload Invoice(string number, decimal total, params PayloadField[] more) =>
        new("invoices", ["number"], [SamplePush.F("number", number), SamplePush.F("total", total), .. more], null, false);

    internal static Payload WithLines(string[] key, params (string Sku, decimal? Qty)[] lines) => Invoice("R-1", 1m) with
    {
        Lines = new("lines", "invoice", key, [.. lines.Select((l, i) => new PayloadRow(
            $"li_{i + 1}", l.Qty is { } qty ? [SamplePush.F("sku", l.Sku), SamplePush.F("qty", qty)] : [SamplePush.F("sku", l.Sku)]))]),
    };

    static Payload Vendor(string value, string match, OnMissing onMissing) =>
        Invoice("R-1", 1m, new PayloadField("vendor_id", value, new("public.vendors", match, onMissing)));

    Task<PushAnswer> PushAsync(Payload payload, object? config = null) => _erp.Provider.PushAsync(_erp.Push(payload, config), default);

    Task<string> ReadLinesAsync() => _erp.ReadAsync("SELECT concat_ws(' ', invoice, sku, qty) FROM sales.lines ORDER BY 1");

    static void AssertRefused(PushAnswer answer, string code, params string[] told)
    {
        var refused = Assert.IsType<PushAnswer.Refused>(answer);
        Assert.Equal(code, refused.Code);
        Assert.All(told, t => Assert.Contains(t, refused.Reason, StringComparison.Ordinal));
    }
}
