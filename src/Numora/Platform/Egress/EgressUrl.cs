using System.Globalization;
using System.Net;
using System.Text;

namespace Numora.Platform;

/// <summary>
/// What can be said about a URL from its text alone, when it comes in and again before it is used. Names are not
/// resolved here: the last word is spoken where the connection is made (<see cref="Egress"/>).
/// </summary>
static class EgressUrl
{
    public const int MaxLength = 2_000;

    const int MaxHostLength = 253; // RFC 1035, without the last dot

    const string NotHttps = "The URL must begin with https://.";

    const string NotEscaped =
        "The URL must not contain spaces, line breaks, control characters or backslashes; write them as %20 and so on.";

    const string NoHost = "The URL has no valid host name.";

    const string HasUser = "The URL must not contain a user name or password.";

    const string Unusual = "The URL's host is written in an unusual way; use its plain name or address.";

    /// <summary>The URL, or null and the rule it breaks as a sentence.</summary>
    public static Uri? Check(string text, EgressRules rules, out string fault)
    {
        fault = TextFault(text) ?? "";
        if (fault.Length > 0)
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            fault = "The URL cannot be understood.";
            return null;
        }

        fault = SpellingFault(url, Authority(text)) ?? Fault(url, rules) ?? "";
        return fault.Length == 0 ? url : null;
    }

    /// <summary>The rule that an already parsed URL breaks, or null.</summary>
    public static string? Fault(Uri url, EgressRules rules)
    {
        if (!url.IsAbsoluteUri || !IsHttp(url.Scheme))
            return NotHttps;
        if (url.UserInfo.Length > 0)
            return HasUser;
        if (AsciiHost(url) is not { Length: > 0 } host)
            return NoHost;
        if (url.Port is < 1 or > 65535)
            return "The URL's port is not valid.";

        var plainHttp = url.Scheme == Uri.UriSchemeHttp;
        if (IPAddress.TryParse(host, out var address))
            return rules.MayConnect(host, url.Port, address, plainHttp) ? null : AddressFault(address);

        return plainHttp && !rules.MayTryHttp(host, url.Port) ? NotHttps : null;
    }

    /// <summary>Why an address that may not be connected to is refused. Never says which address it is.</summary>
    public static string AddressFault(IPAddress address) =>
        EgressAddresses.IsGlobalUnicast(address) ? NotHttps : "The URL's address is not allowed from here.";

    static string? TextFault(string text)
    {
        if (text.Length == 0)
            return "The URL is empty.";
        if (text.Length > MaxLength)
            return $"The URL is longer than {MaxLength.ToString("N0", CultureInfo.InvariantCulture)} characters.";
        if (text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\'))
            return NotEscaped;

        var end = text.IndexOf("://", StringComparison.Ordinal);
        if (end < 0 || !IsHttp(text[..end].ToLowerInvariant()))
            return NotHttps;

        var authority = Authority(text);
        if (authority.Contains('@'))
            return HasUser;
        if (authority.Contains('%'))
            return Unusual;

        return authority.Length == 0 || authority[0] == ':' ? NoHost : null;
    }

    /// <summary>
    /// Refuses hosts that parsers and resolvers read differently: 0x7f.1, 127.0.0.1., percent signs, full-width digits,
    /// soft hyphens. Some of these become 127.0.0.1 only when they are resolved.
    /// </summary>
    static string? SpellingFault(Uri url, string authority)
    {
        if (authority[0] == '[')
            return null; // one spelling or another, it is the parsed address that is judged and used

        var colon = authority.IndexOf(':');
        var host = colon < 0 ? authority : authority[..colon];
        if (EndsInNumber(host) || IPAddress.TryParse(AsciiHost(url), out _))
            return IPAddress.TryParse(host, out var address) && address.ToString() == host ? null : Unusual;

        if (host.TrimEnd('.').Length > MaxHostLength)
            return NoHost;

        return IsPlainName(host) ? null : Unusual;
    }

    /// <summary>The host as it is resolved; null when it is not one, or holds letters that no name can have.</summary>
    static string? AsciiHost(Uri url)
    {
        try
        {
            return url.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6
                ? url.IdnHost
                : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    /// <summary>A name whose last label is a number is an IPv4 address to some (WHATWG, "ends in a number").</summary>
    static bool EndsInNumber(string host)
    {
        var last = host.TrimEnd('.').Split('.')[^1];
        return last.Length > 0 && (last.All(char.IsAsciiDigit)
            || (last.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && last[2..].All(char.IsAsciiHexDigit)));
    }

    /// <summary>Letters, digits, hyphens, dots; beyond ASCII only what compatibility forms leave as it is.</summary>
    static bool IsPlainName(string host) =>
        host.EnumerateRunes().All(r => r.IsAscii
            ? char.IsAsciiLetterOrDigit((char)r.Value) || r.Value is '-' or '.' or '_'
            : Rune.IsLetterOrDigit(r) || Rune.GetUnicodeCategory(r) is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark)
        && host.IsNormalized(NormalizationForm.FormKC);

    static bool IsHttp(string scheme) => scheme is "http" or "https";

    static string Authority(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = text.IndexOfAny(['/', '?', '#'], start);
        return end < 0 ? text[start..] : text[start..end];
    }
}
