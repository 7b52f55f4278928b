using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>Parties where no sentence says "between".</summary>
static class PartyLists
{
    /// <summary>The first sentence of a contract begins within so many characters.</summary>
    const int OpeningReach = 6_000;

    /// <summary>And ends within so many.</summary>
    const int MaxSentence = 2_000;

    /// <summary>Of the lines, how many are looked through for labels.</summary>
    const int LabelledLines = 80;

    /// <summary>Between a name and its "By:" at most so many lines.</summary>
    const int SignatureLines = 3;

    static readonly Regex Label = Cue.After(
        @"(?:\(?[0-9a-z]\)? ?[.)]? )?",
        "(?:" + Cue.Alternatives(
            """
            party ?[a-d1-4]|licensor|licensee|seller|buyer|purchaser|supplier|customer|client|company|vendor|lessor|lessee
            landlord|tenant|contractor|consultant|distributor|reseller|employer|employee|borrower|lender|provider|principal|agent
            franchisor|franchisee|sponsor|disclosing party|receiving party
            (?:auftraggeber|auftragnehmer|vermieter|mieter|verkaufer|kaufer|lizenzgeber|lizenznehmer|arbeitgeber|arbeitnehmer)(?:in)?
            le vendeur|l'acheteur|le bailleur|le preneur|le client|le prestataire
            el arrendador|el arrendatario|vendedor|comprador|cliente|prestador
            venditore|acquirente|locatore|conduttore|fornitore
            opdrachtgever|opdrachtnemer|verhuurder|huurder|verkoper|koper
            zamawiajacy|wykonawca|sprzedawca|kupujacy
            """) + ") ?: ?");

    static readonly Regex And = PartyCues.SeparatorAfter("between");

    public static IEnumerable<List<PartyName>> All(ContractText text) => [Opening(text), Labelled(text), Signatures(text)];

    /// <summary>"Acme, Inc. ("Acme") and Beta B.V. ("Consultant") agree": two definitions open the text.</summary>
    static List<PartyName> Opening(ContractText text)
    {
        foreach (var line in text.Lines.TakeWhile(l => l.Span.Start < OpeningReach))
        {
            var limit = Math.Min(text.Text.Length, line.Span.Start + MaxSentence);
            if (PartyNames.At(text, line.Span.Start, limit, joinAnd: false) is not { Described: true })
                continue;
            var names = new PartySentence(text, limit, And, joinAnd: false).Read(line.Span.Start);
            if (names.Count >= 2 && names.All(n => n.Described) && names.Any(n => n.LegalForm))
                return names;
        }

        return [];
    }

    /// <summary>"Party A: …", "Licensor: …", "Auftraggeber: …" at the beginning of lines.</summary>
    public static List<PartyName> Labelled(ContractText text)
    {
        var names = new Dictionary<string, PartyName>();
        foreach (var line in text.Lines.Take(LabelledLines))
        {
            var length = Label.LengthOf(text.After(line.Span.Start, line.Span.Length));
            if (length > 0 && PartyNames.At(text, line.Span.Start + length, line.Span.End, joinAnd: true) is { } name)
            {
                // The preamble's spelling comes after the cover's.
                names[text.Folded.Substring(line.Span.Start, length)] = name with { Described = true };
            }
        }

        return names.Values.DistinctBy(n => text[n.Span]).ToList();
    }

    /// <summary>Company names right above "By:" at the end.</summary>
    static List<PartyName> Signatures(ContractText text)
    {
        var names = new List<PartyName>();
        for (var i = text.Lines.Count / 2; i + 1 < text.Lines.Count; i++)
        {
            var line = text.Lines[i].Span;
            if (PartyNames.At(text, line.Start, line.End, joinAnd: true) is { LegalForm: true } name
                && name.Span.End >= line.End - 1
                && text.Lines.Skip(i + 1).Take(SignatureLines).Any(l => text.After(l.Span.Start, 3) is "by:" or "by " or "/s/"))
                names.Add(name);
        }

        return names.DistinctBy(n => text[n.Span]).ToList();
    }
}
