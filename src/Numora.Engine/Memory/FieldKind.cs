namespace Numora.Engine.Memory;

/// <summary>How a field's value is looked for on a page.</summary>
enum FieldKind
{
    Date,
    Time,
    Amount,
    Currency,

    /// <summary>Words with a shape of their own: the number of an invoice, an order, a tax office.</summary>
    Code,
    Iban,

    /// <summary>Text in one line.</summary>
    Name,

    /// <summary>Text in several lines, one below the other.</summary>
    Address,
}

static class FieldKinds
{
    /// <summary>Null for a field that no memory is kept of.</summary>
    public static FieldKind? Of(Schema schema, string name)
    {
        if (schema == Schemas.Contract || schema.Field(name) is not { } field)
            return null; // contracts are written anew each time
        return field.Type switch
        {
            FieldType.Date => FieldKind.Date,
            FieldType.Time => FieldKind.Time,
            FieldType.Number => FieldKind.Amount,
            FieldType.Currency => FieldKind.Currency,
            FieldType.Names => null,
            FieldType.Text => name switch
            {
                "vendor_iban" => FieldKind.Iban,
                "payment_method" => FieldKind.Name,
                _ when name.EndsWith("_address", StringComparison.Ordinal) => FieldKind.Address,
                _ when name.EndsWith("_name", StringComparison.Ordinal) => FieldKind.Name,
                _ => FieldKind.Code,
            },
            _ => null,
        };
    }

    /// <summary>The same on every document of one vendor: its value may be taken over.</summary>
    public static bool IsOfVendor(string name) => name == "currency"
        || name.StartsWith("vendor_", StringComparison.Ordinal) || name.StartsWith("merchant_", StringComparison.Ordinal);
}
