using Numora.Engine.Pages;

namespace Numora.Engine.Pdf;

/// <summary>Decides whether a page can be read from its characters.</summary>
static class PageLayer
{
    /// <summary>Fewer characters beside a large picture are a stamp or a page number, not the document.</summary>
    const int FewCharacters = 20;

    /// <summary>Part of the page that a scan covers at least.</summary>
    const double ScanCoverage = 0.5;

    /// <summary>So many drawn paths without characters are letters turned into outlines.</summary>
    const int ManyPaths = 200;

    /// <summary>More than this part of meaningless characters spoils the rest.</summary>
    const double MaxUnreadable = 0.3;

    const int MaxObjects = 5_000;
    const int PathObject = 2;
    const int ImageObject = 3;
    const int FormObject = 5;

    public static TextLayer Of(nint page, PageGeometry geometry, IReadOnlyList<Word> words, int unreadable)
    {
        var readable = words.Sum(w => w.Text.Length);
        if (readable + unreadable >= FewCharacters)
            return unreadable > MaxUnreadable * (readable + unreadable) ? TextLayer.Garbage : TextLayer.Good;
        if (IsPicture(page, geometry))
            return TextLayer.Picture;
        return readable + unreadable == 0 ? TextLayer.Blank
            : readable > unreadable ? TextLayer.Good : TextLayer.Garbage;
    }

    static bool IsPicture(nint page, PageGeometry geometry)
    {
        var (covered, paths) = (0.0, 0);
        var count = Math.Min(Pdfium.FPDFPage_CountObjects(page), MaxObjects);
        for (var i = 0; i < count; i++)
        {
            var drawn = Pdfium.FPDFPage_GetObject(page, i);
            switch (Pdfium.FPDFPageObj_GetType(drawn))
            {
                case PathObject:
                    paths++;
                    break;
                case ImageObject or FormObject: // strips of a scan add up
                    covered += AreaOf(drawn);
                    break;
            }
        }

        return covered >= ScanCoverage * geometry.Area || paths >= ManyPaths;
    }

    static double AreaOf(nint drawn) =>
        Pdfium.FPDFPageObj_GetBounds(drawn, out var left, out var bottom, out var right, out var top) != 0
            ? Math.Max(0, right - left) * Math.Max(0, top - bottom)
            : 0;
}
