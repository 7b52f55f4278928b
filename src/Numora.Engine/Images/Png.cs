using System.Buffers.Binary;
using System.IO.Compression;

namespace Numora.Engine.Images;

/// <summary>Writes PNG (ISO 15948) of 8 bits a channel: grey, or RGB where there is colour.</summary>
static class Png
{
    static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    const byte Grey = 0;
    const byte Rgb = 2;
    const byte FilterUp = 2;

    /// <param name="pixels">Rows from the top, four bytes a pixel in the order blue, green, red, unused.</param>
    /// <param name="stride">Bytes from one row to the next.</param>
    public static byte[] Write(ReadOnlySpan<byte> pixels, int width, int height, int stride)
    {
        var isGrey = IsGrey(pixels, width, height, stride);
        using var file = new MemoryStream();
        file.Write(Signature);
        WriteChunk(file, "IHDR"u8, Header(width, height, isGrey ? Grey : Rgb));
        WriteChunk(file, "IDAT"u8, Compress(pixels, width, height, stride, isGrey ? 1 : 3));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    static byte[] Header(int width, int height, byte colour)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, colour);
        return header;
    }

    static ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> pixels, int width, int height, int stride, int channels)
    {
        var output = new MemoryStream();
        using (var zlib = new ZLibStream(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            var (row, above, filtered) = (new byte[width * channels], new byte[width * channels], new byte[width * channels + 1]);
            filtered[0] = FilterUp;
            for (var y = 0; y < height; y++)
            {
                Pack(pixels.Slice(y * stride, width * 4), row, channels);
                for (var i = 0; i < row.Length; i++)
                    filtered[i + 1] = (byte)(row[i] - above[i]);
                zlib.Write(filtered);
                (row, above) = (above, row);
            }
        }

        return output.GetBuffer().AsSpan(0, (int)output.Length);
    }

    static void Pack(ReadOnlySpan<byte> bgrx, Span<byte> row, int channels)
    {
        if (channels == 1)
        {
            for (var x = 0; x < row.Length; x++)
                row[x] = bgrx[4 * x];
            return;
        }

        for (int at = 0, to = 0; to < row.Length; at += 4, to += 3)
            (row[to], row[to + 1], row[to + 2]) = (bgrx[at + 2], bgrx[at + 1], bgrx[at]);
    }

    static bool IsGrey(ReadOnlySpan<byte> pixels, int width, int height, int stride)
    {
        for (var y = 0; y < height; y++)
        {
            var row = pixels.Slice(y * stride, width * 4);
            for (var at = 0; at < row.Length; at += 4)
                if (row[at] != row[at + 1] || row[at] != row[at + 2])
                    return false;
        }

        return true;
    }

    static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(Crc(uint.MaxValue, type), data) ^ uint.MaxValue);
        file.Write(number);
    }

    static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
            crc = s_crc[(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    static readonly uint[] s_crc = CrcTable();

    static uint[] CrcTable()
    {
        var table = new uint[256];
        for (uint n = 0; n < table.Length; n++)
        {
            var c = n;
            for (var bit = 0; bit < 8; bit++)
                c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            table[n] = c;
        }

        return table;
    }
}
