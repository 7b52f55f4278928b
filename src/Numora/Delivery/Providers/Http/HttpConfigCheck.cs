using System.Text.Json;
using System.Text.RegularExpressions;

namespace Numora.Delivery.Providers.Http;

/// <summary>All that is wrong with an <c>http</c> destination's settings.</summary>
sealed partial class HttpConfigCheck(Egress egress, ICollection<Fault> faults)
{
    static readonly TemplateNames BeforeSending = new(Payload: true, ExternalId: false);
    static readonly TemplateNames AfterSending = new(Payload: true, ExternalId: true);
    static readonly TemplateNames NoNames = new(Payload: false, ExternalId: false);

    /// <summary>Set by the credentials, the idempotency key, the body, or the connection.</summary>
    static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "authorization", "proxy-authorization", "cookie", "host", "content-length", "content-type", "content-encoding",
        "transfer-encoding", "connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade", "expect",
    };

    public void Run(HttpConfig config)
    {
        UrlTemplate.Check(config.Url, "config.url", BeforeSending, egress, faults);
        OneOf(config.Method, "config.method", "POST", "PUT", "PATCH");
        Headers(config);
        if (config.ContentType is { } type && !JsonType().IsMatch(type))
            faults.Add(new("config.content_type", "Must be a JSON type such as application/json or application/vnd.api+json."));
        Success(config.Success);
        Place(config.ExternalId, "config.external_id", mayBeTemplate: false);
        Place(config.ExternalUrl, "config.external_url", mayBeTemplate: true);
        if (config.ErrorMessage is not null)
            JsonPath.Check(config.ErrorMessage, "config.error_message", faults);
        Find(config.Find);
        Attach(config.Attach);
        Test(config.Test);
        if (config.TimeoutSeconds is < 1 or > HttpConfig.MaxTimeoutSeconds)
            faults.Add(new("config.timeout_seconds", $"Must be between 1 and {HttpConfig.MaxTimeoutSeconds}."));
    }

    public static bool IsHeaderName(string? name) => name is not null && Token().IsMatch(name);

    public static bool IsReserved(string name) => Reserved.Contains(name);

    void Headers(HttpConfig config)
    {
        var idempotency = config.IdempotencyHeaderOrDefault;
        if (!IsHeaderName(idempotency) || IsReserved(idempotency))
            faults.Add(new("config.idempotency_header", "Must be the name of a header that nothing else sets."));
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, text) in config.Headers ?? new Dictionary<string, string>())
        {
            var place = $"config.headers.{name}";
            if (!IsHeaderName(name) || !seen.Add(name))
                faults.Add(new(place, "Must be the name of a header, once."));
            else if (IsReserved(name) || name.Equals(idempotency, StringComparison.OrdinalIgnoreCase))
                faults.Add(new(place, "Is set by the credentials, the idempotency key, the body or the connection."));
            else if (text is null || text.Any(c => c is < ' ' or > '~'))
                faults.Add(new(place, "Must be one line of ASCII."));
            else
                Template.Parse(text, place, BeforeSending, faults);
        }
    }

    void Success(HttpSuccess? rules)
    {
        if (rules?.Status is { } list && (list.Count == 0 || list.Any(s => !MaySucceed(s))))
            faults.Add(new("config.success.status", "Must list statuses 200–299, or 4xx other than 401, 403, 407, 408, 425, 429."));
        Paths(rules?.Exists, "config.success.exists");
        Paths(rules?.NotExists, "config.success.not_exists");
        foreach (var (path, value) in rules?.EqualTo ?? new Dictionary<string, JsonElement>())
        {
            JsonPath.Check(path, "config.success.equals", faults);
            if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
                faults.Add(new($"config.success.equals.{path}", "Must be a text, a number, true or false."));
        }
    }

    static bool MaySucceed(int status) =>
        status is >= 200 and <= 299 || (status is >= 400 and <= 499 and not (401 or 403 or 407 or 408 or 425 or 429));

    void Find(HttpFindConfig? find)
    {
        if (find is null)
            return;
        UrlTemplate.Check(find.Url, "config.find.url", BeforeSending, egress, faults);
        Place(find.ExternalId, "config.find.external_id", mayBeTemplate: false);
        Place(find.ExternalUrl, "config.find.external_url", mayBeTemplate: true);
        if (find.NotFound is { } statuses && statuses.Any(s => s is < 200 or > 499 or 401 or 403))
            faults.Add(new("config.find.not_found", "Must list statuses 200–499 other than 401 and 403."));
        Paths(find.Exists, "config.find.exists");
        foreach (var (path, text) in find.Same ?? new Dictionary<string, string>())
        {
            JsonPath.Check(path, "config.find.same", faults);
            if (text is null)
                faults.Add(new($"config.find.same.{path}", "Must be a text, such as {{total_amount}}."));
            else
                Template.Parse(text, $"config.find.same.{path}", BeforeSending, faults);
        }
    }

    void Attach(HttpAttachConfig? attach)
    {
        if (attach is null)
            return;
        UrlTemplate.Check(attach.Url, "config.attach.url", AfterSending, egress, faults);
        OneOf(attach.Method, "config.attach.method", "POST", "PUT");
        if (!FormField().IsMatch(attach.FieldNameOrDefault))
            faults.Add(new("config.attach.field_name", "Must have 1 to 100 letters, digits or . _ - [ ]."));
    }

    void Test(HttpTestConfig? test)
    {
        OneOf(test?.Method, "config.test.method", "HEAD", "GET");
        if (test?.Url is { } url && url.Contains("{{", StringComparison.Ordinal))
            faults.Add(new("config.test.url", "Must be a URL without names: there is no document in a test."));
        else if (test?.Url is not null)
            UrlTemplate.Check(test.Url, "config.test.url", NoNames, egress, faults);
    }

    void OneOf(string? value, string place, params string[] known)
    {
        if (value is not null && !known.Contains(value))
            faults.Add(new(place, $"Must be {string.Join(" or ", known)}."));
    }

    void Paths(IReadOnlyList<string>? paths, string place)
    {
        foreach (var (i, path) in (paths ?? []).Index())
            JsonPath.Check(path, $"{place}[{i}]", faults);
    }

    void Place(string? text, string place, bool mayBeTemplate)
    {
        if (text is null)
            return;
        if (text.StartsWith(HttpPlace.HeaderPrefix, StringComparison.Ordinal))
        {
            if (!IsHeaderName(text[HttpPlace.HeaderPrefix.Length..]))
                faults.Add(new(place, "Must name a header, such as header:location."));
        }
        else if (text.StartsWith('$') || !mayBeTemplate)
            JsonPath.Check(text, place, faults);
        else
            UrlTemplate.Check(text, place, AfterSending, egress, faults);
    }

    [GeneratedRegex(@"^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Token();

    [GeneratedRegex(@"^application/([a-z0-9.\-]+\+)?json\z", RegexOptions.NonBacktracking)]
    private static partial Regex JsonType();

    [GeneratedRegex(@"^[A-Za-z0-9._\-\[\]]{1,100}\z", RegexOptions.NonBacktracking)]
    private static partial Regex FormField();
}
