using Numora.Engine.Ranking;
using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Invoices;

/// <summary>Invoice date, due date and date of delivery: dates that their labels claim.</summary>
internal sealed class InvoiceDates
{
    enum Group
    {
        Invoice,
        Due,
        Delivery,
        Other,
    }

    /// <summary>"Date" alone means the invoice's.</summary>
    const double BareDate = 0.82;
    const double TitleWeight = 0.4;
    const double TermsWeight = 0.5;

    readonly DocumentText _text;
    readonly Anchors<DateCandidate> _anchors;
    readonly FieldScores<DateCandidate, Group> _scores = new();

    InvoiceDates(DocumentText text, TableHeaders headers)
    {
        _text = text;
        _anchors = new(text, c => c.Dates, d => d.Span);
        foreach (var label in text.Lines.SelectMany(l => l.Labels))
        {
            if (!headers.IsColumn(label))
                Claim(label);
        }

    }

    public static void Propose(Proposals proposals, TableHeaders headers)
    {
        var dates = new InvoiceDates(proposals.Text, headers);
        foreach (var (name, group) in s_fields)
            proposals.Add(name, dates.Candidates(proposals, group));
    }

    static readonly (string Name, Group Group)[] s_fields =
        [("invoice_date", Group.Invoice), ("due_date", Group.Due), ("delivery_date", Group.Delivery)];

    /// <summary>Those with a label first; then every other date, since an invoice has few.</summary>
    IEnumerable<Candidate> Candidates(Proposals proposals, Group group)
    {
        var all = _text.Lines.SelectMany(l => l.Dates).Where(d => !d.Weak || _scores.Of(d, group) > 0)
            .OrderByDescending(d => _scores.Of(d, group)).Take(FieldModel.MaxCandidates).ToList();
        var values = all.Select(d => d.Read(_text.DateOrder)).ToList();
        for (var i = 0; i < all.Count; i++)
        {
            var date = all[i];
            var features = proposals.At(date.Span, _scores.ClaimOf(date, group), Rival(date, group), _scores.IsBest(date, group));
            features.Mark(Feature.TwoReadings, date.Ambiguous);
            features.Mark(Feature.DigitsOnlyDate, date.Weak);
            features.Mark(Feature.EarliestDate, values.Count > 1 && values[i] == values.Min());
            features.Mark(Feature.LatestDate, values.Count > 1 && values[i] == values.Max());
            yield return new(FieldValue.Of(values[i]), [date.Span], features);
        }
    }

    void Claim(Label label)
    {
        var (group, weight) = label.Role switch
        {
            Role.InvoiceDate when label.Weight <= Preposition => OfPreposition(label),
            Role.InvoiceDate => (Group.Invoice, label.Weight),
            Role.Date => (Group.Invoice, label.Weight * BareDate),
            Role.Title => (Group.Invoice, label.Weight * TitleWeight),
            Role.DueDate => (Group.Due, label.Weight),
            Role.PaymentTerms => (Group.Due, label.Weight * TermsWeight),
            Role.DeliveryDate => (Group.Delivery, label.Weight),
            Role.OtherDate or Role.OtherNumber or Role.OrderNumber => (Group.Other, label.Weight),
            _ => default,
        };
        if (weight <= 0)
            return;

        foreach (var anchored in _anchors.For(label with { Weight = weight }))
            _scores.Add(anchored.Value, group, Ranking.Claim.Of(anchored, anchored.Score));
    }

    /// <summary>"Of" and "vom" speak of what was named before: this invoice, or an order.</summary>
    (Group Group, double Weight) OfPreposition(Label label)
    {
        var before = _text.Of(label.Span).Labels.Where(l => l.Span.Last < label.Span.First
            && l.Role is not Role.Number && l.Weight > Preposition).ToList();
        if (before.Count == 0)
            return (Group.Invoice, label.Weight * AwayFromTitle);

        var nearest = before.Max(l => l.Span.First);
        return before.Any(l => l.Span.First == nearest && l.Role is Role.Title or Role.InvoiceNumber)
            ? (Group.Invoice, AfterTitle)
            : (Group.Other, AfterTitle);
    }

    const double Preposition = 0.5;
    const double AfterTitle = 0.92;
    const double AwayFromTitle = 0.5;

    /// <summary>One date may be that of invoice and delivery, where one label says both.</summary>
    double Rival(DateCandidate date, Group group)
    {
        if (group is Group.Invoice or Group.Delivery && _scores.Of(date, Group.Invoice) > 0.8 && _scores.Of(date, Group.Delivery) > 0.8)
            return Math.Max(_scores.Of(date, Group.Due), _scores.Of(date, Group.Other));

        return _scores.BestOther(date, group);
    }
}
