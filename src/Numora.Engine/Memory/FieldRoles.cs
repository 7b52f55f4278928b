using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Memory;

/// <summary>What known labels announce a field.</summary>
static class FieldRoles
{
    static readonly Dictionary<string, IReadOnlySet<Role>> s_roles = new()
    {
        ["invoice_number"] = new HashSet<Role> { Role.InvoiceNumber, Role.Title, Role.Number },
        ["purchase_order_number"] = new HashSet<Role> { Role.OrderNumber },
        ["payment_reference"] = new HashSet<Role> { Role.PaymentReference },
        ["receipt_number"] = new HashSet<Role> { Role.ReceiptNumber, Role.InvoiceNumber, Role.Number },
        ["invoice_date"] = new HashSet<Role> { Role.InvoiceDate, Role.Date },
        ["transaction_date"] = new HashSet<Role> { Role.InvoiceDate, Role.Date },
        ["due_date"] = new HashSet<Role> { Role.DueDate, Role.PaymentTerms },
        ["delivery_date"] = new HashSet<Role> { Role.DeliveryDate },
        ["subtotal_amount"] = new HashSet<Role> { Role.Net, Role.LinesTotal },
        ["tax_amount"] = new HashSet<Role> { Role.Tax },
        ["total_amount"] = new HashSet<Role> { Role.Total },
        ["amount_due"] = new HashSet<Role> { Role.AmountDue },
        ["tip_amount"] = new HashSet<Role> { Role.Tip },
        ["vendor_tax_id"] = new HashSet<Role> { Role.VendorTaxId, Role.TaxNumber },
        ["customer_tax_id"] = new HashSet<Role> { Role.CustomerTaxId },
    };

    static readonly IReadOnlySet<Role> s_none = new HashSet<Role>();

    public static IReadOnlySet<Role> Of(string field) => s_roles.GetValueOrDefault(field) ?? s_none;
}
