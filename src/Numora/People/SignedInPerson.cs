using System.Security.Claims;

namespace Numora.People;

/// <summary>What <c>HttpContext.User</c> tells of somebody who is signed in.</summary>
static class SignedInPerson
{
    public const string SessionClaim = "numora:session";
    public const string InstallationClaim = "numora:installation";

    /// <summary>One for each workspace: its id, a space, and the role.</summary>
    public const string MembershipClaim = "numora:membership";

    public static ClaimsPrincipal Of(SessionIdentity session)
    {
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, session.PersonId), new(ClaimTypes.Name, session.Name),
            new(ClaimTypes.Email, session.Email), new(SessionClaim, session.SessionId),
            .. session.Memberships.Select(m => new Claim(MembershipClaim, $"{m.Key} {m.Value.InWords()}")),
        ];
        if (session.InstallationRole is { } role)
            claims.Add(new(InstallationClaim, role.InWords()));
        return new(new ClaimsIdentity(claims, SessionCookie.Scheme));
    }

    public static string PersonId(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier)
        ?? throw new InvalidOperationException("This page was reached without a session.");

    public static string? SessionId(this ClaimsPrincipal user) => user.FindFirstValue(SessionClaim);

    public static string Email(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.Email) ?? "";

    public static bool IsInstallationOperator(this ClaimsPrincipal user) =>
        user.HasClaim(InstallationClaim, InstallationRole.Operator.InWords());

    /// <summary>The ids of the workspaces where this person is admin.</summary>
    public static IReadOnlyList<string> Administers(this ClaimsPrincipal user) =>
        [.. user.FindAll(MembershipClaim).Select(c => c.Value.Split(' '))
            .Where(m => m[1] == MemberRole.Admin.InWords()).Select(m => m[0])];
}
