namespace Numora.Delivery.Providers.FileDrop.Ubl;

/// <summary>The business terms of EN 16931-1 that are known of an invoice; null where they are not.</summary>
/// <param name="Customization">BT-24.</param>
/// <param name="Profile">BT-23.</param>
/// <param name="Order">BT-13.</param>
/// <param name="DeliveryCountry">BT-80.</param>
/// <param name="Terms">BT-20.</param>
sealed record UblInvoice(
    string Customization, string? Profile, string? Number, string? IssueDate, string? DueDate, string? Currency,
    string? BuyerReference, string? Order, UblParty Seller, UblParty Buyer, string? DeliveryDate, string? DeliveryCountry,
    string? Iban, string? PaymentReference, string? Terms, UblTotals Totals, IReadOnlyList<UblLine> Lines);

/// <param name="TaxId">A VAT identifier, or another one of the tax office.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
sealed record UblParty(string? Name, string? Address, string? TaxId, string? Country);

/// <param name="LineSum">BT-106.</param>
/// <param name="Net">BT-109.</param>
/// <param name="Tax">BT-110.</param>
/// <param name="Gross">BT-112.</param>
/// <param name="Paid">BT-113.</param>
/// <param name="Due">BT-115.</param>
/// <param name="Taxes">BG-23.</param>
sealed record UblTotals(
    decimal? LineSum, decimal? Net, decimal? Tax, decimal? Gross, decimal? Paid, decimal? Due, IReadOnlyList<UblTax> Taxes);

/// <param name="Category">BT-118.</param>
/// <param name="Rate">BT-119, in percent.</param>
/// <param name="Base">BT-116.</param>
/// <param name="Amount">BT-117.</param>
/// <param name="Reason">BT-120.</param>
/// <param name="ReasonCode">BT-121.</param>
sealed record UblTax(string Category, decimal Rate, decimal Base, decimal Amount, string? Reason, string? ReasonCode);

/// <param name="Id">BT-126.</param>
/// <param name="Name">BT-153.</param>
/// <param name="Unit">BT-130, a code of UN/ECE Recommendation 20 or 21.</param>
/// <param name="Price">BT-146.</param>
/// <param name="Net">BT-131.</param>
/// <param name="Category">BT-151.</param>
/// <param name="Rate">BT-152, in percent.</param>
/// <param name="ProductCode">BT-155.</param>
sealed record UblLine(
    string Id, string? Name, decimal? Quantity, string? Unit, decimal? Price, decimal? Net, string? Category, decimal? Rate,
    string? ProductCode);
