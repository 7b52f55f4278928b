using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Numora.Engine;

namespace Numora.Access;

/// <summary>The settings of the caller's workspace: the automatic approval threshold of each schema.</summary>
static class WorkspaceEndpoints
{
    public static void MapWorkspace(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/workspace", Get).WithName("getWorkspace").WithTags("Access").AllowAnyKey();
        v1.MapPatch("/workspace", Change).WithName("changeWorkspace").WithTags("Access")
            .RequireScope(Scopes.KeysWrite).Validate(new WorkspaceChangeRules());
    }

    static async Task<Ok<WorkspaceView>> Get(Caller caller, NumoraDb db, CancellationToken ct) =>
        TypedResults.Ok(WorkspaceView.Of(await db.Workspaces.AsNoTracking().SingleAsync(w => w.Id == caller.WorkspaceId, ct)));

    static async Task<Ok<WorkspaceView>> Change(
        WorkspaceChange request, Caller caller, NumoraDb db, CancellationToken ct)
    {
        var workspace = await db.Workspaces.SingleAsync(w => w.Id == caller.WorkspaceId, ct);

        workspace.ApproveFrom(request.AutoApprove!.Where(t => t.Value is not null).ToDictionary(t => t.Key, t => t.Value!.Value));
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(WorkspaceView.Of(workspace));
    }
}

/// <param name="AutoApprove">By schema: 0 to 1, or null for off. A schema that is not named is off.</param>
sealed record WorkspaceChange(IReadOnlyDictionary<string, double?>? AutoApprove);

sealed class WorkspaceChangeRules : AbstractValidator<WorkspaceChange>
{
    public WorkspaceChangeRules()
    {
        RuleFor(c => c.AutoApprove).NotNull().WithMessage("""Must be an object, e.g. {"invoice_v2": 0.98}.""");
        RuleForEach(c => c.AutoApprove).Must(t => Schemas.Find(t.Key) is not null)
            .WithMessage((_, t) => $"{t.Key} is no schema.").WithErrorCode(nameof(Refusal.Meaningless));
        RuleForEach(c => c.AutoApprove).Must(t => t.Value is null or (>= 0 and <= 1))
            .WithMessage("A threshold lies between 0 and 1.").WithErrorCode(nameof(Refusal.Meaningless));
    }
}

sealed record WorkspaceView(string Id, string Name, IReadOnlyDictionary<string, double> AutoApprove, DateTimeOffset CreatedAt)
{
    public static WorkspaceView Of(Workspace w) => new(w.Id, w.Name, w.AutoApprove, w.CreatedAt);
}
