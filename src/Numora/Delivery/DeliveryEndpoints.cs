using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Numora.Access;
using Numora.Documents;

namespace Numora.Delivery;

/// <summary>What other systems report of their own deliveries, and how a document stands everywhere (spec/api.md §4).</summary>
static class DeliveryEndpoints
{
    const int MaxRounds = 40;
    static readonly ReportRules Rules = new();

    public static void MapDelivery(this IEndpointRouteBuilder v1)
    {
        v1.MapPost("/documents/{id}/delivery", Report).WithName("reportDelivery").WithTags("Delivery")
            .RequireScope(Scopes.DeliveryWrite);
        v1.MapGet("/documents/{id}/delivery", Get).WithName("getDelivery").WithTags("Delivery").RequireScope(Scopes.DeliveryRead);
    }

    static async Task<Ok<ReportedView>> Report(
        string id, ReportRequest request, Caller caller, NumoraDb db, IOptions<OutboxOptions> outbox, TimeProvider time,
        CancellationToken ct)
    {
        if (!await db.Documents.Owned(caller, id).AnyAsync(ct))
            throw DocumentQueries.NotFound(id); // before what is wrong with the body
        Rules.Check(request);
        for (var round = 1; ; round++)
        {
            try
            {
                return await ReportAsync(id, request, caller, db, outbox.Value, time, ct);
            }
            catch (Exception e) when (round < MaxRounds
                && (e is RefusedException { Retry: true } || (e is DbUpdateException u && u.IsDuplicate())))
            {
                db.ChangeTracker.Clear(); // another report or run was first
            }
        }
    }

    static async Task<Ok<ReportedView>> ReportAsync(
        string id, ReportRequest request, Caller caller, NumoraDb db, OutboxOptions outbox, TimeProvider time, CancellationToken ct)
    {
        var document = await db.DocumentWithDeliveriesAsync(caller, id, ct);
        var report = request.ToReport();
        var known = await db.DeliveryAttempts.AsNoTracking()
            .SingleOrDefaultAsync(a => a.DocumentId == id && a.ExecutionId == request.ExecutionId, ct);
        if (known is not null)
            return known.Provider == request.Provider && known.Report == report
                ? TypedResults.Ok(ReportedView.Of(document, known))
                : throw new RefusedException(Refusal.Conflict,
                    $"execution_id {request.ExecutionId} was reported with other data before: {known.Provider}, {known.Status.InWords()}.");

        using var span = document.Trace("report");
        var now = time.Now();
        var attempt = DeliveryAttempt.External(document, request.Provider!, request.ExecutionId!, report, request.AttemptedAt!.Value, now);
        var delivery = document.EndPush(request.Provider!, null, report, outbox.HiddenFor, caller.Actor, now,
            new { provider = request.Provider, execution_id = request.ExecutionId });
        db.Add(attempt);
        if (ReappearJob.For(document, delivery, caller.RequestId) is { } reappear)
            db.Jobs.Add(reappear);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(ReportedView.Of(document, attempt));
    }

    static async Task<Ok<DocumentDeliveryView>> Get(string id, Caller caller, NumoraDb db, CancellationToken ct)
    {
        var document = await db.Documents.AsNoTracking().Owned(caller, id).Include(d => d.Deliveries).SingleOrDefaultAsync(ct)
            ?? throw DocumentQueries.NotFound(id);
        var attempts = await db.DeliveryAttempts.AsNoTracking().Where(a => a.DocumentId == id).OrderBy(a => a.Id)
            .Take(DocumentDeliveryView.MaxAttempts).ToListAsync(ct);
        return TypedResults.Ok(DocumentDeliveryView.Of(document, attempts));
    }
}

/// <param name="ExecutionId">The caller's own id of its attempt, made before the write: the same one again changes nothing.</param>
sealed record ReportRequest(
    string? Provider, string? Status, string? ExecutionId, DateTimeOffset? AttemptedAt, string? ExternalRecordId = null,
    string? ExternalUrl = null, string? ErrorCode = null, string? ErrorMessage = null)
{
    public DeliveryReport ToReport() =>
        new(EnumWords.Read<DeliveryStatus>(Status!)!.Value, ExternalRecordId, ExternalUrl, ErrorCode, ErrorMessage);
}

sealed class ReportRules : AbstractValidator<ReportRequest>
{
    public const int MaxProvider = 50;
    public const int MaxExecutionId = 200;
    public const int MaxExternalId = 500;
    public const int MaxUrl = 2_000;
    public const int MaxErrorCode = 100;
    public const int MaxErrorMessage = 2_000;
    public const string ProviderRule = "Must have 1 to 50 of the characters a-z, 0-9 and _.";

    public ReportRules()
    {
        RuleFor(r => r.Provider).Must(IsProvider).WithMessage(ProviderRule);
        RuleFor(r => r.Status).Must(s => s is "succeeded" or "failed" or "skipped").WithMessage("Must be succeeded, failed or skipped.");
        RuleFor(r => r.ExecutionId).Must(e => e is { Length: >= 1 and <= MaxExecutionId })
            .WithMessage($"Must have 1 to {MaxExecutionId} characters.");
        RuleFor(r => r.AttemptedAt).NotNull().WithMessage("Must be a time in RFC 3339, e.g. 2026-03-24T02:36:37.684Z.");
        RuleFor(r => r.ExternalRecordId).NotEmpty().When(r => r.Status is "succeeded")
            .WithMessage("Must name the record that was written, where status is succeeded.");
        RuleFor(r => r.ExternalRecordId).MaximumLength(MaxExternalId).WithMessage($"Must have at most {MaxExternalId} characters.");
        RuleFor(r => r.ExternalUrl).Must(IsLink).When(r => r.ExternalUrl is not null)
            .WithMessage($"Must be an http or https URL of at most {MaxUrl} characters.");
        RuleFor(r => r.ErrorCode).MaximumLength(MaxErrorCode).WithMessage($"Must have at most {MaxErrorCode} characters.");
        RuleFor(r => r.ErrorMessage).MaximumLength(MaxErrorMessage).WithMessage($"Must have at most {MaxErrorMessage} characters.");
    }

    public static bool IsProvider(string? provider) => provider is { Length: >= 1 and <= MaxProvider }
        && provider.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_');

    static bool IsLink(string? url) => url!.Length <= MaxUrl && Uri.TryCreate(url, UriKind.Absolute, out var link)
        && link.Scheme is "http" or "https";
}

/// <summary>The answer to a report: the attempt as it was first told, and where the document stands now.</summary>
sealed record ReportedView(string Id, DocumentStatus Status, AttemptView Delivery)
{
    public static ReportedView Of(Document d, DeliveryAttempt a) => new(d.Id, d.Status, AttemptView.Of(a));
}

/// <summary>Where a document stands, everywhere.</summary>
sealed record DocumentDeliveryView(string DocumentId, DocumentStatus Status, IReadOnlyList<DeliveryView> Deliveries)
{
    /// <summary>The earliest; nobody delivers a document so often.</summary>
    public const int MaxAttempts = 1_000;

    public static DocumentDeliveryView Of(Document d, IReadOnlyList<DeliveryAttempt> attempts) => new(d.Id, d.Status,
        [.. d.Deliveries.OrderBy(x => x.Id, StringComparer.Ordinal).Select(x => DeliveryView.Of(d, x,
            attempts.Where(a => a.Provider == x.Provider && a.DestinationId == x.DestinationId)))]);
}

/// <param name="DestinationId">Null where another system delivers.</param>
/// <param name="Status">Of the latest attempt; null where its run was cancelled before the first.</param>
/// <param name="Current">Whether it belongs to the current approval: only then it counts for the document's status.</param>
/// <param name="NextAttemptAt">After a failure: when the outbox lists the document again.</param>
sealed record DeliveryView(
    string Provider, string? DestinationId, DeliveryStatus? Status, bool Current, string? ExternalRecordId, string? ExternalUrl,
    DeliveryErrorView? LastError, DateTimeOffset? NextAttemptAt, IReadOnlyList<AttemptView> Attempts)
{
    public static DeliveryView Of(Document d, DeliveryState x, IEnumerable<DeliveryAttempt> attempts) => new(
        x.Provider, x.DestinationId, x.Status, x.ApprovalNumber == d.ApprovalNumber, x.ExternalRecordId, x.ExternalUrl,
        DeliveryErrorView.Of(x), x.HiddenUntil, [.. attempts.Select(AttemptView.Of)]);
}

/// <summary>One attempt; with <c>run_id</c> when it was ours, with <c>execution_id</c> when it was reported.</summary>
sealed record AttemptView(
    string Id, string Provider, DeliverySource Source,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ExecutionId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RunId,
    DeliveryStatus Status, DateTimeOffset AttemptedAt, string? ExternalRecordId, string? ExternalUrl, string? ErrorCode,
    string? ErrorMessage)
{
    public static AttemptView Of(DeliveryAttempt a) => new(a.Id, a.Provider, a.Source, a.ExecutionId, a.RunId, a.Status,
        a.AttemptedAt, a.ExternalRecordId, a.ExternalUrl, a.ErrorCode, a.ErrorMessage);
}
