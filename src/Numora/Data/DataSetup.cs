using Microsoft.EntityFrameworkCore.Diagnostics;
using Numora.Platform.Jobs;

namespace Numora.Data;

static class DataSetup
{
    /// <summary>The store: <see cref="NumoraDb"/> on the tenants' role once the workspace is known, on the owner's before.</summary>
    public static IServiceCollection AddData(this IServiceCollection services, Databases databases)
    {
        services.AddSingleton(databases);
        services.AddScoped<Tenant>();
        // Built once each: making options for every request would cost more than the query.
        services.AddSingleton(s => new Ways(
            Options(databases.Owner, s.GetRequiredService<JobNotifyInterceptor>()),
            Options(databases.Tenants, s.GetRequiredService<JobNotifyInterceptor>(), new TenancyInterceptor())));
        services.AddScoped(s =>
        {
            var tenant = s.GetRequiredService<Tenant>();
            var ways = s.GetRequiredService<Ways>();
            var db = new NumoraDb(tenant.WorkspaceId is null ? ways.Owner : ways.Tenants, tenant);
            db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always; // each save has one commit to act on
            return db;
        });
        return services;
    }

    static DbContextOptions<NumoraDb> Options(Npgsql.NpgsqlDataSource source, params IInterceptor[] interceptors) =>
        new DbContextOptionsBuilder<NumoraDb>().UseNpgsql(source).AddInterceptors(interceptors).Options;

    sealed record Ways(DbContextOptions<NumoraDb> Owner, DbContextOptions<NumoraDb> Tenants);
}
