using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Numora.Access;
using Numora.Delivery.Destinations;
using Numora.Delivery.Providers;
using Numora.Delivery.Runs;
using Numora.Delivery.Workflows;
using Numora.Documents;
using Numora.Engine;

namespace Numora.Delivery.Mappings;

/// <summary>How confirmed fields become records of a destination (spec/api.md §5).</summary>
static class MappingEndpoints
{
    public static void MapMappings(this IEndpointRouteBuilder v1)
    {
        var mappings = v1.MapGroup("/mappings").WithTags("Mappings");

        mappings.MapGet("", List).WithName("listMappings").RequireScope(Scopes.MappingsRead);
        mappings.MapGet("/{schema}/{destination}", Get).WithName("getMapping").RequireScope(Scopes.MappingsRead);
        mappings.MapPut("/{schema}/{destination}", Put).WithName("putMapping").RequireScope(Scopes.MappingsWrite);
        mappings.MapPost("/{schema}/{destination}/preview", Preview).WithName("previewMapping").RequireScope(Scopes.MappingsRead);
    }

    static async Task<Ok<Page<MappingSummaryView>>> List(
        string? limit, string? cursor, Caller caller, NumoraDb db, Cursors cursors, CancellationToken ct)
    {
        var page = cursors.Open("mappings", caller, cursor, ListParameters.Limit(limit));
        var found = await db.Mappings.AsNoTracking().Where(m => m.WorkspaceId == caller.WorkspaceId)
            .Where(m => page.After == null || string.Compare(m.Id, page.After) < 0)
            .OrderByDescending(m => m.Id).Take(page.Limit + 1).ToListAsync(ct);
        return TypedResults.Ok(cursors.Page(page, found, m => m.Id, MappingSummaryView.Of));
    }

    static async Task<Ok<MappingView>> Get(
        string schema, string destination, string? version, Caller caller, NumoraDb db, CancellationToken ct)
    {
        var target = await db.MappingTargetAsync(caller, schema, destination, ct);
        var mapping = await db.MappingAsync(schema, target, ct) ?? throw NotFound(schema, target);
        var wanted = version is null ? mapping.Version : ListParameters.Number("version", version);
        var found = await db.MappingVersions.AsNoTracking()
            .SingleOrDefaultAsync(v => v.MappingId == mapping.Id && v.Version == wanted, ct)
            ?? throw RefusedException.NotFound($"The mapping has no version {wanted}; the current one is {mapping.Version}.");
        return TypedResults.Ok(MappingView.Of(mapping, found));
    }

    static async Task<Results<Ok<MappingView>, Created<MappingView>>> Put(
        string schema, string destination, MappingRequest request, Caller caller, NumoraDb db, ProviderList providers,
        TimeProvider time, CancellationToken ct)
    {
        var target = await db.MappingTargetAsync(caller, schema, destination, ct);
        Refuse(request.Definition, schema, providers[target.Provider], target);
        var mapping = await db.MappingAsync(schema, target, ct);
        var isNew = mapping is null;
        if (mapping is null)
        {
            db.Add(mapping = new Mapping(target, schema, time.Now()));
            db.AddRange(await DefaultWorkflow.ForAsync(db, target, schema, caller.Actor, time.Now(), ct));
        }

        var version = mapping.Define(request.Definition, isNew ? null : request.ExpectedVersion, caller.Actor, time.Now());
        db.Add(version);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            throw new RefusedException(Refusal.Conflict, "The mapping was made at the same moment. Read it first.");
        }

        var view = MappingView.Of(mapping, version);
        return isNew ? TypedResults.Created($"/v1/mappings/{schema}/{target.Id}", view) : TypedResults.Ok(view);
    }

    static async Task<Ok<PreviewView>> Preview(
        string schema, string destination, PreviewRequest request, Caller caller, NumoraDb db, ProviderList providers,
        TimeProvider time, CancellationToken ct)
    {
        var target = await db.MappingTargetAsync(caller, schema, destination, ct);
        if (request.DocumentId is null)
            throw RefusedException.Malformed("document_id", "Must name a document.");
        var document = await db.DocumentWithResultAsync(caller, request.DocumentId, ct);
        if (document.Schema != schema || !document.HasResult)
            throw RefusedException.Meaningless(new Fault("document_id",
                $"{document.Id} is a {document.Schema} that is {document.Status.InWords()}; this needs a {schema} that has been read."));

        MappingDefinition definition;
        if (request.Mapping is { } draft)
            Refuse(definition = draft.Definition, schema, providers[target.Provider], target);
        else
        {
            var mapping = await db.MappingAsync(schema, target, ct) ?? throw NotFound(schema, target);
            definition = (await db.MappingVersions.AsNoTracking()
                .SingleAsync(v => v.MappingId == mapping.Id && v.Version == mapping.Version, ct)).Definition;
        }

        var pushed = PushDocuments.Of(document, (into, stop) => db.ReadFileAsync(document.Id, into, stop));
        var built = PayloadBuilder.Build(definition, pushed);
        var payload = built.Draft is null ? null : providers[target.Provider].Preview(
            new Push(new Target(target.Id, target.DisplayName, target.Config, default), built.Draft, pushed,
                $"{document.Id}-{target.Id}-{Math.Max(1, document.ApprovalNumber)}", new RunLog(time)));
        return TypedResults.Ok(new PreviewView(
            document.Id, target.Id, target.Provider, payload, built.Payload is not null, built.Missing));
    }

    /// <summary>By its id, or by the provider's name where that has only one destination.</summary>
    static async Task<Destination> MappingTargetAsync(
        this NumoraDb db, Caller caller, string schema, string destination, CancellationToken ct)
    {
        if (Schemas.Find(schema) is null)
            throw RefusedException.NotFound($"There is no schema {schema}. See /v1/schemas.");
        if (destination.StartsWith("dst_", StringComparison.Ordinal))
            return await db.DestinationAsync(caller, destination, ct);
        var found = await db.Destinations.Where(d => d.WorkspaceId == caller.WorkspaceId && d.Provider == destination)
            .OrderBy(d => d.Id).Take(20).ToListAsync(ct);
        return found switch
        {
            [var only] => only,
            [] => throw RefusedException.NotFound($"There is no destination {destination}: name it by its id, or by its provider."),
            _ => throw new RefusedException(Refusal.Conflict, $"There are several destinations of provider {destination}: " +
                $"{string.Join(", ", found.Select(d => d.Id))}. Name one by its id."),
        };
    }

    public static Task<Mapping?> MappingAsync(this NumoraDb db, string schema, Destination target, CancellationToken ct) =>
        db.Mappings.SingleOrDefaultAsync(m => m.DestinationId == target.Id && m.Schema == schema, ct);

    static RefusedException NotFound(string schema, Destination target) => RefusedException.NotFound(
        $"There is no mapping of {schema} to {target.Id}. Make one with PUT /v1/mappings/{schema}/{target.Id}.");

    static void Refuse(MappingDefinition definition, string schema, IProvider provider, Destination target)
    {
        var faults = MappingCheck.Check(definition, Schemas.Find(schema)!);
        if (faults.Count == 0) // what the provider cannot do is asked of what can be understood
            faults = provider.CheckMapping(definition, target.Config);
        if (faults.Count > 0)
            throw RefusedException.Meaningless(faults);
    }
}

/// <summary>A mapping as it is sent.</summary>
/// <param name="ExpectedVersion">The version that was looked at; another one is a 409.</param>
sealed record MappingRequest(
    string? Object, IReadOnlyList<string>? Key, IReadOnlyList<FieldMapping>? Fields, LineItemMapping? LineItems = null,
    bool? AttachFile = null, int? ExpectedVersion = null)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public MappingDefinition Definition => new(Object, Key, Fields, LineItems, AttachFile);
}

sealed record MappingView(
    string Id, string Schema, string DestinationId, int Version, string Object, IReadOnlyList<string> Key,
    IReadOnlyList<FieldMapping> Fields, LineItemMapping? LineItems, bool AttachFile, DateTimeOffset UpdatedAt)
{
    public static MappingView Of(Mapping m, MappingVersion v) => new(
        m.Id, m.Schema, m.DestinationId, v.Version, v.Definition.Object!, v.Definition.Key!, v.Definition.Fields!,
        v.Definition.LineItems, v.Definition.AttachFile ?? false, v.CreatedAt);
}

sealed record MappingSummaryView(string Id, string Schema, string DestinationId, int Version, DateTimeOffset UpdatedAt)
{
    public static MappingSummaryView Of(Mapping m) => new(m.Id, m.Schema, m.DestinationId, m.Version, m.UpdatedAt);
}

/// <param name="Mapping">A draft to try instead of the stored one.</param>
sealed record PreviewRequest(string? DocumentId, MappingRequest? Mapping = null);

/// <param name="Payload">What would be sent, as far as it goes where something is missing.</param>
/// <param name="Complete">Whether it can be sent so.</param>
/// <param name="Missing">Each value that is missing or does not fit.</param>
sealed record PreviewView(
    string DocumentId, string DestinationId, string Provider, JsonNode? Payload, bool Complete, IReadOnlyList<MissingValue> Missing);
