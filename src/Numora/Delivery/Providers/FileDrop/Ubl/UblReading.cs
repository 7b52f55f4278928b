using System.Globalization;
using System.Text.Json;
using Numora.Delivery.Mappings;
using Numora.Engine;

namespace Numora.Delivery.Providers.FileDrop.Ubl;

/// <summary>Finds the terms of an invoice in its fields and its mapping, and says which are missing.</summary>
sealed class UblReading(Payload payload, PushDocument document, UblGaps gaps)
{
    const string En16931 = "urn:cen.eu:en16931:2017";

    public UblInvoice Read()
    {
        var seller = Party("vendor", "BT-27", "the seller's name", "BT-40", "the seller's country");
        var buyer = Party("customer", "BT-44", "the buyer's name", "BT-55", "the buyer's country");
        if (seller.TaxId is null)
            gaps.Missing("BT-31", "the seller's VAT identifier or tax number, vendor_tax_id");

        var lines = Lines();
        var totals = new UblArithmetic(document, gaps).Totals(lines, Given("BT-120"), Given("BT-121"));
        var (due, terms) = (Text("due_date"), Given("BT-20"));
        if (totals.Due is > 0 && due is null && terms is null)
            gaps.Missing("BT-9", "the due date, due_date; or payment terms, BT-20, by the mapping");

        var invoice = new UblInvoice(
            Given("BT-24") ?? En16931, Given("BT-23"), Need("invoice_number", "BT-1", "the invoice's number"),
            Need("invoice_date", "BT-2", "the invoice's date"), due, Need("currency", "BT-5", "the currency"), Given("BT-10"),
            Text("purchase_order_number"), seller, buyer, Text("delivery_date"), Country("BT-80"), Text("vendor_iban"),
            Text("payment_reference"), terms, totals, lines);
        CheckExemptions(invoice);
        return invoice;
    }

    /// <summary>What BR-AE, BR-IC and BR-E ask for beyond the breakdown.</summary>
    void CheckExemptions(UblInvoice invoice)
    {
        var categories = invoice.Totals.Taxes.Select(t => t.Category).ToHashSet();
        if (categories.Overlaps(["E", "AE", "K", "G"]) && Given("BT-120") is null && Given("BT-121") is null)
            gaps.Missing("BT-120", "why no VAT is charged, by the mapping; or its code, BT-121");
        if (categories.Overlaps(["AE", "K"]) && invoice.Buyer.TaxId is null)
            gaps.Missing("BT-48", "the buyer's VAT identifier, customer_tax_id");
        if (categories.Contains("K") && invoice.DeliveryDate is null)
            gaps.Missing("BT-72", "the date of delivery, delivery_date");
        if (categories.Contains("K") && invoice.DeliveryCountry is null)
            gaps.Missing("BT-80", "the country of delivery, by the mapping");
    }

    UblParty Party(string who, string nameTerm, string name, string countryTerm, string country)
    {
        var taxId = Text($"{who}_tax_id");
        var code = Country(countryTerm);
        if (code is null && VatIdentifier.CountryOf(taxId) is { } registered)
        {
            code = registered;
            gaps.Note($"{countryTerm}, {country}, is taken from {who}_tax_id.");
        }

        if (code is null)
            gaps.Missing(countryTerm, $"{country}, by the mapping; no VAT identifier tells it");
        return new(Need($"{who}_name", nameTerm, name), Text($"{who}_address"), taxId, code);
    }

    List<UblLine> Lines()
    {
        if (document.Lines.Count == 0)
            gaps.Missing("BG-25", "at least one line, line_items");
        return [.. document.Lines.Select((line, i) => Line(line, payload.Lines?.Rows.FirstOrDefault(r => r.LineId == line.Id), i + 1))];
    }

    UblLine Line(PushLine line, PayloadRow? row, int number)
    {
        string? Value(string field) => line.Fields.GetValueOrDefault(field)?.ToString();
        decimal? Number(string field) => (line.Fields.GetValueOrDefault(field) as FieldValue.Number)?.Value;
        T? Needed<T>(T? value, string term, string what)
        {
            if (value is null)
                gaps.Missing(term, what, line.Id);
            return value;
        }

        var (quantity, price) = (Number("quantity"), Number("unit_price"));
        if (price < 0) // BR-27: a discount is a negative quantity
            (quantity, price) = (-quantity, -price);
        var (category, rate) = Tax(line, row, Number("tax_rate"));
        var net = Needed(Number("amount"), "BT-131", "the line's net amount, amount");
        if (net is { } amount && !UblArithmetic.HasCents(amount))
            gaps.Breaks("BR-DEC-23", $"the net amount of {line.Id} has more than two decimals.");

        return new(
            number.ToString(CultureInfo.InvariantCulture), Needed(Value("description"), "BT-153", "the item's name, description"),
            Needed(quantity, "BT-129", "the quantity, quantity"), Unit(line, row), Needed(price, "BT-146", "the net price, unit_price"),
            net, category, rate, Value("product_code"));
    }

    string? Unit(PushLine line, PayloadRow? row)
    {
        if (Given(row, "BT-130") is { } given)
            return given;
        var printed = line.Fields.GetValueOrDefault("unit")?.ToString();
        if (printed is null)
        {
            gaps.Note($"BT-130 of {line.Id} is {UnitCodes.One} (one): no unit is known.");
            return UnitCodes.One;
        }

        var code = UnitCodes.Of(printed);
        if (code is null)
            gaps.Missing("BT-130", "a unit code that unit stands for; BT-130 by the mapping", line.Id);
        return code;
    }

    (string? Category, decimal? Rate) Tax(PushLine line, PayloadRow? row, decimal? known)
    {
        var rate = known;
        if (Given(row, "BT-152") is { } text && decimal.TryParse(
            text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var given))
            rate = given;
        var category = Given(row, "BT-151") ?? (rate > 0 ? "S" : null); // S: any rate above 0, reduced ones too
        if (rate is null && category is "Z" or "E" or "AE" or "K" or "G")
            rate = 0;
        if (rate is null)
            gaps.Missing("BT-152", "the VAT rate, tax_rate", line.Id);
        else if (category is null)
            gaps.Missing("BT-151", "the VAT category of a rate of 0, by the mapping: Z, E, AE, K or G", line.Id);
        else if (category is not ("S" or "Z" or "E" or "AE" or "K" or "G"))
            gaps.Breaks("BR-CL-18", $"the VAT category of {line.Id} must be S, Z, E, AE, K or G.");
        else if ((category is "S") != (rate > 0))
            gaps.Breaks($"BR-{(category is "K" ? "IC" : category)}-05", $"the VAT category of {line.Id} does not fit its rate.");
        return (category, rate);
    }

    string? Need(string field, string term, string what)
    {
        if (Text(field) is { } text)
            return text;
        gaps.Missing(term, $"{what}, {field}");
        return null;
    }

    string? Text(string field) => document.Fields.GetValueOrDefault(field)?.ToString();

    string? Country(string term)
    {
        var code = Given(term)?.Trim().ToUpperInvariant();
        if (code is null or { Length: 2 } && (code is null || code.All(char.IsAsciiLetterUpper)))
            return code;
        gaps.Breaks("BR-CL-14", $"{term} must be a country's code of two letters.");
        return null;
    }

    string? Given(string term) => Plain(payload.Fields.FirstOrDefault(f => f.Target == term));

    static string? Given(PayloadRow? row, string term) => Plain(row?.Fields.FirstOrDefault(f => f.Target == term));

    static string? Plain(PayloadField? field) => field?.Value switch
    {
        null => null,
        { } value when value.GetValueKind() is JsonValueKind.String =>
            value.GetValue<string>() is var text && string.IsNullOrWhiteSpace(text) ? null : text.Trim(),
        { } value => value.ToJsonString(),
    };
}
