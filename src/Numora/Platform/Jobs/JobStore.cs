using Npgsql;
using NpgsqlTypes;

namespace Numora.Platform.Jobs;

/// <summary>The statements on the jobs table, all on the database's clock.</summary>
sealed class JobStore(Databases databases, JobOptions options)
{
    /// <summary>The last error is for a person; the rest is in the log.</summary>
    const int MaxErrorLength = 500;

    const string Claim = """
        update jobs set state = 'running', attempts = attempts + 1, lease_token = gen_random_uuid(), lease_until = now() + $2
        """;
    const string Claimed = "returning id, kind, subject, workspace_id, request_id, lane, attempts, lease_token, trace_parent";

    public JobOptions Options => options;

    /// <summary>After a fault: the connections that wait in the pool are not trusted any more.</summary>
    public void DropConnections() => databases.Owner.Clear();

    /// <summary>Claims a job that is due and waits, or whose worker gave no sign of life: attempt + 1 and a new token.</summary>
    /// <returns>Null: it is not to be had now, or not there any more.</returns>
    public async Task<JobLease?> ClaimAsync(long id, CancellationToken ct)
    {
        await using var command = databases.Owner.CreateCommand($"""
            {Claim}
            where id = $1 and (state = 'ready' and run_at <= now() or state = 'running' and lease_until < now())
            {Claimed}
            """);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(options.Lease);
        return await ReadAsync(command, ct) is [var job] ? job : null;
    }

    /// <summary>Claims up to <paramref name="count"/> jobs of a lane, those that wait longest first.</summary>
    /// <param name="drain">The Hangfire job that drains it; one that another has taken the place of gets nothing.</param>
    public async Task<List<JobLease>> ClaimLaneAsync(string kind, string lane, long drain, int count, CancellationToken ct)
    {
        // Those of dead workers and those that wait, each by an index of its own: a long lane is not sorted for each claim.
        await using var command = databases.Owner.CreateCommand($"""
            {Claim}
            where (select exists (select from job_lanes where lane = $3 and hangfire_id = $5)) and id = any (array(
                select id from (select id from jobs where kind = $1 and lane = $3 and state = 'running' and lease_until < now()
                    order by lease_until limit $4 for update skip locked) dead
                union all
                select id from (select id from jobs where kind = $1 and lane = $3 and state = 'ready' and run_at <= now()
                    order by run_at, id limit $4 for update skip locked) waiting
                limit $4))
            {Claimed}
            """);
        command.Parameters.AddWithValue(kind);
        command.Parameters.AddWithValue(options.Lease);
        command.Parameters.AddWithValue(lane);
        command.Parameters.AddWithValue(count);
        command.Parameters.AddWithValue(drain);
        return await ReadAsync(command, ct);
    }

    /// <summary>How long until a job can be claimed; zero or less: now. Null: it is not there any more.</summary>
    public async Task<TimeSpan?> WaitOfAsync(long id, CancellationToken ct)
    {
        await using var command = databases.Owner.CreateCommand(
            "select case state when 'ready' then run_at else lease_until end - now() from jobs where id = $1");
        command.Parameters.AddWithValue(id);
        return await command.ExecuteScalarAsync(ct) is TimeSpan wait ? wait < TimeSpan.Zero ? TimeSpan.Zero : wait : null;
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

    static async Task<List<JobLease>> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        var claimed = new List<JobLease>();
        while (await reader.ReadAsync(ct))
            claimed.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), Text(3), Text(4), Text(5),
                reader.GetInt32(6), reader.GetGuid(7), Text(8)));
        return claimed;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    /// <exception cref="LeaseLostException">Another holds the lease by now; nothing was changed.</exception>
    async Task FencedAsync(string sql, JobLease job, CancellationToken ct, params object[] more)
    {
        await using var command = databases.Owner.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = job.Token, NpgsqlDbType = NpgsqlDbType.Uuid });
        foreach (var value in more)
            command.Parameters.AddWithValue(value);
        if (await command.ExecuteNonQueryAsync(ct) == 0)
            throw new LeaseLostException(job.Id);
    }
}
