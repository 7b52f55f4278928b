using System.Globalization;
using System.Text.Json;
using Numora.Delivery.Providers;
using static Numora.Tests.Delivery.Providers.Dynamics365.Pay;

namespace Numora.Tests.Delivery.Providers.Dynamics365;

/// <summary>Tokens, credentials and the connection test.</summary>
public sealed class Dynamics365AccessTests
{
    [Fact]
    public async Task One_token_serves_many_pushes_also_at_once_until_shortly_before_it_expires()
    {
        await using var desk = await DataverseDesk.OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => desk.DoneAsync(Invoice($"R-{i}"))));
        desk.Time.Advance(TimeSpan.FromMinutes(54));
        await desk.DoneAsync(Invoice("R-1"));
        var before = desk.Peer.TokensGiven;
        desk.Time.Advance(TimeSpan.FromMinutes(2));
        await desk.DoneAsync(Invoice("R-1"));

        Assert.Equal((1, 2), (before, desk.Peer.TokensGiven));
    }

    [Fact]
    public async Task A_token_of_a_short_life_is_used_for_half_of_it()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        desk.Peer.TokenLifetimeSeconds = 60;

        await desk.DoneAsync(Invoice("R-1"));
        desk.Time.Advance(TimeSpan.FromSeconds(29));
        await desk.DoneAsync(Invoice("R-1"));
        var before = desk.Peer.TokensGiven;
        desk.Time.Advance(TimeSpan.FromSeconds(2));
        await desk.DoneAsync(Invoice("R-1"));

        Assert.Equal((1, 2), (before, desk.Peer.TokensGiven));
    }

    [Fact]
    public async Task A_token_that_is_no_longer_accepted_is_replaced_once_within_the_push()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        await desk.DoneAsync(Invoice("R-1"));
        desk.Peer.ExpireTokens();

        var done = await desk.DoneAsync(Invoice("R-1", To("name", "New")).With(Row("li_1", 1, "A")));

        Assert.Equal(("updated", 2), (done.Outcome, desk.Peer.TokensGiven));
        Assert.Contains("trying once more with a new one", desk.LogText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_that_accepts_no_token_is_asked_twice_and_the_credentials_are_rejected()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        desk.Peer.FailNext(new PeerFault.Answer(401, "0x80072560", "The user is not a member of the organization."));
        desk.Peer.FailNext(new PeerFault.Answer(401, "0x80072560", "The user is not a member of the organization."));

        var refused = Assert.IsType<PushAnswer.Refused>(await desk.PushAsync(Invoice("R-1")));
        await desk.DoneAsync(Invoice("R-1"));

        Assert.Equal("credentials_rejected", refused.Code);
        Assert.Contains("The user is not a member of the organization.", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(3, desk.Peer.TokensGiven);
    }

    [Fact]
    public async Task A_refused_client_is_told_in_the_token_endpoints_words_and_new_credentials_count_at_once()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        var right = desk.Peer.Credentials;
        desk.Credentials = right.Replace("s3cret", "wr0ng", StringComparison.Ordinal);

        var refused = Assert.IsType<PushAnswer.Refused>(await desk.PushAsync(Invoice("R-1")));
        desk.Credentials = right;
        await desk.DoneAsync(Invoice("R-1"));

        Assert.Equal("credentials_rejected", refused.Code);
        Assert.Equal(
            $"The token endpoint at {desk.Peer.HostAndPort} gave no token (HTTP 401): AADSTS7000215: Invalid client secret provided.",
            refused.Reason);
    }

    [Theory]
    [InlineData(503, 9, "destination_busy")]
    [InlineData(429, 5, "destination_busy")]
    [InlineData(500, null, "destination_unreachable")]
    public async Task A_token_endpoint_with_a_passing_fault_is_tried_later(int status, int? wait, string code)
    {
        await using var desk = await DataverseDesk.OpenAsync();
        desk.Peer.FailNext(new PeerFault.Answer(status, RetryAfter: wait?.ToString(CultureInfo.InvariantCulture)), on: "/token");

        var later = Assert.IsType<PushAnswer.TryLater>(await desk.PushAsync(Invoice("R-1")));
        desk.Peer.FailNext(new PeerFault.DropAfter(), on: "/token");
        var lost = Assert.IsType<PushAnswer.TryLater>(await desk.PushAsync(Invoice("R-1")));

        Assert.Equal((code, wait is null ? null : TimeSpan.FromSeconds(wait.Value)), (later.Code, later.After));
        Assert.Equal("destination_unreachable", lost.Code);
    }

    [Fact]
    public async Task A_dead_token_endpoint_is_waited_for_once_however_many_need_it()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        for (var i = 0; i < 2; i++)
            desk.Peer.FailNext(new PeerFault.Never(), on: "/token");
        var push = desk.Push(Invoice("R-1"));
        var hasty = push with { Target = push.Target with { Config = desk.Config("\"timeout_seconds\":5", "\"timeout_seconds\":1") } };

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => desk.Provider.PushAsync(hasty, CancellationToken.None)));
        var asked = desk.Peer.Requests.Count;
        var next = await desk.Provider.PushAsync(hasty, CancellationToken.None);
        var then = await desk.Provider.PushAsync(hasty, CancellationToken.None);

        Assert.All(answers.Append(next), a => Assert.Equal("destination_unreachable", Assert.IsType<PushAnswer.TryLater>(a).Code));
        Assert.Equal(1, asked);
        Assert.IsType<PushAnswer.Done>(then);
    }

    [Fact]
    public async Task The_connection_test_names_the_user_and_the_organization_and_writes_nothing()
    {
        await using var desk = await DataverseDesk.OpenAsync();

        var test = await desk.Provider.TestAsync(desk.Target(), CancellationToken.None);

        Assert.Equal(
            new TestAnswer(true, $"Connected to {desk.Peer.HostAndPort} as user 4026be43-6b69-e111-8f65-78e7d1620f5e of the"
                + " organization 883278f5-07af-45eb-a0bc-3fea67caa544."), test);
        Assert.All(desk.Peer.Requests, r => Assert.True(r.Method == "GET" || r.Target.EndsWith("/token", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_connection_test_says_why_not_instead_of_throwing()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        async Task<TestAnswer> TestAsync() => await desk.Provider.TestAsync(desk.Target(), CancellationToken.None);

        desk.Peer.FailNext(new PeerFault.Answer(403, "0x80042f09", "The app user is disabled."));
        var forbidden = await TestAsync();
        desk.Peer.FailNext(new PeerFault.DropBefore());
        var dropped = await TestAsync();
        desk.Peer.FailNext(new PeerFault.Answer(200));
        var strange = await TestAsync();
        desk.Credentials = """{"client_id":"x","client_secret":"y"}""";
        var unknown = await TestAsync();
        await desk.Peer.DisposeAsync();
        var gone = await TestAsync();

        Assert.All([forbidden, dropped, strange, unknown, gone], t => Assert.False(t.Ok));
        Assert.Contains("The app user is disabled. (0x80042f09, HTTP 403)", forbidden.Detail, StringComparison.Ordinal);
        Assert.Contains("the connection broke off", dropped.Detail, StringComparison.Ordinal);
        Assert.Contains("not as Dataverse does", strange.Detail, StringComparison.Ordinal);
        Assert.Contains("AADSTS700016", unknown.Detail, StringComparison.Ordinal);
        Assert.Contains("the connection was refused", gone.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_and_tokens_stand_in_no_answer_and_no_log_even_when_the_other_side_repeats_them()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        desk.Peer.RepeatsSecrets = true;
        var told = new List<object>();

        await desk.DoneAsync(Invoice("R-1").With(Row("li_1", 1, "A")));
        desk.Peer.ExpireTokens();
        desk.Peer.FailNext(new PeerFault.Answer(500), on: "/token");
        told.Add(await desk.PushAsync(Invoice("R-1")));
        desk.Peer.AcceptsTokens = false;
        told.Add(await desk.PushAsync(Invoice("R-1")));
        desk.Credentials = """{"client_id":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","client_secret":"Wr0ng+/=secret"}""";
        told.Add(await desk.PushAsync(Invoice("R-1")));
        told.Add(await desk.Provider.TestAsync(desk.Target(), CancellationToken.None));
        told.Add(await desk.FindAsync(Invoice("R-1")));

        var all = string.Join('\n', told.Append(desk.LogText).Append(desk.Provider.Preview(desk.Push(Invoice("R-1"))).ToJsonString()));
        Assert.Contains("Invalid client secret provided. It was '***'.", all, StringComparison.Ordinal);
        Assert.Contains("The token is not valid. It was 'Bearer ***'.", all, StringComparison.Ordinal);
        Assert.All(
            desk.Peer.Tokens.Concat([desk.Peer.ClientSecret, "Wr0ng+/=secret"]),
            secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
        Assert.All(desk.Peer.Tokens, t => Assert.NotEmpty(t));
    }

    [Fact]
    public async Task Settings_are_checked_all_at_once_and_faults_name_their_members()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        IEnumerable<string> Faults(string config, string? credentials) => desk.Provider
            .Check(JsonElement.Parse(config), credentials is null ? null : JsonElement.Parse(credentials)).Select(f => f.Field);

        Assert.Empty(Faults(desk.Peer.Config, desk.Peer.Credentials));
        Assert.Empty(Faults(
            """{"resource":"https://org.crm.dynamics.com/","tenant_id":"contoso.onmicrosoft.com"}""", desk.Peer.Credentials));
        Assert.Equal(
            ["config.resource", "config.tenant_id", "config.authority", "config.api_version", "config.timeout_seconds",
                "config.app_url", "credentials.client_id", "credentials.client_secret"],
            Faults("""
                {"resource":"http://10.0.0.1","tenant_id":"a/b","authority":"ftp://x","api_version":"latest","timeout_seconds":0,
                 "app_url":"https://169.254.169.254/main.aspx"}
                """, """{"client_id":""}"""));
        Assert.Equal(["config.resource", "config.tenant_id", "credentials"],
            Faults("""{"resource":"https://org.crm.dynamics.com/api/data"}""", null));
        Assert.Equal(["config.tenant", "credentials"], Faults("""{"tenant":"x"}""", "[]"));
    }
}
