using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>Parties where no sentence says "between".</summary>
static class PartyLists
{
    const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>The first sentence of a contract begins within so many characters.</summary>
    const int Opening1 = 6_000;

    /// <summary>Of the lines, how many are looked through for labels.</summary>
    const int LabelledLines = 80;

    static readonly Regex Label = new(
        @"^(?:\(?[0-9a-z]\)? ?[.)]? )?(?:party ?[a-d1-4]|licensor|licensee|seller|buyer|purchaser|supplier|customer|client|company|vendor|lessor|lessee|"
        + @"landlord|tenant|contractor|consultant|distributor|reseller|employer|employee|borrower|lender|provider|principal|agent|franchisor|franchisee|"
        + @"auftraggeber(?:in)?|auftragnehmer(?:in)?|vermieter(?:in)?|mieter(?:in)?|verkaufer(?:in)?|kaufer(?:in)?|lizenzgeber(?:in)?|lizenznehmer(?:in)?|"
        + @"le vendeur|l'acheteur|le bailleur|le preneur|le client|le prestataire|el arrendador|el arrendatario|vendedor|comprador|cliente|prestador|"
        + @"venditore|acquirente|locatore|conduttore|opdrachtgever|opdrachtnemer|verhuurder|huurder|zamawiajacy|wykonawca|sprzedawca|kupujacy) ?: ?",
        Options);

    /// <summary>"Acme, Inc. ("Acme") and Beta B.V. ("Consultant") agree": two definitions open the text.</summary>
    public static List<PartyName> Opening(ContractText text)
    {
        var best = new List<PartyName>();
        foreach (var line in text.Lines.TakeWhile(l => l.Span.Start < Opening1))
        {
            var names = Parties.List(text, line.Span.Start, Math.Min(text.Text.Length, line.Span.Start + 2_000), joinAnd: false);
            if (names.Count >= 2 && names.All(n => n.Described) && names.Any(n => n.LegalForm))
                return names;
        }

        return best;
    }

    /// <summary>"Party A: …", "Licensor: …", "Auftraggeber: …" at the beginning of lines.</summary>
    public static List<PartyName> Labelled(ContractText text)
    {
        var names = new Dictionary<string, PartyName>();
        foreach (var line in text.Lines.Take(LabelledLines))
        {
            var label = Label.Match(text.Folded[line.Span.Start..line.Span.End]);
            if (label.Success
                && PartyNames.At(text, line.Span.Start + label.Length, line.Span.End, joinAnd: true) is { } name)
                names[label.Value] = name with { Described = true }; // the preamble's spelling comes after the cover's
        }

        return names.Values.DistinctBy(n => text[n.Span]).ToList();
    }

    /// <summary>Company names right above "By:" at the end.</summary>
    public static List<PartyName> Signatures(ContractText text)
    {
        var names = new List<PartyName>();
        for (var i = text.Lines.Count / 2; i < text.Lines.Count; i++)
        {
            var line = text.Lines[i].Span;
            if (i + 1 < text.Lines.Count
                && PartyNames.At(text, line.Start, line.End, joinAnd: true) is { LegalForm: true } name
                && name.Span.End >= line.End - 1
                && text.Lines.Skip(i + 1).Take(3).Any(l => text.After(l.Span.Start, 3) is "by:" or "by " or "/s/")
                && names.All(n => text[n.Span] != text[name.Span]))
                names.Add(name);
        }

        return names;
    }
}
