using Numora.Engine.Reading;

namespace Numora.Engine.Invoices.Parties;

/// <summary>Follows a block of lines downwards: what stands under a piece of text in the same column.</summary>
internal static class Column
{
    const int MostLines = 14;

    /// <summary>Edges or middles of one block differ by this, in ems.</summary>
    const double Alignment = 0.9;

    /// <summary>The next line of a block is nearer than this, in heights of a line; an address may have an empty line.</summary>
    const double NextLine = 1.3;
    const double NextAddressLine = 2.9;

    public static IEnumerable<TextSpan> Below(DocumentText text, TextSpan start)
    {
        var last = start.Box;
        for (var n = 1; n <= MostLines && start.Line.Number + n < text.Lines.Count; n++)
        {
            var line = text.Lines[start.Line.Number + n].Line;
            if (line.Page != start.Line.Page || line.Box.Y0 - last.Y1 > NextAddressLine * last.Height)
                yield break;
            if (Aligned(line, start) is not { } span)
                continue;
            if (span.Box.Y0 - last.Y1 > NextLine * last.Height && AddressLines.PartOf(span) is AddressPart.None)
                yield break;

            yield return span;
            last = span.Box;
        }
    }

    static TextSpan? Aligned(Line line, TextSpan start)
    {
        var box = start.Box;
        var near = Alignment * start.Em;
        foreach (var segment in line.Segments)
        {
            for (var i = segment.First; i <= segment.Last; i++)
            {
                if (Math.Abs(line.Words[i].Box.X0 - box.X0) <= near && (i == segment.First || line.GapBefore(i) > 0.7))
                    return new(line, i, segment.Last);
            }

            var other = segment.Box;
            if (Math.Abs(other.X1 - box.X1) <= near || Math.Abs(other.CentreX - box.CentreX) <= near)
                return segment;
        }

        return null;
    }
}
