using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Numora.Access;
using Numora.Intake;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Numora.Operations;

/// <summary>Completes each operation: notes, scope, parameters, bodies, answers and refusals.</summary>
sealed class DescribeOperation : IOperationFilter
{
    public const string Bearer = "bearer";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var (document, path) = (context.Document, context.ApiDescription.RelativePath ?? "");
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var note = OperationNotes.Find(operation.OperationId);
        (operation.Summary, operation.Description) = (operation.Summary ?? note?.Summary, operation.Description ?? note?.Text);

        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            ParameterNotes.Apply(parameter, path);
        if (metadata.OfType<IntakeBody>().Any())
            operation.RequestBody = IntakeBodies(context);
        if (note is not null && operation.RequestBody?.Content?["application/json"] is OpenApiMediaType json)
            AddExamples(note, json);

        var requirement = metadata.OfType<ScopeRequirement>().LastOrDefault();
        if (note is not null)
            operation.Responses = Answers(note, context, requirement is not null);
        if (requirement is null)
            return;

        Require(operation, requirement, document);
        Refuse(operation, ErrorNotes.Of(operation, requirement.Scope is not null, note), context);
        if (note?.Tagged ?? false)
            (operation.Parameters ??= []).Add(new OpenApiParameterReference("if-none-match", document));
        (operation.Parameters ??= []).Add(new OpenApiParameterReference("x-request-id", document));
    }

    /// <summary>Those of every answer, and those of every answer to a valid key.</summary>
    public static Dictionary<string, IOpenApiHeader> Headers(OpenApiDocument document, bool authenticated) =>
        DescribeDocument.HeaderNotes.Keys
            .Where(name => name == "x-request-id" || (authenticated && name.StartsWith("x-rate-limit", StringComparison.Ordinal)))
            .ToDictionary(name => name, name => (IOpenApiHeader)new OpenApiHeaderReference(name, document));

    static void AddExamples(OperationNote note, OpenApiMediaType json)
    {
        if (note.Request is { } example)
            json.Example = JsonNode.Parse(example);
        else if (note.Requests.Count > 0)
            json.Examples = note.Requests.ToDictionary(e => e.Name, e => (IOpenApiExample)new OpenApiExample
            {
                Summary = e.Summary,
                Value = JsonNode.Parse(e.Body),
            });
    }

    static void Require(OpenApiOperation operation, ScopeRequirement requirement, OpenApiDocument document)
    {
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
        operation.Description = $"{operation.Description}\n\n" + (requirement.Scope is { } scope
            ? $"Scope: `{scope}`." : "Scope: none; any valid key will do.");
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        operation.Extensions["x-required-scope"] = new JsonNodeExtension(JsonValue.Create(requirement.Scope ?? "none"));
    }

    static void Refuse(OpenApiOperation operation, IEnumerable<Refusal> refusals, OperationFilterContext context)
    {
        context.SchemaGenerator.GenerateSchema(typeof(ErrorEnvelope), context.SchemaRepository);
        foreach (var status in refusals.GroupBy(r => new RefusedException(r, "").Answer.Status).OrderBy(g => g.Key))
            operation.Responses![status.Key.ToString(CultureInfo.InvariantCulture)] = status.ToList() is [var only]
                ? new OpenApiResponseReference(ErrorNotes.Name(only), context.Document)
                : ErrorNotes.Response([.. status], context.Document);
    }

    static OpenApiResponses Answers(OperationNote note, OperationFilterContext context, bool isApi)
    {
        var responses = new OpenApiResponses();
        foreach (var answer in note.Answers.OrderBy(a => a.Status))
        {
            var headers = isApi ? Headers(context.Document, authenticated: true) : [];
            if (answer.Located)
                headers["location"] = new OpenApiHeaderReference("location", context.Document);
            if (answer.Status == 503)
                headers["retry-after"] = new OpenApiHeaderReference("retry-after", context.Document);
            if (note.Tagged)
                headers["etag"] = new OpenApiHeaderReference("etag", context.Document);
            responses[answer.Status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = answer.Text,
                Headers = headers,
                Content = answer.MediaType is null ? null : new Dictionary<string, IOpenApiMediaType>
                {
                    [answer.MediaType] = Content(answer, context),
                },
            };
        }

        if (note.Tagged)
            responses["304"] = new OpenApiResponse
            {
                Description = "As the caller has it already (`if-none-match`).",
                Headers = Headers(context.Document, authenticated: true),
            };
        return responses;
    }

    static OpenApiMediaType Content(Answer answer, OperationFilterContext context) => new()
    {
        Schema = answer.Body is null
            ? new OpenApiSchema { Type = JsonSchemaType.String, Format = answer.MediaType == "text/plain" ? null : "binary" }
            : context.SchemaGenerator.GenerateSchema(answer.Body, context.SchemaRepository),
        Example = answer.Example is null ? null : JsonNode.Parse(answer.Example),
    };

    static OpenApiRequestBody IntakeBodies(OperationFilterContext context)
    {
        var link = context.SchemaGenerator.GenerateSchema(typeof(NewDocument), context.SchemaRepository);
        var upload = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { "file", "schema" },
            AdditionalPropertiesAllowed = false,
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["file"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Format = "binary",
                    Description = "The document, at most 30 MB. The part's content type and name are not believed.",
                },
                ["schema"] = WireSchemas.OneOf(Known.SchemasOrAuto),
                ["external_id"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    MinLength = 1,
                    MaxLength = NewDocumentRules.MaxExternalId,
                },
                ["metadata"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Description = "A flat JSON object as text, e.g. `{\"source\": \"scanner\"}`.",
                },
            },
        };
        return new OpenApiRequestBody
        {
            Required = true,
            Description = "A link to the file, or the file itself with its members as parts in any order.",
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                ["application/json"] = new OpenApiMediaType { Schema = link },
                ["multipart/form-data"] = new OpenApiMediaType { Schema = upload },
            },
        };
    }
}
