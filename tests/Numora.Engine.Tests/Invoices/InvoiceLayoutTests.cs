using Numora.Engine.Invoices;
using Numora.Engine.Tests.Reading;

namespace Numora.Engine.Tests.Invoices;

/// <summary>Invoices drawn in code: what stands on them is read, in each of the eight languages.</summary>
public class InvoiceLayoutTests
{
    [Theory]
    [InlineData(nameof(Layouts.German), "RE-2024-00871", "2024-03-14", "2024-04-13", "EUR", "551.00", "104.69", "655.69")]
    [InlineData(nameof(Layouts.French), "F2024-0312", "2024-04-03", "2024-05-03", "EUR", "1430.00", "286.00", "1716.00")]
    [InlineData(nameof(Layouts.Spanish), "2024/0458", "2024-02-15", "2024-03-16", "EUR", "598.80", "125.75", "724.55")]
    [InlineData(nameof(Layouts.Italian), "187/2024", "2024-01-29", "2024-02-28", "EUR", "1270.00", "279.40", "1549.40")]
    [InlineData(nameof(Layouts.Dutch), "20240119", "2024-02-19", "2024-03-04", "EUR", "435.00", "91.35", "526.35")]
    [InlineData(nameof(Layouts.Portuguese), "FT 2024/96", "2024-06-05", "2024-07-05", "EUR", "600.00", "138.00", "738.00")]
    [InlineData(nameof(Layouts.Polish), "FV/112/04/2024", "2024-04-09", "2024-04-23", "PLN", "600.00", "138.00", "738.00")]
    [InlineData(nameof(Layouts.British), "10457", "2024-04-05", "2024-05-05", "GBP", "1491.00", "298.20", "1789.20")]
    [InlineData(nameof(Layouts.American), "8F21C0D4-0007", "2024-05-03", "2024-06-02", "USD", "1170.00", "114.30", "1284.30")]
    public void Number_dates_currency_and_amounts_are_read(
        string layout, string number, string date, string due, string currency, string net, string tax, string total)
    {
        var read = Read(layout);

        Assert.Equal(number, read("invoice_number"));
        Assert.Equal(date, read("invoice_date"));
        Assert.Equal(due, read("due_date"));
        Assert.Equal(currency, read("currency"));
        Assert.Equal(net, read("subtotal_amount"));
        Assert.Equal(tax, read("tax_amount"));
        Assert.Equal(total, read("total_amount"));
    }

    [Theory]
    [InlineData(nameof(Layouts.German),
        "Nordlicht Werkzeugbau GmbH", "Bäckerei Sonnenschein OHG", "DE136695976", "DE89370400440532013000")]
    [InlineData(nameof(Layouts.French),
        "Atelier Bois et Lumière SARL", "Mairie de Saint-Aubin", "FR44732829320", "FR1420041010050500013M02606")]
    [InlineData(nameof(Layouts.Spanish),
        "Suministros Eléctricos Ribera, S.L.", "Hostal Mirador del Puerto, S.A.", "B12345674", "ES9121000418450200051332")]
    [InlineData(nameof(Layouts.Italian),
        "Officine Meccaniche Bellini S.r.l.", "Caseificio Monte Verde S.p.A.", "00743110157", "IT60X0542811101000000123456")]
    [InlineData(nameof(Layouts.Dutch),
        "Van den Berg Tuinen B.V.", "Vereniging De Groene Hof", "NL001234567B01", "NL91ABNA0417164300")]
    [InlineData(nameof(Layouts.Portuguese),
        "Cerâmica do Vale, Lda.", "Hotel Baía Azul, S.A.", "503504564", "PT50000201231234567890154")]
    [InlineData(nameof(Layouts.Polish),
        "Drukarnia Wisła Sp. z o.o.", "Księgarnia Pod Lipą s.c.", "526-025-09-95", "PL61109010140000071219812874")]
    [InlineData(nameof(Layouts.British),
        "Harrow & Finch Joinery Ltd", "Larkspur Primary School", "GB123456782", "GB29NWBK60161331926819")]
    [InlineData(nameof(Layouts.American), "Brightwater Analytics, Inc.", "Copper Kettle Coffee LLC", null, null)]
    public void Both_parties_are_read(string layout, string vendor, string customer, string? taxId, string? iban)
    {
        var read = Read(layout);

        Assert.Equal(vendor, read("vendor_name"));
        Assert.Equal(customer, read("customer_name"));
        Assert.Equal(taxId, read("vendor_tax_id"));
        Assert.Equal(iban, read("vendor_iban"));
    }

    [Theory]
    [InlineData(nameof(Layouts.German), "Hafenstraße 12, 24103 Kiel", "Marktplatz 3, 23552 Lübeck")]
    [InlineData(nameof(Layouts.French), "18 rue des Tanneurs, 35000 Rennes", "2 place de l'Église, 35250 Saint-Aubin-d'Aubigné")]
    [InlineData(nameof(Layouts.Spanish), "Calle del Pozo, 27, 46004 Valencia", "Avda. de la Marina, 5, 03001 Alicante")]
    [InlineData(nameof(Layouts.Italian), "Via dell'Industria 44, 40138 Bologna (BO)", "Strada Statale 9, 112, 43100 Parma (PR)")]
    [InlineData(nameof(Layouts.Dutch), "Kastanjelaan 81, 3571 ZP Utrecht", "Lindeplein 9, 3512 AB Utrecht")]
    [InlineData(nameof(Layouts.Portuguese), "Rua das Oliveiras, 140, 2400-123 Leiria", "Avenida Marginal, 33, 2750-300 Cascais")]
    [InlineData(nameof(Layouts.Polish), "ul. Dietla 45, 31-054 Kraków", "ul. Długa 7/3, 80-827 Gdańsk")]
    [InlineData(nameof(Layouts.British), "Unit 4, Mill Lane, Sheffield S3 8GE", "27 Orchard Road, Leeds LS6 2AB")]
    [InlineData(nameof(Layouts.American),
        "410 Townsend Street, Suite 200, San Francisco, California 94107", "88 Burnside Ave, Portland, OR 97209")]
    public void Both_addresses_are_read(string layout, string vendor, string customer)
    {
        var read = Read(layout);

        Assert.Equal(vendor, read("vendor_address"));
        Assert.Equal(customer, read("customer_address"));
    }

    [Theory]
    [InlineData(nameof(Layouts.German),
        "Teigknetarm, verzinkt|2|149.50|299.00", "Montage vor Ort inkl. Anfahrt|3.5|72.00|252.00")]
    [InlineData(nameof(Layouts.French), "Banc en chêne massif|4|312.50|1250.00", "Livraison et pose|1|180.00|180.00")]
    [InlineData(nameof(Layouts.Spanish), "Lámpara LED techo|12|35.90|430.80", "Mano de obra|6|28.00|168.00")]
    [InlineData(nameof(Layouts.Italian),
        "Guarnizione in silicone DN50|25|4.80|120.00", "Revisione pompa centrifuga|1|1150.00|1150.00")]
    [InlineData(nameof(Layouts.Dutch), "Snoeien haag achterzijde|8|45.00|360.00", "Afvoer groenafval|2|37.50|75.00")]
    [InlineData(nameof(Layouts.Portuguese), "Azulejo decorado 20x20|300|1.85|555.00", "Transporte|1|45.00|45.00")]
    [InlineData(nameof(Layouts.Polish), "Ulotka A5 kolor|2000|0.18|360.00", "Projekt graficzny|1|240.00|240.00")]
    [InlineData(nameof(Layouts.British), "Bespoke bookcase, oak veneer|3|420.00|1260.00", "Fitting on site|6|38.50|231.00")]
    [InlineData(nameof(Layouts.American), "Team plan May 3 – June 3, 2024|9|130.00|1170.00")]
    public void Line_items_are_read(string layout, params string[] lines)
    {
        var result = InvoiceReader.Read(Sheet.Of(Drawing(layout)));

        var read = result.LineItems.Select(l => string.Join('|',
            LineFields.Select(f => l.Fields.GetValueOrDefault(f)?.Value.ToString())));
        Assert.Equal(lines, read);
    }

    [Fact]
    public void Days_until_payment_are_no_amount_due()
    {
        var drawing = Layouts.British + "\n50,440: Payment due in 30 days";

        var result = InvoiceReader.Read(Sheet.Of(drawing));

        Assert.DoesNotContain("amount_due", result.Fields.Keys);
    }

    static readonly string[] LineFields = ["description", "quantity", "unit_price", "amount"];

    static Func<string, string?> Read(string layout)
    {
        var result = InvoiceReader.Read(Sheet.Of(Drawing(layout)));
        return name => result.Fields.GetValueOrDefault(name)?.Value.ToString();
    }

    static string Drawing(string layout) => (string)typeof(Layouts).GetField(layout)!.GetValue(null)!;
}
