using Numora.Access;
using Numora.Tests.Support;

namespace Numora.Tests.Access;

public sealed class BootstrapTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Fact]
    public async Task Where_there_is_a_key_already_none_is_made()
    {
        var shown = await Bootstrap.EnsureKeyAsync(app.Services, configured: null, _ => Assert.Fail("shown"), CancellationToken.None);

        Assert.Null(shown);
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from api_keys where name = 'first key'"));
    }

    [Fact]
    public async Task The_first_key_has_all_scopes_of_the_workspace_default()
    {
        var me = await app.Http.GetJsonAsync("/v1/me");

        Assert.Equal("default", me.GetProperty("workspace").Text("name"));
        Assert.Equal(Scopes.All, me.GetProperty("key").GetProperty("scopes").EnumerateArray().Select(s => s.GetString()));
    }
}

public sealed class FirstStartTests
{
    [Fact]
    public async Task Several_hosts_that_start_at_once_on_an_empty_database_make_one_key_and_show_it_once()
    {
        var app = new NumoraApp();
        await app.InitializeAsync();
        await app.ExecuteAsync("delete from api_keys");
        await app.ExecuteAsync("delete from workspaces");

        var shown = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            Bootstrap.EnsureKeyAsync(app.Services, configured: null, _ => { }, CancellationToken.None)));

        using var http = app.Client(Assert.Single(shown, s => s is not null));
        await http.GetJsonAsync("/v1/me");
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from workspaces"));
        await app.DisposeAsync();
    }
}
