namespace Numora.Platform;

static class Texts
{
    /// <summary>A text from elsewhere as PostgreSQL can keep it: no NUL, no half surrogate pair, at most so many characters.</summary>
    public static string Kept(string text, int most)
    {
        var whole = string.Concat(text.EnumerateRunes()).Replace("\0", "", StringComparison.Ordinal);
        if (whole.Length <= most)
            return whole;
        return string.Concat(whole.AsSpan(0, char.IsHighSurrogate(whole[most - 1]) ? most - 1 : most), "…");
    }
}
