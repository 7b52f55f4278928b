namespace Numora.Engine.Pages;

/// <summary>
/// How a page as displayed was turned so that its lines run level: by whole quarters, then by a little around its middle.
/// </summary>
/// <param name="QuarterTurns">Clockwise, 0 to 3.</param>
/// <param name="Tilt">Radians, clockwise, after the quarters.</param>
public readonly record struct Alignment(int QuarterTurns, double Tilt)
{
    /// <summary>Where a box of the aligned page is seen, and the size of the page as displayed.</summary>
    /// <param name="width">Of the aligned page.</param>
    /// <param name="height">Of the aligned page.</param>
    public (Box Box, double Width, double Height) Displayed(Box box, double width, double height)
    {
        var level = Tilted(box, width, height, -Tilt);
        return QuarterTurns switch
        {
            1 => (new(level.Y0, width - level.X1, level.Y1, width - level.X0), height, width),
            2 => (new(width - level.X1, height - level.Y1, width - level.X0, height - level.Y0), width, height),
            3 => (new(height - level.Y1, level.X0, height - level.Y0, level.X1), height, width),
            _ => (level, width, height),
        };
    }

    /// <summary>Where a box of the page as displayed is on the aligned page.</summary>
    /// <param name="width">Of the page as displayed.</param>
    /// <param name="height">Of the page as displayed.</param>
    public Box Aligned(Box box, double width, double height) => QuarterTurns switch
    {
        1 => Tilted(new(height - box.Y1, box.X0, height - box.Y0, box.X1), height, width, Tilt),
        2 => Tilted(new(width - box.X1, height - box.Y1, width - box.X0, height - box.Y0), width, height, Tilt),
        3 => Tilted(new(box.Y0, width - box.X1, box.Y1, width - box.X0), height, width, Tilt),
        _ => Tilted(box, width, height, Tilt),
    };

    /// <summary>The box of the same size around the same place; a slight tilt hardly changes a word's shape.</summary>
    static Box Tilted(Box box, double width, double height, double tilt)
    {
        if (tilt == 0)
            return box;
        var (sin, cos) = Math.SinCos(tilt);
        var (right, down) = (box.CentreX - width / 2, box.CentreY - height / 2);
        var (x, y) = (width / 2 + right * cos - down * sin, height / 2 + right * sin + down * cos);
        return new(x - box.Width / 2, y - box.Height / 2, x + box.Width / 2, y + box.Height / 2);
    }
}
