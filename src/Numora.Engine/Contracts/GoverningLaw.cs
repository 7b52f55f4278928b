using System.Buffers;
using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>The law that the parties chose.</summary>
static class GoverningLaw
{
    /// <summary>How far before the name of a law the words lie that make it the contract's own.</summary>
    const int Reach = 320;

    /// <summary>The longest name of a law with the words before it: "by the internal substantive laws of".</summary>
    const int NameReach = 60;

    /// <summary>Off for a federation, whose parts have their own laws, and for a place that is not in the list.</summary>
    const double Doubt = 0.2;

    static readonly SearchValues<string> LawWords = Cue.Words(
        "law statutes recht gesetz loi droit ley derecho legislac legg legislaz diritto direito lei wetten "
        + "prawo prawa prawu prawem applica aplica");

    /// <summary>"laws of", "Recht der", "droit de la", "leyes de", "legge dello", "recht van", "lei de".</summary>
    static readonly Regex LawOf = new(
        @"^(?:laws?|statutes|rechts?|gesetzen?|lois?|droit|ley(?:es)?|derecho|legislacion|legg[ei]|diritto|legislazione|"
        + @"leis?|legislacao|wetten|prawem|prawu|prawa),? (?:(?:then )?in (?:force|effect) |applicable |prevailing |en vigueur )?"
        + @"(?:of|in|der|des|von|de|du|d'|del|della|dello|dell'|degli|van|da|do|dos)(?: |\b)|"
        + @"^(?:law|recht|applicable|applicabile|aplicable) ?: ?", Cue.Options, Cue.Timeout);

    /// <summary>"droit français", "diritto italiano", "prawu polskiemu".</summary>
    static readonly Regex LawNamedAfter = new(
        @"^(?:droit|loi|ley|legislacion|derecho|legge|diritto|lei|legislacao|direito|praw[oau]|prawem) (?<name>[a-z]+)\b",
        Cue.Options, Cue.Timeout);

    /// <summary>"governed by New York law", "unterliegt deutschem Recht", "is Nederlands recht".</summary>
    static readonly Regex LawNamedBefore = new(
        @"(?:\b(?:by|under|with|to|the|laws? of|of|dem|nach|unterliegt|gilt|findet|ist|ausschliesslich|het|naar|is)|[.;:])"
        + @" (?<name>(?:[a-z]+ ){0,2}[a-z]+) $", Cue.Options, Cue.Timeout);

    static readonly Regex Choice = Cue.Begins(
        """
        govern(?:ed|ing|s)?\b|construed\b|interpret|enforced\b|settled\b|applicable law\b|subject to\b|controlled\b|controlling law\b
        choice of law\b|reference to\b|in accordance with\b|pursuant to the laws?\b
        unterlieg|es gilt\b|anwendbar|anzuwenden\b|findet\b
        regi(?:e|es|s|ra)?\b|soumis|applicable\b
        se regira\b|somet|regid[oa]
        regolat|disciplinat|soggett
        beheerst|toepassing|toepasselijk|onderworpen
        regulad[oa]|rege-se\b|sujeit
        podlega|wlasciw
        """);

    static readonly Regex Governed = Cue.Whole(
        """
        governed|governs?|governing(?: law)?|construed|interpreted|(?:agreement|contract) (?:shall be |is )subject to
        unterliegt|es gilt|anwendbar|anwendbares recht
        regie?|soumise?|regira|regid[oa]|regolat[oa]|disciplinat[oa]|beheerst|toepassing|regulad[oa]|podlega
        """);

    /// <summary>Where a company was founded, or a law that is not the contract's.</summary>
    static readonly Regex Other = new(
        @"\b(?:organi[sz]ed|existing|incorporated|formed|chartered|established|registered|gegrundet|constituee|constituida|"
        + @"costituita)\b[^.;]{0,60}$|\b(?:conflicts?[ -]of[ -]|choice of |bankruptcy |securities |tax )$", Cue.Options, Cue.Timeout);

    static readonly Regex SameState = Cue.After("", @"(?:that|said|such) state\b");

    public static Finding? In(ContractText text)
    {
        Finding? best = null;
        foreach (var at in Cue.Places(text.Folded, LawWords))
        {
            if (at > 0 && char.IsLetter(text.Folded[at - 1]))
                continue;
            var from = text.After(at, NameReach);
            foreach (var of in LawOf.EnumerateMatches(from))
                best = Better(best, Score(text, at, JurisdictionAt(text, at + of.Length)));
            best = Better(best, Score(text, at, Adjective(text, at, LawNamedAfter.Match(from.ToString()))));
            var start = Math.Max(0, at - NameReach);
            best = Better(best, Score(text, at, Adjective(text, start, LawNamedBefore.Match(text.Folded[start..at]))));
        }

        return best;
    }

    static Finding? Better(Finding? one, Finding? other) =>
        other is not null && (one is null || other.Confidence > one.Confidence) ? other : one;

    static Finding? Score(ContractText text, int at, (string Name, Span Span, bool Doubtful)? law)
    {
        if (law is not { } found)
            return null;
        var before = Sentence(text.Before(at, Reach));
        var start = Math.Min(at, found.Span.Start);
        var clause = text.Folded.AsSpan(start, Math.Min(text.Folded.Length, Math.Max(at, found.Span.End) + 60) - start);
        if (Other.IsMatch(before) || !(Choice.IsMatch(before) || Choice.IsMatch(clause)))
            return null;
        var governed = Governed.IsMatch(before) || Governed.IsMatch(clause);
        var confidence = governed ? 0.97 : ContractNouns.Any.IsMatch(before) ? 0.75 : 0.6;
        return new(FieldValue.Of(found.Name), found.Span, found.Doubtful ? confidence - Doubt : confidence);
    }

    /// <summary>What of it belongs to the same sentence, with the heading of its section.</summary>
    static ReadOnlySpan<char> Sentence(ReadOnlySpan<char> before)
    {
        var end = before.LastIndexOf(". ");
        if (end < 0)
            return before;
        var heading = before[..end].EndsWith("law") || before[..end].EndsWith("recht");
        return heading ? before[Math.Max(0, end - 40)..] : before[(end + 2)..];
    }

    /// <summary>The first of the named laws that is not a federation's; then what follows it: "Ontario, Canada".</summary>
    static (string Name, Span Span, bool Doubtful)? JurisdictionAt(ContractText text, int at)
    {
        if (SameState.IsMatch(text.After(at, 20)))
            return NamedBefore(text, at);
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

    /// <summary>"entered into in the State of New Jersey … the laws of that State".</summary>
    static (string, Span, bool)? NamedBefore(ContractText text, int at)
    {
        var start = Math.Max(0, at - Reach);
        var named = text.Folded.LastIndexOf("state of ", at, at - start, StringComparison.Ordinal);
        return named >= 0 && Known(text.Folded, WordsFrom(text.Folded, named + 9, Jurisdictions.MaxWords), 0) is { } known
            ? (known.Law.Name, known.Span, known.Law.Federal)
            : null;
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
        if (i >= words.Count)
            return null;
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

    /// <summary>The jurisdiction at the end of the words that name a law.</summary>
    static (string, Span, bool)? Adjective(ContractText text, int offset, Match m)
    {
        if (!m.Success)
            return null;
        var group = m.Groups["name"];
        var end = offset + group.Index + group.Length;
        var name = group.Value;
        while (name.Length > 0)
        {
            if ((Jurisdictions.OfAdjective(name) ?? Jurisdictions.Find(name)) is { } law && char.IsLetter(text.Text[end - 1]))
                return (law.Name, new(end - name.Length, end), law.Federal);
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
