using Numora.Engine.Reading;

namespace Numora.Engine.Receipts;

/// <summary>Finds telephone numbers: seven to fifteen digits with their usual punctuation (ITU E.164).</summary>
internal static class Phones
{
    const int LeastDigits = 7;
    const int MostDigits = 15;

    /// <summary>Words of one number stand closer than this, in ems.</summary>
    const double WidestGap = 1.2;

    /// <param name="first">Where to begin: after the label.</param>
    /// <param name="labelled">Without a label a number needs brackets, a plus or two groups to be one.</param>
    public static TextSpan? In(Line line, int first, bool labelled)
    {
        for (var i = first; i < line.Words.Count; i++)
        {
            if (!IsPart(line.Words[i].Text))
                continue;

            var last = i;
            while (last + 1 < line.Words.Count && line.GapBefore(last + 1) <= WidestGap && IsPart(line.Words[last + 1].Text)
                && Digits(new(line, i, last + 1)) <= MostDigits)
                last++;
            var span = new TextSpan(line, i, last);
            if (Digits(span) is >= LeastDigits and <= MostDigits && (labelled || IsShaped(span.Text)))
                return span;
            i = last;
        }

        return null;
    }

    static bool IsPart(string text) => text.Length <= 20 && text.Any(char.IsAsciiDigit)
        && text.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '–' or '(' or ')' or '.' or '/' or ',' or '*');

    static int Digits(TextSpan span) => span.Text.Count(char.IsAsciiDigit);

    /// <summary><c>(02) 9123-4567</c>, <c>+44 20 …</c>, <c>123-456-7890</c>, <c>987.654.3210</c>.</summary>
    static bool IsShaped(string text)
    {
        if (text[0] is '+' or '(')
            return true;

        var groups = text.Split('-', '.', ' ');
        return groups.Length == 3 && groups[0].Length == 3 && groups[1].Length == 3 && groups[2].Length == 4;
    }
}
