using System.Buffers.Binary;
using System.IO.Compression;

namespace Numora.Engine.Tests.Support;

/// <summary>What Images/Png.cs wrote, undone: one IDAT, filter Up, grey or RGB.</summary>
sealed record DecodedPng(int Width, int Height, int Channels, byte[] Pixels)
{
    public static DecodedPng Of(byte[] png)
    {
        var width = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16));
        var height = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20));
        var channels = png[25] == 0 ? 1 : 3;
        var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        using var zlib = new ZLibStream(new MemoryStream(png, 41, length), CompressionMode.Decompress);
        var stride = width * channels;
        var (pixels, row) = (new byte[stride * height], new byte[stride + 1]);
        for (var y = 0; y < height; y++)
        {
            zlib.ReadExactly(row);
            Assert.Equal(2, row[0]);
            for (var x = 0; x < stride; x++)
                pixels[y * stride + x] = (byte)(row[x + 1] + (y == 0 ? 0 : pixels[(y - 1) * stride + x]));
        }

        return new(width, height, channels, pixels);
    }

    /// <summary>Whether a pixel is rather red than white or another colour.</summary>
    public bool IsRed(int x, int y)
    {
        if (Channels == 1)
            return false;
        var at = (y * Width + x) * Channels;
        return Pixels[at] > 200 && Pixels[at + 1] < 100 && Pixels[at + 2] < 100;
    }
}
