using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>Of the days in a contract: which it was made on, takes effect on and ends on.</summary>
static class ContractDates
{
    const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>Cover, contents and preamble.</summary>
    const int Head = 20_000;

    static readonly Regex Made = new(
        @"\b(?:made|entered|dated?|executed|concluded|signed|effective|date of (?:this )?agreement|as of|agreement|contract|"
        + @"geschlossen|abgeschlossen|datum|vom|conclu|signee?|fait|date du|celebrado|suscrito|firmado|fecha|stipulato|"
        + @"sottoscritto|data|gesloten|getekend|zawart[aey]|dnia|sporzadzon[aey]|assinado|em)\b[^.;]{0,70}$", Options);

    static readonly Regex OnlyEffective = new(@"\b(?:effective|commenc)[a-z]*(?: as)?(?: of| from| on)?(?: the| this)? $", Options);

    static readonly Regex MadeClose = new(
        @"\b(?:as of|as from|dated?|on|this|effective|made|am|vom|den|le|du|el|fecha|il|in data|addi|op|d\.d\.|dnia|w dniu|em|aos?)"
        + @"(?: the| this| as of| the date of| dia)?[:, ""']{0,3}$", Options);

    static readonly Regex Other = new(
        @"\bthat certain\b|\bas amended\b|\bpursuant to\b|\bact of\b|\bletter of intent\b|\boriginal(?:ly)?\b|\bprior\b|\bprevious|"
        + @"\bamended and restated\b|\bamended by\b|\bregistration\b|\bexpir|\bterminat|\bmerger\b|\bsupersed|\bcancel|\breplac|\bon or before\b|\bauthori[sz]", Options);

    static readonly Regex Recital = new(@"\b(?:whereas|recitals|witnesseth|background)\b", Options);

    static readonly Regex SignedAt = new(@"\b(?:dated?|executed|signed|day|datum|date|fecha|data)\b[^.]{0,40}$", Options);

    public static Finding? Agreement(ContractText text, IReadOnlyList<WrittenDate> dates)
    {
        var best = Best(text, dates.TakeWhile(d => d.Span.Start < Head), AgreementScore);
        if (best is { Score: >= 2 })
            return Of(best.Value.Date, best.Value.Score >= 4 ? 0.92 : best.Value.Score >= 3 ? 0.85 : 0.7);
        var effective = Best(text, dates.TakeWhile(d => d.Span.Start < Head), EffectiveScore);
        if (effective is { Score: >= 3 } && effective.Value.Date.Span.Start < Head / 3)
            return Of(effective.Value.Date, 0.7);
        var signed = dates.LastOrDefault(d =>
            d.Span.Start > text.Text.Length / 2 && SignedAt.IsMatch(text.Before(d.Span.Start, 60)));
        return signed is null ? null : Of(signed, 0.5);
    }

    static double AgreementScore(ContractText text, WrittenDate date)
    {
        var before = text.Before(date.Span.Start, 160);
        var near = before[Math.Max(0, before.Length - 90)..];
        var score = 0.0;
        if (Made.IsMatch(near))
            score += OnlyEffective.IsMatch(near) ? 1.6 : 2;
        if (MadeClose.IsMatch(near))
            score += 1;
        if (ContractNouns.Any.IsMatch(before) && score > 0)
            score += 1;
        if (Other.IsMatch(near))
            score -= 3;
        if (Recital.IsMatch(before))
            score -= 2;
        if (AloneInHeading(text, date))
            score += 2;
        return score - (date.Span.Start / (double)Head);
    }

    /// <summary>A line that is nothing but a day, near the top.</summary>
    static bool AloneInHeading(ContractText text, WrittenDate date)
    {
        var line = text.LineAt(date.Span.Start);
        return line < 40 && text.Lines[line].Span.Length <= date.Span.Length + 8;
    }

    static readonly Regex DefinedEffective = new(
        @"^[,.)]{0,2} ?[(\[]?(?:hereinafter |herein |referred to |called |as |the |""|'|“){0,6}(?:effective|commencement|start|starting) date",
        Options);

    static readonly Regex EffectiveIs = new(
        @"\b(?:effective|commencement|start|inception) date[""')]*(?: of (?:this|the) [a-z]+)?[""')]*,?(?: (?:means|shall mean|shall be|is|will be|:))?:? ?"
        + @"(?:the |on |as of |date of ){0,2}$|\b(?:effective|commencement) date[""')]* (?:means|shall mean) [^.;]{0,70}$|\bstart of term:? ?$", Options);

    static readonly Regex TakesEffect = new(
        @"\b(?:effective|in(?:to)? effect|in(?:to)? force|tritt|wirkung|entre en vigueur|prend effet|entrara en vigor|surte efectos|vigencia|"
        + @"efficacia|decorre|decorrenza|treedt|ingang|wchodzi w zycie|obowiazuje|inicio|entra em vigor)"
        + @"(?: as)?(?: of| from| on| am| ab| zum| mit| le| du| a partir du| a compter du| el| desde| dal| a partire| in werking| op| met| per| vanaf| "
        + @"z dniem| od| em| a partir de| the date of| the| this){0,4}[: ]*$", Options);

    static readonly Regex Begins = new(
        @"\b(?:commenc(?:e|es|ing)|begin(?:s|ning)?|start(?:s|ing)?|from|beginnt|commence|comienza|inizia|begint|rozpoczyna)"
        + @"(?: on| as of| from| effective| the| upon| am| ab| le| el| il| op| dnia){0,3} $", Options);

    static readonly Regex TermWords = new(
        @"\bterm\b|\bagreement\b|\bcontract\b|\bventure\b|\bperiod\b|\bvertrag|\bcontrat|\bduree\b|\bvigencia\b|\bdurata\b|\bovereenkomst\b|\bumow",
        Options);

    public static Finding? Effective(ContractText text, IReadOnlyList<WrittenDate> dates, Finding? agreement)
    {
        if (Best(text, dates, EffectiveScore) is { Score: >= 2 } best)
            return Of(best.Date, best.Score >= 4 ? 0.92 : best.Score >= 3 ? 0.8 : 0.6);
        return agreement is null ? null : agreement with { Confidence = Math.Max(0.3, agreement.Confidence - 0.2) };
    }

    static double EffectiveScore(ContractText text, WrittenDate date)
    {
        var before = text.Before(date.Span.Start, 160);
        var score = 0.0;
        if (DefinedEffective.IsMatch(text.After(date.Span.End, 60)))
            score = 5;
        else if (EffectiveIs.IsMatch(before))
            score = 4.5;
        else if (TakesEffect.IsMatch(before) && TermWords.IsMatch(before))
            score = 3.5;
        else if (Begins.IsMatch(before) && TermWords.IsMatch(before))
            score = 2.5;
        if (score > 0 && Other.IsMatch(before[Math.Max(0, before.Length - 40)..]))
            score -= 2;
        return score - (0.5 * date.Span.Start / text.Text.Length);
    }

    static readonly Regex Ends = new(
        @"\b(?:expir(?:e|es|ing)|expiration date|expiry date|termination date|end date|terminat(?:e|es|ing)|ends?|ending|until|through|thru|up to and including|"
        + @"endet|endend|befristet bis|bis|laufzeit bis|jusqu'au|expire|prend fin|echeance|hasta|finaliza|vence|fino al|scade|scadenza|tot en met|tot|"
        + @"eindigt|do dnia|do|ate|termina)[""')]*"
        + @"(?: on| as of| at| midnight| the| of| day| and including| including| zum| am| mit ablauf des| einschliesslich| le| el| il| op| is| shall be| means| "
        + @"close of business| at midnight| 11:59 p\.m\.| dia){0,5}[:, ]*$", Options);

    static readonly Regex To = new(@"(?:19|20)\d\d,? (?:to|through|until|-|and ending on|bis|au|al|a|tot) ?$", Options);

    static readonly Regex NotTheEnd = new(
        @"\bnotice\b|\bnot later than\b|\bon or before\b|\bpay|\bfiscal\b|\bquarter\b|\boption\b|\bright to\b|\binvoice\b|\bdeliver", Options);

    static readonly Regex WholeTerm = new(
        @"\bterm of (?:this|the)\b|\bthis (?:[a-z-]+ )?agreement\b|\binitial term\b|\bthe ""?term\b|\bterm:|\bexpir(?:ation|y) date\b|"
        + @"\bcontract period\b|\bcooperation term\b|\bin (?:full force and )?effect\b|\bvertrag\b|\bcontrat\b|\bcontrato\b|\bcontratto\b|"
        + @"\bovereenkomst\b|\bumowa\b|\bterms? of\b", Options);

    public static Finding? Expiration(ContractText text, IReadOnlyList<WrittenDate> dates)
    {
        var best = Best(text, dates, ExpirationScore);
        return best is { Score: >= 2 } b ? Of(b.Date, b.Score >= 4 ? 0.85 : b.Score >= 3 ? 0.75 : 0.5) : null;
    }

    static double ExpirationScore(ContractText text, WrittenDate date)
    {
        var before = text.Before(date.Span.Start, 240);
        if (!Ends.IsMatch(before) && !To.IsMatch(before))
            return 0;
        var score = 1.5;
        if (WholeTerm.IsMatch(before))
            score += 2;
        else if (TermWords.IsMatch(before))
            score += 1;
        if (before.Contains("expir", StringComparison.Ordinal) || before.Contains("until", StringComparison.Ordinal))
            score += 0.6;
        if (NotTheEnd.IsMatch(before[Math.Max(0, before.Length - 80)..]))
            score -= 1.5;
        return score - (0.3 * date.Span.Start / text.Text.Length);
    }

    static (WrittenDate Date, double Score)? Best(
        ContractText text, IEnumerable<WrittenDate> dates, Func<ContractText, WrittenDate, double> score)
    {
        (WrittenDate Date, double Score)? best = null;
        foreach (var date in dates)
        {
            var value = score(text, date);
            if (best is null || value > best.Value.Score)
                best = (date, value);
        }

        return best;
    }

    static Finding Of(WrittenDate date, double confidence) =>
        new(FieldValue.Of(date.Day), date.Span, date.Certain ? confidence : confidence * 0.7);
}
