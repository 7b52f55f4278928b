using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>Words around the parties of a contract.</summary>
static class PartyCues
{
    const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>What follows the name of a party.</summary>
    static readonly Regex Description = new(
        "^[,.'\" ]{0,4}(?:"
        + "\\((?:the |\"|'|hereinafter|hereafter|together|collectively|each|individually|\"?as |referred|nachfolgend|im folgenden|"
        + "ci-apres|en adelante|di seguito|hierna|dalej|doravante|a seguir|[a-z' ]{2,30}\\))|"
        + "(?:an? )(?:[a-z]+[ -]){0,5}(?:corporation|company|limited|partnership|trust|individual|bank|association|entity|"
        + "organi[sz]ation|societe|citizen)|"
        + "(?:a|an|the) [a-z]|"
        + "having |with (?:an? |its |their |offices?|principal|registered|place)|whose |located |organi[sz]ed |incorporated |registered |"
        + "residing |represented |acting |of [0-9]|at [0-9]|c/o |d/b/a |dba |hereinafter|hereafter|on behalf|for itself|"
        + "mit sitz|mit dem sitz|vertreten|geschaftsansassig|nachfolgend|im folgenden|eingetragen|wohnhaft|"
        + "ayant |dont le |dont la |societe |sise? |representee?|au capital|immatriculee|ci-apres|demeurant|domiciliee?|"
        + "con (?:sede|domicilio)|con cif|con nif|domiciliad|representad|en adelante|inscrita|"
        + "in persona|rappresentat|di seguito|iscritta|gevestigd|vertegenwoordigd|hierna|statutair|kantoorhoudende|"
        + "com sede|pessoa colectiva|doravante|z siedziba|reprezentowan|zwan[aey]|wpisan)", Options);

    /// <summary>Where the names begin.</summary>
    public static readonly Regex Between = new(
        @"\b(?:by and (?:between|among)|by, between|between and among|between|among|amongst|entered into by|made by|zwischen|entre|tra|fra|tussen|"
        + @"pomiedzy|miedzy)\b:?", Options);

    /// <summary>Where the parties have all been named.</summary>
    public static readonly Regex End = new(
        @"\bwhereas\b|\bwitnesseth|\brecitals?\b|\bnow,? therefore|\bin consideration of\b|\bagree as follows\b|\bagrees? (?:to|that)\b|"
        + @"\bthe following\b|\bis made\b|\bis entered\b|\bterms and conditions\b|\bwitness that\b|\bintroduction\b|"
        + @"\bbackground\b|\bpreamble\b|\bpraambel\b|\bwird folgend|\bfolgender vertrag|\bil a ete\b|\bpreambule\b|\bmanifiestan\b|\bexponen\b|"
        + @"\bpremesso\b|\bsi conviene\b|\boverwegende\b|\bkomen overeen\b|\bconsiderandos?\b|\be celebrado\b|\bo nastepujacej\b|"
        + @"\bcollectively,? the\b|\bthe parties (?:hereto |hereby )?agree|\b1\. ", Options);

    /// <summary>An alias of the contract itself or of a day, not of a party.</summary>
    public static bool DescribedAt(ContractText text, int end) => Description.IsMatch(text.After(end, 120));
}
