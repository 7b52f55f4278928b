namespace Numora.Operations;

static class Metrics
{
    public static void MapMetrics(this IEndpointRouteBuilder app) =>
        app.MapGet("/metrics", () => TypedResults.Text("")).ExcludeFromDescription();
}
