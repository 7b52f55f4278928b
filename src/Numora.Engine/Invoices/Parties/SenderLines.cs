using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Invoices.Parties;

/// <summary>
/// The small line over an address window or in a footer: <c>Muster GmbH · Musterweg 1 · 12345 Musterstadt</c>.
/// </summary>
internal static class SenderLines
{
    const int MostParts = 7;

    public static Party? NameOf(DocumentText text, TextSpan segment)
    {
        var parts = Parts(segment);
        if (parts.Count is < 2 or > MostParts || !Names.IsLike(text, parts[0]))
            return null;

        var address = new List<TextSpan>();
        foreach (var part in parts.Skip(1))
        {
            if (AddressLines.PartOf(part) is AddressPart.Country || IsNumberOfBank(text, part))
                break;
            if (AddressLines.PartOf(part) is AddressPart.None && (address.Count == 0 || HasCity(address)))
                break;
            address.Add(part);
        }

        return HasCity(address) ? new(Names.Clean(parts[0].Text), [parts[0]], address) : null;
    }

    /// <summary>A bank's sort code is no postal code.</summary>
    static bool IsNumberOfBank(DocumentText text, TextSpan part) => text.Of(part).Labels.Any(l => l.Span.Overlaps(part)
        && l.Role is Role.Bic or Role.Iban or Role.BankAccount or Role.OtherNumber or Role.Phone);

    static bool HasCity(List<TextSpan> address) => address.Any(a => AddressLines.PartOf(a) is AddressPart.City);

    static List<TextSpan> Parts(TextSpan segment)
    {
        var parts = new List<TextSpan>();
        var first = segment.First;
        for (var i = segment.First; i <= segment.Last; i++)
        {
            var word = segment.Line.Words[i].Text;
            if (IsSeparator(word))
            {
                if (i > first)
                    parts.Add(new(segment.Line, first, i - 1));
                first = i + 1;
            }
            else if (word[^1] is ',' or ';')
            {
                parts.Add(new(segment.Line, first, i));
                first = i + 1;
            }
        }

        if (first <= segment.Last)
            parts.Add(new(segment.Line, first, segment.Last));
        return parts;
    }

    static bool IsSeparator(string word) => word.Length == 1 && "·•●|-–—*/∙⋅■▪◦¦,".Contains(word[0]);
}
