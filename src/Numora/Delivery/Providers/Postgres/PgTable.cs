using System.Data.Common;
using Npgsql;

namespace Numora.Delivery.Providers.Postgres;

/// <summary>A column as the catalog describes it.</summary>
/// <param name="Type">For casts, without length or precision: <c>character varying</c>.</param>
/// <param name="FullType">As declared: <c>character varying(20)</c>, <c>numeric(10,2)</c>.</param>
/// <param name="Kind">The catalog's short name, e.g. <c>int4</c>; arrays begin with <c>_</c>.</param>
/// <param name="Modifier">PostgreSQL's <c>atttypmod</c>: −1 where the type has no length or precision.</param>
sealed record PgColumn(string Name, string Type, string FullType, string Kind, int Modifier, bool IsArray)
{
    public string Quoted => PgName.Quoted(Name);

    /// <summary>Whether two values can be compared by the type itself; others are compared as text.</summary>
    public bool HasEquality => Kind is "text" or "varchar" or "bpchar" or "numeric" or "int2" or "int4" or "int8"
        or "float4" or "float8" or "date" or "timestamp" or "timestamptz" or "time" or "bool" or "jsonb" or "uuid";

    /// <summary>A parameter (text) as a value of this column. No length here: an explicit cast would cut silently.</summary>
    public string Cast(string expression) => $"CAST({expression} AS {Type})";
}

/// <summary>A table and its columns by name.</summary>
sealed record PgTable(string Schema, string Name, IReadOnlyDictionary<string, PgColumn> Columns)
{
    const string Catalog = """
        SELECT a.attname, pg_catalog.format_type(a.atttypid, -1), pg_catalog.format_type(a.atttypid, a.atttypmod),
               t.typname, a.atttypmod, t.typcategory = 'A'
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p')
        """;

    public string Quoted => $"{PgName.Quoted(Schema)}.{PgName.Quoted(Name)}";

    /// <exception cref="PgRefusedException">There is no such table.</exception>
    public static async Task<PgTable> LoadAsync(NpgsqlConnection connection, string name, PgConfig config, CancellationToken ct)
    {
        var (schema, table) = PgName.Split(name, config.SchemaOrDefault);
        await using var command = new NpgsqlCommand(Catalog, connection);
        command.Parameters.Add(new() { Value = schema });
        command.Parameters.Add(new() { Value = table });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var columns = new Dictionary<string, PgColumn>();
        while (await reader.ReadAsync(ct))
            columns.Add(reader.GetString(0), Read(reader));
        return columns.Count > 0
            ? new(schema, table, columns)
            : throw new PgRefusedException("destination_refused", $"The database has no table {schema}.{table}.");
    }

    /// <exception cref="PgRefusedException">There is no such column.</exception>
    public PgColumn Column(string name) => Columns.GetValueOrDefault(name)
        ?? throw new PgRefusedException("payload_invalid", $"The table {Schema}.{Name} has no column {name}.");

    static PgColumn Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4), row.GetBoolean(5));
}
