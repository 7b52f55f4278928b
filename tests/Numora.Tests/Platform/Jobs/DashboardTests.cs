using System.Reflection;
using System.Text.RegularExpressions;
using Hangfire;
using Hangfire.Dashboard;
using Microsoft.Extensions.DependencyInjection;
using Numora.Tests.Support;

namespace Numora.Tests.Platform.Jobs;

public sealed class DashboardTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    /// <summary>As Hangfire has them, so that a new version's are not forgotten; a sample in place of each part that varies.</summary>
    static readonly string[] Routes = [.. ((System.Collections.IEnumerable)typeof(RouteCollection)
        .GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Select(f => f.GetValue(DashboardRoutes.Routes))
        .First(v => v is System.Collections.IEnumerable)!).Cast<object>()
        .Select(pair => (string)pair.GetType().GetProperty("Item1")!.GetValue(pair)!)
        .Select(pattern => Regex.Replace(pattern.TrimEnd('$').TrimStart('^'), @"\(\?<\w+>[^)]*\)", "1"))];

    [Fact]
    public async Task The_pages_are_for_observers_and_operators_and_the_buttons_for_operators()
    {
        using var anonymous = SignedIn.Anonymous(app);
        using var viewer = await SignedIn.ViewerAsync(app);
        using var workspaceAdmin = await SignedIn.WorkspaceAdminAsync(app);
        using var observer = await SignedIn.ObserverAsync(app);
        using var @operator = await SignedIn.OperatorAsync(app);
        using var admin = await SignedIn.AdminAsync(app);
        Assert.True(Routes.Length > 25, string.Join('\n', Routes));

        var faults = new List<string>();
        foreach (var route in Routes.Select(r => "/hangfire" + r))
        {
            await CheckAsync(anonymous, "anonymous", route, get: s => s is 302 or 401, post: s => s is 302 or 401);
            await CheckAsync(viewer, "viewer", route, get: s => s is 403, post: s => s is 403);
            await CheckAsync(workspaceAdmin, "admin of a workspace", route, get: s => s is 403, post: s => s is 403);
            var isPoll = route.EndsWith("/stats", StringComparison.Ordinal);
            await CheckAsync(observer, "observer", route, get: IsSeen, post: s => isPoll ? IsSeen(s) : s is 403 or 404);
            await CheckAsync(@operator, "operator", route, get: IsSeen, post: IsSeen);
            await CheckAsync(admin, "first admin", route, get: IsSeen, post: IsSeen);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));

        // 405: a page that takes no POST, or a button that takes no GET.
        static bool IsSeen(int status) => status is 200 or 204 or 302 or 404 or 405 or 422;

        async Task CheckAsync(Browser who, string name, string route, Func<int, bool> get, Func<int, bool> post)
        {
            var seen = (int)(await who.Http.GetAsync(route)).StatusCode;
            if (!get(seen))
                faults.Add($"GET {route} as {name}: {seen}");
            seen = (int)(await PressAsync(who, route, await TokenAsync(who))).StatusCode;
            if (!post(seen))
                faults.Add($"POST {route} as {name}: {seen}");
        }
    }

    [Fact]
    public async Task A_button_needs_the_token_of_its_page_and_a_post_from_another_origin_has_none()
    {
        using var @operator = await SignedIn.OperatorAsync(app);
        using var other = await SignedIn.OperatorAsync(app);
        var (header, token) = (await TokenAsync(@operator))!.Value;

        var without = await PressAsync(@operator, "/hangfire/recurring/trigger", null);
        var ofAnother = await PressAsync(@operator, "/hangfire/recurring/trigger", await TokenAsync(other));
        @operator.Http.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        var elsewhere = await PressAsync(@operator, "/hangfire/recurring/trigger", null);
        var own = await PressAsync(@operator, "/hangfire/recurring/trigger", (header, token));

        Assert.Equal([403, 403, 403, 204], new[] { without, ofAnother, elsewhere, own }.Select(a => (int)a.StatusCode));
    }

    [Fact]
    public async Task A_button_that_is_opened_as_a_page_or_pressed_for_no_job_is_refused()
    {
        using var @operator = await SignedIn.OperatorAsync(app);
        var (header, token) = (await TokenAsync(@operator))!.Value;
        using var press = new HttpRequestMessage(HttpMethod.Post, "/hangfire/jobs/failed/requeue")
        {
            Content = new FormUrlEncodedContent([new("jobs[]", "no number")]),
            Headers = { { header, token } },
        };

        var opened = await @operator.Http.GetAsync("/hangfire/jobs/failed/requeue");
        var pressed = await @operator.Http.SendAsync(press);

        Assert.Equal([405, 400], new[] { opened, pressed }.Select(a => (int)a.StatusCode));
    }

    [Fact]
    public async Task A_job_has_a_name_that_people_understand_and_leads_to_what_it_is_about()
    {
        var document = (await app.Http.InReviewAsync()).Id();
        using var observer = await SignedIn.ObserverAsync(app);
        var storage = app.Services.GetRequiredService<JobStorage>();
        var job = await app.Databases.Owner.OneAsync<long>(
            "select id from hangfire.job where invocationdata ->> 'Method' = 'Read' and arguments::text like '%' || $1 || '%'", document);
        await Queries.UntilAsync(() => Task.FromResult(
            storage.GetMonitoringApi().JobDetails($"{job}").History[0].StateName == "Succeeded"), "the job succeeded");

        var list = await observer.GetAsync("/hangfire/jobs/succeeded");
        var page = await observer.GetAsync($"/hangfire/jobs/details/{job}");
        var about = await observer.GetAsync($"/operations/documents/{document}");

        Assert.Contains($"Read {document}", list.Words, StringComparison.Ordinal);
        Assert.Contains($"href=\"/operations/documents/{document}\"", page.Text, StringComparison.Ordinal);
        Assert.Equal(200, about.Status);
        Assert.Contains("review_required", about.Words, StringComparison.Ordinal);
    }

    static async Task<(string Header, string Token)?> TokenAsync(Browser who)
    {
        var page = (await who.GetAsync("/hangfire")).Text;
        var header = Regex.Match(page, "name=\"csrf-header\" content=\"([^\"]+)\"");
        var token = Regex.Match(page, "name=\"csrf-token\" content=\"([^\"]+)\"");
        return header.Success && token.Success ? (header.Groups[1].Value, token.Groups[1].Value) : null;
    }

    static Task<HttpResponseMessage> PressAsync(Browser who, string route, (string Header, string Token)? token)
    {
        var press = new HttpRequestMessage(HttpMethod.Post, route)
        {
            Content = new FormUrlEncodedContent(
            [
                new("jobs[]", route.Contains("recurring", StringComparison.Ordinal) ? "Wake forgotten documents" : "123456789"),
                new("metrics[]", "servers:count"),
            ]),
        };
        if (token is var (header, value))
            press.Headers.Add(header, value);
        return who.Http.SendAsync(press);
    }
}

/// <summary>Without the dashboard there is nothing at its place, whoever asks.</summary>
public sealed class NoDashboardTests(NoDashboardTests.Host app) : IClassFixture<NoDashboardTests.Host>
{
    public sealed class Host : NumoraApp
    {
        protected override Dictionary<string, string?> Settings => new() { ["Numora:Dashboard:Enabled"] = "false" };
    }

    [Fact]
    public async Task A_setting_takes_the_dashboard_away()
    {
        using var @operator = await SignedIn.OperatorAsync(app);

        Assert.Equal(404, (await @operator.GetAsync("/hangfire")).Status);
        Assert.DoesNotContain("/hangfire", (await @operator.GetAsync("/")).Text, StringComparison.Ordinal);
    }
}
