using System.Collections.Frozen;

namespace Numora.Engine.Contracts;

/// <summary>States, provinces and countries whose law contracts choose.</summary>
/// <param name="Name">In English, as a contract would say it after "the laws of".</param>
/// <param name="Federal">Whether its parts have a private law of their own: then the part is the better answer.</param>
sealed record Jurisdiction(string Name, bool Federal = false);

static class Jurisdictions
{
    /// <summary>The longest name in words, e.g. "the People's Republic of China", "Newfoundland and Labrador".</summary>
    public const int MaxWords = 5;

    const string Parts = """
        Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|Indiana|Iowa
        Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska
        Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania
        Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin
        Wyoming|District of Columbia|Puerto Rico|Guam
        Ontario|Alberta|British Columbia|Manitoba|New Brunswick|Newfoundland and Labrador|Nova Scotia|Prince Edward Island
        Saskatchewan|New South Wales|Queensland|South Australia|Tasmania|Victoria|Western Australia
        Northern Ireland|Jersey|Guernsey|Isle of Man|Gibraltar|Macau|Hong Kong
        """;

    /// <summary>The English name, then what else it is called: in its own and other languages, folded.</summary>
    const string Countries = """
        England and Wales|england & wales
        England
        Scotland
        Wales
        United Kingdom|great britain|regno unito|reino unido|royaume-uni|vereinigtes konigreich
        Ireland|republic of ireland|irland|irlande|irlanda|ierland
        Germany|federal republic of germany|bundesrepublik deutschland|deutschland|allemagne|alemania|germania
        Germany|duitsland|alemanha|niemiec|niemcy
        Austria|republic of austria|osterreich|republik osterreich|autriche|oostenrijk
        Switzerland|schweiz|schweizerische eidgenossenschaft|suisse|svizzera|suiza|swiss confederation|zwitserland|suica
        France|french republic|frankreich|francia|frankrijk|republique francaise|franca|francji
        Spain|kingdom of spain|espana|spanien|espagne|spagna|reino de espana|espanha|spanje
        Italy|republic of italy|italian republic|italia|italien|italie|repubblica italiana
        Netherlands|the netherlands|kingdom of the netherlands|niederlande|nederland|pays-bas|paesi bassi|paises bajos|holland
        Belgium|kingdom of belgium|belgie|belgique|belgien|belgio|belgica
        Luxembourg|grand duchy of luxembourg|luxemburg|grand-duche de luxembourg
        Portugal|portuguese republic|republica portuguesa|portogallo
        Poland|republic of poland|polska|polski|rzeczypospolitej polskiej|polen|pologne|polonia
        Denmark|danemark|danmark
        Sweden|kingdom of sweden|schweden|sverige|suede
        Norway|norwegen|norge
        Finland|finnland|suomi
        Iceland
        Liechtenstein|furstentum liechtenstein
        Czech Republic|czechia|tschechische republik
        Slovakia|slovak republic
        Slovenia
        Hungary|ungarn
        Romania
        Bulgaria
        Croatia
        Serbia
        Greece|hellenic republic|griechenland
        Cyprus|republic of cyprus
        Malta
        Estonia
        Latvia
        Lithuania
        Ukraine
        Russia|russian federation
        Turkey|republic of turkey|turkiye
        Israel
        Japan
        People's Republic of China|prc|china|p.r. china|p.r.c.
        Taiwan|republic of china
        South Korea|republic of korea|korea
        India|republic of india
        Singapore|republic of singapore
        Malaysia
        Indonesia|republic of indonesia
        Thailand|kingdom of thailand
        Vietnam
        Philippines|the philippines|republic of the philippines
        New Zealand
        South Africa|republic of south africa
        Nigeria|federal republic of nigeria
        Kenya
        Ghana
        Zambia
        Tanzania
        Uganda
        Mauritius
        Seychelles
        Sri Lanka
        Pakistan
        Bangladesh
        Egypt
        Morocco
        United Arab Emirates|uae
        Saudi Arabia|kingdom of saudi arabia
        Qatar
        Bermuda
        Cayman Islands|the cayman islands
        British Virgin Islands|the british virgin islands
        Bahamas|the bahamas|commonwealth of the bahamas
        Panama
        Marshall Islands|republic of the marshall islands|republic of marshall islands
        Liberia
        Mexico|united mexican states
        Brazil|federative republic of brazil|brasil
        Argentina
        Chile
        Colombia
        Peru
        Quebec|quebec
        """;

    const string Federations = """
        United States|united states of america|the united states|the united states of america
        United States|u.s.a.|u.s.|usa|vereinigte staaten von amerika
        Canada
        Australia
        """;

    /// <summary>"English law", "deutschem Recht", "droit français".</summary>
    const string Adjectives = """
        England|english|englisches|englischem|anglais|inglese|ingles
        Scotland|scots|scottish
        Ireland|irish
        Germany|german|deutsches|deutschem|deutsche|deutschen|allemand|aleman|tedesco|alemao|duits
        Germany|niemieckie|niemieckiego|niemieckiemu
        Austria|austrian|osterreichisches|osterreichischem|autrichien|austriaco|oostenrijks
        Switzerland|swiss|schweizerisches|schweizerischem|schweizer|suisse|svizzero|suizo|zwitsers
        France|french|franzosisches|franzosischem|francais|francaise|francese|frances|frans
        Spain|spanish|spanisches|spanischem|espagnol|espagnole|spagnolo|espanol|espanola|spaans|espanhola
        Italy|italian|italienisches|italienischem|italien|italienne|italiano|italiana|italiaans
        Netherlands|dutch|niederlandisches|niederlandischem|neerlandais|olandese|nederlands|neerlandes
        Belgium|belgian|belgisches|belgischem|belge|belga|belgisch
        Luxembourg|luxembourgish|luxemburgisches|luxemburgischem|luxembourgeois|luxembourgeoise
        Portugal|portuguese|portugiesisches|portugiesischem|portugais|portoghese|portugues|portuguesa|portugees
        Poland|polish|polnisches|polnischem|polonais|polacco|polskie|polskiego|polskiemu|pools
        Denmark|danish
        Sweden|swedish
        Norway|norwegian
        Finland|finnish
        Israel|israeli
        Japan|japanese
        Canada|canadian|canadien
        Australia|australian
        United States|american
        India|indian
        People's Republic of China|chinese
        """;

    static readonly FrozenDictionary<string, Jurisdiction> Nouns = Read();

    static readonly FrozenDictionary<string, Jurisdiction> ByAdjective = Rows(Adjectives)
        .SelectMany(row => row.Skip(1).Select(name => (name, row[0])))
        .GroupBy(a => a.name).ToFrozenDictionary(g => g.Key, g => Find(ContractText.Fold(g.First().Item2))!);

    /// <summary>By a name that stands alone, folded and without "the State of".</summary>
    public static Jurisdiction? Find(string folded) => Nouns.GetValueOrDefault(folded);

    public static Jurisdiction? OfAdjective(string folded) => ByAdjective.GetValueOrDefault(folded);

    static FrozenDictionary<string, Jurisdiction> Read()
    {
        var all = new Dictionary<string, Jurisdiction>();
        foreach (var name in Rows(Parts).SelectMany(row => row))
            all[ContractText.Fold(name)] = new(name);
        Add(Countries, federal: false);
        Add(Federations, federal: true);
        return all.ToFrozenDictionary();

        void Add(string rows, bool federal)
        {
            foreach (var row in Rows(rows))
                foreach (var name in row)
                    all[ContractText.Fold(name)] = new(row[0], federal);
        }
    }

    static IEnumerable<string[]> Rows(string table) =>
        table.Split('\n').Select(row => row.Trim().Split('|')).Where(row => row[0].Length > 0);
}
