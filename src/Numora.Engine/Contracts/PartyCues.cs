using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>Words around the parties of a contract.</summary>
static class PartyCues
{
    /// <summary>What follows the name of a party.</summary>
    static readonly Regex Description = Cue.After(
        "[,.'\" -]{0,4}",
        """
        \((?:the |"|'|hereinafter|hereafter|together|collectively|each|individually|"?as |referred|[a-z' ]{2,30}\))
        \((?:nachfolgend|im folgenden|ci-apres|en adelante|di seguito|hierna|dalej|doravante|a seguir)
        an? (?:[a-z]+[ -]){0,5}(?:corporation|company|limited|partnership|trust|individual|bank|association)
        an? (?:[a-z]+[ -]){0,5}(?:entity|citizen|organi[sz]ation)
        (?:a|an|the) [a-z]
        having |with (?:an? |its |their |offices?|principal|registered|place)|whose |located |organi[sz]ed |incorporated |registered
        residing |represented |acting |of [0-9]|at [0-9]|c/o |d/b/a |dba |hereinafter|hereafter|on behalf|for itself
        mit sitz|mit dem sitz|vertreten|geschaftsansassig|nachfolgend|im folgenden|eingetragen|wohnhaft
        ayant |dont le |dont la |societe |sise? |representee?|au capital|immatriculee|ci-apres|demeurant|domiciliee?
        con (?:sede|domicilio)|con cif|con nif|domiciliad|representad|en adelante|inscrita
        in persona|rappresentat|di seguito|iscritta
        gevestigd|vertegenwoordigd|hierna|statutair|kantoorhoudende
        com sede|pessoa colectiva|doravante
        z siedziba|reprezentowan|zwan[aey]|wpisan
        """);

    /// <summary>Where the names begin.</summary>
    public static readonly Regex Between = Cue.Begins(
        """
        (?:by and (?:between|among)|by, between|between and among|between|among|amongst|entered into by|made by)\b
        parties:? \(?1[.)]|parties:
        (?:zwischen|entre|tra|fra|tussen|pomiedzy|miedzy)\b
        """);

    /// <summary>Where the parties have all been named.</summary>
    public static readonly Regex End = Cue.Begins(
        """
        whereas\b|witnesseth|recitals?\b|now,? therefore|in consideration of\b|agree as follows\b|agrees? (?:to|that)\b
        the following\b|is made\b|is entered\b|terms and conditions\b|witness that\b|introduction\b
        background\b|preamble\b|collectively,? the\b|the parties (?:hereto |hereby )?agree|1\. [a-z]
        praambel\b|wird folgend|folgender vertrag|wird nachstehend|geschlossen am\b
        il a ete\b|preambule\b|le present contrat\b
        manifiestan\b|exponen\b|el presente contrato\b
        premesso\b|si conviene\b|il presente contratto\b
        overwegende\b|komen overeen\b|deze overeenkomst\b
        considerandos?\b|e celebrado\b|celebrado em\b|o presente contrato\b
        o nastepujacej\b|umowa zostaje\b
        """);

    /// <summary>What may stand before a name in a list of parties.</summary>
    public static readonly Regex Filler = Cue.After(
        "",
        """
        [ ,;:."'-]+|\(?(?:[0-9]{1,2}|[a-c]|i{1,3}|iv|v)[).] |and |und |et |as well as |sowie |oraz
        the |on the one (?:hand|part),? |on the other (?:hand|part),? |the company |(?:the )?(?:first|second) part(?:y|ies)
        part(?:y|ie|ei) [a-d12][:,]? |between |by |parties to this agreement |(?:mr|mrs|ms|messrs)\. |der |die |dem |den |les soussignes
        """);

    /// <summary>"la société Lumière": the noun is no part of the name, "Société Générale" is one. Over the print.</summary>
    public static readonly Regex Introduction = new(
        "^(?:[Tt]he |[Ll]a |[Ll]e |[Ee]l |[Ii]l |[Dd]ie |[Dd]er |[Dd]e |[Aa] )?(?:firm of|société|"
        + "entreprise|sociedad|empresa|società|sociedade|firma|Firma|besloten vennootschap|vennootschap|spółka|spółką|Herrn?|Frau|"
        + "Monsieur|Madame|Mme) ", Cue.Options, Cue.Timeout);

    /// <summary>"professional golfer, TOM WATSON": only before the first name, where nothing else can be meant. Over the print.</summary>
    public static readonly Regex Trade = new("^(?:[a-z]+,? ){1,4}", Cue.Options, Cue.Timeout);

    static readonly Regex English = Separator("and|&");
    static readonly Regex German = Separator("und|sowie");
    static readonly Regex Romance = Separator("et|y|e");
    static readonly Regex Italian = Separator("e|ed");
    static readonly Regex Dutch = Separator("en");
    static readonly Regex Polish = Separator("a|i|oraz");

    /// <summary>What stands between parties in the language of the word that begins them: "en" is Dutch for "and".</summary>
    public static Regex SeparatorAfter(ReadOnlySpan<char> between) => between switch
    {
        "zwischen" => German,
        "entre" => Romance,
        "tra" or "fra" => Italian,
        "tussen" => Dutch,
        "pomiedzy" or "miedzy" => Polish,
        _ => English,
    };

    static Regex Separator(string and) => new($"^(?:[;,]? ?(?:- )?(?:{and})(?: |$)|; ?|, )", Cue.Options, Cue.Timeout);

    public static bool DescribedAt(ContractText text, int end) => Description.IsMatch(text.After(end, 120));

    /// <summary>How much of the text matches from its beginning on; 0 for nothing.</summary>
    public static int LengthOf(this Regex regex, ReadOnlySpan<char> text)
    {
        foreach (var m in regex.EnumerateMatches(text))
            return m.Length;
        return 0;
    }
}
