using System.Text.Json.Nodes;
using Numora.Delivery.Mappings;

namespace Numora.Delivery.Providers.Dynamics365;

/// <summary>What would be sent, for a person; lookups stand as what is looked up.</summary>
static class PushPreview
{
    /// <param name="table">The record's table, if its definition is known by now; null: literals go by the JSON types.</param>
    public static JsonNode Of(Push push, Table? table, string apiPath)
    {
        var refusal = RecordKey.Fault(push.Payload)?.Reason;
        var preview = new JsonObject();
        try
        {
            var record = RecordWrite.OfRecord(push.Payload, table, apiPath, Show);
            preview = Shown(record);
            if (push.Payload.Lines is { } lines)
            {
                preview["lines"] = new JsonArray([.. lines.Rows
                    .Select(r => (r.LineId, Write: Shown(RecordWrite.OfLine(push, r, table, apiPath, Show))))
                    .Select(r => new JsonObject([new("line_id", r.LineId), .. Members(r.Write)]))]);
                preview["sent_as"] = $"one change set in POST {apiPath}/$batch";
            }
        }
        catch (DataverseStop stop)
        {
            refusal ??= stop.Answer.Reason(); // e.g. a column of numbers that would get a text
        }

        if (push.Payload.AttachFile && push.Document.File is { } file)
            preview["file"] = new JsonObject
            {
                ["method"] = "PATCH",
                ["url"] = $"{apiPath}/annotations({RowIds.OfFile(push)})",
                ["filename"] = file.Name,
                ["mimetype"] = file.ContentType,
            };
        if (refusal is not null)
            preview["refused"] = refusal;
        return preview;
    }

    static JsonObject Shown(RecordWrite write) => new()
    {
        ["method"] = write.Method,
        ["url"] = write.Path,
        ["body"] = write.Body,
    };

    static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonObject json) =>
        json.Select(m => new KeyValuePair<string, JsonNode?>(m.Key, m.Value?.DeepClone()));

    static bool Show(PayloadField field, out JsonNode? shown)
    {
        shown = field.Value is null ? null : new JsonObject
        {
            ["lookup"] = new JsonObject
            {
                ["object"] = field.Lookup!.Object,
                ["match"] = field.Lookup.Match,
                ["value"] = field.Value.DeepClone(),
                ["on_missing"] = field.Lookup.OnMissing switch
                {
                    OnMissing.Fail => "fail",
                    OnMissing.Null => "null",
                    OnMissing.Skip => "skip",
                },
            },
        };
        return true;
    }
}
