using System.Net;
using System.Text.Json;
using Numora.Engine;
using Numora.Intake;
using Numora.Platform;
using Numora.Tests.Support;

namespace Numora.Tests.Intake;

/// <summary>
/// Tricks that try to make a fetch reach this machine. Each is played four times: names resolved by the system and by
/// somebody who answers with this machine for every name, with and without plain http to the public Internet.
/// </summary>
public class FileFetchTrickTests : IAsyncLifetime
{
    const string CanaryPort = ":21290"; // as written in the lists
    const int MaxBytes = FileFetchCalls.MaxBytes;

    Canary _canary = null!;
    TestReceiver _receiver = null!;

    public async Task InitializeAsync() => (_canary, _receiver) = (Canary.Start(), await TestReceiver.StartAsync());

    public async Task DisposeAsync()
    {
        await _receiver.DisposeAsync();
        _canary.Dispose();
    }

    /// <summary><c>{ALLOW}</c> is a server that the operator has opened, port 21290 the canary's.</summary>
    static readonly string[] OwnTricks =
    [
        // another spelling of 127.0.0.1
        "http://127.0.0.1:21290/s", "http://127.1:21290/s", "http://0x7f.1:21290/s", "http://0177.0.0.1:21290/s",
        "http://2130706433:21290/s", "http://0x7f000001:21290/s", "http://017700000001:21290/s",
        "http://0:21290/s", "http://0.0.0.0:21290/s", "http://127.0.0.1.:21290/s", "http://-2130706433:21290/s",
        "http://127%2e0%2e0%2e1:21290/s", "http://127.0.0.1%00.example.com:21290/s", "http://127.000.000.001:21290/s",
        "http://127\u30020\u30020\u30021:21290/s", "http://127\uff0e0\uff0e0\uff0e1:21290/s",
        "http://\uff11\uff12\uff17.0.0.1:21290/s", "http://\u2460\u2461\u2466.0.0.1:21290/s",
        // IPv6
        "http://[::1]:21290/s", "http://[::]:21290/s", "http://[0:0:0:0:0:0:0:1]:21290/s",
        "http://[::127.0.0.1]:21290/s",
        "http://[::ffff:127.0.0.1]:21290/s", "http://[::ffff:7f00:1]:21290/s", "http://[::ffff:0:127.0.0.1]:21290/s",
        "http://[64:ff9b::127.0.0.1]:21290/s", "http://[2002:7f00:1::]:21290/s", "http://[fe80::1%25lo]:21290/s",
        "http://[::1%25lo]:21290/s", "http://[fc00::1]:21290/s", "http://[ff02::1]:21290/s",
        // private and special blocks
        "http://10.0.0.1:21290/s", "http://172.16.0.1:21290/s", "http://192.168.0.1:21290/s",
        "http://100.64.0.1:21290/s",
        "http://169.254.169.254/latest/meta-data/", "http://168.63.129.16/machine", "http://224.0.0.1:21290/s",
        // names
        "http://localhost:21290/s", "http://LOCALHOST.:21290/s", "http://a.localhost:21290/s",
        "http://ip6-localhost:21290/s", "http://localtest.me:21290/s", "http://l\u00adocalhost:21290/s",
        "http://localhost\u3002:21290/s", "http://xn--localhost-.example:21290/s", "https://localhost:21290/s",
        "http://1.0.0.127.in-addr.arpa:21290/s", "http://instance-data:21290/s",
        // parsers that disagree
        "http://127.0.0.1:21290@example.com/s", "http://example.com@127.0.0.1:21290/s", "http:/127.0.0.1:21290/s",
        "http:///127.0.0.1:21290/s", "http://127.0.0.1:21290:80/s", "http://example.com\\@127.0.0.1:21290/s",
        "http://127.0.0.1:21290#@example.com/", "http://127.0.0.1:21290?@example.com/", "http:127.0.0.1:21290/s",
        "http://127.0.0.1 &@example.com:21290# @example.org/", "//127.0.0.1:21290/s",
        // schemes and splitting
        "", "file:/etc/passwd", "file:///etc/passwd", "unc://127.0.0.1/x", "gopher://127.0.0.1:21290/_x",
        "ftp://127.0.0.1:21290/x", "dict://127.0.0.1:21290/x", "ldap://127.0.0.1:21290/x",
        "jar:http://127.0.0.1:21290!/x",
        "http://127.0.0.1:21290/\r\nX: y", "http://127.0.0.1:21290/%0d%0aX:%20y", "\u0000http://127.0.0.1:21290/s",
        // redirects from an open server
        "{ALLOW}/redir/301?to=http://127.0.0.1:21290/s", "{ALLOW}/redir/302?to=http://localhost:21290/s",
        "{ALLOW}/redir/303?to=http://[::1]:21290/s", "{ALLOW}/redir/307?to=//127.0.0.1:21290/s",
        "{ALLOW}/redir/308?to=http://0x7f.1:21290/s", "{ALLOW}/redir/300?to=http://127.0.0.1:21290/s",
        "{ALLOW}/redir/305?to=http://127.0.0.1:21290/s", "{ALLOW}/redir/302?to=file:///etc/passwd",
        "{ALLOW}/redir/302?to={ALLOW}/redir/302?to=http://127.0.0.1:21290/s", "{ALLOW}/chain/30",
        "{ALLOW}/scheme-downgrade?to=http://127.0.0.1:21290/s", "{ALLOW}/scheme-downgrade",
        // bodies from an open server
        "{ALLOW}/body/endless", "{ALLOW}/body/10gb", "{ALLOW}/body/bomb", "{ALLOW}/body/204", "{ALLOW}/body/silent",
    ];

    /// <summary>A harmless file, with a header that must not be followed or a name that must be cleaned.</summary>
    static readonly string[] OwnHarmless =
    [
        "{ALLOW}/refresh-header?to=http://127.0.0.1:21290/s", "{ALLOW}/content-location?to=http://127.0.0.1:21290/s",
        "{ALLOW}/body/filename-traversal", "{ALLOW}/body/filename-crlf",
    ];

    [Fact]
    public async Task No_trick_reaches_this_machine()
    {
        var outcomes = await PlayAsync(OwnTricks);
        var harmless = await PlayAsync(OwnHarmless);

        Assert.All(outcomes, o => Assert.NotNull(o.Refusal));
        Assert.All(harmless, o => Assert.Null(o.Refusal));
        Assert.False(_canary.WasReached);
    }

    [CorpusFact]
    public async Task No_trick_of_the_list_reaches_this_machine()
    {
        var rows = File.ReadAllLines(Path.Combine(Corpus.Folder!, "nasty", "strings", "ssrf_urls.tsv")).Skip(1);
        var tricks = rows.Select(r => JsonSerializer.Deserialize<string>(r.Split('\t')[1])!).ToArray();

        var outcomes = await PlayAsync(tricks);

        Assert.Equal(71 * 4, outcomes.Count);
        Assert.All(outcomes, o => Assert.True(o.Refusal is not null || MayBeAFile(o.Trick), o.Trick));
        Assert.False(_canary.WasReached);
    }

    /// <summary>What answers 200 with bytes: whether they are a document is seen when they are read.</summary>
    static bool MayBeAFile(string trick) =>
        trick is "{ALLOW}/refresh-header" or "{ALLOW}/content-location" or "{ALLOW}/body/filename-traversal"
            or "{ALLOW}/body/filename-crlf";

    async Task<List<(string Trick, string? Refusal)>> PlayAsync(string[] tricks)
    {
        var outcomes = new List<(string, string?)>();
        foreach (var allowHttp in new[] { false, true })
        {
            var rules = new EgressRules(new EgressOptions { Allow = [_receiver.HostAndPort], AllowHttp = allowHttp });
            using var system = new Egress(rules);
            using var hostile = new Egress(rules, (host, _) => Task.FromResult(HostileNames(host)));
            foreach (var egress in new[] { system, hostile })
            {
                var all = await Task.WhenAll(tricks.Select(t => PlayAsync(egress, t)));
                outcomes.AddRange(tricks.Zip(all));
            }
        }

        return outcomes;
    }

    /// <summary>The sentence that a person would read, or null when bytes came.</summary>
    async Task<string?> PlayAsync(Egress egress, string trick)
    {
        var text = trick.Replace("{ALLOW}", _receiver.Base, StringComparison.Ordinal)
            .Replace(CanaryPort, $":{_canary.Port}", StringComparison.Ordinal);
        if (trick is "{ALLOW}/refresh-header" or "{ALLOW}/content-location" or "{ALLOW}/scheme-downgrade")
            text += $"?to=http://127.0.0.1:{_canary.Port}/s";
        var limits = new FileFetchLimits { Total = TimeSpan.FromSeconds(4), Idle = TimeSpan.FromSeconds(0.3) };
        try
        {
            // The URL is also used where the check at intake would have stopped it: the door stands by itself.
            var refused = egress.Check(text, out var fault) is null ? fault : null;
            if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
                return refused;

            await StraightAsync(egress, url);
            var fetched = await new FileFetch(egress) { Limits = limits }.FetchAsync(
                url, Stream.Null, MaxBytes, CancellationToken.None);
            Assert.DoesNotContain(fetched.Name, c => char.IsControl(c) || c is '/' or '\\');
            return refused;
        }
        catch (UnreadableException e)
        {
            Assert.Contains(e.Code, new[] { FailureCode.FileUnreachable, FailureCode.FileTooLarge });
            return e.Message;
        }
        catch (FileNotFetchedYetException e)
        {
            return e.Message;
        }
    }

    static async Task StraightAsync(Egress egress, Uri url)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(4));
            using var _ = await egress.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or UriFormatException
            or NotSupportedException)
        {
            // Only the canary is of interest here.
        }
    }

    static IPAddress[] HostileNames(string host) => host.StartsWith("mixed", StringComparison.Ordinal)
        ? [IPAddress.Parse("8.8.8.8"), IPAddress.Loopback]
        : [IPAddress.Loopback, IPAddress.IPv6Loopback];
}
