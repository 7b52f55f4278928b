using Numora.Engine.Ranking;
using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Invoices;

/// <summary>Invoice number, order number and payment reference: codes that their labels claim, each for one thing.</summary>
internal sealed class InvoiceNumbers
{
    enum Group
    {
        Invoice,
        Order,
        Payment,
        Other,
    }

    /// <summary>A title says less than "invoice number", a bare "No." only what the title before it says.</summary>
    const double TitleWeight = 0.6;
    const double NumberAfterTitle = 0.92;
    const double NumberUnderTitle = 0.85;
    const double NumberAlone = 0.3;

    readonly DocumentText _text;
    readonly Anchors<CodeCandidate> _anchors;
    readonly FieldScores<CodeCandidate, Group> _scores = new();

    InvoiceNumbers(DocumentText text, TableHeaders headers)
    {
        _text = text;
        _anchors = new(text, c => c.Codes, c => c.Span);
        foreach (var label in text.Lines.SelectMany(l => l.Labels))
        {
            if (!headers.IsColumn(label))
                Claim(label);
        }
    }

    public static void Propose(Proposals proposals, TableHeaders headers)
    {
        var numbers = new InvoiceNumbers(proposals.Text, headers);
        foreach (var (name, group) in s_fields)
            proposals.Add(name, numbers.Candidates(proposals, group));
    }

    /// <summary>Each for one thing: what is taken as the invoice's number is not its order's.</summary>
    public static void Read(Proposals proposals, Models models, Dictionary<string, ExtractedField> fields)
    {
        foreach (var (name, _) in s_fields)
        {
            if (proposals.Rank(name, models).Winner is { } best)
                fields[name] = Found.Value(best.Candidate.Value, best.Probability, best.Candidate.Spans);
        }
    }

    static readonly (string Name, Group Group)[] s_fields =
        [("invoice_number", Group.Invoice), ("purchase_order_number", Group.Order), ("payment_reference", Group.Payment)];

    /// <summary>Those with a label first; then, for the invoice's number, those in the upper part of the first page.</summary>
    IEnumerable<Candidate> Candidates(Proposals proposals, Group group)
    {
        foreach (var code in _scores.Candidates.Where(c => _scores.Of(c, group) > 0).OrderByDescending(c => _scores.Of(c, group)))
            yield return Candidate(proposals, group, code);
        if (group is not Group.Invoice)
            yield break;
        foreach (var code in _text.Lines.TakeWhile(l => l.Line.Page == _text.Pages[0]).SelectMany(l => l.Codes))
        {
            if (_scores.Of(code, group) <= 0 && code.Value.Count(char.IsAsciiDigit) >= LeastDigits
                && code.Span.Box.Y1 < code.Span.Line.Page.Height * UpperPart && !IsInAddress(code.Span))
                yield return Candidate(proposals, group, code);
        }
    }

    /// <summary>House numbers and postcodes.</summary>
    static bool IsInAddress(TextSpan code) => AddressLines.PartOf(code.Line.SegmentOf(code.First)) is not AddressPart.None;

    const int LeastDigits = 3;
    const double UpperPart = 0.5;

    Candidate Candidate(Proposals proposals, Group group, CodeCandidate code)
    {
        const double longCode = 25;
        var features = proposals.At(code.Span, _scores.ClaimOf(code, group), _scores.BestOther(code, group), _scores.IsBest(code, group));
        var digits = code.Value.Count(char.IsAsciiDigit);
        features[Feature.Length] = code.Value.Length / longCode;
        features[Feature.DigitShare] = (double)digits / code.Value.Length;
        features.Mark(Feature.OnlyDigits, digits == code.Value.Length);
        features.Mark(Feature.FewDigits, digits <= 2);
        features.Mark(Feature.LikeYear, digits == 4 && code.Value.Length == 4 && code.Value[..2] is "19" or "20");
        return new(FieldValue.Of(code.Value), [code.Span], features);
    }

    void Claim(Label label)
    {
        if (GroupOf(label) is not (var group, > 0 and var weight))
            return;

        foreach (var anchored in _anchors.For(label with { Weight = weight }))
        {
            _scores.Add(anchored.Value, group, Ranking.Claim.Of(anchored, anchored.Score));
        }
    }

    (Group Group, double Weight) GroupOf(Label label) => label.Role switch
    {
        Role.InvoiceNumber => (Group.Invoice, label.Weight),
        Role.Title => (Group.Invoice, label.Weight * TitleWeight),
        Role.Number => (Group.Invoice, WeightOfNumber(label)),
        Role.OrderNumber => (Group.Order, label.Weight),
        Role.PaymentReference => (Group.Payment, label.Weight),
        Role.CustomerNumber or Role.OtherNumber or Role.Phone or Role.TaxNumber or Role.Register or Role.BankAccount
            or Role.VendorTaxId or Role.CustomerTaxId or Role.Iban or Role.Bic or Role.Address => (Group.Other, label.Weight),
        _ => default,
    };

    double WeightOfNumber(Label label)
    {
        var content = _text.Of(label.Span);
        if (content.Labels.Any(l => l.Role is Role.Title && l.Span.Last < label.Span.First))
            return NumberAfterTitle;

        var above = label.Span.Line.Number - 1;
        var under = above >= 0 && _text.Lines[above].Line.Page == label.Span.Line.Page
            && _text.Lines[above].Labels.Any(l => l.Role is Role.Title && IsNear(l.Span, label.Span));
        return under ? NumberUnderTitle : NumberAlone;
    }

    static bool IsNear(TextSpan title, TextSpan number) =>
        title.Box.X0 - (5 * title.Em) < number.Box.X1 && title.Box.X1 + (5 * title.Em) > number.Box.X0;
}
