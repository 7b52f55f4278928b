using Numora.Engine;
using Numora.Engine.Contracts;
using Numora.Engine.Pages;

namespace Numora.Tests.Contracts;

/// <summary>A contract written in a test, set on A4 pages as a word processor would.</summary>
static class PrintedContract
{
    const double Width = 595;
    const double Height = 842;
    const double Size = 11;
    const double Advance = 5;
    const double Leading = 14;

    /// <summary>Lines as they stand; one that begins with "^ " is centred and bold, a form feed begins a page.</summary>
    public static IReadOnlyList<Page> Pages(string text) =>
        text.Split('\f').Select((page, i) => new Page(i + 1, Width, Height, Words(page).ToList())).ToList();

    public static Extraction Read(string text) => ContractReader.Read(Pages(text));

    /// <summary>The value in its wire form; null where the field is absent.</summary>
    public static string? Value(this Extraction extraction, string field) =>
        extraction.Fields.GetValueOrDefault(field)?.Value.ToString();

    static IEnumerable<Word> Words(string page)
    {
        var y = 60.0;
        foreach (var line in page.Split('\n'))
        {
            var centred = line.StartsWith("^ ", StringComparison.Ordinal);
            var text = centred ? line[2..] : line;
            var x = centred ? (Width - (text.Length * Advance)) / 2 : 40;
            foreach (var word in text.Split(' '))
            {
                if (word.Length > 0)
                    yield return new(word, new(x, y, x + (word.Length * Advance), y + Size), Size, centred);
                x += (word.Length + 1) * Advance;
            }

            y += Leading;
        }
    }
}
