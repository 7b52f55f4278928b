using Numora.Engine.Ranking;
using Numora.Engine.Reading;

namespace Numora.Engine.Invoices.Parties;

/// <summary>What can be told of a block of name and address, whosever it is.</summary>
internal static class PartyFeatures
{
    const double TopPart = 0.15;
    const double FooterPart = 0.8;
    const double LongName = 60;

    /// <summary>The bank in a footer is rarely who sends the invoice.</summary>
    static readonly string[] s_banks = ["bank", "sparkasse", "banque", "banco", "banca", "caixa", "credit"];

    public static bool IsBank(Party party) => s_banks.Any(b => party.Folded.Contains(b, StringComparison.Ordinal));

    /// <param name="domains">As <see cref="WebDomains.Of"/> gives them.</param>
    public static FeatureVector Of(Proposals proposals, Party party, IReadOnlyList<string> domains)
    {
        var name = party.NameSpans[0];
        var features = proposals.At(name);
        features.Mark(Feature.LegalForm, LegalForms.IsIn(name));
        features[Feature.LikeDomain] = WebDomains.Likeness(party.Folded, domains);
        features.Mark(Feature.HasDigits, name.Text.Any(char.IsAsciiDigit));
        features.Mark(Feature.AddressBelow, party.AddressSpans.Count > 0);
        features.Mark(Feature.AtTop, features[Feature.Y] < TopPart);
        features.Mark(Feature.InFooter, features[Feature.Y] > FooterPart);
        features.Mark(Feature.Bank, IsBank(party));
        features[Feature.Length] = party.Name.Length / LongName;
        return features;
    }
}
