using System.Text.Json.Nodes;
using Numora.Delivery.Mappings;

namespace Numora.Delivery.Providers.Dynamics365;

/// <summary>One request of a push, alone or in a change set.</summary>
/// <param name="Path">Begins with a slash; percent-encoded.</param>
/// <param name="Doing">Follows "refused": <c>to write the line li_2</c>.</param>
sealed record RecordWrite(string Method, string Path, JsonObject? Body, string Doing)
{
    /// <summary>What a lookup becomes: a bind, or a note for a person; false leaves the target out.</summary>
    public delegate bool Binder(PayloadField field, out JsonNode? bound);

    /// <summary>Creates or updates the record under its key; the key's columns do not stand in the body.</summary>
    /// <param name="table">Null where its definition is not known.</param>
    public static RecordWrite OfRecord(Payload payload, Table? table, string apiPath, Binder bind) => new(
        "PATCH", $"{apiPath}/{RecordKey.Segment(payload, table)}?$select={(payload.Key is [var first, ..] ? first : "")}",
        BodyOf(payload.Fields.Where(f => !payload.Key.Contains(f.Target)), bind), $"to write the record of {payload.Object}");

    /// <summary>
    /// Creates or updates a line's row under its own id. Its parent is named by the alternate key, which also works while
    /// the same change set creates it; <c>$1</c> stands for records newly created only, and this one may be an update.
    /// </summary>
    public static RecordWrite OfLine(Push push, PayloadRow row, Table? table, string apiPath, Binder bind)
    {
        var lines = push.Payload.Lines!;
        var body = BodyOf(row.Fields, bind);
        body[$"{lines.Parent}@odata.bind"] = $"/{RecordKey.Segment(push.Payload, table)}";
        return new("PATCH", $"{apiPath}/{lines.Object}({RowIds.OfLine(push, row)})", body, $"to write the line {row.LineId}");
    }

    public static RecordWrite Deletion(PayloadLines lines, Guid id, string apiPath) => new(
        "DELETE", $"{apiPath}/{lines.Object}({id})", null, "to delete a line that the document no longer has");

    static JsonObject BodyOf(IEnumerable<PayloadField> fields, Binder bind)
    {
        var body = new JsonObject();
        foreach (var field in fields)
        {
            if (field.Lookup is null)
                body[field.Target] = field.Value is JsonArray list ? ODataLiteral.Text(list) : field.Value?.DeepClone();
            else if (bind(field, out var bound))
                body[$"{field.Target}@odata.bind"] = bound;
        }

        return body;
    }
}
