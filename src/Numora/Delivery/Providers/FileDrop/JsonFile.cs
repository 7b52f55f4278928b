using System.Text.Encodings.Web;
using System.Text.Json;
using Numora.Delivery.Mappings;

namespace Numora.Delivery.Providers.FileDrop;

/// <summary>
/// The payload as one object: which document it is, the mapped fields, and the lines as a list under the name of their
/// object.
/// </summary>
static class JsonFile
{
    const string DocumentId = "document_id";
    const string Schema = "schema";

    /// <summary>A file is no web page: letters and marks stand as they are, escaped only where JSON itself asks for it.</summary>
    static readonly JsonWriterOptions Readable =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(Payload payload, PushDocument document)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            if (!payload.Targets.Contains(DocumentId)) // a mapping may write its own
                json.WriteString(DocumentId, document.Id);
            if (!payload.Targets.Contains(Schema))
                json.WriteString(Schema, document.Schema);
            Write(json, payload.Fields);
            if (payload.Lines is { } lines)
                Write(json, lines);
            json.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    static void Write(Utf8JsonWriter json, PayloadLines lines)
    {
        json.WriteStartArray(lines.Object);
        foreach (var row in lines.Rows)
        {
            json.WriteStartObject();
            Write(json, row.Fields);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Write(Utf8JsonWriter json, IReadOnlyList<PayloadField> fields)
    {
        foreach (var field in fields)
        {
            json.WritePropertyName(field.Target);
            if (field.Value is null)
                json.WriteNullValue();
            else
                field.Value.WriteTo(json);
        }
    }
}
