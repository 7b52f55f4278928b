using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Numora.Delivery.Providers.Http;

/// <summary>How a destination is told who is asking. Templates never see any of this.</summary>
/// <param name="Type"><c>bearer</c>, <c>basic</c>, <c>header</c> or <c>oauth2_client_credentials</c>.</param>
/// <param name="Name">The header's name.</param>
/// <param name="ClientAuth">Where the token's server wants the secret: <c>body</c> (the default) or <c>basic</c>.</param>
sealed record HttpCredentials(
    string? Type = null, string? Token = null, string? Username = null, string? Password = null, string? Name = null,
    string? Value = null, string? TokenUrl = null, string? ClientId = null, string? ClientSecret = null,
    string? Scope = null, string? ClientAuth = null)
{
    public const string OAuth = "oauth2_client_credentials";

    const int MinSecretLength = 4;

    /// <summary>What no message may hold, should the other side repeat it.</summary>
    public IEnumerable<string> Secrets => new[] { Token, Password, Value, ClientSecret, Type == "basic" ? Basic(Username, Password) : null }
        .OfType<string>().Where(s => s.Length >= MinSecretLength);

    public static HttpCredentials? Of(JsonElement stored) =>
        stored.ValueKind == JsonValueKind.Undefined ? null : Settings.Stored<HttpCredentials>(stored);

    public static string Basic(string? user, string? password) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    /// <summary>Puts them on a request; not those that need a token first.</summary>
    public void Sign(HttpRequestHeaders headers)
    {
        switch (Type)
        {
            case "bearer":
                headers.Authorization = new("Bearer", Token);
                break;
            case "basic":
                headers.Authorization = new("Basic", Basic(Username, Password));
                break;
            case "header":
                headers.TryAddWithoutValidation(Name!, Value);
                break;
        }
    }

    public void Check(HttpConfig? config, Egress egress, ICollection<Fault> faults)
    {
        string[]? needed = Type switch
        {
            "bearer" => ["token"],
            "basic" => ["username", "password"],
            "header" => ["name", "value"],
            OAuth => ["token_url", "client_id", "client_secret"],
            _ => null,
        };
        if (needed is null)
        {
            faults.Add(new("credentials.type", $"Must be bearer, basic, header or {OAuth}."));
            return;
        }

        string[] allowed = Type == OAuth ? [.. needed, "scope", "client_auth"] : needed;
        foreach (var (name, value) in Members())
            if (value is not null && !allowed.Contains(name))
                faults.Add(new($"credentials.{name}", $"Does not belong to the type {Type}."));
            else if (needed.Contains(name) && string.IsNullOrEmpty(value))
                faults.Add(new($"credentials.{name}", $"Is required for the type {Type}."));
        if (new[] { Token, Value }.Any(v => v?.Any(c => c is < ' ' or > '~') == true))
            faults.Add(new(Type == "header" ? "credentials.value" : "credentials.token", "Must be one line of ASCII."));
        if (Username?.Contains(':') == true)
            faults.Add(new("credentials.username", "Must not contain a colon."));
        if (Type == "header" && Name is not null)
            CheckHeader(config, faults);
        if (Type == OAuth)
            CheckOAuth(egress, faults);
    }

    void CheckHeader(HttpConfig? config, ICollection<Fault> faults)
    {
        var taken = HttpConfigCheck.IsReserved(Name!) && !Name!.Equals("authorization", StringComparison.OrdinalIgnoreCase);
        if (!HttpConfigCheck.IsHeaderName(Name) || taken)
            faults.Add(new("credentials.name", "Must be the name of a header that nothing else sets."));
        if ((config?.Headers?.Keys ?? []).Append(config?.IdempotencyHeaderOrDefault)
            .Contains(Name, StringComparer.OrdinalIgnoreCase))
            faults.Add(new("credentials.name", "That header is set by config already."));
    }

    void CheckOAuth(Egress egress, ICollection<Fault> faults)
    {
        if (!string.IsNullOrEmpty(TokenUrl) && egress.Check(TokenUrl, out var fault) is null)
            faults.Add(new("credentials.token_url", fault));
        if (ClientAuth is not (null or "body" or "basic"))
            faults.Add(new("credentials.client_auth", "Must be body or basic."));
    }

    IEnumerable<(string Name, string? Value)> Members() =>
    [
        ("token", Token), ("username", Username), ("password", Password), ("name", Name), ("value", Value),
        ("token_url", TokenUrl), ("client_id", ClientId), ("client_secret", ClientSecret), ("scope", Scope),
        ("client_auth", ClientAuth),
    ];

    /// <summary>Never its members: a record's own would show them in a message.</summary>
    public override string ToString() => $"HttpCredentials {{ Type = {Type} }}";
}
