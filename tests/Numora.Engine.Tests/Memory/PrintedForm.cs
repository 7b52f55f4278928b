using System.Globalization;
using Numora.Engine.Pdf;
using Numora.Tests.Support;

namespace Numora.Engine.Tests.Memory;

/// <summary>One document of a <see cref="VendorForm"/>, and what is right about it.</summary>
sealed class PrintedForm
{
    static readonly CultureInfo s_english = CultureInfo.InvariantCulture;

    static readonly (string Name, string Street, string Town)[] s_customers =
    [
        ("Blumenhaus Petersen OHG", "Marktplatz 3", "23552 L\u00fcbeck"), ("Copper Kettle Coffee Ltd", "27 Orchard Road", "Leeds LS6 2AB"),
        ("Librairie du Canal SARL", "5 quai Voltaire", "69002 Lyon"), ("Hostal Mirador S.A.", "Avenida del Mar 12", "29640 Fuengirola"),
        ("Caseificio Monte Verde S.p.A.", "Via Roma 44", "43121 Parma"),
    ];

    static readonly (string Name, decimal Price)[] s_goods =
    [
        ("Halterung verzinkt", 12.4m), ("Oak panel", 84.9m), ("Pose sur site", 310m), ("Revisione annuale", 145.5m),
        ("Transport", 48m), ("Schroefset klein", 6.75m), ("Inspection visit", 95m),
    ];

    readonly Dictionary<string, string> _values;
    readonly List<(string Name, int Quantity, decimal Price)> _items = [];
    readonly VendorForm _form;

    public PrintedForm(VendorForm form, int number)
    {
        _form = form;
        var seed = (VendorForms.All.ToList().IndexOf(form) * 31) + (number * 17);
        var customer = s_customers[(seed + number) % s_customers.Length];
        for (var i = 0; i < 1 + ((seed + (number * 2)) % 4); i++)
        {
            var (goods, price) = s_goods[(seed + (i * 3)) % s_goods.Length];
            _items.Add((goods, 1 + ((seed + i) % 9), price));
        }

        var date = new DateOnly(2024, 1, 3).AddDays((seed * 13 % 300) + number);
        var due = date.AddDays(14 + (seed % 3 * 8));
        var net = _items.Sum(i => i.Quantity * i.Price);
        var tax = Math.Round(net * 0.2m, 2);
        var name = string.Format(s_english, form.Number, 118 + (seed * 7 % 800), date.Year);
        var order = form.Drawing.Contains("{order}") ? $"PO-{4100 + (seed * 3)}" : null;
        _values = new()
        {
            ["vendor"] = form.Vendor,
            ["vendor_address"] = form.Address,
            ["vat"] = form.Vat ?? "",
            ["iban"] = form.Iban ?? "",
            ["customer"] = customer.Name,
            ["customer_street"] = customer.Street,
            ["customer_town"] = customer.Town,
            ["number"] = name,
            ["date"] = date.ToString(form.DateFormat, s_english),
            ["due"] = due.ToString(form.DateFormat, s_english),
            ["order"] = order ?? "",
            ["net"] = Amount(net),
            ["tax"] = Amount(tax),
            ["total"] = Amount(net + tax),
            ["account"] = (3120 + (seed * 11 % 700)).ToString(s_english),
        };
        Truth = new Dictionary<string, FieldValue?>
        {
            ["invoice_number"] = FieldValue.Of(name),
            ["invoice_date"] = FieldValue.Of(date),
            ["due_date"] = FieldValue.Of(due),
            ["purchase_order_number"] = order is null ? null : FieldValue.Of(order),
            ["vendor_name"] = FieldValue.Of(form.Vendor),
            ["vendor_address"] = FieldValue.Of(form.Address),
            ["vendor_tax_id"] = form.Vat is null ? null : FieldValue.Of(form.Vat),
            ["vendor_iban"] = form.Iban is null ? null : FieldValue.Of(form.Iban),
            ["customer_name"] = FieldValue.Of(customer.Name),
            ["customer_address"] = FieldValue.Of($"{customer.Street}, {customer.Town}"),
            ["currency"] = FieldValue.Of(form.Currency),
            ["subtotal_amount"] = FieldValue.Of(net),
            ["tax_amount"] = FieldValue.Of(tax),
            ["total_amount"] = FieldValue.Of(net + tax),
        }.Where(f => f.Value is not null).ToDictionary(f => f.Key, f => f.Value!);
    }

    public Dictionary<string, FieldValue> Truth { get; }

    /// <summary>
    /// The page as a picture: a little askew, shifted and of another size than the last one, with grey paper and specks.
    /// </summary>
    public byte[] ToScan()
    {
        var random = new Random(_values["number"].Sum(c => c) + _values["vendor"].Sum(c => c));
        var (angle, scale) = ((random.NextDouble() - 0.5) * 0.03, 0.97 + (random.NextDouble() * 0.05));
        var (x, y) = (4 + (random.NextDouble() * 18), 4 + (random.NextDouble() * 18));
        using var pdf = PdfDocument.Open(ToPdf(page =>
        {
            page.Draw("0.95 g 0 0 595 842 re f 0.4 g");
            for (var i = 0; i < 150; i++)
                page.Draw(string.Create(s_english, $"{random.NextDouble() * 590:0.0} {random.NextDouble() * 840:0.0} 0.7 0.7 re f"));
            var (sin, cos) = (Math.Sin(angle) * scale, Math.Cos(angle) * scale);
            page.Draw(string.Create(s_english, $"0.15 g {cos:0.00000} {sin:0.00000} {-sin:0.00000} {cos:0.00000} {x:0.0} {y:0.0} cm"));
        }));
        return pdf.DrawPage(1)!;
    }

    public byte[] ToPdf() => ToPdf(_ => { });

    byte[] ToPdf(Action<TinyPage> before)
    {
        var pdf = new TinyPdf();
        var page = pdf.Page();
        before(page);
        var places = _form.Items.Split(' ');
        var start = places[0].Split(',');
        var y = double.Parse(start[1], s_english);
        foreach (var (name, quantity, price) in _items)
        {
            page.Text(double.Parse(start[0], s_english), y, name);
            string[] cells = [quantity.ToString(s_english), Amount(price), Amount(quantity * price)];
            for (var i = 0; i < cells.Length; i++)
                page.Text(double.Parse(places[i + 1][1..], s_english) - Width(cells[i], 10), y, cells[i]);
            y += 15;
        }

        foreach (var line in _form.Drawing.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            Draw(page, line, y);
        return pdf.ToBytes();
    }

    void Draw(TinyPage page, string line, double end)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        var place = line[..colon].Split(',');
        var text = line[(colon + 2)..].Replace("\\u00", "\0", StringComparison.Ordinal);
        for (var at = text.IndexOf('\0'); at >= 0; at = text.IndexOf('\0'))
            text = text[..at] + (char)Convert.ToInt32(text.Substring(at + 1, 2), 16) + text[(at + 3)..];
        foreach (var (name, value) in _values)
            text = text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        var size = place.Length > 2 ? double.Parse(place[2], s_english) : 10;
        var y = place[1][0] == '+' ? end + double.Parse(place[1][1..], s_english) : double.Parse(place[1], s_english);
        var x = place[0][0] == '>' ? double.Parse(place[0][1..], s_english) - Width(text, size) : double.Parse(place[0], s_english);
        page.Text(x, y, text, size);
    }

    string Amount(decimal value)
    {
        var text = value.ToString("#,##0.00", s_english);
        return _form.Decimal == '.' ? text : text.Replace(',', ' ').Replace('.', ',').Replace(' ', '.');
    }

    /// <summary>Of Helvetica, in points (Adobe's metrics for digits and marks; letters on average).</summary>
    static double Width(string text, double size) => size * text.Sum(c => c switch
    {
        '.' or ',' or ' ' or ':' or '/' or 'i' or 'l' or 't' or 'j' or 'f' => 0.278,
        '-' or 'r' => 0.333,
        >= '0' and <= '9' => 0.556,
        >= 'A' and <= 'Z' => 0.68,
        _ => 0.54,
    });
}
