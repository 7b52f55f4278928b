using System.Text;
using Numora.Engine.Pages;

namespace Numora.Engine;

/// <summary>Finds out whether a document is an invoice, a receipt or a contract, from its words and its shape.</summary>
static class Classifier
{
    /// <summary>What a document is shows at its beginning.</summary>
    const int MaxWords = 3_000;

    /// <summary>The same word again says little more.</summary>
    const int MaxRepeats = 3;

    /// <summary>Words in letters larger than the text by this factor are headings, and count more.</summary>
    const double HeadingFactor = 1.25;

    const double HeadingWeight = 2;

    /// <summary>A till's paper: at most 80 mm, or far higher than wide.</summary>
    const double ReceiptWidthPoints = 240;

    const double ReceiptHeightOfWidth = 2;

    /// <summary>Part of words with a digit: prose has less, tables have more.</summary>
    const double ProseDigits = 0.08;

    const double TableDigits = 0.15;
    const int ManyWords = 600;

    /// <summary>Beginnings of folded words, in eight languages, with what they speak for.</summary>
    static readonly (string Kind, double Weight, string Stems)[] s_vocabulary =
    [
        (Schemas.Invoice.Id, 3, "invoice inv# rechnung facture factura fattura factuur fatura faktura gutschrift creditnote"),
        (Schemas.Invoice.Id, 1, "iban bic swift ustid umsatzsteuer mehrwertsteuer mwst vat tva iva btw nip zahlbar fallig "
            + "echeance vencimiento scadenza vervaldatum vencimento termin payable remittance zahlungsziel netto nettobetrag "
            + "imponible imponibile leverdatum bestellnummer kundennummer commande billto shipto subtotal zwischensumme "
            + "skonto lieferschein lieferdatum unitprice einzelpreis menge quantity purchaseorder po#"),
        (Schemas.Receipt.Id, 3, "receipt kassenbon kassenbeleg quittung kassabon scontrino paragon recibo ticket talao "
            + "ticketdecaisse"),
        (Schemas.Receipt.Id, 1.5, "cash cashier change tendered ruckgeld gegeben bediener kasse rendu especes caisse efectivo "
            + "contanti resto cassa contant wisselgeld troco dinheiro gotowka reszta kasjer terminal mastercard maestro visa "
            + "girocard kartenzahlung pinbetaling eftpos tip trinkgeld table tisch thank danke merci gracias grazie bedankt "
            + "obrigado dziekujemy rounding"),
        (Schemas.Contract.Id, 3, "agreement contract vertrag vereinbarung contrat convention contrato acuerdo contratto accordo "
            + "overeenkomst acordo umowa hereby hereinafter whereas witnesseth"),
        (Schemas.Contract.Id, 1, "herein hereto thereof hereof party parties shall governing jurisdiction terminat confidential "
            + "indemnif obligations notwithstanding vertragspartei parteien kundigung gerichtsstand laufzeit ciapres soussign "
            + "resiliation clause clausula partes estipul clausola parti recesso partijen opzegging toepasselijk contratante "
            + "contratada strony wypowiedzenie postanowienia licensor licensee lessor lessee effective"),
    ];

    static readonly Dictionary<char, List<(string Stem, string Kind, double Weight)>> s_byLetter = ByLetter();

    public static Schema SchemaOf(IReadOnlyList<Page> pages)
    {
        var words = pages.SelectMany(p => p.Words).Take(MaxWords).ToList();
        var scores = Schemas.All.ToDictionary(s => s.Id, _ => 0.0);
        AddWords(words, scores);
        AddShape(pages, words, scores);
        return Schemas.All.MaxBy(s => scores[s.Id])!; // of equals the first: an invoice
    }

    static void AddWords(List<Word> words, Dictionary<string, double> scores)
    {
        var usual = words.Count == 0 ? 0 : words.Select(w => w.FontSize).Order().ElementAt(words.Count / 2);
        var repeats = new Dictionary<string, int>();
        var before = "";
        foreach (var word in words)
        {
            var folded = Fold(word.Text);
            Add(folded, word.FontSize > HeadingFactor * usual ? HeadingWeight : 1);
            Add(before + folded, 1); // "bill to", "credit note", "ci-après"
            before = folded;
        }

        void Add(string text, double factor)
        {
            if (text.Length == 0 || !s_byLetter.TryGetValue(text[0], out var stems))
                return;
            foreach (var (stem, kind, weight) in stems)
            {
                if (!text.StartsWith(stem, StringComparison.Ordinal))
                    continue;
                var count = repeats[stem] = repeats.GetValueOrDefault(stem) + 1;
                if (count <= MaxRepeats)
                    scores[kind] += weight * factor;
            }
        }
    }

    static void AddShape(IReadOnlyList<Page> pages, List<Word> words, Dictionary<string, double> scores)
    {
        var first = pages.FirstOrDefault(p => p.Words.Count > 0);
        if (first is not null && pages.Count <= 2
            && (first.Width <= ReceiptWidthPoints || first.Height >= ReceiptHeightOfWidth * first.Width))
            scores[Schemas.Receipt.Id] += 8;

        var digits = words.Count(w => w.Text.Any(char.IsAsciiDigit)) / (double)Math.Max(words.Count, 1);
        if (digits < ProseDigits && words.Count >= ManyWords)
            scores[Schemas.Contract.Id] += 10;
        else if (digits > TableDigits)
            scores[Schemas.Contract.Id] -= 6;
    }

    /// <summary>Lower case without accents and punctuation.</summary>
    static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
            if (char.IsLetter(c) || c == '#') // accents are marks of their own now, and left out
                folded.Append(char.ToLowerInvariant(c));
        return folded.ToString();
    }

    static Dictionary<char, List<(string, string, double)>> ByLetter()
    {
        var byLetter = new Dictionary<char, List<(string, string, double)>>();
        foreach (var (kind, weight, stems) in s_vocabulary)
            foreach (var stem in stems.Split(' '))
            {
                if (!byLetter.TryGetValue(stem[0], out var list))
                    byLetter[stem[0]] = list = [];
                list.Add((stem, kind, weight));
            }

        return byLetter;
    }
}
