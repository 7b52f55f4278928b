using Npgsql;

namespace Numora.Delivery.Providers.Postgres;

/// <summary>What a transaction did, or found.</summary>
/// <param name="Id">The id column's value, else the key's.</param>
/// <param name="LinesWritten">Inserted, updated and deleted.</param>
sealed record PgWritten(string Id, string Outcome, int LinesWritten);

/// <summary>Writes a record and its lines within the caller's transaction, and leaves alone what is there already.</summary>
sealed class PgWriter(NpgsqlConnection connection, PgPlan plan)
{
    public async Task<PgWritten> WriteAsync(CancellationToken ct)
    {
        var (created, id) = await UpsertAsync(ct);
        id ??= plan.Id is null ? plan.KeyValues[0] : await IdAsync(ct);
        var lines = plan.Lines is null ? 0 : await WriteLinesAsync(plan.Lines, id, ct);
        var outcome = created switch
        {
            true => "created",
            false => "updated",
            null => lines > 0 ? "updated" : "unchanged",
        };
        return new(ExternalId(id), outcome, lines);
    }

    /// <summary>Null where the record is not there.</summary>
    public async Task<(string ExternalId, bool Same)?> FindAsync(CancellationToken ct)
    {
        if (await IdAsync(ct) is not { } id)
            return null;

        var same = await IsSameAsync(new(connection, plan.Table, plan.Row.Columns, [plan.Row]), plan.Key, plan.KeyValues, ct)
            && (plan.Lines is null || await LinesAreSameAsync(plan.Lines, id, ct));
        return (ExternalId(id), same);
    }

    /// <summary>Whether the record is new; null where it was there with the same values, and the id is not told.</summary>
    async Task<(bool? Created, string? Id)> UpsertAsync(CancellationToken ct)
    {
        var rows = new PgRows(connection, plan.Table, plan.Row.Columns, [plan.Row]);
        await using var command = rows.Upsert(plan.Key, plan.Id);
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
            return (null, null);
        return (reader.GetBoolean(0), await reader.IsDBNullAsync(1, ct) ? null : reader.GetString(1));
    }

    /// <summary>The record's id column; without one, the first key value where it is there.</summary>
    async Task<string?> IdAsync(CancellationToken ct)
    {
        var column = plan.Id ?? plan.Key[0];
        await using var command = new NpgsqlCommand(
            $"SELECT t.{column.Quoted}::text FROM {plan.Table.Quoted} AS t WHERE {PgRows.Condition(plan.Key, 0)}", connection);
        foreach (var value in plan.KeyValues)
            command.Parameters.Add(PgRows.Text(value));
        return await command.ExecuteScalarAsync(ct) as string;
    }

    async Task<int> WriteLinesAsync(PgLines lines, string? parent, CancellationToken ct)
    {
        if (await LinesAreSameAsync(lines, parent, ct))
            return 0;

        var count = await DeleteLinesAsync(lines, parent, ct);
        foreach (var rows in PgRows.Of(connection, lines.Table, lines.RowsOf(parent)))
        {
            await using var command = lines.Key.Count == 0 ? rows.Insert() : rows.Upsert([lines.Parent, .. lines.Key], null);
            count += await command.ExecuteNonQueryAsync(ct);
        }

        return count;
    }

    async Task<int> DeleteLinesAsync(PgLines lines, string? parent, CancellationToken ct)
    {
        await using var command = lines.Key.Count > 0 && lines.Rows.Count > 0
            ? KeysOf(lines).DeleteOthers(lines.Parent, parent, lines.Key)
            : new NpgsqlCommand(
                $"DELETE FROM {lines.Table.Quoted} AS t WHERE {PgRows.Condition([lines.Parent], 0)}", connection)
            {
                Parameters = { PgRows.Text(parent) },
            };
        return await command.ExecuteNonQueryAsync(ct);
    }

    PgRows KeysOf(PgLines lines) => new(
        connection, lines.Table, lines.Key, [.. lines.Rows.Select(r => new PgRow(lines.Key, [.. lines.Key.Select(r.Value)]))]);

    /// <summary>What a row leaves out is compared as null: if it is not, the lines are written again, to the same end.</summary>
    async Task<bool> LinesAreSameAsync(PgLines lines, string? parent, CancellationToken ct)
    {
        var rows = lines.RowsOf(parent);
        List<PgColumn> columns = [lines.Parent, .. lines.Rows.SelectMany(r => r.Columns).DistinctBy(c => c.Name)];
        var even = rows.Select(r => new PgRow(columns, [.. columns.Select(r.Value)])).ToList();
        return await IsSameAsync(new(connection, lines.Table, columns, even), [lines.Parent], [parent], ct);
    }

    static async Task<bool> IsSameAsync(
        PgRows rows, IReadOnlyList<PgColumn> where, IReadOnlyList<string?> values, CancellationToken ct)
    {
        await using var command = rows.IsSame(where, values);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    string ExternalId(string? id) => plan.Id is null || id is null ? plan.KeyText : id;
}
