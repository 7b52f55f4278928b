using System.Buffers;
using System.IO.Compression;
using System.Text;
using Numora.Engine.Pages;

namespace Numora.Engine.Memory;

/// <summary>
/// Pages and their words as few bytes, to be kept for a document's life: whole numbers of variable length, compressed with
/// Brotli. Places are kept to 1/20 point, confidences to 1/100.
/// </summary>
static class PackedPages
{
    public const int MaxWords = 20_000;

    /// <summary>A longer word's end says nothing about a layout.</summary>
    const int MaxLetters = 120;

    /// <summary>Of the packed form: what a worker sends is not trusted.</summary>
    const int MaxBytes = 8 * 1024 * 1024;

    const int MaxPages = 1_000;
    const byte Version = 2;
    const double PerPoint = 20;
    const double MaxPoints = 1_000_000;

    /// <summary>Steps of a page's tilt.</summary>
    const double PerRadian = 100_000;
    const int Hundred = 100;

    /// <summary>Fast, and half as large again as the best.</summary>
    const int Quality = 3;
    const int Window = 18;

    public static byte[] Pack(IEnumerable<Page> pages)
    {
        var plain = new ArrayBufferWriter<byte>(16 * 1024);
        plain.Write([Version]);
        var left = MaxWords;
        foreach (var page in pages.Take(MaxPages))
        {
            Number(plain, page.Number);
            Number(plain, Twentieths(page.Width));
            Number(plain, Twentieths(page.Height));
            Number(plain, (page.Alignment.QuarterTurns * 2) + (page.IsRecognised ? 1 : 0));
            Number(plain, (int)Math.Round(page.Alignment.Tilt * PerRadian));
            var count = Math.Min(left, page.Words.Count);
            left -= count;
            Number(plain, count);
            var (x, y) = (0, 0);
            foreach (var word in page.Words.Take(count))
                (x, y) = Write(plain, word, x, y);
        }

        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(plain.WrittenCount)];
        if (!BrotliEncoder.TryCompress(plain.WrittenSpan, packed, out var length, Quality, Window))
            throw new InvalidOperationException("The words could not be compressed.");
        return packed[..length];
    }

    /// <exception cref="InvalidDataException">These are no packed pages, or more than the limits allow.</exception>
    public static List<Page> Unpack(ReadOnlySpan<byte> packed)
    {
        var plain = ArrayPool<byte>.Shared.Rent(MaxBytes);
        try
        {
            if (!BrotliDecoder.TryDecompress(packed, plain, out var length) || length == 0 || plain[0] != Version)
                throw new InvalidDataException("These are no packed pages.");
            var from = new Reader(plain.AsSpan(1, length - 1));
            var pages = new List<Page>();
            var left = MaxWords;
            while (!from.AtEnd && pages.Count < MaxPages)
                pages.Add(ReadPage(ref from, ref left));
            return pages;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    static (int X, int Y) Write(ArrayBufferWriter<byte> to, Word word, int x, int y)
    {
        var text = word.Text.Length <= MaxLetters ? word.Text : word.Text[..MaxLetters];
        var bytes = to.GetSpan((MaxLetters * 3) + 5)[5..];
        var length = Encoding.UTF8.GetBytes(text, bytes);
        Span<byte> letters = stackalloc byte[length];
        bytes[..length].CopyTo(letters);
        Number(to, length);
        to.Write(letters);
        var (x0, y0) = (Twentieths(word.Box.X0), Twentieths(word.Box.Y0));
        Number(to, x0 - x);
        Number(to, y0 - y);
        Number(to, Twentieths(word.Box.X1) - x0);
        Number(to, Twentieths(word.Box.Y1) - y0);
        Number(to, (Twentieths(word.FontSize) * 2) + (word.Bold ? 1 : 0));
        Number(to, (int)Math.Round(Math.Clamp(word.Confidence, 0, 1) * Hundred));
        return (x0, y0);
    }

    static Page ReadPage(ref Reader from, ref int left)
    {
        var (number, width, height) = (from.Number(), from.Points(), from.Points());
        var (turns, tilt, count) = (from.Number(), from.Number(), from.Number());
        if (number < 1 || count < 0 || count > left)
            throw new InvalidDataException("A packed page is out of its limits.");
        left -= count;
        var words = new Word[count];
        var (x, y) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var text = from.Text();
            (x, y) = (Sum(x, from.Number()), Sum(y, from.Number()));
            var (right, bottom) = (Sum(x, from.Number()), Sum(y, from.Number()));
            var font = from.Number();
            words[i] = new(text, new(x / PerPoint, y / PerPoint, right / PerPoint, bottom / PerPoint),
                (font >> 1) / PerPoint, (font & 1) == 1, Math.Clamp(from.Number() / (double)Hundred, 0, 1));
        }

        return new(number, Math.Max(1, width), Math.Max(1, height), words)
        {
            IsRecognised = (turns & 1) == 1,
            Alignment = new((turns >> 1) & 3, tilt / PerRadian),
        };
    }

    static int Twentieths(double points) =>
        double.IsFinite(points) ? (int)Math.Round(Math.Clamp(points, -MaxPoints, MaxPoints) * PerPoint) : 0;

    static int Sum(int a, int b) => (int)Math.Clamp((long)a + b, -MaxPoints * PerPoint, MaxPoints * PerPoint);

    /// <summary>Zigzag, then seven bits a byte.</summary>
    static void Number(ArrayBufferWriter<byte> to, int number)
    {
        var rest = (uint)((number << 1) ^ (number >> 31));
        var bytes = to.GetSpan(5);
        var length = 0;
        for (; rest >= 0x80; rest >>= 7)
            bytes[length++] = (byte)(rest | 0x80);
        bytes[length++] = (byte)rest;
        to.Advance(length);
    }

    ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> _rest = bytes;

        public readonly bool AtEnd => _rest.IsEmpty;

        public int Number()
        {
            uint number = 0;
            for (var i = 0; i < 5; i++)
            {
                if (_rest.IsEmpty)
                    break;
                var b = _rest[0];
                _rest = _rest[1..];
                number |= (uint)(b & 0x7f) << (7 * i);
                if (b < 0x80)
                    return (int)(number >> 1) ^ -(int)(number & 1);
            }

            throw new InvalidDataException("Packed pages end in the middle of a number.");
        }

        public double Points() => Number() / PerPoint;

        public string Text()
        {
            var length = Number();
            if (length < 1 || length > _rest.Length || length > MaxLetters * 3)
                throw new InvalidDataException("A packed word is out of its limits.");
            var text = Encoding.UTF8.GetString(_rest[..length]);
            _rest = _rest[length..];
            return text;
        }
    }
}
