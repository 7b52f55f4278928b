using Numora.Engine.Files;

namespace Numora.Engine.Images;

/// <summary>Turns a page of a picture file into a PNG for a person: upright, at most 2,000 pixels wide and high.</summary>
static class ImageDrawing
{
    /// <param name="file">Checked by <see cref="ImageHeader"/>.</param>
    /// <param name="number">From 1; a page that the file has.</param>
    public static byte[] Draw(FileType type, FileBytes file, int number)
    {
        using var picture = ImageDecoding.Decode(type, file, number, PageImage.MaxSidePixels);
        return picture.Small(PageImage.MaxSidePixels).ToPng();
    }
}
