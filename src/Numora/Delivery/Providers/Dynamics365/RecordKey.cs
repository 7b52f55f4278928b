using System.Text.Json;
using System.Text.Json.Nodes;
using Numora.Delivery.Mappings;

namespace Numora.Delivery.Providers.Dynamics365;

/// <summary>The record's alternate key (or its primary one), with the document's values.</summary>
static class RecordKey
{
    /// <summary>
    /// What Dataverse cannot find a row by: "If the data within a column used in an alternate key contains one of the
    /// following characters … then retrieve, update and upsert will not work" (Define alternate keys, Limitations).
    /// </summary>
    const string Forbidden = @"/<>*%&:\?+";

    /// <summary>Why the document's values cannot be a key; null where they can.</summary>
    public static PushAnswer.Refused? Fault(Payload payload)
    {
        if (payload.Key.Count == 0)
            return new("key_missing", "The mapping names no key, so the record could not be found again.");
        foreach (var target in payload.Key)
        {
            if (payload.Value(target) is not { } value || ODataLiteral.Text(value).Length == 0)
                return new("key_missing", $"The key {target} has no value, so the record could not be found again.");
            if (value.GetValueKind() is not (JsonValueKind.String or JsonValueKind.Array))
                continue;
            var found = ODataLiteral.Text(value).Where(Forbidden.Contains).Distinct().ToArray();
            if (found.Length > 0)
                return new("payload_invalid",
                    $"The value of the key {target} contains {string.Join(' ', found)}, which Dataverse does not allow in"
                    + $" alternate keys (none of {string.Join(' ', Forbidden.ToCharArray())}). Remove them in the mapping,"
                    + " e.g. with the transform replace:/=-, or use another key.");
        }

        return null;
    }

    /// <summary><c>invoices(invoicenumber='R-1')</c>.</summary>
    /// <param name="table">Null where its definition is not known.</param>
    public static string Segment(Payload payload, Table? table) =>
        $"{payload.Object}({string.Join(',', payload.Key.Select(t => $"{t}={Literal(payload, t, table)}"))})";

    /// <summary>The rows whose parent it is: <c>invoiceid/invoicenumber eq 'R-1'</c>.</summary>
    public static string ParentFilter(Payload payload, Table table, string parent) => string.Join(
        " and ", payload.Key.Select(t => $"{parent}/{t} eq {Literal(payload, t, table)}"));

    static string Literal(Payload payload, string target, Table? table) =>
        payload.Value(target) is JsonNode value ? ODataLiteral.Of(target, value, table?.TypeOf(target)) : "null";
}
