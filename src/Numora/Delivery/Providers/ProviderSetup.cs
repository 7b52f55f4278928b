using Numora.Delivery.Providers.Dynamics365;
using Numora.Delivery.Providers.FileDrop;
using Numora.Delivery.Providers.Http;
using Numora.Delivery.Providers.Postgres;

namespace Numora.Delivery.Providers;

static class ProviderSetup
{
    /// <summary>The kinds of destinations.</summary>
    public static IServiceCollection AddProviders(this IServiceCollection services)
    {
        services.AddSingleton<IProvider, Dynamics365Provider>();
        services.AddFileDrop();
        services.AddSingleton<IProvider, HttpProvider>();
        services.AddSingleton<IProvider>(s => new PostgresProvider(s.GetRequiredService<Egress>()));
        services.AddSingleton<ProviderList>();
        return services;
    }
}

/// <summary>The providers by name.</summary>
sealed class ProviderList(IEnumerable<IProvider> all)
{
    readonly Dictionary<string, IProvider> _byName = all.ToDictionary(p => p.Name);

    /// <summary>In alphabetical order.</summary>
    public IReadOnlyList<string> Names => [.. _byName.Keys.Order(StringComparer.Ordinal)];

    public IProvider? Find(string? name) => name is null ? null : _byName.GetValueOrDefault(name);

    public IProvider this[string name] => _byName[name];
}
