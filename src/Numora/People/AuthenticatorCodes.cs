using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Numora.People;

/// <summary>
/// Six digits from an authenticator app: TOTP (RFC 6238) with HMAC-SHA1, steps of 30 s. Identity's own provider takes each
/// code any number of times within five steps and reads the machine's clock; §5.2 of the RFC wants each taken once.
/// </summary>
static class AuthenticatorCodes
{
    public const int Digits = 6;

    const int KeyBytes = 20; // as long as SHA-1's output, RFC 4226 §4 R6
    const int StepSeconds = 30;

    /// <summary>Clocks of phones may be a step off, either way.</summary>
    const int Tolerance = 1;

    const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string NewKey() => RandomNumberGenerator.GetString(Base32, KeyBytes * 8 / 5);

    /// <summary>The step whose code this is; null for none that is newer than the last one taken.</summary>
    /// <param name="key">In base 32.</param>
    /// <param name="after">The step of the last code that was taken.</param>
    public static long? StepOf(string key, string code, long after, DateTimeOffset now)
    {
        var digits = Encoding.ASCII.GetBytes(string.Concat(code.Where(c => !char.IsWhiteSpace(c))));
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        for (var step = current - Tolerance; step <= current + Tolerance; step++)
            if (CryptographicOperations.FixedTimeEquals(digits, Encoding.ASCII.GetBytes(CodeAt(key, step))) && step > after)
                found = step;
        return found;
    }

    /// <summary>The code that the app shows at this moment.</summary>
    public static string CodeAt(string key, DateTimeOffset now) => CodeAt(key, now.ToUnixTimeSeconds() / StepSeconds);

    /// <summary>What apps read from a link or a QR code (github.com/google/google-authenticator/wiki/Key-Uri-Format).</summary>
    public static string Link(string key, string email) =>
        $"otpauth://totp/Numora:{Uri.EscapeDataString(email)}?secret={key}&issuer=Numora";

    static string CodeAt(string key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // The RFC's and every app's algorithm; HMAC does not rest on SHA-1's resistance to collisions.
        var hash = HMACSHA1.HashData(Decode(key), counter);
#pragma warning restore CA5350
        var offset = hash[^1] & 15; // RFC 4226 §5.3
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset)) & 0x7FFF_FFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    static byte[] Decode(string key)
    {
        var bytes = new List<byte>(KeyBytes);
        var (bits, count) = (0, 0);
        foreach (var letter in key)
        {
            (bits, count) = (((bits << 5) | Base32.IndexOf(letter)) & 0xFFFF, count + 5);
            if (count < 8)
                continue;
            count -= 8;
            bytes.Add((byte)(bits >> count));
        }

        return [.. bytes];
    }
}

/// <summary>For a lost phone: each works once in the place of a code.</summary>
static class RecoveryCodes
{
    public const int Count = 10;

    const int Groups = 4;
    const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789"; // without what looks alike

    /// <summary>Of 79 random bits each.</summary>
    public static string[] New() => [.. Enumerable.Range(0, Count).Select(_ => string.Join('-',
        Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, 4))))];

    public static string HashOf(string code)
    {
        var letters = string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(letters)));
    }
}
