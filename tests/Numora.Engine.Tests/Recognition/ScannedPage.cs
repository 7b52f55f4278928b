using System.Runtime.InteropServices;
using Numora.Engine.Images;
using Numora.Engine.Pdf;
using Numora.Tests.Support;

namespace Numora.Engine.Tests.Recognition;

/// <summary>An invoice drawn in code as a scanner or camera would hand it in.</summary>
static unsafe partial class ScannedPage
{
    public const string Number = "RE-4711";
    public const string Date = "2024-05-06";
    public const decimal Total = 119.00m;

    /// <summary>Where the number is printed, in points of an A4 page.</summary>
    public const double NumberX = 200;
    public const double NumberY = 130;

    // IFF_... of Leptonica's imageio.h
    public const int Bmp = 1;
    public const int Jpeg = 2;
    public const int Png = 3;
    public const int Tiff = 4;
    public const int Gif = 13;
    public const int Webp = 15;

    /// <summary>Enough running text that the letters tell which way up they stand.</summary>
    static readonly string[] s_text =
    [
        "Thank you very much for your order and the friendly conversation with our office last week.",
        "The goods were handed over to the carrier on the day after your order had reached our house.",
        "Please transfer the amount to the account below within fourteen days after you have got this letter.",
        "The goods remain the property of the seller until the whole of the price has been paid by the buyer.",
        "If anything should be missing or damaged then please tell us within a few days of the delivery.",
        "Our general terms of business hold for this and for every further delivery of goods to your house.",
        "Questions about this letter are answered by the office on every working day from eight to five.",
        "We are looking forward to your next order and remain with kind regards from the whole company.",
    ];

    public static TinyPage Draw(TinyPage page)
    {
        page.Text(50, 60, "ACME Trading Ltd", 14).Text(50, 100, "INVOICE", 18, bold: true)
            .Text(50, NumberY, "Invoice number:", 11).Text(NumberX, NumberY, Number, 11)
            .Text(50, 150, "Invoice date:", 11).Text(200, 150, "06.05.2024", 11)
            .Text(300, 300, "Net", 11).Text(420, 300, "100.00 EUR", 11)
            .Text(300, 320, "VAT 19 %", 11).Text(420, 320, "19.00 EUR", 11)
            .Text(300, 340, "Total amount", 11).Text(420, 340, "119.00 EUR", 11);
        for (var i = 0; i < s_text.Length; i++)
            page.Text(50, 400 + 18 * i, s_text[i], 11);
        return page;
    }

    /// <summary>8 bits grey, A4 at 200 dpi.</summary>
    public static Picture Picture()
    {
        var pdf = new TinyPdf();
        Draw(pdf.Page());
        using var document = PdfDocument.Open(pdf.ToBytes());
        return document.PicturePage(1)!.Scaled(2 / 3.0);
    }

    /// <param name="format">One of the constants above.</param>
    public static byte[] Encoded(int format, Func<Picture, Picture>? change = null)
    {
        using var picture = Picture();
        return Encode(change is null ? picture : change(picture), format);
    }

    /// <summary>On yellow paper, with a palette of 256 colours: 8 bits a dot that are not grey.</summary>
    public static Picture WithPalette(Picture picture)
    {
        using var colour = Numora.Engine.Images.Picture.Of(Leptonica.pixConvertTo32(picture.Pix));
        var dots = Leptonica.pixGetData(colour.Pix);
        for (var i = 0L; i < (long)Leptonica.pixGetWpl(colour.Pix) * colour.Height; i++)
            dots[i] = dots[i] & 0xFFFF00FF | Math.Min(dots[i] >> 8 & 0xFF, 0xC0) << 8; // red, green, blue, unused
        return Numora.Engine.Images.Picture.Of(pixFixedOctcubeQuant256(colour.Pix, dither: 0));
    }

    public static byte[] Encode(Picture picture, int format)
    {
        byte* data;
        nuint size;
        Assert.Equal(0, pixWriteMem(&data, &size, picture.Pix, format));
        return Taken(data, size);
    }

    /// <summary>Pages, each a scan.</summary>
    public static byte[] TiffOf(int pages)
    {
        var all = pixaCreate(pages);
        for (var i = 0; i < pages; i++)
        {
            using var picture = Picture();
            Assert.Equal(0, pixaAddPix(all, picture.Pix, copy: 1));
        }

        byte* data;
        nuint size;
        Assert.Equal(0, pixaWriteMemMultipageTiff(&data, &size, all));
        pixaDestroy(&all);
        return Taken(data, size);
    }

    /// <summary>A JPEG with an EXIF segment that holds nothing but the orientation.</summary>
    public static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] segment =
        [
            .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0,
        ];
        return [.. jpeg[..2], 0xFF, 0xE1, 0, (byte)(segment.Length + 2), .. segment, .. jpeg[2..]];
    }

    /// <summary>The scan as a page of a PDF: operators that draw it over the whole of an A4 page.</summary>
    public static string AsPdfOperators()
    {
        using var picture = Picture().Scaled(0.75).BlackAndWhite(128);
        var (width, height) = (picture.Width, picture.Height);
        var words = Leptonica.pixGetWpl(picture.Pix);
        var data = Leptonica.pixGetData(picture.Pix);
        var hex = new System.Text.StringBuilder();
        for (var y = 0; y < height; y++)
            for (var i = 0; i < (width + 7) / 8; i++) // in Leptonica 1 is black, in PDF white
                hex.Append(((byte)~(data[y * words + i / 4] >> (24 - 8 * (i % 4)))).ToString("x2", null));
        return FormattableString.Invariant(
            $"q 595 0 0 842 0 0 cm BI /W {width} /H {height} /BPC 1 /CS /G /F /AHx ID {hex}> EI Q");
    }

    static byte[] Taken(byte* data, nuint size)
    {
        var bytes = new ReadOnlySpan<byte>(data, (int)size).ToArray();
        NativeMemory.Free(data);
        return bytes;
    }

    const string Library = "liblept.so.5";

    [LibraryImport(Library)] private static partial int pixWriteMem(byte** data, nuint* size, nint pix, int format);

    [LibraryImport(Library)] private static partial nint pixaCreate(int count);

    [LibraryImport(Library)] private static partial int pixaAddPix(nint all, nint pix, int copy);

    [LibraryImport(Library)] private static partial nint pixFixedOctcubeQuant256(nint pix, int dither);

    [LibraryImport(Library)] private static partial int pixaWriteMemMultipageTiff(byte** data, nuint* size, nint all);

    [LibraryImport(Library)] private static partial void pixaDestroy(nint* all);
}
