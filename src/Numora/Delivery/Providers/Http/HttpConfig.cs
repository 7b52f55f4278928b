using System.Text.Json;
using System.Text.Json.Serialization;

namespace Numora.Delivery.Providers.Http;

/// <summary>The public settings of an <c>http</c> destination.</summary>
/// <param name="Url">A template, e.g. <c>https://erp.example.com/api/{{object}}</c>.</param>
/// <param name="Method"><c>POST</c> (the default), <c>PUT</c> or <c>PATCH</c>.</param>
/// <param name="Headers">Templates by header name.</param>
/// <param name="ContentType"><c>application/json</c> unless told; JSON in any case.</param>
/// <param name="IdempotencyHeader">Its value stays the same over attempts and runs.</param>
/// <param name="ExternalId">A JSON path or <c>header:name</c>; without one the key's values.</param>
/// <param name="ExternalUrl">A JSON path, <c>header:name</c> or a URL template with <c>{{external_id}}</c>.</param>
/// <param name="ErrorMessage">JSON path to the other side's own words.</param>
sealed record HttpConfig(
    string? Url = null, string? Method = null, IReadOnlyDictionary<string, string>? Headers = null,
    string? ContentType = null, string? IdempotencyHeader = null, HttpSuccess? Success = null,
    string? ExternalId = null, string? ExternalUrl = null, string? ErrorMessage = null, HttpFindConfig? Find = null,
    HttpAttachConfig? Attach = null, HttpTestConfig? Test = null, int? TimeoutSeconds = null)
{
    public const int MaxTimeoutSeconds = 120;

    public string MethodOrDefault => Method ?? "POST";

    public string ContentTypeOrDefault => ContentType ?? "application/json";

    public string IdempotencyHeaderOrDefault => IdempotencyHeader ?? "Idempotency-Key";

    public TimeSpan Timeout =>
        TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : HttpAnswers.Timeout;
}

/// <summary>What an answer must be like to mean success. All of it must hold.</summary>
/// <param name="Status">Any 2xx unless listed. A 4xx may be listed, e.g. 409 where it means "is there already".</param>
/// <param name="Exists">JSON paths under which there must be something.</param>
/// <param name="NotExists">JSON paths under which there must be nothing, e.g. <c>$.error</c>.</param>
/// <param name="EqualTo"><c>equals</c>: texts, numbers or booleans by JSON path.</param>
sealed record HttpSuccess(
    IReadOnlyList<int>? Status = null, IReadOnlyList<string>? Exists = null, IReadOnlyList<string>? NotExists = null,
    [property: JsonPropertyName("equals")] IReadOnlyDictionary<string, JsonElement>? EqualTo = null)
{
    public bool ReadsBody => Exists is { Count: > 0 } || NotExists is { Count: > 0 } || EqualTo is { Count: > 0 };
}

/// <summary>How the record is looked up (by GET) after an answer was lost.</summary>
/// <param name="Url">A template, e.g. <c>https://erp.example.com/api/invoices/{{key.number}}</c>.</param>
/// <param name="ExternalId">JSON path in this answer; the destination's own unless told.</param>
/// <param name="NotFound">Statuses that say that there is none; 404 unless told.</param>
/// <param name="Exists">JSON paths under which there must be something, else there is none.</param>
/// <param name="Same">
/// Templates by JSON path: the record holds what would be sent where all are equal. Without any, a record that is
/// found is taken to be the one that was sent.
/// </param>
sealed record HttpFindConfig(
    string? Url = null, string? ExternalId = null, string? ExternalUrl = null, IReadOnlyList<int>? NotFound = null,
    IReadOnlyList<string>? Exists = null, IReadOnlyDictionary<string, string>? Same = null);

/// <summary>How the document's file is added to the record: as a multipart form.</summary>
/// <param name="Url">A template; <c>{{external_id}}</c> is known.</param>
/// <param name="Method"><c>POST</c> (the default) or <c>PUT</c>.</param>
/// <param name="FieldName">The form field; <c>file</c> unless told.</param>
sealed record HttpAttachConfig(string? Url = null, string? Method = null, string? FieldName = null)
{
    public string MethodOrDefault => Method ?? "POST";

    public string FieldNameOrDefault => FieldName ?? "file";
}

/// <param name="Method"><c>HEAD</c> (the default) or <c>GET</c>; never one that writes.</param>
/// <param name="Url">Without names. Unless told the destination's own, up to its first name.</param>
sealed record HttpTestConfig(string? Method = null, string? Url = null);
