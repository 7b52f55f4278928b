namespace Numora.Engine.Contracts;

/// <summary>The parties of a contract: from "between … and …", else from the labels, definitions or signatures.</summary>
static class Parties
{
    /// <summary>Cover, contents and preamble lie within so many characters.</summary>
    const int Head = 20_000;

    /// <summary>The longest preamble.</summary>
    const int MaxPreamble = 5_000;

    /// <summary>How often "between" is tried.</summary>
    const int MaxAnchors = 30;

    /// <summary>Shorter than any two names: such an end is a heading before them.</summary>
    const int MinPreamble = 12;

    /// <summary>Nothing later can be better.</summary>
    const double BestScore = 1.95;

    /// <summary>Two names in a sentence that names the contract, or with descriptions.</summary>
    const double GoodScore = 1;

    public static Finding? In(ContractText text)
    {
        var (best, score) = FromPreamble(text);
        if (best.Count == 1 && PartyLists.Labelled(text).Where(n => Key(text, n) != Key(text, best[0])).ToList() is [var other])
            (best, score) = ([best[0], other], GoodScore);
        if (score < GoodScore)
        {
            foreach (var names in PartyLists.All(text))
            {
                var listed = Score(text, 0, names) - 0.2;
                if (listed > score)
                    (best, score) = (names, listed);
            }
        }

        return best.Count == 0 ? null : Finding(text, best, score);
    }

    static (List<PartyName> Names, double Score) FromPreamble(ContractText text)
    {
        (List<PartyName> Names, double Score) best = ([], 0);
        var head = text.Folded.AsSpan(0, Math.Min(Head, text.Folded.Length));
        var ends = Ends(text);
        var anchors = 0;
        foreach (var anchor in PartyCues.Between.EnumerateMatches(head))
        {
            if (++anchors > MaxAnchors || best.Score >= BestScore)
                break;
            var at = anchor.Index + anchor.Length;
            var limit = ends.FirstOrDefault(e => e >= at + MinPreamble, text.Folded.Length);
            var names = Preamble(text, at, Math.Min(limit, at + MaxPreamble), head.Slice(anchor.Index, anchor.Length));
            var score = Score(text, anchor.Index, names);
            if (score > best.Score)
                best = (names, score);
        }

        return best;
    }

    static List<int> Ends(ContractText text)
    {
        var ends = new List<int>();
        foreach (var m in PartyCues.End.EnumerateMatches(text.After(0, Head + MaxPreamble)))
            ends.Add(m.Index);
        return ends;
    }

    static List<PartyName> Preamble(ContractText text, int at, int limit, ReadOnlySpan<char> between)
    {
        var separator = PartyCues.SeparatorAfter(between);
        var joined = new PartySentence(text, limit, separator, joinAnd: true).Read(at);
        return joined.Count >= 2 ? joined : new PartySentence(text, limit, separator, joinAnd: false).Read(at);
    }

    /// <summary>0 for no parties, 2 and more for two or more well described ones in a sentence that names the contract.</summary>
    static double Score(ContractText text, int at, List<PartyName> names)
    {
        if (names.Count == 0)
            return 0;
        var named = ContractNouns.Any.IsMatch(text.Before(at, 400)) ? 0.4 : 0;
        return (names.Count >= 2 ? 1 : 0.2) + names.Average(n => n.Evidence) - 0.4 + named - (at > Head / 2 ? 0.2 : 0);
    }

    static Finding Finding(ContractText text, List<PartyName> parties, double score)
    {
        var names = parties.DistinctBy(p => Key(text, p)).Select(p => Printed(text[p.Span])).ToArray();
        var confidence = names.Length < 2 ? 0.4 : Math.Clamp(0.5 + (0.22 * score), 0.4, 0.94);
        return new(FieldValue.Of(names), parties.Select(p => p.Span).Aggregate((a, b) => a.Union(b)), confidence);
    }

    /// <summary>"Pty" in angle quotes is a legal form in quotes; the quotes are no part of the name.</summary>
    static string Printed(string name) =>
        string.Join(' ', name.Split(' ').Where(word => word is not ("<<" or ">>" or "«" or "»")));

    static string Key(ContractText text, PartyName name) =>
        string.Concat(text.Folded[name.Span.Start..name.Span.End].Where(char.IsLetterOrDigit));
}
