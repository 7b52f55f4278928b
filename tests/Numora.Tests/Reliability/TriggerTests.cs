using System.Globalization;
using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.Extensions.DependencyInjection;
using Numora.Platform.Jobs;
using Numora.Tests.Support;

namespace Numora.Tests.Reliability;

/// <summary>The button that starts periodic work before its time.</summary>
public sealed class TriggerTests
{
    const string Work = "Wake forgotten documents";

    [Fact]
    public async Task Periodic_work_that_two_operators_trigger_at_once_has_one_effect()
    {
        var api = new HostOn("api");
        await api.InitializeAsync();
        var id = (await (await api.Http.UploadAsync(EInvoices.Ubl())).JsonAsync(202)).Id();
        await api.Databases.Owner.ExecuteAsync("delete from jobs");
        await api.Databases.Owner.ExecuteAsync("update documents set updated_at = updated_at - interval '1 h'");
        var worker = new HostOn("worker", api.ConnectionString);
        await worker.InitializeAsync();
        try
        {
            var operators = new RecurringJobManager(worker.Services.GetRequiredService<PostgreSqlStorage>(),
                worker.Services.GetRequiredService<JobFilters>().Provider());

            await Queries.UntilAsync(async () => await api.Databases.Owner.OneAsync<bool>(
                "select exists (select from hangfire.set where key = 'recurring-jobs' and value = $1)", Work), "it is known");
            var started = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ =>
                Task.Run(() => operators.TriggerJob(Work))));

            await Invariants.HoldAsync(api.Http, api.Databases.Owner, [id]);
            foreach (var job in started)
            {
                var number = long.Parse(job, CultureInfo.InvariantCulture);
                await Queries.UntilAsync(async () => await api.Databases.Owner.OneAsync<string>(
                    "select statename from hangfire.job where id = $1", number) == "Succeeded", "each has run");
            }
        }
        finally
        {
            await worker.DisposeAsync();
            await api.DisposeAsync();
        }
    }
}
