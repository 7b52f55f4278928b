using Numora.Engine.Pages;

namespace Numora.Engine.Reading;

/// <summary>A word that may be the number of an invoice, order or customer.</summary>
/// <param name="Value">As printed, without the punctuation around it.</param>
internal sealed record CodeCandidate(TextSpan Span, string Value);

/// <summary>Finds words with a digit that are no date, amount, account or VAT number.</summary>
internal static class CodeFinder
{
    const int LongestCode = 40;

    /// <summary>Parts of one number stand closer than this, in ems.</summary>
    const double JoinGap = 0.8;

    public static List<CodeCandidate> Find(
        Line line,
        List<DateCandidate> dates,
        List<IdentifierCandidate> identifiers,
        List<NumberCandidate> numbers)
    {
        var codes = new List<CodeCandidate>();
        var at = 0;
        while (at < line.Words.Count)
        {
            if (!IsCode(line.Words[at]) || IsOther(new(line, at, at), dates, identifiers, numbers))
            {
                at++;
                continue;
            }

            var span = new TextSpan(line, IsPrefix(line, at) ? at - 1 : at, LastOf(line, at));
            var value = Trim(span.Text);
            if (value.Length > 0)
                codes.Add(new(span, value));
            at = span.Last + 1;
        }

        return codes;
    }

    static bool IsCode(Word word) => word.Text.Length <= LongestCode && word.Text.Any(char.IsAsciiDigit)
        && word.Text.All(c => char.IsLetterOrDigit(c) || Punctuation.Contains(c));

    /// <summary>The bar is what recognition makes of the line of a box.</summary>
    const string Punctuation = "-–_/.\\#:,()[]*+°º'|";

    static bool IsOther(
        TextSpan word,
        List<DateCandidate> dates,
        List<IdentifierCandidate> identifiers,
        List<NumberCandidate> numbers) =>
        dates.Exists(d => !d.Weak && d.Span.Overlaps(word)) || identifiers.Exists(i => i.Valid && i.Span.Overlaps(word))
        || numbers.Exists(n => (n.LooksLikeMoney || n.Percent) && n.Span.Overlaps(word));

    /// <summary>A few capitals before the digits belong to the number: <c>RE 2024-17</c>, <c>FV 12/2024</c>.</summary>
    static bool IsPrefix(Line line, int at) =>
        at > 0 && char.IsAsciiDigit(line.Words[at].Text[0]) && line.GapBefore(at) <= JoinGap
        && line.Words[at - 1].Text is { Length: >= 1 and <= 3 } prefix && prefix.All(char.IsAsciiLetterUpper)
        && !Currencies.IsMark(prefix) && !Labels.Lexicon.IsPhrase(line.Folded[at - 1]);

    /// <summary>Goes on over a hyphen or slash that stands apart: <c>2024 / 17</c>.</summary>
    static int LastOf(Line line, int at)
    {
        while (at + 2 < line.Words.Count && line.Words[at + 1].Text is "/" or "-" && at + 2 < line.Words.Count
            && line.GapBefore(at + 1) <= JoinGap && line.GapBefore(at + 2) <= JoinGap && IsCode(line.Words[at + 2]))
        {
            at += 2;
        }

        return at;
    }

    /// <summary>A bracket inside stays only where it is opened and closed.</summary>
    static string Trim(string text)
    {
        var inner = text.Trim('#', '.', ',', ':', '*', '-', '–', ' ', '\'', '/', '|').TrimStart(')', ']').TrimEnd('(', '[').Trim();
        return inner.Contains('(') == inner.Contains(')') ? inner : inner.Trim('(', ')', '[', ']', '.', ',', ':', ' ');
    }
}
