using Numora.Engine.Ranking;
using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Invoices.Parties;

/// <summary>A block of the page that may be the vendor or the customer.</summary>
internal sealed record PartyCandidate(Party Party, FeatureVector Features)
    : Candidate(FieldValue.Of(Party.Name), Party.NameSpans, Features);

/// <summary>Weighs every name of the document as the vendor's.</summary>
internal sealed class VendorNames
{
    // Points; the sum is compared between names.
    const double VendorHeading = 2.2;
    const double PayeeHeading = 1.3;
    const double SenderLine = 1.5;
    const double LegalForm = 1.0;
    const double AtTop = 0.9;
    const double NearTop = 0.5;
    const double FirstOfAll = 0.4;
    const double InFooter = 0.6;
    const double LargePrint = 0.7;
    const double PerRepetition = 0.5;
    const int MostRepetitions = 3;
    const double WebDomain = 1.6;
    const double CompanyNumbersBelow = 0.8;
    const double AddressBelow = 0.5;
    const double NotAlone = 0.4;
    const double Customer = 4;
    const double IsBank = 1.2;
    const double HasDigits = 0.7;
    const double OnLaterPage = 0.8;

    const double TopPart = 0.15;
    const double UpperPart = 0.32;
    const double FooterPart = 0.8;
    const double Large = 1.3;

    /// <summary>Names are looked for in this many lines at the top and at the bottom of the first and last page.</summary>
    const int MostNames = 400;

    readonly DocumentText _text;
    readonly PartyFinder _finder;
    readonly IReadOnlyList<Party> _customers;
    readonly Dictionary<string, Vendor> _vendors = [];
    readonly IReadOnlyList<string> _domains;

    /// <summary>One spelling of a name with all places it was seen at.</summary>
    sealed class Vendor(Party party)
    {
        public Party Party { get; set; } = party;

        public double Best { get; set; }

        public double Sum { get; set; }

        public int Places { get; set; }

        public bool IsHeaded { get; set; }

        public bool IsSender { get; set; }

        public double Score => Best + (PerRepetition * Math.Min(MostRepetitions, Places - 1));
    }

    VendorNames(DocumentText text, PartyFinder finder, IReadOnlyList<Party> customers)
    {
        (_text, _finder, _customers) = (text, finder, customers);
        _domains = WebDomains.Of(text);
    }

    public static IEnumerable<PartyCandidate> Propose(Proposals proposals, PartyFinder finder, IReadOnlyList<Party> customers)
    {
        var names = new VendorNames(proposals.Text, finder, customers);
        names.AddHeaded(Role.Vendor, VendorHeading);
        names.AddHeaded(Role.Payee, PayeeHeading);
        names.AddPrinted();
        return names._vendors.Values.OrderByDescending(v => v.Score)
            .Select(v => new PartyCandidate(v.Party, names.FeaturesOf(proposals, v)));
    }

    FeatureVector FeaturesOf(Proposals proposals, Vendor vendor)
    {
        const double fullPoints = 4; // what a vendor has that nobody would doubt
        var features = PartyFeatures.Of(proposals, vendor.Party, _domains);
        features[Feature.Points] = vendor.Score / fullPoints;
        features.Mark(Feature.UnderVendorHeading, vendor.IsHeaded);
        features.Mark(Feature.SenderLine, vendor.IsSender);
        features.Mark(Feature.CompanyNumbersBelow, HasCompanyNumbers(vendor.Party));
        features.Mark(Feature.UnderCustomerHeading, _customers.Any(c => c.Folded == vendor.Party.Folded));
        return features;
    }

    void AddHeaded(Role role, double points)
    {
        foreach (var (party, heading) in _finder.Under(role))
            Add(party, points * heading.Weight).IsHeaded = true;
    }

    /// <summary>Names that stand at the top or the bottom of a page, or have a legal form.</summary>
    void AddPrinted()
    {
        var seen = 0;
        foreach (var content in _text.Lines)
        {
            foreach (var segment in content.Line.Segments)
            {
                if (seen > MostNames)
                    return;
                if (SenderLines.NameOf(_text, segment) is { } sender)
                {
                    Add(sender, SenderLine).IsSender = true;
                    seen++;
                }
                else if (IsPlace(segment) && Names.IsLike(_text, segment)
                    && _finder.From(segment) is { Folded.Length: > 1 } party)
                {
                    Add(party, 0);
                    seen++;
                }
            }
        }
    }

    static bool IsPlace(TextSpan segment)
    {
        var y = segment.Box.CentreY / segment.Line.Page.Height;
        return y < UpperPart || y > FooterPart || LegalForms.IsIn(segment);
    }

    Vendor Add(Party party, double points)
    {
        points += PointsOf(party);
        if (!_vendors.TryGetValue(party.Folded, out var vendor))
            _vendors[party.Folded] = vendor = new(party);
        if (points > vendor.Best)
            vendor.Best = points;
        if (party.AddressSpans.Count > vendor.Party.AddressSpans.Count)
            vendor.Party = party;
        vendor.Places++;
        return vendor;
    }

    double PointsOf(Party party)
    {
        var name = party.NameSpans[0];
        var y = name.Box.CentreY / name.Line.Page.Height;
        var points = LegalForms.IsIn(name) ? LegalForm : 0;
        points += y < TopPart ? AtTop : y < UpperPart ? NearTop : y > FooterPart ? InFooter : 0;
        points += name.Line.Number == 0 && name.First == 0 ? FirstOfAll : 0;
        points += name.Em > Large * _text.UsualSize ? LargePrint : 0;
        points += WebDomain * WebDomains.Likeness(party.Folded, _domains);
        points += HasCompanyNumbers(party) ? CompanyNumbersBelow : 0;
        points += party.AddressSpans.Count > 0 ? AddressBelow : 0;
        points -= PartyFeatures.IsBank(party) ? IsBank : 0;
        points -= name.Text.Any(char.IsAsciiDigit) ? HasDigits : 0;
        points -= name.Line.Page.Number > 1 ? OnLaterPage : 0;
        points -= name.First > 0 && name.Line.Words[name.First - 1].Text.EndsWith(':') ? NotAlone : 0;
        points -= _customers.Any(c => c.Folded == party.Folded || c.NameSpans.Any(s => s.Overlaps(name))) ? Customer : 0;
        return points;
    }

    /// <summary>VAT number, bank account or telephone in the lines under the name.</summary>
    bool HasCompanyNumbers(Party party) => Column.Below(_text, party.NameSpans[0]).Any(span =>
    {
        var content = _text.Of(span);
        return content.Identifiers.Any(i => i.Span.Overlaps(span)) || content.Labels.Any(l => l.Span.Overlaps(span)
            && l.Role is Role.Phone or Role.VendorTaxId or Role.TaxNumber or Role.Register or Role.Iban or Role.Email);
    });

}
