using System.Text;
using Numora.Delivery.Mappings;
using Numora.Delivery.Providers;
using Numora.Delivery.Providers.FileDrop;
using Numora.Delivery.Providers.FileDrop.Ubl;
using Numora.Engine;
using Numora.Engine.EInvoice;
using Numora.Tests.Delivery.Mappings;
using Numora.Tests.Support;
using static Numora.Tests.Delivery.Providers.FileDrop.DropTargets;

namespace Numora.Tests.Delivery.Providers.FileDrop;

public sealed class UblTests
{
    static readonly (string Name, object Value)[] Head =
    [
        ("invoice_number", "R-2026/7 <&>"), ("invoice_date", "2026-03-21"), ("due_date", "2026-04-20"),
        ("purchase_order_number", "PO 9"), ("vendor_name", "Müller & Söhne GmbH"),
        ("vendor_address", "Hauptstr. 1, Hinterhaus, 2. Stock, links, 10115 Berlin"), ("vendor_tax_id", "DE123456789"),
        ("vendor_iban", "DE02120300000000202051"), ("customer_name", "Acme Łódź"), ("customer_address", "ul. Polna 3, 90-001 Łódź"),
        ("customer_tax_id", "PL1234567890"), ("currency", "EUR"), ("subtotal_amount", 150.00m), ("tax_amount", 24.00m),
        ("total_amount", 174.00m), ("amount_due", 100.00m), ("payment_reference", "RF18 5390"), ("delivery_date", "2026-03-20"),
    ];

    static readonly (string Name, object Value)[][] TwoLines =
    [
        [("description", "Bolts"), ("quantity", 4m), ("unit", "H87"), ("unit_price", 25.00m), ("amount", 100.00m),
            ("tax_rate", 19m), ("product_code", "B-1")],
        [("description", "Book"), ("quantity", 2.5m), ("unit", "KGM"), ("unit_price", 20.0000m), ("amount", 50.00m), ("tax_rate", 10m)],
    ];

    static readonly MappingDefinition Plain = MappingSamples.WithFields("""{"target":"id","source":"document.id"}""");

    [Fact]
    public void A_complete_invoice_holds_all_rules_and_is_read_back_to_the_same_fields()
    {
        var document = MappingSamples.Invoice("{}", Head).With(TwoLines);

        var made = Make(document);

        Assert.Empty(made.Missing);
        Assert.Empty(EnRules.Broken(Encoding.UTF8.GetString(made.Bytes!)));
        AssertSame(document, EInvoiceReader.Read(made.Bytes!));
        Assert.Equal(made.Bytes!, Make(document).Bytes!); // the same bytes at every attempt
    }

    /// <summary>Sums of every kind, a hundred times: what is written as valid is valid by the independent rules.</summary>
    [Fact]
    public void Whatever_adds_up_is_written_and_holds_all_rules()
    {
        var random = new Random(16931);
        for (var run = 0; run < 100; run++)
        {
            var lines = Enumerable.Range(0, random.Next(1, 12)).Select(_ =>
            {
                var (quantity, price) = (random.Next(-3, 40) + random.Next(0, 2) * 0.5m, random.Next(0, 100_000) / 100m);
                var net = decimal.Round(quantity * price, 2, MidpointRounding.AwayFromZero);
                return (Net: net, Rate: (decimal)new[] { 7, 19, 5.5, 2.1 }[random.Next(4)], Quantity: quantity, Price: price);
            }).ToList();
            var tax = lines.GroupBy(l => l.Rate)
                .Sum(g => decimal.Round(g.Sum(l => l.Net) * g.Key / 100, 2, MidpointRounding.AwayFromZero));
            var net = lines.Sum(l => l.Net);
            var head = Changed(("subtotal_amount", net), ("tax_amount", tax), ("total_amount", net + tax), ("amount_due", net + tax));
            var document = MappingSamples.Invoice("{}", head).With([.. lines.Select(l => new (string, object)[]
            {
                ("description", "x"), ("quantity", l.Quantity), ("unit", "C62"), ("unit_price", l.Price), ("amount", l.Net),
                ("tax_rate", l.Rate),
            })]);

            var made = Make(document);

            Assert.Empty(made.Missing);
            Assert.Empty(EnRules.Broken(Encoding.UTF8.GetString(made.Bytes!)));
            AssertSame(document, EInvoiceReader.Read(made.Bytes!));
        }
    }

    [Theory]
    [InlineData("invoice_number", "BT-1 (the invoice's number, invoice_number) is missing.", "BR-02")]
    [InlineData("invoice_date", "BT-2 (the invoice's date, invoice_date) is missing.", "BR-03")]
    [InlineData("currency", "BT-5 (the currency, currency) is missing.", "BR-05")]
    [InlineData("vendor_name", "BT-27 (the seller's name, vendor_name) is missing.", "BR-06")]
    [InlineData("customer_name", "BT-44 (the buyer's name, customer_name) is missing.", "BR-07")]
    [InlineData("customer_tax_id", "BT-55 (the buyer's country, by the mapping; no VAT identifier tells it) is missing.", "BR-11")]
    [InlineData("total_amount", "BT-112 (the total with VAT, total_amount) is missing.", "BR-14")]
    [InlineData("due_date", "BT-9 (the due date, due_date; or payment terms, BT-20, by the mapping) is missing.", "BR-CO-25")]
    public void What_is_missing_is_named_and_never_made_up(string field, string missing, string rule)
    {
        var document = MappingSamples.Invoice("{}", [.. Head.Where(f => f.Name != field)]).With(TwoLines);

        var refused = Make(document);
        var incomplete = Make(document, allowIncomplete: true);

        Assert.Null(refused.Bytes);
        Assert.Equal([missing], refused.Missing);
        Assert.Equal(refused.Missing, incomplete.Missing);
        Assert.Contains(rule, EnRules.Broken(Encoding.UTF8.GetString(incomplete.Bytes!))); // the gap is real
        Assert.False(EInvoiceReader.Read(incomplete.Bytes!).Fields.ContainsKey(field));
    }

    [Fact]
    public void An_invoice_of_nothing_names_all_terms_at_once()
    {
        var made = Make(MappingSamples.Invoice().With([("description", "x")], []), allowIncomplete: true);

        Assert.Equal(
            ["BT-40", "BT-27", "BT-55", "BT-44", "BT-31", "BT-152", "BT-131", "BT-129", "BT-146", "BT-153", "BT-109", "BT-110", "BT-112",
                "BT-115", "BT-1", "BT-2", "BT-5"],
            made.Missing.Select(m => m.Split(' ')[0]));
        Assert.Contains("BT-131 (the line's net amount, amount) is missing in li_1, li_2.", made.Missing);
        Assert.Contains("BT-153 (the item's name, description) is missing in li_2.", made.Missing);
        Assert.NotNull(made.Bytes);
        Assert.Contains("BG-25 (at least one line, line_items) is missing.", Make(MappingSamples.Invoice()).Missing);
    }

    [Theory]
    [InlineData("subtotal_amount", 149.00, "BR-CO-13")]
    [InlineData("tax_amount", 24.01, "BR-CO-14")]
    [InlineData("total_amount", 175.00, "BR-CO-15")]
    [InlineData("amount_due", 175.00, "BR-CO-16")]
    [InlineData("total_amount", 174.001, "BR-DEC-14")]
    public void Sums_that_disagree_are_named_by_their_rule_and_not_bent(string field, decimal value, string rule)
    {
        var made = Make(MappingSamples.Invoice("{}", Changed((field, value))).With(TwoLines));

        Assert.Null(made.Bytes);
        Assert.Contains(made.Missing, m => m.StartsWith(rule + ":", StringComparison.Ordinal));
    }

    [Fact]
    public void Sums_that_follow_from_the_lines_need_no_field()
    {
        var document = MappingSamples.Invoice(
            "{}", [.. Head.Where(f => f.Name is not ("subtotal_amount" or "tax_amount" or "amount_due"))]).With(TwoLines);

        var made = Make(document);

        Assert.Empty(made.Missing);
        Assert.Empty(EnRules.Broken(Encoding.UTF8.GetString(made.Bytes!)));
    }

    [Fact]
    public void Tax_that_was_rounded_line_by_line_is_kept()
    {
        var head = Changed(("subtotal_amount", 0.30m), ("tax_amount", 0.03m), ("total_amount", 0.33m), ("amount_due", 0.33m));
        (string, object)[] line = [("description", "x"), ("quantity", 1m), ("unit_price", 0.10m), ("amount", 0.10m), ("tax_rate", 7m)];

        var made = Make(MappingSamples.Invoice("{}", head).With(line, line, line)); // 3 × 0.01, where 7 % of 0.30 is 0.02

        Assert.Empty(made.Missing);
        Assert.Empty(EnRules.Broken(Encoding.UTF8.GetString(made.Bytes!)));
        Assert.Equal(FieldValue.Of(0.03m), EInvoiceReader.Read(made.Bytes!).Fields["tax_amount"].Value);
        Assert.Contains("BT-130 of li_1 is C62 (one): no unit is known.", made.Notes);
    }

    [Fact]
    public void A_rate_of_zero_needs_its_reason_from_the_mapping()
    {
        var head = Changed(("subtotal_amount", 10m), ("tax_amount", 0m), ("total_amount", 10m), ("amount_due", 10m));
        var document = MappingSamples.Invoice("{}", head).With(
            [("description", "x"), ("quantity", 1m), ("unit_price", 10m), ("amount", 10m), ("tax_rate", 0m)]);
        var reverseCharge = MappingSamples.Mapping("""
            {"object":"invoice","key":["id"],"fields":[{"target":"id","source":"document.id"},
              {"target":"BT-120","constant":"Reverse charge"},{"target":"BT-10","source":"purchase_order_number"}],
             "line_items":{"object":"lines","parent":"id","fields":[
               {"target":"BT-151","constant":"AE"},{"target":"BT-130","constant":"HUR"}]}}
            """);

        var unknown = Make(document);
        var given = Make(document, mapping: reverseCharge);
        var other = Make(document, mapping: MappingSamples.WithLineFields("""{"target":"BT-151","constant":"S"}"""));

        Assert.Equal(["BT-151 (the VAT category of a rate of 0, by the mapping: Z, E, AE, K or G) is missing in li_1."], unknown.Missing);
        Assert.Empty(given.Missing);
        var xml = Encoding.UTF8.GetString(given.Bytes!);
        Assert.Empty(EnRules.Broken(xml));
        Assert.Contains("<cbc:TaxExemptionReason>Reverse charge<", xml, StringComparison.Ordinal);
        Assert.Contains("<cbc:BuyerReference>PO 9<", xml, StringComparison.Ordinal);
        Assert.Contains("unitCode=\"HUR\"", xml, StringComparison.Ordinal);
        Assert.Equal(["BR-S-05: the VAT category of li_1 does not fit its rate."], other.Missing);
    }

    [Fact]
    public void Countries_come_from_the_mapping_or_the_VAT_identifier_and_the_log_says_which()
    {
        var head = Changed(("vendor_tax_id", "EL 123456789"), ("customer_tax_id", "12/345/67890"));
        var document = MappingSamples.Invoice("{}", head).With(TwoLines);
        var mapping = MappingSamples.WithFields("""{"target":"id","source":"document.id"}""", """{"target":"BT-55","constant":"DE"}""");

        var made = Make(document, mapping: mapping);

        Assert.Empty(made.Missing);
        Assert.Equal(["BT-40, the seller's country, is taken from vendor_tax_id."], made.Notes);
        var xml = Encoding.UTF8.GetString(made.Bytes!);
        Assert.Empty(EnRules.Broken(xml));
        Assert.Contains("<cbc:IdentificationCode>GR<", xml, StringComparison.Ordinal);
        Assert.Equal(FieldValue.Of("12/345/67890"), EInvoiceReader.Read(made.Bytes!).Fields["customer_tax_id"].Value);
    }

    [Fact]
    public void A_discount_is_a_negative_quantity_because_prices_are_not_negative()
    {
        var head = Changed(("subtotal_amount", 90m), ("tax_amount", 17.10m), ("total_amount", 107.10m), ("amount_due", 107.10m));
        var made = Make(MappingSamples.Invoice("{}", head).With(
            [("description", "x"), ("quantity", 1m), ("unit_price", 100m), ("amount", 100m), ("tax_rate", 19m)],
            [("description", "discount"), ("quantity", 1m), ("unit_price", -10m), ("amount", -10m), ("tax_rate", 19m)]));

        Assert.Empty(made.Missing);
        Assert.Empty(EnRules.Broken(Encoding.UTF8.GetString(made.Bytes!)));
    }

    [Theory]
    [InlineData("Stück", "H87")]
    [InlineData("Stk.", "H87")]
    [InlineData("PCS", "H87")]
    [InlineData("Std.", "HUR")]
    [InlineData("kg", "KGM")]
    [InlineData("m²", "MTK")]
    [InlineData("XPP", "XPP")]
    [InlineData("C62", "C62")]
    [InlineData("10", "10")]
    [InlineData("Kiste à 12", null)]
    public void Printed_units_become_codes_or_are_missing(string printed, string? code) => Assert.Equal(code, UnitCodes.Of(printed));

    [Fact]
    public void Characters_that_XML_has_no_place_for_become_blanks()
    {
        var made = Make(MappingSamples.Invoice("{}", Changed(("vendor_name", "A\u0001B\uFFFE 😀"))).With(TwoLines));

        Assert.Equal(FieldValue.Of("A B 😀"), EInvoiceReader.Read(made.Bytes!).Fields["vendor_name"].Value);
    }

    [Fact]
    public async Task An_incomplete_invoice_is_refused_or_written_as_the_destination_says()
    {
        using var folder = new ScratchDirectory();
        var document = MappingSamples.Invoice("{}", [.. Head.Where(f => f.Name != "customer_name")]).With(TwoLines);
        var strict = Push(Folder(folder.Path, "ubl"), document, Plain);
        var lax = Push(Folder(folder.Path, "ubl", ",\"allow_incomplete\":true"), document, Plain);
        var receipt = Push(Folder(folder.Path, "ubl", ",\"allow_incomplete\":true"), MappingSamples.Document("receipt_v1", "{}"), Plain);
        const string Missing = "BT-44 (the buyer's name, customer_name) is missing.";

        var refused = Assert.IsType<PushAnswer.Refused>(await Provider().PushAsync(strict, default));
        var written = await Provider().PushAsync(lax, default);
        var noInvoice = Assert.IsType<PushAnswer.Refused>(await Provider().PushAsync(receipt, default));

        Assert.Equal(("payload_invalid", $"No valid UBL invoice can be made: {Missing}"), (refused.Code, refused.Reason));
        Assert.Equal(new PushAnswer.Done("doc_01.xml", null, "created"), written);
        Assert.Contains($"The UBL invoice is not complete by EN 16931: {Missing} It is written all the same, as the destination's "
            + "allow_incomplete says.", Said(lax));
        Assert.Equal("payload_invalid", noInvoice.Code);
        Assert.Equal(["doc_01.xml"], NamesIn(folder));
        Assert.Equal(Missing, Provider().Preview(strict)["missing"]![0]!.GetValue<string>());
    }

    [Fact]
    public void A_misspelt_term_is_a_fault_of_the_mapping()
    {
        var mapping = MappingSamples.WithFields("""{"target":"id","source":"document.id"}""", """{"target":"BT-4O","constant":"DE"}""");

        var faults = Provider().CheckMapping(mapping, System.Text.Json.JsonElement.Parse("""{"format":"ubl","folder":"/d"}"""));

        Assert.Equal("fields[1].target", Assert.Single(faults).Field);
    }

    static DropContent Make(PushDocument document, bool allowIncomplete = false, MappingDefinition? mapping = null) =>
        UblFile.Of(PayloadBuilder.Build(mapping ?? Plain, document).Payload!, document, allowIncomplete);

    static (string Name, object Value)[] Changed(params (string Name, object Value)[] changes) =>
        [.. Head.Select(f => changes.FirstOrDefault(c => c.Name == f.Name) is { Name: not null } change ? change : f)];

    static void AssertSame(PushDocument document, Numora.Engine.Extraction read)
    {
        Assert.Empty(read.Warnings);
        Assert.Equal(Sorted(document.Fields), Sorted(read.Fields));
        Assert.Equal(document.Lines.Select(l => Sorted(l.Fields)), read.LineItems.Select(l => Sorted(l.Fields)));
    }

    static List<(string, FieldValue)> Sorted(IReadOnlyDictionary<string, FieldValue> fields) =>
        [.. fields.Select(f => (f.Key, f.Value)).OrderBy(f => f.Key, StringComparer.Ordinal)];

    static List<(string, FieldValue)> Sorted(IReadOnlyDictionary<string, ExtractedField> fields) =>
        Sorted(fields.ToDictionary(f => f.Key, f => f.Value.Value));
}
