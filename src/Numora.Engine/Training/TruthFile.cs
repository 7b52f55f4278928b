using System.Text.Json;

namespace Numora.Engine.Training;

/// <summary>What a person, or an embedded e-invoice, says that a document holds.</summary>
/// <param name="Group">Documents of one vendor or layout, which a fold keeps together.</param>
/// <param name="Fields">By name, each with every value that is right; several for names only.</param>
/// <param name="Unscored">Fields of which nothing is known.</param>
/// <param name="IsComplete">A field that is neither known nor unscored is not in the document.</param>
/// <param name="LineItems">Null where they are not known.</param>
internal sealed record Truth(
    string Id, string Schema, string Path, string Group,
    IReadOnlyDictionary<string, IReadOnlyList<JsonElement>> Fields, IReadOnlySet<string> Unscored, IReadOnlySet<string> Absent,
    bool IsComplete, bool SignFree, IReadOnlyList<IReadOnlyDictionary<string, JsonElement>>? LineItems)
{
    /// <summary>Whether the document is known not to have the field.</summary>
    public bool Lacks(string field) =>
        !Fields.ContainsKey(field) && !Unscored.Contains(field) && (IsComplete || Absent.Contains(field));

    public bool Knows(string field) => Fields.ContainsKey(field) && !Unscored.Contains(field);
}

/// <summary>Reads the truth files of a corpus: <c>SET/truth/ID.json</c> beside <c>SET/docs</c> (see the corpus' README).</summary>
internal static class TruthFile
{
    public static IEnumerable<Truth> All(string corpus) => Directory.EnumerateDirectories(corpus)
        .Select(set => Path.Combine(set, "truth")).Where(Directory.Exists).Order(StringComparer.Ordinal)
        .SelectMany(d => Directory.EnumerateFiles(d, "*.json").Order(StringComparer.Ordinal)).Select(Read);

    static Truth Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = json.RootElement.Clone();
        var alternatives = Object(root, "alternatives");
        var fields = Object(root, "fields").ToDictionary(f => f.Key, f => (IReadOnlyList<JsonElement>)
            [f.Value, .. alternatives.TryGetValue(f.Key, out var others) ? others.EnumerateArray() : []]);
        HashSet<string> unscored = [.. Strings(root, "unscored"), .. Strings(root, "derived"), .. Object(root, "not_visible").Keys];
        var set = Path.GetDirectoryName(Path.GetDirectoryName(path))!;
        return new(root.GetProperty("id").GetString()!, root.GetProperty("schema").GetString()!,
            Path.Combine(set, root.GetProperty("file").GetString()!), GroupOf(root), fields, unscored,
            Strings(root, "absent").ToHashSet(), !root.TryGetProperty("complete", out var complete) || complete.GetBoolean(),
            root.TryGetProperty("sign_insensitive", out var free) && free.GetBoolean(), LineItems(root));
    }

    /// <summary>The vendor where a layout is that of many; else the layout, which is one vendor's or one program's.</summary>
    static string GroupOf(JsonElement root)
    {
        var layout = root.GetProperty("layout").GetString()!;
        var schema = root.GetProperty("schema").GetString();
        if (schema == Schemas.Contract.Id)
            return root.GetProperty("id").GetString()!; // a contract's "layout" is its kind: no two have one vendor
        return schema == Schemas.Receipt.Id && Object(root, "fields").TryGetValue("merchant_name", out var merchant)
            ? $"{layout} {merchant.GetString()}"
            : layout;
    }

    static IReadOnlyList<IReadOnlyDictionary<string, JsonElement>>? LineItems(JsonElement root) =>
        root.TryGetProperty("line_items", out var items)
        && (root.TryGetProperty("line_items_scored", out var scored) ? scored.GetBoolean() : items.GetArrayLength() > 0)
            ? [.. items.EnumerateArray().Select(i => i.EnumerateObject().ToDictionary(p => p.Name, p => p.Value))]
            : null;

    static Dictionary<string, JsonElement> Object(JsonElement root, string name) =>
        root.TryGetProperty(name, out var found) && found.ValueKind is JsonValueKind.Object
            ? found.EnumerateObject().ToDictionary(p => p.Name, p => p.Value)
            : [];

    static IEnumerable<string> Strings(JsonElement root, string name) =>
        root.TryGetProperty(name, out var found) && found.ValueKind is JsonValueKind.Array
            ? found.EnumerateArray().Select(e => e.GetString()!)
            : [];
}
