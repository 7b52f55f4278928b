using System.Collections.Concurrent;
using System.Security.Cryptography;
using Npgsql;

namespace Numora.Access;

/// <summary>
/// Knows which secret is which key. Answers are remembered for half a second: a revoked key is refused within one second
/// on every host, and a busy client costs two look-ups a second.
/// </summary>
sealed partial class KeyRing(Databases databases, TimeProvider time, ILogger<KeyRing> log) : BackgroundService
{
    static readonly TimeSpan Remembered = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan UseRecordedEvery = TimeSpan.FromSeconds(15);
    const int MaxRemembered = 10_000;

    readonly ConcurrentDictionary<string, Entry> _known = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, DateTimeOffset> _used = new(StringComparer.Ordinal);

    /// <summary>The key that this secret proves, or null: unknown, expired or revoked.</summary>
    public async ValueTask<KeyIdentity?> FindAsync(string secret, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var prefix = secret[..ApiKeySecret.PrefixLength];
        if (!_known.TryGetValue(prefix, out var entry) || now - entry.At > Remembered || now < entry.At)
        {
            entry = await LoadAsync(prefix, now, ct);
            if (_known.Count >= MaxRemembered)
                _known.Clear();
            _known[prefix] = entry;
        }

        // Compare also where there is no such prefix: the time must not tell.
        var proven = CryptographicOperations.FixedTimeEquals(entry.Hash, ApiKeySecret.HashOf(secret));
        if (!proven || entry.Key is null || entry.ValidUntil <= now)
            return null;
        _used[entry.Key.Id] = now;
        return entry.Key;
    }

    async Task<Entry> LoadAsync(string prefix, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = databases.Owner.CreateCommand("""
            select s.hash, s.expires_at, k.id, k.name, k.workspace_id, w.name, k.scopes, k.test, k.expires_at
            from api_key_secrets s
            join api_keys k on k.id = s.key_id and k.revoked_at is null
            join workspaces w on w.id = k.workspace_id
            where s.prefix = $1
            """);
        command.Parameters.AddWithValue(prefix);
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
            return new Entry(new byte[32], null, now, DateTimeOffset.MinValue);

        var secretEnds = await TimeAsync(reader, 1, ct);
        var keyEnds = await TimeAsync(reader, 8, ct);
        var key = new KeyIdentity(
            reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5),
            reader.GetFieldValue<string[]>(6), reader.GetBoolean(7), keyEnds);
        var until = new[] { secretEnds, keyEnds }.Min() ?? DateTimeOffset.MaxValue;
        return new Entry(reader.GetFieldValue<byte[]>(0), key, now, until);
    }

    static async Task<DateTimeOffset?> TimeAsync(NpgsqlDataReader reader, int column, CancellationToken ct) =>
        await reader.IsDBNullAsync(column, ct) ? null : reader.GetFieldValue<DateTimeOffset>(column);

    /// <summary>Last use is told in batches, so that reading costs no write.</summary>
    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(UseRecordedEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
                await RecordUseAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }

        await RecordUseAsync(CancellationToken.None);
    }

    async Task RecordUseAsync(CancellationToken ct)
    {
        var used = _used.ToArray();
        if (used.Length == 0)
            return;
        _used.Clear();
        try
        {
            await using var command = databases.Owner.CreateCommand("""
                update api_keys k set last_used_at = u.at from unnest($1, $2) as u (id, at)
                where k.id = u.id and (k.last_used_at is null or k.last_used_at < u.at)
                """);
            command.Parameters.AddWithValue(used.Select(u => u.Key).ToArray());
            command.Parameters.AddWithValue(used.Select(u => u.Value).ToArray());
            await command.ExecuteNonQueryAsync(ct);
        }
        catch (NpgsqlException e)
        {
            UseNotRecorded(e.Message);
        }
    }

    [LoggerMessage(1301, LogLevel.Warning, "The last use of keys could not be recorded: {Reason}")]
    partial void UseNotRecorded(string reason);

    sealed record Entry(byte[] Hash, KeyIdentity? Key, DateTimeOffset At, DateTimeOffset ValidUntil);
}
