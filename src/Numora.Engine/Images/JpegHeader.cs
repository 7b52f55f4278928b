using System.Buffers.Binary;

namespace Numora.Engine.Images;

/// <summary>Walks the segments of a JPEG up to its frame.</summary>
static class JpegHeader
{
    const int MaxSegments = 2_000;
    const byte ApplicationOne = 0xE1;

    /// <summary>How a picture is to be turned: the values of the EXIF tag Orientation.</summary>
    public const int Upright = 1;

    public static (long Width, long Height, int Components) Size(ReadOnlySpan<byte> file)
    {
        var size = (0L, 0L, 0);
        Walk(file, (marker, segment) =>
        {
            if (!IsFrame(marker) || segment.Length < 6)
                return false;
            size = (BinaryPrimitives.ReadUInt16BigEndian(segment[3..]),
                BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), segment[5]);
            return true;
        });
        return size;
    }

    /// <summary>1 to 8; 1 where the file does not say.</summary>
    public static int Orientation(ReadOnlySpan<byte> file)
    {
        var orientation = Upright;
        Walk(file, (marker, segment) =>
        {
            if (marker == ApplicationOne && segment.StartsWith("Exif\0\0"u8))
                orientation = Exif(segment[6..]);
            return IsFrame(marker) || orientation != Upright;
        });
        return orientation;
    }

    delegate bool Visit(byte marker, ReadOnlySpan<byte> segment);

    /// <summary>Until <paramref name="visit"/> says stop, the picture's data begin or the file ends.</summary>
    static void Walk(ReadOnlySpan<byte> file, Visit visit)
    {
        const byte startOfScan = 0xDA;
        var at = 2;
        for (var i = 0; i < MaxSegments && at + 4 <= file.Length; i++)
        {
            if (file[at] != 0xFF)
                return;
            var marker = file[at + 1];
            if (marker == 0xFF)
            {
                at++; // a fill byte
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (marker == startOfScan || length < 2 || at + 2 + length > file.Length)
                return;
            if (visit(marker, file.Slice(at + 4, length - 2)))
                return;
            at += 2 + length;
        }
    }

    /// <summary>SOF0 to SOF15 without the tables that stand among them (ITU T.81, table B.1).</summary>
    static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>The tag 0x0112 of the first directory (EXIF 2.3, 4.6.4).</summary>
    static int Exif(ReadOnlySpan<byte> tiff)
    {
        const int entrySize = 12;
        if (tiff.Length < 8)
            return Upright;
        var isLittle = tiff[0] == (byte)'I';
        var directory = (long)UInt32(tiff[4..]);
        if (directory + 2 > tiff.Length)
            return Upright;
        var entries = tiff[(int)(directory + 2)..];
        var count = Math.Min(UInt16(tiff[(int)directory..]), entries.Length / entrySize);
        for (var i = 0; i < count; i++)
            if (UInt16(entries[(i * entrySize)..]) == 0x0112)
                return UInt16(entries[(i * entrySize + 8)..]) is >= 1 and <= 8 and var value ? value : Upright;
        return Upright;

        uint UInt32(ReadOnlySpan<byte> at) => isLittle
            ? BinaryPrimitives.ReadUInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32BigEndian(at);

        ushort UInt16(ReadOnlySpan<byte> at) => isLittle
            ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);
    }
}
