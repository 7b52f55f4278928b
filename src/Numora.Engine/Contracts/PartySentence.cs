using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>Walks along "X, a Delaware corporation with offices at … ("X"), and Y …" from name to name.</summary>
/// <param name="limit">Where the parties have all been named at the latest.</param>
/// <param name="joinAnd">Whether a name without a legal form may go on after "and".</param>
sealed class PartySentence(ContractText text, int limit, Regex separator, bool joinAnd)
{
    const int MaxParties = 12;

    /// <summary>Fillers before one name, e.g. "and", "(2)", "the company".</summary>
    const int MaxFillers = 8;

    public List<PartyName> Read(int at)
    {
        var names = new List<PartyName>();
        at = SkipFiller(at);
        if (at < limit && !StartsName(at))
            at = SkipFiller(at + PartyCues.Trade.LengthOf(text.Text.AsSpan(at, Math.Min(50, limit - at))));
        if (PartyNames.At(text, at, limit, joinAnd) is not { } first)
            return names;
        names.Add(first);
        while (names.Count < MaxParties && Next(names) is { } next)
            names.Add(next);
        return names;
    }

    int SkipFiller(int at)
    {
        for (var i = 0; i < MaxFillers && at < limit; i++)
        {
            var length = PartyCues.Introduction.LengthOf(text.Text.AsSpan(at, Math.Min(40, text.Text.Length - at)));
            if (length == 0 && !StartsName(at))
                length = PartyCues.Filler.LengthOf(text.After(at, 60));
            if (length == 0)
                break;
            at += length;
        }

        return at;
    }

    /// <summary>A capital or a digit, but not "(1)" or "AND".</summary>
    bool StartsName(int at)
    {
        if (!PartyNames.CanStart(text, at))
            return false;
        var after = text.After(at, 20);
        var blank = after.IndexOf(' ');
        return (blank < 0 ? after : after[..blank]) is not ("and" or "between" or "party" or "parties" or "und" or "et" or "by")
            && !(char.IsDigit(after[0]) && after.Length > 1 && after[1] is '.' or ')');
    }

    /// <summary>From the end of one party to the next: past its address and definition.</summary>
    PartyName? Next(List<PartyName> names)
    {
        var depth = 0;
        for (var at = names[^1].Span.End; at < limit; at++)
        {
            var c = text.Folded[at];
            depth = c switch { '(' => depth + 1, ')' => Math.Max(0, depth - 1), _ => depth };
            if (depth > 0 || c is not (' ' or ',' or ';') || (c is ' ' && !BeginsSeparator(at + 1)))
                continue;
            var from = c is ' ' ? at + 1 : at;
            var length = separator.LengthOf(text.After(from, 12));
            if (length > 0 && Accepted(names, at, from, length) is { } next)
                return next;
        }

        return null;
    }

    /// <summary>A cheap look before the patterns: "and", "et", "und", "&amp;", "- and -" are all there is after a blank.</summary>
    bool BeginsSeparator(int at) => at < limit && text.Folded[at] is 'a' or 'e' or 'u' or 's' or 'y' or 'o' or 'i' or '&' or '-';

    /// <summary>
    /// After "and" or a semicolon, a name that follows the one before or its definition; elsewhere, one that has a legal
    /// form or a description. After a comma alone both must be so.
    /// </summary>
    PartyName? Accepted(List<PartyName> names, int at, int from, int length)
    {
        var start = SkipFiller(from + length);
        if (start >= limit || PartyNames.At(text, start, limit, joinAnd) is not { } name)
            return null;
        if (names.Any(n => text[n.Span].EndsWith(text[name.Span], StringComparison.Ordinal)))
            return null; // the second half of a name that has an "and" in it
        var printed = text.Folded.AsSpan(from, length);
        var strong = printed.Contains(';') || printed.Contains('&') || printed.ContainsAnyInRange('a', 'z');
        var before = text.Before(at, 2);
        var defined = at <= names[^1].Span.End + 1 || before.TrimEnd(',') is [.., ')' or '"'];
        var numbered = text.Folded.AsSpan(from, start - from).Contains(')');
        return numbered ? name : strong ? defined || name.Evidence > 0 ? name : null : defined && name.LegalForm ? name : null;
    }
}
