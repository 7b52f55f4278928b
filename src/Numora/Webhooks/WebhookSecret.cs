using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Numora.Webhooks;

/// <summary>
/// An endpoint's secret: <c>whsec_</c> and base64. It signs in two ways: with the bytes of the whole text, so that a
/// low-code Crypto step can check it, and with the decoded bytes for libraries of Standard Webhooks 1.0.0.
/// </summary>
sealed record WebhookSecret(string Text)
{
    const string Prefix = "whsec_";

    /// <summary>Standard Webhooks asks for 24 to 64.</summary>
    const int RandomBytes = 32;

    public static WebhookSecret New() => new(Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(RandomBytes)));

    /// <returns>Lower-case hex of the HMAC-SHA256 over <c>timestamp.body</c>, keyed with the secret's text as UTF-8.</returns>
    public string SignNumora(string timestamp, ReadOnlySpan<byte> body) =>
        Convert.ToHexStringLower(Mac(Encoding.UTF8.GetBytes(Text), $"{timestamp}.", body));

    /// <returns>One entry of <c>webhook-signature</c>: <c>v1,</c> and 44 base64 characters.</returns>
    public string SignStandard(string id, long unixSeconds, ReadOnlySpan<byte> body) => "v1," + Convert.ToBase64String(Mac(
        Convert.FromBase64String(Text[Prefix.Length..]),
        string.Create(CultureInfo.InvariantCulture, $"{id}.{unixSeconds}."), body));

    /// <summary>The secret itself must not get into a log by way of the record's text.</summary>
    public override string ToString() => Prefix + "…";

    static byte[] Mac(byte[] key, string before, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        mac.AppendData(Encoding.UTF8.GetBytes(before));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }
}

/// <summary>The headers of one attempt (api.md §7): the id stays, the timestamps are those of the attempt.</summary>
static class WebhookHeaders
{
    /// <param name="secrets">The current one first; during a rotation the one before as well.</param>
    public static IEnumerable<(string Name, string Value)> Of(
        string id, DateTimeOffset at, byte[] body, IReadOnlyList<WebhookSecret> secrets)
    {
        var (timestamp, unix) = (WireTime.Write(at), at.ToUnixTimeSeconds());
        yield return ("X-Numora-Webhook-Id", id);
        yield return ("X-Numora-Webhook-Timestamp", timestamp);
        yield return ("X-Numora-Webhook-Signature",
            $"t={timestamp}" + string.Concat(secrets.Select(s => $",v1={s.SignNumora(timestamp, body)}")));
        yield return ("webhook-id", id);
        yield return ("webhook-timestamp", unix.ToString(CultureInfo.InvariantCulture));
        yield return ("webhook-signature", string.Join(' ', secrets.Select(s => s.SignStandard(id, unix, body))));
    }
}
