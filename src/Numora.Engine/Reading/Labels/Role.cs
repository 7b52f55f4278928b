namespace Numora.Engine.Reading.Labels;

/// <summary>What a printed label announces. Some announce what is not wanted, so that it is not taken for what is.</summary>
internal enum Role
{
    /// <summary>The kind of document: "Invoice", "Gutschrift"; often its number follows.</summary>
    Title,
    InvoiceNumber,

    /// <summary>"No.", "#": the number of whatever was named before.</summary>
    Number,
    OrderNumber,
    CustomerNumber,

    /// <summary>Numbers of deliveries, contracts, cases, pages: none that is wanted.</summary>
    OtherNumber,
    PaymentReference,

    InvoiceDate,

    /// <summary>"Date" and no more.</summary>
    Date,
    DueDate,
    DeliveryDate,

    /// <summary>Dates of orders, prints, periods: none that is wanted.</summary>
    OtherDate,
    PaymentTerms,

    VendorTaxId,
    CustomerTaxId,

    /// <summary>National tax numbers and company registers.</summary>
    TaxNumber,
    Register,
    Iban,
    Bic,
    BankAccount,

    Currency,
    Net,

    /// <summary>The sum of the lines before discounts and charges.</summary>
    LinesTotal,
    Discount,
    Charge,
    Tax,
    Total,
    AmountDue,
    Paid,
    Rounding,

    /// <summary>What is left from before, savings, carry-forwards: none that is wanted.</summary>
    OtherAmount,

    Vendor,
    Customer,
    ShipTo,
    Payee,

    /// <summary>"Name": of the party whose heading stands above.</summary>
    PartyName,
    Contact,
    Phone,
    Email,
    Address,
    Country,

    ColumnPosition,
    ColumnDescription,
    ColumnQuantity,
    ColumnUnit,
    ColumnUnitPrice,
    ColumnDiscount,
    ColumnTaxRate,
    ColumnTaxAmount,
    ColumnAmount,
    ColumnGrossAmount,
    ColumnCode,
    ColumnDate,

    ReceiptNumber,
    Time,
    Cash,
    Change,
    Card,
    Tip,
    ItemCount,
}
