using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Numora.People;

/// <summary>
/// The cookie of a session: <c>__Host-numora</c> over https, <c>numora</c> over http. Encrypted by the key ring that all hosts
/// share; it carries the session's id and nothing else that counts.
/// </summary>
static class SessionCookie
{
    public const string Scheme = "Session";
    public const string SignInPath = "/sign-in";
    public const string ReturnUrl = "returnUrl";

    public static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.CookieManager = new NamedByScheme();
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.Cookie.Path = "/";
        cookie.ExpireTimeSpan = Session.Longest; // the row in the database decides about less
        cookie.SlidingExpiration = false;
        cookie.LoginPath = SignInPath;
        cookie.ReturnUrlParameter = ReturnUrl;
        cookie.Events.OnValidatePrincipal = FindAsync;
        cookie.Events.OnRedirectToLogin = AskToSignIn;
        cookie.Events.OnRedirectToAccessDenied = Deny;
    }

    /// <summary>Makes the session and its cookie; a session that this browser had before ends.</summary>
    /// <param name="person">Tracked by <paramref name="db"/>.</param>
    public static async Task SignInAsync(this HttpContext http, NumoraDb db, Person person, DateTimeOffset now, CancellationToken ct)
    {
        var before = http.User.SessionId();
        var session = new Session(person, http.Request.Headers.UserAgent.ToString(), now);
        person.SignedIn(now);
        db.Add(session);
        await db.SaveChangesAsync(ct);
        await db.Sessions.Where(s => s.Id == before || s.CreatedAt < now - Session.Longest || s.SeenAt < now - Session.Idle)
            .ExecuteDeleteAsync(ct);
        var identity = new ClaimsIdentity([new(SignedInPerson.SessionClaim, session.Id)], Scheme);
        await http.SignInAsync(Scheme, new(identity), new() { IsPersistent = true, AllowRefresh = false });
    }

    public static async Task SignOutAsync(this HttpContext http, NumoraDb db, CancellationToken ct)
    {
        var session = http.User.SessionId();
        await db.Sessions.Where(s => s.Id == session).ExecuteDeleteAsync(ct);
        http.RequestServices.GetRequiredService<SessionRing>().Forget();
        await http.SignOutAsync(Scheme);
    }

    static async Task FindAsync(CookieValidatePrincipalContext cookie)
    {
        var ring = cookie.HttpContext.RequestServices.GetRequiredService<SessionRing>();
        if (cookie.Principal?.SessionId() is { } id
            && await ring.FindAsync(id, cookie.HttpContext.RequestAborted) is { } session)
            cookie.ReplacePrincipal(SignedInPerson.Of(session));
        else
            cookie.RejectPrincipal();
    }

    /// <summary>A page that was asked for leads to the sign-in and back; anything else is 401.</summary>
    static Task AskToSignIn(RedirectContext<CookieAuthenticationOptions> challenge)
    {
        if (HttpMethods.IsGet(challenge.Request.Method))
            challenge.Response.Redirect(challenge.RedirectUri);
        else
            challenge.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    static Task Deny(RedirectContext<CookieAuthenticationOptions> refused)
    {
        refused.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>
    /// Browsers take a cookie whose name begins with <c>__Host-</c> only with Secure, Path=/ and no Domain: neither plain http
    /// nor a sibling host can plant one.
    /// </summary>
    sealed class NamedByScheme : ICookieManager
    {
        readonly ChunkingCookieManager _cookies = new();

        public string? GetRequestCookie(HttpContext context, string key) => _cookies.GetRequestCookie(context, Name(context));

        public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
            _cookies.AppendResponseCookie(context, Name(context), value, options);

        public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
            _cookies.DeleteCookie(context, Name(context), options);

        static string Name(HttpContext context) => context.Request.IsHttps ? "__Host-numora" : "numora";
    }
}
