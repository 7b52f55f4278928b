using System.Text.Json.Nodes;
using Npgsql;
using Numora.Delivery.Mappings;

namespace Numora.Delivery.Providers.Postgres;

/// <summary>A payload fitted to the tables it goes to: names found, values converted, other records looked up.</summary>
sealed record PgPlan(PgTable Table, IReadOnlyList<PgColumn> Key, PgRow Row, PgColumn? Id, PgLines? Lines)
{
    public IReadOnlyList<string?> KeyValues => [.. Key.Select(Row.Value)];

    public string KeyText => string.Join('/', KeyValues);

    /// <exception cref="PgRefusedException">A table, column, value or record does not fit or is not there.</exception>
    public static async Task<PgPlan> MakeAsync(NpgsqlConnection connection, PgConfig config, Payload payload, CancellationToken ct)
    {
        var lookups = new PgLookups(connection, config);
        var table = await PgTable.LoadAsync(connection, payload.Object, config, ct);
        var row = await RowAsync(table, payload.Fields, lookups, ct);
        List<PgColumn> key = [.. payload.Key.Select(table.Column)];
        RequireKey(key, row, "The record");
        return new(table, key, row, config.IdColumn is { } id ? table.Column(id) : null,
            payload.Lines is { } lines ? await LinesAsync(connection, config, lines, lookups, ct) : null);
    }

    static async Task<PgLines> LinesAsync(
        NpgsqlConnection connection, PgConfig config, PayloadLines lines, PgLookups lookups, CancellationToken ct)
    {
        var table = await PgTable.LoadAsync(connection, lines.Object, config, ct);
        List<PgColumn> key = [.. lines.Key.Select(table.Column)];
        var rows = new List<PgRow>();
        foreach (var line in lines.Rows)
        {
            var row = await RowAsync(table, line.Fields, lookups, ct);
            RequireKey(key, row, $"Line {line.LineId}");
            rows.Add(row);
        }

        return new(table, table.Column(lines.Parent), key, rows);
    }

    static async Task<PgRow> RowAsync(PgTable table, IReadOnlyList<PayloadField> fields, PgLookups lookups, CancellationToken ct)
    {
        var (columns, values) = (new List<PgColumn>(), new List<string?>());
        foreach (var field in fields)
        {
            var column = table.Column(field.Target);
            JsonNode? value = field.Value;
            if (field is { Lookup: { } lookup, Value: not null })
            {
                value = await lookups.FindAsync(lookup, field.Target, value!, ct);
                if (value is null && lookup.OnMissing == OnMissing.Skip)
                    continue;
            }

            columns.Add(column);
            values.Add(PgValue.Of(value, column));
        }

        return new(columns, values);
    }

    /// <summary>Two nulls are different to a unique index: such a row would be inserted again and again.</summary>
    static void RequireKey(IEnumerable<PgColumn> key, PgRow row, string what)
    {
        if (key.FirstOrDefault(k => row.Value(k) is null) is { } empty)
            throw new PgRefusedException("key_missing", $"{what} has no value for {empty.Name}, which is in its key.");
    }
}

/// <param name="Key">With the parent finds a row again; empty: the rows of a record are replaced as a whole.</param>
/// <param name="Rows">Without the parent's value: it may not be known before the record is written.</param>
sealed record PgLines(PgTable Table, PgColumn Parent, IReadOnlyList<PgColumn> Key, IReadOnlyList<PgRow> Rows)
{
    public IReadOnlyList<PgRow> RowsOf(string? parent) => [.. Rows.Select(r => r.With(Parent, parent))];
}
