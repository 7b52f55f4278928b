using Numora.Engine.Invoices;
using Numora.Engine.Ranking;
using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Receipts;

/// <summary>Date, time, number, way of payment, telephone and tax number of a receipt.</summary>
internal static class ReceiptDetails
{
    // Points of a date that no label names.
    const double BareDate = 0.5;
    const double BareWeakDate = 0.3;
    const double BesideTime = 0.2;
    const double PerLine = 0.002;

    public static void Read(Proposals proposals, Models models, Dictionary<string, ExtractedField> fields)
    {
        var text = proposals.Text;
        ReadDate(proposals, models, fields);
        ReadTime(text, fields);
        ReadNumber(text, fields);
        ReadPayment(text, fields);
        ReadPhone(text, fields);
        ReadTaxId(text, fields);
    }

    /// <summary>Every date, with what labels say of it and whether a time of day stands beside it.</summary>
    public static void Propose(Proposals proposals)
    {
        var text = proposals.Text;
        var scores = new FieldScores<DateCandidate, DateGroup>();
        var anchors = new Anchors<DateCandidate>(text, c => c.Dates, d => d.Span);
        foreach (var label in text.Lines.SelectMany(l => l.Labels))
        {
            if (GroupOf(label.Role) is not { } group)
                continue;
            foreach (var found in anchors.For(label with { Weight = 1 }))
                scores.Add(found.Value, group, Claim.Of(found, found.Score));
        }

        var dates = text.Lines.SelectMany(l => l.Dates).ToList();
        var isWeakAll = dates.TrueForAll(d => d.Weak);
        proposals.Add("transaction_date", dates
            .Where(d => isWeakAll || !d.Weak || scores.Of(d, DateGroup.Bought) > 0).Select(date =>
            {
                var features = proposals.At(date.Span, scores.ClaimOf(date, DateGroup.Bought), scores.Of(date, DateGroup.Other),
                    scores.IsBest(date, DateGroup.Bought));
                features.Mark(Feature.TwoReadings, date.Ambiguous);
                features.Mark(Feature.DigitsOnlyDate, date.Weak);
                features[Feature.Points] = (date.Weak ? BareWeakDate : BareDate)
                    + (Times.In(date.Span.Line).Count > 0 ? BesideTime : 0) - (PerLine * date.Span.Line.Number);
                return new Candidate(FieldValue.Of(date.Read(text.DateOrder)), [date.Span], features);
            }));
    }

    enum DateGroup
    {
        Bought,
        Other,
    }

    static DateGroup? GroupOf(Role role) => role switch
    {
        Role.Date or Role.InvoiceDate => DateGroup.Bought,
        Role.OtherDate or Role.DueDate => DateGroup.Other,
        _ => null,
    };

    /// <summary>The same date in several places counts once, with all its probability.</summary>
    static void ReadDate(Proposals proposals, Models models, Dictionary<string, ExtractedField> fields)
    {
        var ranked = proposals.Rank("transaction_date", models);
        var best = ranked.Best.GroupBy(r => r.Candidate.Value)
            .Select(g => (g.First().Candidate, Probability: g.Sum(r => r.Probability)))
            .OrderByDescending(b => b.Probability).FirstOrDefault();
        if (best.Candidate is { } date && best.Probability > ranked.None)
            fields["transaction_date"] = Found.Value(date.Value, best.Probability, date.Spans);
    }

    static void ReadTime(DocumentText text, Dictionary<string, ExtractedField> fields)
    {
        var best = text.Lines.SelectMany(l => Times.In(l.Line).Select(t => (Time: t, Content: l)))
            .OrderByDescending(t => t.Content.Dates.Count > 0).ThenByDescending(t => t.Content.Labels.Any(l => l.Role is Role.Time))
            .FirstOrDefault();
        if (best.Time is not null)
            fields["transaction_time"] = Found.Text(best.Time.Value, best.Content.Dates.Count > 0 ? 0.9 : 0.75, best.Time.Span);
    }

    static void ReadNumber(DocumentText text, Dictionary<string, ExtractedField> fields)
    {
        var anchors = new Anchors<CodeCandidate>(text, c => c.Codes, c => c.Span);
        (CodeCandidate? Code, double Score) best = (null, 0.4);
        foreach (var label in text.Lines.SelectMany(l => l.Labels).Where(l => l.Role is Role.ReceiptNumber))
        {
            foreach (var found in anchors.For(label))
            {
                if (found.Score > best.Score && found.Value.Value.Count(char.IsAsciiDigit) >= 3)
                    best = (found.Value, found.Score);
            }
        }

        if (best.Code is not null)
            fields["receipt_number"] = Found.Text(best.Code.Value, Confidences.Line(best.Score, 0.4, 0.5, 1, 0.88), best.Code.Span);
    }

    /// <summary>The word itself, where an amount stands beside it or it stands alone.</summary>
    static void ReadPayment(DocumentText text, Dictionary<string, ExtractedField> fields)
    {
        (Label? Label, double Score) best = (null, 0.3);
        foreach (var content in text.Lines)
        {
            foreach (var label in content.Labels.Where(l => l.Role is Role.Card or Role.Cash && l.Weight > 0.5))
            {
                var paid = content.Numbers.Any(n => n.LooksLikeMoney && n.Value > 0 && n.Span.First > label.Span.Last);
                var score = (paid ? 0.8 : 0.4) + (label.Role is Role.Card ? 0.1 : 0);
                if (score > best.Score && IsNamed(label))
                    best = (label, score);
            }
        }

        if (best.Label is { } method)
            fields["payment_method"] = Found.Text(method.Span.Text.Trim(':', '.', ' '), best.Score > 0.7 ? 0.8 : 0.5, method.Span);
    }

    /// <summary>"Received" and "payment" name no way of payment.</summary>
    static bool IsNamed(Label label) => label.Span.Line.Folded[label.Span.First]
        is not ("received" or "payment" or "amount" or "paid" or "total" or "tendered" or "tender" or "gegeben" or "entregado"
            or "entregue");

    static void ReadPhone(DocumentText text, Dictionary<string, ExtractedField> fields)
    {
        foreach (var content in text.Lines)
        {
            var label = content.Labels.FirstOrDefault(l => l.Role is Role.Phone);
            if (Phones.In(content.Line, label is null ? 0 : label.Span.Last + 1, labelled: label is not null) is { } phone)
            {
                fields["merchant_phone"] = Found.Text(phone.Text.Trim(':', ' ', ',', '.'), label is null ? 0.65 : 0.88, phone);
                return;
            }
        }
    }

    static void ReadTaxId(DocumentText text, Dictionary<string, ExtractedField> fields)
    {
        var ids = new Anchors<CodeCandidate>(text, c => c.Codes, c => c.Span);
        (string? Id, double Score, TextSpan Span) best = default;
        foreach (var label in text.Lines.SelectMany(l => l.Labels).Where(l => l.Role is Role.VendorTaxId or Role.TaxNumber))
        {
            foreach (var found in ids.For(label))
            {
                var code = CodeGroups.Whole(found.Value);
                if (found.Score > best.Score && code.Value.Count(char.IsAsciiDigit) >= 6)
                    best = (code.Value, found.Score, code.Span);
            }
        }

        var valid = text.Lines.SelectMany(l => l.Identifiers).FirstOrDefault(i => i.Kind is IdentifierKind.VatId && i.Valid);
        if (valid is not null && best.Score < 0.9)
            best = (valid.Value, 0.9, valid.Span);
        if (best.Id is not null && best.Score > 0.45)
            fields["merchant_tax_id"] = Found.Text(best.Id, Confidences.Line(best.Score, 0.45, 0.5, 1, 0.9), best.Span);
    }
}
