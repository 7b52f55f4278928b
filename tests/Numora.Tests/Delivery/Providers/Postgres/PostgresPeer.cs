using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Npgsql;
using Numora.Delivery.Mappings;
using Numora.Delivery.Providers;
using Numora.Delivery.Providers.Postgres;
using Numora.Platform;
using Numora.Tests.Support;

namespace Numora.Tests.Delivery.Providers.Postgres;

/// <summary>A database of the user's: tables, a user without special rights, and a port to reach it by.</summary>
sealed class PostgresPeer : IAsyncDisposable
{
    public const string Password = "s3cr3t-pässword";

    const string Tables = """
        CREATE SCHEMA sales;
        CREATE TABLE vendors (id int PRIMARY KEY, name text, "number" int);
        INSERT INTO vendors VALUES (7, 'Müller', 70), (8, 'Twin', 80), (9, 'Twin', 90);
        CREATE TABLE sales.invoices (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "number" varchar(20) UNIQUE, total numeric(10,2) CHECK (total >= 0),
            due date, vendor_id int REFERENCES vendors, paid boolean, tags text[], extra jsonb, booked timestamptz, copies int,
            file bytea, note text NOT NULL DEFAULT 'none', "odd ""name" text, written int NOT NULL DEFAULT 0);
        CREATE TABLE sales.lines (
            id bigint GENERATED ALWAYS AS IDENTITY, invoice text, invoice_id bigint, sku text, qty numeric, UNIQUE (invoice, sku));
        """;

    readonly PgRelay _relay;

    PostgresPeer(string admin, string user, X509Certificate2? certificate)
    {
        (Admin, User) = (admin, user);
        _relay = new PgRelay(admin, certificate);
        Provider = new PostgresProvider(
            new EgressRules(new EgressOptions { Allow = [$"127.0.0.1:{_relay.Port}"] }),
            (name, _) => Task.FromResult(name == "db.test" ? new[] { System.Net.IPAddress.Loopback } : []));
    }

    public string Admin { get; }

    public string User { get; }

    public PgRelay Relay => _relay;

    public PostgresProvider Provider { get; }

    public static async Task<PostgresPeer> StartAsync(X509Certificate2? certificate = null)
    {
        var admin = await TestPostgres.CreateDatabaseAsync(MigrateAsync);
        var user = "erp_" + new NpgsqlConnectionStringBuilder(admin).Database;
        var peer = new PostgresPeer(admin, user, certificate);
        await peer.ExecuteAsync($"""
            CREATE ROLE {user} LOGIN PASSWORD '{Password}';
            GRANT USAGE ON SCHEMA sales TO {user};
            GRANT SELECT, INSERT, UPDATE, DELETE ON sales.invoices, sales.lines TO {user};
            GRANT SELECT ON vendors TO {user};
            """);
        return peer;
    }

    /// <summary>The settings; members of <paramref name="more"/> are added or take the place of the usual ones.</summary>
    public Push Push(Payload payload, object? more = null, string password = Password, string host = "127.0.0.1")
    {
        var config = new Dictionary<string, object?>
        {
            ["host"] = host,
            ["port"] = _relay.Port,
            ["database"] = new NpgsqlConnectionStringBuilder(Admin).Database,
            ["username"] = User,
            ["schema"] = "sales",
            ["timeout_seconds"] = 10,
        };
        foreach (var property in more?.GetType().GetProperties() ?? [])
            config[property.Name] = property.GetValue(more);
        return SamplePush.To(config, new { password }, payload);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Admin);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of each row as text, rows joined by a bar.</summary>
    public async Task<string> ReadAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Admin);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        return string.Join('|', rows);
    }

    public async ValueTask DisposeAsync()
    {
        await _relay.DisposeAsync();
        await ExecuteAsync($"DROP OWNED BY {User}; DROP ROLE {User}");
    }

    static async Task MigrateAsync(string template)
    {
        await using var connection = new NpgsqlConnection(template);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Tables, connection);
        await command.ExecuteNonQueryAsync();
    }
}
