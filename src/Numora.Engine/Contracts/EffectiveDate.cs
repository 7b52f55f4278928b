using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>The day from which the contract has effect; where none is stated, the day on which it was made.</summary>
static class EffectiveDate
{
    static readonly Regex Defined = Cue.After(
        @"[,.)]{0,2} ?[(\[]?(?:hereinafter |herein |referred to |called |as |the |""|'){0,6}",
        "(?:effective|commencement|start|starting|inception) date");

    static readonly Regex Is = Cue.Before(
        "effective date|commencement date|start date|inception date|start of term|vertragsbeginn|date d'effet|date d'entree en vigueur",
        @"[""')]*(?: of (?:this|the) [a-z]+)?[""')]*,?(?: (?:means|shall mean|shall be|is|will be))?:? ?"
        + "(?:the |on |as of |date of ){0,2}");

    static readonly Regex MeansDay = new(
        @"\b(?:effective|commencement) date[""')]* (?:means|shall mean) (?:[^.;]|i\.e\.){0,70}$", Cue.Options, Cue.Timeout);

    static readonly Regex TakesEffect = Cue.Before(
        """
        effective|in(?:to)? effect|in(?:to)? force
        tritt|wirkung|beginnt
        entre en vigueur|prend effet
        entrara en vigor|surte efectos|vigencia
        efficacia|decorre|decorrenza
        treedt|ingang
        wchodzi w zycie|obowiazuje
        entra em vigor|inicio
        """,
        "(?: as of| as from| as| of| from| on| am| ab| zum| mit| le| du| a partir du| a compter du| el| desde| dal| a partire"
        + "| in werking| op| met| per| vanaf| z dniem| od| em| a partir de| the date of| the| this){0,4}[: ]*");

    static readonly Regex Begins = Cue.Before(
        """
        commenc(?:e|es|ing)|begin(?:s|ning)?|start(?:s|ing)?|from
        beginnt|commence|comienza|inizia|begint|rozpoczyna
        """,
        "(?: on| as of| from| effective| the| upon| am| ab| le| el| il| op| dnia){0,3} ");

    static readonly Regex OfTheContract = Cue.Begins(
        """
        terms?\b|employment\b|agreement\b|contract|venture\b|period\b|vertrag|contrat|duree\b|vigencia\b|durata\b|overeenkomst\b|umow
        il prend|il entre
        """);

    static readonly Regex OtherContract = Cue.Begins("replaces\\b|supersed|that certain\\b|original\\b|previous");

    public static Finding? In(ContractText text, IReadOnlyList<WrittenDate> dates, Finding? made)
    {
        if (Stated(text, dates) is { Score: >= 2 } stated)
            return stated.Date.ToFinding(stated.Score >= 4 ? 0.94 : stated.Score >= 3 ? 0.85 : 0.7);
        return made is null ? null : made with { Confidence = Math.Max(0.3, made.Confidence - 0.2) };
    }

    public static (WrittenDate Date, double Score)? Stated(ContractText text, IEnumerable<WrittenDate> dates) =>
        WrittenDates.Best(text, dates, Score);

    static double Score(ContractText text, WrittenDate date)
    {
        var before = text.Before(date.Span.Start, 160);
        var score = Defined.IsMatch(text.After(date.Span.End, 60)) ? 5
            : Is.IsMatch(before) || MeansDay.IsMatch(before) ? 4.5
            : OfTheContract.IsMatch(before) ? TakesEffect.IsMatch(before) ? 3.5 : Begins.IsMatch(before) ? 2.5 : 0
            : 0;
        if (score > 0 && (AgreementDate.Other.IsMatch(before.Near(40)) || OtherContract.IsMatch(before)))
            score -= 2;
        return score - (0.5 * date.Span.Start / text.Text.Length);
    }
}
