using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Numora.Tests.Delivery.Providers.Dynamics365;

/// <summary>What the peer's token endpoint says, in Microsoft Entra's words.</summary>
static class PeerToken
{
    /// <param name="repeated">What a refusal adds of the secret it got.</param>
    public static PeerAnswer? Refusal(
        HttpRequest request, string form, string scope, string clientId, string clientSecret, Func<string, string> repeated)
    {
        var fields = form.Split('&').Select(f => f.Split('=', 2)).ToDictionary(
            f => WebUtility.UrlDecode(f[0]), f => WebUtility.UrlDecode(f[^1]));
        if (request.Method != "POST" || request.ContentType != "application/x-www-form-urlencoded")
            return Error(400, "invalid_request", "AADSTS900144: The request must be a form.");
        if (fields.GetValueOrDefault("grant_type") != "client_credentials")
            return Error(400, "unsupported_grant_type", "AADSTS70003: The app requested an unsupported grant type.");
        if (fields.GetValueOrDefault("scope") != scope)
            return Error(400, "invalid_scope", "AADSTS1002012: The provided value for scope is not valid.");
        if (fields.GetValueOrDefault("client_id") != clientId)
            return Error(400, "unauthorized_client", "AADSTS700016: Application was not found in the directory.");
        if (fields.GetValueOrDefault("client_secret") is var secret && secret != clientSecret)
            return Error(
                401, "invalid_client", $"AADSTS7000215: Invalid client secret provided.{repeated(secret ?? "")}\r\nTrace ID: 5f3c");
        return null;
    }

    public static PeerAnswer Given(string token, int lifetimeSeconds) => new(200, new JsonObject
    {
        ["token_type"] = "Bearer",
        ["expires_in"] = lifetimeSeconds,
        ["access_token"] = token,
    });

    static PeerAnswer Error(int status, string code, string description) =>
        new(status, new JsonObject { ["error"] = code, ["error_description"] = description });
}
