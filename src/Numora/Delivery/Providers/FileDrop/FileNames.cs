using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Numora.Delivery.Mappings;
using Numora.Engine;

namespace Numora.Delivery.Providers.FileDrop;

/// <summary>
/// The name of a document's file. The same document has the same name at every attempt, so that a second push replaces its
/// file and lays no other beside it.
/// </summary>
static partial class FileNames
{
    public const string Default = "{{document.id}}";

    /// <summary>With the extension. File systems take 255; some room is left for what programs put around a name.</summary>
    public const int MaxBytes = 200;

    const int MaxTemplate = 200;
    const int MaxExtension = 11;
    const string NotInNames = "<>:\"/\\|?*";

    /// <summary>What is wrong with a template, or null.</summary>
    public static string? Fault(string template)
    {
        var plain = Placeholder().Replace(template, "");
        if (template.Length is 0 or > MaxTemplate || template != template.Trim() || template.StartsWith('.')
            || plain.Any(c => char.IsControl(c) || NotInNames.Contains(c)))
            return $"Must be 1 to {MaxTemplate} characters for a file's name, without a folder, a dot at its start or any of "
                + $"{NotInNames}, e.g. {Default}.";
        if (plain.Contains("{{", StringComparison.Ordinal) || plain.Contains("}}", StringComparison.Ordinal))
            return "A placeholder looks like {{document.id}}.";

        foreach (var name in Names(template))
        {
            var answers = Schemas.All.Select(s => new SourceNames(s, inLine: false).Find(name)).ToList();
            if (answers.TrueForAll(a => a.Source is null))
                return answers[0].Fault;
        }

        return null;
    }

    /// <returns>The name with its extension; or null and the placeholder that has no value.</returns>
    public static (string? Name, string? Missing) Of(string? template, PushDocument document, string extension)
    {
        var sources = new SourceNames(Schemas.Find(document.Schema)!, inLine: false);
        var values = new Dictionary<string, string>();
        foreach (var name in Names(template ?? Default))
        {
            var text = sources.Find(name).Source?.Read(new(document, null, 0)).Value?.Texts is { } texts
                ? string.Join(' ', texts).Trim()
                : "";
            if (text.Length == 0)
                return (null, name);
            values[name] = text;
        }

        var whole = Placeholder().Replace(template ?? Default, m => values[m.Groups["name"].Value]);
        return (Safe(whole, extension), null);
    }

    /// <summary>The original file's name beside it; null where a placeholder has no value.</summary>
    public static string? OfOriginal(string? template, PushDocument document, string extension)
    {
        var original = Path.GetExtension(document.File!.Name).ToLowerInvariant();
        var isPlain = original.Length is > 1 and <= MaxExtension && original.Skip(1).All(char.IsAsciiLetterOrDigit);
        // An e-invoice that came as .xml must not replace the file that is made of it.
        var beside = !isPlain ? ".original" : original == extension ? ".original" + original : original;
        return Of(template, document, beside).Name;
    }

    /// <summary>
    /// One name in one folder on any system: no separators, no controls or invisible marks, no dot at its start. One that is
    /// too long ends in a hash of the whole, so that two long names do not become one.
    /// </summary>
    public static string Safe(string name, string extension)
    {
        var safe = new StringBuilder();
        foreach (var rune in name.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            var isPlain = !NotInNames.Contains(rune.ToString(), StringComparison.Ordinal)
                && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse);
            safe.Append(isPlain ? rune.ToString() : "_");
        }

        var trimmed = safe.ToString().Trim().TrimEnd('.', ' ');
        var plain = trimmed.Length == 0 ? "_" : trimmed[0] == '.' ? "_" + trimmed[1..] : trimmed;
        return Cut(plain, MaxBytes - Encoding.UTF8.GetByteCount(extension)) + extension;
    }

    static string Cut(string name, int maxBytes)
    {
        if (Encoding.UTF8.GetByteCount(name) <= maxBytes)
            return name;

        var hash = "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..12];
        var kept = new StringBuilder();
        var bytes = hash.Length;
        foreach (var rune in name.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maxBytes)
                break;
            kept.Append(rune.ToString());
        }

        return kept + hash;
    }

    static IEnumerable<string> Names(string template) =>
        Placeholder().Matches(template).Select(m => m.Groups["name"].Value).Distinct();

    [GeneratedRegex(@"\{\{\s*(?<name>[^{}]*?)\s*\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
