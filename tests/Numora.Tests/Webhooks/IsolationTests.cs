using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Numora.Tests.Support;

namespace Numora.Tests.Webhooks;

/// <summary>Each endpoint has its own lane: what one of them does delays no other.</summary>
[Collection(nameof(RealProcesses))] // alone on the machine, for its times are measured
public sealed class IsolationTests(IsolationTests.App app) : IClassFixture<IsolationTests.App>
{
    const int Events = 60;
    const int Healthy = 8;

    [Fact]
    public async Task Of_sixty_events_the_healthy_endpoints_get_all_in_time_whatever_a_slow_a_dead_a_redirecting_and_a_gone_one_do()
    {
        await using var receiver = await TestReceiver.StartAsync();
        var arrivals = new ConcurrentQueue<(int Endpoint, string Event, TimeSpan After)>();
        for (var i = 0; i < Healthy; i++)
        {
            var endpoint = i;
            receiver.On($"/healthy/{i}", context =>
            {
                arrivals.Enqueue(Arrival(endpoint, context));
                return Task.CompletedTask;
            });
            await app.Http.EndpointAsync($"{receiver.Base}/healthy/{i}", "document.processing");
        }

        receiver.On("/slow", context => Task.Delay(TimeSpan.FromSeconds(14), context.RequestAborted));
        receiver.On("/gone", 410);
        receiver.On("/moved", context =>
        {
            context.Response.Redirect("/healthy/0");
            return Task.CompletedTask;
        });
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var dead = (await app.Http.EndpointAsync($"http://{port.LocalEndpoint}/", "document.processing")).Id();
        port.Stop();
        var gone = (await app.Http.EndpointAsync($"{receiver.Base}/gone", "document.processing")).Id();
        var slow = (await app.Http.EndpointAsync($"{receiver.Base}/slow", "document.processing")).Id();
        var moved = (await app.Http.EndpointAsync($"{receiver.Base}/moved", "document.processing")).Id();

        for (var batch = 0; batch < 6; batch++)
        {
            await Task.WhenAll(Enumerable.Range(0, Events / 6).Select(async _ =>
                await (await app.Http.UploadAsync(EInvoices.Ubl())).JsonAsync(202)));
            await Task.Delay(300);
        }

        await Queries.UntilAsync(() => Task.FromResult(arrivals.Count >= Healthy * Events), "the healthy ones got theirs");
        Assert.All(arrivals.GroupBy(a => a.Endpoint), e => Assert.Equal(Events, e.Select(a => a.Event).Distinct().Count()));
        Assert.Equal(Healthy * Events, arrivals.Count); // none twice either, as nothing crashed; nor by way of the redirect
        var p95 = arrivals.Select(a => a.After).Order().ElementAt(arrivals.Count * 95 / 100);
        Assert.True(p95 <= TimeSpan.FromSeconds(2), $"p95 is {p95}");
        Assert.InRange(receiver.Requests.Count(r => r.Path == "/slow"), 1, 16); // all the while: eight at once, 14 s each
        Assert.False((await app.Http.ShownAsync(gone)).GetProperty("enabled").GetBoolean());
        Assert.Equal("pending", (await app.Http.DeliveriesAsync(slow)).Select(d => d.Status()).Distinct().Single());
        Assert.All(await app.Http.DeliveriesAsync(dead), d => Assert.Equal("pending", d.Status()));
        Assert.Contains(await app.Http.DeliveriesAsync(dead),
            d => d.Attempts().Any(a => a.Text("error") == "No answer: the connection was refused."));
        Assert.Contains(await app.Http.DeliveriesAsync(moved),
            d => d.Attempts().Any(a => a.GetProperty("status_code").GetInt32() == 302));
    }

    static (int, string, TimeSpan) Arrival(int endpoint, HttpContext context)
    {
        var at = TimeProvider.System.GetUtcNow();
        // The id tells when the event came about: its first ten characters are milliseconds.
        var id = context.Request.Headers["webhook-id"].ToString();
        return (endpoint, id, at - CreatedAt(id));
    }

    static DateTimeOffset CreatedAt(string ulid) => DateTimeOffset.FromUnixTimeMilliseconds(
        ulid.Split('_')[1][..10].Aggregate(0L, (sum, c) => sum * 32 + "0123456789abcdefghjkmnpqrstvwxyz".IndexOf(c)));

    public sealed class App : NumoraApp
    {
        protected override Dictionary<string, string?> Settings => new()
        {
            ["Numora:Egress:Allow:0"] = "127.0.0.0/8",
            ["Numora:Jobs:GraceOnStop"] = "00:00:00.5",
        };
    }
}
