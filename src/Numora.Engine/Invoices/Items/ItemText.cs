using Numora.Engine.Reading;

namespace Numora.Engine.Invoices.Items;

/// <summary>Takes a product code off the front of a description: <c>[A-17] Chair</c>, <c>A-17 - Chair</c>.</summary>
internal static class ItemText
{
    public static string Description(IReadOnlyList<TextSpan> spans)
    {
        if (spans.Count == 0)
            return "";

        var first = spans[0];
        if (LeadingCode(first) is { } code)
        {
            var next = code.Last + 1;
            while (next <= first.Last && first.Line.Folded[next].Length == 0)
                next++;
            if (next <= first.Last)
                spans = [first with { First = next }, .. spans.Skip(1)];
        }

        return string.Join(' ', spans.Select(s => s.Text)).Trim();
    }

    public static string Code(string text) => text.Trim('[', ']', '(', ')', '*', '#', '.', ',', ':', ' ');

    /// <summary>In brackets or stars, or before a dash that stands alone.</summary>
    public static TextSpan? LeadingCode(TextSpan span)
    {
        if (span.Count < 2)
            return null;

        var word = span.Line.Words[span.First].Text;
        var enclosed = (word[0] == '[' && word[^1] == ']') || (word.Length > 2 && word[0] == '*' && word[^1] == '*');
        var dashed = span.Count > 2 && span.Line.Words[span.First + 1].Text is "-" or "–" && IsCodeLike(word);
        return enclosed || dashed ? new TextSpan(span.Line, span.First, span.First) : null;
    }

    static bool IsCodeLike(string word) => word.Length >= 3 && word.Any(char.IsAsciiDigit)
        && word.All(c => char.IsAsciiDigit(c) || char.IsUpper(c) || c is '-' or '_' or '.' or '/');
}
