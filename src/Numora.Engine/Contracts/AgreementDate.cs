using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>The day on which the contract was made.</summary>
static class AgreementDate
{
    /// <summary>Cover, contents and preamble.</summary>
    const int Head = 20_000;

    /// <summary>Of the lines, how many may be a title page on which a day stands alone.</summary>
    const int TopLines = 40;

    static readonly Regex Made = Cue.Before(
        """
        made|entered|dated?|executed|concluded|signed|effective|date of (?:this )?agreement|as of|agreement|contract
        geschlossen|abgeschlossen|datum|vom
        conclue?|signee?|fait|date du
        celebrado|suscrito|firmado|fecha
        stipulato|sottoscritto|data
        gesloten|getekend
        zawart[aey]|dnia|sporzadzon[aey]
        assinado|em
        """,
        "[^.;]{0,70}");

    static readonly Regex MadeAt = Cue.Before(
        """
        as of|as from|dated?|on|this|effective|made
        am|vom|den|du|le|el|fecha|il|in data|addi|op|d\.d\.|dnia|w dniu|em|aos?
        """,
        @"(?: the| this| as of| the date of| dia)?[:, ""']{0,3}");

    static readonly Regex OnlyEffective = new(
        @"\b(?:effective|commenc)[a-z]*(?: as)?(?: of| from| on)?(?: the| this)? $", Cue.Options, Cue.Timeout);

    /// <summary>"Effective Date: ".</summary>
    static readonly Regex EffectiveLabel = new(@"\b(?:effective|commencement|start) date[""']? ?: ?$", Cue.Options, Cue.Timeout);

    /// <summary>A day on which it begins or ends.</summary>
    static readonly Regex BeginsOrEnds = Cue.Begins(
        "ends?\\b|ending|until|through\\b|commences|begins|beginning|into force|beginnt|in kraft|endet|befristet|"
        + "commencant|prend effet|en vigueur|terminer|en vigor|decorr|ingang|in werking|w zycie");

    /// <summary>The day of something else.</summary>
    public static readonly Regex Other = Cue.Begins(
        """
        that certain\b|as amended\b|pursuant to\b|act of\b|letter of intent\b|original(?:ly)?\b|prior\b|previous|amended and restated\b
        amended by\b|registration\b|expir|terminat|merger\b|on or before\b|authori[sz]|supersed|cancel|replac|amends?\b
        between the parties\b
        """);

    static readonly Regex Supersedes = Cue.Begins("supersed|replaces\\b");

    static readonly Regex Recital = Cue.Whole("whereas|recitals?|witnesseth|background");

    /// <summary>Names and titles stand between "By:" and the day.</summary>
    const int SignatureReach = 400;

    static readonly Regex Signature = Cue.Begins("by:|title:|name:|signature|signed by|unterschrift|in witness|executed as of|s/ ");

    /// <summary>"Zürich, den", "Fait à Lille, le".</summary>
    static readonly Regex PlaceAndDay = new(@"[a-z], (?:den|le|il|li|el|a|op|dnia|em|am) $", Cue.Options, Cue.Timeout);

    static readonly Regex SignedAt = Cue.Before("dated?|executed|signed|day|datum|den|date|fecha|data", "[^.]{0,40}");

    /// <summary>In the head with the words for it; else the first beside a signature; else the day of effect there.</summary>
    public static Finding? In(ContractText text, IReadOnlyList<WrittenDate> dates)
    {
        var head = dates.TakeWhile(d => d.Span.Start < Head).ToList();
        if (WrittenDates.Best(text, head, Score) is { Score: >= 1.9 } made)
            return made.Date.ToFinding(made.Score >= 3 ? 0.92 : 0.75);
        var signed = dates.FirstOrDefault(d => SignedAt.IsMatch(text.Before(d.Span.Start, 60))
            && (Signature.IsMatch(text.Before(d.Span.Start, SignatureReach)) || PlaceAndDay.IsMatch(text.Before(d.Span.Start, 12))));
        if (signed is not null)
            return signed.ToFinding(0.6);
        return EffectiveDate.Stated(text, head.TakeWhile(d => d.Span.Start < Head / 3)) is { Score: >= 3 } effective
            ? effective.Date.ToFinding(0.7)
            : null;
    }

    static double Score(ContractText text, WrittenDate date)
    {
        var before = text.Before(date.Span.Start, 160);
        var near = before.Near(90);
        if (EffectiveLabel.IsMatch(near))
            return 0;
        var score = Made.IsMatch(near) ? OnlyEffective.IsMatch(near) ? 1.6 : 2 : 0;
        if (MadeAt.IsMatch(near))
            score += 1;
        if (score > 0 && ContractNouns.Any.IsMatch(before))
            score += 1;
        if (Other.IsMatch(near) || BeginsOrEnds.IsMatch(near.Near(50)) || Supersedes.IsMatch(before))
            score -= 3;
        if (Recital.IsMatch(before))
            score -= 2;
        if (StandsAlone(text, date))
            score += 2;
        return score - (date.Span.Start / (double)Head);
    }

    /// <summary>A line that is nothing but a day, near the top.</summary>
    static bool StandsAlone(ContractText text, WrittenDate date)
    {
        var line = text.LineAt(date.Span.Start);
        return line < TopLines && text.Lines[line].Span.Length <= date.Span.Length + 8;
    }
}
