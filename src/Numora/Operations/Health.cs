using Npgsql;

namespace Numora.Operations;

/// <summary><c>/healthz/live</c>: this process runs. <c>/healthz/ready</c>: it can do its work, or says what is missing.</summary>
static class Health
{
    public static IServiceCollection AddHealth(this IServiceCollection services) => services;

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz/live", () => TypedResults.Ok(new { status = "live" })).ExcludeFromDescription();
        app.MapGet("/healthz/ready", ReadyAsync).ExcludeFromDescription();
    }

    static async Task<IResult> ReadyAsync(Databases databases, CancellationToken ct)
    {
        try
        {
            var (at, needed) = await Migrator.VersionsAsync(databases.Owner, ct);
            return at == needed
                ? TypedResults.Ok(new { status = "ready" })
                : TypedResults.Json(new { status = "unready" }, statusCode: 503);
        }
        catch (NpgsqlException)
        {
            return TypedResults.Json(new { status = "unready" }, statusCode: 503);
        }
    }
}
