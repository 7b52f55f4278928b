using System.Text.Json;
using Numora.Engine.Memory;
using Numora.Tests.Support;
using Xunit.Abstractions;

namespace Numora.Engine.Tests.Memory;

/// <summary>Layouts of the corpus with several documents: each is read with what the one before it has taught.</summary>
public class CorpusLayoutTests(ITestOutputHelper output)
{
    const string Set = "invoice-pdf";

    [CorpusFact]
    public void A_corrected_document_helps_the_next_of_its_layout_and_harms_none()
    {
        var (before, after) = (new Score(), new Score());
        foreach (var layout in Truths().GroupBy(t => t.GetProperty("layout").GetString()!).Where(g => g.Count() > 1))
        {
            var documents = layout.Select(t => (Truth: t, File: FileOf(t))).ToList();
            var reads = documents.Select(d => Engine.Extract(d.File, Schemas.Invoice.Id)).ToList();
            for (var i = 1; i < documents.Count; i++)
            {
                var teacher = Desk.Approve($"doc_{i}", reads[i - 1], Fields(documents[i - 1].Truth), Unscored(documents[i - 1].Truth));
                var truth = Fields(documents[i].Truth);
                before.Add(layout.Key, truth, reads[i]);
                after.Add(layout.Key, truth, VendorMemory.Apply(reads[i], [teacher]));
            }
        }

        output.WriteLine($"before {before}\nafter {after}");
        Assert.True(after.Share >= before.Share, $"before {before}\nafter {after}");
    }

    static IEnumerable<JsonElement> Truths() =>
        Corpus.Files($"{Set}/truth", "*.json").Select(f => JsonDocument.Parse(File.ReadAllBytes(f)).RootElement);

    static byte[] FileOf(JsonElement truth) =>
        File.ReadAllBytes(Path.Combine(Corpus.Folder!, Set, truth.GetProperty("file").GetString()!));

    static Dictionary<string, FieldValue> Fields(JsonElement truth) => truth.GetProperty("fields").EnumerateObject()
        .Where(f => Schemas.Invoice.Field(f.Name) is not null && !Unscored(truth).Contains(f.Name))
        .ToDictionary(f => f.Name, f => f.Value.Deserialize<FieldValue>()!);

    static HashSet<string> Unscored(JsonElement truth)
    {
        var names = new HashSet<string>();
        foreach (var member in (string[])["unscored", "derived"])
            if (truth.TryGetProperty(member, out var list) && list.ValueKind is JsonValueKind.Array)
                names.UnionWith(list.EnumerateArray().Select(n => n.ToString()));
        if (truth.TryGetProperty("not_visible", out var hidden) && hidden.ValueKind is JsonValueKind.Object)
            names.UnionWith(hidden.EnumerateObject().Select(n => n.Name));
        return names;
    }
}
