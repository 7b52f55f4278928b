namespace Numora.Platform;

/// <summary>What somebody who mistyped a name may have meant.</summary>
static class NearestName
{
    /// <summary>Of so many letters one may be wrong.</summary>
    const int LettersPerSlip = 3;

    /// <returns>The nearest of the names; null: none is near.</returns>
    public static string? Of(string wrong, IEnumerable<string> names) => names
        .Select(name => (Name: name, SameEnd: LastWord(name) == LastWord(wrong), Slips: Slips(Folded(wrong), Folded(name))))
        .Where(n => n.SameEnd || n.Slips <= Math.Max(1, LastWord(wrong).Length / LettersPerSlip))
        .OrderBy(n => n.SameEnd ? 0 : 1).ThenBy(n => n.Slips).ThenBy(n => n.Name, StringComparer.Ordinal)
        .Select(n => n.Name).FirstOrDefault();

    static string Folded(string name) => name.ToUpperInvariant();

    /// <summary>Without the number of a list's entry.</summary>
    static string LastWord(string name) =>
        Folded(name).Split("__").Last(part => part.Length == 0 || !part.All(char.IsAsciiDigit) || part == name);

    /// <summary>Letters to put in, take out or exchange (Levenshtein).</summary>
    static int Slips(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var least = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], least);
            }
        }

        return row[b.Length];
    }
}
