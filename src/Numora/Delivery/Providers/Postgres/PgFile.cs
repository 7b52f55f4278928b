using Npgsql;
using NpgsqlTypes;

namespace Numora.Delivery.Providers.Postgres;

/// <summary>The document's file in a column of its record.</summary>
static class PgFile
{
    /// <returns><c>updated</c> or <c>unchanged</c>.</returns>
    /// <exception cref="PgRefusedException">The column is not for bytes, or the record is gone.</exception>
    public static async Task<string> WriteAsync(
        NpgsqlConnection connection, PgPlan plan, string name, byte[] bytes, CancellationToken ct)
    {
        var column = plan.Table.Column(name);
        if (column.Kind != "bytea")
            throw new PgRefusedException("destination_refused", $"The column {name} ({column.FullType}) is not of the type bytea.");

        await using var command = new NpgsqlCommand(
            $"""
            WITH record AS (SELECT t.ctid FROM {plan.Table.Quoted} AS t WHERE {PgRows.Condition(plan.Key, 1)} FOR UPDATE),
            written AS (
                UPDATE {plan.Table.Quoted} AS t SET {column.Quoted} = $1
                WHERE {PgRows.Condition(plan.Key, 1)} AND t.{column.Quoted} IS DISTINCT FROM $1 RETURNING 1)
            SELECT (SELECT count(*) FROM record), (SELECT count(*) FROM written)
            """, connection);
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Bytea, Value = bytes });
        foreach (var value in plan.KeyValues)
            command.Parameters.Add(PgRows.Text(value));
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt64(0), reader.GetInt64(1)) switch
        {
            (0, _) => throw new PgRefusedException("destination_refused", "The record is no longer there: the file has no place."),
            (_, 0) => "unchanged",
            _ => "updated",
        };
    }
}
