using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Invoices.Parties;

/// <summary>What can be the name of a company or a person.</summary>
internal static class Names
{
    const int MostWords = 9;
    const int MostCharacters = 90;
    const double LeastLetters = 0.55;

    static readonly HashSet<string> Salutations = [.. """
        herrn herr frau firma familie mr mrs ms messrs monsieur madame mme m sr sra signor signora spett spettle dhr mevr
        pan pani exmo an to
        """.Split([' ', '\n'])];

    /// <summary>Whether it looks like a name: few words, mostly letters, no label, date, address or mail.</summary>
    public static bool IsLike(DocumentText text, TextSpan span)
    {
        if (span.Count is < 1 or > MostWords)
            return false;

        var content = text.Of(span);
        var printed = span.Text;
        if (printed.Length is < 2 or > MostCharacters || IsWeb(printed) || IsLabel(content, span) || !IsMostlyLetters(printed))
            return false;
        if (content.Dates.Any(d => d.Span.Overlaps(span)) || content.Numbers.Any(n => n.LooksLikeMoney && n.Span.Overlaps(span)))
            return false;
        if (content.Identifiers.Any(i => i.Span.Overlaps(span)))
            return false;
        if (LegalForms.IsIn(span))
            return true;

        return !IsSentence(printed, span) && AddressLines.PartOf(span) is AddressPart.None;
    }

    public static bool IsSalutation(TextSpan span) =>
        span.Count <= 2 && Salutations.Contains(span.Line.Folded[span.First])
        && (span.Count == 1 || Salutations.Contains(span.Line.Folded[span.Last]));

    /// <summary>Without the punctuation and the salutation around it.</summary>
    public static string Clean(string text) => text.Trim(' ', ',', ';', ':', '·', '•', '●', '|', '*', '"', '-', '–', '#');

    static bool IsWeb(string text) => text.Contains('@') || text.Contains("www.", StringComparison.OrdinalIgnoreCase)
        || text.Contains("://", StringComparison.Ordinal);

    /// <summary>All of it is a label, or it begins with one that a colon ends.</summary>
    static bool IsLabel(LineContent content, TextSpan span)
    {
        foreach (var label in content.Labels)
        {
            if (label.Span.First != span.First || label.Weight < 0.3)
                continue;
            if (label.Span.Last >= span.Last || (label.EndsInColon && label.Weight >= 0.5))
                return true;
            if (label.Role is Role.InvoiceNumber or Role.Register or Role.VendorTaxId or Role.TaxNumber or Role.Phone && label.Weight > 0.8)
                return true;
        }

        return false;
    }

    static bool IsMostlyLetters(string text)
    {
        var letters = text.Count(char.IsLetter);
        return letters >= 2 && letters >= LeastLetters * text.Count(c => c != ' ');
    }

    static bool IsSentence(string text, TextSpan span) =>
        (span.Count > 6 && text[^1] is '.' or '!' or '?') || char.IsLower(text[0]) && span.Count > 3 || text[^1] is '!' or '?';
}
