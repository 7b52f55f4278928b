using System.Buffers.Binary;

namespace Numora.Engine.Images;

/// <summary>Walks the blocks of a GIF. Its frames are an animation, not pages: the first one is the picture.</summary>
static class GifHeader
{
    const int HeaderSize = 13;
    const byte Extension = 0x21;
    const byte Frame = 0x2C;
    const byte Trailer = 0x3B;

    /// <summary>The larger of screen and first frame.</summary>
    public static (long Width, long Height, int Components) Size(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderSize)
            throw ImageHeader.Corrupt();
        var (start, _) = FirstFrame(file);
        var frame = file[(start + 1)..];
        return (Math.Max(UInt16(file[6..]), UInt16(frame[4..])), Math.Max(UInt16(file[8..]), UInt16(frame[6..])), 1);
    }

    /// <summary>The file without the frames after the first, which a decoder would hold in memory all at once.</summary>
    public static byte[] WithoutAnimation(ReadOnlySpan<byte> file) => [.. file[..FirstFrame(file).End], Trailer];

    static (int Start, int End) FirstFrame(ReadOnlySpan<byte> file)
    {
        const int descriptorSize = 9;
        var (at, start, end, frames) = (HeaderSize + TableSize(file[10]), 0, 0, 0);
        while (at < file.Length && file[at] != Trailer)
        {
            if (file[at] == Extension)
            {
                at = SkipBlocks(file, at + 2);
                continue;
            }

            if (file[at] != Frame || at + 1 + descriptorSize >= file.Length)
                break;
            var here = at;
            at = SkipBlocks(file, at + 1 + descriptorSize + TableSize(file[at + descriptorSize]) + 1);
            if (++frames > ImageHeader.MaxPages)
                throw new UnreadableException(FailureCode.FileTooLarge,
                    $"The GIF has more than {ImageHeader.MaxPages} frames. Send the document as a picture or PDF.");
            if (frames == 1)
                (start, end) = (here, Math.Min(at, file.Length));
        }

        return frames > 0 ? (start, end) : throw ImageHeader.Corrupt();
    }

    /// <summary>Data come in blocks of up to 255 bytes; an empty one closes them.</summary>
    static int SkipBlocks(ReadOnlySpan<byte> file, int at)
    {
        while (at < file.Length && file[at] != 0)
            at += 1 + file[at];
        return at + 1;
    }

    static int TableSize(byte flags) => (flags & 0x80) != 0 ? 3 * (2 << (flags & 7)) : 0;

    static int UInt16(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt16LittleEndian(at);
}
