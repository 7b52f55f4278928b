using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json.Nodes;
using Hangfire.States;
using Numora.Platform.Jobs;
using Numora.Tests.Support;
using HangfireJob = Hangfire.Common.Job;

namespace Numora.Tests.Platform.Jobs;

/// <summary>
/// Data/Migrations/0006_hangfire.sql writes Hangfire's rows itself. A version of Hangfire that writes others fails here, before
/// its jobs fail with "target method was not found".
/// </summary>
public sealed class HangfireContractTests
{
    const long JobId = 7;
    const string Subject = "an \"id\" with ü and \\";

    [Fact]
    public async Task The_tables_have_the_version_that_the_functions_were_written_for()
    {
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), new());

        Assert.Equal(23, HangfireSchema.Version);
        Assert.Equal([HangfireSchema.Version], await host.Databases.Owner.ListAsync<int>("select version from hangfire.schema"));
    }

    [Theory]
    [InlineData("fetch", JobQueues.Fetch)]
    [InlineData("extract", JobQueues.Extract)]
    [InlineData("run", JobQueues.Delivery)]
    [InlineData("auto_dispatch", JobQueues.Delivery)]
    [InlineData("reappear", JobQueues.Delivery)]
    [InlineData(LaneDrain.Kind, JobQueues.Webhooks)]
    public async Task What_is_written_for_a_new_job_is_what_Hangfires_client_writes_for_the_same_call(string kind, string queue)
    {
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), new());
        var due = DateTime.SpecifyKind(new DateTime(2099, 1, 2, 3, 4, 5, 678), DateTimeKind.Utc);

        var ours = await MadeAsync(host, kind, null);
        var oursLater = await MadeAsync(host, kind, due);
        var call = HangfireJob.FromExpression(CallOf(kind, JobId));
        var theirs = long.Parse(host.Operator.Create(call, new EnqueuedState()), CultureInfo.InvariantCulture);
        var theirsLater = long.Parse(host.Operator.Create(call, new ScheduledState(due)), CultureInfo.InvariantCulture);

        await SameAsync(host, ours, theirs, "EnqueuedAt");
        await SameAsync(host, oursLater, theirsLater, "ScheduledAt");
        var shown = host.Dashboard.JobDetails($"{ours}");
        Assert.Equal((call.Type, call.Method), (shown.Job.Type, shown.Job.Method));
        Assert.Equal(Subject, shown.Job.Args.OfType<string>().Single());
        Assert.Equal(queue, Assert.Single(await host.Databases.Owner.ListAsync<string>(
            "select queue from hangfire.jobqueue where jobid = $1", ours)));
        Assert.Empty(await host.Databases.Owner.ListAsync<string>("select queue from hangfire.jobqueue where jobid = $1", oursLater));
    }

    /// <summary>The Hangfire job of a new job of ours, of which there is one at a time.</summary>
    static async Task<long> MadeAsync(JobHost host, string kind, DateTime? due)
    {
        await host.Databases.Owner.ExecuteAsync("delete from job_lanes");
        if (kind == LaneDrain.Kind)
        {
            await host.Databases.Owner.OneAsync<bool>("select drain_lane($1, $2)", Subject, due ?? DateTime.UnixEpoch);
            return await host.Databases.Owner.OneAsync<long>("select hangfire_id from job_lanes");
        }

        // The same number each time, which is one of the arguments.
        await host.Databases.Owner.ExecuteAsync("delete from jobs");
        return await host.Databases.Owner.OneAsync<long>("""
            insert into jobs (id, kind, subject, run_at) overriding system value values (7, $1, $2, $3)
            returning hangfire_id
            """, kind, Subject, due ?? DateTime.UnixEpoch);
    }

    static Expression<Func<BackgroundJobs, Task>> CallOf(string kind, long job) => kind switch
    {
        "fetch" => jobs => jobs.Fetch(job, Subject, CancellationToken.None),
        "extract" => jobs => jobs.Read(job, Subject, CancellationToken.None),
        "run" => jobs => jobs.Deliver(job, Subject, CancellationToken.None),
        "auto_dispatch" => jobs => jobs.Dispatch(job, Subject, CancellationToken.None),
        "reappear" => jobs => jobs.Reappear(job, Subject, CancellationToken.None),
        _ => jobs => jobs.DeliverWebhooks(Subject, null!, CancellationToken.None),
    };

    /// <remarks>The client repeats the arguments in the invocation; who reads takes those of their own column.</remarks>
    /// <param name="host">Whose database has both.</param>
    /// <param name="clock">The one value of the state that tells when it was written.</param>
    static async Task SameAsync(JobHost host, long ours, long theirs, string clock)
    {
        const string Row = """
            select jsonb_build_object('state', j.statename, 'call', j.invocationdata - 'Arguments', 'arguments', j.arguments,
                'expires', j.expireat, 'updates', j.updatecount, 'history', (
                    select jsonb_agg(jsonb_build_object('name', s.name, 'reason', s.reason, 'data', s.data, 'updates', s.updatecount,
                        'now', s.id = j.stateid)) from hangfire.state s where s.jobid = j.id),
                'queues', (select jsonb_agg(jsonb_build_object('queue', q.queue, 'fetched', q.fetchedat, 'updates', q.updatecount))
                    from hangfire.jobqueue q where q.jobid = j.id),
                'parameters', (select count(*) from hangfire.jobparameter p where p.jobid = j.id),
                'schedule', (select jsonb_agg(jsonb_build_object('score', s.score, 'expires', s.expireat))
                    from hangfire.set s where s.key = 'schedule' and s.value = j.id::text))::text
            from hangfire.job j where j.id = $1
            """;
        var (one, other) = (await ReadAsync(ours), await ReadAsync(theirs));

        Assert.Equal(other.ToJsonString(), one.ToJsonString());

        async Task<JsonNode> ReadAsync(long id)
        {
            var row = JsonNode.Parse(await host.Databases.Owner.OneAsync<string>(Row, id))!;
            var data = row["history"]!.AsArray().Single()!["data"]!.AsObject();
            var at = DateTimeOffset.ParseExact((string)data[clock]!, "O", CultureInfo.InvariantCulture);
            Assert.InRange(TimeProvider.System.GetUtcNow() - at, TimeSpan.FromSeconds(-5), TimeSpan.FromMinutes(1));
            data[clock] = "now";
            // JSON in JSON: its spaces and escapes do not matter.
            row["call"]!["ParameterTypes"] = JsonNode.Parse((string)row["call"]!["ParameterTypes"]!);
            row["arguments"] = new JsonArray([.. row["arguments"]!.AsArray().Select(a => a is null ? null : JsonNode.Parse((string)a!))]);
            return row;
        }
    }
}
