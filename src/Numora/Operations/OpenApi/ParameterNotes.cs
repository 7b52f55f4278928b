using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Numora.Webhooks;

namespace Numora.Operations;

/// <summary>Meaning and limits of the parameters. The handlers take text, to say themselves what is wrong with it.</summary>
static class ParameterNotes
{
    public static void Apply(OpenApiParameter parameter, string path)
    {
        var (text, schema) = parameter.Name switch
        {
            "limit" => ("How many at most.", new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Minimum = "1",
                Maximum = $"{Cursors.MaxLimit}",
                Default = JsonValue.Create(Cursors.DefaultLimit),
            }),
            "cursor" => ("`next_cursor` of the page before, unchanged; empty or absent for the first page. It carries the " +
                "filters and the limit: a parameter that differs from the first page's is a 400.",
                new OpenApiSchema { Type = JsonSchemaType.String }),
            "status" when path.Contains("deliveries", StringComparison.Ordinal) =>
                ("Only deliveries with this status.", WireSchemas.OneOf(Enum.GetValues<WebhookDeliveryStatus>().Select(s => s.InWords()))),
            "event_type" => ("Only deliveries of events of this type.", WireSchemas.OneOf(WebhookEvent.Types)),
            "delivery" => ("The delivery's id.", WireSchemas.Id("dlv")),
            "id" when path.Contains("webhook-endpoints/", StringComparison.Ordinal) => ("The endpoint's id.", WireSchemas.Id("whe")),
            "status" => ("Only documents with this status.", WireSchemas.OneOf(Known.Statuses)),
            "schema" => ("Only documents of this schema.", WireSchemas.OneOf(Known.SchemasOrAuto)),
            "external_id" => ("Only documents with this id of yours.", new OpenApiSchema { Type = JsonSchemaType.String }),
            "created_after" => ("Only documents created later than this.", WireSchemas.Time()),
            "created_before" => ("Only documents created earlier than this.", WireSchemas.Time()),
            "include" => ("`geometry` adds page, box, printed text and source to each field.", WireSchemas.OneOf(["geometry"])),
            "number" => ("From 1.", new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" }),
            "id" when path.Contains("schemas/", StringComparison.Ordinal) => ("The schema.", WireSchemas.OneOf(Known.Schemas)),
            "id" when path.Contains("api-keys/", StringComparison.Ordinal) => ("The key's id.", WireSchemas.Id("key")),
            "id" => ("The document's id.", WireSchemas.Id("doc")),
            _ => (parameter.Description, null),
        };
        parameter.Description = text;
        if (schema is not null)
            parameter.Schema = schema;
    }
}
