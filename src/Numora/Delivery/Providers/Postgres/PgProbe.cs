using Npgsql;

namespace Numora.Delivery.Providers.Postgres;

/// <summary>What a person wants to know of a database before delivering into it.</summary>
static class PgProbe
{
    const string Question = """
        SELECT pg_catalog.current_setting('server_version'), session_user::text,
               EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1),
               COALESCE((SELECT pg_catalog.has_schema_privilege(oid, 'USAGE') FROM pg_catalog.pg_namespace WHERE nspname = $1), false),
               (SELECT count(*) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = $1 AND c.relkind IN ('r', 'p')
                  AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
                  AND pg_catalog.has_table_privilege(c.oid, 'INSERT')
                  AND pg_catalog.has_table_privilege(c.oid, 'UPDATE')),
               COALESCE((SELECT ssl FROM pg_catalog.pg_stat_ssl WHERE pid = pg_catalog.pg_backend_pid()), false)
        """;

    public static async Task<TestAnswer> RunAsync(NpgsqlConnection connection, PgConfig config, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Question, connection);
        command.Parameters.Add(PgRows.Text(config.SchemaOrDefault));
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var connected = $"Connected to PostgreSQL {reader.GetString(0)} as {reader.GetString(1)}, "
            + (reader.GetBoolean(5) ? "encrypted." : "not encrypted.");
        var schema = config.SchemaOrDefault;
        return (reader.GetBoolean(2), reader.GetBoolean(3), reader.GetInt64(4)) switch
        {
            (false, _, _) => new(false, $"{connected} There is no schema {schema}."),
            (_, false, _) => new(false, $"{connected} The user may not use the schema {schema}."),
            (_, _, 0) => new(true, $"{connected} In the schema {schema} there is no table yet that the user may write to."),
            (_, _, var tables) => new(true, $"{connected} The user may write to {tables} tables in the schema {schema}."),
        };
    }
}
