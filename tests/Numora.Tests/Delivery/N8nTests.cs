using System.Text.Json;
using System.Text.RegularExpressions;
using Numora.Tests.Support;

namespace Numora.Tests.Delivery;

/// <summary>The workflows in docs/n8n fit together, and fit the API as it is described.</summary>
public sealed partial class N8nTests
{
    const string LastPage = "={{ $response.statusCode === 200 && !$response.body.meta.next_cursor }}";
    const string NextCursor = "={{ $response.body.meta.next_cursor }}";

    static readonly JsonElement Description =
        JsonElement.Parse(File.ReadAllText(Path.Combine(TidyTests.Root, "tests/Numora.Tests/Operations/openapi.v1.json")));

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Path.Combine(TidyTests.Root, "docs/n8n"), "*.json").Select(f => Path.GetFileName(f)!).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Connections_and_expressions_name_nodes_that_are_there(string file)
    {
        var workflow = Workflow(file);
        var names = Nodes(workflow).Select(n => n.Text("name")!).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Equal(names.Count, Nodes(workflow).Select(n => n.Text("id")).Distinct().Count());
        Assert.All(Nodes(workflow), n => Assert.StartsWith("n8n-nodes-base.", n.Text("type"), StringComparison.Ordinal));
        var connected = workflow.GetProperty("connections").EnumerateObject().ToList();
        var targets = connected.SelectMany(c => c.Value.GetProperty("main").EnumerateArray()).SelectMany(o => o.EnumerateArray())
            .Select(t => t.Text("node")!).ToHashSet();
        Assert.Subset(names.ToHashSet(), connected.Select(c => c.Name).ToHashSet());
        Assert.Subset(names.ToHashSet(), targets);
        Assert.Single(names, n => !targets.Contains(n)); // the trigger
        Assert.All(Referred().Matches(workflow.GetRawText()), m => Assert.Contains(m.Groups[1].Value, names));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Requests_go_to_routes_that_are_described(string file)
    {
        var requests = Nodes(Workflow(file)).Where(n => n.Text("type") == "n8n-nodes-base.httpRequest").ToList();

        Assert.NotEmpty(requests);
        Assert.All(requests.Where(r => r.Text("name") != "Write"), request =>
        {
            var parameters = request.GetProperty("parameters");
            var (method, path) = (parameters.Text("method")!.ToLowerInvariant(), PathOf(parameters.Text("url")!));
            var route = Description.GetProperty("paths").EnumerateObject().Single(p => Name().Replace(p.Name, "{}") == path);
            Assert.True(route.Value.TryGetProperty(method, out var operation), $"{method} {path} is not described");
            Assert.All(Sent(parameters, operation), name => Assert.Contains(name, Known(operation)));
        });
    }

    [Theory]
    [InlineData("poll-and-dispatch.json")]
    [InlineData("write-and-report.json")]
    public void The_outbox_is_read_page_by_page_and_other_calls_come_in_batches(string file)
    {
        var requests = Nodes(Workflow(file)).Where(n => n.Text("type") == "n8n-nodes-base.httpRequest")
            .ToDictionary(n => n.Text("name")!, n => n.GetProperty("parameters").GetProperty("options"));

        var pages = requests["Outbox"].GetProperty("pagination").GetProperty("pagination");
        Assert.Equal(("other", LastPage), (pages.Text("paginationCompleteWhen"), pages.Text("completeExpression")));
        var cursor = Assert.Single(pages.GetProperty("parameters").GetProperty("parameters").EnumerateArray());
        Assert.Equal(("qs", "cursor", NextCursor), (cursor.Text("type"), cursor.Text("name"), cursor.Text("value")));
        Assert.All(requests.Where(r => r.Key != "Outbox"), r =>
        {
            var batch = r.Value.GetProperty("batching").GetProperty("batch");
            Assert.Equal((10, 1000), (batch.GetProperty("batchSize").GetInt32(), batch.GetProperty("batchInterval").GetInt32()));
        });
    }

    [Fact]
    public void A_document_is_asked_for_until_it_leaves_push_pending()
    {
        var workflow = Workflow("poll-and-dispatch.json");
        var pending = Nodes(workflow).Single(n => n.Text("name") == "Still pending?").GetProperty("parameters").GetProperty("conditions")
            .GetProperty("conditions")[0];
        var next = workflow.GetProperty("connections").GetProperty("Still pending?").GetProperty("main");

        Assert.Equal("push_pending", pending.Text("rightValue"));
        Assert.Contains("push_pending", Description.GetProperty("components").GetProperty("schemas").GetProperty("DocumentStatus")
            .GetProperty("enum").EnumerateArray().Select(s => s.GetString()));
        Assert.Equal("Wait", next[0][0].Text("node"));
        Assert.Equal("Delivered?", next[1][0].Text("node"));
    }

    [Fact]
    public void The_execution_id_is_made_before_the_write()
    {
        var connections = Workflow("write-and-report.json").GetProperty("connections");
        var order = new List<string> { "Every 5 minutes" };
        while (connections.TryGetProperty(order[^1], out var next))
            order.Add(next.GetProperty("main")[0][0].Text("node")!);

        Assert.InRange(order.IndexOf("Execution id"), 1, order.IndexOf("Write") - 1);
        Assert.Equal("Report success", order[^1]);
    }

    [Fact]
    public void The_receiver_verifies_the_raw_body_before_it_uses_it()
    {
        var nodes = Nodes(Workflow("webhook-receiver.json")).ToDictionary(n => n.Text("name")!, n => n.GetProperty("parameters"));

        Assert.True(nodes["Webhook"].GetProperty("options").GetProperty("rawBody").GetBoolean());
        Assert.Contains("x-numora-webhook-signature", nodes["Raw body and signature"].Text("jsCode"), StringComparison.Ordinal);
        var crypto = nodes["Crypto"];
        Assert.Equal(("hmac", "SHA256", "hex"), (crypto.Text("action"), crypto.Text("type"), crypto.Text("encoding")));
        Assert.Equal("={{ $json.signed }}", crypto.Text("value"));
    }

    static JsonElement Workflow(string file) =>
        JsonElement.Parse(File.ReadAllText(Path.Combine(TidyTests.Root, "docs/n8n", file)));

    static List<JsonElement> Nodes(JsonElement workflow) => [.. workflow.GetProperty("nodes").EnumerateArray()];

    /// <summary><c>/v1/documents/{}/dispatch</c>; a link of the outbox stands for the route that it leads to.</summary>
    static string PathOf(string url)
    {
        var link = Link().Match(url);
        if (link.Success)
        {
            Assert.True(Description.GetProperty("components").GetProperty("schemas").GetProperty("OutboxItem")
                .GetProperty("properties").TryGetProperty($"{link.Groups[1].Value}_url", out _));
            return $"/v1/documents/{{}}/{link.Groups[1].Value}";
        }

        return Expression().Replace(url[url.IndexOf("/v1/", StringComparison.Ordinal)..], "{}");
    }

    /// <summary>The members of the query and of the body.</summary>
    static IEnumerable<string> Sent(JsonElement parameters, JsonElement operation)
    {
        if (parameters.TryGetProperty("queryParameters", out var query))
            foreach (var one in query.GetProperty("parameters").EnumerateArray())
                yield return one.Text("name")!;
        if (!parameters.TryGetProperty("jsonBody", out var body))
            yield break;
        Assert.True(operation.TryGetProperty("requestBody", out _));
        foreach (Match member in Member().Matches(body.GetString()!))
            yield return member.Groups[1].Value;
    }

    static List<string> Known(JsonElement operation)
    {
        var known = operation.GetProperty("parameters").EnumerateArray()
            .Where(p => p.TryGetProperty("name", out _)).Select(p => p.Text("name")!).ToList();
        if (operation.TryGetProperty("requestBody", out var body))
            known.AddRange(Description.GetProperty("components").GetProperty("schemas").GetProperty(body.GetProperty("content")
                .GetProperty("application/json").GetProperty("schema").Text("$ref")!.Split('/')[^1])
                .GetProperty("properties").EnumerateObject().Select(p => p.Name));
        return known;
    }

    [GeneratedRegex(@"\$\('([^']+)'\)")]
    private static partial Regex Referred();

    [GeneratedRegex(@"\{\{ \$json\.(\w+)_url \}\}")]
    private static partial Regex Link();

    [GeneratedRegex(@"\{\{.*?\}\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Name();

    [GeneratedRegex(@"[{,] (\w+): ")]
    private static partial Regex Member();
}
