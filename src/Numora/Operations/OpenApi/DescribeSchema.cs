using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;
using Numora.Access;
using Numora.Intake;
using Numora.Review;
using Numora.Webhooks;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Numora.Operations;

/// <summary>Says of each record which members are always there, which may be null, and the notes' limits.</summary>
sealed class DescribeSchema : ISchemaFilter
{
    /// <summary>Members that must be sent though the record declares them nullable, so that the rules can say what is missing.</summary>
    static readonly Dictionary<Type, string[]> s_needed = new()
    {
        [typeof(NewDocument)] = ["schema", "file_url"],
        [typeof(NewApiKey)] = ["name", "scopes"],
        [typeof(Rotation)] = [],
        [typeof(WorkspaceChange)] = ["auto_approve"],
        [typeof(LineCorrectionRequest)] = ["fields"],
        [typeof(NewWebhookEndpoint)] = ["url", "event_types"],
        [typeof(WebhookEndpointChange)] = [],
        [typeof(SecretRotation)] = [],
        [typeof(RetryFailed)] = ["since"],
    };

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties.Count: > 0 } record)
            return;
        var type = context.Type;
        var isRequest = s_needed.ContainsKey(type) || type.Name.EndsWith("Request", StringComparison.Ordinal);
        record.AdditionalPropertiesAllowed = !isRequest; // answers may gain members
        record.Required = new SortedSet<string>(StringComparer.Ordinal);
        var nullability = new NullabilityInfoContext();
        foreach (var property in type.GetProperties())
        {
            var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
            if (!record.Properties.TryGetValue(name, out var member))
                continue;
            var needed = isRequest
                ? s_needed.GetValueOrDefault(type, []).Contains(name)
                : property.GetCustomAttribute<JsonIgnoreAttribute>() is null;
            if (needed)
                record.Required.Add(name);
            var nullable = nullability.Create(property).ReadState is NullabilityState.Nullable && (isRequest ? !needed : needed);
            member = MemberNotes.Apply($"{SchemaNames.Of(type)}.{name}", member);
            record.Properties[name] = WithNull(member, nullable);
        }
    }

    static IOpenApiSchema WithNull(IOpenApiSchema schema, bool nullable)
    {
        var nothing = new OpenApiSchema { Type = JsonSchemaType.Null };
        switch (schema)
        {
            case OpenApiSchema { Type: { } type } own:
                own.Type = nullable ? type | JsonSchemaType.Null : type & ~JsonSchemaType.Null;
                if (nullable && own.Enum is { Count: > 0 })
                    own.Enum = [.. own.Enum.Append(JsonNullSentinel.JsonNull)];
                return own;
            case OpenApiSchema { AnyOf.Count: > 0 } own:
                own.AnyOf = [.. own.AnyOf.Where(s => s.Type is not JsonSchemaType.Null), .. nullable ? [nothing] : (IOpenApiSchema[])[]];
                return own;
            case OpenApiSchemaReference reference when nullable:
                var described = new OpenApiSchema { AnyOf = [reference, nothing], Description = reference.Description };
                reference.Description = null;
                return described;
            default:
                return schema;
        }
    }
}
