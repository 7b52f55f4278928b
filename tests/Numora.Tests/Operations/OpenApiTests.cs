using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Numora.Access;
using Numora.Tests.Support;

namespace Numora.Tests.Operations;

/// <summary>A host that takes requests and runs no jobs: nothing is fetched from the examples' addresses.</summary>
public sealed class ApiOnlyApp : NumoraApp
{
    protected override Dictionary<string, string?> Settings => new() { ["Numora:Role"] = "Api" };
}

public sealed partial class OpenApiTests(ApiOnlyApp app) : IClassFixture<ApiOnlyApp>
{
    static readonly string[] s_always = ["401", "429", "500", "503"];

    static readonly JsonSerializerOptions s_golden = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task Every_route_is_described_with_its_scope_and_its_errors()
    {
        var description = await DescriptionAsync();
        var routes = app.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(r => r.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not { ExcludeFromDescription: true }).ToList();

        var faults = routes.SelectMany(r => FaultsOf(r, description)).ToList();

        Assert.True(routes.Count > 20);
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Every_reference_leads_somewhere_and_every_name_is_unique()
    {
        var description = await DescriptionAsync();
        var check = new SchemaCheck(description);
        var operations = Operations(description).ToList();

        Assert.All(References(description), r => check.Resolve(r));
        Assert.StartsWith("3.1", description.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(operations.Count, operations.Select(o => o.Operation.GetProperty("operationId").GetString()).Distinct().Count());
        var tags = description.GetProperty("tags").EnumerateArray().Select(t => t.GetProperty("name").GetString()).ToHashSet();
        Assert.All(operations, o => Assert.All(
            o.Operation.GetProperty("tags").EnumerateArray(), t => Assert.Contains(t.GetString(), tags)));
        Assert.All(operations, o => Assert.Equal(
            PathParameter().Matches(o.Path).Select(m => m.Groups[1].Value).Order(),
            Parameters(o.Operation, check).Where(p => p.GetProperty("in").GetString() == "path")
                .Select(p => p.GetProperty("name").GetString()!).Order()));
    }

    [Fact]
    public async Task The_description_is_valid()
    {
        var text = await app.Http.GetStringAsync("/openapi/v1.json");

        var read = OpenApiDocument.Parse(text, "json");

        Assert.Empty(read.Diagnostic!.Errors.Concat(read.Diagnostic.Warnings).Select(e => e.ToString()));
        Assert.Empty(read.Document!.Validate(ValidationRuleSet.GetDefaultRuleSet()).Select(e => e.ToString()));
    }

    [Fact]
    public async Task Names_are_those_on_the_wire()
    {
        var schemas = (await DescriptionAsync()).GetProperty("components").GetProperty("schemas").EnumerateObject().ToList();

        Assert.All(schemas, s => Assert.Matches("^[A-Z][A-Za-z0-9]+$", s.Name));
        Assert.DoesNotContain(schemas, s => s.Name.EndsWith("View", StringComparison.Ordinal));
        Assert.All(schemas.Where(s => s.Value.TryGetProperty("properties", out _)), s =>
            Assert.All(s.Value.GetProperty("properties").EnumerateObject(), p => Assert.Matches("^[a-z][a-z0-9_]*$", p.Name)));
    }

    [Fact]
    public async Task Every_example_fits_its_schema()
    {
        var description = await DescriptionAsync();
        var check = new SchemaCheck(description);

        var examples = Media(description).SelectMany(m => m.TryGetProperty("example", out var one) ? [(m, one)]
            : m.TryGetProperty("examples", out var some)
                ? some.EnumerateObject().Select(e => (m, e.Value.GetProperty("value"))) : []).ToList();

        Assert.True(examples.Count > 20);
        Assert.All(examples, e => Assert.Empty(check.Faults(e.Item2, e.m.GetProperty("schema"))));
    }

    [Fact]
    public async Task The_example_of_a_submission_is_taken()
    {
        var description = await DescriptionAsync();
        var example = description.GetProperty("paths").GetProperty("/v1/documents").GetProperty("post").GetProperty("requestBody")
            .GetProperty("content").GetProperty("application/json").GetProperty("example");

        var answer = await app.Http.PostAsync("/v1/documents", new StringContent(example.GetRawText(), Encoding.UTF8, "application/json"));

        await IsAsDescribedAsync(answer, description, "/v1/documents", "post", 202);
    }

    [Fact]
    public async Task The_examples_of_keys_and_settings_are_taken()
    {
        var description = await DescriptionAsync();

        var created = await SendExampleAsync(description, "/v1/api-keys", "post");
        var key = await IsAsDescribedAsync(created, description, "/v1/api-keys", "post", 201);
        var rotated = await SendExampleAsync(description, "/v1/api-keys/{id}/rotate", "post", key.Id());
        var changed = await SendExampleAsync(description, "/v1/workspace", "patch");

        await IsAsDescribedAsync(rotated, description, "/v1/api-keys/{id}/rotate", "post", 200);
        await IsAsDescribedAsync(changed, description, "/v1/workspace", "patch", 200);
    }

    [Theory]
    [InlineData("/v1/me", 200)]
    [InlineData("/v1/workspace", 200)]
    [InlineData("/v1/schemas", 200)]
    [InlineData("/v1/api-keys", 200)]
    [InlineData("/v1/documents", 200)]
    [InlineData("/healthz/live", 200)]
    [InlineData("/healthz/ready", 200)]
    public async Task Answers_are_as_described(string path, int status) =>
        await IsAsDescribedAsync(await app.Http.GetAsync(path), await DescriptionAsync(), path, "get", status);

    [Fact]
    public async Task A_refusal_is_as_described()
    {
        var description = await DescriptionAsync();
        var request = new { schema = "poem_v1", file_url = "https://example.com/x.pdf" };

        var answer = await app.Http.PostAsJsonAsync("/v1/documents", request);

        await IsAsDescribedAsync(answer, description, "/v1/documents", "post", 422);
    }

    [Fact]
    public async Task Swagger_UI_is_served_from_here()
    {
        var page = await app.Http.GetStringAsync("/docs/index.html");

        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        var scripts = Script().Matches(page).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
            Assert.Equal(200, (int)(await app.Http.GetAsync(new Uri(new Uri(app.Address, "/docs/"), script))).StatusCode);
    }

    [Fact]
    public async Task The_description_is_the_one_that_was_reviewed()
    {
        var golden = Path.Combine(Path.GetDirectoryName(Here())!, "openapi.v1.json");
        var now = JsonNode.Parse(await app.Http.GetStringAsync("/openapi/v1.json"))!.ToJsonString(s_golden) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            await File.WriteAllTextAsync(golden, now);

        var reviewed = await File.ReadAllTextAsync(golden);

        Assert.Equal(reviewed, now); // else: UPDATE_GOLDEN=1 dotnet test, and look at the diff
    }

    static IEnumerable<string> FaultsOf(RouteEndpoint route, JsonElement description)
    {
        var path = "/" + route.RoutePattern.RawText!.Trim('/');
        foreach (var method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
        {
            var name = $"{method} {path}";
            if (!description.GetProperty("paths").TryGetProperty(path, out var item)
                || !item.TryGetProperty(method.ToLowerInvariant(), out var operation))
            {
                yield return $"{name} is not described";
                continue;
            }

            if (!operation.TryGetProperty("summary", out _) || !operation.TryGetProperty("operationId", out _))
                yield return $"{name} has no summary or operation id: add it to OperationNotes";
            if (!path.StartsWith("/v1/", StringComparison.Ordinal))
                continue;
            var scope = route.Metadata.GetMetadata<ScopeRequirement>()!.Scope ?? "none";
            if (!operation.TryGetProperty("x-required-scope", out var said) || said.GetString() != scope
                || !operation.TryGetProperty("security", out _))
                yield return $"{name} does not say its scope {scope}";
            var statuses = operation.GetProperty("responses").EnumerateObject().Select(r => r.Name).ToList();
            foreach (var needed in s_always.Where(n => !statuses.Contains(n)))
                yield return $"{name} does not describe {needed}";
            if (!statuses.Any(s => s[0] == '2'))
                yield return $"{name} describes no success";
        }
    }

    async Task<JsonElement> DescriptionAsync() => await app.Http.GetJsonAsync("/openapi/v1.json");

    Task<HttpResponseMessage> SendExampleAsync(JsonElement description, string path, string method, string? id = null)
    {
        var example = description.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("requestBody")
            .GetProperty("content").GetProperty("application/json").GetProperty("example");
        return app.Http.SendAsync(new HttpRequestMessage(
            new HttpMethod(method.ToUpperInvariant()), path.Replace("{id}", id, StringComparison.Ordinal))
        {
            Content = new StringContent(example.GetRawText(), Encoding.UTF8, "application/json"),
        });
    }

    internal static async Task<JsonElement> IsAsDescribedAsync(
        HttpResponseMessage answer, JsonElement description, string path, string method, int status)
    {
        var body = await answer.JsonAsync(status);
        var check = new SchemaCheck(description);
        var operation = description.GetProperty("paths").GetProperty(path).GetProperty(method);
        var response = operation.GetProperty("responses").GetProperty($"{status}");
        if (response.TryGetProperty("$ref", out var reference))
            response = check.Resolve(reference.GetString()!);
        Assert.Empty(check.Faults(body, response.GetProperty("content").GetProperty("application/json").GetProperty("schema")));
        if (response.TryGetProperty("headers", out var headers))
            Assert.All(headers.EnumerateObject().Where(h => h.Name is not "retry-after"), h => Assert.True(
                answer.Headers.Contains(h.Name), $"{path} {status} lacks the header {h.Name}"));
        return body;
    }

    static IEnumerable<(string Path, JsonElement Operation)> Operations(JsonElement description) =>
        description.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(o => (p.Name, o.Value)));

    static IEnumerable<JsonElement> Parameters(JsonElement operation, SchemaCheck check) =>
        operation.TryGetProperty("parameters", out var all)
            ? all.EnumerateArray().Select(p => p.TryGetProperty("$ref", out var r) ? check.Resolve(r.GetString()!) : p) : [];

    static IEnumerable<string> References(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(m =>
            m.Name == "$ref" && m.Value.ValueKind is JsonValueKind.String ? [m.Value.GetString()!] : References(m.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(References),
        _ => [],
    };

    /// <summary>Everything that has a schema and examples: bodies of requests and answers.</summary>
    static IEnumerable<JsonElement> Media(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(m =>
            m.Name == "content" && m.Value.ValueKind is JsonValueKind.Object
                ? m.Value.EnumerateObject().Select(c => c.Value) : Media(m.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Media),
        _ => [],
    };

    static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();

    [GeneratedRegex(@"<script[^>]*src=""([^""]+)""")]
    private static partial Regex Script();
}
