using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Numora.Tests.Delivery.Providers.Dynamics365;

/// <summary>A table of the peer.</summary>
/// <param name="Columns">AttributeType by logical name.</param>
/// <param name="Navigations">Single-valued navigation properties and the entity sets they lead to.</param>
/// <param name="Keys">Alternate keys.</param>
sealed record PeerTable(
    string EntitySet, string LogicalName, string PrimaryId, IReadOnlyDictionary<string, string> Columns,
    IReadOnlyDictionary<string, string> Navigations, params string[][] Keys)
{
    public static readonly PeerTable[] All =
    [
        new("accounts", "account", "accountid",
            new Dictionary<string, string> { ["name"] = "String", ["accountnumber"] = "String", ["customercode"] = "Integer" },
            new Dictionary<string, string>(), ["accountnumber"]),
        new("invoices", "invoice", "invoiceid",
            new Dictionary<string, string>
            {
                ["invoicenumber"] = "String", ["name"] = "String", ["totalamount"] = "Money", ["duedate"] = "DateTime",
                ["description"] = "Memo", ["origin"] = "String", ["ispaid"] = "Boolean", ["sequence"] = "Integer",
                ["new_tags"] = "String",
            },
            new Dictionary<string, string> { ["customerid_account"] = "accounts", ["new_Payer"] = "accounts" },
            ["invoicenumber"], ["sequence", "origin"], ["duedate"]),
        new("invoicedetails", "invoicedetail", "invoicedetailid",
            new Dictionary<string, string>
            {
                ["quantity"] = "Decimal", ["priceperunit"] = "Money", ["productdescription"] = "String", ["sequencenumber"] = "Integer",
            },
            new Dictionary<string, string> { ["invoiceid"] = "invoices", ["new_Supplier"] = "accounts" }),
        new("annotations", "annotation", "annotationid",
            new Dictionary<string, string>
            {
                ["subject"] = "String", ["filename"] = "String", ["mimetype"] = "String", ["documentbody"] = "String",
                ["isdocument"] = "Boolean",
            },
            new Dictionary<string, string> { ["objectid_invoice"] = "invoices" }),
    ];

    public static PeerTable Of(string entitySet) => All.FirstOrDefault(t => t.EntitySet == entitySet)
        ?? throw new PeerRefusal(404, "0x80060888", $"Resource not found for the segment '{entitySet}'.");

    /// <summary>The type of a column that may be asked for.</summary>
    public string TypeOf(string column) =>
        column == PrimaryId ? "Uniqueidentifier" : Columns.GetValueOrDefault(column) ?? throw NoProperty(column);

    public PeerRefusal NoProperty(string name) => new(
        400, "0x80048d19", $"Could not find a property named '{name}' on type 'Microsoft.Dynamics.CRM.{LogicalName}'.");

    /// <summary>Refuses a value that the column cannot hold.</summary>
    public void Check(string column, JsonNode? value)
    {
        var kind = value?.GetValueKind();
        var fits = kind is null || (TypeOf(column), kind) switch
        {
            ("String" or "Memo", JsonValueKind.String) => true,
            ("Money" or "Decimal", JsonValueKind.Number) => true,
            ("Integer", JsonValueKind.Number) => decimal.IsInteger(value!.GetValue<decimal>()),
            ("Boolean", JsonValueKind.True or JsonValueKind.False) => true,
            ("DateTime", JsonValueKind.String) =>
                DateTimeOffset.TryParse(value!.GetValue<string>(), CultureInfo.InvariantCulture, out _),
            _ => false,
        };
        if (!fits)
            throw new PeerRefusal(400, "0x80048d19",
                $"Error identified in Payload provided by the user for Entity :'{EntitySet}': Cannot convert the literal to '{column}'.");
        if (column == "quantity" && kind is not null && value!.GetValue<decimal>() < 0)
            throw new PeerRefusal(400, "0x80044330",
                $"A validation error occurred. The value of 'quantity' on record of type '{LogicalName}' is outside the valid range.");
        if (column == "name" && value?.GetValue<string>().Length > 300)
            throw new PeerRefusal(400, "0x80044331",
                "A validation error occurred. The length of the 'name' attribute exceeded the maximum allowed length of '300'.");
    }
}

/// <summary>The peer says no, in OData's words.</summary>
sealed class PeerRefusal(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public JsonObject Json => new() { ["error"] = new JsonObject { ["code"] = code, ["message"] = Message } };
}

/// <summary>What one request, or one part of a batch, gets.</summary>
sealed record PeerAnswer(int Status, JsonNode? Json = null, string? EntityId = null, string? RetryAfter = null);
