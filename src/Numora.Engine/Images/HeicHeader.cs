using System.Buffers.Binary;

namespace Numora.Engine.Images;

/// <summary>Reads the sizes that a HEIC declares (ISO/IEC 23008-12: meta, iprp, ipco, ispe).</summary>
static class HeicHeader
{
    const int MaxBoxes = 10_000;

    /// <summary>The largest picture of the file: the tiles and the thumbnail are smaller.</summary>
    public static (long Width, long Height, int Components) Size(ReadOnlySpan<byte> file)
    {
        var meta = Box(file, "meta"u8);
        var properties = Box(Box(meta.Length > 4 ? meta[4..] : [], "iprp"u8), "ipco"u8);
        var (width, height) = (0L, 0L);
        var rest = properties;
        for (var i = 0; i < MaxBoxes && Next(ref rest, out var type, out var content); i++)
        {
            if (!type.SequenceEqual("ispe"u8) || content.Length < 12)
                continue;
            width = Math.Max(width, BinaryPrimitives.ReadUInt32BigEndian(content[4..]));
            height = Math.Max(height, BinaryPrimitives.ReadUInt32BigEndian(content[8..]));
        }

        return (width, height, 3);
    }

    static ReadOnlySpan<byte> Box(ReadOnlySpan<byte> boxes, ReadOnlySpan<byte> wanted)
    {
        for (var i = 0; i < MaxBoxes && Next(ref boxes, out var type, out var content); i++)
            if (type.SequenceEqual(wanted))
                return content;
        return [];
    }

    /// <summary>Takes one box off the front: its size in four bytes, its type, sometimes a size in eight.</summary>
    static bool Next(
        scoped ref ReadOnlySpan<byte> boxes, out ReadOnlySpan<byte> type, out ReadOnlySpan<byte> content)
    {
        type = content = [];
        if (boxes.Length < 8)
            return false;
        var (size, head) = ((ulong)BinaryPrimitives.ReadUInt32BigEndian(boxes), 8);
        type = boxes[4..8];
        if (size == 1 && boxes.Length >= 16)
            (size, head) = (BinaryPrimitives.ReadUInt64BigEndian(boxes[8..]), 16);
        if (size == 0)
            size = (ulong)boxes.Length; // to the end of the file
        if (size < (ulong)head || size > (ulong)boxes.Length)
            return false;
        content = boxes[head..(int)size];
        boxes = boxes[(int)size..];
        return true;
    }
}
