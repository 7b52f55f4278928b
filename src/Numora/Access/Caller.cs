namespace Numora.Access;

/// <summary>Who is asking: filled in by <see cref="Authentication"/> before any handler runs.</summary>
sealed class Caller
{
    KeyIdentity? _key;

    public KeyIdentity Key
    {
        get => _key ?? throw new InvalidOperationException("This route was reached without authentication.");
        set => _key = value;
    }

    public string WorkspaceId => Key.WorkspaceId;

    /// <summary>For the trail: which key, and its name.</summary>
    public Actor Actor => new(Key.Name, Key.Id, RequestId);

    public string? RequestId { get; set; }

    public bool Has(string scope) => Key.Scopes.Contains(scope);
}

/// <summary>Who did something, as the trail keeps it.</summary>
/// <param name="Name">The key's name, or <c>system</c> or <c>auto</c>.</param>
/// <param name="KeyId">Null for the service itself.</param>
/// <param name="RequestId">The request that caused it.</param>
sealed record Actor(string Name, string? KeyId, string? RequestId)
{
    public static Actor System(string? requestId) => new("system", null, requestId);

    /// <summary>Approval by the workspace's threshold.</summary>
    public static Actor Auto(string? requestId) => new("auto", null, requestId);
}

/// <summary>A valid key.</summary>
sealed record KeyIdentity(
    string Id, string Name, string WorkspaceId, string WorkspaceName, IReadOnlyList<string> Scopes, bool Test,
    DateTimeOffset? ExpiresAt);
