using Numora.Engine.Invoices.Parties;
using Numora.Engine.Ranking;
using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Receipts;

/// <summary>Name and address at the head of a receipt.</summary>
internal sealed class ReceiptMerchant
{
    /// <summary>The head is over after so many lines, whatever they say.</summary>
    const int MostHeadLines = 14;
    const int MostAddressLines = 7;

    const double LegalForm = 1.5;
    const double First = 0.9;
    const double PerLine = 0.22;
    const double LargePrint = 0.5;
    const double WebDomain = 1;
    const double HasDigits = 0.4;
    const double Large = 1.25;

    readonly DocumentText _text;
    readonly List<TextSpan> _head;

    ReceiptMerchant(DocumentText text)
    {
        _text = text;
        _head = Head(text);
    }

    public static ReceiptMerchant Propose(Proposals proposals)
    {
        var merchant = new ReceiptMerchant(proposals.Text);
        proposals.Add("merchant_name", merchant.Candidates(proposals));
        return merchant;
    }

    public void Read(Proposals proposals, Models models, Dictionary<string, ExtractedField> fields)
    {
        var from = 0;
        if (proposals.Rank("merchant_name", models).Winner is { Candidate: MerchantCandidate name } winner)
        {
            fields["merchant_name"] = Found.Value(name.Value, winner.Probability, name.Spans);
            from = name.At + name.Spans.Count;
        }

        var address = Address(from > 0 ? from : FirstOfAddress());
        if (address.Count > 0)
        {
            fields["merchant_address"] = Found.Text(string.Join(", ", address.Select(a => a.Text.Trim().Trim(',', ';', '.'))),
                address.Count > 1 ? 0.85 : 0.65, address);
        }
    }

    /// <param name="At">Where it begins in the head.</param>
    sealed record MerchantCandidate(int At, FieldValue Value, IReadOnlyList<TextSpan> Spans, FeatureVector Features)
        : Candidate(Value, Spans, Features);

    /// <summary>The lines before the date, the first amount or the word for receipt; one segment each.</summary>
    static List<TextSpan> Head(DocumentText text)
    {
        var head = new List<TextSpan>();
        foreach (var content in text.Lines)
        {
            if (head.Count >= MostHeadLines || content.Numbers.Any(n => n.LooksLikeMoney && n.Currency is not null))
                break;
            if (content.Dates.Any(d => !d.Weak) && head.Count > 2)
                break;
            head.AddRange(content.Line.Segments);
        }

        return head;
    }

    IEnumerable<Candidate> Candidates(Proposals proposals)
    {
        var domains = WebDomains.Of(_text);
        var (before, afterAddress) = (0, false);
        for (var i = 0; i < _head.Count; i++)
        {
            var span = WithoutRegistration(_head[i]);
            if (IsName(span) && !IsNoise(span) && !(i > 0 && LegalForms.IsAll(span)))
            {
                var name = NameFrom(i);
                var features = Features(proposals, i, name, domains);
                features.Mark(Feature.AtTop, before == 0);
                features.Mark(Feature.AfterAddress, afterAddress);
                features[Feature.Points] = Points(span, before++, domains);
                if (Printed(name) is { Length: > 1 } printed)
                    yield return new MerchantCandidate(i, FieldValue.Of(printed), name, features);
            }

            afterAddress |= AddressLines.PartOf(_head[i]) is not AddressPart.None;
        }
    }

    bool IsName(TextSpan span) => Names.IsLike(_text, span) && !IsTitle(span);

    static string Printed(List<TextSpan> name) =>
        LegalForms.Mend(Names.Clean(string.Join(' ', name.Select(n => WithoutRegistration(n).Text)).TrimStart('.', '[', '=', '\'')));

    FeatureVector Features(Proposals proposals, int at, List<TextSpan> name, IReadOnlyList<string> domains)
    {
        var printed = Printed(name);
        var below = _head.Skip(at + name.Count).Take(LinesBelow).ToList();
        var features = proposals.At(name[0]);
        features.Mark(Feature.LegalForm, name.Any(LegalForms.IsIn));
        features[Feature.LikeDomain] = WebDomains.Likeness(TextFold.Squash(printed), domains);
        features.Mark(Feature.HasDigits, printed.Any(char.IsAsciiDigit));
        features.Mark(Feature.AddressBelow, below.Any(s => AddressLines.PartOf(s) is not AddressPart.None));
        features.Mark(Feature.CompanyNumbersBelow,
            below.Any(s => IsRegistration(s.Text) || IsNumbered(s)) || WithoutRegistration(name[0]) != name[0]);
        features.Mark(Feature.FewLetters, printed.Count(char.IsLetter) < FewLetters);
        features[Feature.Length] = printed.Length / LongName;
        return features;
    }

    /// <summary>So many lines after a name tell it from a slogan.</summary>
    const int LinesBelow = 2;

    /// <summary>A company or tax number with its label.</summary>
    bool IsNumbered(TextSpan span) => _text.Of(span).Labels.Any(l => l.Span.Overlaps(span)
        && l.Role is Role.Register or Role.TaxNumber or Role.VendorTaxId);

    /// <summary>A few letters out of a logo, or words that recognition itself does not believe.</summary>
    static bool IsNoise(TextSpan span) => span.Line.Page.IsRecognised
        && (span.Text.Count(char.IsLetter) < LeastLetters || MeanConfidence(span) < LeastConfidence);

    static double MeanConfidence(TextSpan span) =>
        Enumerable.Range(span.First, span.Count).Average(i => span.Line.Words[i].Confidence);

    const int LeastLetters = 3;
    const int FewLetters = 6;
    const double LeastConfidence = 0.35;
    const double LongName = 60;
    const double FullPoints = 3;

    double Points(TextSpan span, int before, IReadOnlyList<string> domains)
    {
        var points = (before == 0 ? First : 0) - (PerLine * before);
        points += LegalForms.IsIn(span) ? LegalForm : 0;
        points += span.Em > Large * _text.UsualSize ? LargePrint : 0;
        points += WebDomain * WebDomains.Likeness(TextFold.Squash(span.Text), domains);
        return (points - (span.Text.Any(char.IsAsciiDigit) ? HasDigits : 0)) / FullPoints;
    }

    static readonly HashSet<string> Greetings = [.. """
        thank thanks welcome please customer merci bienvenue danke vielen willkommen gracias bienvenido grazie benvenuti
        bedankt welkom obrigado obrigada dziekujemy witamy
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)];

    bool IsTitle(TextSpan span) => Greetings.Contains(span.Line.Folded[span.First])
        || _text.Of(span).Labels.Any(l => (l.Role is Role.ReceiptNumber or Role.Cash or Role.Date && l.Span.First <= span.First
            && l.Span.Last >= span.Last - 1) || (l.Role is Role.Title && l.Span.Overlaps(span) && 2 * l.Span.Count >= span.Count));

    /// <summary>A second line where the legal form, or the rest of a cut name, stands in it.</summary>
    List<TextSpan> NameFrom(int at)
    {
        var name = new List<TextSpan> { _head[at] };
        if (at + 1 < _head.Count && !LegalForms.IsIn(_head[at]) && Names.IsLike(_text, _head[at + 1])
            && (LegalForms.IsIn(_head[at + 1]) || LegalForms.IsAll(_head[at + 1])) && _head[at + 1].Count <= 3)
            name.Add(_head[at + 1]);
        else if (at + 2 < _head.Count && GoesOn(_head[at], _head[at + 1])
            && (IsRegistration(_head[at + 2].Text) || IsNumbered(_head[at + 2])))
            name.Add(_head[at + 1]);
        return name;
    }

    /// <summary>A word or two in the same print under the first line: <c>POWER HARDWARE / TRADING</c>.</summary>
    bool GoesOn(TextSpan first, TextSpan second) => !LegalForms.IsIn(first) && second.Count <= 2 && Names.IsLike(_text, second)
        && Math.Abs(second.Em - first.Em) < SamePrint * first.Em && !second.Text.Any(char.IsAsciiDigit);

    const double SamePrint = 0.25;

    /// <summary>Without a name above it only a street or a town begins an address.</summary>
    int FirstOfAddress() => _head.FindIndex(s => AddressLines.PartOf(s) is not AddressPart.None) is >= 0 and var at ? at : _head.Count;

    /// <summary>From the first line with a digit or an address's word to the last before telephone, tax number or title.</summary>
    List<TextSpan> Address(int from)
    {
        var address = new List<TextSpan>();
        for (var i = from; i < _head.Count && address.Count < MostAddressLines; i++)
        {
            var span = _head[i];
            if (IsEnd(span) && address.Count > 0)
                break;
            if (IsEnd(span) || IsRegistration(span.Text) || (address.Count == 0 && HoldsRegistration(span)))
                continue; // tax and company numbers may stand between name and address
            if (address.Count > 0 || IsBegin(span))
                address.Add(span);
        }

        while (address.Count > 0 && !IsAddressLike(address[^1], last: true))
            address.RemoveAt(address.Count - 1);
        return address;
    }

    static bool IsBegin(TextSpan span) => span.Text.Any(char.IsAsciiDigit) || AddressLines.PartOf(span) is not AddressPart.None
        || span.Text.Contains(',');

    static bool IsAddressLike(TextSpan span, bool last) =>
        IsBegin(span) || (last && span.Count <= 4 && span.Text.Any(char.IsLetter));

    /// <summary>Up to the company's number behind its name: <c>Kopi Tiam (Co. No: 123456-A)</c>.</summary>
    static TextSpan WithoutRegistration(TextSpan name)
    {
        for (var i = name.First + 1; i <= name.Last; i++)
        {
            var word = name.Line.Words[i].Text;
            var number = word[0] == '(' ? (name with { First = i }).Text : word;
            if (number.Count(char.IsAsciiDigit) >= LeastNumberDigits)
                return name with { Last = i - 1 };
        }

        return name;
    }

    const int LeastNumberDigits = 5;

    /// <summary>A company's number in brackets under its name: <c>(123456-A)</c>.</summary>
    static bool IsRegistration(string text)
    {
        var inner = text.Trim('(', ')', ' ', '.', ':');
        return inner.Length is >= 5 and <= 20 && inner.Count(char.IsAsciiDigit) >= 5 && inner.Count(char.IsLetter) <= 4
            && !inner.Contains(',');
    }

    /// <summary>The name once more with the company's number, or the number with its label: no address has it.</summary>
    bool HoldsRegistration(TextSpan span)
    {
        var open = span.Text.LastIndexOf('(');
        return open >= 0 && IsRegistration(span.Text[open..])
            || Enumerable.Range(span.First, span.Count).Any(i => HasCheckLetter(span.Line.Words[i].Text))
            || _text.Of(span).Labels.Any(l => l.Span.Overlaps(span) && l.Role is Role.Register);
    }

    /// <summary>A company's number as Malaysia and others write it: <c>123456-A</c>.</summary>
    static bool HasCheckLetter(string word)
    {
        var text = word.Trim('(', ')', ',', '.', ':');
        return text.Length is >= 7 and <= 11 && text[^2] is '-' && char.IsAsciiLetterUpper(text[^1]) && text[..^2].All(char.IsAsciiDigit);
    }

    bool IsEnd(TextSpan span)
    {
        var content = _text.Of(span);
        if (IsNumbered(span) && span.Text.Count(char.IsAsciiDigit) >= LeastNumberDigits)
            return true;
        if (span.Text.Contains('@') || content.Dates.Any(d => !d.Weak && d.Span.Overlaps(span)))
            return true;

        return content.Labels.Any(l => l.Span.Overlaps(span) && l.Weight >= 0.5 && (l.Span.First == span.First || l.EndsInColon)
            && l.Role is Role.Phone or Role.Email or Role.VendorTaxId or Role.TaxNumber or Role.Title or Role.InvoiceNumber
                or Role.ReceiptNumber or Role.Date or Role.Time or Role.Contact or Role.Cash or Role.Register or Role.Total
                or Role.ColumnQuantity or Role.ColumnDescription or Role.OtherNumber);
    }
}
