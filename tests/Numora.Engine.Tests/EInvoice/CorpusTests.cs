using System.Globalization;
using System.Text.Json;
using Numora.Engine;
using Numora.Engine.EInvoice;
using Numora.Tests.Support;

namespace Numora.Tests.EInvoice;

public sealed class CorpusTests
{
    [CorpusFact]
    public void Every_scored_field_of_the_corpus_invoices_is_read_as_its_truth_says()
    {
        var wrong = Corpus.Files("invoice-xml/truth", "*.json").SelectMany(Differences).ToList();

        Assert.Empty(wrong);
    }

    static IEnumerable<string> Differences(string truthFile)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(truthFile));
        var truth = json.RootElement;
        var document = Path.Combine(Corpus.Folder!, "invoice-xml", truth.GetProperty("file").GetString()!);
        var read = EInvoiceReader.Read(File.ReadAllBytes(document));
        var name = Path.GetFileName(document);

        var expected = truth.GetProperty("fields").EnumerateObject().ToDictionary(f => f.Name, f => Normal(f.Value));
        var unscored = truth.GetProperty("unscored").EnumerateArray().Select(f => f.GetString()).ToHashSet();
        foreach (var field in Schemas.Invoice.Fields.Select(f => f.Name).Where(f => !unscored.Contains(f)))
        {
            var wanted = expected.GetValueOrDefault(field);
            var found = read.Fields.GetValueOrDefault(field)?.Value is { } value ? Normal(value) : null;
            if (wanted != found)
                yield return $"{name} {field}: expected {wanted ?? "nothing"}, found {found ?? "nothing"}";
        }

        var lines = truth.GetProperty("line_items").GetArrayLength();
        if (lines != read.LineItems.Count)
            yield return $"{name}: expected {lines} line items, found {read.LineItems.Count}";
    }

    static string Normal(JsonElement value) => value.ValueKind is JsonValueKind.Number
        ? Normal(FieldValue.Of(value.GetDecimal()))
        : Normal(FieldValue.Of(value.GetString()!));

    static string Normal(FieldValue value) => value is FieldValue.Number number
        ? number.Value.ToString("0.############", CultureInfo.InvariantCulture)
        : string.Join(' ', value.ToString()!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
