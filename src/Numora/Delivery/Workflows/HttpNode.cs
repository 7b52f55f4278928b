using System.Text;
using System.Text.Json;
using Numora.Delivery.Providers;
using Numora.Delivery.Runs;

namespace Numora.Delivery.Workflows;

/// <summary>The nodes that call another endpoint: <c>http_request</c> and <c>notify</c>.</summary>
sealed class HttpNode(Egress egress, TimeProvider time)
{
    const int MaxTimeoutSeconds = 120;
    const int MaxHeaders = 20;

    /// <summary>What is shown of an answer.</summary>
    const int MaxShown = 300;

    static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    static readonly string[] OwnHeaders =
    [
        "host", "content-length", "content-type", "transfer-encoding", "connection", "idempotency-key",
        // Workflows are shown to whoever may read them: what needs a secret is a destination.
        "authorization", "proxy-authorization", "cookie", "x-api-key", "api-key", "x-auth-token",
    ];
    static readonly TemplateNames Names = new(Payload: false, ExternalId: true, "run.id", "workflow.id", "external_url");

    public static IEnumerable<Fault> Check(HttpRequestConfig config, string at, Egress egress)
    {
        var faults = new List<Fault>();
        UrlTemplate.Check(config.Url, $"{at}.url", Names, egress, faults);
        if (config.Method is { } method && !Methods.Contains(method))
            faults.Add(new($"{at}.method", $"Must be one of {string.Join(", ", Methods)}."));
        if (config.Headers?.Count > MaxHeaders)
            faults.Add(new($"{at}.headers", $"Can have at most {MaxHeaders}."));
        foreach (var (name, value) in config.Headers ?? new Dictionary<string, string>())
        {
            if (name.Length is 0 or > 100 || name.Any(c => !(char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
                || OwnHeaders.Contains(name.ToLowerInvariant()))
                faults.Add(new($"{at}.headers.{name}", "Is no header that can be set here."));
            Template.Parse(value ?? "", $"{at}.headers.{name}", Names, faults);
        }

        if (config.Body.ValueKind is not JsonValueKind.Undefined)
            TemplateJson.Check(config.Body, $"{at}.body", Names, faults);
        if (config.TimeoutSeconds is < 1 or > MaxTimeoutSeconds)
            faults.Add(new($"{at}.timeout_seconds", $"Must lie between 1 and {MaxTimeoutSeconds}."));
        return faults;
    }

    public static IEnumerable<Fault> Check(NotifyConfig config, string at, Egress egress)
    {
        var faults = new List<Fault>();
        UrlTemplate.Check(config.Url, $"{at}.url", Names, egress, faults);
        if (string.IsNullOrWhiteSpace(config.Message))
            faults.Add(new($"{at}.message", "Must have a text."));
        else
            Template.Parse(config.Message, $"{at}.message", Names, faults);
        return faults;
    }

    public async Task<NodeOutcome> RequestAsync(
        RunPlan plan, NodeDefinition node, RunLog log, Func<Task> beforeSend, CancellationToken ct)
    {
        var config = Settings.Stored<HttpRequestConfig>(node.Config);
        var values = plan.Values(null);
        try
        {
            using var request = new HttpRequestMessage(new(config.Method ?? "POST"),
                UrlTemplate.Render(Template.Stored(config.Url!, "url"), values, egress));
            request.Headers.TryAddWithoutValidation("Idempotency-Key", $"{plan.Run.IdempotencyKey}-{node.Id}");
            foreach (var (name, value) in config.Headers ?? new Dictionary<string, string>())
                request.Headers.TryAddWithoutValidation(name, Template.Stored(value, name).Render(values, TemplateUse.Header));
            if (config.Body.ValueKind is not JsonValueKind.Undefined)
                request.Content = JsonContent(JsonSerializer.Serialize(TemplateJson.Render(config.Body, "body", values), Json.Options));
            log.Info($"Sending {request.Method} to {UrlTemplate.Shown(request.RequestUri!)}.");
            return await SendAsync(request, UrlTemplate.Shown(request.RequestUri!), config.TimeoutSeconds, beforeSend, ct);
        }
        catch (TemplateValueException e)
        {
            return new NodeOutcome.Failed("payload_invalid", e.Message);
        }
    }

    public async Task<NodeOutcome> NotifyAsync(RunPlan plan, NodeDefinition node, Func<Task> beforeSend, CancellationToken ct)
    {
        var config = Settings.Stored<NotifyConfig>(node.Config);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post,
                UrlTemplate.Render(Template.Stored(config.Url!, "url"), plan.Values(null), egress));
            request.Content = JsonContent(JsonSerializer.Serialize(new
            {
                text = Template.Stored(config.Message!, "message").Render(plan.Values(null), TemplateUse.Text),
                document_id = plan.Document.Id,
                run_id = plan.Run.Id,
                workflow_id = plan.Run.WorkflowId,
            }, Json.Options));
            // The path of a chat's webhook is its secret.
            return await SendAsync(request, request.RequestUri!.Authority, null, beforeSend, ct);
        }
        catch (TemplateValueException e)
        {
            return new NodeOutcome.Failed("payload_invalid", e.Message);
        }
    }

    async Task<NodeOutcome> SendAsync(
        HttpRequestMessage request, string to, int? timeoutSeconds, Func<Task> beforeSend, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await beforeSend();
        limit.CancelAfter(timeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : HttpAnswers.Timeout);
        try
        {
            using var answer = await egress.Http.SendAsync(request, limit.Token);
            if (answer.IsSuccessStatusCode)
                return new NodeOutcome.Done($"{to} answered {(int)answer.StatusCode}.");
            var text = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(limit.Token)); // whatever it says it is
            var said = $"{to} answered {(int)answer.StatusCode}{(text.Length == 0 ? "" : $": {Shown(text)}")}.";
            return HttpAnswers.IsTransient(answer.StatusCode)
                ? new NodeOutcome.Later("destination_busy", said, HttpAnswers.RetryAfter(answer, time), Sent: false)
                : new NodeOutcome.Failed("destination_refused", said);
        }
        catch (Exception e) when ((e is HttpRequestException or IOException or OperationCanceledException) && !ct.IsCancellationRequested)
        {
            return HttpAnswers.NoAnswer(e, to) switch
            {
                PushAnswer.Refused refused => new NodeOutcome.Failed(refused.Code, refused.Reason),
                PushAnswer.TryLater later => new NodeOutcome.Later(later.Code, later.Reason, null, Sent: false),
                PushAnswer.Unknown unknown => new NodeOutcome.Later(unknown.Code, unknown.Reason, null, Sent: true),
                var other => throw new InvalidOperationException($"{other} is no answer."),
            };
        }
    }

    static StringContent JsonContent(string json) => new(json, Encoding.UTF8, "application/json");

    static string Shown(string text)
    {
        return Texts.Kept(string.Concat(text.Take(2 * MaxShown).Select(c => char.IsControl(c) ? ' ' : c)).Trim(), MaxShown);
    }
}
