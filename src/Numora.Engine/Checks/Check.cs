namespace Numora.Engine.Checks;

/// <summary>Whether values of a document agree with each other. Made only where all that it needs is there.</summary>
/// <param name="Code">One of <see cref="CheckCode"/>; docs/failures.md says what to do when it fails.</param>
/// <param name="Message">For a person, with the values.</param>
/// <param name="Fields">
/// What it concerns: names of fields, and <c>line_items</c>. Where it fails, those that are in doubt: what another
/// check has confirmed is not among them.
/// </param>
public sealed record Check(string Code, bool Ok, string Message, IReadOnlyList<string> Fields);

/// <summary>The codes of checks, named after what holds where all is well.</summary>
public static class CheckCode
{
    public const string TotalsAddUp = "totals_add_up";
    public const string LinesSumToNet = "lines_sum_to_net";
    public const string LinesSumToTotal = "lines_sum_to_total";
    public const string TaxMatchesRate = "tax_matches_rate";
    public const string DueDateAfterInvoiceDate = "due_date_after_invoice_date";
    public const string ExpirationAfterEffectiveDate = "expiration_after_effective_date";
    public const string ExpirationAfterAgreementDate = "expiration_after_agreement_date";
    public const string IbanChecksum = "iban_checksum";
    public const string VatIdChecksum = "vat_id_checksum";
    public const string CurrencyConsistent = "currency_consistent";
    public const string EInvoiceAgrees = "einvoice_agrees";

    public static IReadOnlyList<string> All { get; } =
    [
        TotalsAddUp, LinesSumToNet, LinesSumToTotal, TaxMatchesRate, DueDateAfterInvoiceDate,
        ExpirationAfterEffectiveDate, ExpirationAfterAgreementDate, IbanChecksum, VatIdChecksum, CurrencyConsistent,
        EInvoiceAgrees,
    ];
}
