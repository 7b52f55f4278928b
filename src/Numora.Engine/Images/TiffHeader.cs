using System.Buffers.Binary;

namespace Numora.Engine.Images;

/// <summary>Walks the directories of a TIFF or BigTIFF, one a page (TIFF 6.0, section 2).</summary>
readonly ref struct TiffHeader
{
    const int MaxEntries = 4_096;
    const ushort Width = 256;
    const ushort Length = 257;
    const ushort SamplesPerPixel = 277;
    const ushort TypeShort = 3;

    readonly ReadOnlySpan<byte> _file;
    readonly bool _isLittle;
    readonly bool _isBig;

    TiffHeader(ReadOnlySpan<byte> file)
    {
        _file = file;
        _isLittle = file[0] == (byte)'I';
        _isBig = UInt16(2) == 43;
    }

    /// <returns>The number of pages.</returns>
    public static int Check(ReadOnlySpan<byte> file)
    {
        if (file.Length < 16)
            throw ImageHeader.Corrupt();
        return new TiffHeader(file).Check();
    }

    int Check()
    {
        var seen = new HashSet<long>();
        var at = _isBig ? Offset(8) : Offset(4);
        while (at != 0)
        {
            if (!seen.Add(at))
                throw ImageHeader.Corrupt(); // the directories point at each other in a ring
            if (seen.Count > ImageHeader.MaxPages)
                throw new UnreadableException(FailureCode.FileTooLarge,
                    $"The TIFF has more than {ImageHeader.MaxPages} pages. Split it and send the parts.");
            at = CheckPage(at);
        }

        return seen.Count > 0 ? seen.Count : throw ImageHeader.Corrupt();
    }

    /// <returns>Where the next page's directory is; 0 after the last.</returns>
    long CheckPage(long at)
    {
        var (countSize, entrySize) = _isBig ? (8, 20) : (2, 12);
        if (at < 8 || at + countSize > _file.Length)
            throw ImageHeader.Corrupt();
        var count = _isBig ? Offset((int)at) : UInt16((int)at);
        var end = at + countSize + count * entrySize;
        if (count is < 1 or > MaxEntries || end > _file.Length)
            throw ImageHeader.Corrupt();

        var (width, height, samples) = (0L, 0L, 1L);
        for (var i = 0; i < count; i++)
        {
            var entry = (int)(at + countSize + i * entrySize);
            switch (UInt16(entry))
            {
                case Width:
                    width = Value(entry);
                    break;
                case Length:
                    height = Value(entry);
                    break;
                case SamplesPerPixel:
                    samples = Value(entry);
                    break;
            }
        }

        ImageHeader.CheckSize(width, height, (int)Math.Min(samples, int.MaxValue));
        return end + (_isBig ? 8 : 4) <= _file.Length ? Offset((int)end) : 0;
    }

    long Value(int entry)
    {
        var at = entry + (_isBig ? 12 : 8);
        return UInt16(entry + 2) == TypeShort ? UInt16(at) : UInt32(at);
    }

    /// <summary>A place in the file; one beyond what can be addressed counts as beyond its end.</summary>
    long Offset(int at)
    {
        if (!_isBig)
            return UInt32(at);
        var value = _isLittle
            ? BinaryPrimitives.ReadUInt64LittleEndian(_file[at..]) : BinaryPrimitives.ReadUInt64BigEndian(_file[at..]);
        return (long)Math.Min(value, int.MaxValue);
    }

    uint UInt32(int at) => _isLittle
        ? BinaryPrimitives.ReadUInt32LittleEndian(_file[at..]) : BinaryPrimitives.ReadUInt32BigEndian(_file[at..]);

    ushort UInt16(int at) => _isLittle
        ? BinaryPrimitives.ReadUInt16LittleEndian(_file[at..]) : BinaryPrimitives.ReadUInt16BigEndian(_file[at..]);
}
