using System.Text.Json.Nodes;
using Numora.Delivery.Mappings;

namespace Numora.Delivery.Providers.Dynamics365;

/// <summary>The records that a payload's lookups mean; each is asked for once in a push.</summary>
sealed class Lookups(DataverseClient client, Tables tables)
{
    readonly Dictionary<(string Object, string Match, string Value), Guid?> _found = [];

    /// <summary>Finds all of them.</summary>
    /// <exception cref="DataverseStop">One is missing that must not be, or is not the only one.</exception>
    public async Task ResolveAsync(IEnumerable<PayloadField> fields, CancellationToken ct)
    {
        foreach (var field in fields)
        {
            if (field is not { Lookup: { } lookup, Value: { } value })
                continue;
            var key = (lookup.Object, lookup.Match, ODataLiteral.Text(value));
            if (!_found.ContainsKey(key))
                _found[key] = await FindAsync(field.Target, lookup, value, ct);
            if (_found[key] is null)
                Missing(field.Target, lookup, value);
        }
    }

    /// <summary>What is written; false where the target is to be left out.</summary>
    public bool Bind(PayloadField field, out JsonNode? bound)
    {
        var lookup = field.Lookup!;
        var id = field.Value is { } value ? _found[(lookup.Object, lookup.Match, ODataLiteral.Text(value))] : null;
        bound = id is null ? null : $"/{lookup.Object}({id})";
        return id is not null || field.Value is null || lookup.OnMissing is not OnMissing.Skip;
    }

    async Task<Guid?> FindAsync(string target, PayloadLookup lookup, JsonNode value, CancellationToken ct)
    {
        var table = await tables.GetAsync(client, lookup.Object, ct);
        var literal = ODataLiteral.Of(lookup.Match, value, table.TypeOf(lookup.Match));
        var answer = await client.SucceedAsync(
            new(HttpMethod.Get,
                $"{client.Organization.ApiPath}/{lookup.Object}?$select={table.PrimaryId}"
                + $"&$filter={lookup.Match} eq {literal}&$top=2",
                $"to look up {target} in {lookup.Object}", Writes: false), ct);

        var ids = answer.Json.Rows().Select(r => r.Text(table.PrimaryId)).OfType<string>().ToArray();
        if (ids.Length > 1)
            throw DataverseStop.Refused("lookup_ambiguous",
                $"More than one record of {lookup.Object} has the {lookup.Match} '{ODataLiteral.Text(value)}', so {target}"
                + " could mean any of them.");
        return ids.Length == 1 && Guid.TryParse(ids[0], out var id) ? id : null;
    }

    void Missing(string target, PayloadLookup lookup, JsonNode value)
    {
        var text = $"No record of {lookup.Object} has the {lookup.Match} '{ODataLiteral.Text(value)}'";
        if (lookup.OnMissing is OnMissing.Fail)
            throw DataverseStop.Refused("lookup_missing", $"{text}, so {target} cannot be set.");
        client.Log?.Warning(
            lookup.OnMissing is OnMissing.Null ? $"{text}; {target} is set to nothing." : $"{text}; {target} is left as it is.");
    }
}
