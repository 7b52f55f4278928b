using System.Text.Json;
using Numora.Engine;
using Numora.Engine.Checks;
using Numora.Tests.Support;

namespace Numora.Tests.Checks;

/// <summary>The checks over the true values of the corpus: what fails there must be wrong on the document itself.</summary>
public sealed class CheckCorpusTests
{
    static readonly string[] s_sets =
        ["einvoice-pdf", "invoice-xml", "invoice-pdf", "invoice-image", "receipt-other", "receipt-sroie", "contract-cuad"];

    /// <summary>Accounts and VAT ids that somebody made up: 111…, 123…, 987… and the like.</summary>
    static readonly HashSet<string> s_madeUp =
    [
        "DE89370400440532013001", "GB99NWBK60161312345678", "DE12123456781234567890", "DE28700100809999999999",
        "NL27INGB0000026501", "DK1212341234123412", "SE1212341234123412",
        "DE123456789", "DE987654321", "DE999999999", "DE234567891", "DE124356788", "DE1111111", "DE12345618938", "IE9876543W",
        "GB123456789", "GB987654321", "NL123456789B01", "NL16356706", "NO123456789MVA", "NO987654321MVA", "SE123456789001",
        "SE123451234501", "DK16356706", "DK16356607",
    ];

    /// <summary>As printed: shipping outside the net, other values in the XML, random values, dates out of order.</summary>
    static readonly string[] s_doNotAgree =
    [
        "smartap-clean-01-no-2026-9469 totals_add_up", "smartap-clean-15-invoice-2026-9844 totals_add_up",
        "smartap-messy-03-bill-2025-2512 totals_add_up", "mustang-502 einvoice_agrees", "symtrax-90005178 einvoice_agrees",
        "x-en-cii-cii-business-example-02 due_date_after_invoice_date", "x-en-cii-xrechnung-o due_date_after_invoice_date",
    ];

    [CorpusFact]
    public void Only_documents_that_are_wrong_in_themselves_fail_a_check()
    {
        var failed = s_sets.SelectMany(s => Corpus.Files($"{s}/truth", "*.json")).SelectMany(FailedIn).ToList();

        Assert.Empty(failed.Except(s_doNotAgree).Except(failed.Where(f => f.StartsWith("fatura-", StringComparison.Ordinal))));
    }

    /// <summary>Document and code, and the value where it is a number with check digits that nobody is known to have made up.</summary>
    static IEnumerable<string> FailedIn(string file)
    {
        var read = Checked.Of(Truth(file));
        var name = Path.GetFileNameWithoutExtension(file);
        foreach (var check in read.Checks.Where(c => !c.Ok))
        {
            if (check.Code is not (CheckCode.IbanChecksum or CheckCode.VatIdChecksum))
                yield return $"{name} {check.Code}";
            else
                foreach (var field in check.Fields)
                    if ($"{read.Fields[field].Value}".Replace(" ", "") is var value && !s_madeUp.Contains(value))
                        yield return $"{name} {check.Code} {value}";
        }
    }

    /// <summary>What is to be read; with the document's charges and the comparison of page and XML, which truth files lack.</summary>
    static Extraction Truth(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var truth = json.RootElement;
        var schema = Schemas.Find(truth.GetProperty("schema").GetString())!;
        var set = Path.GetDirectoryName(Path.GetDirectoryName(file)!)!;
        var document = Path.Combine(set, truth.GetProperty("file").GetString()!);
        var read = Path.GetFileName(set) is "einvoice-pdf" or "invoice-xml" or "invoice-pdf"
            ? Engine.Engine.Extract(File.ReadAllBytes(document), schema.Id) : null;
        var fields = Fields(truth.GetProperty("fields"), name => schema.Field(name) is not null);
        var lines = truth.TryGetProperty("line_items", out var items)
            ? items.EnumerateArray().Select(i => ExtractedLine.Of(Fields(i, name => schema.LineField(name) is not null))).ToList()
            : [];
        return Extraction.Of(schema, fields, lines, 1) with { Charges = read?.Charges ?? [], Checks = read?.Checks ?? [] };
    }

    static Dictionary<string, ExtractedField> Fields(JsonElement values, Func<string, bool> isField) => values.EnumerateObject()
        .Where(v => isField(v.Name)).ToDictionary(v => v.Name, v => new ExtractedField(v.Value.ValueKind switch
        {
            JsonValueKind.Number => FieldValue.Of(v.Value.GetDecimal()),
            JsonValueKind.Array => FieldValue.Of([.. v.Value.EnumerateArray().Select(n => n.GetString()!)]),
            _ => FieldValue.Of(v.Value.GetString()!),
        }, 1, FieldSource.Text));
}
