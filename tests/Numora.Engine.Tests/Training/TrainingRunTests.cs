using System.Globalization;
using System.Text.Json;
using Numora.Engine.Ranking;
using Numora.Engine.Training;
using Numora.Tests.Support;

namespace Numora.Engine.Tests.Training;

/// <summary>A whole training over a small corpus that is made here: eight vendors, two invoices each.</summary>
public sealed class TrainingRunTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("numora-train-").FullName;

    public TrainingRunTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "made", "docs"));
        Directory.CreateDirectory(Path.Combine(_folder, "made", "truth"));
        for (var vendor = 0; vendor < 8; vendor++)
        {
            for (var number = 1; number <= 2; number++)
                Add($"v{vendor}-{number}", $"layout-{vendor}", $"Maker{(char)('A' + vendor)} GmbH", $"R{vendor}{number}77",
                    100 * vendor + number);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_models_to_the_byte()
    {
        var first = Train("a.json", seed: 3);
        var second = Train("b.json", seed: 3);

        Assert.Equal(File.ReadAllText(Path.Combine(_folder, "a.json")), File.ReadAllText(Path.Combine(_folder, "b.json")));
        Assert.Equal(first, second);
    }

    [Fact]
    public void The_report_tells_seen_and_unseen_vendors_apart_and_draws_how_honest_it_is()
    {
        var report = Train("a.json", seed: 1);

        Assert.Contains("invoice_v2, text: 16 documents", report, StringComparison.Ordinal);
        Assert.Contains("unseen F1", report, StringComparison.Ordinal);
        Assert.Contains("<svg", File.ReadAllText(Path.Combine(_folder, "diagrams", "reliability-invoice_v2-text.svg")),
            StringComparison.Ordinal);
        using var models = File.OpenRead(Path.Combine(_folder, "a.json"));
        Assert.Contains(("invoice_v2", "invoice_number"), ModelFile.Read(models).Fields.Keys);
    }

    [Fact]
    public void A_document_that_cannot_be_read_is_left_out_by_name()
    {
        File.WriteAllText(Path.Combine(_folder, "made", "docs", "v0-1.pdf"), "%PDF-1.4 and no more");

        Assert.Contains("v0-1", Train("a.json", seed: 1), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string Train(string models, int seed) => TrainingRun.Run(
        new(_folder, Path.Combine(_folder, models), Path.Combine(_folder, "diagrams"), null, seed, 4), _ => { });

    void Add(string id, string layout, string vendor, string number, decimal net)
    {
        var (tax, gross) = (net * 0.19m + 0.19m, net * 1.19m + 0.19m);
        var file = TinyPdf.OfLines(vendor, $"Invoice no: {number}", "Date: 2026-03-04", Amount("Net", net), Amount("VAT", tax),
            Amount("Total", gross));
        File.WriteAllBytes(Path.Combine(_folder, "made", "docs", id + ".pdf"), file);
        File.WriteAllText(Path.Combine(_folder, "made", "truth", id + ".json"), JsonSerializer.Serialize(new
        {
            id,
            schema = "invoice_v2",
            layout,
            file = $"docs/{id}.pdf",
            complete = false,
            fields = new
            {
                invoice_number = number,
                invoice_date = "2026-03-04",
                vendor_name = vendor,
                total_amount = decimal.Round(gross, 2),
            },
        }));
    }

    static string Amount(string label, decimal value) => string.Create(CultureInfo.InvariantCulture, $"{label}: EUR {value:0.00}");
}
