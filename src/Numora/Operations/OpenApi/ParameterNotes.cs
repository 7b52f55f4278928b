using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Numora.Webhooks;

namespace Numora.Operations;

/// <summary>Meaning and limits of the parameters. The handlers take text, to say themselves what is wrong with it.</summary>
static class ParameterNotes
{
    public static void Apply(OpenApiParameter parameter, string path)
    {
        parameter.Name = JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Name!);
        if (Delivery(parameter.Name, path) is not var (text, schema))
            (text, schema) = General(parameter, path);
        parameter.Description = text;
        if (schema is not null)
            parameter.Schema = schema;
    }

    static (string? Text, OpenApiSchema? Schema)? Delivery(string name, string path) => (name, Part(path)) switch
    {
        ("limit", "delivery") => ("How many at most.", Limit(500, 100)),
        ("provider", "delivery") => ("Only what this provider still needs: a provider of destinations, or any name that your " +
            "own reports use. Without it: what is `reviewed` or `push_failed`.", Text("^[a-z0-9_]{1,50}$")),
        ("provider", _) => ("Only destinations of this provider.", WireSchemas.OneOf(Known.Providers)),
        ("schema", "delivery") => ("Only documents of this schema.", WireSchemas.OneOf(Known.Schemas)),
        ("schema", "mappings") => ("The schema.", WireSchemas.OneOf(Known.Schemas)),
        ("destination", _) => ("A destination's id, or its provider's name where that has only one destination.", Text(null)),
        ("version", _) => ("An earlier version; without it the current one.", new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Minimum = "1",
        }),
        ("document_id", _) => ("Only runs of this document.", WireSchemas.Id("doc")),
        ("workflow_id", _) => ("Only runs of this workflow.", WireSchemas.Id("wf")),
        ("destination_id", _) => ("Only runs to this destination.", WireSchemas.Id("dst")),
        ("status", "runs") => ("Only runs with this status.", WireSchemas.OneOf(Known.RunStatuses)),
        ("status", "workflows") => ("Only workflows with this status.", WireSchemas.OneOf(Known.WorkflowStatuses)),
        ("id", "destinations") => ("The destination's id.", WireSchemas.Id("dst")),
        ("id", "workflows") => ("The workflow's id.", WireSchemas.Id("wf")),
        ("id", "runs") => ("The run's id.", WireSchemas.Id("run")),
        _ => null,
    };

    /// <summary>What follows <c>v1/</c>.</summary>
    static string Part(string path) => path.Split('/') is [_, var part, ..] ? part : "";

    static OpenApiSchema Text(string? pattern) => new() { Type = JsonSchemaType.String, Pattern = pattern };

    static OpenApiSchema Limit(int most, int unlessSaid) => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = "1",
        Maximum = $"{most}",
        Default = JsonValue.Create(unlessSaid),
    };

    static (string? Text, OpenApiSchema? Schema) General(OpenApiParameter parameter, string path) =>
        parameter.Name switch
        {
            "limit" => ("How many at most.", Limit(Cursors.MaxLimit, Cursors.DefaultLimit)),
            "cursor" => ("`next_cursor` of the page before, unchanged; empty or absent for the first page. It carries the " +
                "filters and the limit: a parameter that differs from the first page's is a 400.",
                new OpenApiSchema { Type = JsonSchemaType.String }),
            "status" when path.Contains("deliveries", StringComparison.Ordinal) =>
                ("Only deliveries with this status.", WireSchemas.OneOf(Enum.GetValues<WebhookDeliveryStatus>().Select(s => s.InWords()))),
            "event_type" => ("Only deliveries of events of this type.", WireSchemas.OneOf(WebhookEvent.Types)),
            "delivery" => ("The delivery's id.", WireSchemas.Id("dlv")),
            "vendor" => ("Only of vendors with this in their name.", Text(null)),
            "field" => ("Only of this field.", Text(null)),
            "taught_by" => ("Only what this document taught.", WireSchemas.Id("doc")),
            "id" when path.Contains("memory/", StringComparison.Ordinal) => ("The memory's id.", WireSchemas.Id("mem")),
            "id" when path.Contains("webhook-endpoints/", StringComparison.Ordinal) => ("The endpoint's id.", WireSchemas.Id("whe")),
            "status" => ("Only documents with this status.", WireSchemas.OneOf(Known.Statuses)),
            "schema" => ("Only documents of this schema.", WireSchemas.OneOf(Known.SchemasOrAuto)),
            "external_id" => ("Only documents with this id of yours.", new OpenApiSchema { Type = JsonSchemaType.String }),
            "created_after" => ("Only documents created later than this.", WireSchemas.Time()),
            "created_before" => ("Only documents created earlier than this.", WireSchemas.Time()),
            "include" => ("`geometry` adds page, box, printed text, source and teacher to each field.", WireSchemas.OneOf(["geometry"])),
            "number" => ("From 1.", new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" }),
            "id" when path.Contains("schemas/", StringComparison.Ordinal) => ("The schema.", WireSchemas.OneOf(Known.Schemas)),
            "id" when path.Contains("api-keys/", StringComparison.Ordinal) => ("The key's id.", WireSchemas.Id("key")),
            "id" => ("The document's id.", WireSchemas.Id("doc")),
            _ => (parameter.Description, null),
        };
}
