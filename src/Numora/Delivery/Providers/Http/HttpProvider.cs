using System.Text.Json;
using System.Text.Json.Nodes;
using Numora.Delivery.Mappings;

namespace Numora.Delivery.Providers.Http;

/// <summary>Any REST endpoint that takes JSON: the record with its lines in one request.</summary>
sealed class HttpProvider(Egress egress, TimeProvider time) : IProvider
{
    readonly HttpTokens _tokens = new(egress, time);

    public string Name => "http";

    HttpExchange Exchange => new(egress, _tokens, time);

    public IReadOnlyList<Fault> Check(JsonElement config, JsonElement? credentials)
    {
        var faults = new List<Fault>();
        var settings = Settings.Read<HttpConfig>(config, "config", faults);
        if (settings is not null)
            new HttpConfigCheck(egress, faults).Run(settings);
        if (credentials is { } given && Settings.Read<HttpCredentials>(given, "credentials", faults) is { } secret)
            secret.Check(settings, egress, faults);
        return faults;
    }

    public IReadOnlyList<Fault> CheckMapping(MappingDefinition mapping, JsonElement config)
    {
        var faults = new List<Fault>(HttpBody.Faults(mapping));
        var all = (mapping.Fields ?? []).Select((f, i) => (f, $"fields[{i}].lookup"))
            .Concat((mapping.LineItems?.Fields ?? []).Select((f, i) => (f, $"line_items.fields[{i}].lookup")));
        faults.AddRange(all.Where(f => f.f.Lookup is not null)
            .Select(f => new Fault(f.Item2, "An http endpoint cannot be asked for other records; map the value itself.")));
        faults.AddRange(HttpTemplates.Unmapped(Settings.Stored<HttpConfig>(config), mapping));
        return faults;
    }

    public JsonNode Preview(Push push)
    {
        var config = Settings.Stored<HttpConfig>(push.Target.Config);
        var shown = new JsonObject { ["method"] = config.MethodOrDefault };
        try
        {
            var call = RecordCall(push, config);
            shown["url"] = call.Url.AbsoluteUri;
            shown["headers"] = new JsonObject(call.Headers.Append(("Content-Type", config.ContentTypeOrDefault))
                .Select(h => KeyValuePair.Create(h.Item1, (JsonNode?)h.Item2)));
        }
        catch (TemplateValueException e)
        {
            shown["problem"] = e.Message;
        }

        shown["body"] = HttpBody.Of(push.Payload);
        return shown;
    }

    public Task<TestAnswer> TestAsync(Target target, CancellationToken ct) =>
        new HttpProbe(Exchange).RunAsync(target, ct);

    public async Task<FindAnswer> FindAsync(Push push, CancellationToken ct)
    {
        var config = Settings.Stored<HttpConfig>(push.Target.Config);
        if (config.Find is not { } find)
            return new FindAnswer.CannotLook();
        try
        {
            var url = UrlTemplate.Render(Template.Stored(find.Url!, "config.find.url"), TemplateValues.Of(push), egress);
            var call = new HttpCall(HttpMethod.Get, url, [.. HttpTemplates.Headers(config, push)]);
            push.Log.Info($"Looking for the record at {push.Target.DisplayName}.");
            var outcome = await SendAsync(call, push, config, ct);
            return new HttpLookup(egress, config, push).Of(outcome, SecretsOf(push.Target));
        }
        catch (TemplateValueException e)
        {
            push.Log.Warning($"The record cannot be looked for: {e.Message}");
            return new FindAnswer.CannotLook();
        }
    }

    public async Task<PushAnswer> PushAsync(Push push, CancellationToken ct)
    {
        var config = Settings.Stored<HttpConfig>(push.Target.Config);
        try
        {
            var outcome = await SendAsync(RecordCall(push, config), push, config, ct);
            if (outcome.Reply is not { } reply)
                return outcome.NoReply!;

            var to = push.Target.DisplayName;
            return HttpVerdict.NotDone(reply, config.Success, config.ErrorMessage, SecretsOf(push.Target), to)
                ?? Done(reply, config, push);
        }
        catch (TemplateValueException e)
        {
            return new PushAnswer.Refused("payload_invalid", e.Message);
        }
    }

    public async Task<PushAnswer> AttachAsync(Push push, string externalId, CancellationToken ct)
    {
        var config = Settings.Stored<HttpConfig>(push.Target.Config);
        if (config.Attach is not { } attach)
            return new PushAnswer.NothingToDo("The destination has no settings for files (config.attach).");
        if (push.Document.File is not { } file)
            return new PushAnswer.NothingToDo("The document has no file.");

        try
        {
            var url = UrlTemplate.Render(
                Template.Stored(attach.Url!, "config.attach.url"), TemplateValues.Of(push, externalId), egress);
            var call = new HttpCall(new HttpMethod(attach.MethodOrDefault), url,
                [.. HttpTemplates.Headers(config, push), (config.IdempotencyHeaderOrDefault, push.IdempotencyKey + "-file")],
                () => HttpFileContent.Form(file, attach.FieldNameOrDefault));
            var outcome = await SendAsync(call, push, config, ct);
            if (outcome.Reply is not { } reply)
                return outcome.NoReply!;

            return HttpVerdict.NotDone(reply, null, config.ErrorMessage, SecretsOf(push.Target), push.Target.DisplayName)
                ?? new PushAnswer.Done(externalId, null, reply.Code == 201 ? "created" : "written");
        }
        catch (TemplateValueException e)
        {
            return new PushAnswer.Refused("payload_invalid", e.Message);
        }
    }

    HttpCall RecordCall(Push push, HttpConfig config)
    {
        var url = UrlTemplate.Render(Template.Stored(config.Url!, "config.url"), TemplateValues.Of(push), egress);
        return new(new HttpMethod(config.MethodOrDefault), url,
            [.. HttpTemplates.Headers(config, push), (config.IdempotencyHeaderOrDefault, push.IdempotencyKey)],
            () => HttpBody.Content(push.Payload, config.ContentTypeOrDefault));
    }

    async Task<HttpOutcome> SendAsync(HttpCall call, Push push, HttpConfig config, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var outcome = await Exchange.SendAsync(
            call, HttpCredentials.Of(push.Target.Credentials), config.Timeout, push.Target.DisplayName, ct);
        if (outcome.Reply is { } reply)
            push.Log.Info($"{call.Method} {call.Url.GetLeftPart(UriPartial.Authority)} was answered with {reply.Code}.", new
            {
                Status = reply.Code,
                DurationMs = (long)time.GetElapsedTime(started).TotalMilliseconds,
                RetryAfterSeconds = reply.RetryAfter?.TotalSeconds,
            });
        return outcome;
    }

    PushAnswer.Done Done(HttpReply reply, HttpConfig config, Push push)
    {
        var id = HttpPlace.Id(config.ExternalId, reply);
        if (id is null && config.ExternalId is not null)
            push.Log.Warning($"The answer has no id at {config.ExternalId}; the key's values stand for it.");
        id ??= HttpTemplates.KeyOf(push);
        return new(id, HttpTemplates.ExternalUrl(config.ExternalUrl, reply, id, push, egress),
            reply.Code == 201 ? "created" : "written");
    }

    List<string> SecretsOf(Target target) => HttpCredentials.Of(target.Credentials) is { } credentials
        ? [.. credentials.Secrets, .. _tokens.Kept(credentials)]
        : [];
}
