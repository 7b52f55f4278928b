using Numora.Engine.Reading;
using Numora.Engine.Receipts;

namespace Numora.Engine.Memory;

/// <summary>A value that could be a field's, by its type alone.</summary>
/// <param name="From">Where the value begins: a text's first line.</param>
sealed record Candidate(TextSpan From, FieldValue Value, IReadOnlyList<TextSpan> Spans);

/// <summary>What a line offers to a field of a kind.</summary>
static class Candidates
{
    /// <summary>Of one line; more are no print.</summary>
    const int MostInLine = 80;

    /// <summary>Lines that an address may have more than the taught one.</summary>
    const int MoreLines = 2;
    const double LineGap = 1.3;

    /// <summary>Lines of one address begin at the same place, in ems.</summary>
    const double Aligned = 1.5;

    const int LongestValue = 300;

    public static IEnumerable<Candidate> In(Line line, FieldKind kind, TaughtField field, TaughtPlace place, Sheets sheets) =>
        (kind switch
        {
            FieldKind.Date => Dates(line, field, sheets),
            FieldKind.Time => Times.In(line).Select(t => new Candidate(t.Span, FieldValue.Of(t.Value), [t.Span])),
            FieldKind.Amount => Amounts(line, field, sheets),
            FieldKind.Currency => [],
            FieldKind.Iban => Ibans(line, sheets),
            FieldKind.Code => Codes(line, place, sheets),
            FieldKind.Name => Texts(line, place).Select(s => new Candidate(s, FieldValue.Of(NameOf(s)), [s])),
            FieldKind.Address => Texts(line, place).Select(s => Address(s, place, sheets)),
            _ => [],
        }).Take(MostInLine);

    static IEnumerable<Candidate> Dates(Line line, TaughtField field, Sheets sheets)
    {
        var order = field.MonthFirst is true ? DateOrder.MonthDayYear : DateOrder.DayMonthYear;
        return sheets.Dates(line).Select(d => new Candidate(d.Span, FieldValue.Of(d.Read(order)), [d.Span]));
    }

    static IEnumerable<Candidate> Amounts(Line line, TaughtField field, Sheets sheets)
    {
        foreach (var number in sheets.Numbers(line).Where(n => !n.Percent && n.Reading.Possible))
        {
            if (sheets.Dates(line).Any(d => !d.Weak && d.Span.Overlaps(number.Span)))
                continue;
            var value = number.Under(field.DecimalComma is true ? DecimalMark.Comma : DecimalMark.Point).Value;
            yield return new(number.Span, FieldValue.Of(value), [number.Span]);
        }
    }

    static IEnumerable<Candidate> Ibans(Line line, Sheets sheets) =>
        sheets.Identifiers(line).Where(i => i.Kind is IdentifierKind.Iban)
            .Select(i => new Candidate(i.Span, FieldValue.Of(i.Value), [i.Span]));

    /// <summary>As many words as the taught one had, with its shape; else one word.</summary>
    static IEnumerable<Candidate> Codes(Line line, TaughtPlace place, Sheets sheets)
    {
        for (var i = 0; i < line.Words.Count; i++)
            foreach (var count in place.Words > 1 ? (int[])[place.Words, 1] : [1])
            {
                if (i + count > line.Words.Count || line.Folded[i].Length == 0)
                    continue;
                var span = new TextSpan(line, i, i + count - 1);
                var text = Trim(span.Text);
                if (text.Length == 0 || text.Length > LongestValue || Wide(span) || !ValueShape.Fits(place.Shape, text))
                    continue;
                if (!ValueShape.Same(place.Shape, text) && sheets.Dates(line).Any(d => !d.Weak && d.Span.Overlaps(span)))
                    continue; // a date, unless the number looks like one
                yield return new(span, FieldValue.Of(text), [span]);
                break;
            }
    }

    static bool Wide(TextSpan span)
    {
        for (var i = span.First + 1; i <= span.Last; i++)
            if (span.Line.GapBefore(i) > 1.5)
                return true;
        return false;
    }

    internal static string Trim(string text) => text.Trim('#', '.', ',', ':', ';', '*', ' ', '|', '·');

    /// <summary>Whole segments, and what follows the label inside one.</summary>
    static IEnumerable<TextSpan> Texts(Line line, TaughtPlace place)
    {
        foreach (var segment in line.Segments.Take(MostInLine))
        {
            var first = segment.First;
            if (place.Left is { } label && EndOf(label, segment) is var end and >= 0)
                first = end + 1;
            while (first <= segment.Last && line.Folded[first].Length == 0)
                first++;
            var last = segment.Last;
            if (place.Until is { } mark)
                for (var i = first + 1; i < segment.Last; i++)
                    if (line.Words[i].Text == mark)
                    {
                        last = i - 1;
                        break;
                    }

            if (first <= last && new TextSpan(line, first, last) is var span && span.Text.Count(char.IsLetter) >= 2)
                yield return span;
        }
    }

    /// <summary>Index of the label's last word in a segment; -1 where it is not there.</summary>
    static int EndOf(TaughtLabel label, TextSpan segment)
    {
        for (var i = segment.First; i <= segment.Last; i++)
            if (Labels.EndAt(segment.Line, i, label.Words, static (a, b) => a == b) is var end and >= 0 && end < segment.Last)
                return end;
        return -1;
    }

    static string NameOf(TextSpan span) => Found.Cut(span.Text.Trim(' ', ',', ';', ':', '·', '•', '|'), LongestValue);

    /// <summary>Goes down over lines that begin at the same place, and ends with the town or country.</summary>
    static Candidate Address(TextSpan first, TaughtPlace place, Sheets sheets)
    {
        List<TextSpan> spans = [first];
        if (place.Lines > 1)
        {
            var lines = sheets.Of(first.Line.Page.Number);
            var own = lines.Count;
            for (var i = 0; i < lines.Count; i++)
                if (ReferenceEquals(lines[i], first.Line))
                    own = i;
            for (var n = own + 1; n < lines.Count && n <= own + (2 * place.Lines) + MoreLines && spans.Count < place.Lines + MoreLines; n++)
            {
                if (lines[n].Box.Y0 - spans[^1].Box.Y1 > LineGap * Math.Max(1, spans[^1].Box.Height))
                    break;
                var below = lines[n].Segments.Take(MostInLine)
                    .FirstOrDefault(s => Math.Abs(s.Box.X0 - first.Box.X0) <= Aligned * first.Em);
                if (below.Line is not null)
                    spans.Add(below);
            }

            var last = spans.FindLastIndex(s => AddressLines.PartOf(s) is AddressPart.City or AddressPart.Country);
            var count = last >= 0 ? last + 1 : Math.Min(spans.Count, place.Lines);
            spans.RemoveRange(count, spans.Count - count);
        }

        var text = string.Join(", ", spans.Select(NameOf));
        return new(first, FieldValue.Of(Found.Cut(text, LongestValue)), spans);
    }
}
