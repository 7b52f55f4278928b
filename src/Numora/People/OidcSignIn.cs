using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Numora.People;

/// <summary>
/// Sign-in by an OpenID Connect provider: authorization code with PKCE. It ends in a session like any other. Who comes from
/// there without a password here has exactly the roles of their groups, anew at each sign-in.
/// </summary>
static partial class OidcSignIn
{
    public const string Scheme = "Oidc";
    public const string CallbackPath = "/sign-in/oidc";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void Configure(OpenIdConnectOptions oidc, OidcOptions options)
    {
        oidc.Authority = options.Authority!.AbsoluteUri;
        oidc.RequireHttpsMetadata = options.RequiresHttps;
        oidc.ClientId = options.ClientId;
        oidc.ClientSecret = options.ClientSecret;
        oidc.CallbackPath = CallbackPath;
        oidc.SignInScheme = SessionCookie.Scheme;
        oidc.BackchannelTimeout = Patience;
        oidc.ResponseType = OpenIdConnectResponseType.Code;
        oidc.ResponseMode = OpenIdConnectResponseMode.Query; // a form post from there would come without our cookies
        oidc.MapInboundClaims = false;
        oidc.GetClaimsFromUserInfoEndpoint = true;
        foreach (var scope in options.Scopes ?? [])
            oidc.Scope.Add(scope);
        oidc.Scope.Add("email");
        foreach (var claim in new[] { "email", "email_verified", "name", options.GroupClaim })
            oidc.ClaimActions.MapJsonKey(claim, claim);
        foreach (var cookie in new[] { oidc.CorrelationCookie, oidc.NonceCookie })
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        oidc.Events.OnTicketReceived = ReceivedAsync;
        oidc.Events.OnRemoteFailure = FailedAsync;
    }

    static async Task ReceivedAsync(TicketReceivedContext ticket)
    {
        var http = ticket.HttpContext;
        var ct = http.RequestAborted;
        var options = http.RequestServices.GetRequiredService<IOptions<OidcOptions>>().Value;
        var db = http.RequestServices.GetRequiredService<NumoraDb>();
        var now = http.RequestServices.GetRequiredService<TimeProvider>().Now();
        ticket.HandleResponse();
        Person? person;
        await using (var transaction = await db.LockPeopleAsync(ct))
        {
            person = await FindOrMakeAsync(db, ticket.Principal!, options, now, ct);
            await transaction.CommitAsync(ct);
        }

        if (person is null)
        {
            await ErrorPage.WriteAsync(http, StatusCodes.Status403Forbidden,
                $"Your account at {options.Name} may not use Numora. Ask an admin to invite you, or to add you to a group.");
            return;
        }

        await http.SignInAsync(db, person, now, ct);
        http.Response.Redirect(ticket.ReturnUri ?? "/");
    }

    static async Task<Person?> FindOrMakeAsync(
        NumoraDb db, ClaimsPrincipal external, OidcOptions options, DateTimeOffset now, CancellationToken ct)
    {
        if (external.FindFirst("sub") is not { } subject)
            return null;
        var id = $"{subject.Issuer} {subject.Value}";
        var email = Emails.Normalized(external.FindFirstValue("email"));
        var isVerified = string.Equals(external.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase);
        var granted = (options.Groups ?? []).Where(g => external.HasClaim(options.GroupClaim, g.Name)).ToList();

        var person = await db.People.SingleOrDefaultAsync(p => p.ExternalId == id, ct);
        if (person is null && isVerified)
        {
            // Only an address that the provider has verified proves whose account here it is.
            person = await db.People.SingleOrDefaultAsync(p => p.Email == email, ct);
            person?.KnownAs(id);
        }

        if (person is null)
        {
            if (granted.Count == 0 || email is null || await db.People.AnyAsync(p => p.Email == email, ct))
                return null;
            person = new Person(email, Texts.Kept(external.FindFirstValue("name") is { Length: > 0 } name ? name : email, 99), null, now);
            person.KnownAs(id);
            db.Add(person);
        }

        if (person.PasswordHash is null)
            await GrantAsync(db, person, options, granted, now, ct);
        await db.SaveChangesAsync(ct);
        return person.DisabledAt is null && (person.PasswordHash is not null || granted.Count > 0) ? person : null;
    }

    static async Task GrantAsync(
        NumoraDb db, Person person, OidcOptions options, List<OidcGroup> granted, DateTimeOffset now, CancellationToken ct)
    {
        person.Mark(granted.Max(g => g.Installation));
        if (granted.Count == 0)
            person.EndSessions();
        var names = (options.Groups ?? []).Select(g => g.Workspace).Distinct().ToList();
        var members = await db.Memberships.Where(m => m.PersonId == person.Id).ToListAsync(ct);
        foreach (var workspace in await db.Workspaces.Where(w => names.Contains(w.Name)).ToListAsync(ct))
        {
            var role = granted.Where(g => g.Workspace == workspace.Name).Max(g => g.Role);
            var member = members.SingleOrDefault(m => m.WorkspaceId == workspace.Id);
            if (role is null && member is not null)
                db.Remove(member);
            else if (role is { } wanted && member is not null)
                member.Become(wanted);
            else if (role is { } first)
                db.Add(new Membership(person.Id, workspace.Id, first, now));
        }
    }

    static Task FailedAsync(RemoteFailureContext failure)
    {
        failure.HandleResponse();
        Failed(failure.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Numora.People"),
            failure.Failure?.GetType().Name ?? "", failure.HttpContext.RequestId());
        return ErrorPage.WriteAsync(failure.HttpContext, StatusCodes.Status400BadRequest,
            "The sign-in was not completed: it was cancelled, took too long, or the provider's answer could not be trusted. Try again.");
    }

    [LoggerMessage(1603, LogLevel.Warning, "A sign-in by OpenID Connect failed: {Fault} ({RequestId})")]
    static partial void Failed(ILogger log, string fault, string requestId);
}
