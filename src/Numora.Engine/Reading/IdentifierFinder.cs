using Numora.Engine.Pages;
using Numora.Engine.Reading.Identifiers;

namespace Numora.Engine.Reading;

internal enum IdentifierKind
{
    Iban,
    VatId,
}

/// <summary>A checked number on the page.</summary>
/// <param name="Value">Upper-case letters and digits only.</param>
/// <param name="Valid">Whether the check digits are right; otherwise only the shape is.</param>
internal sealed record IdentifierCandidate(IdentifierKind Kind, TextSpan Span, string Value, bool Valid);

/// <summary>Finds bank account and VAT numbers in a line, also where they are printed in groups.</summary>
internal static class IdentifierFinder
{
    /// <summary>An IBAN of 34 characters in groups of two.</summary>
    const int MostGroups = 17;

    /// <summary>Groups of one number stand closer than this, in ems.</summary>
    const double GroupGap = 1.5;

    public static List<IdentifierCandidate> Find(Line line)
    {
        var found = new List<IdentifierCandidate>();
        var at = 0;
        while (at < line.Words.Count)
        {
            var candidate = IbanAt(line, at) ?? VatAt(line, at);
            if (candidate is not null)
                found.Add(candidate);
            at = candidate is null ? at + 1 : candidate.Span.Last + 1;
        }

        return found;
    }

    static IdentifierCandidate? IbanAt(Line line, int at)
    {
        var compact = Compact(line.Words[at]);
        var length = Iban.LengthFor(compact);
        if (length == 0 || compact.Length > length || !StartsWithCountry(compact, at, line))
            return null;

        var last = at;
        while (compact.Length < length && last + 1 < line.Words.Count && last - at < MostGroups
            && line.GapBefore(last + 1) <= GroupGap)
        {
            compact += Compact(line.Words[++last]);
        }

        if (line.Words[at].Confidence < 1)
            compact = Iban.Mend(compact);
        return Iban.HasShape(compact) ? new(IdentifierKind.Iban, new(line, at, last), compact, Iban.IsValid(compact)) : null;
    }

    /// <summary>Two letters and two digits, or the two letters alone and digits in the next word.</summary>
    static bool StartsWithCountry(string compact, int at, Line line) => compact.Length > 2
        ? char.IsAsciiDigit(compact[2])
        : at + 1 < line.Words.Count && line.Words[at + 1].Text.Length > 1 && char.IsAsciiDigit(line.Words[at + 1].Text[0]);

    static IdentifierCandidate? VatAt(Line line, int at)
    {
        var compact = Compact(line.Words[at]);
        if (compact.Length < 2 || !char.IsAsciiLetterUpper(compact[0]) || !char.IsUpper(line.Words[at].Text.FirstOrDefault(char.IsLetter)))
            return null;

        IdentifierCandidate? best = null;
        for (var last = at; compact.Length <= VatId.LongestText + 4; compact += Compact(line.Words[last]))
        {
            var number = line.Words[at].Confidence < 1 ? VatId.Mend(compact) : compact;
            if (VatId.CountryOf(number) is not null && !EndsInsideNumber(line, last))
                best = new(IdentifierKind.VatId, new(line, at, last), number, VatId.IsValid(number));
            if (++last >= line.Words.Count || line.GapBefore(last) > GroupGap || !IsGroup(line.Words[last].Text))
                break;
        }

        return best;
    }

    /// <summary>Of <c>DE 232 446 240</c> the first two groups are no number of their own.</summary>
    static bool EndsInsideNumber(Line line, int last) =>
        last + 1 < line.Words.Count && line.GapBefore(last + 1) < 0.5 && line.Words[last + 1].Text.All(char.IsAsciiDigit)
        && line.Words[last + 1].Text.Length <= 3;

    static bool IsGroup(string text) => text.Length <= VatId.LongestText && text.Any(char.IsAsciiDigit)
        || text.Trim('.', ',') is "MWST" or "TVA" or "IVA" or "MVA";

    static string Compact(Word word) =>
        word.Text.Length > Iban34 ? "" : VatId.Compact(word.Text);

    /// <summary>Longer words hold no such number.</summary>
    const int Iban34 = 40;
}
