using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Numora.Access;
using Numora.Documents;
using Numora.Engine;

namespace Numora.Delivery;

/// <summary>
/// <c>GET /v1/delivery/outbox</c>: the approved documents that still need delivery (seeds, "Polling Reviewed Documents").
/// </summary>
static class OutboxEndpoint
{
    const int DefaultLimit = 100;
    const int MaxLimit = 500;

    /// <summary>
    /// The few different keys of the workspace are found by leaps through the index, then each that fits gives its oldest
    /// documents: what is not in the outbox is never looked at.
    /// </summary>
    const string Sql = """
        with recursive keys as (
            (select outbox_key as key from documents where workspace_id = {0} and outbox_key is not null
             order by outbox_key limit 1)
            union all
            select (select d.outbox_key from documents d where d.workspace_id = {0} and d.outbox_key > k.key
                    order by d.outbox_key limit 1)
            from keys k where k.key is not null
        ), fitting as (
            select key from keys where key is not null
                and ({1}::text is null or starts_with(key, {1} || '|'))
                and case when {2}::text is null then split_part(key, '|', 2) = 'y'
                    else position(',' || {2} || ',' in key) = 0 end
        )
        select d.* from fitting f cross join lateral (
            select * from documents where workspace_id = {0} and outbox_key = f.key
                and (updated_at, id) > ({3}, {4}) and updated_at <= {5}
            order by updated_at, id limit {6}
        ) d order by d.updated_at, d.id limit {6}
        """;

    public static void MapOutbox(this IEndpointRouteBuilder v1) =>
        v1.MapGet("/delivery/outbox", Outbox).WithName("getOutbox").WithTags("Delivery").RequireScope(Scopes.DeliveryRead);

    static async Task<Ok<OutboxView>> Outbox(
        string? provider, string? schema, string? limit, string? cursor, Caller caller, NumoraDb db, Cursors cursors,
        CancellationToken ct)
    {
        if (schema is not null && Schemas.Find(schema) is null)
            throw new RefusedException(Refusal.InvalidSchema,
                $"schema must be one of {string.Join(", ", Schemas.All.Select(s => s.Id))}");
        if (provider is not null && !ReportRules.IsProvider(provider))
            throw RefusedException.Malformed("provider", ReportRules.ProviderRule);
        var page = cursors.Open("outbox", caller, cursor, ListParameters.Limit(limit, MaxLimit), MaxLimit, DefaultLimit,
            ("provider", provider), ("schema", schema));

        var (after, afterId, until) = Position(page);
        if (page.After is null)
            until = await UntilAsync(db, caller, ct) ?? until; // one walk sees what was there when it began; the rest comes in the next
        var found = await db.Documents.FromSqlRaw(Sql, page.Workspace, Text(page.Filter("schema")), Text(page.Filter("provider")),
            after, afterId, until, page.Limit + 1).AsNoTracking().ToListAsync(ct);

        var deliveries = await db.Set<DeliveryState>().AsNoTracking()
            .Where(d => found.Select(f => f.Id).Contains(d.DocumentId)).ToListAsync(ct);
        var shown = cursors.Page(page, found, d => $"{d.UpdatedAt.UtcTicks}|{d.Id}|{until.UtcTicks}",
            d => OutboxItem.Of(d, deliveries.Where(x => x.DocumentId == d.Id && x.ApprovalNumber == d.ApprovalNumber)
                .Where(x => page.Filter("provider") is not { } p || x.Provider == p)));
        return TypedResults.Ok(new OutboxView(shown.Data, new(page.Filter("provider"), shown.NextCursor)));
    }

    static (DateTimeOffset After, string AfterId, DateTimeOffset Until) Position(PageRequest page)
    {
        if (page.After?.Split('|') is not [var at, var id, var until])
            return (DateTimeOffset.UnixEpoch, "", DateTimeOffset.UnixEpoch.AddYears(1_000));
        return (At(at), id, At(until));

        static DateTimeOffset At(string ticks) => new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);
    }

    /// <summary>The latest change so far.</summary>
    static Task<DateTimeOffset?> UntilAsync(NumoraDb db, Caller caller, CancellationToken ct) =>
        db.Database.SqlQueryRaw<DateTimeOffset?>("""
            with recursive keys as (
                (select outbox_key as key from documents where workspace_id = {0} and outbox_key is not null
                 order by outbox_key limit 1)
                union all
                select (select d.outbox_key from documents d where d.workspace_id = {0} and d.outbox_key > k.key
                        order by d.outbox_key limit 1)
                from keys k where k.key is not null
            )
            select max((select max(updated_at) from documents where workspace_id = {0} and outbox_key = k.key)) as "Value"
            from keys k where k.key is not null
            """, caller.WorkspaceId).SingleAsync(ct);

    static NpgsqlParameter Text(string? value) =>
        new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text, Value = value ?? (object)DBNull.Value };
}

/// <summary>The seeds' shape.</summary>
sealed record OutboxView(IReadOnlyList<OutboxItem> Data, OutboxMeta Meta);

sealed record OutboxMeta(string? Provider, string? NextCursor);

/// <param name="Attempts">Failed ones since the approval: of the provider asked for, else of all.</param>
/// <param name="LastError">Of the latest of them.</param>
sealed record OutboxItem(
    string DocumentId, string Schema, DocumentStatus Status, string? ExternalId, Metadata Metadata, string ResultUrl,
    string DispatchUrl, DateTimeOffset UpdatedAt, int Attempts, DeliveryErrorView? LastError)
{
    public static OutboxItem Of(Document d, IEnumerable<DeliveryState> deliveries)
    {
        var current = deliveries.ToList();
        return new(d.Id, d.Schema, d.Status, d.ExternalId, d.Metadata, $"/v1/documents/{d.Id}/result",
            $"/v1/documents/{d.Id}/dispatch", d.UpdatedAt, current.Sum(x => x.Failures),
            DeliveryErrorView.Of(current.Where(x => x.ErrorCode is not null).MaxBy(x => x.EndedAt)));
    }
}

sealed record DeliveryErrorView(string Code, string? Message)
{
    public static DeliveryErrorView? Of(DeliveryState? d) => d?.ErrorCode is { } code ? new(code, d.ErrorMessage) : null;
}
