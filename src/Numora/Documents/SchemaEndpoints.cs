using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Numora.Access;
using Numora.Engine;

namespace Numora.Documents;

/// <summary>What can be read: the schemas and their fields.</summary>
static class SchemaEndpoints
{
    public static void MapSchemas(this IEndpointRouteBuilder v1)
    {
        var schemas = v1.MapGroup("/schemas").WithTags("Schemas").AllowAnyKey();

        schemas.MapGet("", List).WithName("listSchemas");
        schemas.MapGet("/{id}", Get).WithName("getSchema");
    }

    static Ok<Page<SchemaView>> List(string? limit, string? cursor, Caller caller, Cursors cursors)
    {
        var page = cursors.Open("schemas", caller, cursor, ListParameters.Limit(limit));
        var rest = Schemas.All.SkipWhile(s => page.After is not null && s.Id != page.After)
            .Skip(page.After is null ? 0 : 1).Take(page.Limit + 1).ToList();
        return TypedResults.Ok(cursors.Page(page, rest, s => s.Id, s => new SchemaView(s.Id, s.Label)));
    }

    static Ok<SchemaDetailView> Get(string id) => Schemas.Find(id) is { } schema
        ? TypedResults.Ok(SchemaDetailView.Of(schema))
        : throw RefusedException.NotFound($"There is no such schema. Schemas: {string.Join(", ", Schemas.All.Select(s => s.Id))}.");
}

sealed record SchemaView(string Id, string Label, string Status = "active");

/// <param name="Fields">Those of the document, then those of its line items.</param>
sealed record SchemaDetailView(string Id, string Label, string Status, IReadOnlyList<SchemaFieldView> Fields)
{
    public static SchemaDetailView Of(Schema s) => new(s.Id, s.Label, "active",
        [.. s.Fields.Select(f => SchemaFieldView.Of(f, false)), .. s.LineFields.Select(f => SchemaFieldView.Of(f, true))]);
}

/// <param name="Type"><c>text</c>, <c>date</c>, <c>time</c>, <c>number</c>, <c>currency</c> or <c>names</c>.</param>
/// <param name="LineItem">Whether it is a field of line items.</param>
sealed record SchemaFieldView(string Name, string Label, string Type, bool LineItem, bool Required)
{
    public static SchemaFieldView Of(Field f, bool lineItem) =>
        new(f.Name, f.Label, JsonNamingPolicy.SnakeCaseLower.ConvertName(f.Type.ToString()), lineItem, f.Required);
}
