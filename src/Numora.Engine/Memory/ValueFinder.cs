using Numora.Engine.Reading;

namespace Numora.Engine.Memory;

/// <summary>Finds where a known value stands, in whatever form it is printed.</summary>
static class ValueFinder
{
    /// <summary>Of one value on one document.</summary>
    const int MostPlaces = 40;

    /// <summary>A code of more words than this is none.</summary>
    const int MostWords = 8;
    const int LongestCode = 80;

    /// <summary>Of names and addresses: less is another name.</summary>
    public const double LeastLikeness = 0.75;

    public static IReadOnlyList<Standing> Find(FieldKind kind, FieldValue value, Sheets sheets) => [.. (kind switch
    {
        FieldKind.Date => Dates(value.ToString()!, sheets),
        FieldKind.Time => Times(value.ToString()!, sheets),
        FieldKind.Amount => value is FieldValue.Number(var number) ? Amounts(number, sheets) : [],
        FieldKind.Currency => Currency(value.ToString()!, sheets),
        FieldKind.Code or FieldKind.Iban => Codes(value.ToString()!, sheets),
        FieldKind.Name or FieldKind.Address => LikeText.Find(value.ToString()!, sheets),
        _ => [],
    }).Take(MostPlaces)];

    static IEnumerable<Standing> Dates(string iso, Sheets sheets) =>
        from line in sheets.Lines
        from date in sheets.Dates(line)
        from reading in date.Readings
        where FieldValue.Of(reading.Date).ToString() == iso
        select new Standing([date.Span], reading.Order);

    static IEnumerable<Standing> Times(string time, Sheets sheets) =>
        from line in sheets.Lines
        from found in Receipts.Times.In(line)
        where found.Value.StartsWith(time[..5], StringComparison.Ordinal)
        select new Standing([found.Span]);

    static IEnumerable<Standing> Amounts(decimal number, Sheets sheets)
    {
        var wanted = Math.Abs(number);
        foreach (var line in sheets.Lines)
            foreach (var found in sheets.Numbers(line).Where(n => !n.Percent))
            {
                var (point, comma) = (Is(found.Reading.Point), Is(found.Reading.Comma));
                if (point || comma)
                    yield return new([found.Span], Mark: point == comma ? null : point ? DecimalMark.Point : DecimalMark.Comma);
            }

        bool Is(decimal? reading) => reading is { } read && Math.Abs(read) == wanted;
    }

    static IEnumerable<Standing> Currency(string code, Sheets sheets)
    {
        foreach (var line in sheets.Lines)
            for (var i = 0; i < line.Words.Count; i++)
                if (Currencies.IsMark(line.Words[i].Text) && Currencies.CodeOf(line.Words[i].Text, null) == code)
                    yield return new([new(line, i, i)]);
    }

    /// <summary>Neighbouring words that say the value, without separators and case.</summary>
    static IEnumerable<Standing> Codes(string value, Sheets sheets)
    {
        var wanted = TextFold.Squash(value);
        if (wanted.Length is 0 or > LongestCode)
            yield break;
        foreach (var line in sheets.Lines)
            for (var i = 0; i < line.Words.Count; i++)
                if (EndOf(line, i, wanted) is var last and >= 0)
                    yield return new([new(line, i, last)]);
    }

    /// <summary>Index of the last word; -1 where the value does not begin at the word.</summary>
    static int EndOf(Line line, int first, string wanted)
    {
        var at = 0;
        if (line.Folded[first].Length == 0)
            return -1;
        for (var i = first; i < line.Words.Count && i < first + MostWords; i++)
        {
            var folded = line.Folded[i];
            if (string.CompareOrdinal(wanted, at, folded, 0, folded.Length) != 0)
                return -1;
            at += folded.Length;
            if (at == wanted.Length)
                return i;
        }

        return -1;
    }
}
