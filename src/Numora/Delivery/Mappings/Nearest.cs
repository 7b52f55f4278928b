namespace Numora.Delivery.Mappings;

/// <summary>Names that a misspelt one may have meant.</summary>
static class Nearest
{
    const int MaxNames = 3;

    /// <summary>Longer names are not compared: the work grows with the square.</summary>
    const int MaxLength = 64;

    /// <summary><c> Did you mean total_amount?</c>, or nothing.</summary>
    public static string Hint(string given, IEnumerable<string> known) =>
        Of(given, known) is [_, ..] names ? $" Did you mean {string.Join(" or ", names)}?" : "";

    /// <summary>At most three, nearest first.</summary>
    public static IReadOnlyList<string> Of(string given, IEnumerable<string> known)
    {
        if (given.Length is 0 or > MaxLength)
            return [];

        var word = given.ToLowerInvariant();
        return
        [
            .. known
                .Distinct()
                .Select(name => (name, distance: Distance(word, name.ToLowerInvariant())))
                .Where(n => n.distance <= Math.Max(1, Math.Min(given.Length, n.name.Length) / 3)
                    || (given.Length >= 4 && n.name.Contains(word, StringComparison.OrdinalIgnoreCase)))
                .OrderBy(n => n.distance)
                .ThenBy(n => n.name, StringComparer.Ordinal)
                .Take(MaxNames)
                .Select(n => n.name),
        ];
    }

    /// <summary>How many letters must be changed, added, removed or swapped with their neighbour (Damerau-Levenshtein).</summary>
    static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var change = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(change, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}

/// <summary>What the caller wrote, fit to be repeated in a message.</summary>
static class Shown
{
    const int MaxLength = 60;

    public static string Name(string text)
    {
        var plain = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return plain.Length <= MaxLength ? plain : plain[..MaxLength] + "…";
    }

    /// <summary>A part of a sentence as a whole one.</summary>
    public static string Sentence(string part) => char.ToUpperInvariant(part[0]) + part[1..] + ".";
}
