using System.Net.Http.Json;
using System.Text;
using Npgsql;
using Numora.Tests.Delivery;
using Numora.Tests.Platform.Jobs;
using Numora.Tests.Support;

namespace Numora.Tests.Reliability;

/// <summary>Operators of all workspaces look at these tables: they hold numbers, ids and words of ours, and not for long.</summary>
public sealed class HangfireTablesTests(DeliveryApp app) : IClassFixture<DeliveryApp>
{
    const string Canary = "Geheimrat7731";

    [Fact]
    public async Task They_hold_no_value_no_secret_and_no_address_after_all_that_can_fail_and_forget_what_has_ended()
    {
        var refused = await app.RouteAsync($"/erp/{Canary}");
        app.Receiver.On($"/erp/{Canary}", 500, $"{Canary} at {app.Receiver.Base}");
        app.Receiver.On($"/hook/{Canary}", 500, Canary);
        await (await app.Http.PostAsJsonAsync("/v1/webhook-endpoints", new
        {
            url = $"{app.Receiver.Base}/hook/{Canary}?token={Canary}",
            event_types = new[] { "document.review_required" },
        })).JsonAsync(201);
        var id = (await app.Http.InReviewAsync(EInvoices.Ubl(vendor: Canary, number: Canary), externalId: Canary)).Id();
        await (await app.Http.CorrectAsync(id, new { fields = new { vendor_name = $"{Canary} GmbH" } })).JsonAsync();
        await (await app.Http.ActAsync(id, "approve")).JsonAsync();
        var run = await app.DeliverAsync(id, refused);
        var broken = (await (await app.Http.UploadAsync("%PDF-1.7 broken"u8.ToArray(), fileName: $"{Canary}.pdf")).JsonAsync(202)).Id();
        var missing = (await (await app.Http.SubmitUrlAsync($"{app.Receiver.Base}/missing/{Canary}?token={Canary}")).JsonAsync(202)).Id();
        Assert.Equal("failed", run.Status());
        Assert.Equal("failed", (await app.Http.ReadAsync(broken)).Status());
        Assert.Equal("failed", (await app.Http.ReadAsync(missing)).Status());
        await Queries.UntilAsync(async () => await app.Databases.Owner.OneAsync<long>("""
            select count(*) from hangfire.job where invocationdata ->> 'Method' in ('Read', 'Fetch', 'Deliver')
                and statename not in ('Succeeded', 'Failed')
            """) == 0, "they have ended");

        var dump = await DumpAsync(app.Databases.Owner);

        Assert.Contains(id, dump, StringComparison.Ordinal); // it is a real one
        Assert.Contains(run.Id(), dump, StringComparison.Ordinal);
        foreach (var secret in new[] { Canary, "token-of-the-erp", NumoraApp.Key[16..], "127.0.0.1", $":{app.Receiver.Port}", "broken" })
            Assert.DoesNotContain(secret, dump, StringComparison.OrdinalIgnoreCase);
        await ForgetAsync("Succeeded", TimeSpan.FromHours(1));
        await ForgetAsync("Failed", TimeSpan.FromDays(7));
    }

    [Fact]
    public async Task They_hold_nothing_of_what_was_thrown_but_its_type()
    {
        var script = new Script { Run = (_, _, _) => throw new InvalidDataException(Canary, new InvalidOperationException(Canary)) };
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), script, 30, ("extract", 1));
        await host.EnqueueAsync("extract", "a");
        await host.BecomesAsync(await host.HangfireOfAsync("a"), "Failed");

        var dump = await DumpAsync(host.Databases.Owner);

        Assert.Contains(nameof(InvalidDataException), dump, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, dump, StringComparison.Ordinal);
        Assert.DoesNotContain(" at Numora", dump, StringComparison.Ordinal); // no stack either
    }

    [Fact]
    public async Task They_hold_nothing_of_what_went_wrong_around_a_job_but_its_type()
    {
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), new(), 30, ("reappear", 1));
        await host.EnqueueAsync("run", Canary); // a kind that this host does not know, in a queue that it serves
        await host.BecomesAsync(await host.HangfireOfAsync(Canary), "Failed");

        var dump = await DumpAsync(host.Databases.Owner);

        Assert.Contains(nameof(KeyNotFoundException), dump, StringComparison.Ordinal);
        Assert.DoesNotContain("was not present", dump, StringComparison.Ordinal); // its message
        Assert.DoesNotContain(" at Numora", dump, StringComparison.Ordinal);
    }

    async Task ForgetAsync(string state, TimeSpan after)
    {
        var left = await app.Databases.Owner.ListAsync<TimeSpan>(
            "select coalesce(expireat, now() + interval '1 y') - now() from hangfire.job where statename = $1", state);
        Assert.NotEmpty(left);
        Assert.All(left, l => Assert.InRange(l, after - TimeSpan.FromMinutes(5), after));
    }

    /// <summary>Every row of every table, as text.</summary>
    static async Task<string> DumpAsync(NpgsqlDataSource owner)
    {
        var dump = new StringBuilder();
        foreach (var table in await owner.ListAsync<string>(
            "select table_name::text from information_schema.tables where table_schema = 'hangfire' and table_type = 'BASE TABLE'"))
            dump.AppendJoin('\n', await owner.ListAsync<string>($"select t::text from hangfire.\"{table}\" t")).AppendLine();
        return dump.ToString();
    }
}
