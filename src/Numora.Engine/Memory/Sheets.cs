using Numora.Engine.Pages;
using Numora.Engine.Reading;

namespace Numora.Engine.Memory;

/// <summary>The lines of a document's kept pages, with what is looked for in them found once and only when it is asked for.</summary>
sealed class Sheets
{
    /// <summary>Of one page; more are noise of a recognised picture.</summary>
    const int MostLines = 2_000;

    readonly Dictionary<int, List<Line>> _lines;
    readonly Dictionary<Line, List<DateCandidate>> _dates = [];
    readonly Dictionary<Line, List<RawNumber>> _numbers = [];
    readonly Dictionary<Line, List<IdentifierCandidate>> _identifiers = [];
    readonly Dictionary<(int Page, string Word), List<(Line Line, int At)>> _places = [];
    readonly Lazy<WordLikeness> _likeness;

    public Sheets(IReadOnlyList<Page> pages)
    {
        Pages = pages;
        _lines = LineFinder.Lines(pages).GroupBy(l => l.Page.Number).ToDictionary(g => g.Key, g => g.Take(MostLines).ToList());
        foreach (var line in _lines.Values.SelectMany(l => l))
            for (var i = 0; i < line.Words.Count; i++)
            {
                var key = (line.Page.Number, line.Folded[i]);
                if (!_places.TryGetValue(key, out var places))
                    _places[key] = places = [];
                places.Add((line, i));
            }

        _likeness = new(() => new(_places.Keys.Select(k => k.Word)));
        IsRecognised = pages.Any(p => p.Words.Any(w => w.Confidence < 1));
    }

    public IReadOnlyList<Page> Pages { get; }

    /// <summary>Read off a picture: letters may be wrong.</summary>
    public bool IsRecognised { get; }

    public int LastPage => Pages.Count == 0 ? 0 : Pages[^1].Number;

    public IEnumerable<Line> Lines => Pages.SelectMany(p => Of(p.Number));

    public IReadOnlyList<Line> Of(int page) => _lines.GetValueOrDefault(page) ?? [];

    public Page? Page(int number) => Pages.FirstOrDefault(p => p.Number == number);

    public IReadOnlyList<DateCandidate> Dates(Line line) => Once(_dates, line, DateFinder.Find);

    public IReadOnlyList<RawNumber> Numbers(Line line) => Once(_numbers, line, NumberFinder.Find);

    public IReadOnlyList<IdentifierCandidate> Identifiers(Line line) => Once(_identifiers, line, IdentifierFinder.Find);

    /// <summary>Where a folded word stands on a page; on a recognised one also with a letter read wrong.</summary>
    public IReadOnlyList<(Line Line, int At)> PlacesOf(int page, string folded)
    {
        if (_places.TryGetValue((page, folded), out var exact) || !IsRecognised)
            return exact ?? [];
        return _likeness.Value.Like(folded).Select(w => _places.GetValueOrDefault((page, w))).FirstOrDefault(p => p is not null) ?? [];
    }

    static List<T> Once<T>(Dictionary<Line, List<T>> known, Line line, Func<Line, List<T>> find)
    {
        if (!known.TryGetValue(line, out var found))
            known[line] = found = find(line);
        return found;
    }
}

/// <summary>Words that differ in one letter: recognition confuses e with c and l with i.</summary>
sealed class WordLikeness
{
    /// <summary>In a shorter word one letter makes another word.</summary>
    const int Shortest = 4;

    /// <summary>A longer word may differ in two.</summary>
    const int LongForTwo = 9;
    const int Longest = 40;
    const int MostWords = 5_000;

    readonly Dictionary<int, List<string>> _byLength;
    readonly Dictionary<string, IReadOnlyList<string>> _asked = [];

    public WordLikeness(IEnumerable<string> words) =>
        _byLength = words.Where(w => w.Length is >= Shortest and <= Longest).Distinct().Take(MostWords)
            .GroupBy(w => w.Length).ToDictionary(g => g.Key, g => g.ToList());

    public IReadOnlyList<string> Like(string word)
    {
        if (word.Length is < Shortest or > Longest)
            return [];
        if (_asked.TryGetValue(word, out var known))
            return known;
        var most = word.Length >= LongForTwo ? 2 : 1;
        var found = new List<string>();
        for (var length = word.Length - 1; length <= word.Length + 1; length++)
            foreach (var other in _byLength.GetValueOrDefault(length) ?? [])
                if (Distance(word, other, most) <= most)
                    found.Add(other);
        return _asked[word] = found;
    }

    /// <summary>Letters to insert, delete or replace; more than <paramref name="most"/> are not counted further.</summary>
    public static int Distance(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most)
            return most + 1;
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var (diagonal, best) = (row[0], row[0] = i);
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, best) = (above, Math.Min(best, row[j]));
            }

            if (best > most)
                return most + 1;
        }

        return row[b.Length];
    }
}
