using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>The day on which the contract ends, where it is written; it is never computed from a term.</summary>
static class ExpirationDate
{
    static readonly Regex Ends = Cue.Before(
        """
        expir(?:e|es|ing)|(?:expiration|expiry|termination|end) date|terminat(?:e|es|ing)|conclud(?:e|es|ing)
        ends?|ending|until|through|thru
        endet|endend|befristet bis|bis|laufzeit bis
        jusqu'au|expire|terminer|prend fin|echeance
        hasta|finaliza|vence
        fino al|scade|scadenza
        tot en met|tot|eindigt
        do dnia|do
        ate|termina
        """,
        @"[""')]*(?: on| as of| at| midnight| the| of| day| and including| including| zum| am| mit ablauf des| le| el| il| op| is"
        + @"| shall be| means| close of business| 11:59 p\.m\.| dia| mit){0,5}[:, ]*");

    /// <summary>"from May 1, 2013 to".</summary>
    static readonly Regex FromTo = new(@"(?:19|20)\d\d,? (?:to|through|until|-|bis|au|al|a|tot) ?$", Cue.Options, Cue.Timeout);

    static readonly Regex OfTheWhole = Cue.Begins(
        """
        terms? of\b|this (?:[a-z-]+ )?agreement\b|initial term\b|the "?term\b|term:
        (?:expiration|expiry) date\b|this contract\b|this lease\b
        (?:contract|cooperation) (?:period|term)\b|in (?:full force and )?effect\b
        vertrag\b|contrat\b|contrato\b|contratto\b|overeenkomst\b|umowa\b|befristet|arbeitsverhaltnis|mietverhaltnis|bail\b
        """);

    static readonly Regex OfSomeTerm = Cue.Begins(
        "term\\b|agreement\\b|contract|venture\\b|period\\b|vertrag|contrat|duree\\b|vigencia\\b|durata\\b|umow|laufzeit|er endet");

    static readonly Regex Surely = Cue.Begins("expir|until|endet|ends|jusqu|hasta|scade|eindigt|termina\\b");

    static readonly Regex Other = Cue.Begins(
        "notice\\b|not later than\\b|on or before\\b|pay|fiscal\\b|quarter\\b|option\\b|right to\\b|invoice\\b|deliver|organi[sz]ed");

    public static Finding? In(ContractText text, IReadOnlyList<WrittenDate> dates) =>
        WrittenDates.Best(text, dates, Score) is { Score: >= 2 } best
            ? best.Date.ToFinding(best.Score >= 3 ? 0.92 : 0.7)
            : null;

    static double Score(ContractText text, WrittenDate date)
    {
        var before = text.Before(date.Span.Start, 240);
        if (!Ends.IsMatch(before.Near(80)) && !FromTo.IsMatch(before.Near(20)))
            return 0;
        var score = 1.5;
        if (OfTheWhole.IsMatch(before))
            score += 2;
        else if (OfSomeTerm.IsMatch(before))
            score += 1;
        if (Surely.IsMatch(before))
            score += 0.6;
        if (Other.IsMatch(before.Near(80)))
            score -= 1.5;
        return score - (0.3 * date.Span.Start / text.Text.Length);
    }
}
