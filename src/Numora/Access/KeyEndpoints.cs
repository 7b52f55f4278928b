using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Numora.Access;

/// <summary>API keys, and who am I.</summary>
static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/me", Me).WithName("getMe").WithTags("Access").AllowAnyKey();

        var keys = v1.MapGroup("/api-keys").WithTags("Access").RequireScope(Scopes.KeysWrite);
        keys.MapPost("", Create).WithName("createApiKey").Validate(new NewApiKeyRules());
        keys.MapGet("", List).WithName("listApiKeys");
        keys.MapPost("/{id}/rotate", Rotate).WithName("rotateApiKey").Validate(new RotationRules());
        keys.MapDelete("/{id}", Revoke).WithName("revokeApiKey");
    }

    static Ok<MeView> Me(Caller caller) => TypedResults.Ok(MeView.Of(caller.Key));

    static async Task<Created<ApiKeyView>> Create(
        NewApiKey request, Caller caller, NumoraDb db, TimeProvider time, CancellationToken ct)
    {
        var now = time.Now();
        RefuseMoreThan(caller, request.Scopes!);
        if (request.ExpiresAt <= now)
            throw RefusedException.Meaningless(new Fault("expires_at", "Must lie in the future."));

        var key = new ApiKey(
            caller.WorkspaceId, request.Name!.Trim(), InOrder(request.Scopes!), request.Test ?? false, request.ExpiresAt, now);
        var secret = ApiKeySecret.NewSecret(key.Test);
        db.AddRange(key, new ApiKeySecret(key, secret));
        await db.SaveChangesAsync(ct);

        return TypedResults.Created($"/v1/api-keys/{key.Id}", ApiKeyView.Of(key, secret));
    }

    static async Task<Ok<Page<ApiKeyView>>> List(
        string? limit, string? cursor, Caller caller, NumoraDb db, Cursors cursors, CancellationToken ct)
    {
        var page = cursors.Open("api-keys", caller, cursor, ListParameters.Limit(limit));
        var keys = await db.ApiKeys.AsNoTracking()
            .Where(k => k.WorkspaceId == caller.WorkspaceId)
            .Where(k => page.After == null || string.Compare(k.Id, page.After) < 0)
            .OrderByDescending(k => k.Id).Take(page.Limit + 1).ToListAsync(ct);
        return TypedResults.Ok(cursors.Page(page, keys, k => k.Id, k => ApiKeyView.Of(k)));
    }

    static async Task<Ok<ApiKeyView>> Rotate(
        string id, Rotation? request, Caller caller, NumoraDb db, TimeProvider time, CancellationToken ct)
    {
        var now = time.Now();
        var key = await db.KeyAsync(caller, id, ct);
        RefuseMoreThan(caller, key.Scopes);
        if (key.RevokedAt is not null || key.ExpiresAt <= now)
            throw new RefusedException(Refusal.Conflict, $"{id} is revoked or expired. Create a new key instead.");

        var secret = ApiKeySecret.NewSecret(key.Test);
        foreach (var old in await db.ApiKeySecrets.Where(s => s.KeyId == key.Id).ToListAsync(ct))
            old.EndAt(now.AddSeconds(request?.GraceSeconds ?? 0));
        db.Add(new ApiKeySecret(key, secret));
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(ApiKeyView.Of(key, secret));
    }

    static async Task<NoContent> Revoke(string id, Caller caller, NumoraDb db, TimeProvider time, CancellationToken ct)
    {
        var key = await db.KeyAsync(caller, id, ct);

        key.Revoke(time.Now());
        await db.SaveChangesAsync(ct);

        return TypedResults.NoContent();
    }

    static async Task<ApiKey> KeyAsync(this NumoraDb db, Caller caller, string id, CancellationToken ct)
    {
        if (!Ids.HasShape("key", id))
            throw RefusedException.NotFound("There is no such API key: an id is key_ and 26 letters and digits.");
        return await db.ApiKeys.SingleOrDefaultAsync(k => k.WorkspaceId == caller.WorkspaceId && k.Id == id, ct)
            ?? throw RefusedException.NotFound($"There is no API key {id}.");
    }

    /// <summary>A key never hands out what it lacks.</summary>
    static void RefuseMoreThan(Caller caller, IEnumerable<string> scopes)
    {
        var lacking = scopes.Where(s => !caller.Has(s)).ToList();
        if (lacking.Count > 0)
            throw new RefusedException(Refusal.Forbidden,
                $"The key {caller.Key.Name} cannot grant what it lacks: {string.Join(" ", lacking)}.");
    }

    static List<string> InOrder(IReadOnlyList<string> scopes) => [.. Scopes.All.Where(scopes.Contains)];
}

/// <param name="Test">Makes an <c>sk_test_</c> key, so that people see which one they hold. It works like any other.</param>
sealed record NewApiKey(string? Name, IReadOnlyList<string>? Scopes, DateTimeOffset? ExpiresAt = null, bool? Test = null);

sealed class NewApiKeyRules : AbstractValidator<NewApiKey>
{
    public NewApiKeyRules()
    {
        RuleFor(k => k.Name).Must(n => n?.Trim().Length is >= 1 and <= 100).WithMessage("Must have 1 to 100 characters.");
        RuleFor(k => k.Scopes).NotEmpty().WithMessage("Must name at least one scope.");
        RuleForEach(k => k.Scopes).Must(s => Scopes.All.Contains(s))
            .WithMessage((_, s) => $"{s} is no scope. Scopes: {string.Join(" ", Scopes.All)}.")
            .WithErrorCode(nameof(Refusal.Meaningless));
    }
}

/// <param name="GraceSeconds">How long the old secret goes on working; 0 (the default) ends it at once.</param>
sealed record Rotation(int? GraceSeconds = null);

sealed class RotationRules : AbstractValidator<Rotation>
{
    public const int MaxGraceSeconds = 30 * 24 * 3600;

    public RotationRules() =>
        RuleFor(r => r.GraceSeconds).InclusiveBetween(0, MaxGraceSeconds)
            .WithMessage($"Must lie between 0 and {MaxGraceSeconds} (30 days).");
}

/// <param name="Secret">Only in the answer to a creation or rotation: it cannot be shown again.</param>
sealed record ApiKeyView(
    string Id, string Name, IReadOnlyList<string> Scopes, bool Test, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt,
    [property: System.Text.Json.Serialization.JsonIgnore(
        Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] string? Secret)
{
    public static ApiKeyView Of(ApiKey key, string? secret = null) => new(
        key.Id, key.Name, key.Scopes, key.Test, key.CreatedAt, key.ExpiresAt, key.RevokedAt, key.LastUsedAt, secret);
}

sealed record MeView(MeView.WorkspacePart Workspace, MeView.KeyPart Key)
{
    public static MeView Of(KeyIdentity key) => new(
        new(key.WorkspaceId, key.WorkspaceName), new(key.Id, key.Name, key.Scopes, key.Test, key.ExpiresAt));

    public sealed record WorkspacePart(string Id, string Name);

    public sealed record KeyPart(string Id, string Name, IReadOnlyList<string> Scopes, bool Test, DateTimeOffset? ExpiresAt);
}
