using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>The law that the parties chose.</summary>
static class GoverningLaw
{
    const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>How far before the name of a law the words lie that make it the contract's own.</summary>
    const int Reach = 320;

    /// <summary>"laws of", "law of", "Recht der", "droit de la", "leyes de", "legge dello", "recht van", "lei de", "prawu".</summary>
    static readonly Regex LawOf = new(
        @"\b(?:laws?|statutes|rechts?|gesetzen?|lois?|droit|ley(?:es)?|derecho|legislacion|legg[ei]|diritto|legislazione|"
        + @"lei|leis|legislacao|wetten|prawem|prawu|prawa),? (?:in force |applicable |en vigueur )?"
        + @"(?:of|in|der|des|von|de|du|d'|del|della|dello|dell'|degli|van|da|do|dos)(?: |\b)", Options);

    /// <summary>"Delaware law", "English law", "deutschem Recht", "droit français", "diritto italiano", "Nederlands recht".</summary>
    static readonly Regex NamedLaw = new(
        @"\b(?:by|under|with|to|the|laws? of|dem|nach|unterliegt|gilt|het|naar|podlega)"
        + @" (?<before>(?:[a-z]+ ){0,2}?[a-z]+) (?:laws?|rechts?|recht)\b|"
        + @"\b(?:droit|loi|ley|legislacion|derecho|legge|diritto|lei|legislacao|direito|prawu|prawo|prawa|prawem)"
        + @" (?<after>[a-z]+)\b", Options);

    static readonly Regex Choice = new(
        @"\bgovern(?:ed|ing|s)?\b|\bconstrued\b|\binterpret|\benforced\b|\bsettled\b|\bapplicable law\b|\bsubject to\b|"
        + @"\bcontrolled\b|\bcontrolling law\b|\bchoice of law\b|\breference to\b|\bin accordance with\b|\bpursuant to the laws?\b|"
        + @"\bunterlieg|\bes gilt\b|\banwendbar|\banzuwenden\b|\bfindet\b|\bregi(?:e|es|s|ra)?\b|\bsoumis|\bapplicable\b|"
        + @"\bse regira\b|\bsomet|\bregid[oa]|\bregolat|\bdisciplinat|\bsoggett|\bbeheerst|\btoepassing|\btoepasselijk|"
        + @"\bregulad[oa]|\brege-se\b|\bsujeit|\bpodlega|\bwlasciw", Options);

    static readonly Regex Govern = new(
        @"\bgoverned\b|\bgoverning law\b|\bconstrued\b|\binterpreted\b|\bunterliegt\b|\bregi\b|\bregolato\b|\bbeheerst\b|\bpodlega\b",
        Options);

    /// <summary>Where a company was founded, not what the parties chose.</summary>
    static readonly Regex Founded = new(
        @"\b(?:organi[sz]ed|existing|incorporated|formed|chartered|established|registered|gegrundet|constituee|constituida|"
        + @"costituita)\b[^.;]{0,60}$|\bconflicts?[ -]of[ -]$|\bchoice of $|\bbankruptcy $|\bsecurities $|\btax $", Options);

    public static Finding? In(ContractText text)
    {
        Finding? best = null;
        foreach (var m in LawOf.EnumerateMatches(text.Folded))
            best = Better(best, Score(text, m.Index, JurisdictionAt(text, m.Index + m.Length)));
        foreach (Match m in NamedLaw.Matches(text.Folded))
            best = Better(best, Score(text, m.Index, Adjective(text, m)));
        return best;
    }

    static Finding? Better(Finding? one, Finding? other) =>
        other is not null && (one is null || other.Confidence > one.Confidence) ? other : one;

    static Finding? Score(ContractText text, int at, (string Name, Span Span, bool Federal)? law)
    {
        if (law is not { } found)
            return null;
        var before = Sentence(text.Before(at, Reach));
        if (Founded.IsMatch(before) || !Choice.IsMatch(before + text.Folded[at..Math.Min(text.Folded.Length, found.Span.End + 60)]))
            return null;
        var confidence = Govern.IsMatch(before) ? 0.97 : 0.75;
        if (!before.Contains("agreement", StringComparison.Ordinal) && !Govern.IsMatch(before))
            confidence -= 0.15;
        if (found.Federal)
            confidence -= 0.3;
        return new(FieldValue.Of(found.Name), found.Span, confidence);
    }

    /// <summary>What of it belongs to the same sentence; abbreviations may cut it short, which costs only reach.</summary>
    static string Sentence(string before)
    {
        var end = before.LastIndexOf(". ", StringComparison.Ordinal);
        if (end < 0)
            return before;
        // A heading such as "12.1 Governing Law. " is the best cue there is: keep it.
        var heading = before.LastIndexOf("law. ", StringComparison.Ordinal);
        return heading >= 0 && heading + 3 == end ? before[Math.Max(0, end - 40)..] : before[(end + 2)..];
    }

    /// <summary>The first of the named laws that is not a federation's; then what follows it: "Ontario, Canada".</summary>
    static (string Name, Span Span, bool Federal)? JurisdictionAt(ContractText text, int at)
    {
        (Jurisdiction Law, Span Span)? first = null;
        var words = WordsFrom(text.Folded, at, 24);
        for (var i = 0; i < words.Count; i++)
        {
            if (Known(text.Folded, words, i) is not { } known)
            {
                if (first is null && !IsFiller(text.Folded[words[i].Start..words[i].End]))
                    return Unknown(text, words[i].Start);
                if (first is not null && !IsBridge(text.Folded[words[i].Start..words[i].End]))
                    break;
                continue;
            }

            if (!known.Law.Federal)
                return WithCountry(text, known.Law, known.Span);
            first ??= (known.Law, known.Span);
            i += known.Words - 1;
        }

        return first is { } found ? (found.Law.Name, found.Span, true) : null;
    }

    static (string, Span, bool) WithCountry(ContractText text, Jurisdiction law, Span span)
    {
        if (text.After(span.End, 2) is not ", ")
            return (law.Name, span, false);
        var words = WordsFrom(text.Folded, span.End + 2, 3);
        var next = words.Count > 0 ? Known(text.Folded, words, 0) : null;
        return next is { Law.Federal: true } country && country.Law.Name != "United States"
            ? ($"{law.Name}, {country.Law.Name}", span.Union(country.Span), false)
            : (law.Name, span, false);
    }

    static (Jurisdiction Law, Span Span, int Words)? Known(string folded, List<Span> words, int i)
    {
        for (var count = Math.Min(Jurisdictions.MaxWords, words.Count - i); count > 0; count--)
        {
            var span = new Span(words[i].Start, words[i + count - 1].End);
            if (Jurisdictions.Find(folded[span.Start..span.End]) is { } law)
                return (law, span, count);
        }

        return null;
    }

    /// <summary>A place that is not in the list is taken as it is printed, e.g. "Mauritius".</summary>
    static (string, Span, bool)? Unknown(ContractText text, int at)
    {
        var end = at;
        foreach (var word in WordsFrom(text.Folded, at, 3))
        {
            if (!char.IsUpper(text.Text[word.Start]))
                break;
            end = word.End;
            if (end < text.Text.Length && text.Text[end] is ',' or '.' or ';')
                break;
        }

        return end - at > 3 && text.After(at, 4) is not ("sect" or "arti") ? (text.Text[at..end], new(at, end), true) : null;
    }

    static bool IsFiller(string word) => word is "the" or "state" or "states" or "commonwealth" or "province" or "of"
        or "republic" or "kingdom" or "internal" or "applicable" or "country" or "territory" or "der" or "die" or "das"
        or "la" or "le" or "les" or "el" or "los" or "il" or "lo" or "republik" or "de" or "del" or "het" or "a" or "o"
        or "stato" or "estado" or "canton" or "kanton" or "federal";

    /// <summary>Between a federation and its part: "the United States and of the State of Texas".</summary>
    static bool IsBridge(string word) => IsFiller(word) || word is "and" or "laws" or "law" or "in" or "und" or "et";

    static (string, Span, bool)? Adjective(ContractText text, Match m)
    {
        var group = m.Groups["before"].Success ? m.Groups["before"] : m.Groups["after"];
        var name = group.Value;
        while (name.Length > 0)
        {
            if ((Jurisdictions.OfAdjective(name) ?? Jurisdictions.Find(name)) is { } law)
                return (law.Name, new(group.Index + group.Length - name.Length, group.Index + group.Length), law.Federal);
            var blank = name.IndexOf(' ', StringComparison.Ordinal);
            name = blank < 0 ? "" : name[(blank + 1)..];
        }

        return null;
    }

    static List<Span> WordsFrom(string folded, int at, int count)
    {
        var words = new List<Span>();
        while (words.Count < count && at < folded.Length)
        {
            while (at < folded.Length && folded[at] is ' ' or '(' or '"' or ',')
                at++;
            var end = at;
            while (end < folded.Length && folded[end] is not (' ' or ')' or '"' or ',' or ';'))
                end++;
            if (end == at)
                break;
            var closed = folded[end - 1] is '.' or ':' && folded.AsSpan(at, end - at - 1).IndexOf('.') < 0;
            words.Add(new(at, closed ? end - 1 : end));
            if (closed && end < folded.Length)
                break;
            at = end;
        }

        return words;
    }
}
