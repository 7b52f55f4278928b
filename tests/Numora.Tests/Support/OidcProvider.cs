using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Numora.Tests.Support;

/// <summary>
/// An OpenID Connect provider on 127.0.0.1: discovery, keys, authorize (whoever comes is signed in at once), token with
/// client secret and PKCE, user info. It checks what a real one checks.
/// </summary>
sealed class OidcProvider : IAsyncDisposable
{
    public const string ClientId = "numora";
    public const string ClientSecret = "a secret of the client";

    readonly WebApplication _app;
    readonly RSA _key = RSA.Create(2048);
    readonly RSA _otherKey = RSA.Create(2048);
    readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string RedirectUri)> _codes = [];

    OidcProvider(WebApplication app)
    {
        _app = app;
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = Base,
            authorization_endpoint = $"{Base}/authorize",
            token_endpoint = $"{Base}/token",
            userinfo_endpoint = $"{Base}/userinfo",
            jwks_uri = $"{Base}/keys",
            response_types_supported = new[] { "code" },
            id_token_signing_alg_values_supported = new[] { "RS256" },
        }));
        app.MapGet("/keys", () => Results.Content($$"""{"keys":[{{JsonSerializer.Serialize(Jwk())}}]}""", "application/json"));
        app.MapGet("/authorize", Authorize);
        app.MapPost("/token", TokenAsync);
        app.MapGet("/userinfo", () => Results.Json(new { sub = Subject, groups = Groups }));
    }

    public string Base { get; private set; } = "";

    public string Subject { get; set; } = "subject-1";

    public string Email { get; set; } = "ext@example.com";

    public bool EmailVerified { get; set; } = true;

    public string[] Groups { get; set; } = [];

    /// <summary>A provider that somebody else pretends to be.</summary>
    public bool SignsWithAnotherKey { get; set; }

    public static async Task<OidcProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new OidcProvider(builder.Build());
        await provider._app.StartAsync();
        provider.Base = provider._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!
            .Addresses.Single().TrimEnd('/');
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
        _otherKey.Dispose();
    }

    IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256"
            || !query["scope"].ToString().Split(' ').Contains("openid"))
            return Results.BadRequest();
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _codes[code] = (query["nonce"].ToString(), query["code_challenge"].ToString(), query["redirect_uri"].ToString());
        return Results.Redirect(QueryHelpers.AddQueryString(query["redirect_uri"].ToString(), new Dictionary<string, string?>
        {
            ["code"] = code,
            ["state"] = query["state"],
        }));
    }

    async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (!_codes.TryRemove(form["code"].ToString(), out var grant) || form["redirect_uri"] != grant.RedirectUri
            || form["client_id"] != ClientId || form["client_secret"] != ClientSecret
            || WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != grant.Challenge)
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        return Results.Json(new { access_token = "access", token_type = "Bearer", expires_in = 300, id_token = IdToken(grant.Nonce) });
    }

    string IdToken(string nonce)
    {
        List<Claim> claims =
        [
            new("sub", Subject), new("nonce", nonce), new("email", Email), new("name", "Ext Ernal"),
            new("email_verified", EmailVerified ? "true" : "false", ClaimValueTypes.Boolean),
        ];
        var key = new RsaSecurityKey(SignsWithAnotherKey ? _otherKey : _key) { KeyId = "1" };
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Base,
            Audience = ClientId,
            Subject = new ClaimsIdentity(claims),
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
        });
    }

    object Jwk()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return new
        {
            kty = "RSA",
            use = "sig",
            kid = "1",
            n = WebEncoders.Base64UrlEncode(key.Modulus!),
            e = WebEncoders.Base64UrlEncode(key.Exponent!),
        };
    }
}
