namespace Numora.Engine.Checks;

/// <summary>What must hold within a contract: it may take effect before it is made, but ends after both.</summary>
static class ContractChecks
{
    static readonly string[] s_amounts = ["total_value"];

    public static IEnumerable<Check?> Of(CheckedValues values) =>
    [
        DateChecks.InOrder(
            values, "effective_date", "expiration_date", CheckCode.ExpirationAfterEffectiveDate, Schemas.Contract),
        DateChecks.InOrder(
            values, "agreement_date", "expiration_date", CheckCode.ExpirationAfterAgreementDate, Schemas.Contract),
        CurrencyCheck.Of(values, s_amounts),
    ];
}
