using Numora.Engine.Files;
using Numora.Engine.Images;
using Numora.Engine.Pages;

namespace Numora.Engine.Recognition;

/// <summary>From a picture file to fields.</summary>
sealed class PictureExtraction(FileType type, FileBytes file, int count, ReadingProgress progress)
{
    /// <summary>The longer side of A4 at 300 dpi: a JPEG of twice as many pixels is decoded at a half.</summary>
    const int EnoughPixels = 3_500;

    readonly DocumentRecognition _recognition = new(progress);

    /// <param name="schema">Null to find out which fits.</param>
    public Extraction Read(Schema? schema)
    {
        var pages = ReadPages();
        var extraction = TwoReadings.Read(pages, schema ?? Classifier.SchemaOf(pages),
            first => _recognition.ReadAgain(first, () => Decode(first.Number), size: null));
        return extraction with { PageCount = count, Warnings = [.. _recognition.Warnings(), .. extraction.Warnings] };
    }

    /// <summary>The pages as far as they could be recognised; a page that could not is empty.</summary>
    /// <exception cref="UnreadableException">None could.</exception>
    public IReadOnlyList<Page> ReadPages()
    {
        PageRecognition.Require();
        var pages = new List<Page>();
        for (var number = 1; number <= count; number++)
        {
            var page = number; // for the closure: the loop goes on
            pages.Add(_recognition.Read(page, () => Decode(page), size: null) ?? new Page(page, 1, 1, []));
        }

        _recognition.RequireSome();
        return pages;
    }

    Picture Decode(int number) => ImageDecoding.Decode(type, file, number, EnoughPixels);
}
