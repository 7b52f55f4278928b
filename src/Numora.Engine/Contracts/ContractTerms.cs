using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>How long a contract runs, by how much it renews, and how early one must say no.</summary>
static class ContractTerms
{
    const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    static readonly Regex TermOf = new(
        @"\b(?:initial|original|primary|first|basic|contract|cooperation) (?:term|period)\b|\bterm of (?:this|the)\b|\bterm hereof\b|"
        + @"\bthis [a-z ]{0,30}(?:agreement|contract) (?:shall|will|is|becomes?|commences?|begins?|remains?|continues?)\b|"
        + @"\bthe ""?term""?\b|\bagreement term:|\bterm: |\bremain in (?:full )?(?:force|effect)\b|\bcontinue in (?:full )?(?:force|effect)\b|\bin effect\b|"
        + @"\blaufzeit\b|\bfestgeschlossen\b|\bvertragsdauer\b|\bduree\b|\bconclu pour\b|\bduracion\b|\bvigencia\b|\bdurata\b|\blooptijd\b|\bduur\b|"
        + @"\bokres\b|\bduracao\b|\bvigora", Options);

    static readonly Regex Runs = new(
        @"\b(?:for|be|is|of|auf|von|de|di|per|voor|na|por|until)\b[^.;]{0,50}$", Options);

    static readonly Regex DefinesTerm = new(
        @"^[^.]{0,90}(?:\((?:the |collectively,? )?""?(?:initial |original )?(?:term|period)|following the|^ ?from |from the (?:date|effective)|"
        + @"from (?:the )?date|commencing|beginning|as of the effective|thereafter|unless (?:sooner|earlier|terminated))", Options);

    static readonly Regex NotTerm = new(
        @"\bnotice\b|\bprior\b|\bafter (?:the )?(?:expir|terminat)|\bfollowing (?:the )?(?:expir|terminat)|\bterminat(?:ion|e|ed) (?:of|upon|by|on)\b|"
        + @"\bwithin\b|\brenew|\bsuccessive\b|\bextend|\bcure\b|\bconfidential|\bbreach|\bkundigung|\bpreavis\b|\bpreaviso\b|\bpreavviso\b|"
        + @"\bopzegtermijn\b|\bwypowiedz|\bverlanger|\bpayment\b|\binvoice|\baudit|\bwarrant|\bevery\b|\binsurance\b|\bat least\b(?: [a-z]+){0,3} $", Options);

    static readonly Regex SurvivesTerm = new(@"^[^.;]{0,12}(?:prior|after|following (?:the )?(?:expir|termin)|before|notice)", Options);

    static readonly Regex Renewal = new(
        @"\brenew|\bsuccessive\b|\bextension|\bextended?\b|\badditional (?:terms?|periods?|one|two|three|five|\d)|\bverlanger|\breconduc|\brenouvel|\bprorrog|"
        + @"\brenova|\brinnov|\bprorog|\bverlengd|\bverlenging|\bprzedluz", Options);

    static readonly Regex NotRenewal = new(
        @"\bnotice\b|\bnotif|\bprior to\b|\bbefore\b|\bat least\b|\bno (?:less|later)\b|\bnot less than\b|\bwithin\b|\bfrist\b|\bpreavis\b|\bwarranty\b|\boption to purchase\b|\bpayment\b",
        Options);

    static readonly Regex BeforeTheEnd = new(
        @"^'?[^.;]{0,25}(?:prior|before|notice|advance|vor |avant|antes|prima|voor|przed|zum|d'anticip|wypowiedz)", Options);

    static readonly Regex Yearly = new(
        @"\bsuccessive annual (?:terms?|periods?)\b|\bautomatic annual renewal|\b(?:from )?year[- ]to[- ]year\b|\brenew(?:ed|s|able)?[^.;]{0,40} (?:annually|every year|each year|yearly)\b|"
        + @"\bannual renewal|\bconsecutive annual (?:terms?|periods?)|\bsuccessive yearly\b|\badditional annual (?:terms?|periods?)", Options);

    static readonly Regex NoRenewal = new(
        @"\bnot to (?:be )?(?:so )?(?:renew|extend)|\bnon-? ?renew|\bnot (?:be )?renew|\bno longer\b|\bnot wish to renew|\bintention to (?:terminate|not renew)|"
        + @"\bintent to (?:terminate|not)|\bwishing to renew\b|\bdesire to (?:terminate|not)|\bend of (?:the|any|each|a|its) (?:then|initial|original|term|current|renewal|applicable)|"
        + @"\bexpir(?:ation|y) of (?:the|any|each|its) (?:then|initial|original|term|current|renewal|relevant|applicable)|\banniversary\b|"
        + @"\bterminates? the [^.;]{0,40}\bnotification\b|\bexpiry date\b|\bautomatic(?:ally)? [a-z ]{0,12}renew|\bunless [^.;]{0,60}(?:notice|notif)", Options);

    static readonly Regex Convenience = new(
        @"\bterminat[^.;]{0,120}(?:without cause|for any reason|at any time|for convenience|with or without|at will|for non-cause|in its (?:sole )?discretion)|"
        + @"(?:without cause|for any reason|at any time|for convenience)[^.;]{0,120}terminat|\bcancel(?:l?ed|l?able)? [^.;]{0,40}at any time", Options);

    static readonly Regex Terminate = new(
        @"\bterminat|\bkundig|\bgekundigt|\bresili|\brescind|\bresolver\b|\bdesist|\brecesso\b|\brecedere\b|\bdisdett|\bopgezegd|\bopzeg|\bwypowie|\bdenuncia|\bcancel", Options);

    static readonly Regex NoticeWords = new(
        @"\bnotice\b|\bnotif|\bkundigungsfrist\b|\bfrist\b|\bpreavis\b|\bpreaviso\b|\bpreavviso\b|\bopzegtermijn\b|\bokresu? wypowiedzenia\b|\bwypowiedz|"
        + @"\baviso previo\b|\bantelacion\b|\bantecedencia\b|\baviso\b", Options);

    static readonly Regex IsTerm = new(@"^'?s? (?:terms?|periods?|renewal|extension|increments?)\b", Options);

    static readonly Regex ForCause = new(
        @"\bbreach|\bdefault|\bcure|\bremed|\bbankrupt|\binsolven|\bfail|\bviolat|\binsurance\b|\bcancellation, modification|\bforce majeure|\bcontrol\b|"
        + @"\bdispute|\bpay(?:ment)?\b|\binvoice|\baudit|\bassign", Options);

    public static Finding? Initial(ContractText text, IReadOnlyList<WrittenDuration> durations) =>
        Best(text, durations.Where(d => d.Days >= 28), InitialScore, least: 2);

    static double InitialScore(ContractText text, WrittenDuration d)
    {
        var before = Clause(text.Before(d.Span.Start, 200));
        var near = before[Math.Max(0, before.Length - 60)..];
        var after = text.After(d.Span.End, 130);
        var score = 0.0;
        if (TermOf.IsMatch(before))
            score += 1.5;
        if (Runs.IsMatch(near))
            score += 0.7;
        if (DefinesTerm.IsMatch(after))
            score += 1;
        if (after.IndexOf("initial term", StringComparison.Ordinal) is >= 0 and < 60)
            score += 1;
        if (NotTerm.IsMatch(near))
            score -= 2;
        if (SurvivesTerm.IsMatch(after))
            score -= 2;
        return score - (0.3 * d.Span.Start / text.Text.Length);
    }

    public static Finding? RenewalTerm(ContractText text, IReadOnlyList<WrittenDuration> durations)
    {
        var written = Best(text, durations.Where(d => d.Days >= 28), RenewalScore, least: 1.5);
        if (written is { Confidence: > 0.7 })
            return written;
        var yearly = Yearly.Match(text.Folded);
        return yearly.Success
            ? new(FieldValue.Of("1 year"), new(yearly.Index, yearly.Index + yearly.Length), 0.75)
            : written;
    }

    static double RenewalScore(ContractText text, WrittenDuration d)
    {
        var before = Clause(text.Before(d.Span.Start, 160));
        var near = before[Math.Max(0, before.Length - 60)..];
        var printed = text.Folded[d.Span.Start..d.Span.End];
        var after = text.After(d.Span.End, 60);
        var score = 0.0;
        if (Renewal.IsMatch(near) || Renewal.IsMatch(printed))
            score += 2;
        else if (Renewal.IsMatch(before) || Renewal.IsMatch(after))
            score += 1;
        if (Renewal.IsMatch(before) && before.Contains("automatic", StringComparison.Ordinal))
            score += 0.7;
        if (NotRenewal.IsMatch(near))
            score -= 2;
        if (BeforeTheEnd.IsMatch(UntilUnless(after)))
            score -= 2;
        if (!TermWord(before) && !TermWord(after))
            score -= 1;
        return score;
    }

    static string UntilUnless(string after)
    {
        var unless = after.IndexOf("unless", StringComparison.Ordinal);
        return unless < 0 ? after : after[..unless];
    }

    static bool TermWord(string near) => near.Contains("term", StringComparison.Ordinal)
        || near.Contains("period", StringComparison.Ordinal) || near.Contains("agreement", StringComparison.Ordinal)
        || near.Contains("contra", StringComparison.Ordinal) || near.Contains("vertrag", StringComparison.Ordinal)
        || near.Contains("overeenkomst", StringComparison.Ordinal) || near.Contains("umow", StringComparison.Ordinal);

    public static Finding? Notice(ContractText text, IReadOnlyList<WrittenDuration> durations) =>
        Best(text, durations.Where(d => d.Days is >= 5 and <= 800), NoticeScore, least: 2);

    static double NoticeScore(ContractText text, WrittenDuration d)
    {
        var before = text.Before(d.Span.Start, 260);
        var after = text.After(d.Span.End, 200);
        var clause = Clause(before) + " " + text.Folded[d.Span.Start..d.Span.End] + FirstClause(after);
        if (!NoticeWords.IsMatch(clause) && !BeforeTheEnd.IsMatch(after))
            return 0;
        var score = 0.0;
        if (NoRenewal.IsMatch(clause))
            score += 2.5;
        else if (Convenience.IsMatch(clause))
            score += 2;
        else if (Terminate.IsMatch(clause))
            score += 1.5;
        if (BeforeTheEnd.IsMatch(UntilUnless(after)))
            score += 1;
        if (IsTerm.IsMatch(after))
            score -= 2;
        if (ForCause.IsMatch(clause))
            score -= NoRenewal.IsMatch(clause) ? 0.7 : 1.8;
        return score;
    }

    /// <summary>What belongs to the same sentence or point.</summary>
    static string Clause(string before)
    {
        var end = Math.Max(before.LastIndexOf(". ", StringComparison.Ordinal), before.LastIndexOf("; ", StringComparison.Ordinal));
        return end < 0 ? before : before[(end + 2)..];
    }

    static string FirstClause(string after)
    {
        var end = after.AsSpan().IndexOfAny(";.");
        while (end >= 0 && end + 1 < after.Length && after[end + 1] != ' ')
            end = after.AsSpan(end + 1).IndexOfAny(";.") is var next and >= 0 ? end + 1 + next : -1;
        return end < 0 ? after : after[..end];
    }

    static Finding? Best(
        ContractText text, IEnumerable<WrittenDuration> durations, Func<ContractText, WrittenDuration, double> score, double least)
    {
        (WrittenDuration Duration, double Score)? best = null;
        foreach (var d in durations)
        {
            var value = score(text, d);
            if (value >= least && (best is null || value > best.Value.Score))
                best = (d, value);
        }

        return best is { } b ? new(b.Duration.Value, b.Duration.Span, b.Score >= least + 1 ? 0.85 : 0.65) : null;
    }
}
