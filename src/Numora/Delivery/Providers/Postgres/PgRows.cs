using Npgsql;
using NpgsqlTypes;

namespace Numora.Delivery.Providers.Postgres;

/// <summary>Values for some columns of one row, in their text form.</summary>
sealed record PgRow(IReadOnlyList<PgColumn> Columns, IReadOnlyList<string?> Values)
{
    public string? Value(PgColumn column) => Columns.Index().FirstOrDefault(c => c.Item.Name == column.Name) is { Item: not null } at
        ? Values[at.Index]
        : null;

    public PgRow With(PgColumn column, string? value) => new([column, .. Columns], [value, .. Values]);
}

/// <summary>
/// The statements for rows of one table. Values are parameters, one text array for each column, so that any number of
/// rows is one statement; names come quoted from the catalog.
/// </summary>
sealed class PgRows(NpgsqlConnection connection, PgTable table, IReadOnlyList<PgColumn> columns, IReadOnlyList<PgRow> rows)
{
    /// <summary>Rows may leave out different columns, and what is left out gets the table's default: a set for each kind.</summary>
    public static IEnumerable<PgRows> Of(NpgsqlConnection connection, PgTable table, IEnumerable<PgRow> rows) =>
        rows.GroupBy(r => string.Join('\0', r.Columns.Select(c => c.Name)))
            .Select(g => new PgRows(connection, table, g.First().Columns, [.. g]));

    string Wanted =>
        $"unnest({string.Join(", ", columns.Select((_, i) => $"${i + 1}::text[]"))}) WITH ORDINALITY AS w({Names}, n)";

    string Names => string.Join(", ", columns.Select((_, i) => $"c{i}"));

    public NpgsqlCommand Insert() => Command(InsertText);

    /// <summary>Inserts, or updates what differs. Returns of each row written whether it is new, and its id as text.</summary>
    public NpgsqlCommand Upsert(IReadOnlyList<PgColumn> key, PgColumn? id)
    {
        var rest = columns.Where(c => key.All(k => k.Name != c.Name)).ToList();
        var update = rest.Count == 0
            ? "DO NOTHING"
            : $"DO UPDATE SET {string.Join(", ", rest.Select(c => $"{c.Quoted} = EXCLUDED.{c.Quoted}"))} "
                + $"WHERE {string.Join(" OR ", rest.Select(Differs))}";
        // xmax is the transaction that locked the row's former version: none for a row that was inserted.
        return Command($"{InsertText} ON CONFLICT ({string.Join(", ", key.Select(k => k.Quoted))}) {update} "
            + $"RETURNING t.xmax = 0, {(id is null ? "NULL" : $"t.{id.Quoted}")}::text");
    }

    /// <summary>Deletes the rows of a parent whose key is none of these.</summary>
    public NpgsqlCommand DeleteOthers(PgColumn parent, string? parentValue, IReadOnlyList<PgColumn> key)
    {
        var match = key.Select(k => $"t.{k.Quoted} = {k.Cast($"w.c{IndexOf(k)}")}");
        var command = Command($"DELETE FROM {table.Quoted} AS t WHERE t.{parent.Quoted} = {parent.Cast($"${columns.Count + 1}")} "
            + $"AND NOT EXISTS (SELECT 1 FROM {Wanted} WHERE {string.Join(" AND ", match)})");
        command.Parameters.Add(Text(parentValue));
        return command;
    }

    /// <summary>Whether the rows under a condition are just these, in any order. Compared as PostgreSQL would write them.</summary>
    public NpgsqlCommand IsSame(IReadOnlyList<PgColumn> where, IReadOnlyList<string?> values)
    {
        var there = $"SELECT {string.Join(", ", columns.Select(c => $"t.{c.Quoted}::text"))} FROM {table.Quoted} AS t "
            + $"WHERE {Condition(where, columns.Count)}";
        var wanted = $"SELECT {string.Join(", ", columns.Select((c, i) => $"CAST({c.Cast($"w.c{i}")} AS {c.FullType})::text"))} "
            + $"FROM {Wanted}";
        var command = Command(
            $"SELECT NOT EXISTS (({there}) EXCEPT ALL ({wanted})) AND NOT EXISTS (({wanted}) EXCEPT ALL ({there}))");
        foreach (var value in values)
            command.Parameters.Add(Text(value));
        return command;
    }

    /// <summary><c>WHERE</c> for some columns; the parameters follow those that are there.</summary>
    public static string Condition(IReadOnlyList<PgColumn> where, int parametersBefore) =>
        string.Join(" AND ", where.Select((c, i) => $"t.{c.Quoted} = {c.Cast($"${parametersBefore + i + 1}")}"));

    public static NpgsqlParameter Text(string? value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Text, Value = value ?? (object)DBNull.Value };

    string InsertText =>
        $"INSERT INTO {table.Quoted} AS t ({string.Join(", ", columns.Select(c => c.Quoted))}) "
        + $"SELECT {string.Join(", ", columns.Select((c, i) => c.Cast($"w.c{i}")))} FROM {Wanted} ORDER BY w.n";

    NpgsqlCommand Command(string text)
    {
        var command = new NpgsqlCommand(text, connection);
        for (var i = 0; i < columns.Count; i++)
            command.Parameters.Add(new()
            {
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
                Value = rows.Select(r => r.Values[i]).ToArray(),
            });
        return command;
    }

    int IndexOf(PgColumn column) => columns.Index().First(c => c.Item.Name == column.Name).Index;

    static string Differs(PgColumn c) => c.HasEquality
        ? $"t.{c.Quoted} IS DISTINCT FROM EXCLUDED.{c.Quoted}"
        : $"t.{c.Quoted}::text IS DISTINCT FROM EXCLUDED.{c.Quoted}::text";
}
