using Numora.Engine.Files;
using Numora.Engine.Images;
using Numora.Engine.Pages;

namespace Numora.Engine.Recognition;

/// <summary>From a picture file to fields.</summary>
static class PictureExtraction
{
    /// <summary>The longer side of A4 at 300 dpi: a JPEG of twice as many pixels is decoded at a half.</summary>
    const int EnoughPixels = 3_500;

    /// <param name="count">The number of its pages.</param>
    /// <param name="schema">Null to find out which fits.</param>
    public static Extraction Read(FileType type, FileBytes file, int count, Schema? schema, ReadingProgress progress)
    {
        var (pages, about) = ReadPages(type, file, count, progress);
        var extraction = Engine.Read(pages, schema ?? Classifier.SchemaOf(pages));
        return extraction with { PageCount = count, Warnings = [.. about, .. extraction.Warnings] };
    }

    /// <summary>The pages that could be recognised, and a warning about the others.</summary>
    public static (IReadOnlyList<Page> Pages, IReadOnlyList<Warning> Warnings) ReadPages(
        FileType type, FileBytes file, int count, ReadingProgress progress)
    {
        PageRecognition.Require();
        var recognition = new DocumentRecognition(progress);
        var pages = new List<Page>();
        for (var number = 1; number <= count; number++)
        {
            var page = number; // for the closure: the loop goes on
            pages.Add(recognition.Read(page, () => ImageDecoding.Decode(type, file, page, EnoughPixels), size: null)
                ?? new Page(page, 1, 1, []));
        }

        recognition.RequireSome();
        return (pages, [.. recognition.Warnings()]);
    }
}
