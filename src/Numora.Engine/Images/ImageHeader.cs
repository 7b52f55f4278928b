using System.Buffers.Binary;
using Numora.Engine.Files;

namespace Numora.Engine.Images;

/// <summary>
/// Checks what a picture claims to be, by its header and before anything is allocated or decoded: a few bytes can ask for
/// gigabytes.
/// </summary>
static class ImageHeader
{
    public const long MaxPixels = 100_000_000;

    /// <summary>Colour, black and alpha.</summary>
    public const int MaxComponents = 5;

    public const int MaxPages = 500;

    /// <returns>The number of pages: 1 but for a TIFF.</returns>
    /// <exception cref="UnreadableException">Damaged or too large.</exception>
    public static int Check(FileType type, ReadOnlySpan<byte> file)
    {
        if (type == FileType.Tiff)
            return TiffHeader.Check(file);
        var (width, height, components) =
            type == FileType.Jpeg ? JpegHeader.Size(file)
            : type == FileType.Png ? Png(file)
            : type == FileType.Gif ? GifHeader.Size(file)
            : type == FileType.Bmp ? Bmp(file)
            : type == FileType.Webp ? Webp(file)
            : type == FileType.Heic ? HeicHeader.Size(file)
            : throw new ArgumentException($"{type.Name} is no picture.", nameof(type));
        CheckSize(width, height, components);
        return 1;
    }

    public static void CheckSize(long width, long height, int components)
    {
        if (width <= 0 || height <= 0 || components is < 1 or > MaxComponents)
            throw Corrupt();
        if (width > MaxPixels || height > MaxPixels || width * height > MaxPixels)
            throw new UnreadableException(FailureCode.FileTooLarge,
                $"The picture has {width} x {height} pixels; at most {MaxPixels / 1_000_000} megapixels are read. "
                + "Scale it down and send it again.");
    }

    public static UnreadableException Corrupt() => new(FailureCode.FileCorrupt,
        "The picture is damaged and cannot be opened. Save or scan it again and send that.");

    static (long, long, int) Png(ReadOnlySpan<byte> file)
    {
        const int header = 16; // after the signature, the length and the name IHDR
        if (file.Length < header + 10 || !file[12..16].SequenceEqual("IHDR"u8))
            throw Corrupt();
        var components = file[header + 9] switch { 0 or 3 => 1, 4 => 2, 2 => 3, 6 => 4, _ => throw Corrupt() };
        return (BinaryPrimitives.ReadUInt32BigEndian(file[header..]),
            BinaryPrimitives.ReadUInt32BigEndian(file[(header + 4)..]), components);
    }

    static (long, long, int) Bmp(ReadOnlySpan<byte> file)
    {
        const int header = 14;
        const int oldHeader = 12; // OS/2: sizes of two bytes
        if (file.Length < header + 16)
            throw Corrupt();
        var isOld = BinaryPrimitives.ReadInt32LittleEndian(file[header..]) == oldHeader;
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(file[(header + (isOld ? 10 : 14))..]);
        if (bits is not (1 or 2 or 4 or 8 or 16 or 24 or 32))
            throw Corrupt();
        return isOld
            ? (BinaryPrimitives.ReadUInt16LittleEndian(file[(header + 4)..]),
                BinaryPrimitives.ReadUInt16LittleEndian(file[(header + 6)..]), 1)
            : (BinaryPrimitives.ReadInt32LittleEndian(file[(header + 4)..]), // a negative height: rows from the top
                Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(file[(header + 8)..])), 1);
    }

    /// <summary>RFC 9649: lossy, lossless and extended files begin differently.</summary>
    static (long, long, int) Webp(ReadOnlySpan<byte> file)
    {
        if (file.Length < 30)
            throw Corrupt();
        var chunk = file[12..16];
        if (chunk.SequenceEqual("VP8X"u8))
            return (1 + UInt24(file[24..]), 1 + UInt24(file[27..]), 4);
        if (chunk.SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(file[21..]);
            return (1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF), 4);
        }

        return chunk.SequenceEqual("VP8 "u8)
            ? (BinaryPrimitives.ReadUInt16LittleEndian(file[26..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(file[28..]) & 0x3FFF, 3)
            : throw Corrupt();
    }

    static long UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | bytes[1] << 8 | bytes[2] << 16;
}
