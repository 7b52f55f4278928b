using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Numora.Access;
using Numora.Documents;
using Numora.Engine;

namespace Numora.Memory;

/// <summary>Shows what reviews have taught, and forgets it.</summary>
static class MemoryEndpoints
{
    const int MaxVendor = 200;

    public static void MapMemory(this IEndpointRouteBuilder v1)
    {
        var memory = v1.MapGroup("/memory").WithTags("Memory");

        memory.MapGet("", List).WithName("listMemories").RequireScope(Scopes.DocumentsRead);
        memory.MapGet("/{id}", Get).WithName("getMemory").RequireScope(Scopes.DocumentsRead);
        memory.MapDelete("/{id}", Forget).WithName("forgetMemory").RequireScope(Scopes.ReviewWrite);
        v1.MapPost("/documents/{id}/actions/forget", ForgetDocument).WithName("forgetDocument").WithTags("Memory")
            .RequireScope(Scopes.ReviewWrite);
    }

    static async Task<Ok<Page<MemoryView>>> List(
        string? vendor, string? field, [FromQuery(Name = "taught_by")] string? taughtBy, string? limit, string? cursor,
        Caller caller, NumoraDb db, Cursors cursors, CancellationToken ct)
    {
        var page = cursors.Open("memory", caller, cursor, ListParameters.Limit(limit),
            ("vendor", vendor), ("field", field), ("taught_by", taughtBy));

        var found = await Filtered(page, db.Memories(caller)).OrderByDescending(e => e.Id).Take(page.Limit + 1).ToListAsync(ct);

        return TypedResults.Ok(cursors.Page(page, found, e => e.Id, MemoryView.Of));
    }

    static IQueryable<MemoryEntry> Filtered(PageRequest page, IQueryable<MemoryEntry> memories)
    {
        if (page.Filter("vendor") is { } vendor)
        {
            if (vendor.Length is 0 or > MaxVendor || vendor.Contains('\0'))
                throw RefusedException.Malformed("vendor", $"Must have 1 to {MaxVendor} characters, without NUL.");
            var pattern = $"%{vendor.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%";
            memories = memories.Where(e => EF.Functions.ILike(e.Layout!.Vendor!, pattern, @"\"));
        }

        if (page.Filter("field") is { } field)
        {
            if (!Schemas.All.Any(s => s.Field(field) is not null))
                throw RefusedException.Malformed("field", "There is no such field; GET /v1/schemas/{id} lists them.");
            memories = memories.Where(e => e.Field == field);
        }

        if (page.Filter("taught_by") is { } document)
        {
            if (!Ids.HasShape("doc", document))
                throw RefusedException.Malformed("taught_by", "Must be a document's id.");
            memories = memories.Where(e => e.DocumentId == document);
        }

        return page.After is { } last ? memories.Where(e => string.Compare(e.Id, last) < 0) : memories;
    }

    static async Task<Ok<MemoryView>> Get(string id, Caller caller, NumoraDb db, CancellationToken ct) =>
        TypedResults.Ok(MemoryView.Of(await db.MemoryAsync(caller, id, ct)));

    static async Task<NoContent> Forget(string id, Caller caller, NumoraDb db, TimeProvider time, CancellationToken ct)
    {
        var memory = await db.MemoryAsync(caller, id, ct);
        var document = await db.DocumentAsync(caller, memory.DocumentId, ct);

        db.Remove(memory);
        document.Forgot([memory.Field], caller.Actor, time.Now());
        await db.SaveChangesAsync(ct);

        return TypedResults.NoContent();
    }

    static async Task<Ok<ForgottenView>> ForgetDocument(
        string id, Caller caller, NumoraDb db, TimeProvider time, CancellationToken ct)
    {
        var document = await db.DocumentAsync(caller, id, ct);

        var forgotten = await db.UnlearnAsync(document, ct);
        if (forgotten.Count > 0)
            document.Forgot([.. forgotten.Select(e => e.Field)], caller.Actor, time.Now());
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(new ForgottenView(document.Id, forgotten.Count));
    }

    static IQueryable<MemoryEntry> Memories(this NumoraDb db, Caller caller)
    {
        var workspace = caller.WorkspaceId;
        return db.Set<MemoryEntry>().AsNoTracking().Include(e => e.Layout).Include(e => e.Contradictions)
            .Where(e => e.WorkspaceId == workspace);
    }

    static async Task<MemoryEntry> MemoryAsync(this NumoraDb db, Caller caller, string id, CancellationToken ct) =>
        (Ids.HasShape("mem", id) ? await db.Memories(caller).SingleOrDefaultAsync(e => e.Id == id, ct) : null)
        ?? throw RefusedException.NotFound($"There is no memory {(id.Length <= 40 ? id : id[..40] + "…")}.");
}

/// <summary>What a memory came from.</summary>
enum MemoryKind
{
    /// <summary>A reviewer set the value: goes before another reading.</summary>
    Correction,

    /// <summary>A reviewer approved what was read: helps where the next reading is unsure.</summary>
    Confirmation,

    /// <summary>A reviewer removed what was read: the same place is not read again.</summary>
    Removal,
}

/// <summary>A memory as the API shows it.</summary>
/// <param name="Vendor">As confirmed on the teaching document; null where none was.</param>
/// <param name="Value">Only of the vendor's own fields, whose value is taken over; all others are read off each document.</param>
/// <param name="Label">The printed words beside or above the value.</param>
/// <param name="Page">From 1; -1 for the last of several.</param>
/// <param name="Active">False once two reviews have said something else.</param>
/// <param name="ContradictedBy">The documents whose reviews did.</param>
sealed record MemoryView(
    string Id, string Schema, string Field, MemoryKind Kind, string? Vendor, FieldValue? Value, string? Label, int? Page,
    string TaughtBy, DateTimeOffset TaughtAt, string Actor, bool Active, IReadOnlyList<string> ContradictedBy)
{
    public static MemoryView Of(MemoryEntry e)
    {
        var place = e.Taught.Places.Count > 0 ? e.Taught.Places[0] : null;
        return new(e.Id, e.Schema, e.Field,
            e.Taught.Absent ? MemoryKind.Removal : e.Taught.Corrected ? MemoryKind.Correction : MemoryKind.Confirmation,
            e.Layout!.Vendor, e.Taught.Constant, (place?.Left ?? place?.Above)?.Text, place?.Page, e.DocumentId, e.TaughtAt,
            e.Layout.Actor, e.Contradictions.Count < Contradiction.Retiring, [.. e.Contradictions.Select(c => c.DocumentId)]);
    }
}

/// <param name="Id">The document's.</param>
/// <param name="Forgotten">How many memories were forgotten.</param>
sealed record ForgottenView(string Id, int Forgotten);
