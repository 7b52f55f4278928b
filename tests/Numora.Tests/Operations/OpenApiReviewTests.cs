using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Numora.Tests.Support;

namespace Numora.Tests.Operations;

/// <summary>The examples of review, sent to a document that was read; and what the service answers then.</summary>
public sealed class OpenApiReviewTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Fact]
    public async Task The_examples_of_review_work_one_after_the_other()
    {
        var description = await app.Http.GetJsonAsync("/openapi/v1.json");
        var id = (await app.Http.InReviewAsync()).Id();

        await SendAsync(description, id, "patch", "/v1/documents/{id}/result", 200);
        await SendAsync(description, id, "post", "/v1/documents/{id}/actions/approve", 200);
        await SendAsync(description, id, "post", "/v1/documents/{id}/actions/reject", 200);
        await SendAsync(description, id, "post", "/v1/documents/{id}/actions/reprocess", 202);
    }

    [Fact]
    public async Task A_document_its_result_and_its_trail_are_as_described()
    {
        var description = await app.Http.GetJsonAsync("/openapi/v1.json");
        var id = (await app.Http.InReviewAsync()).Id();

        await OpenApiTests.IsAsDescribedAsync(
            await app.Http.GetAsync($"/v1/documents/{id}"), description, "/v1/documents/{id}", "get", 200);
        await OpenApiTests.IsAsDescribedAsync(
            await app.Http.GetAsync($"/v1/documents/{id}/result?include=geometry"), description, "/v1/documents/{id}/result", "get", 200);
        await OpenApiTests.IsAsDescribedAsync(
            await app.Http.GetAsync($"/v1/documents/{id}/events"), description, "/v1/documents/{id}/events", "get", 200);
        await OpenApiTests.IsAsDescribedAsync(
            await app.Http.ActAsync(id, "approve", new { expected_updated_at = "2020-01-01T00:00:00.000Z" }),
            description, "/v1/documents/{id}/actions/approve", "post", 409);
    }

    /// <summary>The example, with the document's own version in the place of the example's.</summary>
    async Task SendAsync(JsonElement description, string id, string method, string path, int status)
    {
        var example = JsonNode.Parse(description.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("requestBody")
            .GetProperty("content").GetProperty("application/json").GetProperty("example").GetRawText())!;
        if (example["expected_updated_at"] is not null)
            example["expected_updated_at"] = (await app.Http.GetJsonAsync($"/v1/documents/{id}")).UpdatedAt();

        var answer = await app.Http.SendAsync(new HttpRequestMessage(
            new HttpMethod(method.ToUpperInvariant()), path.Replace("{id}", id, StringComparison.Ordinal))
        {
            Content = new StringContent(example.ToJsonString(), Encoding.UTF8, "application/json"),
        });

        await OpenApiTests.IsAsDescribedAsync(answer, description, path, method, status);
    }
}
