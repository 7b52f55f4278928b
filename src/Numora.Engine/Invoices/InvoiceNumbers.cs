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

    /// <summary>What another label claims it loses by this share.</summary>
    const double RivalShare = 0.55;

    const double LeastScore = 0.25;
    const double PerRepetition = 0.02;
    const double PerPage = 0.06;

    readonly DocumentText _text;
    readonly Anchors<CodeCandidate> _anchors;
    readonly FieldScores<CodeCandidate, Group> _scores = new();
    readonly Dictionary<string, int> _repetitions;

    InvoiceNumbers(DocumentText text, TableHeaders headers)
    {
        _text = text;
        _anchors = new(text, c => c.Codes, c => c.Span);
        foreach (var label in text.Lines.SelectMany(l => l.Labels))
        {
            if (!headers.IsColumn(label))
                Claim(label);
        }

        _repetitions = _scores.Candidates.CountBy(c => c.Value).ToDictionary();
    }

    public static void Read(DocumentText text, TableHeaders headers, Dictionary<string, ExtractedField> fields)
    {
        var numbers = new InvoiceNumbers(text, headers);
        numbers.Add("invoice_number", Group.Invoice, fields);
        numbers.Add("purchase_order_number", Group.Order, fields);
        numbers.Add("payment_reference", Group.Payment, fields);
    }

    void Claim(Label label)
    {
        if (GroupOf(label) is not (var group, > 0 and var weight))
            return;

        foreach (var anchored in _anchors.For(label with { Weight = weight }))
        {
            var code = anchored.Value;
            var shape = group is Group.Other ? 1 : Shape(code.Value);
            _scores.Add(code, group, anchored.Score * shape);
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

    /// <summary>0 to 1: how much it looks like a number that somebody gave a document.</summary>
    static double Shape(string value)
    {
        var digits = value.Count(char.IsAsciiDigit);
        if (value.Length <= 2 && digits == value.Length)
            return 0.7;
        if (value.Length == 4 && digits == 4 && value[0] is '1' or '2' && value[1] is '9' or '0')
            return 0.75; // a year
        if (digits < 2 && value.Length > 8)
            return 0.85;
        return value.Length > 25 ? 0.8 : 1;
    }

    void Add(string name, Group group, Dictionary<string, ExtractedField> fields)
    {
        CodeCandidate? best = null;
        var bestScore = LeastScore;
        foreach (var code in _scores.Candidates)
        {
            var own = _scores.Of(code, group);
            if (own <= 0)
                continue;

            var score = own - (RivalShare * _scores.BestOther(code, group)) + Repetition(code)
                - (PerPage * Math.Min(4, code.Span.Line.Page.Number - 1));
            if (score > bestScore)
                (best, bestScore) = (code, score);
        }

        if (best is not null)
            fields[name] = Found.Text(best.Value, Confidences.OfNumber(name, bestScore), best.Span);
    }

    double Repetition(CodeCandidate code) => PerRepetition * Math.Min(MostRepetitions, _repetitions[code.Value] - 1);

    const int MostRepetitions = 3;
}
