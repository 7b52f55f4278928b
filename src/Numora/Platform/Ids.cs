using System.Buffers;
using System.Security.Cryptography;

namespace Numora.Platform;

/// <summary>
/// Ids are a prefix, an underscore and a lower-case ULID (github.com/ulid/spec): 10 characters of milliseconds, 16 of
/// randomness, in Crockford's base 32. They sort by time.
/// </summary>
static class Ids
{
    const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    const int UlidLength = 26;
    static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    /// <summary>A new id, e.g. <c>doc_01jpwq4q9m7q4q2k8dax1x1q5n</c>.</summary>
    public static string New(string prefix, DateTimeOffset now)
    {
        Span<char> ulid = stackalloc char[UlidLength];
        Span<byte> random = stackalloc byte[16];
        RandomNumberGenerator.Fill(random);
        var milliseconds = now.ToUnixTimeMilliseconds();
        for (var i = 9; i >= 0; i--, milliseconds >>= 5)
            ulid[i] = Alphabet[(int)(milliseconds & 31)];
        for (var i = 0; i < 16; i++)
            ulid[10 + i] = Alphabet[random[i] & 31];
        return $"{prefix}_{ulid}";
    }

    /// <summary>Whether the text has the shape of an id with this prefix; what has not cannot exist (404, never 500).</summary>
    public static bool HasShape(string prefix, string? id) =>
        id is not null && id.Length == prefix.Length + 1 + UlidLength
        && id.StartsWith(prefix, StringComparison.Ordinal) && id[prefix.Length] == '_'
        && id.AsSpan(prefix.Length + 1).IndexOfAnyExcept(Letters) < 0;
}
