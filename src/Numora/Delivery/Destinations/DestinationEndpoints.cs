using System.Diagnostics;
using System.Text.Json;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Numora.Access;
using Numora.Delivery.Providers;

namespace Numora.Delivery.Destinations;

/// <summary>Where confirmed data goes (spec/api.md §5).</summary>
static class DestinationEndpoints
{
    /// <summary>For a test of a destination, whatever its provider waits for.</summary>
    static readonly TimeSpan TestTimeout = TimeSpan.FromSeconds(20);

    public static void MapDestinations(this IEndpointRouteBuilder v1)
    {
        var destinations = v1.MapGroup("/destinations").WithTags("Destinations");

        destinations.MapGet("", List).WithName("listDestinations").RequireScope(Scopes.DestinationsRead);
        destinations.MapPost("", Create).WithName("createDestination").RequireScope(Scopes.DestinationsWrite)
            .Validate(new NewDestinationRules());
        destinations.MapGet("/{id}", Get).WithName("getDestination").RequireScope(Scopes.DestinationsRead);
        destinations.MapPatch("/{id}", Change).WithName("changeDestination").RequireScope(Scopes.DestinationsWrite)
            .Validate(new DestinationChangeRules());
        destinations.MapDelete("/{id}", Delete).WithName("deleteDestination").RequireScope(Scopes.DestinationsWrite);
        destinations.MapPost("/{id}/test", Test).WithName("testDestination").RequireScope(Scopes.DestinationsWrite);
    }

    static async Task<Ok<Page<DestinationView>>> List(
        string? provider, string? limit, string? cursor, Caller caller, NumoraDb db, Cursors cursors, CancellationToken ct)
    {
        var page = cursors.Open("destinations", caller, cursor, ListParameters.Limit(limit), ("provider", provider));
        var wanted = page.Filter("provider");
        var found = await db.Destinations.AsNoTracking().Where(d => d.WorkspaceId == caller.WorkspaceId)
            .Where(d => wanted == null || d.Provider == wanted)
            .Where(d => page.After == null || string.Compare(d.Id, page.After) < 0)
            .OrderByDescending(d => d.Id).Take(page.Limit + 1).ToListAsync(ct);
        return TypedResults.Ok(cursors.Page(page, found, d => d.Id, DestinationView.Of));
    }

    static async Task<Created<DestinationView>> Create(
        NewDestination request, Caller caller, NumoraDb db, ProviderList providers, Secrets secrets, TimeProvider time,
        CancellationToken ct)
    {
        var provider = providers.Find(request.Provider) ?? throw RefusedException.Meaningless(new Fault("provider",
            $"{request.Provider} is no provider. Providers: {string.Join(", ", providers.Names)}."));
        Refuse(provider.Check(request.Config, Given(request.Credentials)));

        var destination = new Destination(caller.WorkspaceId, provider.Name, request.DisplayName?.Trim() ?? provider.Name,
            request.Status ?? DestinationStatus.Active, request.Config, time.Now());
        destination.Keep(Given(request.Credentials), secrets);
        db.Add(destination);
        await db.SaveChangesAsync(ct);

        return TypedResults.Created($"/v1/destinations/{destination.Id}", DestinationView.Of(destination));
    }

    static async Task<Ok<DestinationView>> Get(string id, Caller caller, NumoraDb db, CancellationToken ct) =>
        TypedResults.Ok(DestinationView.Of(await db.DestinationAsync(caller, id, ct)));

    static async Task<Ok<DestinationView>> Change(
        string id, DestinationChange request, Caller caller, NumoraDb db, ProviderList providers, Secrets secrets,
        TimeProvider time, CancellationToken ct)
    {
        var destination = await db.DestinationAsync(caller, id, ct);
        var config = Given(request.Config) ?? destination.Config;
        var credentials = request.Credentials.ValueKind is JsonValueKind.Undefined
            ? destination.CredentialsIn(secrets) : Given(request.Credentials);
        // They could be sent to whatever the new settings name, by somebody who was never shown them.
        if (destination.Credentials is not null && request.Credentials.ValueKind is JsonValueKind.Undefined
            && !JsonElement.DeepEquals(config, destination.Config))
            throw RefusedException.Meaningless(new Fault("credentials", "Must be sent again with changed settings."));
        Refuse(providers[destination.Provider].Check(config, credentials));

        destination.Change(request.DisplayName?.Trim(), request.Status, config, time.Now());
        if (request.Credentials.ValueKind is not JsonValueKind.Undefined)
            destination.Keep(credentials, secrets);
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(DestinationView.Of(destination));
    }

    static async Task<NoContent> Delete(string id, Caller caller, NumoraDb db, CancellationToken ct)
    {
        var destination = await db.DestinationAsync(caller, id, ct);
        var users = await (from b in db.WorkflowBindings
                           join w in db.Workflows on b.WorkflowId equals w.Id
                           where b.DestinationId == id
                           select new { w.Id, w.Name, w.Status }).ToListAsync(ct);
        if (users.Where(w => w.Status is Workflows.WorkflowStatus.Active).ToList() is { Count: > 0 } active)
            throw new RefusedException(Refusal.Conflict,
                $"{id} is used by {string.Join(", ", active.Select(w => $"{w.Id} ({w.Name})"))}. " +
                "Pause these workflows, or bind them to another destination, first.");
        if (await db.Runs.AnyAsync(r => r.DestinationId == id && Runs.Run.Open.Contains(r.Status), ct))
            throw new RefusedException(Refusal.Conflict, $"A run to {id} is queued or running. Cancel it, or wait until it has ended.");

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.WorkflowBindings.Where(b => b.DestinationId == id).ExecuteDeleteAsync(ct); // those of paused workflows
        db.Remove(destination); // its mappings go with the row
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        return TypedResults.NoContent();
    }

    static async Task<Ok<DestinationTestView>> Test(
        string id, Caller caller, NumoraDb db, ProviderList providers, Secrets secrets, TimeProvider time, CancellationToken ct)
    {
        var destination = await db.DestinationAsync(caller, id, ct);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TestTimeout);
        var started = Stopwatch.GetTimestamp();
        TestAnswer answer;
        try
        {
            answer = await providers[destination.Provider].TestAsync(destination.ToTarget(secrets), limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            answer = new(false, $"No answer within {TestTimeout.TotalSeconds:0} s.");
        }

        var latencyMs = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        destination.Tested(time.Now());
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new DestinationTestView(answer.Ok, latencyMs, answer.Detail));
    }

    public static async Task<Destination> DestinationAsync(this NumoraDb db, Caller caller, string id, CancellationToken ct)
    {
        if (!Ids.HasShape("dst", id))
            throw RefusedException.NotFound("There is no such destination: an id is dst_ and 26 letters and digits.");
        return await db.Destinations.SingleOrDefaultAsync(d => d.WorkspaceId == caller.WorkspaceId && d.Id == id, ct)
            ?? throw RefusedException.NotFound($"There is no destination {id}.");
    }

    static JsonElement? Given(JsonElement json) => json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : json;

    static void Refuse(IReadOnlyList<Fault> faults)
    {
        if (faults.Count > 0)
            throw RefusedException.Meaningless(faults);
    }
}

/// <param name="Config">The provider's settings.</param>
/// <param name="Credentials">The provider's secrets; kept encrypted, and in no answer.</param>
sealed record NewDestination(
    string? Provider, JsonElement Config = default, string? DisplayName = null, JsonElement Credentials = default,
    DestinationStatus? Status = null);

sealed class NewDestinationRules : AbstractValidator<NewDestination>
{
    public const int MaxDisplayName = 100;

    public NewDestinationRules()
    {
        RuleFor(d => d.Provider).NotEmpty().WithMessage("Must name the kind of destination.");
        RuleFor(d => d.Config).Must(c => c.ValueKind is JsonValueKind.Object).WithMessage("Must be an object.");
        RuleFor(d => d.Credentials).Must(IsObjectOrNothing).WithMessage("Must be an object or null.");
        RuleFor(d => d.DisplayName).Must(IsName).When(d => d.DisplayName is not null)
            .WithMessage($"Must have 1 to {MaxDisplayName} characters.");
    }

    public static bool IsName(string? name) => name?.Trim().Length is >= 1 and <= MaxDisplayName;

    public static bool IsObjectOrNothing(JsonElement json) =>
        json.ValueKind is JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.Undefined;
}

/// <param name="Config">Replaces the settings as a whole.</param>
/// <param name="Credentials">Replace those that are kept; null removes them; left out they stay.</param>
sealed record DestinationChange(
    string? DisplayName = null, DestinationStatus? Status = null, JsonElement Config = default, JsonElement Credentials = default);

sealed class DestinationChangeRules : AbstractValidator<DestinationChange>
{
    public DestinationChangeRules()
    {
        RuleFor(d => d.Config).Must(c => c.ValueKind is JsonValueKind.Object or JsonValueKind.Undefined)
            .WithMessage("Must be an object.");
        RuleFor(d => d.Credentials).Must(NewDestinationRules.IsObjectOrNothing).WithMessage("Must be an object or null.");
        RuleFor(d => d.DisplayName).Must(NewDestinationRules.IsName).When(d => d.DisplayName is not null)
            .WithMessage($"Must have 1 to {NewDestinationRules.MaxDisplayName} characters.");
    }
}

sealed record DestinationView(
    string Id, string Provider, string DisplayName, DestinationStatus Status, bool HasCredentials, JsonElement Config,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? LastTestedAt)
{
    public static DestinationView Of(Destination d) => new(d.Id, d.Provider, d.DisplayName, d.Status, d.Credentials is not null,
        d.Config, d.CreatedAt, d.UpdatedAt, d.LastTestedAt);
}

/// <param name="Detail">What was reached, or why not, with the other side's own words.</param>
sealed record DestinationTestView(bool Ok, long LatencyMs, string Detail);
