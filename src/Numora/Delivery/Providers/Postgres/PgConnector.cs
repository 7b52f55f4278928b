using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Npgsql;

namespace Numora.Delivery.Providers.Postgres;

/// <summary>
/// Opens connections under the egress rules: the name is resolved, every address is checked, and the connection goes to
/// a checked address; the certificate is still compared with the name. Each connection is one of its own: a pool would
/// outlive changed credentials.
/// </summary>
/// <param name="resolve">The addresses of a host name.</param>
sealed class PgConnector(EgressRules rules, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    /// <summary>Of a host with many addresses only these are tried.</summary>
    const int MaxAddressesTried = 3;

    /// <summary>The server's own limit comes first: it ends the statement, ours only stops listening.</summary>
    const int CommandMarginSeconds = 5;

    /// <summary>Throws <see cref="EgressRefusedException"/>, <see cref="NpgsqlException"/>, <see cref="SocketException"/>.</summary>
    public async Task<PgSession> OpenAsync(PgConfig config, string password, CancellationToken ct)
    {
        var host = config.Host!;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, ct).WaitAsync(ct);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.NoData);
        if (Array.Exists(addresses, a => !rules.MayConnect(host, config.PortOrDefault, a, config.MayBePlain)))
            throw new EgressRefusedException("The address is not allowed from here.");

        var tried = addresses.Select(EgressAddresses.Plain).Distinct().Take(MaxAddressesTried).ToArray();
        for (var i = 0; ; i++)
        {
            try
            {
                return await OpenAsync(config, password, tried[i], ct);
            }
            catch (NpgsqlException e) when (e is not PostgresException && i < tried.Length - 1)
            {
                ct.ThrowIfCancellationRequested(); // the next address may do
            }
        }
    }

    static async Task<PgSession> OpenAsync(PgConfig config, string password, IPAddress address, CancellationToken ct)
    {
        var settings = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder
        {
            Host = address.ToString(),
            Port = config.PortOrDefault,
            Database = config.Database,
            Username = config.Username,
            Password = password,
            SslMode = config.Ssl,
            Pooling = false,
            Enlist = false,
            ApplicationName = "numora",
            IncludeErrorDetail = true,
            GssEncryptionMode = GssEncryptionMode.Disable,
            Timeout = (int)Math.Ceiling(Math.Min(Egress.ConnectTimeout.TotalSeconds, config.Timeout.TotalSeconds)),
            CommandTimeout = (int)config.Timeout.TotalSeconds + CommandMarginSeconds,
        }.ConnectionString);
        settings.Name = "destination"; // traces and metrics would call it by its connection string
        settings.ConfigureTypeLoading(t => t.EnableTypeLoading(false)); // values travel as text
        settings.UseSslClientAuthenticationOptionsCallback(tls => tls.TargetHost = config.Host);
        if (config.SslRootCertificate is { } pem)
            settings.UseRootCertificate(X509Certificate2.CreateFromPem(pem));

        var source = settings.Build();
        try
        {
            return new(source, await source.OpenConnectionAsync(ct));
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }
}

/// <summary>One connection, closed with all that belongs to it. What was not committed by then never happened.</summary>
sealed class PgSession(NpgsqlDataSource source, NpgsqlConnection connection) : IAsyncDisposable
{
    public NpgsqlConnection Connection => connection;

    /// <summary>Begins a transaction in which names mean what the destination says, and nothing waits for ever.</summary>
    public async Task<NpgsqlTransaction> BeginAsync(PgConfig config, bool readOnly, CancellationToken ct)
    {
        var transaction = await connection.BeginTransactionAsync(ct);
        await using var settings = new NpgsqlCommand(
            """
            SELECT pg_catalog.set_config('search_path', $1, true),
                   pg_catalog.set_config('statement_timeout', $2, true),
                   pg_catalog.set_config('lock_timeout', $2, true),
                   pg_catalog.set_config('datestyle', 'ISO, YMD', true),
                   pg_catalog.set_config('timezone', 'UTC', true),
                   CASE WHEN $3 THEN pg_catalog.set_config('transaction_read_only', 'on', true) END
            """, connection, transaction);
        settings.Parameters.Add(new() { Value = $"{PgName.Quoted(config.SchemaOrDefault)}, public" });
        settings.Parameters.Add(new() { Value = $"{(long)config.Timeout.TotalMilliseconds}ms" });
        settings.Parameters.Add(new() { Value = readOnly });
        await settings.ExecuteNonQueryAsync(ct);
        return transaction;
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await source.DisposeAsync();
    }
}
