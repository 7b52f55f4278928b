using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Numora.Access;
using Numora.Tests.Support;

namespace Numora.Tests.Access;

public sealed class ScopeTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    List<(string Method, string Path, ScopeRequirement? Requirement)> Routes() =>
        [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(e => (Pattern: "/" + e.RoutePattern.RawText!.Trim('/'), e.Metadata))
            .Where(e => e.Pattern.StartsWith("/v1", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m =>
                (m, e.Pattern, e.Metadata.GetMetadata<ScopeRequirement>())))];

    /// <summary>Ids that have the right shape and belong to nothing.</summary>
    static string Filled(string pattern) => pattern
        .Replace("/api-keys/{id}", "/api-keys/key_01jpwq4q9m7q4q2k8dax1x1q5n", StringComparison.Ordinal)
        .Replace("{id}", "doc_01jpwq4q9m7q4q2k8dax1x1q5n", StringComparison.Ordinal)
        .Replace("{number}", "1", StringComparison.Ordinal);

    [Fact]
    public void Every_route_says_which_scope_it_needs()
    {
        var routes = Routes();

        Assert.True(routes.Count >= 20, $"{routes.Count} routes");
        Assert.All(routes, r => Assert.True(r.Requirement is not null, $"{r.Method} {r.Path} declares no scope"));
        Assert.All(routes, r => Assert.True(
            r.Requirement!.Scope is null || Scopes.All.Contains(r.Requirement.Scope), $"{r.Method} {r.Path}"));
        // Open to any key: nothing but who I am, my workspace's settings and the schemas.
        Assert.Equal(
            ["/v1/me", "/v1/schemas", "/v1/schemas/{id}", "/v1/workspace"],
            routes.Where(r => r.Requirement!.Scope is null).Select(r => r.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_key_with_all_scopes_but_the_one_needed_is_forbidden_and_told_which()
    {
        foreach (var missing in Scopes.All)
        {
            using var http = await app.ClientWithAsync([.. Scopes.All.Where(s => s != missing)]);
            foreach (var (method, path, _) in Routes().Where(r => r.Requirement?.Scope == missing))
            {
                var answer = await http.SendAsync(method, Filled(path), method == "GET" ? null : "{}");

                var body = await answer.IsErrorAsync(403, "forbidden");
                Assert.EndsWith($" {missing}.", body.Message(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_key_with_the_one_scope_needed_is_let_through()
    {
        foreach (var scope in Scopes.All)
        {
            using var http = await app.ClientWithAsync(scope);
            foreach (var (method, path, _) in Routes().Where(r => r.Requirement?.Scope == scope))
            {
                var answer = await http.SendAsync(method, Filled(path), method == "GET" ? null : "{}");

                Assert.True((int)answer.StatusCode is not (401 or 403 or >= 500), $"{method} {path}: {answer.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task Another_workspaces_resource_is_not_found_on_any_route()
    {
        var document = (await app.Http.InReviewAsync()).Id();
        var key = (await app.Http.GetJsonAsync("/v1/me")).GetProperty("key").Id();
        using var stranger = await app.StrangerAsync();
        var before = await app.Http.GetJsonAsync($"/v1/documents/{document}/events");

        foreach (var (method, path, _) in Routes().Where(r => r.Path.Contains("{id}") && !r.Path.Contains("schemas")))
        {
            var target = path.Contains("api-keys") ? path.Replace("{id}", key) : path.Replace("{id}", document).Replace("{number}", "1");
            var body = method == "GET" ? null
                : path.EndsWith("/result", StringComparison.Ordinal) ? """{"fields":{"invoice_number":"stolen"}}""" : "{}";

            var answer = await stranger.SendAsync(method, target, body);

            await answer.IsErrorAsync(404, "not_found");
        }

        Assert.Equal(before.GetRawText(), (await app.Http.GetJsonAsync($"/v1/documents/{document}/events")).GetRawText());
        Assert.Empty((await stranger.GetJsonAsync("/v1/documents")).Data());
        Assert.Single((await stranger.GetJsonAsync("/v1/api-keys")).Data());
    }

    [Fact]
    public async Task Every_v1_route_asks_for_a_key()
    {
        using var nobody = app.Client(key: null);
        foreach (var (method, path, _) in Routes())
        {
            var answer = await nobody.SendAsync(method, Filled(path), method == "GET" ? null : "{}");

            await answer.IsErrorAsync(401, "unauthorized");
            Assert.Equal("Bearer", answer.Header("www-authenticate"));
        }
    }
}
