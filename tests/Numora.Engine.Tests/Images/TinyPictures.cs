using System.Buffers.Binary;

namespace Numora.Engine.Tests.Images;

/// <summary>
/// The same picture in each format: <see cref="Width"/> by <see cref="Height"/>, white, its top left quarter red. Those that
/// are hard to write by hand were written once by Leptonica 1.82 (pixWriteMem; the GIF after pixOctreeQuantNumColors) and
/// libheif 1.15 with x265 (heif_context_encode_image, quality 60) and stand here as base64.
/// </summary>
static class TinyPictures
{
    public const int Width = 64;
    public const int Height = 32;

    public static byte[] Jpeg() => Convert.FromBase64String("""
        /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgy
        PC4zNDL/2wBDAQkJCQwLDBgNDRgyIRwhMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjL/wAARCAAgAEAD
        ASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKB
        kaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZ
        mqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQF
        BgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5
        OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX
        2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDi6KKK+ZP3EKKKKAPrOiiivpj8OCiiigAooooAKKKKACiiigAooooA/9k=
        """);

    public static byte[] WebpLossy() => Convert.FromBase64String("""
        UklGRlwAAABXRUJQVlA4IFAAAADwAwCdASpAACAAPmkskEWkIqGZ/mQAQAaEsQBig0A/AABCkhrTK4TwAP7wxAv/yC5YXXI1//ID/kB/yA//j4Lw
        R/CLpSsLvv+I/dvdngAAAA==
        """);

    public static byte[] Gif() => Convert.FromBase64String("""
        R0lGODdhQAAgAKIAAEBAQEBAwEDAQEDAwP8AAMBAwMDAQP///ywAAAAAQAAgAAADV0i63P7syEmrvRTq3bD/FSdqYOmNaGeuWeqy8OG+8TqntX2P
        ubnzPdBPFBQON8XPEZnELEnNyxMSlU4dVcsVm+16v+CweEwum8/otHrNbrvf8Lh8Tq93EwA7
        """);

    /// <summary>The coded picture is 64 by 64; a grid item cuts it to 64 by 32.</summary>
    public static byte[] Heic() => Convert.FromBase64String("""
        AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAa1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAA
        AAACAAAAEGlkYXQAAAAAAEAAIAAAADhpbG9jAQAAAERAAAIAAQAAAAAAAAHRAAEAAAAAAAAAXwACAAEAAAAAAAAAAQAAAAAAAAAIAAAAOGlpbmYA
        AAAAAAIAAAAVaW5mZQIAAAEAAQAAaHZjMQAAAAAVaW5mZQIAAAAAAgAAZ3JpZAAAAADYaXBycAAAALZpcGNvAAAAdmh2Y0MBA3AAAAAAAAAAAAAe
        8AD8/fj4AAAPAyAAAQAYQAEMAf//A3AAAAMAkAAAAwAAAwAeugJAIQABACpCAQEDcAAAAwCQAAADAAADAB6gIIEFlurkprm4EBAwIAAAAwAgAAAD
        ACEiAAEABkQBwXPAiQAAABRpc3BlAAAAAAAAAEAAAABAAAAAFGlzcGUAAAAAAAAAQAAAACAAAAAQcGl4aQAAAAADCAgIAAAAGmlwbWEAAAAAAAAA
        AgABAoECAAICA4QAAAAaaXJlZgAAAAAAAAAOZGltZwACAAEAAQAAAGdtZGF0AAAAWygBrwng4Vc5NB//8ju///Kwdl+8R6oUicv+3piK/EHI/9QD
        /og+cC1c/z2MAcNoNCrGW91nrIlIiC1724p3s2MIIYL8pfWRN84f510fj0xc/+1q5lngVWpKLYA=
        """);

    public static byte[] Png() => Numora.Engine.Images.Png.Write(Pixels(4), Width, Height, Width * 4);

    /// <summary>24 bits a pixel, rows from the bottom.</summary>
    public static byte[] Bmp()
    {
        var rows = Pixels(3).Chunk(Width * 3).Reverse().SelectMany(row => row);
        return [.. BmpHeader(Width, Height, 24), .. rows];
    }

    /// <summary>The two headers of a BMP (BITMAPFILEHEADER, BITMAPINFOHEADER).</summary>
    public static byte[] BmpHeader(int width, int height, short bits)
    {
        var header = new byte[54];
        "BM"u8.CopyTo(header);
        Put(2, 54 + width * Math.Abs((long)height) * bits / 8);
        Put(10, 54);
        Put(14, 40);
        Put(18, width);
        Put(22, height);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(26), 1);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(28), bits);
        return header;

        void Put(int at, long value) => BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(at), (int)value);
    }

    /// <summary>A JPEG with an EXIF segment that holds nothing but the orientation.</summary>
    public static byte[] JpegTurned(byte orientation, bool isLittle = true)
    {
        byte[] tiff = isLittle
            ? [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]
            : [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        byte[] segment = [.. "Exif\0\0"u8, .. tiff];
        var plain = Jpeg();
        return [.. plain[..2], 0xFF, 0xE1, 0, (byte)(segment.Length + 2), .. segment, .. plain[2..]];
    }

    /// <summary>Blue, green, red; the fourth byte is unused.</summary>
    static byte[] Pixels(int bytesPerPixel)
    {
        var pixels = new byte[Width * Height * bytesPerPixel];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = (i / bytesPerPixel % Width, i / bytesPerPixel / Width);
            var isRed = x < Width / 2 && y < Height / 2;
            pixels[i] = isRed && i % bytesPerPixel != 2 ? (byte)0 : (byte)255;
        }

        return pixels;
    }
}
