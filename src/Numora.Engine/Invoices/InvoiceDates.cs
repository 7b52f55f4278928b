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

    const double RivalShare = 0.5;
    const double LeastScore = 0.22;
    const double PerPage = 0.05;

    /// <summary>A date without a label in the upper part of the first page.</summary>
    const double Unlabelled = 0.3;
    const double UpperPart = 0.5;

    /// <summary>Digits that are a date only because the label says so.</summary>
    const double WeakDate = 0.8;

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

        foreach (var date in text.Lines.TakeWhile(l => l.Line.Page.Number == 1).SelectMany(l => l.Dates))
        {
            if (!date.Weak && date.Span.Box.Y1 < date.Span.Line.Page.Height * UpperPart)
                _scores.Add(date, Group.Invoice, Unlabelled);
        }
    }

    public static void Read(DocumentText text, TableHeaders headers, Dictionary<string, ExtractedField> fields)
    {
        var dates = new InvoiceDates(text, headers);
        dates.Add("invoice_date", Group.Invoice, fields);
        dates.Add("due_date", Group.Due, fields);
        dates.Add("delivery_date", Group.Delivery, fields);
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
            _scores.Add(anchored.Value, group, anchored.Score * (anchored.Value.Weak ? WeakDate : 1));
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

    void Add(string name, Group group, Dictionary<string, ExtractedField> fields)
    {
        DateCandidate? best = null;
        var bestScore = LeastScore;
        foreach (var date in _scores.Candidates)
        {
            var own = _scores.Of(date, group);
            if (own <= 0)
                continue;

            var score = own - (RivalShare * Rival(date, group)) - (PerPage * Math.Min(4, date.Span.Line.Page.Number - 1));
            if (score > bestScore)
                (best, bestScore) = (date, score);
        }

        if (best is not null)
            fields[name] = Found.Date(best.Read(_text.DateOrder), Confidences.OfDate(name, bestScore, best), best.Span);
    }

    /// <summary>One date may be that of invoice and delivery, where one label says both.</summary>
    double Rival(DateCandidate date, Group group)
    {
        if (group is Group.Invoice or Group.Delivery && _scores.Of(date, Group.Invoice) > 0.8 && _scores.Of(date, Group.Delivery) > 0.8)
            return Math.Max(_scores.Of(date, Group.Due), _scores.Of(date, Group.Other));

        return _scores.BestOther(date, group);
    }
}
