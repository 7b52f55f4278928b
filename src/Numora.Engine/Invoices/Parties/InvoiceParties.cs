using Numora.Engine.Ranking;
using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Invoices.Parties;

/// <summary>Who sells and who buys: names and addresses.</summary>
internal sealed class InvoiceParties(
    PartyFinder finder, List<(Party Party, Label Heading)> headed, List<(Party Party, Label Heading)> shipped)
{
    readonly List<Party> _buyers = [.. headed.Concat(shipped).Select(h => h.Party)];

    public static InvoiceParties Propose(Proposals proposals, TableHeaders headers)
    {
        var finder = new PartyFinder(proposals.Text, headers);
        var headed = finder.Under(Role.Customer).OrderByDescending(h => h.Heading.Weight).ToList();
        var shipped = finder.Under(Role.ShipTo).ToList();
        var parties = new InvoiceParties(finder, headed, shipped);
        proposals.Add("vendor_name", VendorNames.Propose(proposals, finder, parties._buyers));
        proposals.Add("customer_name", parties.Customers(proposals).Select(c => WithRivalry(c, proposals)));
        return parties;
    }

    public (Party? Vendor, Party? Customer) Read(Proposals proposals, Models models, Dictionary<string, ExtractedField> fields)
    {
        Party? vendor = null, customer = null;
        if (proposals.Rank("vendor_name", models).Winner is { Candidate: PartyCandidate { Party: var v } } selling)
            Add("vendor", vendor = WithAddress(v, finder, _buyers), selling.Probability, fields);
        if (vendor is not { AddressSpans.Count: > 0 } && finder.LabelledAddress(_buyers) is { Count: > 0 } address)
            fields["vendor_address"] = Found.Text(Party.AddressOf(address), AddressAlone, address);
        if (CustomerBut(vendor, proposals, models) is { Candidate: var c } buying)
            Add("customer", customer = WithAddress(c, finder, []), buying.Probability, fields);
        return (vendor, customer);
    }

    /// <summary>Who sells does not buy: what speaks for a name as the vendor's speaks against it as the customer's.</summary>
    static PartyCandidate WithRivalry(PartyCandidate customer, Proposals proposals)
    {
        customer.Features[Feature.RivalLabel] = proposals.ByField["vendor_name"].Cast<PartyCandidate>()
            .Where(v => IsSame(v.Party, customer.Party)).Select(v => v.Features[Feature.Points]).DefaultIfEmpty().Max();
        return customer;
    }

    /// <summary>Under a heading, rather with an address; without one; where goods are shipped to.</summary>
    IEnumerable<PartyCandidate> Customers(Proposals proposals)
    {
        var address = headed.FirstOrDefault(h => h.Party.AddressSpans.Count > 0).Party?.AddressSpans ?? [];
        foreach (var (party, heading) in headed)
        {
            var whole = party.AddressSpans.Count > 0 ? party : party with { AddressSpans = address };
            yield return Customer(proposals, whole, (0.8 * heading.Weight) + (party.AddressSpans.Count > 0 ? 0.2 : 0), isHeaded: true);
        }

        var unheaded = Unheaded;
        foreach (var party in finder.Unheaded())
        {
            yield return Customer(proposals, party, unheaded, isHeaded: false);
            unheaded -= PerUnheaded;
        }

        if (shipped.Count > 0)
            yield return Customer(proposals, shipped[0].Party, ShippedTo, isHeaded: false);
    }

    /// <summary>An address with a label but without a name: who sends the invoice need not say that it is his.</summary>
    const double AddressAlone = 0.6;

    // Points of customers without a heading of their own, and what each further block has less.
    const double Unheaded = 0.48;
    const double PerUnheaded = 0.05;
    const double ShippedTo = 0.3;

    static PartyCandidate Customer(Proposals proposals, Party party, double points, bool isHeaded)
    {
        var features = PartyFeatures.Of(proposals, party, WebDomains.Of(proposals.Text));
        features[Feature.Points] = points;
        features.Mark(Feature.UnderCustomerHeading, isHeaded);
        return new(party, features);
    }

    /// <summary>A block without a heading is not the customer where it is the vendor.</summary>
    static Ranked<Party>? CustomerBut(Party? vendor, Proposals proposals, Models models)
    {
        var candidates = proposals.ByField["customer_name"].Cast<PartyCandidate>()
            .Where(c => c.Features[Feature.UnderCustomerHeading] > 0 || vendor is null || !IsSame(c.Party, vendor)).ToList();
        return models.Of(proposals.Schema.Id, "customer_name").Rank(candidates, c => c.Features).Winner is { } winner
            ? new(winner.Candidate.Party, winner.Probability)
            : null;
    }

    static bool IsSame(Party party, Party vendor) => party.Folded == vendor.Folded || party.NameSpans.Any(vendor.Covers)
        || vendor.Folded.StartsWith(party.Folded, StringComparison.Ordinal)
        || party.Folded.StartsWith(vendor.Folded, StringComparison.Ordinal);

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
