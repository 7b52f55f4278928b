using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Numora.Data;

static class DataSetup
{
    /// <summary>Contexts kept for use; more are made when needed and thrown away afterwards.</summary>
    const int PoolSize = 64;

    /// <summary>The store: <see cref="NumoraDb"/> on the tenants' role once the workspace is known, on the owner's before.</summary>
    public static IServiceCollection AddData(this IServiceCollection services, Databases databases)
    {
        services.AddSingleton(databases);
        services.AddScoped<Tenant>();
        // Contexts are used again: making one costs as much as a query.
        services.AddSingleton(s => new Pools(
            Pool(databases.Owner, [.. s.GetServices<IInterceptor>()]),
            Pool(databases.Tenants, [.. s.GetServices<IInterceptor>(), new TenancyInterceptor()])));
        services.AddScoped(s =>
        {
            var tenant = s.GetRequiredService<Tenant>();
            var pools = s.GetRequiredService<Pools>();
            var db = (tenant.WorkspaceId is null ? pools.Owner : pools.Tenants).CreateDbContext();
            db.WorkspaceId = tenant.WorkspaceId;
            db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always; // each save has one commit to act on
            db.Database.AutoSavepointsEnabled = false; // what fails is rolled back as a whole, so they are two trips for nothing
            return db;
        });
        return services;
    }

    static PooledDbContextFactory<NumoraDb> Pool(Npgsql.NpgsqlDataSource source, IInterceptor[] interceptors) =>
        new(new DbContextOptionsBuilder<NumoraDb>().UseNpgsql(source)
            .AddInterceptors([.. interceptors, new StaleStatements(source)]).Options, PoolSize);

    sealed record Pools(PooledDbContextFactory<NumoraDb> Owner, PooledDbContextFactory<NumoraDb> Tenants);
}
