using System.Text.Json.Nodes;
using Npgsql;
using Numora.Delivery.Mappings;

namespace Numora.Delivery.Providers.Postgres;

/// <summary>Finds other records by a value; each only once in a push.</summary>
sealed class PgLookups(NpgsqlConnection connection, PgConfig config)
{
    readonly Dictionary<string, PgTable> _tables = [];
    readonly Dictionary<(string Table, string Match, string Value), List<string?>> _found = [];

    /// <summary>The id of the record; null where there is none and the mapping allows that.</summary>
    /// <exception cref="PgRefusedException">There is none, or more than one.</exception>
    public async Task<JsonNode?> FindAsync(PayloadLookup lookup, string target, JsonNode value, CancellationToken ct)
    {
        if (!_tables.TryGetValue(lookup.Object, out var table))
            _tables[lookup.Object] = table = await PgTable.LoadAsync(connection, lookup.Object, config, ct);
        var match = table.Column(lookup.Match);
        var text = PgValue.Of(value, match)!;
        if (!_found.TryGetValue((lookup.Object, lookup.Match, text), out var ids))
            _found[(lookup.Object, lookup.Match, text)] = ids = await IdsAsync(table, match, text, lookup.Object, ct);

        var (many, none) = (ids.Count > 1, ids.Count == 0);
        if (many && lookup.OnMissing == OnMissing.Fail)
            throw Refused("lookup_ambiguous", "more than one record");
        if (none && lookup.OnMissing == OnMissing.Fail)
            throw Refused("lookup_missing", "no record");
        return many || none ? null : ids[0];

        PgRefusedException Refused(string code, string found) =>
            new(code, $"{target}: {lookup.Object} has {found} whose {lookup.Match} is '{text}'.");
    }

    async Task<List<string?>> IdsAsync(PgTable table, PgColumn match, string value, string name, CancellationToken ct)
    {
        var id = table.Column(config.LookupColumn(name));
        await using var command = new NpgsqlCommand(
            $"SELECT t.{id.Quoted}::text FROM {table.Quoted} AS t WHERE {PgRows.Condition([match], 0)} LIMIT 2", connection);
        command.Parameters.Add(PgRows.Text(value));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var ids = new List<string?>();
        while (await reader.ReadAsync(ct))
            ids.Add(await reader.IsDBNullAsync(0, ct) ? null : reader.GetString(0));
        return ids;
    }
}
