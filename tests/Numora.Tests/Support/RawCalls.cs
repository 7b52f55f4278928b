using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Numora.Tests.Support;

/// <summary>Requests as no ordinary client sends them, and looks into the tables.</summary>
static class RawCalls
{
    /// <summary>A body just as it stands.</summary>
    public static Task<HttpResponseMessage> SendAsync(
        this HttpClient http, string method, string path, string? body, string? contentType = "application/json") =>
        http.SendAsync(method, path, body is null ? null : Encoding.UTF8.GetBytes(body), contentType);

    public static async Task<HttpResponseMessage> SendAsync(
        this HttpClient http, string method, string path, byte[]? body, string? contentType = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            if (contentType is not null)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return await http.SendAsync(request);
    }

    /// <summary>A GET with one more header.</summary>
    public static async Task<HttpResponseMessage> GetAsync(this HttpClient http, string path, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation(header, value);
        return await http.SendAsync(request);
    }

    public static string? Header(this HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values)
        : answer.Content.Headers.TryGetValues(name, out var more) ? string.Join(", ", more) : null;

    /// <summary>The bytes over a connection of their own; what the server says until it closes, as text.</summary>
    /// <param name="thenClose">Whether our side is closed at once, as by a client that dies.</param>
    public static async Task<string> SpeakAsync(this NumoraApp app, byte[] request, bool thenClose = false)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(app.Address.Host, app.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(request);
        if (thenClose)
            return "";
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, patience.Token);
        }
        catch (IOException)
        {
            // Closed with a reset because part of the request was never read.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    /// <summary>A submission by URL with more members; the file can never be had.</summary>
    public static Task<HttpResponseMessage> LinkAsync(this HttpClient http, string members) => http.SendAsync(
        "POST", "/v1/documents", $$"""{"schema":"invoice_v2","file_url":"https://files.invalid/a.pdf",{{members}}}""");

    /// <summary>The one value of a statement, seen by the owner of all rows.</summary>
    public static Task<T> ScalarAsync<T>(this NumoraApp app, string sql, params object[] values) =>
        app.Databases.Owner.OneAsync<T>(sql, values);

    public static Task<int> ExecuteAsync(this NumoraApp app, string sql, params object[] values) =>
        app.Databases.Owner.ExecuteAsync(sql, values);

    /// <summary>Puts a document into a status that the API alone does not reach yet.</summary>
    public static Task PutAsync(this NumoraApp app, string id, string status) => app.ExecuteAsync(
        """
        update documents set status = $2, failure_code = case when $2 = 'failed' then 'file_corrupt' end,
            failure_message = case when $2 = 'failed' then 'It is torn.' end where id = $1
        """, id, status);

    public static IEnumerable<JsonElement> Data(this JsonElement list) => list.GetProperty("data").EnumerateArray();

    public static async Task<List<string>> EventTypesAsync(this HttpClient http, string id) =>
        [.. (await http.GetJsonAsync($"/v1/documents/{id}/events")).Data().Select(e => e.GetProperty("type").GetString()!)];

    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();

    /// <summary>The member that the first detail of an error names.</summary>
    public static string? FaultyField(this JsonElement errorBody) =>
        errorBody.GetProperty("error").GetProperty("details")[0].Text("field");
}
