using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Numora.Delivery.Providers;
using Numora.Operations;
using Numora.Tests.Support;

namespace Numora.Tests.Operations;

/// <summary>The examples of delivery, sent to the service one after the other; only the ids are those of the test.</summary>
public sealed partial class OpenApiDeliveryTests(NumoraApp app) : IClassFixture<NumoraApp>, IAsyncLifetime
{
    /// <summary>Of a workspace of its own for each test, so that no other's workflows fit.</summary>
    HttpClient _http = null!;

    public async Task InitializeAsync() => _http = await app.StrangerAsync();

    public Task DisposeAsync()
    {
        _http.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Every_example_of_a_destination_and_of_a_mapping_is_taken()
    {
        var description = await DescriptionAsync();
        var destinations = new Dictionary<string, string>();

        foreach (var (name, example) in Examples(description, "/v1/destinations", "post"))
            destinations[name] = (await SendAsync(description, "post", "/v1/destinations", example, 201)).Id();
        foreach (var (name, example) in Examples(description, "/v1/mappings/{schema}/{destination}", "put"))
        {
            var isFirst = destinations.TryGetValue(name, out var destination);
            await SendAsync(description, "put", "/v1/mappings/{schema}/{destination}", example, isFirst ? 201 : 200,
                ("schema", "invoice_v2"), ("destination", destination ?? destinations["file_drop"]));
        }

        Assert.Subset(destinations.Keys.ToHashSet(), Known.Providers.ToHashSet());
        var one = ("id", destinations["file_drop"]);
        await SendAsync(description, "patch", "/v1/destinations/{id}", Example(description, "/v1/destinations/{id}", "patch"), 200, one);
        await GetAsync(description, "/v1/destinations");
        await GetAsync(description, "/v1/destinations/{id}", one);
        await SendAsync(description, "post", "/v1/destinations/{id}/test", null, 200, one);
        await GetAsync(description, "/v1/mappings");
        await GetAsync(description, "/v1/mappings/{schema}/{destination}", ("schema", "invoice_v2"), ("destination", one.Item2));
    }

    [Fact]
    public async Task The_examples_of_workflows_dispatch_and_reports_work_one_after_the_other()
    {
        var description = await DescriptionAsync();
        var destination = await MappedAsync(description);
        var document = await ApprovedAsync();
        var ids = new[] { ("dst", destination), ("doc", document) };
        var named = ("id", document);

        var previewed = await SendAsync(description, "post", "/v1/mappings/{schema}/{destination}/preview",
            With(Example(description, "/v1/mappings/{schema}/{destination}/preview", "post"), ids), 200,
            ("schema", "invoice_v2"), ("destination", destination));
        Assert.True(previewed.GetProperty("complete").GetBoolean());

        var dispatches = Examples(description, "/v1/documents/{id}/dispatch", "post");
        foreach (var (_, example) in dispatches.Where(d => d.Name != "workflow"))
            await SendAsync(description, "post", "/v1/documents/{id}/dispatch", With(example, ids), 202, named);
        await SendAsync(description, "post", "/v1/documents/{id}/actions/retry-push",
            Example(description, "/v1/documents/{id}/actions/retry-push", "post"), 202, named);

        var workflow = "";
        foreach (var (_, example) in Examples(description, "/v1/workflows", "post"))
            workflow = (await SendAsync(description, "post", "/v1/workflows", With(example, ids), 201)).Id();
        ids = [.. ids, ("wf", workflow)];
        await SendAsync(description, "post", "/v1/documents/{id}/dispatch",
            With(dispatches.Single(d => d.Name == "workflow").Value, ids), 202, named);
        await SendAsync(description, "post", "/v1/workflows/{id}/dispatch",
            With(Example(description, "/v1/workflows/{id}/dispatch", "post"), ids), 202, ("id", workflow));
        await SendAsync(description, "put", "/v1/workflows/{id}",
            With(Example(description, "/v1/workflows/{id}", "put"), ids), 200, ("id", workflow));
        foreach (var (_, example) in Examples(description, "/v1/documents/{id}/delivery", "post"))
            await SendAsync(description, "post", "/v1/documents/{id}/delivery", example, 200, named);

        await GetAsync(description, "/v1/workflows");
        await GetAsync(description, "/v1/workflows/{id}", ("id", workflow));
        await GetAsync(description, "/v1/documents/{id}/delivery", named);
    }

    [Fact]
    public async Task The_outbox_and_a_run_with_its_log_are_as_described()
    {
        var description = await DescriptionAsync();
        var destination = await MappedAsync(description);
        var document = await ApprovedAsync();
        await GetAsync(description, "/v1/delivery/outbox");
        var started = await SendAsync(description, "post", "/v1/documents/{id}/dispatch",
            JsonSerializer.SerializeToNode(new { destination_id = destination }), 202, ("id", document));
        var run = ("id", started.GetProperty("run_id").GetString()!);

        await Queries.UntilAsync(async () => // there is no such folder as the example's
            (await _http.GetJsonAsync($"/v1/runs/{run.Item2}")).Status() is "failed", "the run has ended", withinSeconds: 30);

        var ended = await GetAsync(description, "/v1/runs/{id}", run);
        Assert.Contains(ended.GetProperty("failure").GetProperty("code").GetString(), Known.RunFailureCodes);
        await GetAsync(description, "/v1/runs/{id}/logs", run);
        await GetAsync(description, "/v1/runs");
        await GetAsync(description, "/v1/delivery/outbox");
    }

    [Fact]
    public void The_providers_are_those_that_are_registered() =>
        Assert.Equal(app.Services.GetRequiredService<ProviderList>().Names, Known.Providers);

    [Fact]
    public void The_failure_codes_of_runs_are_those_of_the_code_and_all_are_explained()
    {
        var root = TidyTests.Root;
        var code = string.Concat(Directory.EnumerateFiles(Path.Combine(root, "src/Numora/Delivery"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText));
        var answered = FailureCode().Matches(code).Select(m => m.Groups[1].Value).ToHashSet();
        var explained = File.ReadAllText(Path.Combine(root, "docs/failures.md"));

        Assert.Subset(Known.RunFailureCodes.ToHashSet(), answered);
        Assert.All(Known.RunFailureCodes, c => Assert.Contains($"\"{c}\"", code, StringComparison.Ordinal));
        Assert.All(Known.RunFailureCodes, c => Assert.Contains($"| `{c}` |", explained, StringComparison.Ordinal));
    }

    async Task<JsonElement> DescriptionAsync() => await _http.GetJsonAsync("/openapi/v1.json");

    /// <summary>A destination and its mapping, by their examples.</summary>
    async Task<string> MappedAsync(JsonElement description)
    {
        var destination = Examples(description, "/v1/destinations", "post").Single(e => e.Name == "file_drop").Value;
        var id = (await SendAsync(description, "post", "/v1/destinations", destination, 201)).Id();
        var mapping = Examples(description, "/v1/mappings/{schema}/{destination}", "put").Single(e => e.Name == "file_drop").Value;
        await SendAsync(description, "put", "/v1/mappings/{schema}/{destination}", mapping, 201,
            ("schema", "invoice_v2"), ("destination", id));
        return id;
    }

    async Task<string> ApprovedAsync()
    {
        var id = (await _http.InReviewAsync(EInvoices.Ubl(number: $"N-{Guid.CreateVersion7():N}"))).Id();
        await (await _http.ActAsync(id, "approve")).JsonAsync();
        return id;
    }

    async Task<JsonElement> GetAsync(JsonElement description, string path, params (string Name, string Value)[] parameters) =>
        await OpenApiTests.IsAsDescribedAsync(await _http.GetAsync(Filled(path, parameters)), description, path, "get", 200);

    async Task<JsonElement> SendAsync(
        JsonElement description, string method, string path, JsonNode? body, int status, params (string Name, string Value)[] parameters)
    {
        var answer = await _http.SendAsync(new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), Filled(path, parameters))
        {
            Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        });
        return await OpenApiTests.IsAsDescribedAsync(answer, description, path, method, status);
    }

    static string Filled(string path, (string Name, string Value)[] parameters) =>
        parameters.Aggregate(path, (p, v) => p.Replace($"{{{v.Name}}}", v.Value, StringComparison.Ordinal));

    /// <summary>The example with these ids in the place of its own.</summary>
    static JsonNode With(JsonNode example, (string Prefix, string Id)[] ids) => JsonNode.Parse(ids.Aggregate(
        example.ToJsonString(), (text, id) => Regex.Replace(text, $"\"{id.Prefix}_[0-9a-z]{{26}}\"", $"\"{id.Id}\"")))!;

    static JsonNode Example(JsonElement description, string path, string method) =>
        JsonNode.Parse(Json(description, path, method).GetProperty("example").GetRawText())!;

    static List<(string Name, JsonNode Value)> Examples(JsonElement description, string path, string method) =>
        [.. Json(description, path, method).GetProperty("examples").EnumerateObject()
            .Select(e => (e.Name, JsonNode.Parse(e.Value.GetProperty("value").GetRawText())!))];

    static JsonElement Json(JsonElement description, string path, string method) => description.GetProperty("paths").GetProperty(path)
        .GetProperty(method).GetProperty("requestBody").GetProperty("content").GetProperty("application/json");

    /// <summary>The first argument of what says how an attempt ended.</summary>
    [GeneratedRegex(@"(?:Refused|TryLater|Unknown|NodeOutcome\.Failed|NodeOutcome\.Later)\(\s*""([a-z]+(?:_[a-z]+)*)""")]
    private static partial Regex FailureCode();
}
