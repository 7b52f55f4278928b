using System.Collections.Concurrent;
using System.Text.Json;

namespace Numora.Delivery.Providers.Dynamics365;

/// <summary>What must be known of a table to address its rows.</summary>
/// <param name="EntitySet"><c>invoices</c>: its name in URLs, and in mappings.</param>
/// <param name="LogicalName"><c>invoice</c>.</param>
/// <param name="PrimaryId"><c>invoiceid</c>.</param>
/// <param name="Columns">AttributeType by logical name: how a literal is written depends on it.</param>
sealed record Table(
    string EntitySet, string LogicalName, string PrimaryId, IReadOnlyDictionary<string, string> Columns)
{
    /// <summary>Null where the column is not known; then the other side has the word.</summary>
    public string? TypeOf(string column) => Columns.GetValueOrDefault(column);
}

/// <summary>Definitions of tables, as the environments tell them; they hardly ever change.</summary>
sealed class Tables(TimeProvider time)
{
    static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>Beyond this many the cache begins anew.</summary>
    const int MaxKept = 1_000;

    readonly ConcurrentDictionary<(string Resource, string EntitySet), (Table Table, DateTimeOffset Until)> _kept = new();

    /// <exception cref="DataverseStop">There is no such table, or it cannot be asked for.</exception>
    public async Task<Table> GetAsync(DataverseClient client, string entitySet, CancellationToken ct)
    {
        if (Known(client.Organization.Resource, entitySet) is { } known)
            return known;

        var org = client.Organization;
        var doing = $"to describe the table {entitySet}";
        var answer = await client.SucceedAsync(
            new(HttpMethod.Get,
                $"{org.ApiPath}/EntityDefinitions?$select=LogicalName,EntitySetName,PrimaryIdAttribute"
                + $"&$filter=EntitySetName eq '{entitySet}'&$expand=Attributes($select=LogicalName,AttributeType)",
                doing, Writes: false), ct);
        var table = answer.Json.Rows().Select(r => Read(entitySet, r)).FirstOrDefault(t => t is not null)
            ?? throw DataverseStop.Refused(
                "destination_refused", $"{org.Host} has no table with the entity set name {entitySet}.");

        if (_kept.Count >= MaxKept)
            _kept.Clear();
        _kept[(org.Resource, entitySet)] = (table, time.GetUtcNow() + Life);
        return table;
    }

    /// <summary>The definition, if it was asked for lately.</summary>
    public Table? Known(string resource, string entitySet) =>
        _kept.TryGetValue((resource, entitySet), out var kept) && time.GetUtcNow() < kept.Until ? kept.Table : null;

    static Table? Read(string entitySet, JsonElement row)
    {
        if (row.Text("LogicalName") is not { } name || row.Text("PrimaryIdAttribute") is not { } id)
            return null;

        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        if (row.TryGetProperty("Attributes", out var attributes) && attributes.ValueKind is JsonValueKind.Array)
        {
            foreach (var attribute in attributes.EnumerateArray())
                if (attribute.Text("LogicalName") is { } column && attribute.Text("AttributeType") is { } type)
                    columns[column] = type;
        }

        return new Table(entitySet, name, id, columns);
    }
}
