using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Numora.People;

/// <summary>
/// Slows down whoever guesses passwords and codes. By account: after ten wrong ones in a row it is locked for a quarter of an
/// hour, on every host, whether such an account exists or not. By address: twenty wrong ones in a minute, on this host.
/// </summary>
sealed class SignInAttempts(Databases databases, TimeProvider time)
{
    public const int MaxPerAccount = 10;
    public const int MaxPerAddress = 20; // a minute
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    const int MaxAddresses = 10_000;

    readonly ConcurrentDictionary<string, int> _addresses = new(StringComparer.Ordinal);
    long _minute;

    /// <summary>Before a check: counts it as wrong, so that many at once cannot outrun the count. Refuses where it is too much.</summary>
    /// <param name="account">What is guessed at, e.g. <c>password:ada@example.com</c>; kept as a hash.</param>
    public async Task BeginAsync(string account, HttpContext http, CancellationToken ct)
    {
        CountAddress(http);
        var now = time.GetUtcNow();
        await using var command = databases.Owner.CreateCommand("""
            insert into sign_in_attempts as a (account, attempts, ends_at) values ($1, 1, $3)
            on conflict (account) do update set
                attempts = case when a.ends_at <= $2 then 1 else least(a.attempts, $4) + 1 end,
                ends_at = case when a.ends_at <= $2 or a.attempts < $4 then $3 else a.ends_at end
            returning attempts, ends_at
            """);
        command.Parameters.AddWithValue(KeyOf(account));
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(now + LockedFor);
        command.Parameters.AddWithValue(MaxPerAccount);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        if (reader.GetInt32(0) <= MaxPerAccount)
            return;
        var left = reader.GetFieldValue<DateTimeOffset>(1) - now;
        throw new RefusedException(Refusal.RateLimited,
            $"Too many tries. This account can be tried again in {Math.Max(1, (int)Math.Ceiling(left.TotalMinutes))} minutes.")
        { RetryAfterSeconds = Math.Max(1, (int)Math.Ceiling(left.TotalSeconds)) };
    }

    /// <summary>After a right one.</summary>
    public async Task SucceededAsync(string account, HttpContext http, CancellationToken ct)
    {
        _addresses.AddOrUpdate(AddressOf(http), 0, (_, n) => Math.Max(0, n - 1));
        await using var command = databases.Owner.CreateCommand("delete from sign_in_attempts where account = $1");
        command.Parameters.AddWithValue(KeyOf(account));
        await command.ExecuteNonQueryAsync(ct);
        // And some of those that are over: nobody else comes by.
        await using var over = databases.Owner.CreateCommand("""
            delete from sign_in_attempts where account in (
                select account from sign_in_attempts where ends_at < $1 limit 100 for update skip locked)
            """);
        over.Parameters.AddWithValue(time.GetUtcNow());
        await over.ExecuteNonQueryAsync(ct);
    }

    /// <summary>For what no account stands behind: guessing at links.</summary>
    public void CountAddress(HttpContext http)
    {
        var now = time.GetUtcNow();
        var minute = now.ToUnixTimeSeconds() / 60;
        if (Interlocked.Exchange(ref _minute, minute) != minute || _addresses.Count > MaxAddresses)
            _addresses.Clear();
        if (_addresses.AddOrUpdate(AddressOf(http), 1, (_, n) => n + 1) > MaxPerAddress)
            throw new RefusedException(Refusal.RateLimited, "Too many failed sign-ins came from this address. Wait a minute.")
            { RetryAfterSeconds = 60 - now.Second };
    }

    static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "local";

    static byte[] KeyOf(string account) => SHA256.HashData(Encoding.UTF8.GetBytes(account));
}
