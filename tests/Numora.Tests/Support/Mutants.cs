using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Numora.Tests.Support;

/// <summary>A valid file with one or two faults in it.</summary>
/// <param name="Faults">What was done to it, to find it again.</param>
sealed record Mutant(byte[] Bytes, string Faults);

/// <summary>Breaks valid files as transfers, storage and people of ill will do. The same random numbers make the same mutants.</summary>
sealed class Mutants(Random random)
{
    /// <summary>Where most formats keep their sizes and counts.</summary>
    const int HeaderBytes = 400;

    const int MaxGrowth = 3;

    static readonly uint[] s_lengths =
        [0, 1, 2, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF];

    static readonly string[] s_numbers =
    [
        "0", "-1", "1", "3", "255", "65535", "65536", "99999999", "2147483647", "2147483648", "4294967295", "1e308",
        "99999999999999999999",
    ];

    public Mutant Of(byte[] valid)
    {
        var (file, faults) = (valid, new List<string>());
        for (var left = random.Next(1, 3); left > 0 && file.Length > 1; left--)
        {
            (file, var fault) = random.Next(7) switch
            {
                0 => Flip(file),
                1 => Cut(file),
                2 when file.Length < MaxGrowth * valid.Length => Double(file),
                3 => Swap(file),
                4 => Zero(file),
                5 => Number(file),
                _ => Length(file),
            };
            faults.Add(fault);
        }

        if (random.Next(2) == 0)
            file = WithPngSums(file); // as from a program that writes nonsense: what arrives broken is refused by its sums
        return new(file, string.Join(", ", faults));
    }

    (byte[], string) Flip(byte[] file)
    {
        var broken = (byte[])file.Clone();
        var count = random.Next(1, 9);
        var places = Enumerable.Range(0, count).Select(_ => random.Next(file.Length)).ToArray();
        foreach (var at in places)
            broken[at] ^= (byte)random.Next(1, 256);
        return (broken, $"{count} bytes flipped, the first at {places[0]}");
    }

    (byte[], string) Cut(byte[] file)
    {
        var length = random.Next(1, file.Length);
        return (file[..length], $"cut to {length}");
    }

    (byte[], string) Double(byte[] file)
    {
        var (at, length) = Run(file);
        return ([.. file[..(at + length)], .. file[at..]], $"{length} bytes at {at} doubled");
    }

    (byte[], string) Swap(byte[] file)
    {
        var (at, length) = Run(file);
        var half = length / 2;
        return ([.. file[..at], .. file[(at + half)..(at + length)], .. file[at..(at + half)], .. file[(at + length)..]],
            $"the halves of {length} bytes at {at} swapped");
    }

    (byte[], string) Zero(byte[] file)
    {
        var (at, length) = Run(file);
        var broken = (byte[])file.Clone();
        broken.AsSpan(at, length).Clear();
        return (broken, $"{length} bytes at {at} zeroed");
    }

    /// <summary>A length of two or four bytes in the head, or in the tail, where TIFF and PDF have theirs.</summary>
    (byte[], string) Length(byte[] file)
    {
        var broken = (byte[])file.Clone();
        var value = s_lengths[random.Next(s_lengths.Length)];
        var size = Math.Min(random.Next(2) == 0 ? 2 : 4, file.Length);
        var fromStart = random.Next(Math.Min(HeaderBytes, file.Length - size + 1));
        var at = random.Next(4) == 0 ? file.Length - size - fromStart : fromStart;
        Span<byte> bytes = stackalloc byte[4];
        if (random.Next(2) == 0)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        else
            BinaryPrimitives.WriteUInt32BigEndian(bytes, size == 2 ? value << 16 : value);
        bytes[..size].CopyTo(broken.AsSpan(at));
        return (broken, $"length {value:x} in {size} bytes at {at}");
    }

    /// <summary>A number in figures, as PDF and XML have them; in a file without any, another length.</summary>
    (byte[], string) Number(byte[] file)
    {
        var start = Array.FindIndex(file, random.Next(file.Length), IsDigit);
        if (start < 0)
            return Length(file);
        while (start > 0 && IsDigit(file[start - 1]))
            start--;
        var end = Array.FindIndex(file, start, b => !IsDigit(b));
        var number = s_numbers[random.Next(s_numbers.Length)];
        return ([.. file[..start], .. Encoding.ASCII.GetBytes(number), .. end < 0 ? [] : file[end..]],
            string.Create(CultureInfo.InvariantCulture, $"the number at {start} is {number}"));
    }

    /// <summary>With sums that are right again (ISO 15948, 5.3), as far as its chunks can be followed.</summary>
    static byte[] WithPngSums(byte[] file)
    {
        const int signature = 8;
        if (!file.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']))
            return file;
        var mended = (byte[])file.Clone();
        for (long at = signature; at + 12 <= mended.Length;)
        {
            var end = at + 8 + BinaryPrimitives.ReadUInt32BigEndian(mended.AsSpan((int)at));
            if (end + 4 > mended.Length)
                break;
            BinaryPrimitives.WriteUInt32BigEndian(mended.AsSpan((int)end), Sum(mended.AsSpan((int)at + 4, (int)(end - at - 4))));
            at = end + 4;
        }

        return mended;
    }

    /// <summary>CRC-32 (ISO 15948, annex D).</summary>
    static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var b in bytes)
        {
            sum ^= b;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) == 1 ? 0xEDB88320 ^ sum >> 1 : sum >> 1;
        }

        return ~sum;
    }

    (int At, int Length) Run(byte[] file)
    {
        var at = random.Next(file.Length);
        return (at, random.Next(1, Math.Min(file.Length - at, Math.Max(file.Length / 4, 1)) + 1));
    }

    static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';
}
