using System.Text.Json;
using Numora.Documents;

namespace Numora.Webhooks;

/// <summary>What happened, as it is told to others: ids only, never a field's value.</summary>
/// <param name="Id">That of the line in the document's trail.</param>
/// <param name="Body">Serialised once; these bytes are kept, signed and sent.</param>
sealed record WebhookEvent(string Id, string Type, string? DocumentId, DateTimeOffset CreatedAt, byte[] Body)
{
    public const string Ping = "ping";

    const string ReviewRequired = "document.review_required";

    /// <summary>Everything an endpoint can subscribe to (api.md §7).</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        "document.processing", ReviewRequired, "document.reviewed", "document.failed",
        "push.succeeded", "push.failed", "run.failed", Ping,
    ];

    /// <summary>What the trail's data may add to the body.</summary>
    static readonly string[] MoreIds = ["run_id", "workflow_id", "destination_id", "provider", "execution_id"];

    /// <summary>The public name of a line of the trail; null for what is not told. Back to review is one, by whatever way.</summary>
    public static string? TypeOf(DocumentEvent line) =>
        Types.Contains(line.Type) ? line.Type
        : line is { EntersStatus: true, Status: DocumentStatus.ReviewRequired } ? ReviewRequired
        : null;

    public static WebhookEvent Of(DocumentEvent line, string schema)
    {
        var data = new Dictionary<string, string>
        {
            ["document_id"] = line.DocumentId,
            ["schema"] = schema,
            ["status"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(line.Status.ToString()),
        };
        if (line.Type.StartsWith("push.", StringComparison.Ordinal) || line.Type.StartsWith("run.", StringComparison.Ordinal))
            foreach (var name in MoreIds)
                if (line.Data is { ValueKind: JsonValueKind.Object } more && more.TryGetProperty(name, out var id)
                    && id.ValueKind is JsonValueKind.String)
                    data[name] = id.GetString()!;
        return Of(line.Id, TypeOf(line)!, line.DocumentId, line.At, data);
    }

    /// <summary>A test: the endpoint gets it whatever it subscribes to.</summary>
    public static WebhookEvent PingOf(WebhookEndpoint endpoint, DateTimeOffset now) =>
        Of(Ids.New("evt", now), Ping, null, now, new() { ["endpoint_id"] = endpoint.Id });

    static WebhookEvent Of(string id, string type, string? documentId, DateTimeOffset at, Dictionary<string, string> data) =>
        new(id, type, documentId, at, JsonSerializer.SerializeToUtf8Bytes(new Wire(id, type, at, data), Json.Options));

    sealed record Wire(string Id, string Type, DateTimeOffset CreatedAt, IReadOnlyDictionary<string, string> Data);
}
