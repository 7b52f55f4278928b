using Numora.Engine.Pages;

namespace Numora.Engine.Recognition;

/// <summary>Puts words whose text is known over the recognised ones of the same page.</summary>
static class Overlay
{
    /// <summary>A recognised word of which more than this part is covered is the known one, read again.</summary>
    const double MostCovered = 0.4;

    /// <param name="seen">The page as displayed, with the known words only.</param>
    public static Page Of(Page recognised, Page seen)
    {
        if (seen.Words.Count == 0)
            return recognised;
        var placed = seen.Words
            .Select(w => w with { Box = recognised.Alignment.Aligned(w.Box, seen.Width, seen.Height) }).ToList();
        var others = recognised.Words.Where(w => !placed.Any(p => Covered(w.Box, p.Box) > MostCovered));
        return recognised with { Words = [.. others, .. placed] };
    }

    static double Covered(Box box, Box by)
    {
        var width = Math.Min(box.X1, by.X1) - Math.Max(box.X0, by.X0);
        var height = Math.Min(box.Y1, by.Y1) - Math.Max(box.Y0, by.Y0);
        return width <= 0 || height <= 0 ? 0 : width * height / (box.Width * box.Height);
    }
}
