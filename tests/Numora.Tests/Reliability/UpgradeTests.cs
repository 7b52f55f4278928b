using System.Net.Http.Json;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Numora.Data;
using Numora.Tests.Delivery;
using Numora.Tests.Support;

namespace Numora.Tests.Reliability;

/// <summary>A database of the release before Hangfire, with open jobs of each kind in it.</summary>
[Collection(nameof(RealProcesses))]
public sealed class UpgradeTests : IAsyncLifetime
{
    const int LastRelease = 5;
    const string Prefix = "Numora.Data.Migrations.";

    TestReceiver _erp = null!;

    public async Task InitializeAsync()
    {
        _erp = await TestReceiver.StartAsync();
        var invoice = Samples.Invoice();
        _erp.On("/invoice.pdf", context => context.Response.Body.WriteAsync(invoice).AsTask());
        _erp.On("/hook", 200);
    }

    public async Task DisposeAsync() => await _erp.DisposeAsync();

    [Fact]
    public async Task Open_jobs_of_the_release_before_go_on_after_the_migration()
    {
        var before = await TestPostgres.CreateDatabaseAsync(MigrateToLastReleaseAsync);
        var (read, pushed) = await FillAsync(before);
        await using (var source = new NpgsqlDataSourceBuilder(before).Build())
            Assert.Equal(["auto_dispatch", "extract", "fetch", "reappear", "run", "webhook"],
                await source.ListAsync<string>("select kind from jobs group by kind order by kind collate \"C\""));

        await NumoraApp.MigrateAsync(before);

        var host = new HostOn("all", before, _erp.HostAndPort);
        await host.InitializeAsync();
        try
        {
            await Queries.UntilAsync(async () => await host.Databases.Owner.OneAsync<long>(
                "select count(*) from jobs where kind <> 'reappear'") == 0, "all that was due is done", 60);
            foreach (var id in read)
                Assert.Equal("review_required", (await host.Http.ReadAsync(id)).Status());
            foreach (var id in pushed)
                Assert.Equal("push_succeeded", (await host.Http.GetJsonAsync($"/v1/documents/{id}")).Status());
            Assert.Equal(pushed.Count, _erp.Requests.Count(r => r.Path == "/erp"));
            Assert.Contains(_erp.Requests, r => r.Path == "/hook");
            var later = Assert.Single(host.Services.GetRequiredService<JobStorage>().GetMonitoringApi().ScheduledJobs(0, 10)).Value;
            Assert.Equal("Reappear", later.Job.Method.Name);

            await host.Databases.Owner.ExecuteAsync("update deliveries set hidden_until = now() where hidden");
            await host.Databases.Owner.HurryJobsAsync();
            await Queries.UntilAsync(async () =>
                await host.Databases.Owner.OneAsync<long>("select count(*) from jobs") == 0, "no job is left");
            await Invariants.EndedOnTheDashboardAsync(host.Databases.Owner);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    /// <summary>What the API of today makes, in the tables of the release before.</summary>
    async Task<(IReadOnlyList<string> Read, IReadOnlyList<string> Pushed)> FillAsync(string before)
    {
        var api = new HostOn("api", allow: _erp.HostAndPort);
        await api.InitializeAsync();
        var calls = new DeliveryCalls(api.Http, _erp);
        var destination = await calls.RouteAsync("/erp");
        var reader = new HostOn("worker", api.ConnectionString, _erp.HostAndPort);
        await reader.InitializeAsync();
        var (queued, failed) = (await calls.ApprovedAsync("UP-1"), await calls.ApprovedAsync("UP-2"));
        var automatic = (await api.Http.InReviewAsync(EInvoices.Ubl(number: "UP-3"))).Id();
        await reader.DisposeAsync();

        await (await api.Http.PostAsJsonAsync("/v1/webhook-endpoints",
            new { url = $"{_erp.Base}/hook", event_types = new[] { "push.failed" } })).JsonAsync(201);
        await (await calls.DispatchAsync(queued)).JsonAsync(202);
        await (await api.Http.PostAsJsonAsync($"/v1/documents/{failed}/delivery", new
        {
            provider = "n8n_crm",
            status = "failed",
            execution_id = "exec-1",
            attempted_at = "2026-03-24T02:36:37.684Z",
            error_code = "refused",
            error_message = "no",
        })).JsonAsync();
        await (await api.Http.PostAsJsonAsync("/v1/workflows", new
        {
            name = "Invoices",
            auto_dispatch = true,
            nodes = new[] { new { id = "push", type = "push" } },
            bindings = new[] { new { schema = "invoice_v2", destination_id = destination } },
        })).JsonAsync(201);
        await (await api.Http.ActAsync(automatic, "approve")).JsonAsync();
        var uploaded = (await (await api.Http.UploadAsync(Samples.Invoice())).JsonAsync(202)).Id();
        var interrupted = (await (await api.Http.UploadAsync(Samples.Invoice())).JsonAsync(202)).Id();
        var fetched = (await (await api.Http.SubmitUrlAsync($"{_erp.Base}/invoice.pdf")).JsonAsync(202)).Id();
        await api.Databases.Owner.ExecuteAsync("""
            update jobs set state = 'running', attempts = 1, lease_token = gen_random_uuid(), lease_until = now() + interval '2 s'
            where subject = $1
            """, interrupted);
        await CopyAsync(api.ConnectionString, before);
        await api.DisposeAsync();
        return ([uploaded, interrupted, fetched], [queued, automatic]);
    }

    /// <summary>The rows of one database in the tables and columns of another.</summary>
    static async Task CopyAsync(string from, string to)
    {
        await using var sources = new NpgsqlDataSourceBuilder(from).Build();
        await using var targets = new NpgsqlDataSourceBuilder(to).Build();
        var keys = await targets.ListAsync<string>("""
            select format('alter table %s drop constraint %I|alter table %1$s add constraint %2$I %s',
                conrelid::regclass, conname, pg_get_constraintdef(oid))
            from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
            """);
        foreach (var key in keys)
            await targets.ExecuteAsync(key.Split('|')[0]);
        await using var source = await sources.OpenConnectionAsync();
        await using var target = await targets.OpenConnectionAsync();
        foreach (var table in await targets.ListAsync<string>("""
            select table_name || ' (' || string_agg(quote_ident(column_name), ', ') || ')' from information_schema.columns
            join information_schema.tables t using (table_schema, table_name)
            where table_schema = 'public' and t.table_type = 'BASE TABLE' and table_name <> 'schema_migrations' and is_generated = 'NEVER'
            group by table_name
            """))
        {
            await targets.ExecuteAsync($"delete from {table.Split(' ')[0]}");
            using var rows = await source.BeginTextExportAsync($"copy {table} to stdout");
            await using var copy = await target.BeginTextImportAsync($"copy {table} from stdin");
            await copy.WriteAsync(await rows.ReadToEndAsync());
        }

        await targets.ListAsync<long>("select setval(pg_get_serial_sequence('jobs', 'id'), (select max(id) from jobs))");
        foreach (var key in keys)
            await targets.ExecuteAsync(key.Split('|')[1]);
    }

    static async Task MigrateToLastReleaseAsync(string connectionString)
    {
        await using var owner = new NpgsqlDataSourceBuilder(connectionString).Build();
        await owner.ExecuteAsync("""
            create table schema_migrations (
                version integer primary key, name text not null, applied_at timestamptz not null default now())
            """);
        var program = typeof(Migrator).Assembly;
        foreach (var migration in program.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Take(LastRelease))
        {
            using var sql = new StreamReader(program.GetManifestResourceStream(migration)!);
            await owner.ExecuteAsync(await sql.ReadToEndAsync());
            var name = Path.GetFileNameWithoutExtension(migration[Prefix.Length..]);
            await owner.ExecuteAsync("insert into schema_migrations (version, name) values ($1::int, $2)",
                int.Parse(name[..4], System.Globalization.CultureInfo.InvariantCulture), name);
        }
    }
}
