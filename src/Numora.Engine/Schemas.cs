namespace Numora.Engine;

/// <summary>What a field holds; decides how its value is written, compared and checked.</summary>
public enum FieldType
{
    /// <summary>One line of text, 1 to 2,000 characters.</summary>
    Text,

    /// <summary>A calendar day, <c>YYYY-MM-DD</c>.</summary>
    Date,

    /// <summary>A time of day, <c>HH:MM</c> or <c>HH:MM:SS</c>.</summary>
    Time,

    /// <summary>Money, quantity or rate in percent: a decimal number, exactly as printed.</summary>
    Number,

    /// <summary>An ISO 4217 code such as <c>EUR</c>.</summary>
    Currency,

    /// <summary>A list of names.</summary>
    Names,
}

/// <summary>One field of a schema.</summary>
/// <param name="Name">The name in the API, snake_case.</param>
/// <param name="Label">What a person reads.</param>
/// <param name="Required">Whether auto-approval and the document's confidence depend on it.</param>
public sealed record Field(string Name, string Label, FieldType Type, bool Required = false);

/// <summary>A versioned set of fields that documents of one kind are read into.</summary>
public sealed class Schema(string id, string label, IReadOnlyList<Field> fields, IReadOnlyList<Field> lineFields)
{
    readonly Dictionary<string, Field> _fields = fields.ToDictionary(f => f.Name);
    readonly Dictionary<string, Field> _lineFields = lineFields.ToDictionary(f => f.Name);

    /// <summary>The name in the API, with its version: <c>invoice_v2</c>.</summary>
    public string Id { get; } = id;

    public string Label { get; } = label;

    /// <summary>In schema order: the order in which answers list them.</summary>
    public IReadOnlyList<Field> Fields { get; } = fields;

    /// <summary>The fields of one line item; empty where the schema has none.</summary>
    public IReadOnlyList<Field> LineFields { get; } = lineFields;

    public Field? Field(string name) => _fields.GetValueOrDefault(name);

    public Field? LineField(string name) => _lineFields.GetValueOrDefault(name);
}

/// <summary>The schemas of the contract (api.md §2, "Fields").</summary>
public static class Schemas
{
    /// <summary>Asks the engine to find out which schema fits; never the schema of a result.</summary>
    public const string Auto = "auto";

    public static Schema Invoice { get; } = new("invoice_v2", "Invoice",
        [
            new("invoice_number", "Invoice number", FieldType.Text, Required: true),
            new("invoice_date", "Invoice date", FieldType.Date, Required: true),
            new("due_date", "Due date", FieldType.Date),
            new("purchase_order_number", "Purchase order number", FieldType.Text),
            new("vendor_name", "Vendor name", FieldType.Text, Required: true),
            new("vendor_address", "Vendor address", FieldType.Text),
            new("vendor_tax_id", "Vendor tax id", FieldType.Text),
            new("vendor_iban", "Vendor IBAN", FieldType.Text),
            new("customer_name", "Customer name", FieldType.Text),
            new("customer_address", "Customer address", FieldType.Text),
            new("customer_tax_id", "Customer tax id", FieldType.Text),
            new("currency", "Currency", FieldType.Currency, Required: true),
            new("subtotal_amount", "Subtotal (net)", FieldType.Number),
            new("tax_amount", "Tax", FieldType.Number),
            new("total_amount", "Total (gross)", FieldType.Number, Required: true),
            new("amount_due", "Amount due", FieldType.Number),
            new("payment_reference", "Payment reference", FieldType.Text),
            new("delivery_date", "Delivery date", FieldType.Date),
        ],
        [
            new("description", "Description", FieldType.Text),
            new("quantity", "Quantity", FieldType.Number),
            new("unit", "Unit", FieldType.Text),
            new("unit_price", "Unit price", FieldType.Number),
            new("amount", "Amount (net)", FieldType.Number),
            new("tax_rate", "Tax rate in percent", FieldType.Number),
            new("product_code", "Product code", FieldType.Text),
        ]);

    public static Schema Receipt { get; } = new("receipt_v1", "Receipt",
        [
            new("merchant_name", "Merchant name", FieldType.Text, Required: true),
            new("merchant_address", "Merchant address", FieldType.Text),
            new("merchant_phone", "Merchant phone", FieldType.Text),
            new("merchant_tax_id", "Merchant tax id", FieldType.Text),
            new("receipt_number", "Receipt number", FieldType.Text),
            new("transaction_date", "Transaction date", FieldType.Date, Required: true),
            new("transaction_time", "Transaction time", FieldType.Time),
            new("currency", "Currency", FieldType.Currency),
            new("subtotal_amount", "Subtotal (net)", FieldType.Number),
            new("tax_amount", "Tax", FieldType.Number),
            new("tip_amount", "Tip", FieldType.Number),
            new("total_amount", "Total (gross)", FieldType.Number, Required: true),
            new("payment_method", "Payment method", FieldType.Text),
        ],
        [
            new("description", "Description", FieldType.Text),
            new("quantity", "Quantity", FieldType.Number),
            new("unit_price", "Unit price", FieldType.Number),
            new("amount", "Amount", FieldType.Number),
        ]);

    public static Schema Contract { get; } = new("contract_v1", "Contract",
        [
            new("contract_title", "Contract title", FieldType.Text, Required: true),
            new("parties", "Parties", FieldType.Names, Required: true),
            new("agreement_date", "Agreement date", FieldType.Date),
            new("effective_date", "Effective date", FieldType.Date),
            new("expiration_date", "Expiration date", FieldType.Date),
            new("initial_term", "Initial term", FieldType.Text),
            new("renewal_term", "Renewal term", FieldType.Text),
            new("termination_notice_period", "Termination notice period", FieldType.Text),
            new("governing_law", "Governing law", FieldType.Text, Required: true),
            new("total_value", "Total value", FieldType.Number),
            new("currency", "Currency", FieldType.Currency),
        ],
        []);

    public static IReadOnlyList<Schema> All { get; } = [Invoice, Receipt, Contract];

    /// <summary>The schema with this id, or null.</summary>
    public static Schema? Find(string? id) => All.FirstOrDefault(s => s.Id == id);
}
