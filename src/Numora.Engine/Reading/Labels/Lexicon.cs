using System.Globalization;

namespace Numora.Engine.Reading.Labels;

/// <summary>What one phrase announces.</summary>
/// <param name="Weight">0 to 1: how surely the phrase means this role when something fitting stands beside it.</param>
internal readonly record struct Meaning(Role Role, double Weight, Language Language);

internal enum Language
{
    English,
    German,
    French,
    Spanish,
    Italian,
    Dutch,
    Portuguese,
    Polish,
}

/// <summary>The labels of all languages, folded, found by exact phrase or by words with a letter wrong.</summary>
internal static class Lexicon
{
    /// <summary>Words of the longest phrase that is looked up.</summary>
    public const int LongestPhrase = 7;

    /// <summary>Shorter words must be right: one wrong letter makes another word of them.</summary>
    const int ShortestFuzzyWord = 6;

    static readonly Dictionary<string, Meaning[]> Phrases = Read();

    /// <summary>Every folded word of the phrases, for mending.</summary>
    static readonly HashSet<string> Vocabulary = ReadVocabulary();

    /// <summary>A word with one letter left out, to the words it may be.</summary>
    static readonly Dictionary<string, string> Shortened = ReadShortened();

    /// <summary>What the phrase means; empty where it is none.</summary>
    /// <param name="squashed">The words folded and run together.</param>
    public static ReadOnlySpan<Meaning> Find(string squashed) =>
        Phrases.TryGetValue(squashed, out var meanings) ? meanings : [];

    public static bool IsPhrase(string squashed) => Phrases.ContainsKey(squashed);

    /// <summary>What a language has phrases for.</summary>
    public static IEnumerable<Role> RolesOf(Language language) =>
        Phrases.Values.SelectMany(m => m).Where(m => m.Language == language).Select(m => m.Role).Distinct();

    /// <summary>The word of the vocabulary that differs by one letter at most; the word itself where there is none.</summary>
    public static string Mend(string folded)
    {
        if (folded.Length is < ShortestFuzzyWord or > 30 || Vocabulary.Contains(folded) || Phrases.ContainsKey(folded))
            return folded;
        if (folded.Any(char.IsAsciiDigit))
            return folded;
        if (Shortened.TryGetValue(folded, out var missingOne))
            return missingOne;

        for (var i = 0; i < folded.Length; i++)
        {
            var shorter = folded.Remove(i, 1);
            if (shorter.Length >= ShortestFuzzyWord && Vocabulary.Contains(shorter))
                return shorter;
            if (Shortened.TryGetValue(shorter, out var word) && word.Length == folded.Length)
                return word;
        }

        return folded;
    }

    static IEnumerable<(Language Language, string Text)> Texts() =>
    [
        (Language.English, English.Text), (Language.German, German.Text), (Language.French, French.Text),
        (Language.Spanish, Spanish.Text), (Language.Italian, Italian.Text), (Language.Dutch, Dutch.Text),
        (Language.Portuguese, Portuguese.Text), (Language.Polish, Polish.Text),
    ];

    static IEnumerable<(string Phrase, Meaning Meaning)> Entries()
    {
        foreach (var (language, text) in Texts())
        {
            foreach (var (role, phrases) in Roles(text))
            {
                foreach (var phrase in phrases.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                {
                    var star = phrase.IndexOf('*', StringComparison.Ordinal);
                    var weight = star < 0 ? 1 : double.Parse(phrase.AsSpan(star + 1), CultureInfo.InvariantCulture);
                    yield return (star < 0 ? phrase : phrase[..star], new(role, weight, language));
                }
            }
        }
    }

    /// <summary>A role begins a line and ends with a colon; lines further in continue it.</summary>
    static IEnumerable<(Role Role, string Phrases)> Roles(string text)
    {
        foreach (var entry in text.Replace("\n    ", " ", StringComparison.Ordinal).Split('\n'))
        {
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            yield return (Enum.Parse<Role>(entry[..colon]), entry[(colon + 1)..]);
        }
    }

    static Dictionary<string, Meaning[]> Read() => Entries()
        .GroupBy(e => TextFold.Squash(e.Phrase), e => e.Meaning)
        .ToDictionary(g => g.Key, g => g.DistinctBy(m => (m.Role, m.Language)).ToArray());

    static HashSet<string> ReadVocabulary() =>
        [.. Entries().SelectMany(e => TextFold.Words(e.Phrase)).Where(w => w.Length >= ShortestFuzzyWord)];

    static Dictionary<string, string> ReadShortened()
    {
        var shortened = new Dictionary<string, string>();
        foreach (var word in Vocabulary.Concat(Phrases.Keys.Where(p => p.Length >= ShortestFuzzyWord)).Order(StringComparer.Ordinal))
        {
            for (var i = 0; i < word.Length; i++)
                shortened.TryAdd(word.Remove(i, 1), word);
        }

        return shortened;
    }
}
