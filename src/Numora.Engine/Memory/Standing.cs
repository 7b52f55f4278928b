using Numora.Engine.Pages;
using Numora.Engine.Reading;

namespace Numora.Engine.Memory;

/// <summary>A value as it stands on a page.</summary>
/// <param name="Spans">One for each line, from top to bottom.</param>
/// <param name="Order">How a date is to be read so that it is the value.</param>
/// <param name="Mark">Which decimal mark makes the number the value.</param>
/// <param name="Likeness">0 to 1: 1 where every letter is the value's.</param>
sealed record Standing(IReadOnlyList<TextSpan> Spans, DateOrder? Order = null, DecimalMark? Mark = null, double Likeness = 1)
{
    public TextSpan First => Spans[0];

    public Page Page => First.Line.Page;

    public Box Box
    {
        get
        {
            var box = First.Box;
            foreach (var span in Spans)
                box = box.Union(span.Box);
            return box;
        }
    }

    public string Text => string.Join('\n', Spans.Select(s => s.Text));

    public double Confidence => Spans.Min(s => s.Confidence);
}
