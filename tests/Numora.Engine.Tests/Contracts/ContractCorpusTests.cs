using System.Text.Json;
using Numora.Engine;
using Numora.Engine.Contracts;
using Numora.Engine.Pdf;
using Numora.Tests.Support;

namespace Numora.Tests.Contracts;

public class ContractCorpusTests
{
    [CorpusFact]
    public void Governing_law_and_title_of_the_contracts_of_the_corpus_are_read()
    {
        var right = new Dictionary<string, int> { ["governing_law"] = 0, ["contract_title"] = 0 };
        var asked = new Dictionary<string, int> { ["governing_law"] = 0, ["contract_title"] = 0 };
        foreach (var file in Corpus.Files("contract-cuad/truth", "*.json"))
        {
            using var truth = JsonDocument.Parse(File.ReadAllText(file));
            var contract = Read(truth.RootElement.GetProperty("file").GetString()!);
            foreach (var field in asked.Keys.Where(f => truth.RootElement.GetProperty("fields").TryGetProperty(f, out _)))
            {
                asked[field]++;
                right[field] += IsRight(truth.RootElement, field, contract) ? 1 : 0;
            }
        }

        Assert.True(right["governing_law"] >= 0.85 * asked["governing_law"], $"{right["governing_law"]} laws are right");
        Assert.True(right["contract_title"] >= 0.75 * asked["contract_title"], $"{right["contract_title"]} titles are right");
    }

    static Extraction Read(string file)
    {
        using var pdf = PdfDocument.Open(File.ReadAllBytes(Path.Combine(Corpus.Folder!, "contract-cuad", file)));
        var pages = Enumerable.Range(1, pdf.PageCount).Select(pdf.ReadPage).OfType<PdfPage>().Select(p => p.Page);
        return ContractReader.Read(pages.ToList());
    }

    static bool IsRight(JsonElement truth, string field, Extraction contract)
    {
        var expected = new List<string> { truth.GetProperty("fields").GetProperty(field).GetString()! };
        if (truth.GetProperty("alternatives").TryGetProperty(field, out var others))
            expected.AddRange(others.EnumerateArray().Select(o => o.GetString()!));
        return contract.Value(field) is { } value && expected.Any(e => Letters(e) == Letters(value));
    }

    static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
