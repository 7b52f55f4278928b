using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Numora.Operations;

/// <summary>How refusals look in the description: which ones a route can answer with, and why.</summary>
static class ErrorNotes
{
    static readonly Refusal[] s_everywhere = [Refusal.Unauthorized, Refusal.RateLimited, Refusal.InternalError, Refusal.Unavailable];

    /// <summary>What follows from the shape of a route, and the note's own.</summary>
    public static IEnumerable<Refusal> Of(OpenApiOperation operation, bool scoped, OperationNote? note)
    {
        var refusals = s_everywhere.Concat(note?.Refusals ?? []);
        if (scoped)
            refusals = refusals.Append(Refusal.Forbidden);
        if (operation.Parameters?.Any(p => p.In == ParameterLocation.Path) ?? false)
            refusals = refusals.Append(Refusal.NotFound);
        if (operation.RequestBody is not null || (operation.Parameters?.Any(p => p.In == ParameterLocation.Query) ?? false))
            refusals = refusals.Append(Refusal.Malformed);
        if (operation.RequestBody is not null)
            refusals = refusals.Concat([Refusal.UnsupportedMediaType, Refusal.FileTooLarge]);
        return refusals.Distinct().Order();
    }

    /// <summary>The name of a refusal's response among the components.</summary>
    public static string Name(Refusal refusal) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(refusal.ToString());

    /// <param name="refusals">All of one status.</param>
    public static OpenApiResponse Response(IReadOnlyList<Refusal> refusals, OpenApiDocument document)
    {
        var codes = refusals.Select(r => new RefusedException(r, "").Answer).ToList();
        var content = new OpenApiMediaType
        {
            Schema = new OpenApiSchemaReference("Error", document),
            Examples = refusals.ToDictionary(Name, r => (IOpenApiExample)new OpenApiExample { Value = Example(r) }),
        };
        var response = new OpenApiResponse
        {
            Description = string.Join(" ", refusals.Select((r, i) => $"`{codes[i].Code}`: {Why(r)}")),
            Headers = Headers(codes[0].Status, document),
            Content = new Dictionary<string, IOpenApiMediaType> { ["application/json"] = content },
            Extensions = new Dictionary<string, IOpenApiExtension>
            {
                ["x-error-codes"] = new JsonNodeExtension(new JsonArray([.. codes.Select(c => JsonValue.Create(c.Code)).Distinct()])),
            },
        };
        return response;
    }

    static Dictionary<string, IOpenApiHeader> Headers(int status, OpenApiDocument document)
    {
        var headers = DescribeOperation.Headers(document, authenticated: status is not 401);
        if (status is 409 or 429 or 503)
            headers["retry-after"] = new OpenApiHeaderReference("retry-after", document);
        if (status is 401)
            headers["www-authenticate"] = new OpenApiHeader
            {
                Description = "`Bearer`",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            };
        return headers;
    }

    static string Why(Refusal refusal) => refusal switch
    {
        Refusal.Unauthorized => "The API key is missing, malformed, unknown, expired or revoked.",
        Refusal.Forbidden => "The key lacks the scope that the message names.",
        Refusal.NotFound => "There is no such resource in the key's workspace.",
        Refusal.MethodNotAllowed => "The path does not take this method.",
        Refusal.Malformed => "The request is unreadable, incomplete, of the wrong type, or has an unknown member.",
        Refusal.Meaningless => "The request is well-formed, but a value makes no sense here; `details` names it.",
        Refusal.InvalidSchema => "There is no such schema.",
        Refusal.UnsupportedMediaType => "The request's content type is not taken here.",
        Refusal.UnsupportedFileType => "The file's bytes are of no type that can be read.",
        Refusal.FileTooLarge => "The body or file is larger than the limit.",
        Refusal.Conflict => "The resource's state does not allow it, or it has changed since `expected_updated_at` " +
            "(then `updated_at` tells the current version) or `expected_version`.",
        Refusal.RateLimited => "The key has used up its rate; wait `retry-after` seconds.",
        Refusal.Unavailable => "The database or disk is away; try again after `retry-after` seconds.",
        Refusal.InternalError => "A fault here; it is logged under the request id.",
    };

    static JsonObject Example(Refusal refusal)
    {
        var error = new JsonObject
        {
            ["code"] = new RefusedException(refusal, "").Answer.Code,
            ["message"] = refusal switch
            {
                Refusal.InvalidSchema => "schema must be one of invoice_v2, receipt_v1, contract_v1, or auto to have it found out",
                Refusal.Conflict => "approve conflict",
                _ => Why(refusal).Replace("`", "", StringComparison.Ordinal),
            },
            ["request_id"] = "req_01jpwqkshg6x8j9k9j29m8n0n4",
        };
        var envelope = new JsonObject { ["error"] = error };
        if (refusal is Refusal.Conflict)
            envelope["updated_at"] = "2026-03-21T14:21:12.000Z";
        return envelope;
    }
}
