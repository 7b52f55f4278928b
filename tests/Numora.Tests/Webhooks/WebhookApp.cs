using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Numora.Tests.Support;

namespace Numora.Tests.Webhooks;

/// <summary>A host that may send to this machine, on a short schedule: three attempts, 0.2 s apart, of at most 2 s each.</summary>
public class WebhookApp : NumoraApp
{
    internal LogBook Log { get; } = new();

    protected override Dictionary<string, string?> Settings => new()
    {
        ["Numora:Egress:Allow:0"] = "127.0.0.0/8",
        ["Numora:Webhooks:Schedule:0"] = "00:00:00.2",
        ["Numora:Webhooks:Schedule:1"] = "00:00:00.2",
        ["Numora:Webhooks:Timeout"] = "00:00:02",
        ["Numora:Jobs:GraceOnStop"] = "00:00:00.5",
    };

    protected override void Replace(IServiceCollection services) => services
        .AddSingleton<ILoggerProvider>(Log);
}

/// <summary>What tests of webhooks do over and over, through the API.</summary>
static class WebhookCalls
{
    public const string Endpoints = "/v1/webhook-endpoints";

    /// <summary>The new endpoint, with its secret.</summary>
    public static async Task<JsonElement> EndpointAsync(this HttpClient http, string url, params string[] types) =>
        await (await http.PostAsJsonAsync(
            Endpoints, new { url, event_types = types.Length > 0 ? types : ["document.review_required"] })).JsonAsync(201);

    public static Task<HttpResponseMessage> AskAsync(this HttpClient http, string id, string action, object? body = null) =>
        http.PostAsJsonAsync($"{Endpoints}/{id}/{action}", body ?? new { });

    /// <returns>The delivery's id.</returns>
    public static async Task<string> PingAsync(this HttpClient http, string endpoint) =>
        (await (await http.AskAsync(endpoint, "test")).JsonAsync(202)).Text("delivery_id")!;

    public static Task<JsonElement> DeliveryAsync(this HttpClient http, string endpoint, string delivery) =>
        http.GetJsonAsync($"{Endpoints}/{endpoint}/deliveries/{delivery}");

    public static async Task<List<JsonElement>> DeliveriesAsync(this HttpClient http, string endpoint, string filter = "") =>
        [.. (await http.GetJsonAsync($"{Endpoints}/{endpoint}/deliveries?limit=200{filter}")).Data()];

    /// <summary>The delivery once it has this status.</summary>
    public static async Task<JsonElement> EndsAsync(
        this HttpClient http, string endpoint, string delivery, string status = "succeeded", int withinSeconds = 20)
    {
        JsonElement shown = default;
        await Queries.UntilAsync(async () =>
        {
            shown = await http.DeliveryAsync(endpoint, delivery);
            return shown.Status() == status;
        }, $"{delivery} is {status}", withinSeconds);
        return shown;
    }

    /// <summary>A ping that has got this far.</summary>
    public static async Task<JsonElement> PingsAsync(this HttpClient http, string endpoint, string status = "succeeded") =>
        await http.EndsAsync(endpoint, await http.PingAsync(endpoint), status);

    public static Task<JsonElement> ShownAsync(this HttpClient http, string endpoint) =>
        http.GetJsonAsync($"{Endpoints}/{endpoint}");

    public static Task<HttpResponseMessage> ChangeAsync(this HttpClient http, string endpoint, object change) =>
        http.PatchAsJsonAsync($"{Endpoints}/{endpoint}", change);

    public static List<JsonElement> Attempts(this JsonElement delivery) =>
        [.. delivery.GetProperty("attempts").EnumerateArray()];

    public static JsonElement Json(this Received request) => JsonElement.Parse(request.Text);
}
