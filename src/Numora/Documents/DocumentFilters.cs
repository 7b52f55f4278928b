using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Numora.Access;
using Numora.Engine;

namespace Numora.Documents;

/// <summary>What <c>GET /v1/documents</c> can be asked for.</summary>
sealed record DocumentFilters(
    [property: FromQuery(Name = "status")] string? Status,
    [property: FromQuery(Name = "schema")] string? Schema,
    [property: FromQuery(Name = "external_id")] string? ExternalId,
    [property: FromQuery(Name = "created_after")] string? CreatedAfter,
    [property: FromQuery(Name = "created_before")] string? CreatedBefore,
    [property: FromQuery(Name = "limit")] string? Limit,
    [property: FromQuery(Name = "cursor")] string? Cursor)
{
    static readonly Dictionary<string, DocumentStatus> Statuses = Enum.GetValues<DocumentStatus>()
        .ToDictionary(s => JsonNamingPolicy.SnakeCaseLower.ConvertName(s.ToString()));

    /// <summary>Newest first; the filters are those of the page request, which a cursor brings along.</summary>
    public static IQueryable<Document> Apply(PageRequest page, IQueryable<Document> documents, Caller caller)
    {
        var workspace = caller.WorkspaceId;
        documents = documents.Where(d => d.WorkspaceId == workspace);
        if (page.Filter("status") is { } word)
        {
            if (!Statuses.TryGetValue(word, out var status))
                throw RefusedException.Malformed("status", $"Must be one of {string.Join(", ", Statuses.Keys)}.");
            documents = documents.Where(d => d.Status == status);
        }

        if (page.Filter("schema") is { } schema)
        {
            if (schema != Schemas.Auto && Schemas.Find(schema) is null)
                throw new RefusedException(Refusal.InvalidSchema, "schema must be one of invoice_v2, receipt_v1, contract_v1, or auto");
            documents = documents.Where(d => d.Schema == schema);
        }

        if (page.Filter("external_id") is { } externalId)
        {
            if (externalId.Contains('\0'))
                throw RefusedException.Malformed("external_id", "Expected text without the NUL character (U+0000).");
            documents = documents.Where(d => d.ExternalId == externalId);
        }

        if (page.Filter("created_after") is { } afterText && ListParameters.Time("created_after", afterText) is var after)
            documents = documents.Where(d => d.CreatedAt > after);
        if (page.Filter("created_before") is { } beforeText && ListParameters.Time("created_before", beforeText) is var before)
            documents = documents.Where(d => d.CreatedAt < before);
        return page.After is { } last ? documents.Where(d => string.Compare(d.Id, last) < 0) : documents;
    }
}
