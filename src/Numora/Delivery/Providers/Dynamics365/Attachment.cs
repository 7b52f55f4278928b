using System.Net;
using System.Text.Json;

namespace Numora.Delivery.Providers.Dynamics365;

/// <summary>The document's file as a note (a row of <c>annotations</c>) of its record.</summary>
sealed class Attachment(DataverseClient client, Tables tables, Push push)
{
    /// <summary>What an environment can allow at most; 5 MB unless it was set up otherwise.</summary>
    const long MaxBytes = 131_072 * 1024L;

    /// <summary>Slower connections than this, in bytes a second, are not waited for.</summary>
    const double SlowestPerSecond = 500_000;

    readonly Organization _org = client.Organization;

    public async Task<PushAnswer> WriteAsync(PushFile file, string recordId, CancellationToken ct)
    {
        if (!Guid.TryParse(recordId, out var record))
            throw DataverseStop.Refused("payload_invalid", $"'{recordId}' is no id of a Dataverse record.");
        if (file.Size > MaxBytes)
            throw DataverseStop.Refused("destination_refused",
                $"The file '{file.Name}' has {file.Size} bytes; Dataverse takes {MaxBytes} as an attachment at most.");

        var table = await tables.GetAsync(client, push.Payload.Object, ct);
        var id = RowIds.OfFile(push);
        push.Log.Info($"Attaching the file to the record at {_org.Host}.", new { file.Size, file.ContentType });
        var answer = await client.SucceedAsync(
            new(HttpMethod.Patch, $"{_org.ApiPath}/annotations({id})?$select=annotationid",
                $"to attach the file '{file.Name}' ({file.Size} bytes)", Writes: true)
            {
                Body = await BodyAsync(file, table, record, ct),
                Prefer = "return=representation",
                MoreTime = TimeSpan.FromSeconds(file.Size / SlowestPerSecond),
            }, ct);

        var outcome = answer.Status is HttpStatusCode.Created ? "created" : answer.Status is HttpStatusCode.OK ? "updated" : "written";
        return new PushAnswer.Done(id.ToString(), null, outcome);
    }

    static async Task<byte[]> BodyAsync(PushFile file, Table table, Guid record, CancellationToken ct)
    {
        using var bytes = new MemoryStream((int)file.Size);
        await file.CopyToAsync(bytes, ct);
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = Json.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("subject", file.Name);
            json.WriteString("filename", file.Name);
            json.WriteString("mimetype", file.ContentType);
            json.WriteBoolean("isdocument", true);
            json.WriteString($"objectid_{table.LogicalName}@odata.bind", $"/{table.EntitySet}({record})");
            json.WriteBase64String("documentbody", bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
            json.WriteEndObject();
        }

        return body.ToArray();
    }
}
