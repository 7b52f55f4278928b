namespace Numora.Engine.Reading;

/// <summary>Tax and register numbers are printed in groups: <c>12 345 678 901</c>.</summary>
internal static class CodeGroups
{
    const int MostGroups = 5;
    const int MostDigits = 20;

    /// <summary>In ems; farther apart stand other numbers.</summary>
    const double GroupGap = 0.8;

    /// <summary>A code that is digits only, with the groups of digits that follow it; any other code as it is.</summary>
    public static CodeCandidate Whole(CodeCandidate code)
    {
        var (line, last) = (code.Span.Line, code.Span.Last);
        if (!code.Value.All(char.IsAsciiDigit))
            return code;
        var digits = code.Value.Length;
        for (var i = last + 1; i < line.Words.Count && i - code.Span.Last <= MostGroups; i++)
        {
            var word = line.Words[i].Text.TrimEnd('.', ',', ';', ')');
            digits += word.Length;
            if (word.Length < 2 || digits > MostDigits || !word.All(char.IsAsciiDigit) || line.GapBefore(i) > GroupGap)
                break;
            last = i;
        }

        var whole = code.Span with { Last = last };
        return last == code.Span.Last ? code : new(whole, whole.Text.TrimEnd('.', ',', ';', ')'));
    }
}
