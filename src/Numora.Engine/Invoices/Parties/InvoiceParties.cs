using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Invoices.Parties;

/// <summary>Who sells and who buys: names and addresses.</summary>
internal static class InvoiceParties
{
    public static (Party? Vendor, Party? Customer) Read(
        DocumentText text, TableHeaders headers, Dictionary<string, ExtractedField> fields)
    {
        var finder = new PartyFinder(text, headers);
        var headed = finder.Under(Role.Customer).OrderByDescending(h => h.Heading.Weight).ToList();
        var shipped = finder.Under(Role.ShipTo).ToList();
        var buyers = headed.Concat(shipped).Select(h => h.Party).ToList();

        var vendor = VendorNames.Find(text, finder, buyers);
        var customer = BestHeaded(headed) ?? Unheaded(finder, vendor?.Party) ?? (shipped.Count > 0 ? (shipped[0].Party, 0.5) : null);

        if (vendor is { } v)
            Add("vendor", WithAddress(v.Party, finder, buyers), Confidences.OfVendor(v.Points, v.Lead), fields);
        if (customer is { } c)
            Add("customer", WithAddress(c.Party, finder, []), c.Confidence, fields);
        return (vendor?.Party, customer?.Party);
    }

    /// <summary>Under a heading; rather one with an address.</summary>
    static (Party Party, double Confidence)? BestHeaded(List<(Party Party, Label Heading)> headed)
    {
        if (headed.Count == 0)
            return null;

        var (party, heading) = headed.MaxBy(h => h.Heading.Weight + (h.Party.AddressSpans.Count > 0 ? 0.5 : 0));
        var address = party.AddressSpans.Count > 0 ? party : headed.FirstOrDefault(h => h.Party.AddressSpans.Count > 0).Party;
        return (party with { AddressSpans = address?.AddressSpans ?? [] }, Confidences.Line(heading.Weight, 0.3, 0.65, 1, 0.95));
    }

    /// <summary>The first block with an address that is not the vendor's.</summary>
    static (Party Party, double Confidence)? Unheaded(PartyFinder finder, Party? vendor)
    {
        foreach (var party in finder.Unheaded())
        {
            if (vendor is null || (party.Folded != vendor.Folded && !party.NameSpans.Any(vendor.Covers)
                && !vendor.Folded.StartsWith(party.Folded, StringComparison.Ordinal)
                && !party.Folded.StartsWith(vendor.Folded, StringComparison.Ordinal)))
            {
                return (party, 0.88);
            }
        }

        return null;
    }

    /// <summary>An address beside the name, or under another spelling of it: "Acme Ltd" and "Acme Headquarters".</summary>
    static Party WithAddress(Party party, PartyFinder finder, List<Party> buyers)
    {
        if (party.AddressSpans.Count > 0)
            return party;
        if (finder.AddressNear(party) is { Count: > 0 } near)
            return party with { AddressSpans = near };

        var first = FirstWord(party);
        var other = first.Length < LeastSharedLetters ? null : finder.Unheaded().FirstOrDefault(p =>
            FirstWord(p) == first && !buyers.Any(b => b.Folded == p.Folded));
        return other is null ? party : party with { AddressSpans = other.AddressSpans };
    }

    static string FirstWord(Party party) => TextFold.Words(party.Name) is [var first, ..] ? first : "";

    const int LeastSharedLetters = 4;

    static void Add(string who, Party party, double confidence, Dictionary<string, ExtractedField> fields)
    {
        fields[who + "_name"] = Found.Text(party.Name, confidence, party.NameSpans);
        if (party.AddressSpans.Count > 0)
            fields[who + "_address"] = Found.Text(party.Address, confidence * 0.95, party.AddressSpans);
    }
}
