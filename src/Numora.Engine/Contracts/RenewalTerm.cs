using System.Buffers;
using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>By how much the contract renews.</summary>
static class RenewalTerm
{
    /// <summary>Shorter times are notices.</summary>
    const int MinDays = 28;

    const double Least = 1.5;

    static readonly Regex Renews = Cue.Begins(
        """
        renew|successive\b|extension|extended?\b|additional (?:terms?|periods?|one|two|three|five|\d)|another\b
        verlanger|erneuer
        reconduc|renouvel|proroge
        prorrog|renova|renueva
        innov|rinnov|prorog
        verleng
        przedluz|kolejn
        """);

    static readonly Regex Other = Cue.Begins(
        """
        notice\b|notif|prior to\b|before\b|at least\b|no (?:less|later)\b|not less than\b|within\b|warranty\b
        option to purchase\b|payment\b|following\b|after\b
        frist\b|preavis\b|preaviso\b|preavviso\b|opzegtermijn\b|wypowiedz
        """);

    static readonly Regex Term = Cue.Begins(
        "term|period|agreement|contra[ct]|vertrag|laufzeit|duree|duracion|vigencia|durata|overeenkomst|looptijd|umow");

    /// <summary>"Successive annual periods", "from year to year", "renewed tacitly every year".</summary>
    static readonly Regex Yearly = Cue.Begins(
        """
        (?:successive|consecutive|additional) (?:annual|yearly) (?:terms?|periods?)
        automatic annual renewal|annual renewal|(?:renew|effect|extend|continu)[^.;]{0,50} year[- ]to[- ]year\b
        renew(?:ed|s|able)?[^.;]{0,40} (?:annually|every year|each year|yearly)\b
        (?:renouvel|reconduc)[a-z]* [^.;]{0,40}d'annee en annee|verlangert sich jahrlich
        """);

    static readonly SearchValues<string> YearWords = Cue.Words("annual year annee jahrlich");

    public static Finding? In(ContractText text, IReadOnlyList<WrittenDuration> durations)
    {
        var written = WrittenDurations.Best(text, durations.Where(d => d.Days >= MinDays), Score, Least);
        return written is { Confidence: > 0.7 } ? written : EveryYear(text) ?? written;
    }

    static Finding? EveryYear(ContractText text)
    {
        foreach (var place in Cue.Places(text.Folded, YearWords))
        {
            var start = Math.Max(0, place - 60);
            foreach (var m in Yearly.EnumerateMatches(text.Folded.AsSpan(start, Math.Min(90, text.Folded.Length - start))))
                return new(FieldValue.Of("1 year"), new(start + m.Index, start + m.Index + m.Length), 0.75);
        }

        return null;
    }

    static double Score(ContractText text, WrittenDuration d)
    {
        var before = Clauses.Before(text, d.Span.Start, 160);
        var near = before.Near(60);
        var after = text.After(d.Span.End, 60);
        var score = 0.0;
        if (Renews.IsMatch(near) || Renews.IsMatch(text.Folded.AsSpan(d.Span.Start, d.Span.Length)))
            score += 2;
        else if (Renews.IsMatch(before) || Renews.IsMatch(after))
            score += 1;
        if (score > 0 && before.Contains("automatic", StringComparison.Ordinal))
            score += 0.7;
        if (Other.IsMatch(near))
            score -= 2;
        if (NoticePeriod.BeforeTheEnd(after))
            score -= 2;
        if (!Term.IsMatch(text.Before(d.Span.Start, 160)) && !Term.IsMatch(after))
            score -= 1;
        return score;
    }
}
