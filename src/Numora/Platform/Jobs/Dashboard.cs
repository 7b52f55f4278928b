using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Hangfire;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Numora.Platform.Jobs;

/// <summary>Configuration <c>Numora:Dashboard</c>.</summary>
[Section("Numora:Dashboard")]
sealed class JobDashboardOptions
{
    /// <summary>False: there is no dashboard on this host.</summary>
    public bool Enabled { get; init; } = true;
}

/// <summary>
/// Hangfire's dashboard at <c>/hangfire</c>, for people who sign in. It shows the jobs of all workspaces, so it is for people
/// of the installation; whoever may only look gets it without buttons, and a POST of theirs is refused.
/// </summary>
static partial class Dashboard
{
    public const string Path = "/hangfire";

    const int PollMs = 5_000;

    public static IServiceCollection AddJobDashboard(this IServiceCollection services)
    {
        services.AddSettings<JobDashboardOptions>();
        services.AddAntiforgery(); // without it Hangfire takes a POST from anywhere
        services.AddSingleton(s => s.GetRequiredService<JobFilters>().Provider());
        services.AddHangfire((s, hangfire) => hangfire.UseLogProvider(new HangfireLog(s.GetRequiredService<ILoggerFactory>())));
        return services;
    }

    /// <param name="look">The policy of who may see it.</param>
    /// <param name="operate">The policy of who may press its buttons.</param>
    public static void MapJobDashboard(this WebApplication app, string look, string operate)
    {
        if (!app.Services.GetRequiredService<IOptions<JobDashboardOptions>>().Value.Enabled)
            return;
        _ = s_links.Value; // registered once in the process
        app.MapHangfireDashboard(Path, new DashboardOptions
        {
            DashboardTitle = "Numora jobs",
            AppPath = "/",
            DisplayStorageConnectionString = false,
            StatsPollingInterval = PollMs,
            Authorization = [], // the policy of the endpoint
            AsyncAuthorization = [new Buttons(operate)],
            IsReadOnlyFunc = context => context.GetHttpContext().Items[typeof(Buttons)] is not true,
        }, app.Services.GetRequiredService<JobStorage>())
            .RequireAuthorization(look)
            .Add(endpoint => endpoint.RequestDelegate = Answered(endpoint.RequestDelegate!));
    }

    /// <summary>Hangfire answers with 500 where a button is opened as a page, or a job's number is none.</summary>
    static RequestDelegate Answered(RequestDelegate hangfire) => async http =>
    {
        if (Button().IsMatch(http.Request.Path.Value ?? "") && !HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = HttpMethods.Post;
            return;
        }

        try
        {
            await hangfire(http);
        }
        catch (BackgroundJobClientException e) when (e.InnerException is FormatException or OverflowException
            && !http.Response.HasStarted)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    };

    [GeneratedRegex("/(delete|requeue|enqueue|remove|trigger|stats)(/[^/]*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Button();

    /// <summary>Asks once for each request whether the person may press buttons; refuses what is pressed without.</summary>
    sealed class Buttons(string policy) : IDashboardAsyncAuthorizationFilter
    {
        public async Task<bool> AuthorizeAsync(DashboardContext context)
        {
            var http = context.GetHttpContext();
            var authorization = http.RequestServices.GetRequiredService<IAuthorizationService>();
            var may = (await authorization.AuthorizeAsync(http.User, policy)).Succeeded;
            http.Items[typeof(Buttons)] = may;
            return may || HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)
                || http.Request.Path.Value?.EndsWith("/stats", StringComparison.Ordinal) == true; // the numbers that it polls by POST
        }
    }

    static readonly Lazy<IGlobalConfiguration> s_links = new(() =>
        GlobalConfiguration.Configuration.UseJobDetailsRenderer(0, page => new NonEscapedString(Links(page))));

    /// <summary>What a job is about, with links to the pages that say more. Ids only.</summary>
    static string Links(JobDetailsRendererDto page)
    {
        if (page.JobDetails.Job is not { Args.Count: > 0 } job)
            return "";
        using var about = page.Page.Context.GetHttpContext().RequestServices.GetRequiredService<Databases>().Owner.CreateCommand("""
            select 'document' as kind, id, workspace_id from documents where id = split_part($1, '/', 1)
            union all select 'run', id, workspace_id from runs where id = $1
            union all select 'document', document_id, workspace_id from runs where id = $1
            union all select 'destination', destination_id, workspace_id from runs where id = $1
            union all select 'webhook endpoint', id, workspace_id from webhook_endpoints where id = $1
            """);
        about.Parameters.AddWithValue(Convert.ToString(job.Args[job.Args[0] is long ? 1 : 0], CultureInfo.InvariantCulture)!);
        using var reader = about.ExecuteReader();
        var (rows, workspace) = ("", "");
        while (reader.Read())
        {
            var (kind, id) = (reader.GetString(0), WebUtility.HtmlEncode(reader.GetString(1)));
            workspace = WebUtility.HtmlEncode(reader.GetString(2));
            rows += kind is "destination" ? $"<dt>{kind}</dt><dd><code>{id}</code></dd>"
                : $"<dt>{kind}</dt><dd><a href=\"/operations/{kind.Replace(' ', '-')}s/{id}\"><code>{id}</code></a></dd>";
        }

        return rows.Length == 0 ? "<p>What this job was about is not there any more.</p>"
            : $"<h3>About</h3><dl class=\"dl-horizontal\">{rows}<dt>workspace</dt><dd><code>{workspace}</code></dd></dl>";
    }
}
