using System.Net;
using System.Net.Sockets;
using Numora.Platform;
using Numora.Tests.Support;

namespace Numora.Tests.Platform;

public class EgressTests : IAsyncLifetime
{
    TestReceiver _receiver = null!;

    public async Task InitializeAsync() => _receiver = await TestReceiver.StartAsync();

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task What_leads_to_this_machine_is_refused_before_anything_is_sent(string host)
    {
        using var egress = new Egress(new EgressRules(new EgressOptions { AllowHttp = true }));

        await Assert.ThrowsAsync<EgressRefusedException>(
            () => egress.Http.GetAsync($"http://{host}:{_receiver.Port}/x"));

        Assert.Empty(_receiver.Requests);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("fd00::1")]
    public async Task A_name_that_points_inside_is_refused(string address)
    {
        using var egress = Door(_ => [IPAddress.Parse(address)], allowHttp: true);

        var refusal = await Assert.ThrowsAsync<EgressRefusedException>(
            () => egress.Http.GetAsync("https://rebind.test/x"));

        Assert.Equal("The URL's address is not allowed from here.", refusal.Message);
    }

    [Fact]
    public async Task A_name_that_points_outside_and_inside_is_refused_and_neither_is_tried()
    {
        using var egress = Door(_ => [IPAddress.Loopback, IPAddress.Parse("10.0.0.1")], allow: _receiver.HostAndPort);

        await Assert.ThrowsAsync<EgressRefusedException>(
            () => egress.Http.GetAsync($"http://mixed.test:{_receiver.Port}/x"));

        Assert.Empty(_receiver.Requests);
    }

    [Fact]
    public async Task The_address_that_was_checked_is_the_one_that_is_connected_to()
    {
        var asked = 0;
        using var egress = Door(
            _ => [IPAddress.Parse(++asked == 1 ? "127.0.0.1" : "10.0.0.1")], allow: _receiver.HostAndPort);
        _receiver.On("/x", context =>
        {
            context.Response.Headers.Connection = "close"; // the next request needs a new connection
            return Task.CompletedTask;
        });

        using var answer = await egress.Http.GetAsync($"http://rebind.test:{_receiver.Port}/x");
        await Assert.ThrowsAsync<EgressRefusedException>(
            () => egress.Http.GetAsync($"http://rebind.test:{_receiver.Port}/x"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Single(_receiver.Requests);
        Assert.Equal(2, asked); // once for each connection: nothing is resolved again between check and connect
    }

    [Fact]
    public async Task Plain_http_to_a_public_address_is_refused_when_the_name_is_resolved()
    {
        using var egress = Door(_ => [IPAddress.Parse("8.8.8.8")], allow: "10.0.0.0/8");

        Assert.NotNull(egress.Check("http://a.example/x", out _)); // could have been inside 10.0.0.0/8
        var refusal = await Assert.ThrowsAsync<EgressRefusedException>(
            () => egress.Http.GetAsync("http://a.example/x"));

        Assert.Equal("The URL must begin with https://.", refusal.Message);
    }

    [Fact]
    public async Task The_next_address_is_tried_when_the_first_does_not_answer()
    {
        using var egress = Door(
            _ => [IPAddress.IPv6Loopback, IPAddress.Loopback], "127.0.0.0/8", "::1/128");

        using var answer = await egress.Http.GetAsync($"http://two.test:{_receiver.Port}/redir/302");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }

    [Fact]
    public async Task An_allowed_IPv6_address_is_reached()
    {
        await using var receiver = await OnIPv6Async();
        if (receiver is null)
            return; // this machine has no ::1

        using var egress = new Egress(new EgressRules(new EgressOptions { Allow = [receiver.HostAndPort] }));
        using var answer = await egress.Http.GetAsync($"{receiver.Base}/redir/302");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }

    [Fact]
    public async Task Redirects_are_not_followed_cookies_not_kept_and_nothing_is_added()
    {
        using var activity = new System.Diagnostics.Activity("a request of ours").Start();
        using var egress = new Egress(new EgressRules(new EgressOptions { Allow = [_receiver.HostAndPort] }));
        _receiver.On("/hook", context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (302, "/elsewhere");
            context.Response.Headers.SetCookie = "a=b";
            return Task.CompletedTask;
        });

        using var first = await egress.Http.GetAsync($"{_receiver.Base}/hook");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_receiver.Base}/hook");
        request.Version = HttpVersion.Version30;
        using var second = await egress.Http.SendAsync(request);

        Assert.Equal([HttpStatusCode.Found, HttpStatusCode.Found], new[] { first.StatusCode, second.StatusCode });
        Assert.All(_receiver.Requests, r => Assert.Equal("/hook", r.Path));
        Assert.All(_receiver.Requests, r => Assert.Equal(["Host", "User-Agent"], r.Headers.Keys.Order()));
    }

    [Theory]
    [InlineData("https://user:secret@example.com/x")]
    [InlineData("ftp://example.com/x")]
    [InlineData("http://example.com/x")]
    [InlineData("https://127.0.0.1/x")]
    public async Task A_URL_is_checked_again_when_it_is_used(string url)
    {
        using var egress = Door(_ => throw new InvalidOperationException("Nothing may be looked up."));

        await Assert.ThrowsAsync<EgressRefusedException>(() => egress.Http.GetAsync(url));
    }

    [Theory]
    [InlineData(SocketError.HostNotFound, "the host name was not found", false)]
    [InlineData(SocketError.TryAgain, "the host name could not be looked up", true)]
    public async Task A_name_that_is_not_found_is_told_from_one_that_cannot_be_looked_up(
        SocketError error, string text, bool transient)
    {
        using var egress = Door(_ => throw new SocketException((int)error));

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => egress.Http.GetAsync("https://a.example/x"));

        Assert.Equal(new EgressFault(text, transient), EgressFault.Of(fault));
    }

    static async Task<TestReceiver?> OnIPv6Async()
    {
        try
        {
            return await TestReceiver.StartAsync(address: IPAddress.IPv6Loopback);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return null;
        }
    }

    static Egress Door(Func<string, IPAddress[]> addresses, params string[] allow) =>
        Door(addresses, false, allow);

    static Egress Door(Func<string, IPAddress[]> addresses, bool allowHttp, params string[] allow) => new(
        new EgressRules(new EgressOptions { Allow = allow, AllowHttp = allowHttp }),
        (host, _) => Task.FromResult(addresses(host)));
}
