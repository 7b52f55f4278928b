using Numora.Engine.Pages;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Reading;

/// <summary>What stands in one line.</summary>
internal sealed record LineContent(
    Line Line,
    IReadOnlyList<Label> Labels,
    IReadOnlyList<NumberCandidate> Numbers,
    IReadOnlyList<DateCandidate> Dates,
    IReadOnlyList<IdentifierCandidate> Identifiers,
    IReadOnlyList<CodeCandidate> Codes)
{
    readonly Label?[] _labelAt = ByWord(Line, Labels);

    /// <summary>The weightiest label that covers a word, or null.</summary>
    public Label? LabelAt(int word) => _labelAt[word];

    static Label?[] ByWord(Line line, IReadOnlyList<Label> labels)
    {
        var at = new Label?[line.Words.Count];
        foreach (var label in labels)
        {
            for (var i = label.Span.First; i <= label.Span.Last; i++)
                at[i] = at[i] is { } other && other.Weight >= label.Weight ? other : label;
        }

        return at;
    }
}

/// <summary>
/// A document as the readers see it: its lines in order, with labels and typed candidates, and what the document as a
/// whole says about language, country, decimal mark and the order of dates.
/// </summary>
internal sealed class DocumentText
{
    readonly Lazy<double> _usualSize;

    DocumentText(IReadOnlyList<Page> pages, IReadOnlyList<LineContent> lines, Origin origin, DateOrder dateOrder) =>
        (Pages, Lines, Origin, DateOrder, _usualSize) = (pages, lines, origin, dateOrder, new(() => UsualSizeOf(lines)));

    public IReadOnlyList<Page> Pages { get; }

    /// <summary>From top to bottom, page after page; the index is the line's number.</summary>
    public IReadOnlyList<LineContent> Lines { get; }

    public Origin Origin { get; }

    public DateOrder DateOrder { get; }

    /// <summary>The middle one of the lines' font sizes in points; 1 where there are no lines.</summary>
    public double UsualSize => _usualSize.Value;

    public LineContent Of(TextSpan span) => Lines[span.Line.Number];

    static double UsualSizeOf(IReadOnlyList<LineContent> lines)
    {
        var sizes = lines.Select(l => Line.Em(l.Line.Words[0])).Order().ToList();
        return sizes.Count == 0 ? 1 : sizes[sizes.Count / 2];
    }

    /// <param name="isUnknown">
    /// Labels to act as if the lexicon did not have them: training shows the models documents whose words nobody foresaw.
    /// </param>
    public static DocumentText Of(IReadOnlyList<Page> pages, Func<Label, bool>? isUnknown = null)
    {
        var lines = LineFinder.Lines(pages);
        var languages = new int[Enum.GetValues<Language>().Length];
        var labels = lines.Select(l => LabelFinder.Find(l, language => languages[(int)language]++)).ToList();
        if (isUnknown is not null)
            labels.ForEach(l => l.RemoveAll(label => isUnknown(label)));
        var identifiers = lines.Select(IdentifierFinder.Find).ToList();
        var dates = lines.Select(DateFinder.Find).ToList();
        var numbers = lines.Select((l, i) => Except(NumberFinder.Find(l), dates[i], identifiers[i])).ToList();

        var origin = Origins.Of(lines, languages, identifiers.SelectMany(i => i),
            numbers.SelectMany(n => n).Select(n => n.Currency).OfType<string>());
        var mark = DecimalMarks.Settle(numbers.SelectMany(n => n), Origins.UsualMark(origin));
        var order = DateOrders.Settle(dates.SelectMany(d => d), origin.MonthFirst);

        var contents = new LineContent[lines.Count];
        for (var i = 0; i < contents.Length; i++)
        {
            var values = numbers[i].Select(n => n.Under(mark)).ToList();
            var codes = CodeFinder.Find(lines[i], dates[i], identifiers[i], values);
            contents[i] = new(lines[i], labels[i], values, dates[i], identifiers[i], codes);
        }

        return new(pages, contents, origin, order);
    }

    /// <summary>Parts of dates and account numbers are no amounts.</summary>
    static List<RawNumber> Except(
        List<RawNumber> numbers, List<DateCandidate> dates, List<IdentifierCandidate> identifiers)
    {
        if (dates.Count > 0 || identifiers.Count > 0)
        {
            numbers.RemoveAll(n => dates.Exists(d => !d.Weak && d.Span.Overlaps(n.Span))
                || identifiers.Exists(i => i.Span.Overlaps(n.Span)));
        }

        return numbers;
    }
}
