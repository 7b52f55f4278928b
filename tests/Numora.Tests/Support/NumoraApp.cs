using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Numora.Access;
using Numora.Data;

namespace Numora.Tests.Support;

/// <summary>
/// The real host in this process: Kestrel on a loopback port, a PostgreSQL database of its own, real reading processes.
/// One for each test class (<c>IClassFixture</c>); a test tells its documents by the ids it gets.
/// </summary>
public class NumoraApp : IAsyncLifetime
{
    public const string Key = "sk_live_test0test0test0test0test0test0test0test0";

    WebApplication? _app;

    /// <summary>Configuration beside the defaults of the tests; override to set some.</summary>
    protected virtual Dictionary<string, string?> Settings => [];

    /// <summary>Services that take the place of the host's own: a clock, a log.</summary>
    protected virtual void Replace(IServiceCollection services)
    {
    }

    /// <summary>With the first key: all scopes of the workspace <c>default</c>.</summary>
    public HttpClient Http { get; private set; } = null!;

    public string ConnectionString { get; protected set; } = null!;

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => _app!.Services;

    internal Databases Databases => Services.GetRequiredService<Databases>();

    public virtual async Task InitializeAsync()
    {
        ConnectionString = await TestPostgres.CreateDatabaseAsync(MigrateAsync);
        await StartAsync();
    }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Test" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Numora:RateLimit:Burst"] = "100000", // tests of the limit set their own
            ["Numora:Secrets:Key"] = Convert.ToBase64String(new byte[32]), // else it would be made in the working directory
        });
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.AddTestLog();
        Replace(builder.Services);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = Program.Build(builder, Databases.At(ConnectionString, workers: 2));
        await Bootstrap.EnsureKeyAsync(_app.Services, Key, _ => { }, CancellationToken.None);
        await _app.StartAsync();
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Http = Client(Key);
    }

    public async Task StopAsync()
    {
        Http.Dispose();
        await _app!.StopAsync();
        await _app.DisposeAsync();
    }

    public virtual Task DisposeAsync() => StopAsync();

    /// <summary>A client with this key, or with none.</summary>
    public HttpClient Client(string? key)
    {
#pragma warning disable RS0030 // The tests are clients of the service; the ban is for what it sends out itself.
        var client = new HttpClient { BaseAddress = Address };
#pragma warning restore RS0030
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>A key of the same workspace with just these scopes.</summary>
    public async Task<HttpClient> ClientWithAsync(params string[] scopes)
    {
        var answer = await Http.PostAsJsonAsync("/v1/api-keys", new { name = "test key", scopes });
        return Client((await answer.JsonAsync(201)).GetProperty("secret").GetString());
    }

    /// <summary>A client of another workspace, with all scopes.</summary>
    public async Task<HttpClient> StrangerAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NumoraDb>();
        var now = DateTimeOffset.UnixEpoch.AddYears(56);
        var workspace = new Workspace($"stranger {Guid.CreateVersion7()}", now);
        var key = new ApiKey(workspace.Id, "stranger", Scopes.All, test: false, expiresAt: null, now);
        var secret = ApiKeySecret.NewSecret(test: false);
        db.AddRange(workspace, key, new ApiKeySecret(key, secret));
        await db.SaveChangesAsync();
        return Client(secret);
    }

    internal static async Task MigrateAsync(string connectionString)
    {
        await using var owner = new Npgsql.NpgsqlDataSourceBuilder(connectionString).Build();
        await Migrator.MigrateAsync(owner, NullLogger.Instance, CancellationToken.None);
    }
}
