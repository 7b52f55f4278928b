namespace Numora.Engine.Tests.Images;

/// <summary>Writes uncompressed grey TIFFs (TIFF 6.0) in either byte order: pages one after the other.</summary>
sealed class TinyTiff(bool isLittle = true)
{
    public const int FirstDirectory = 8;

    const int Short = 3;
    const int Long = 4;
    const int Entries = 8;
    const int EntrySize = 12;
    const int DirectorySize = 2 + Entries * EntrySize + 4;

    readonly List<byte> _file = [];

    /// <summary>Where the last page says which one follows; the header's pointer before there is one.</summary>
    public int LastLink { get; private set; } = 4;

    /// <summary>A page in one shade.</summary>
    /// <param name="samples">Samples a pixel that the directory claims.</param>
    public TinyTiff Page(int width, int height, byte shade, int samples = 1)
    {
        if (_file.Count == 0)
            _file.AddRange([.. isLittle ? "II"u8 : "MM"u8, .. Number(42, 2), .. Number(0, 4)]);
        var directory = _file.Count;
        Overwrite(LastLink, directory);
        _file.AddRange(Number(Entries, 2));
        Entry(256, Long, width);
        Entry(257, Long, height);
        Entry(258, Short, 8); // bits a sample
        Entry(259, Short, 1); // no compression
        Entry(262, Short, 1); // 0 is black
        Entry(273, Long, directory + DirectorySize); // where the pixels are
        Entry(277, Short, samples);
        Entry(279, Long, width * height); // bytes of the pixels
        LastLink = _file.Count;
        _file.AddRange(Number(0, 4));
        _file.AddRange(Enumerable.Repeat(shade, (width * height + 1) / 2 * 2)); // a directory begins at an even place
        return this;
    }

    /// <summary>Lets the last page's directory claim another size.</summary>
    public TinyTiff Claim(int width, int height)
    {
        var firstEntry = LastLink - Entries * EntrySize;
        return Overwrite(firstEntry + 8, width).Overwrite(firstEntry + EntrySize + 8, height);
    }

    /// <summary>Four bytes, e.g. for directories that point at each other in a ring.</summary>
    public TinyTiff Overwrite(int at, int value)
    {
        foreach (var b in Number(value, 4))
            _file[at++] = b;
        return this;
    }

    public byte[] ToBytes() => [.. _file];

    /// <summary>A short stands at the left of the four bytes for a value.</summary>
    void Entry(int tag, int type, int value) => _file.AddRange(
        [.. Number(tag, 2), .. Number(type, 2), .. Number(1, 4), .. Number(value, type == Short ? 2 : 4),
            .. new byte[type == Short ? 2 : 0]]);

    byte[] Number(int value, int size)
    {
        var bytes = Enumerable.Range(0, size).Select(i => (byte)(value >> 8 * i)).ToArray();
        if (!isLittle)
            Array.Reverse(bytes);
        return bytes;
    }
}
