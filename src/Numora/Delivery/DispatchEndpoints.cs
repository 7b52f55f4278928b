using Microsoft.AspNetCore.Http.HttpResults;
using Numora.Access;
using Numora.Delivery.Runs;
using Numora.Documents;

namespace Numora.Delivery;

/// <summary>Sends approved documents on (spec/api.md §4).</summary>
static class DispatchEndpoints
{
    public static void MapDispatch(this IEndpointRouteBuilder v1)
    {
        v1.MapPost("/documents/{id}/dispatch", Dispatch).WithName("dispatchDocument").WithTags("Delivery")
            .RequireScope(Scopes.DeliveryWrite);
        v1.MapPost("/documents/{id}/actions/retry-push", RetryPush).WithName("retryPush").WithTags("Review")
            .RequireScope(Scopes.ReviewWrite);
    }

    static async Task<Results<Ok<DispatchedView>, Accepted<DispatchedView>>> Dispatch(
        string id, DispatchRequest? request, Caller caller, Dispatcher dispatcher, CancellationToken ct)
    {
        var started = await dispatcher.StartAsync(caller, id,
            new(request?.Provider, request?.DestinationId, request?.WorkflowId), RunTrigger.Dispatch, ct);
        return started.AlreadyDelivered
            ? TypedResults.Ok(DispatchedView.Of(started, DocumentStatus.PushSucceeded))
            : TypedResults.Accepted($"/v1/runs/{started.RunId}", DispatchedView.Of(started, DocumentStatus.PushPending));
    }

    static async Task<Accepted<RetriedView>> RetryPush(
        string id, RetryPushRequest? request, Caller caller, Dispatcher dispatcher, CancellationToken ct)
    {
        var started = await dispatcher.StartAsync(caller, id, new(request?.Provider), RunTrigger.RetryPush, ct);
        return TypedResults.Accepted($"/v1/runs/{started.RunId}", new RetriedView(id, DocumentStatus.PushPending, started.RunId!));
    }
}

/// <param name="Provider">Any destination of this provider.</param>
sealed record DispatchRequest(string? Provider = null, string? DestinationId = null, string? WorkflowId = null);

/// <param name="RunId">Null where the delivery was reported from outside.</param>
sealed record DispatchedView(string Id, DocumentStatus Status, string? RunId, string? WorkflowId)
{
    public static DispatchedView Of(Started s, DocumentStatus status) => new(s.Document.Id, status, s.RunId, s.WorkflowId);
}

sealed record RetryPushRequest(string? Provider = null);

sealed record RetriedView(string Id, DocumentStatus Status, string RunId);
