using Numora.Engine.Files;
using Numora.Engine.Pages;
using Numora.Engine.Reading;

namespace Numora.Engine.Recognition;

/// <summary>Which languages a page is recognised in, as Tesseract names them.</summary>
static class Languages
{
    /// <summary>
    /// Together better than any one of them, also on pages in other languages. Each costs time on every doubtful word, so a
    /// receipt, where many are, does with two.
    /// </summary>
    static readonly string[] s_first = ["eng", "deu", "fra"];
    static readonly string[] s_narrow = ["eng", "deu"];

    /// <summary>So many of a language's own words make a page one of it.</summary>
    const int FewWords = 3;

    /// <summary>Frequent on documents of the language and in no other of them, folded.</summary>
    static readonly (string Language, string Words)[] s_own =
    [
        ("fra", "facture montant numero echeance votre nos vous avec ttc ht siret reglement quantite designation prix adresse"),
        ("spa", "factura importe fecha numero cliente direccion cantidad vencimiento iva base imponible calle nif cif los del con"),
        ("ita", "fattura importo data numero cliente quantita scadenza imponibile descrizione partita codice fiscale della via pagamento"),
        ("nld", "factuur bedrag datum nummer klant aantal omschrijving btw vervaldatum het van een prijs totaal betaling"),
        ("por", "fatura valor numero cliente morada quantidade vencimento contribuinte descricao nao iva preco rua dos para"),
        ("pol", "faktura kwota numer nabywca sprzedawca ilosc termin platnosci netto brutto wartosc razem nip zl ulica sprzedazy"),
    ];

    public static string First(bool isNarrow) => Installed(isNarrow ? s_narrow : s_first);

    /// <summary>English with the language that the words of a first reading point to; else the usual three.</summary>
    public static string Second(Page first)
    {
        var words = first.Words.Select(w => TextFold.Squash(w.Text)).ToHashSet();
        var (language, hits) = s_own
            .Select(own => (own.Language, Hits: own.Words.Split(' ').Count(words.Contains))).MaxBy(own => own.Hits);
        return hits >= FewWords && TessData.IsInstalled(language) ? Installed(["eng", language]) : Installed(s_first);
    }

    static string Installed(string[] wanted)
    {
        var installed = wanted.Where(TessData.IsInstalled).ToList();
        return installed.Count > 0 ? string.Join('+', installed) : TessData.Languages[0];
    }
}
