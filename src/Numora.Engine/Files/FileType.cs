namespace Numora.Engine.Files;

/// <summary>A type of file that can be read, found from the bytes and never from a name or header.</summary>
/// <param name="Name">For a person, e.g. <c>TIFF</c>.</param>
/// <param name="ContentType">For <c>Content-Type</c>.</param>
/// <param name="IsImage">Whether it holds nothing but pictures.</param>
public sealed record FileType(string Name, string ContentType, bool IsImage)
{
    /// <summary>So many bytes of a file's start are enough for <see cref="Of"/>.</summary>
    public const int HeadBytes = 64 * 1024;

    /// <summary>How much junk may stand before <c>%PDF-</c>; readers in the field allow the same.</summary>
    const int MaxJunkBeforePdf = 1_024;

    public static FileType Pdf { get; } = new("PDF", "application/pdf", IsImage: false);

    public static FileType Jpeg { get; } = new("JPEG", "image/jpeg", IsImage: true);

    public static FileType Png { get; } = new("PNG", "image/png", IsImage: true);

    public static FileType Tiff { get; } = new("TIFF", "image/tiff", IsImage: true);

    public static FileType Heic { get; } = new("HEIC", "image/heic", IsImage: true);

    public static FileType Webp { get; } = new("WEBP", "image/webp", IsImage: true);

    public static FileType Gif { get; } = new("GIF", "image/gif", IsImage: true);

    public static FileType Bmp { get; } = new("BMP", "image/bmp", IsImage: true);

    /// <summary>A bare e-invoice: UBL or CII.</summary>
    public static FileType EInvoice { get; } = new("e-invoice XML", "application/xml", IsImage: false);

    /// <summary>The type of a file that begins so, or null where it is none that can be read.</summary>
    /// <param name="head">The whole file or its first <see cref="HeadBytes"/>.</param>
    public static FileType? Of(ReadOnlySpan<byte> head) =>
        ImageOf(head)
        ?? (head[..Math.Min(head.Length, MaxJunkBeforePdf + 5)].IndexOf("%PDF-"u8) >= 0 ? Pdf : null)
        ?? (XmlRoot.IsEInvoice(head[..Math.Min(head.Length, HeadBytes)]) ? EInvoice : null);

    static FileType? ImageOf(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png,
        [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..] => Tiff,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => Gif,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => Webp,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => IsHeic(head) ? Heic : null,
        // The size of the header that follows keeps text that begins with BM out.
        [(byte)'B', (byte)'M', ..] when head.Length > 18 && head[14] is 12 or 40 or 52 or 56 or 64 or 108 or 124
            && head[15..18].IndexOfAnyExcept((byte)0) < 0 => Bmp,
        _ => null,
    };

    /// <summary>ISO/IEC 23008-12: the brands of the <c>ftyp</c> box; one of HEVC makes it HEIC.</summary>
    static bool IsHeic(ReadOnlySpan<byte> head)
    {
        var size = head[0] << 24 | head[1] << 16 | head[2] << 8 | head[3];
        var box = head[..Math.Clamp(size, 0, Math.Min(head.Length, 512))];
        var (hevc, generic, other) = (false, false, false);
        for (var at = 8; at + 4 <= box.Length; at += 4)
        {
            if (at == 12)
                continue; // the minor version
            var brand = box.Slice(at, 4);
            hevc |= brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8);
            generic |= brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8);
            other |= brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8);
        }

        return hevc || (generic && !other);
    }
}
