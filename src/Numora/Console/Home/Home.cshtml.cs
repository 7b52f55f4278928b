using System.Reflection;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Numora.Operations;
using Numora.People;
using Numora.Platform.Jobs;

namespace Numora.Pages;

/// <summary>Where somebody who signed in begins: what there is for them, and how the installation is.</summary>
sealed class HomeModel(NumoraDb db, Readiness readiness, IOptions<JobDashboardOptions> dashboard) : PageModel
{
    public bool IsDashboardOn => dashboard.Value.Enabled;

    public IReadOnlyList<(string Workspace, string Role)> Memberships { get; private set; } = [];

    public HealthStatus Health { get; private set; }

    public string HealthWord => Health switch
    {
        HealthStatus.Ready => "all well",
        HealthStatus.Degraded => "works in part",
        HealthStatus.Unready => "does not work",
    };

    /// <summary>What is not well.</summary>
    public IReadOnlyList<HealthCheckView> Findings { get; private set; } = [];

    /// <summary>Without the commit that the compiler adds after a plus sign.</summary>
    public static string Version => typeof(HomeModel).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion.Split('+')[0];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var me = User.PersonId();
        var memberships = await db.Memberships.Where(m => m.PersonId == me)
            .Join(db.Workspaces, m => m.WorkspaceId, w => w.Id, (m, w) => new { w.Name, m.Role }).OrderBy(m => m.Name).ToListAsync(ct);
        Memberships = [.. memberships.Select(m => (m.Name, Shown.Role(m.Role)))];
        var checks = await readiness.CheckAsync(ct);
        Health = checks.Max(c => c.Status);
        Findings = [.. checks.Where(c => c.Status != HealthStatus.Ready)];
    }
}
