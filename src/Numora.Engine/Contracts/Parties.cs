using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>The parties of a contract: from "between … and …", else from the labels, definitions or signatures.</summary>
static class Parties
{
    /// <summary>Cover, contents and preamble lie within so many characters.</summary>
    const int Head = 20_000;

    /// <summary>The longest preamble.</summary>
    const int MaxPreamble = 5_000;

    const int MaxParties = 12;

    /// <summary>How often "between" is tried.</summary>
    const int MaxAnchors = 40;

    const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>What may stand before a name in a list of parties.</summary>
    static readonly Regex Filler = new(
        "^(?:[ ,;:.\"'-]+|\\(?(?:[0-9]{1,2}|[a-c]|i{1,3}|iv|v)[).] |and |und |et |y |ed? |en |oraz |i |as well as |sowie |"
        + "on the one (?:hand|part),? |on the other (?:hand|part),? |the company |(?:first|second) part(?:y|ies)|"
        + "part(?:y|ie|ei) [a-d12][:,]? |between |by |parties to this agreement |(?:mr|mrs|ms|messrs)\\. |der firma |der |die |dem |den |"
        + "la societe |la sociedad |la empresa |la societa |de besloten vennootschap |de vennootschap |a sociedade |spolka |firma )",
        Options);

    /// <summary>"professional golfer, TOM WATSON": only before the first name, where nothing else can be meant.</summary>
    static readonly Regex Trade = new("^(?:[a-z]+,? ){1,4}", Options);

    static readonly Regex Separator = new(
        @"[;,]? ?(?:and|und|et|y|e|ed|en|oraz|i|sowie|&)(?: |$)|; ?|, ", Options);

    public static Finding? In(ContractText text)
    {
        var best = new List<PartyName>();
        var bestScore = 0.0;
        var head = text.Folded[..Math.Min(Head, text.Folded.Length)];
        var anchors = 0;
        foreach (var anchor in PartyCues.Between.EnumerateMatches(head))
        {
            if (++anchors > MaxAnchors)
                break;
            var names = Preamble(text, anchor.Index + anchor.Length);
            var score = Score(text, anchor.Index, names);
            if (score > bestScore)
                (best, bestScore) = (names, score);
        }

        if (best.Count == 1 && PartyLists.Labelled(text).Where(n => Key(text[n.Span]) != Key(text[best[0].Span])).ToList() is [var other])
            (best, bestScore) = ([best[0], other], 1);
        if (bestScore < 1)
        {
            foreach (var names in (List<PartyName>[])[PartyLists.Opening(text), PartyLists.Labelled(text), PartyLists.Signatures(text)])
            {
                var score = Score(text, 0, names) - 0.2;
                if (score > bestScore)
                    (best, bestScore) = (names, score);
            }
        }

        return best.Count == 0 ? null : Finding(text, best, bestScore);
    }

    static Finding Finding(ContractText text, List<PartyName> parties, double score)
    {
        var names = parties.Select(p => Printed(text[p.Span])).DistinctBy(Key).ToArray();
        var confidence = names.Length < 2 ? 0.45 : Math.Clamp(0.45 + (0.25 * score), 0.4, 0.95);
        return new(FieldValue.Of(names), parties.Select(p => p.Span).Aggregate((a, b) => a.Union(b)), confidence);
    }

    static string Printed(string name) => name.Replace("<<", "", StringComparison.Ordinal)
        .Replace(">>", "", StringComparison.Ordinal).Replace("«", "", StringComparison.Ordinal)
        .Replace("»", "", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal).Trim();

    static string Key(string name) => string.Concat(ContractText.Fold(name).Where(char.IsLetterOrDigit));

    /// <summary>0 for no parties, 2 and more for two or more well described ones in a sentence that names the contract.</summary>
    static double Score(ContractText text, int at, List<PartyName> names)
    {
        if (names.Count == 0)
            return 0;
        var evidence = names.Average(n => n.Evidence);
        var before = text.Before(at, 400);
        var named = ContractNouns.Any.IsMatch(before) ? 0.4 : 0;
        return (names.Count >= 2 ? 1 : 0.2) + evidence - 0.4 + named - (at > Head / 2 ? 0.2 : 0);
    }

    static List<PartyName> Preamble(ContractText text, int at)
    {
        var window = text.After(at, MaxPreamble);
        var end = PartyCues.End.Match(window);
        var limit = at + (end.Success ? end.Index : window.Length);
        var joined = List(text, at, limit, joinAnd: true);
        return joined.Count >= 2 ? joined : List(text, at, limit, joinAnd: false);
    }

    public static List<PartyName> List(ContractText text, int at, int limit, bool joinAnd)
    {
        var names = new List<PartyName>();
        at = SkipFiller(text, at, limit);
        if (at < limit && !StartsName(text, at))
            at = SkipFiller(text, at + Trade.Match(text.After(at, 50)).Length, limit);
        if (PartyNames.At(text, at, limit, joinAnd) is not { } first)
            return names;
        names.Add(first);
        while (names.Count < MaxParties && Next(text, names[^1], limit, joinAnd) is { } next)
            names.Add(next);
        return names;
    }

    static int SkipFiller(ContractText text, int at, int limit)
    {
        for (var i = 0; i < 8 && at < limit && !StartsName(text, at); i++)
        {
            var filler = Filler.Match(text.After(at, 60));
            if (!filler.Success)
                break;
            at += filler.Length;
        }

        return at;
    }

    /// <summary>A capital or a digit, but not "(1)" or "AND".</summary>
    static bool StartsName(ContractText text, int at)
    {
        if (!PartyNames.CanStart(text, at))
            return false;
        var after = text.After(at, 20);
        return !after.StartsWith("and ", StringComparison.Ordinal) && !after.StartsWith("between ", StringComparison.Ordinal)
            && !after.StartsWith("party ", StringComparison.Ordinal) && !after.StartsWith("parties ", StringComparison.Ordinal)
            && !after.StartsWith("und ", StringComparison.Ordinal)
            && !(char.IsDigit(after[0]) && after.Length > 1 && after[1] is '.' or ')');
    }

    /// <summary>From the end of one party to the next: past its address and definition.</summary>
    static PartyName? Next(ContractText text, PartyName last, int limit, bool joinAnd)
    {
        var (depth, at) = (0, last.Span.End);
        while (at < limit)
        {
            var c = text.Folded[at];
            depth = c switch { '(' => depth + 1, ')' => Math.Max(0, depth - 1), _ => depth };
            if (depth == 0 && c is ' ' or ',' or ';')
            {
                var from = c is ' ' ? at + 1 : at;
                var separator = Separator.Match(text.After(from, 12));
                if (separator.Success && separator.Index == 0
                    && Accepted(text, last, at, from, separator.Length, limit, joinAnd) is { } next)
                    return next;
            }

            at++;
        }

        return null;
    }

    static PartyName? Accepted(
        ContractText text, PartyName last, int at, int from, int length, int limit, bool joinAnd)
    {
        var separator = text.Folded.Substring(from, Math.Min(length, text.Folded.Length - from));
        var start = SkipFiller(text, from + length, limit);
        if (start >= limit || PartyNames.At(text, start, limit, joinAnd) is not { } name)
            return null;
        if (text[last.Span].EndsWith(text[name.Span], StringComparison.Ordinal))
            return null; // the second half of a name that has an "and" in it
        var defined = text.Before(at, 1) is ")" or "\"" || text.Before(at, 2) is ")," or "\"," or "),";
        var direct = at <= last.Span.End + 1;
        var strong = separator.Any(char.IsLetter) || separator.Contains(';', StringComparison.Ordinal) || separator.Contains('&', StringComparison.Ordinal);
        return (strong, defined || direct) switch
        {
            (true, true) => name,
            (true, false) => name.Evidence > 0 && (name.LegalForm || name.Described) ? name : null,
            (false, true) => name.LegalForm ? name : null,
            (false, false) => null,
        };
    }
}
