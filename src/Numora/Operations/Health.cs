using System.Text.Json.Serialization;

namespace Numora.Operations;

/// <summary><c>/healthz/live</c>: this process runs. <c>/healthz/ready</c>: it can do its work, or says what is missing.</summary>
static class Health
{
    const string RetryAfterSeconds = "2";

    public static IServiceCollection AddHealth(this IServiceCollection services) => services.AddSingleton<Readiness>();

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/healthz").WithTags("Operations");
        health.MapGet("/live", () => TypedResults.Ok(new LiveView("live"))).WithName("getLiveness");
        health.MapGet("/ready", ReadyAsync).WithName("getReadiness");
    }

    static async Task<IResult> ReadyAsync(Readiness readiness, HttpResponse response, CancellationToken ct)
    {
        var view = HealthView.Of(await readiness.CheckAsync(ct));
        response.Headers.CacheControl = "no-store";
        if (view.Status != HealthStatus.Unready)
            return TypedResults.Ok(view);
        response.Headers.RetryAfter = RetryAfterSeconds;
        return TypedResults.Json(view, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>In rising order of severity: the whole is as bad as its worst check.</summary>
enum HealthStatus
{
    Ready,

    /// <summary>Serves, but not everything.</summary>
    Degraded,

    /// <summary>Cannot serve.</summary>
    Unready,
}

sealed record LiveView(string Status);

sealed record HealthView(HealthStatus Status, IReadOnlyList<HealthCheckView> Checks)
{
    public static HealthView Of(IReadOnlyList<HealthCheckView> checks) => new(checks.Max(c => c.Status), checks);
}

/// <param name="Message">What is wrong and what to do about it; absent when all is well. Never an address.</param>
sealed record HealthCheckView(
    string Name, HealthStatus Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message = null);
