using Npgsql;
using NpgsqlTypes;

namespace Numora.Platform.Jobs;

/// <summary>The statements on the jobs table, all on the database's clock.</summary>
sealed class JobStore(Databases databases, JobOptions options)
{
    /// <summary>The last error is for a person; the rest is in the log.</summary>
    const int MaxErrorLength = 500;

    static readonly string TakeReady = Take("""
        select id from jobs where state = 'ready' and kind = $1 and run_at <= now()
        order by run_at, id limit $2 for update skip locked
        """);

    static readonly string TakeExpired = Take("""
        select id from jobs where state = 'running' and kind = $1 and lease_until < now()
        order by lease_until limit $2 for update skip locked
        """);

    // The lanes that have ready jobs are found by leaps through the index, so a long queue of one costs the others nothing.
    static readonly string TakeReadyByLane = Take("""
        with recursive lanes as (
            (select lane from jobs where state = 'ready' and kind = $1 and lane is not null order by lane limit 1)
            union all
            select (select j.lane from jobs j where j.state = 'ready' and j.kind = $1 and j.lane > l.lane order by j.lane limit 1)
            from lanes l where l.lane is not null
        )
        select j.id from lanes l cross join lateral (
            select id, run_at from jobs
            where state = 'ready' and kind = $1 and lane = l.lane and run_at <= now()
            order by run_at, id limit greatest(0, $5 - (select count(*) from unnest($4) busy where busy = l.lane)) for update skip locked
        ) j where l.lane is not null order by j.run_at, j.id limit $2
        """);

    static string Take(string chosen) => $"""
        update jobs set state = 'running', attempts = attempts + 1, lease_token = gen_random_uuid(), lease_until = now() + $3
        where id = any (array({chosen})) returning id, kind, subject, workspace_id, request_id, lane, attempts, lease_token
        """;

    public JobOptions Options => options;

    /// <summary>After a fault: the connections that wait in the pool are not trusted any more.</summary>
    public void DropConnections() => databases.Owner.Clear();

    /// <summary>Claims up to <paramref name="count"/> jobs of a kind, those of dead workers or those that wait.</summary>
    /// <param name="busy">The lanes of the jobs that run here, once for each.</param>
    public async Task<List<JobLease>> ClaimAsync(
        JobKind kind, int count, bool expired, IReadOnlyCollection<string> busy, CancellationToken ct)
    {
        await using var command = databases.Owner.CreateCommand(
            expired ? TakeExpired : kind.PerLane is null ? TakeReady : TakeReadyByLane);
        command.Parameters.AddWithValue(kind.Kind);
        command.Parameters.AddWithValue(count);
        command.Parameters.AddWithValue(options.Lease);
        if (!expired && kind.PerLane is { } perLane)
        {
            command.Parameters.AddWithValue(busy.ToArray());
            command.Parameters.AddWithValue(perLane);
        }

        await using var reader = await command.ExecuteReaderAsync(ct);
        var claimed = new List<JobLease>(count);
        while (await reader.ReadAsync(ct))
            claimed.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4),
                reader.IsDBNull(5) ? null : reader.GetString(5), reader.GetInt32(6), reader.GetGuid(7)));
        return claimed;
    }

    /// <summary>Extends the leases that are still ours.</summary>
    /// <returns>The tokens that were extended; the others have passed on.</returns>
    public async Task<HashSet<Guid>> ExtendAsync(Guid[] tokens, CancellationToken ct)
    {
        await using var command = databases.Owner.CreateCommand(
            "update jobs set lease_until = now() + $2 where lease_token = any ($1) returning lease_token");
        command.Parameters.AddWithValue(tokens);
        command.Parameters.AddWithValue(options.Lease);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var extended = new HashSet<Guid>();
        while (await reader.ReadAsync(ct))
            extended.Add(reader.GetGuid(0));
        return extended;
    }

    /// <summary>Puts a job back for later, e.g. after a failed attempt.</summary>
    public Task RetryAsync(JobLease job, TimeSpan wait, string error, CancellationToken ct) =>
        FencedAsync("""
            update jobs set state = 'ready', lease_until = null, lease_token = null, run_at = now() + $2, last_error = $3
            where lease_token = $1
            """, job, ct, wait, error.Length > MaxErrorLength ? error[..MaxErrorLength] : error);

    /// <summary>
    /// Puts a job back that was interrupted through no fault of its own, by a shutdown or the database's: the attempt does
    /// not count.
    /// </summary>
    public Task HandBackAsync(JobLease job, TimeSpan wait, CancellationToken ct) =>
        FencedAsync("""
            update jobs set state = 'ready', lease_until = null, lease_token = null, run_at = now() + $2,
                attempts = attempts - 1
            where lease_token = $1
            """, job, ct, wait);

    /// <summary>How many jobs wait and run, and how old the oldest is: for /metrics.</summary>
    public async Task<IReadOnlyList<(string Kind, string State, long Count, double OldestSeconds)>> DepthAsync(CancellationToken ct)
    {
        await using var command = databases.Owner.CreateCommand("""
            select kind, state, count(*), coalesce(extract(epoch from now() - min(created_at)), 0)::float8
            from jobs group by kind, state
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<(string, string, long, double)>();
        while (await reader.ReadAsync(ct))
            rows.Add((reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetDouble(3)));
        return rows;
    }

    async Task FencedAsync(string sql, JobLease job, CancellationToken ct, params object[] more)
    {
        await using var command = databases.Owner.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = job.Token, NpgsqlDbType = NpgsqlDbType.Uuid });
        foreach (var value in more)
            command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(ct);
    }
}
