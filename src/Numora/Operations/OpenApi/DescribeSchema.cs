using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;
using Numora.Access;
using Numora.Delivery;
using Numora.Delivery.Destinations;
using Numora.Delivery.Mappings;
using Numora.Delivery.Providers.Dynamics365;
using Numora.Delivery.Providers.FileDrop;
using Numora.Delivery.Providers.Http;
using Numora.Delivery.Providers.Postgres;
using Numora.Delivery.Workflows;
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
        [typeof(NewDestination)] = ["provider", "config"],
        [typeof(DestinationChange)] = [],
        [typeof(Dynamics365Config)] = ["resource", "tenant_id"],
        [typeof(Dynamics365Credentials)] = ["client_id", "client_secret"],
        [typeof(HttpConfig)] = ["url"],
        [typeof(HttpSuccess)] = [],
        [typeof(HttpFindConfig)] = ["url"],
        [typeof(HttpAttachConfig)] = ["url"],
        [typeof(HttpTestConfig)] = [],
        [typeof(HttpCredentials)] = ["type"],
        [typeof(PgConfig)] = ["host", "database", "username"],
        [typeof(PgLookup)] = ["id"],
        [typeof(PgCredentials)] = ["password"],
        [typeof(FileDropConfig)] = ["format"],
        [typeof(S3Config)] = ["endpoint", "bucket"],
        [typeof(S3Credentials)] = ["access_key_id", "secret_access_key"],
        [typeof(MappingRequest)] = ["object", "key", "fields"],
        [typeof(MappingDefinition)] = ["object", "key", "fields"],
        [typeof(FieldMapping)] = ["target"],
        [typeof(LookupMapping)] = ["object", "match"],
        [typeof(LineItemMapping)] = ["object", "parent", "fields"],
        [typeof(PreviewRequest)] = ["document_id"],
        [typeof(WorkflowDefinition)] = ["name", "bindings", "nodes"],
        [typeof(BindingDefinition)] = ["schema", "destination_id"],
        [typeof(NodeDefinition)] = ["id", "type"],
        [typeof(Condition)] = ["source"],
        [typeof(ValidateConfig)] = [],
        [typeof(HttpRequestConfig)] = ["url"],
        [typeof(NotifyConfig)] = ["url", "message"],
        [typeof(WorkflowDispatchRequest)] = ["document_id"],
        [typeof(ReportRequest)] = ["provider", "status", "execution_id", "attempted_at"],
        [typeof(NewWebhookEndpoint)] = ["url", "event_types"],
        [typeof(WebhookEndpointChange)] = [],
        [typeof(SecretRotation)] = [],
        [typeof(RetryFailed)] = ["since"],
    };

    static readonly Type[] s_configs = [typeof(Dynamics365Config), typeof(FileDropConfig), typeof(HttpConfig), typeof(PgConfig)];

    static readonly Type[] s_credentials =
        [typeof(Dynamics365Credentials), typeof(HttpCredentials), typeof(PgCredentials), typeof(S3Credentials)];

    /// <summary>Members whose shape depends on another member: the shapes that there are.</summary>
    static readonly Dictionary<(Type, string), Type[]> s_shapes = new()
    {
        [(typeof(NewDestination), "config")] = s_configs,
        [(typeof(NewDestination), "credentials")] = s_credentials,
        [(typeof(DestinationChange), "config")] = s_configs,
        [(typeof(DestinationChange), "credentials")] = s_credentials,
        [(typeof(DestinationView), "config")] = s_configs,
        [(typeof(NodeDefinition), "config")] = [typeof(ValidateConfig), typeof(HttpRequestConfig), typeof(NotifyConfig)],
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
            var name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
                ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
            if (!record.Properties.TryGetValue(name, out var member))
                continue;
            if (isRequest && !property.CanWrite)
            {
                record.Properties.Remove(name); // computed from the others
                continue;
            }

            var needed = isRequest
                ? s_needed.GetValueOrDefault(type, []).Contains(name)
                : property.GetCustomAttribute<JsonIgnoreAttribute>() is null;
            if (needed)
                record.Required.Add(name);
            var nullable = nullability.Create(property).ReadState is NullabilityState.Nullable && (isRequest ? !needed : needed);
            member = MemberNotes.Apply($"{SchemaNames.Of(type)}.{name}", member);
            if (s_shapes.TryGetValue((type, name), out var shapes) && member is OpenApiSchema open)
                open.AnyOf = [.. shapes.Select(s => context.SchemaGenerator.GenerateSchema(s, context.SchemaRepository)),
                    .. name is "credentials" ? [new OpenApiSchema { Type = JsonSchemaType.Null }] : (IOpenApiSchema[])[]];
            else
                member = WithNull(member, nullable);
            record.Properties[name] = member;
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
