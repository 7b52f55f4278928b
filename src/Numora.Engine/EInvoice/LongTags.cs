namespace Numora.Engine.EInvoice;

/// <summary>
/// Refuses start tags of excessive length before the XML parser sees them: it takes a time that is quadratic in the
/// number of attributes (measured: two minutes for one element with 20 MB of them).
/// </summary>
static class LongTags
{
    /// <summary>In characters. A root element with all namespaces and schema locations has about 2,000.</summary>
    public const int MaxLength = 64 * 1024;

    /// <exception cref="UnreadableException">A tag is longer than <see cref="MaxLength"/>.</exception>
    public static void Refuse(string xml)
    {
        for (var start = xml.IndexOf('<'); start >= 0;)
        {
            var markup = xml.AsSpan(start);
            if (markup.StartsWith("<!DOCTYPE"))
                return; // the parser goes no further either

            var length = markup switch
            {
                _ when markup.StartsWith("<!--") => Through(markup, "-->", 4),
                _ when markup.StartsWith("<![CDATA[") => Through(markup, "]]>", 9),
                _ when markup.StartsWith("<?") => Through(markup, "?>", 2),
                _ => TagLength(markup),
            };
            if (length > MaxLength && markup is not ['<', '!' or '?', ..])
                throw new UnreadableException(
                    FailureCode.FileCorrupt,
                    $"Line {xml.AsSpan(0, start).Count('\n') + 1} of the e-invoice XML has a tag of more than " +
                    $"{MaxLength} characters, which no invoice needs. Ask the sender for a correct file.");

            var next = markup[length..].IndexOf('<');
            start = next < 0 ? -1 : start + length + next;
        }
    }

    /// <summary>Up to the first <c>&gt;</c> outside of attribute values; to the end where there is none.</summary>
    static int TagLength(ReadOnlySpan<char> tag)
    {
        for (var at = 0; ;)
        {
            var found = tag[at..].IndexOfAny('>', '"', '\'');
            if (found < 0)
                return tag.Length;

            at += found + 1;
            var mark = tag[at - 1];
            if (mark == '>')
                return at;

            var closing = tag[at..].IndexOf(mark);
            if (closing < 0)
                return tag.Length;

            at += closing + 1;
        }
    }

    static int Through(ReadOnlySpan<char> markup, string end, int after)
    {
        var found = markup[after..].IndexOf(end);
        return found < 0 ? markup.Length : after + found + end.Length;
    }
}
