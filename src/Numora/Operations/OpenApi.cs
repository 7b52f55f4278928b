namespace Numora.Operations;

static class OpenApi
{
    public static IServiceCollection AddNumoraOpenApi(this IServiceCollection services) =>
        services.AddEndpointsApiExplorer().AddSwaggerGen();

    public static void MapOpenApi(this WebApplication app) => app.UseSwagger();
}
