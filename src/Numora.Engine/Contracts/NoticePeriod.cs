using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>How early a party must say that it will not go on: by not renewing, else by terminating without cause.</summary>
static class NoticePeriod
{
    const int MinDays = 5;

    const int MaxDays = 800;

    const double Least = 2;

    static readonly Regex NoRenewal = Cue.Begins(
        """
        not to (?:be )?(?:so )?(?:renew|extend)|non-? ?renew|not (?:be )?renew|not wish to renew|wishing to renew\b
        intent(?:ion)? (?:to terminate|not to|to not)|desires? (?:to terminate|not to)
        (?:end|expiration|expiry|conclusion) of (?:the|any|each|a|its|such) (?:then|initial|original|term|current|renewal)
        (?:end|expiration|expiry|conclusion) of (?:the|any|each|a|its|such) (?:applicable|relevant)
        anniversary\b|expiry date\b|automatic(?:ally)? [a-z ]{0,12}renew|unless [^.;]{0,60}(?:notice|notif)
        terminates? the [^.;]{0,40}\bnotification\b
        verlanger[^.;]{0,120}(?:kundig|gekundigt|frist)|zum ende der (?:laufzeit|vertragslaufzeit)
        (?:reconduc|renouvel|prorrog|rinnov|verleng)
        """);

    static readonly Regex Convenience = new(
        @"\b(?:terminat|cancel)[^.;]{0,120}(?:without (?:any )?cause|for any reason|at any time|for convenience|at will|non-cause|"
        + "of any penalty|"
        + @"for no reason|in its (?:sole )?discretion)|"
        + @"(?:without (?:any )?cause|for any reason|at any time|for convenience|of any penalty)[^.;]{0,120}\b(?:terminat|cancel)",
        Cue.Options, Cue.Timeout);

    static readonly Regex Terminates = Cue.Begins(
        """
        terminat|cancel
        kundig|gekundigt
        resili|denonc
        rescind|resolver\b|resuelt|desist
        recesso\b|recedere\b|disdett
        opgezegd|opzeg
        wypowie|rozwiaz
        denuncia|denunciar
        """);

    static readonly Regex Notice = Cue.Begins(
        """
        notice\b|notif|written notification
        kundigungsfrist\b|frist\b
        preavis\b
        preaviso\b|aviso|antelacion\b
        preavviso\b
        opzegtermijn\b
        okresu? wypowiedzenia\b|wypowiedz
        pre-aviso\b|antecedencia\b
        """);

    static readonly Regex ForCause = Cue.Begins(
        """
        breach|default|cured?\b|remed|bankrupt|insolven|fail|violat|insurance\b|modification\b|force majeure|change of control
        dispute|pay(?:ment)?\b|invoice|audit|deliver|arbitrat|wesentlich|wichtigem grund|manquement|incumpl|inadempi
        """);

    static readonly Regex ToTheEnd = Cue.After(
        "'?[^.;]{0,25}?", "prior|before|notice|advance|vor |avant|antes|prima|voor|przed|zum|d'anticip|wypowiedz");

    static readonly Regex IsTerm = Cue.After("'?s? ", @"(?:terms?|periods?|renewal|extension|increments?)\b");

    public static Finding? In(ContractText text, IReadOnlyList<WrittenDuration> durations) =>
        WrittenDurations.Best(text, durations.Where(d => d.Days is >= MinDays and <= MaxDays), Score, Least);

    /// <summary>"… days prior to the end", but not "… years unless notice is given".</summary>
    public static bool BeforeTheEnd(ReadOnlySpan<char> after)
    {
        var unless = after.IndexOf("unless", StringComparison.Ordinal);
        return ToTheEnd.IsMatch(unless < 0 ? after : after[..unless]);
    }

    static double Score(ContractText text, WrittenDuration d)
    {
        var before = Clauses.Before(text, d.Span.Start, 260);
        var after = text.After(d.Span.End, 60);
        var ends = BeforeTheEnd(after);
        if (!ends && !Notice.IsMatch(before))
            return 0;
        var start = d.Span.Start - before.Length;
        var clause = text.Folded.AsSpan(start, d.Span.End - start + Clauses.After(text, d.Span.End, 200).Length);
        var renewal = NoRenewal.IsMatch(clause);
        var free = Convenience.IsMatch(clause);
        var score = renewal ? 2.5
            : free ? 2
            : Terminates.IsMatch(clause) ? 1.5
            : Terminates.IsMatch(text.Before(d.Span.Start, 260)) ? 1 : 0;
        if (ends || Notice.IsMatch(before.Near(60)))
            score += 1;
        if (IsTerm.IsMatch(after))
            score -= 2;
        if (ForCause.IsMatch(clause))
            score -= renewal || free ? 0.7 : 1.8;
        return score;
    }
}
