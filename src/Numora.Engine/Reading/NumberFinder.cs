using Numora.Engine.Pages;

namespace Numora.Engine.Reading;

/// <summary>A number before the document's convention is known.</summary>
internal sealed record RawNumber(TextSpan Span, NumberReading Reading, string? Currency, bool Percent)
{
    public NumberCandidate Under(DecimalMark mark)
    {
        var value = Reading.Value(mark);
        return new(Span, value, value.Scale, Currency, Percent);
    }
}

/// <summary>Finds the numbers of a line with sign, grouping, currency and percent sign, whether glued or apart.</summary>
internal static class NumberFinder
{
    /// <summary>Longer words are no number with a currency.</summary>
    const int LongestWord = 40;

    /// <summary>A space inside a number is narrower than this, in ems.</summary>
    const double GroupGap = 0.45;

    /// <summary>Currency, sign or percent sign belong to the number over gaps up to this, in ems.</summary>
    const double BesideGap = 1.2;

    public static List<RawNumber> Find(Line line)
    {
        var found = new List<RawNumber>();
        var at = 0;
        while (at < line.Words.Count)
        {
            var number = At(line, at);
            if (number is not null)
                found.Add(number);
            at = number is null ? at + 1 : number.Span.Last + 1;
        }

        return found;
    }

    static RawNumber? At(Line line, int at)
    {
        if (NumberWord.Of(line.Words[at]) is not { } word)
            return null;

        var (digits, last) = Grouped(line, at, word);
        var reading = NumberText.Read(digits);
        if (!reading.Possible)
            return null;

        var tail = last == at ? word : NumberWord.Of(line.Words[last])!;
        var (first, currency, minusBefore) = Before(line, at, word.Currency ?? tail.Currency);
        var (end, currencyAfter, percent, minusAfter) = After(line, last, tail, currency is null);
        var negative = word.Negative || tail.Negative || minusBefore || minusAfter;

        return new(new(line, first, end), negative ? reading.Negated : reading, currency ?? currencyAfter, percent);
    }

    /// <summary>Joins <c>1 234,56</c>: up to three digits, then groups of three with narrow gaps.</summary>
    static (string Digits, int Last) Grouped(Line line, int at, NumberWord word)
    {
        var (digits, last) = (word.Digits, at);
        if (CentsApart(line, at) is { } cents)
            return ($"{digits}{line.Words[at].Text[^1]}{cents.Digits}", at + 1);
        if (word.Closed || digits.Length > 3 || !digits.All(char.IsAsciiDigit) || digits[0] == '0')
            return (digits, last);

        while (last + 1 < line.Words.Count && line.GapBefore(last + 1) <= GroupGap
            && NumberWord.Of(line.Words[last + 1]) is { Opened: false } next && IsGroup(next.Digits))
        {
            digits += " " + next.Digits;
            last++;
            if (next.Closed || next.Digits.Length > 3)
                break;
        }

        return (digits, last);
    }

    /// <summary>Recognition sees a space behind a decimal mark: <c>100. 62</c>.</summary>
    static NumberWord? CentsApart(Line line, int at) =>
        at + 1 < line.Words.Count && line.Words[at] is { Confidence: < 1 } whole && whole.Text[^1] is '.' or ',' && whole.Text.Length > 1
        && char.IsAsciiDigit(whole.Text[^2]) && line.GapBefore(at + 1) <= CentsGap
        && NumberWord.Of(line.Words[at + 1]) is { Opened: false, Digits.Length: 2 } cents
        && cents.Digits.All(char.IsAsciiDigit) && !line.Words[at].Text[..^1].Contains(whole.Text[^1], StringComparison.Ordinal)
            ? cents
            : null;

    /// <summary>In ems; a word space is narrower, a column's gap wider.</summary>
    const double CentsGap = 0.7;

    static bool IsGroup(string digits) => digits.Length >= 3 && digits.AsSpan(0, 3).IndexOfAnyExceptInRange('0', '9') < 0
        && (digits.Length == 3 || digits[3] is ',' or '.');

    /// <summary>Currency and minus in front, in either order.</summary>
    static (int First, string? Currency, bool Minus) Before(Line line, int at, string? currency)
    {
        var minus = false;
        for (var steps = 0; steps < 2 && at > 0 && line.GapBefore(at) <= BesideGap; steps++)
        {
            var text = line.Words[at - 1].Text;
            if (currency is null && Currencies.IsMark(text))
                currency = text;
            else if (!minus && IsMinus(text) && IsAlone(line, at - 1))
                minus = true;
            else
                break;
            at--;
        }

        return (at, currency, minus);
    }

    /// <summary>A dash after a word joins words; a sign begins the line, follows a wide gap or a currency.</summary>
    static bool IsAlone(Line line, int at) =>
        at == 0 || line.GapBefore(at) > BesideGap || Currencies.IsMark(line.Words[at - 1].Text)
        || line.Words[at - 1].Text.EndsWith(':');

    static (int End, string? Currency, bool Percent, bool Minus) After(Line line, int last, NumberWord tail, bool wantsCurrency)
    {
        var (currency, percent, minus) = ((string?)null, tail.Percent, false);
        for (var steps = 0; steps < 2 && last + 1 < line.Words.Count && line.GapBefore(last + 1) <= BesideGap; steps++)
        {
            var text = line.Words[last + 1].Text;
            if (text.Trim('.', ',', ';', ')') is "%" && tail.Currency is null)
                percent = true;
            else if (wantsCurrency && currency is null && !percent && Currencies.IsMark(text)
                && !BelongsToNext(line, last + 1))
                currency = text.TrimEnd('.', ',', ';', ':', ')');
            else if (text is "CR" or "Cr" or "-" or "−" && !minus && IsAtSegmentEnd(line, last + 1))
                minus = true;
            else
                break;
            last++;
        }

        return (last, currency, percent, minus);
    }

    /// <summary>In "Menge 2 € 10,00" the sign belongs to the amount after it.</summary>
    static bool BelongsToNext(Line line, int mark)
    {
        if (mark + 1 >= line.Words.Count || NumberWord.Of(line.Words[mark + 1]) is null)
            return false;

        return line.GapBefore(mark + 1) < line.GapBefore(mark);
    }

    static bool IsAtSegmentEnd(Line line, int at) => at + 1 >= line.Words.Count || line.GapBefore(at + 1) > BesideGap;

    static bool IsMinus(string text) => text is "-" or "−" or "–";

    /// <summary>A word taken apart into sign, currency, digits and percent sign.</summary>
    /// <param name="Opened">Something stands before the digits, so they do not continue a number.</param>
    /// <param name="Closed">Something stands after the digits, so no number continues them.</param>
    sealed record NumberWord(string Digits, string? Currency, bool Negative, bool Percent, bool Opened, bool Closed)
    {
        public static NumberWord? Of(Word word)
        {
            var text = word.Text;
            if (text.Length > LongestWord || !text.Any(char.IsAsciiDigit))
                return null;

            text = Lookalikes.Mend(word).Trim('*', '"', '“', '”', '=', '~', '|', '@');
            var (start, end) = (0, text.Length);
            while (start < end && !char.IsAsciiDigit(text[start]) && !IsLeadingPoint(text, start))
                start++;
            while (end > start && !char.IsAsciiDigit(text[end - 1]))
                end--;
            if (start >= end)
                return null;

            var (head, tail) = (text[..start], text[end..]);
            if (HeadOf(head) is not { } h || TailOf(tail) is not { } t)
                return null;

            var bracketed = h.Bracket && t.Bracket;
            return new(text[start..end], h.Currency ?? t.Currency, h.Minus || t.Minus || bracketed, t.Percent,
                head.Length > 0, tail.Length > 0);
        }

        static bool IsLeadingPoint(string text, int at) =>
            text[at] is '.' or ',' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]) && at == 0;

        static (bool Minus, bool Bracket, string? Currency)? HeadOf(string head)
        {
            var minus = head.Any(c => c is '-' or '−' or '–');
            var bracket = head.Contains('(');
            var rest = string.Concat(head.Where(c => c is not ('-' or '−' or '–' or '(' or '+')));
            return rest.Length == 0 ? (minus, bracket, null)
                : Currencies.IsMark(rest) ? (minus, bracket, rest) : null;
        }

        static (bool Minus, bool Bracket, bool Percent, string? Currency)? TailOf(string tail)
        {
            var rest = tail.TrimEnd('.', ',', ';', ':');
            if (rest is "-" or ",-" or ".-" or "–" or ",–" or ".–" or ",—" && tail.Length > 1)
                return (false, false, false, null); // "12,-" has no cents
            var minus = rest.Length > 0 && rest[^1] is '-' or '−' or '–';
            var bracket = rest.Contains(')');
            var percent = rest.Contains('%');
            rest = string.Concat(rest.Where(c => c is not ('-' or '−' or '–' or ')' or '%' or '.' or ',')));
            if (rest is "CR" or "Cr")
                return (true, bracket, percent, null);
            return rest.Length == 0 || rest is "DR" ? (minus, bracket, percent, null)
                : Currencies.IsMark(rest) ? (minus, bracket, percent, rest) : null;
        }
    }
}
