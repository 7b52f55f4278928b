using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Invoices.Parties;

/// <summary>Reads name and address out of lines that stand under each other.</summary>
internal sealed class PartyBlock
{
    const int MostAddressLines = 6;

    /// <summary>A label counts from this weight; below it the word may be part of a name.</summary>
    const double SureLabel = 0.5;

    readonly DocumentText _text;
    readonly List<TextSpan> _name = [];
    readonly List<TextSpan> _address = [];
    readonly List<TextSpan> _unclear = [];
    bool _hasStreet;
    bool _hasCity;

    PartyBlock(DocumentText text) => _text = text;

    /// <summary>The party that begins with the first of the lines.</summary>
    public static Party? Of(DocumentText text, IEnumerable<TextSpan> lines)
    {
        var block = new PartyBlock(text);
        foreach (var line in lines)
        {
            if (!block.Take(block.UpToLabel(line)))
                break;
        }

        return block.Party();
    }

    /// <summary>False where the block ends.</summary>
    bool Take(TextSpan span)
    {
        if (span.Count == 0)
            return true;
        if (LabelAt(span.Line, span.First) is { } label && IsSure(label, span))
            return TakeLabelled(label, span);
        if (span.Text.Contains('@') || span.Text.Contains("www.", StringComparison.OrdinalIgnoreCase))
            return true;
        if (HoldsDateOrMoney(span))
            return false;
        if (_name.Count == 0)
            return TakeName(span);
        if (GoesOnWithName(span))
        {
            _name.Add(span);
            return true;
        }

        return TakeAddress(span);
    }

    /// <summary>Not the first word of a company's name.</summary>
    static bool IsSure(Label label, TextSpan span) => label.EndsInColon || label.Span.Last == span.Last
        || (label.Weight > 0.8 && !TableHeaders.IsColumnRole(label.Role) && !LegalForms.IsIn(span));

    bool HoldsDateOrMoney(TextSpan span) => _text.Of(span).Dates.Any(d => d.Span.Overlaps(span))
        || _text.Of(span).Numbers.Any(n => n.LooksLikeMoney && n.Span.Overlaps(span));

    bool TakeName(TextSpan span)
    {
        if (Names.IsLike(_text, span))
            _name.Add(span);
        return true;
    }

    /// <summary>A salutation goes before the name; a legal form may stand in the second line.</summary>
    bool GoesOnWithName(TextSpan span)
    {
        if (_address.Count > 0 || _unclear.Count > 0 || _name.Count > 1)
            return false;
        if (Names.IsSalutation(_name[0]))
            return Names.IsLike(_text, span);

        return !LegalForms.IsIn(_name[0]) && LegalForms.IsIn(span) && Names.IsLike(_text, span)
            && AddressLines.PartOf(span) is AddressPart.None;
    }

    bool TakeLabelled(Label label, TextSpan span)
    {
        switch (label.Role)
        {
            case Role.Address when !label.EndsInColon && label.Span.Last < span.Last:
                return TakeAddress(span); // "Via Roma 1": the word for street begins the street
            case Role.PartyName or Role.Address when ValueOf(label, span) is { } value:
                if (label.Role is Role.Address)
                    return TakeAddressColumn(value);
                if (_name.Count == 0)
                    _name.Add(value);
                return true;
            case Role.Vendor or Role.Customer or Role.ShipTo or Role.Payee or Role.Title or Role.Total or Role.Net or Role.Tax
                or Role.InvoiceNumber or Role.InvoiceDate or Role.DueDate or Role.Date:
                return label.Weight < SureLabel;
            default:
                return !_hasCity;
        }
    }

    /// <summary>An address right of its label goes on under itself, not under the label.</summary>
    bool TakeAddressColumn(TextSpan value)
    {
        var goesOn = TakeAddress(UpToLabel(value));
        foreach (var line in Column.Below(_text, value))
        {
            if (!goesOn || LabelAt(line.Line, line.First) is { EndsInColon: true })
                break;
            goesOn = TakeAddress(UpToLabel(line));
        }

        return true;
    }

    /// <summary>The address that a label announces, to its right or under it.</summary>
    public static IReadOnlyList<TextSpan> AddressAt(DocumentText text, Label label)
    {
        var block = new PartyBlock(text);
        if (block.ValueOf(label, label.Span) is { } value)
        {
            block.TakeAddressColumn(value);
        }

        // The second line may begin under the label instead of under the first.
        if (block._address.Count < 2)
        {
            foreach (var line in Column.Below(text, label.Span).Where(l => !block._address.Any(l.Overlaps)))
            {
                if (block.LabelAt(line.Line, line.First) is { EndsInColon: true } || !block.TakeAddress(line))
                    break;
            }
        }

        return block._hasCity || block._hasStreet ? block._address : [];
    }

    /// <summary>What stands right of a label, in its segment or the next.</summary>
    TextSpan? ValueOf(Label label, TextSpan span)
    {
        var first = label.Span.Last + 1;
        while (first < span.Line.Words.Count && span.Line.Folded[first].Length == 0)
            first++;
        if (first >= span.Line.Words.Count)
            return null;

        var value = new TextSpan(span.Line, first, span.Line.SegmentOf(first).Last);
        return LabelAt(span.Line, first) is { EndsInColon: true } ? null : UpToLabel(value) is { Count: > 0 } cut ? cut : null;
    }

    bool TakeAddress(TextSpan span)
    {
        var part = AddressLines.PartOf(span);
        if (part is AddressPart.Country)
            return false;
        if (part is AddressPart.None && _hasCity)
            return false;
        if (part is AddressPart.None && !_hasStreet)
            return Add(_unclear, span) && _unclear.Count <= 3;
        if (_address.Count >= MostAddressLines)
            return false;

        _hasStreet |= part is AddressPart.Street;
        _hasCity |= part is AddressPart.City;
        return Add(_address, span);
    }

    static bool Add(List<TextSpan> spans, TextSpan span)
    {
        spans.Add(span);
        return true;
    }

    /// <summary>The line up to a label inside it: <c>1012 AB Amsterdam KvK: 1234</c>.</summary>
    TextSpan UpToLabel(TextSpan span)
    {
        var content = _text.Of(span);
        foreach (var label in content.Labels)
        {
            if (label.Span.First > span.First && label.Span.First <= span.Last && label.Weight > SureLabel && EndsName(label))
                return span with { Last = label.Span.First - 1 };
        }

        return span;
    }

    /// <summary>Such a label with its value behind it; "The Phone Company" has none.</summary>
    static bool EndsName(Label label)
    {
        if (label.Role is not (Role.Phone or Role.Email or Role.VendorTaxId or Role.CustomerTaxId or Role.TaxNumber
            or Role.Register or Role.Iban or Role.Bic or Role.CustomerNumber))
            return false;

        var words = label.Span.Line.Words;
        return label.EndsInColon || (label.Span.Last + 1 < words.Count && words[label.Span.Last + 1].Text.Any(char.IsAsciiDigit));
    }

    /// <summary>The weightiest label that begins at a word.</summary>
    Label? LabelAt(Line line, int word) => _text.Lines[line.Number].Labels
        .Where(l => l.Span.First == word).MaxBy(l => l.Weight + (l.Role is Role.PartyName or Role.Address ? 0.01 : 0));

    Party? Party()
    {
        if (_name.Count == 0)
            return null;

        var name = Names.Clean(string.Join(' ', _name.Select(s => s.Text)));
        return name.Length == 0 ? null : new(name, _name, _address);
    }
}
