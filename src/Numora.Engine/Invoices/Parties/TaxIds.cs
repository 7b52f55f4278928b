using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Invoices.Parties;

/// <summary>VAT numbers of both sides and the vendor's bank account.</summary>
internal sealed class TaxIds
{
    const double LabelledVatId = 0.96;
    const double BareVatId = 0.88;
    const double LabelledNumber = 0.88;
    const double NationalNumber = 0.6;

    /// <summary>Lines from the customer's name within which a number is the customer's.</summary>
    const int CustomerLines = 8;

    static readonly HashSet<string> Debits = [.. """
        abgebucht abbuchung abbuchen lastschrift eingezogen einzug sepalastschrift debited prelevement preleve prelevee
        incasso geincasseerd domiciliacion domiciliado addebito debitodireto polecenie directdebit
        """.Split([' ', '\n'])];

    readonly DocumentText _text;
    readonly Party? _vendor;
    readonly Party? _customer;

    TaxIds(DocumentText text, Party? vendor, Party? customer) => (_text, _vendor, _customer) = (text, vendor, customer);

    public static void Read(
        DocumentText text, Party? vendor, Party? customer, Dictionary<string, ExtractedField> fields)
    {
        var ids = new TaxIds(text, vendor, customer);
        ids.ReadCustomer(fields);
        ids.ReadVendor(fields);
        ids.ReadIban(fields);
    }

    void ReadCustomer(Dictionary<string, ExtractedField> fields)
    {
        var (id, score, span) = Labelled(Role.CustomerTaxId, ofCustomer: null);
        if (id is null)
            (id, score, span) = Labelled(Role.VendorTaxId, ofCustomer: true);
        if (id is not null)
            fields["customer_tax_id"] = Found.Text(id, score, span);
    }

    void ReadVendor(Dictionary<string, ExtractedField> fields)
    {
        var customers = fields.GetValueOrDefault("customer_tax_id")?.Value.ToString();
        var (id, score, span) = Labelled(Role.VendorTaxId, ofCustomer: false, except: customers);
        if (id is null)
            (id, score, span) = Unlabelled(customers);
        if (id is null)
        {
            (id, score, span) = Labelled(Role.TaxNumber, ofCustomer: false, except: customers);
            score *= NationalNumber;
        }

        if (id is not null)
            fields["vendor_tax_id"] = Found.Text(id, score, span);
    }

    /// <summary>The number beside a label: a VAT number before any other code.</summary>
    (string? Id, double Score, TextSpan Span) Labelled(Role role, bool? ofCustomer, string? except = null)
    {
        var vatIds = new Anchors<IdentifierCandidate>(
            _text, c => [.. c.Identifiers.Where(i => i.Kind is IdentifierKind.VatId)], i => i.Span);
        var codes = new Anchors<CodeCandidate>(_text, c => c.Codes, c => c.Span);
        (string? Id, double Score, TextSpan Span) best = default;
        foreach (var label in _text.Lines.SelectMany(l => l.Labels).Where(l => l.Role == role))
        {
            if (ofCustomer is { } wanted && IsCustomers(label.Span) != wanted)
                continue;

            foreach (var found in vatIds.For(label))
                Better(found.Value.Value, found.Value.Span, found.Score * LabelledVatId);
            foreach (var found in codes.For(label))
            {
                if (found.Relation is Relation.Right or Relation.Below && CodeGroups.Whole(found.Value) is var code
                    && IsTaxNumber(code.Value))
                    Better(code.Value, code.Span, found.Score * LabelledNumber);
            }
        }

        return best;

        void Better(string id, TextSpan span, double score)
        {
            if (score > best.Score && score > 0.35 && id != except)
                best = (id, score, span);
        }
    }

    static bool IsTaxNumber(string code) => code.Count(char.IsAsciiDigit) >= 6 && code.Length <= 20;

    (string? Id, double Score, TextSpan Span) Unlabelled(string? except)
    {
        foreach (var id in _text.Lines.SelectMany(l => l.Identifiers))
        {
            if (id.Kind is IdentifierKind.VatId && id.Valid && id.Value != except && !IsCustomers(id.Span))
                return (id.Value, BareVatId, id.Span);
        }

        return default;
    }

    /// <summary>Under the customer's name, in its column.</summary>
    bool IsCustomers(TextSpan span)
    {
        if (_customer is null)
            return false;

        var name = _customer.NameSpans[0];
        var lines = span.Line.Number - name.Line.Number;
        if (_vendor?.NameSpans[0].Line is { } vendor && vendor.Page == name.Line.Page
            && vendor.Number > name.Line.Number && vendor.Number <= span.Line.Number)
            return false; // the vendor's name stands between

        return lines is >= 0 and <= CustomerLines && span.Line.Page == name.Line.Page
            && span.Box.X0 < name.Box.X1 + (2 * name.Em) && span.Box.X1 > name.Box.X0 - (2 * name.Em);
    }

    void ReadIban(Dictionary<string, ExtractedField> fields)
    {
        IdentifierCandidate? best = null;
        foreach (var iban in _text.Lines.SelectMany(l => l.Identifiers).Where(i => i.Kind is IdentifierKind.Iban))
        {
            if ((!iban.Valid && !IsLabelled(iban.Span)) || IsDebited(iban.Span))
                continue;
            if (best is null || (iban.Valid && !best.Valid))
                best = iban;
        }

        if (best is not null)
            fields["vendor_iban"] = Found.Text(best.Value, best.Valid ? 0.98 : 0.85, best.Span);
    }

    /// <summary>"IBAN" in the line or right above.</summary>
    bool IsLabelled(TextSpan span) => _text.Of(span).Labels.Any(l => l.Role is Role.Iban)
        || (span.Line.Number > 0 && _text.Lines[span.Line.Number - 1].Labels.Any(l => l.Role is Role.Iban
            && l.Span.Box.X0 < span.Box.X1 && l.Span.Box.X1 > span.Box.X0));

    /// <summary>The customer's account, from which the amount will be taken.</summary>
    bool IsDebited(TextSpan span)
    {
        for (var n = Math.Max(0, span.Line.Number - 1); n <= Math.Min(_text.Lines.Count - 1, span.Line.Number + 1); n++)
        {
            if (_text.Lines[n].Line.Folded.Any(Debits.Contains))
                return true;
        }

        return false;
    }
}
