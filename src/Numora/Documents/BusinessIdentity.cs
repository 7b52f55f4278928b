using System.Globalization;
using System.Text;
using Numora.Engine;

namespace Numora.Documents;

/// <summary>
/// What makes two documents the same business matter (api.md §2 "duplicate_of"): invoice: vendor, number and total;
/// receipt: merchant, date, time or number, and total; contract: parties, date and title.
/// </summary>
static class BusinessIdentity
{
    /// <summary>A normalised text, or null when a part is missing: then nothing can be said.</summary>
    public static string? Of(Document document)
    {
        var value = document.Result is { } result ? result.Value : (Func<string, FieldValue?>)(_ => null);
        return document.Schema switch
        {
            "invoice_v2" => Join(value("vendor_name"), value("invoice_number"), value("total_amount")),
            "receipt_v1" => Join(value("merchant_name"), value("transaction_date"),
                value("transaction_time") ?? value("receipt_number"), value("total_amount")),
            "contract_v1" => Join(value("parties"), value("agreement_date") ?? value("effective_date"), value("contract_title")),
            _ => null,
        };
    }

    static string? Join(params ReadOnlySpan<FieldValue?> parts)
    {
        var key = new StringBuilder();
        foreach (var part in parts)
        {
            var text = Normal(part);
            if (text.Length == 0)
                return null;
            key.Append(text).Append('|');
        }

        return key.ToString();
    }

    /// <summary>Letters and digits without case and accents; numbers without trailing zeros; names in any order.</summary>
    static string Normal(FieldValue? value) => value switch
    {
        FieldValue.Number number => (number.Value / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture),
        FieldValue.Names names => string.Join('&', names.Values.Select(Letters).Order(StringComparer.Ordinal)),
        FieldValue.Text text => Letters(text.Value),
        _ => "",
    };

    static string Letters(string text) => string.Concat(text.Normalize(NormalizationForm.FormKD)
        .Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
