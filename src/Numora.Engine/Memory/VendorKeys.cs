using Numora.Engine.Reading;
using Numora.Engine.Receipts;

namespace Numora.Engine.Memory;

/// <summary>
/// What tells one vendor from another: VAT number, IBAN, registration, e-mail domain, telephone, name. On a new document all
/// that could be one counts; a confirmed document teaches only what is its vendor's.
/// </summary>
static class VendorKeys
{
    const string Vat = "vat:";
    const string Iban = "iban:";
    const string Register = "reg:";
    const string Mail = "mail:";
    const string Phone = "tel:";
    const string Name = "name:";

    /// <summary>Of one kind on one document.</summary>
    const int MostOfAKind = 60;
    const int LongestKey = 80;
    const int ShortestName = 4;
    const int LongestName = 60;
    const int ShortestNumber = 7;

    /// <summary>The country's code may be written or not: the end of a telephone number is enough.</summary>
    const int PhoneDigits = 8;

    /// <summary>Mail providers: the domain is not the vendor's.</summary>
    static readonly HashSet<string> s_providers =
    [
        .. """
        gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com yahoo.de yahoo.fr aol.com icloud.com me.com
        gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it
        tin.it virgilio.it alice.it ziggo.nl kpnmail.nl planet.nl wp.pl o2.pl onet.pl interia.pl sapo.pt bluewin.ch proton.me
        protonmail.com example.com
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries),
    ];

    /// <summary>A number that belongs to one firm alone; a name may stand on a page for other reasons.</summary>
    public static bool Identifies(string key) => key.StartsWith(Vat, StringComparison.Ordinal)
        || key.StartsWith(Iban, StringComparison.Ordinal) || key.StartsWith(Register, StringComparison.Ordinal);

    /// <summary>Names a vendor, as against the bands of a layout.</summary>
    public static bool IsOfVendor(string key) => !key.StartsWith("form:", StringComparison.Ordinal);

    public static IReadOnlyList<string> OnPages(IReadOnlyList<Line> first, IReadOnlyList<Line> last, Extraction read)
    {
        var keys = new Keys();
        // Where both sides have a number, the customer's is no vendor's: a workspace's own company stands on all its invoices.
        foreach (var name in (ReadOnlySpan<string>)["vendor_tax_id", "merchant_tax_id"])
            if (read.Fields.TryGetValue(name, out var field))
                keys.Add(Vat, Compact(field.Value.ToString()!));
        foreach (var name in (ReadOnlySpan<string>)["vendor_name", "customer_name", "merchant_name"])
            if (read.Fields.TryGetValue(name, out var field))
                keys.AddName(field.Value.ToString()!);
        foreach (var line in first.Concat(last))
            AddLine(keys, line);
        foreach (var segment in first.SelectMany(l => l.Segments))
            keys.AddName(segment.Text);
        return read.Fields.ContainsKey("vendor_tax_id") && read.Fields.TryGetValue("customer_tax_id", out var customer)
            ? [.. keys.All.Where(k => k != Vat + Compact(customer.Value.ToString()!))]
            : keys.All;
    }

    /// <summary>The vendor's own keys, of fields that a person has confirmed and what else stands on the pages.</summary>
    public static IReadOnlyList<string> OfVendor(
        IReadOnlyDictionary<string, FieldValue> confirmed, IReadOnlyList<string> onPages)
    {
        var keys = new Keys();
        string? name = null;
        foreach (var (field, value) in confirmed)
        {
            var text = value.ToString()!;
            switch (field)
            {
                case "vendor_tax_id" or "merchant_tax_id":
                    keys.Add(Vat, Compact(text));
                    break;
                case "vendor_iban":
                    keys.Add(Iban, Compact(text));
                    break;
                case "vendor_name" or "merchant_name":
                    keys.AddName(text);
                    name = TextFold.Squash(text);
                    break;
                case "merchant_phone":
                    keys.AddPhone(text);
                    break;
            }
        }

        foreach (var key in onPages.Where(k => k.StartsWith(Register, StringComparison.Ordinal)))
            keys.Add(Register, key[Register.Length..]);
        AddOnly(keys, Mail, onPages, domain => name is not null && IsLike(domain, name));
        AddOnly(keys, Phone, onPages, _ => false);
        return keys.All;
    }

    /// <summary>The one that is there, or those that are the vendor's by themselves.</summary>
    static void AddOnly(Keys keys, string kind, IReadOnlyList<string> onPages, Func<string, bool> isVendors)
    {
        var found = onPages.Where(k => k.StartsWith(kind, StringComparison.Ordinal)).Select(k => k[kind.Length..]).ToList();
        foreach (var value in found.Where(v => found.Count == 1 || isVendors(v)))
            keys.Add(kind, value);
    }

    /// <summary><c>nordlicht-werkzeugbau.de</c> and "Nordlicht Werkzeugbau GmbH".</summary>
    static bool IsLike(string domain, string name)
    {
        var label = TextFold.Squash(domain.Split('.')[0]);
        return label.Length >= ShortestName && (name.StartsWith(label, StringComparison.Ordinal)
            || (name.Length >= ShortestName && label.StartsWith(name, StringComparison.Ordinal)));
    }

    static void AddLine(Keys keys, Line line)
    {
        foreach (var identifier in IdentifierFinder.Find(line))
            keys.Add(identifier.Kind is IdentifierKind.Iban ? Iban : Vat, identifier.Value);
        for (var i = 0; i < line.Words.Count; i++)
        {
            var word = line.Words[i].Text;
            if (word.Length > LongestKey)
                continue;
            if (DomainOf(word) is { } domain)
                keys.Add(Mail, domain);
            else if (line.Folded[i] is "hrb" or "hra" && i + 1 < line.Words.Count)
                keys.Add(Register, line.Folded[i] + line.Folded[i + 1]);
            else if (word.Count(char.IsAsciiDigit) >= ShortestNumber)
                keys.Add(Vat, Compact(word)); // a national tax number has no shape of its own
        }

        if (Phones.In(line, 0, labelled: false) is { } phone)
            keys.AddPhone(phone.Text);
    }

    static string? DomainOf(string word)
    {
        var at = word.IndexOf('@', StringComparison.Ordinal);
        var text = at >= 0 ? word[(at + 1)..] : word;
        if (at < 0 && !text.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
            return null;
        text = (at < 0 ? text[4..] : text).ToLowerInvariant().TrimEnd('.', ',', ';', ')', '/');
        var end = text.IndexOf('/', StringComparison.Ordinal);
        text = end < 0 ? text : text[..end];
        return text.Length >= ShortestName && text.Contains('.') && text.All(c => char.IsLetterOrDigit(c) || c is '.' or '-')
            && !s_providers.Contains(text) ? text : null;
    }

    /// <summary>Upper-case letters and digits.</summary>
    internal static string Compact(string text) =>
        string.Concat(text.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant));

    sealed class Keys
    {
        readonly HashSet<string> _keys = [];
        readonly Dictionary<string, int> _counts = [];

        public IReadOnlyList<string> All => [.. _keys];

        public void Add(string kind, string value)
        {
            if (value.Length is < ShortestName or > LongestKey || _counts.GetValueOrDefault(kind) >= MostOfAKind)
                return;
            if (_keys.Add(kind + value))
                _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        }

        public void AddName(string text)
        {
            if (text.Length <= LongestName && text.Count(char.IsLetter) >= ShortestName)
                Add(Name, TextFold.Squash(text));
        }

        public void AddPhone(string text)
        {
            var digits = string.Concat(text.Where(char.IsAsciiDigit));
            if (digits.Length >= PhoneDigits)
                Add(Phone, digits[^PhoneDigits..]);
        }
    }
}
