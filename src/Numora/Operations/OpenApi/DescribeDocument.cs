using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Numora.Operations;

/// <summary>What the operations share: tags, headers, and the response of each refusal.</summary>
sealed class DescribeDocument : IDocumentFilter
{
    /// <summary>By name; true for whole numbers.</summary>
    public static IReadOnlyDictionary<string, (string Text, bool Number)> HeaderNotes { get; } =
        new SortedDictionary<string, (string, bool)>
        {
            ["etag"] = ("The version of this answer, for `if-none-match`.", false),
            ["location"] = ("Where to look.", false),
            ["retry-after"] = ("Seconds after which trying again makes sense.", true),
            ["x-rate-limit-limit"] = ("How many requests the key may send at once.", true),
            ["x-rate-limit-remaining"] = ("How many of them are left.", true),
            ["x-rate-limit-reset"] = ("Seconds until all of them are there again.", true),
            ["x-request-id"] = ("As sent, or a new one. It is in every log line and event that the request caused.", false),
        };

    static readonly (string Name, string Text)[] s_tags =
    [
        ("Documents", "Submit, follow, read and erase documents."),
        ("Review", "Correct, approve, reject, read again."),
        ("Memory", "What reviews have taught about vendors and their layouts; forget it."),
        ("Schemas", "What documents can be read as."),
        ("Delivery", "Which approved documents are to be delivered, sending them on, and how each of them stands."),
        ("Destinations", "The systems that confirmed data goes to; docs/destinations.md has every setting."),
        ("Mappings", "How the fields of a schema become records of a destination; docs/mappings.md has the details."),
        ("Workflows", "What happens to an approved document, step by step; docs/workflows.md has the details."),
        ("Runs", "What was sent where, what came back, and what follows."),
        ("Webhooks", "Be told of events instead of polling; docs/webhooks.md says how to verify them."),
        ("Access", "Keys and the workspace."),
        ("Operations", "For those who run Numora; no key is needed."),
    ];

    public void Apply(OpenApiDocument document, DocumentFilterContext context)
    {
        document.Tags = s_tags.Select(t => new OpenApiTag { Name = t.Name, Description = t.Text }).ToHashSet();
        document.Components ??= new OpenApiComponents();
        document.Components.Headers = HeaderNotes.ToDictionary(h => h.Key, h => (IOpenApiHeader)new OpenApiHeader
        {
            Description = h.Value.Text,
            Schema = new OpenApiSchema { Type = h.Value.Number ? JsonSchemaType.Integer : JsonSchemaType.String },
        });
        document.Components.Parameters = new Dictionary<string, IOpenApiParameter>
        {
            ["if-none-match"] = Header("if-none-match", "The `etag` of an earlier answer: 304 when nothing has changed.", null),
            ["x-request-id"] = Header("x-request-id", "Your own id for this request; anything else is replaced.",
                "^[A-Za-z0-9._-]{1,128}$"),
        };
        document.Components.Responses = Enum.GetValues<Refusal>().Where(r => r is not Refusal.MethodNotAllowed)
            .ToDictionary(ErrorNotes.Name, r => (IOpenApiResponse)ErrorNotes.Response([r], document));
    }

    static OpenApiParameter Header(string name, string text, string? pattern) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = text,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = pattern },
    };
}
