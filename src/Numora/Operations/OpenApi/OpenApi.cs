using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Numora.Documents;
using Numora.Engine;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Numora.Operations;

/// <summary>
/// The description of the API at <c>/openapi/v1.json</c> and Swagger UI at <c>/docs</c>. Routes, parameters and bodies come
/// from the code; what code cannot say (limits, reasons, examples) stands in the notes beside this file.
/// </summary>
static class OpenApi
{
    const string Introduction = """
        Documents go in, fields with confidence come out, a person confirms them.

        **Authentication**: `Authorization: Bearer sk_live_…`. A key belongs to one workspace and carries scopes; each
        operation names the one it needs (`x-required-scope`; `none` stands for any valid key). What belongs to another
        workspace is a 404.

        **Errors**: every refusal has the same envelope with a stable `code`, a `message` for a person and the `request_id`.
        A 409 on a stale `expected_updated_at` carries the current `updated_at` beside `error`.

        **Lists**: `limit` and `cursor`. A cursor is opaque and enough by itself: it carries filters and limit of its first page.

        **Times** are UTC with three decimals; amounts are decimals as printed. An unknown member in a request is refused;
        answers may gain members within `/v1`.
        """;

    public static IServiceCollection AddNumoraOpenApi(this IServiceCollection services) => services
        .AddEndpointsApiExplorer()
        .AddSingleton<ISerializerDataContractResolver>(new JsonSerializerDataContractResolver(Json.Options))
        .AddSwaggerGen(gen =>
        {
            gen.SwaggerDoc("v1", new OpenApiInfo { Title = "Numora", Version = "1", Description = Introduction });
            gen.CustomSchemaIds(SchemaNames.Of);
            gen.AddSecurityDefinition(DescribeOperation.Bearer, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API key: `sk_live_…` or `sk_test_…`.",
            });
            gen.MapType<FieldValue>(WireSchemas.FieldValue);
            gen.MapType<FractionBox>(WireSchemas.Box);
            gen.MapType<Metadata>(WireSchemas.Metadata);
            gen.MapType<DateTimeOffset>(WireSchemas.Time);
            gen.MapType<JsonElement>(() => new OpenApiSchema());
            gen.MapType<JsonNode>(() => new OpenApiSchema());
            gen.MapType<Npgsql.SslMode>(() => new OpenApiSchema()); // of a computed member, which is not shown
            gen.SchemaFilter<DescribeSchema>();
            gen.OperationFilter<DescribeOperation>();
            gen.DocumentFilter<DescribeDocument>();
        });

    public static void MapOpenApi(this WebApplication app)
    {
        app.UseSwagger(swagger =>
        {
            swagger.RouteTemplate = "openapi/{documentName}.json";
            swagger.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        });
        app.UseSwaggerUI(ui =>
        {
            ui.RoutePrefix = "docs";
            ui.DocumentTitle = "Numora API";
            ui.SwaggerEndpoint("/openapi/v1.json", "Numora v1");
        });
    }
}

/// <summary>The names of the schemas: those of the records without what only tells C# programmers something.</summary>
static class SchemaNames
{
    public static string Of(Type type)
    {
        if (type == typeof(ErrorEnvelope))
            return "Error";
        if (type == typeof(Fault))
            return "ErrorDetail";
        if (type.IsGenericType)
            return string.Concat(type.GetGenericArguments().Select(Of))
                + (type.GetGenericTypeDefinition() == typeof(Page<>) ? "List" : "");
        var name = Without(type.Name, "View") is var plain && plain.StartsWith("Pg", StringComparison.Ordinal)
            ? $"Postgres{plain[2..]}" : plain;
        return type.DeclaringType is { } outer ? Of(outer) + Without(name, "Part") : name;
    }

    static string Without(string name, string end) =>
        name.EndsWith(end, StringComparison.Ordinal) && name.Length > end.Length ? name[..^end.Length] : name;
}

/// <summary>Types whose JSON is written by hand.</summary>
static class WireSchemas
{
    public static OpenApiSchema FieldValue() => new()
    {
        Description = "Text, dates (`YYYY-MM-DD`), times and codes are strings; amounts and quantities are numbers; names are a list.",
        AnyOf =
        [
            new OpenApiSchema { Type = JsonSchemaType.String },
            new OpenApiSchema { Type = JsonSchemaType.Number },
            new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
        ],
    };

    public static OpenApiSchema Box() => new()
    {
        Description = "`[x0, y0, x1, y1]` as fractions of the page, counted from its top left corner.",
        Type = JsonSchemaType.Array,
        MinItems = 4,
        MaxItems = 4,
        Items = new OpenApiSchema { Type = JsonSchemaType.Number, Minimum = "0", Maximum = "1" },
    };

    public static OpenApiSchema Metadata() => new()
    {
        Description = "A flat object, returned unchanged.",
        Type = JsonSchemaType.Object,
        MaxProperties = Documents.Metadata.MaxKeys,
        AdditionalProperties = new OpenApiSchema
        {
            AnyOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Documents.Metadata.MaxValueLength },
                new OpenApiSchema { Type = JsonSchemaType.Number },
                new OpenApiSchema { Type = JsonSchemaType.Boolean },
            ],
        },
    };

    public static OpenApiSchema Time() => new()
    {
        Type = JsonSchemaType.String,
        Format = "date-time",
        Examples = [JsonValue.Create("2026-03-21T14:20:00.000Z")],
    };

    /// <summary>An id: its prefix and a lower-case ULID.</summary>
    public static OpenApiSchema Id(string prefix) => new() { Type = JsonSchemaType.String, Pattern = IdPattern(prefix) };

    public static string IdPattern(string prefix) => $"^{prefix}_[0-9a-hjkmnp-tv-z]{{26}}$";

    public static OpenApiSchema OneOf(IEnumerable<string> words) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. words.Select(w => (JsonNode)JsonValue.Create(w))],
    };
}
