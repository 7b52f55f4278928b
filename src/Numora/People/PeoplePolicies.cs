using Microsoft.AspNetCore.Authorization;

namespace Numora.People;

/// <summary>What routes ask of a person; all ask for a session.</summary>
static class PeoplePolicies
{
    /// <summary>Sees the jobs of the installation: its observers and operators.</summary>
    public const string LookAtJobs = "look_at_jobs";

    /// <summary>Requeues, deletes and triggers jobs: the installation's operators.</summary>
    public const string OperateJobs = "operate_jobs";

    /// <summary>Invites and changes people: admins of any workspace, and the installation's operators.</summary>
    public const string ManagePeople = "manage_people";

    public static void Configure(AuthorizationOptions policies)
    {
        policies.DefaultPolicy = Policy(p => p);
        policies.AddPolicy(LookAtJobs, Policy(p => p.RequireClaim(
            SignedInPerson.InstallationClaim, InstallationRole.Observer.InWords(), InstallationRole.Operator.InWords())));
        policies.AddPolicy(OperateJobs, Policy(p => p.RequireClaim(
            SignedInPerson.InstallationClaim, InstallationRole.Operator.InWords())));
        policies.AddPolicy(ManagePeople, Policy(p => p.RequireAssertion(
            c => c.User.IsInstallationOperator() || c.User.Administers().Count > 0)));
    }

    static AuthorizationPolicy Policy(Func<AuthorizationPolicyBuilder, AuthorizationPolicyBuilder> and) =>
        and(new AuthorizationPolicyBuilder(SessionCookie.Scheme).RequireAuthenticatedUser()).Build();
}
