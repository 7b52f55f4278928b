namespace Numora.Engine.Reading;

/// <summary>Countries by name in the eight languages (ISO 3166-1).</summary>
internal static class Countries
{
    /// <summary>Code, then names as they stand at the end of an address.</summary>
    const string Table = """
        DE Germany|Deutschland|Allemagne|Alemania|Germania|Duitsland|Alemanha|Niemcy
        AT Austria|Österreich|Autriche|Oostenrijk|Áustria
        CH Switzerland|Schweiz|Suisse|Suiza|Svizzera|Zwitserland|Suíça|Szwajcaria
        LI Liechtenstein
        FR France|Frankreich|Francia|Frankrijk|França|Francja
        BE Belgium|Belgien|Belgique|Bélgica|Belgio|België|Belgia
        NL Netherlands|The Netherlands|Niederlande|Pays-Bas|Países Bajos|Paesi Bassi|Nederland|Países Baixos|Holandia|Holland
        LU Luxembourg|Luxemburg|Luxemburgo|Lussemburgo|Luksemburg
        ES Spain|Spanien|Espagne|España|Spagna|Spanje|Espanha|Hiszpania
        PT Portugal|Portogallo|Portugalia
        IT Italy|Italien|Italie|Italia|Itália|Włochy
        GB United Kingdom|UK|U.K.|Great Britain|England|Scotland|Wales|Northern Ireland|Vereinigtes Königreich|Großbritannien
        GB Royaume-Uni|Reino Unido|Regno Unito|Verenigd Koninkrijk|Wielka Brytania
        IE Ireland|Irland|Irlande|Irlanda|Ierland|Irlandia
        PL Poland|Polen|Pologne|Polonia|Polónia|Polska
        CZ Czech Republic|Czechia|Tschechien|Tschechische Republik|République tchèque|Česká republika|Czechy
        SK Slovakia|Slowakei|Slovensko
        HU Hungary|Ungarn|Magyarország
        SI Slovenia|Slowenien|Slovenija
        HR Croatia|Kroatien|Hrvatska
        RO Romania|Rumänien|România
        BG Bulgaria|Bulgarien
        GR Greece|Griechenland|Ellada
        DK Denmark|Dänemark|Danmark|Danemark
        SE Sweden|Schweden|Suède|Sverige
        NO Norway|Norwegen|Norge|Norvège
        FI Finland|Finnland|Suomi
        IS Iceland
        EE Estonia|Estland|Eesti
        LV Latvia|Lettland|Latvija
        LT Lithuania|Litauen|Lietuva
        MT Malta
        CY Cyprus|Zypern
        TR Turkey|Türkei|Türkiye
        US United States|United States of America|USA|U.S.A.|US|Vereinigte Staaten|États-Unis|Estados Unidos|Stati Uniti|Verenigde Staten
        CA Canada|Kanada
        MX Mexico|México|Mexiko
        BR Brazil|Brasil|Brasilien|Brésil
        AR Argentina
        CL Chile
        CO Colombia
        AU Australia|Australien
        NZ New Zealand|Neuseeland
        IN India|Indien|Inde
        SG Singapore|Singapur
        MY Malaysia
        HK Hong Kong|Hongkong
        CN China|P.R. China|Chine
        TW Taiwan
        JP Japan
        KR South Korea|Korea
        ID Indonesia
        TH Thailand
        PH Philippines
        VN Vietnam
        AE United Arab Emirates|UAE|U.A.E.
        SA Saudi Arabia
        IL Israel
        ZA South Africa|Südafrika
        UA Ukraine
        """;

    static readonly Dictionary<string, string> ByName = Table.Split('\n')
        .SelectMany(l => l[3..].Split('|').Select(n => (Name: TextFold.Squash(n), Code: l[..2])))
        .DistinctBy(n => n.Name).ToDictionary(n => n.Name, n => n.Code);

    static readonly HashSet<string> Codes = [.. Table.Split('\n').Select(l => l[..2])];

    public static bool IsCode(string code) => Codes.Contains(code);

    /// <summary>The code of a country by its name alone; null where the text is no such name.</summary>
    public static string? CodeOf(string name) => ByName.GetValueOrDefault(TextFold.Squash(name));

    /// <summary>The code of a folded name.</summary>
    public static string? CodeOfFolded(string folded) => ByName.GetValueOrDefault(folded);
}
