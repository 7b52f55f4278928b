using Numora.Engine.Reading;

namespace Numora.Engine.Invoices.Parties;

/// <summary>The names in mail and web addresses: a company's domain is mostly its name.</summary>
internal static class WebDomains
{
    const int LongestAddress = 100;
    const int ShortestLikeness = 4;

    /// <summary>Folded names between @ or www and the ending; without duplicates.</summary>
    public static IReadOnlyList<string> Of(DocumentText text)
    {
        var domains = new HashSet<string>();
        foreach (var word in text.Lines.SelectMany(l => l.Line.Words))
        {
            if (word.Text.Length <= LongestAddress && NameIn(word.Text) is { Length: >= ShortestLikeness } name)
                domains.Add(name);
        }

        return [.. domains];
    }

    /// <summary>0 to 1: how much of the longer of name and domain the shorter is.</summary>
    public static double Likeness(string folded, IReadOnlyList<string> domains)
    {
        var best = 0.0;
        foreach (var domain in domains)
        {
            if (folded.StartsWith(domain, StringComparison.Ordinal) || domain.StartsWith(folded, StringComparison.Ordinal)
                && folded.Length >= ShortestLikeness)
                best = Math.Max(best, (double)Math.Min(domain.Length, folded.Length) / Math.Max(domain.Length, folded.Length));
            else if (folded.Contains(domain, StringComparison.Ordinal))
                best = Math.Max(best, 0.7);
        }

        return best < 0.6 ? 0 : best * best; // of "acmetagline" and "acme" the second is nearer to acme.com
    }

    static string? NameIn(string word)
    {
        var at = word.LastIndexOf('@');
        var start = at >= 0 ? at + 1 : word.IndexOf("www.", StringComparison.OrdinalIgnoreCase) is >= 0 and var www ? www + 4
            : word.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : -1;
        if (start < 0)
            return null;

        var host = word[start..].Split('/', '?', ',', ';', ')', '>')[0];
        var labels = host.Split('.', StringSplitOptions.RemoveEmptyEntries);
        return labels.Length < 2 ? null : TextFold.Squash(labels.SkipLast(1).MaxBy(l => l.Length)!);
    }
}
