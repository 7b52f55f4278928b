using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Numora.Access;
using Numora.Delivery;
using Numora.Documents;
using Numora.Memory;

namespace Numora.Review;

/// <summary>What reviewers do with a document (spec/api.md §3).</summary>
static class ReviewEndpoints
{
    public static void MapReview(this IEndpointRouteBuilder v1)
    {
        var actions = v1.MapGroup("/documents/{id}/actions").WithTags("Review").RequireScope(Scopes.ReviewWrite);

        actions.MapPost("/approve", Approve).WithName("approveDocument").Validate(new ApproveRules());
        actions.MapPost("/reject", Reject).WithName("rejectDocument").Validate(new RejectRules());
        v1.MapPatch("/documents/{id}/result", Correct).WithName("correctResult").WithTags("Review")
            .RequireScope(Scopes.ReviewWrite);
    }

    static async Task<Ok<ReviewedView>> Approve(
        string id, ApproveRequest? request, Caller caller, NumoraDb db, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var document = await db.DocumentWithResultAsync(caller, id, ct);
        using var span = document.Trace("approve");
        var wasFinal = document.Finalized;

        document.Approve(request?.ExpectedUpdatedAt, ReviewMarks.Normalise(document, request?.ReviewState), caller.Actor, time.Now());
        await db.QueueAutoDispatchAsync(document, caller.RequestId, ct);
        await db.SaveChangesAsync(ct);
        if (document.Finalized && !wasFinal) // of two approvals at once, one gets here
        {
            await db.LearnAsync(document, caller.Actor, time.Now(), ct);
            await db.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);

        return TypedResults.Ok(ReviewedView.Of(document));
    }

    static async Task<Ok<ReviewedView>> Reject(
        string id, RejectRequest? request, Caller caller, NumoraDb db, TimeProvider time, CancellationToken ct)
    {
        var document = await db.DocumentWithDeliveriesAsync(caller, id, ct);
        using var span = document.Trace("reject");

        document.Expect(request?.ExpectedUpdatedAt, "reject");
        await db.CancelOpenRunsAsync(document, caller.Actor, time.Now(), ct);
        document.Reject(request?.Reason, caller.Actor, time.Now());
        await db.UnlearnAsync(document, ct);
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(ReviewedView.Of(document));
    }

    static async Task<Ok<ResultView>> Correct(
        string id, CorrectionRequest request, Caller caller, NumoraDb db, TimeProvider time, CancellationToken ct)
    {
        var document = await db.DocumentWithResultAsync(caller, id, ct);
        using var span = document.Trace("edit");

        document.Expect(request.ExpectedUpdatedAt, "edit");
        var corrections = CorrectionRules.Check(request, document);
        if (document.Finalized)
        {
            await db.Entry(document).Collection(d => d.Deliveries).LoadAsync(ct);
            await db.CancelOpenRunsAsync(document, caller.Actor, time.Now(), ct);
            await db.UnlearnAsync(document, ct); // the next approval teaches anew
        }

        document.Edit(corrections, caller.Actor, time.Now());
        document.MarkDuplicate(await db.EarlierDuplicateAsync(document, ct));
        document.FindBlockers(await db.ThresholdsAsync(document, ct));
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(ResultView.Of(document, geometry: false));
    }
}

/// <param name="ExpectedUpdatedAt">The version that was looked at; another one is a 409.</param>
/// <param name="ReviewState">What was confirmed; left out, the marks stay as they are.</param>
sealed record ApproveRequest(DateTimeOffset? ExpectedUpdatedAt = null, ReviewStateRequest? ReviewState = null);

sealed record ReviewStateRequest(
    int? Version = null, IReadOnlyList<string>? ConfirmedGeneralFieldNames = null,
    IReadOnlyList<string>? ConfirmedLineItemIds = null);

sealed class ApproveRules : AbstractValidator<ApproveRequest>
{
    public ApproveRules() => RuleFor(a => a.ReviewState!.Version).Must(v => v is null or ReviewState.CurrentVersion)
        .WithMessage($"Must be {ReviewState.CurrentVersion}.").WithErrorCode(nameof(Refusal.Meaningless))
        .When(a => a.ReviewState is not null);
}

sealed record RejectRequest(DateTimeOffset? ExpectedUpdatedAt = null, string? Reason = null);

sealed class RejectRules : AbstractValidator<RejectRequest>
{
    public const int MaxReason = 1_000;

    public RejectRules() => RuleFor(r => r.Reason).MaximumLength(MaxReason)
        .WithMessage($"Must have at most {MaxReason} characters.");
}

/// <summary>The answer to approve and reject (seeds, "Approve Action").</summary>
sealed record ReviewedView(string Id, DocumentStatus Status, DateTimeOffset UpdatedAt, ReviewState? ReviewState)
{
    public static ReviewedView Of(Document d) => new(d.Id, d.Status, d.UpdatedAt, d.ReviewState);
}
