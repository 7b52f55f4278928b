using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Invoices;

/// <summary>The currency: where it is named, else the one beside most amounts.</summary>
internal static class InvoiceCurrency
{
    const double Named = 0.97;

    /// <summary>A dollar or crown whose country is guessed.</summary>
    const double Guessed = 0.92;

    /// <summary>A code is written on purpose; a sign is what the program that printed the page puts before every price.</summary>
    const int CodeVotes = 4;

    const int TrustedSigns = 3;

    /// <summary>The money of the country that the document comes from, where no amount has a currency.</summary>
    const double OfCountry = 0.75;

    public static void Read(DocumentText text, Dictionary<string, ExtractedField> fields)
    {
        if (FromLabel(text) is { } named)
        {
            fields["currency"] = named;
            return;
        }

        var votes = new Dictionary<string, (int Count, TextSpan Span, bool Sure)>();
        foreach (var number in text.Lines.SelectMany(l => l.Numbers))
        {
            if (number.Currency is null || Currencies.CodeOf(number.Currency, text.Origin.Country) is not { } code)
                continue;
            var sure = Currencies.CodeOf(number.Currency, null) == code && number.Currency != "$";
            var (count, span, _) = votes.GetValueOrDefault(code, (0, number.Span, sure));
            votes[code] = (count + (Currencies.IsCode(number.Currency) ? CodeVotes : 1), span, sure);
        }

        // Once or twice a sign may be a misread letter; whoever prints it at every price means it.
        foreach (var (code, _) in votes.Where(v => v.Value.Count < TrustedSigns && IsMisread(v.Value.Span, v.Key, text)).ToList())
            votes.Remove(code);
        if (votes.Count == 0)
        {
            FromAnywhere(text, fields);
            return;
        }

        var (winner, best) = votes.MaxBy(v => v.Value.Count);
        var share = (double)best.Count / votes.Sum(v => v.Value.Count);
        fields["currency"] = Found.Text(winner, (best.Sure ? Named : Guessed) * Confidences.Line(share, 0.5, 0.7, 0.8, 1), best.Span);
    }

    static ExtractedField? FromLabel(DocumentText text)
    {
        foreach (var content in text.Lines)
        {
            foreach (var label in content.Labels.Where(l => l.Role is Role.Currency))
            {
                for (var i = label.Span.Last + 1; i < Math.Min(label.Span.Last + 4, content.Line.Words.Count); i++)
                {
                    var word = content.Line.Words[i].Text.Trim('.', ',', ':', '(', ')');
                    if (Currencies.IsMark(word) && Currencies.CodeOf(word, text.Origin.Country) is { } code)
                        return Found.Text(code, Named, new TextSpan(content.Line, i, i));
                }
            }
        }

        return null;
    }

    /// <summary>A code in a label or a column's head: "Total EUR", "Amount (USD)".</summary>
    static void FromAnywhere(DocumentText text, Dictionary<string, ExtractedField> fields)
    {
        var spans = new Dictionary<string, (int Count, TextSpan Span)>();
        foreach (var content in text.Lines)
        {
            for (var i = 0; i < content.Line.Words.Count; i++)
            {
                if (content.Line.Words[i].Text is not { Length: <= LongestWord } word || MarkIn(word, text) is not { } code
                    || (!word.Contains(code, StringComparison.OrdinalIgnoreCase) && IsMisread(new(content.Line, i, i), code, text)))
                    continue;
                var (count, span) = spans.GetValueOrDefault(code, (0, new TextSpan(content.Line, i, i)));
                spans[code] = (count + 1, span);
            }
        }

        if (spans.Count > 0)
        {
            var (code, best) = spans.MaxBy(s => s.Value.Count);
            fields["currency"] = Found.Text(code, Guessed, best.Span);
        }
        else if (text.Origin.HomeMoney is { } home && text.Lines.Any(l => l.Numbers.Any(n => n.LooksLikeMoney)))
        {
            fields["currency"] = new(FieldValue.Of(home), OfCountry, text.Pages[0].Source);
        }
    }

    /// <summary>A recognised sign that is not the money of the country that the document names: $ for S, ¥ for Y.</summary>
    static bool IsMisread(TextSpan span, string code, DocumentText text) =>
        span.Line.Page.IsRecognised && text.Origin.HomeMoney is { } home && home != code;

    const int LongestWord = 30;

    /// <summary>Also inside a word: <c>AMOUNT(RM)</c>, <c>EUR/Stk</c>.</summary>
    static string? MarkIn(string word, DocumentText text) => word.Split('(', ')', '[', ']', '/', ':', '.', ',')
        .Where(p => p.Length is > 0 and <= 4 && Currencies.IsMark(p))
        .Select(p => Currencies.CodeOf(p, text.Origin.Country)).FirstOrDefault(c => c is not null);
}
