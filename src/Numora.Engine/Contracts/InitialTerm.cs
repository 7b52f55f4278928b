using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>How long the contract runs at first.</summary>
static class InitialTerm
{
    /// <summary>Shorter times are notices and payment terms.</summary>
    const int MinDays = 28;

    const double Least = 2;

    static readonly Regex Term = Cue.Begins(
        """
        (?:initial|original|primary|first|basic|contract|cooperation|exclusivity|fixed) (?:term|period|duration)\b
        term of (?:this|the)\b|term hereof\b|the "?term"?\b|agreement term:|term: |duration of (?:this|the)\b
        this [a-z -]{0,40}(?:agreement|contract|lease) (?:shall|will|is|becomes?|commences?|begins?|remains?|continues?)\b
        (?:remain|continue)s? (?:in (?:full )?(?:force|effect)|for)\b|in effect\b
        laufzeit|vertragsdauer|vertragslaufzeit|mietzeit|fest geschlossen|festgeschlossen|befristet
        duree|conclue? pour
        duracion|vigencia|plazo
        durata
        looptijd|duur|aangegaan voor
        na okres|okres obowiazywania|czas oznaczony
        duracao|prazo|vigora
        """);

    static readonly Regex Runs = new(
        @"\b(?:for|be|is|of|auf|von|betragt|est|de|es|di|per|van|voor|na|okres|por|e)\b[^.;]{0,50}$", Cue.Options, Cue.Timeout);

    static readonly Regex Defines = Cue.After(
        "[^.]{0,90}?",
        """
        \((?:the |collectively,? )?"?(?:initial |original )?(?:term|period)
        following the|from the (?:date|effective)|from (?:the )?date|commencing|beginning|as of the effective|thereafter
        unless (?:sooner|earlier|terminated)
        """);

    static readonly Regex DefinesAtOnce = Cue.After("", " from |s? from ");

    static readonly Regex Named = Cue.After("[^.]{0,50}?", "initial term");

    static readonly Regex Other = Cue.Begins(
        """
        notice\b|prior\b|within\b|renew|successive\b|extend|cure\b|confidential|breach|payment\b|invoice|audit|warrant|every\b
        insurance\b|at least(?: [a-z]+){0,3} $|each\b|option
        (?:after|following) (?:the |such |any )?(?:expir|terminat)|terminat(?:ion|e|ed) (?:of|upon|by|on)\b|survive
        kundigung|frist\b|verlanger|preavis\b|preaviso\b|preavviso\b|opzegtermijn\b|wypowiedz|verleng|prorrog|reconduc|tacit
        """);

    static readonly Regex Survives = Cue.After("[^.;]{0,14}?", "prior|after|following (?:the )?(?:expir|termin)|before|notice");

    public static Finding? In(ContractText text, IReadOnlyList<WrittenDuration> durations) =>
        WrittenDurations.Best(text, durations.Where(d => d.Days >= MinDays), Score, Least);

    static double Score(ContractText text, WrittenDuration d)
    {
        var before = Clauses.Before(text, d.Span.Start, 200);
        var near = before.Near(60);
        var after = text.After(d.Span.End, 130);
        var score = Term.IsMatch(before) ? 1.5 : 0;
        if (Runs.IsMatch(near))
            score += 0.7;
        if (Defines.IsMatch(after) || DefinesAtOnce.IsMatch(after))
            score += 1;
        if (before.EndsWith("term: "))
            score += 1;
        if (Named.IsMatch(after))
            score += 1;
        if (Other.IsMatch(near))
            score -= 2;
        if (Survives.IsMatch(after))
            score -= 2;
        return score - (0.15 * d.Span.Start / text.Text.Length);
    }
}
