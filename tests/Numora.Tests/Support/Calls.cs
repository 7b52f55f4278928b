using System.Net.Http.Json;
using System.Text.Json;

namespace Numora.Tests.Support;

/// <summary>What tests do over and over, through the API.</summary>
static class Calls
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The body, after the status was checked.</summary>
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer, int status = 200)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {status}: {text}");
        return JsonElement.Parse(text);
    }

    /// <summary>The body of an error, after status, code and the envelope's rules were checked.</summary>
    public static async Task<JsonElement> IsErrorAsync(this HttpResponseMessage answer, int status, string code)
    {
        var body = await answer.JsonAsync(status);
        var error = body.GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        Assert.Equal(answer.Headers.GetValues("x-request-id").Single(), error.GetProperty("request_id").GetString());
        return body;
    }

    public static string Message(this JsonElement errorBody) =>
        errorBody.GetProperty("error").GetProperty("message").GetString()!;

    public static string Id(this JsonElement resource) => resource.GetProperty("id").GetString()!;

    public static string Status(this JsonElement resource) => resource.GetProperty("status").GetString()!;

    public static string UpdatedAt(this JsonElement resource) => resource.GetProperty("updated_at").GetString()!;

    public static async Task<JsonElement> GetJsonAsync(this HttpClient http, string path, int status = 200) =>
        await (await http.GetAsync(path)).JsonAsync(status);

    /// <summary>Uploads a file as multipart.</summary>
    public static Task<HttpResponseMessage> UploadAsync(
        this HttpClient http, byte[] file, string? schema = "invoice_v2", string? externalId = null, string? metadata = null,
        string fileName = "sample.pdf")
    {
        var form = new MultipartFormDataContent();
        if (schema is not null)
            form.Add(new StringContent(schema), "schema");
        if (externalId is not null)
            form.Add(new StringContent(externalId), "external_id");
        if (metadata is not null)
            form.Add(new StringContent(metadata), "metadata");
        form.Add(new ByteArrayContent(file), "file", fileName);
        return http.PostAsync("/v1/documents", form);
    }

    /// <summary>Submits the URL of a file.</summary>
    public static Task<HttpResponseMessage> SubmitUrlAsync(this HttpClient http, string url, string schema = "invoice_v2") =>
        http.PostAsJsonAsync("/v1/documents", new { schema, file_url = url });

    /// <summary>Uploads so many invoices at once.</summary>
    /// <returns>The ids, in no order.</returns>
    public static Task<string[]> UploadManyAsync(this HttpClient http, int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
            (await (await http.UploadAsync(Samples.Invoice())).JsonAsync(202)).Id()));

    /// <summary>Waits until the document has left <c>processing</c>.</summary>
    public static async Task<JsonElement> ReadAsync(this HttpClient http, string id)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var document = await http.GetJsonAsync($"/v1/documents/{id}");
            if (document.Status() != "processing")
                return document;
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>A document that waits for review: uploaded and read.</summary>
    public static async Task<JsonElement> InReviewAsync(this HttpClient http, byte[]? file = null, string? externalId = null)
    {
        var sent = await http.UploadAsync(file ?? Samples.Invoice(), externalId: externalId);
        var document = await http.ReadAsync((await sent.JsonAsync(202)).Id());
        Assert.Equal("review_required", document.Status());
        return document;
    }

    public static Task<HttpResponseMessage> ActAsync(this HttpClient http, string id, string action, object? body = null) =>
        http.PostAsJsonAsync($"/v1/documents/{id}/actions/{action}", body ?? new { });

    public static Task<HttpResponseMessage> CorrectAsync(this HttpClient http, string id, object body) =>
        http.PatchAsJsonAsync($"/v1/documents/{id}/result", body);
}
