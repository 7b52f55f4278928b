using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>What contracts are called, in eight languages, folded.</summary>
static class ContractNouns
{
    public const string Pattern = "agreements?|contract|lease|licen[cs]e|deed|amendment|addendum|memorandum of understanding|"
        + "letter of intent|undertaking|guarantee|guaranty|indenture|charter|terms and conditions|terms of service|settlement|"
        + "vereinbarung|abkommen|rahmenvertrag|vertrag|contrat|accord|convention|avenant|bail|contrato|acuerdo|convenio|acordo|protocolo|"
        + "contratto|accordo|convenzione|locazione|overeenkomst|contract|huurovereenkomst|umowa|porozumienie|aneks|"
        + "statement of work|order form|services? order|work order";

    public static readonly Regex Any = new(
        $@"(?:\b|[a-z])(?:{Pattern})\b", Cue.Options, Cue.Timeout);
}
