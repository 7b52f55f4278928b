namespace Numora.Access;

/// <summary>What a key may do (api.md §1 "Authentication"). A key can only grant scopes that it has.</summary>
static class Scopes
{
    public const string DocumentsRead = "documents:read";
    public const string DocumentsWrite = "documents:write";
    public const string ReviewWrite = "review:write";
    public const string DeliveryRead = "delivery:read";
    public const string DeliveryWrite = "delivery:write";
    public const string DestinationsRead = "destinations:read";
    public const string DestinationsWrite = "destinations:write";
    public const string MappingsRead = "mappings:read";
    public const string MappingsWrite = "mappings:write";
    public const string WorkflowsRead = "workflows:read";
    public const string WorkflowsWrite = "workflows:write";
    public const string WebhooksRead = "webhooks:read";
    public const string WebhooksWrite = "webhooks:write";
    public const string KeysWrite = "keys:write";

    public static IReadOnlyList<string> All { get; } =
    [
        DocumentsRead, DocumentsWrite, ReviewWrite, DeliveryRead, DeliveryWrite, DestinationsRead, DestinationsWrite,
        MappingsRead, MappingsWrite, WorkflowsRead, WorkflowsWrite, WebhooksRead, WebhooksWrite, KeysWrite,
    ];
}

/// <summary>Said on every route: the scope that its caller needs; null where any valid key will do.</summary>
sealed record ScopeRequirement(string? Scope);

static class ScopeRequirements
{
    public static TBuilder RequireScope<TBuilder>(this TBuilder route, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new ScopeRequirement(scope));

    public static TBuilder AllowAnyKey<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new ScopeRequirement(null));
}
