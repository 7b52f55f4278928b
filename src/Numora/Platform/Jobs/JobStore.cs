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

    static string Take(string chosen) => $"""
        update jobs set state = 'running', attempts = attempts + 1, lease_token = gen_random_uuid(), lease_until = now() + $3
        where id = any (array({chosen})) returning id, kind, subject, workspace_id, request_id, attempts, lease_token
        """;

    public JobOptions Options => options;

    /// <summary>After a fault: the connections that wait in the pool are not trusted any more.</summary>
    public void DropConnections() => databases.Owner.Clear();

    /// <summary>Claims up to <paramref name="count"/> jobs of a kind, those of dead workers or those that wait.</summary>
    public async Task<List<JobLease>> ClaimAsync(string kind, int count, bool expired, CancellationToken ct)
    {
        await using var command = databases.Owner.CreateCommand(expired ? TakeExpired : TakeReady);
        command.Parameters.AddWithValue(kind);
        command.Parameters.AddWithValue(count);
        command.Parameters.AddWithValue(options.Lease);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var claimed = new List<JobLease>(count);
        while (await reader.ReadAsync(ct))
            claimed.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4),
                reader.GetInt32(5), reader.GetGuid(6)));
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
