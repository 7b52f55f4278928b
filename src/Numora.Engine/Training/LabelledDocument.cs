using System.Text.Json;
using Numora.Engine.Files;
using Numora.Engine.Invoices;
using Numora.Engine.Pages;
using Numora.Engine.Pdf;
using Numora.Engine.Ranking;
using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;
using Numora.Engine.Receipts;

namespace Numora.Engine.Training;

/// <summary>A document with its words and its truth.</summary>
internal sealed record LabelledDocument(Truth Truth, Schema Schema, IReadOnlyList<Page> Pages, FieldSource Source)
{
    /// <summary>Copies with labels that the lexicon acts as if it did not know, so that place, form and sums are learned too.</summary>
    const int Copies = 3;

    /// <summary>Part of the phrases that a copy loses.</summary>
    const double LostPhrases = 0.3;

    const double WeightOfCopy = 0.4;

    /// <returns>Null for a bare e-invoice and for a PDF that carries one: there is nothing to be read off their pages.</returns>
    /// <param name="cache">Folder for the words of each document; recognition is slow. Null for none.</param>
    public static LabelledDocument? Load(Truth truth, string? cache)
    {
        var file = File.ReadAllBytes(truth.Path);
        var type = FileType.Of(file);
        if (type == FileType.EInvoice || type == FileType.Pdf && HasEInvoice(file))
            return null;
        var pages = Cached(truth, cache) ?? Cache(truth, cache, Engine.ReadPages(file));
        var source = pages.Any(p => p.IsRecognised) ? FieldSource.Ocr : FieldSource.Text;
        return new(truth, Schemas.Find(truth.Schema)!, pages, source);
    }

    /// <summary>The examples of every ranked field.</summary>
    public IEnumerable<(string Field, Example Example)> Examples(int seed)
    {
        for (var copy = 0; copy <= Copies; copy++)
        {
            var number = copy;
            var text = DocumentText.Of(Pages, copy == 0 ? null : l => IsLost(l, seed, number));
            var proposals = Schema == Schemas.Receipt ? ReceiptReader.Propose(text)
                : Schema == Schemas.Invoice ? InvoiceReader.Propose(text)
                : new Proposals(Schema, text);
            foreach (var (name, candidates) in proposals.ByField)
            {
                var weight = (copy == 0 ? 1 : WeightOfCopy) * (IsPrintMissing(name) ? WeightWithoutPrint : 1);
                if (Example.Of(Truth, Schema.Field(name)!, candidates, weight) is { } example)
                    yield return (name, example);
            }
        }
    }

    /// <summary>Who sells and who buys shows in bold and large print, which recognition does not see: text teaches it better.</summary>
    bool IsPrintMissing(string field) => Source is FieldSource.Ocr && Schema == Schemas.Invoice
        && field.EndsWith("_name", StringComparison.Ordinal);

    const double WeightWithoutPrint = 0.2;

    /// <summary>Every place of a phrase in a copy is lost, or none is: that is how an unknown word behaves.</summary>
    bool IsLost(Label label, int seed, int copy)
    {
        var phrase = string.Concat(label.Span.Line.Folded.Skip(label.Span.First).Take(label.Span.Count));
        return Chance.Of($"{seed} {copy} {Truth.Id} {phrase}") < LostPhrases;
    }

    static bool HasEInvoice(byte[] file)
    {
        try
        {
            using var pdf = PdfDocument.Open(file);
            return EmbeddedInvoice.Read(pdf, []) is not null;
        }
        catch (UnreadableException)
        {
            return false; // reading it will say why
        }
    }

    static List<Page>? Cached(Truth truth, string? cache) =>
        cache is not null && Path.Combine(cache, truth.Id + ".json") is var path && File.Exists(path)
            ? JsonSerializer.Deserialize<List<Page>>(File.ReadAllBytes(path))
            : null;

    static IReadOnlyList<Page> Cache(Truth truth, string? cache, IReadOnlyList<Page> pages)
    {
        if (cache is not null)
        {
            Directory.CreateDirectory(cache);
            File.WriteAllBytes(Path.Combine(cache, truth.Id + ".json"), JsonSerializer.SerializeToUtf8Bytes(pages));
        }

        return pages;
    }
}

/// <summary>Numbers that look random and are the same on every machine.</summary>
internal static class Chance
{
    /// <summary>0 to 1, evenly: FNV-1a over the text, mixed once more since its high bits are poor for short texts.</summary>
    public static double Of(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
            hash = (hash ^ c) * 1099511628211UL;
        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccdUL;
        hash ^= hash >> 33;
        return (hash >> 11) / (double)(1UL << 53);
    }
}
