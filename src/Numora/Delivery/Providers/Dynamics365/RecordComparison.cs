using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Numora.Delivery.Mappings;

namespace Numora.Delivery.Providers.Dynamics365;

/// <summary>Looks whether the environment holds what would be sent.</summary>
sealed class RecordComparison(DataverseClient client, Tables tables, Push push)
{
    readonly Payload _payload = push.Payload;
    readonly Organization _org = client.Organization;

    public async Task<FindAnswer> FindAsync(CancellationToken ct)
    {
        if (RecordKey.Fault(_payload) is { } fault)
            throw new DataverseStop(fault);
        var table = await tables.GetAsync(client, _payload.Object, ct);
        var doing = $"to read the record of {_payload.Object}";
        var answer = await client.GetAsync(
            $"{_org.ApiPath}/{RecordKey.Segment(_payload, table)}?{Query(table, _payload.Fields)}", doing, ct);
        if (answer.Status is HttpStatusCode.NotFound)
            return new FindAnswer.Absent();
        if (!answer.IsSuccess)
            throw new DataverseStop(answer.Failure(_org, doing));
        if (answer.Json is not { } record || record.Text(table.PrimaryId) is not { } id)
            return new FindAnswer.CannotLook();

        var same = IsSame(_payload.Fields, record) && (_payload.Lines is null || await LinesAreSameAsync(_payload.Lines, table, ct));
        return new FindAnswer.Found(id, _org.RecordUrl(table, id), same);
    }

    async Task<bool> LinesAreSameAsync(PayloadLines lines, Table table, CancellationToken ct)
    {
        var lineTable = await tables.GetAsync(client, lines.Object, ct);
        // Which targets a line has depends on its values, so all that occur are asked for.
        var all = lines.Rows.SelectMany(r => r.Fields).DistinctBy(f => f.Target).ToArray();
        var found = await new RecordPush(client, tables, push).RowsOfParentAsync(
            lines, table, lineTable, Query(lineTable, all), ct);
        var ours = found
            .Select(r => (Id: Guid.TryParse(r.Text(lineTable.PrimaryId), out var id) ? id : default, Row: r))
            .Where(r => RowIds.IsLineOf(push, r.Id))
            .ToDictionary(r => r.Id, r => r.Row);
        return ours.Count == lines.Rows.Count && lines.Rows.All(
            row => ours.TryGetValue(RowIds.OfLine(push, row), out var there) && IsSame(row.Fields, there));
    }

    /// <summary>The columns, and of each looked-up record the one that it was found by.</summary>
    static string Query(Table table, IReadOnlyList<PayloadField> fields)
    {
        var simple = fields.Where(f => f.Lookup is null).Select(f => f.Target).Prepend(table.PrimaryId).Distinct();
        var expand = fields.Where(f => f.Lookup is not null).DistinctBy(f => f.Target)
            .Select(f => $"{f.Target}($select={f.Lookup!.Match})").ToArray();
        return $"$select={string.Join(',', simple)}{(expand.Length == 0 ? "" : $"&$expand={string.Join(',', expand)}")}";
    }

    static bool IsSame(IEnumerable<PayloadField> fields, JsonElement there) => fields.All(f => f.Lookup is null
        ? IsSame(f.Value, there.TryGetProperty(f.Target, out var value) ? value : default)
        : IsSameLookup(f, f.Lookup, there));

    /// <summary>
    /// An empty target may be what a lookup that finds nothing left behind; that is not known here, so it is sent again.
    /// </summary>
    static bool IsSameLookup(PayloadField field, PayloadLookup lookup, JsonElement there) =>
        there.TryGetProperty(field.Target, out var other) && other.ValueKind is JsonValueKind.Object
            ? other.TryGetProperty(lookup.Match, out var value) && IsSame(field.Value, value)
            : field.Value is null;

    /// <summary>Numbers by their value, points in time by theirs, text exactly; an empty text is kept as none.</summary>
    internal static bool IsSame(JsonNode? ours, JsonElement theirs)
    {
        var text = ours is null ? "" : ODataLiteral.Text(ours);
        return theirs.ValueKind switch
        {
            JsonValueKind.String => theirs.GetString() is var other
                && (other == text || (Number(text) is { } a && ours!.GetValueKind() is JsonValueKind.Number && Number(other!) == a)
                    || (ODataLiteral.Moment(text) is { } at && ODataLiteral.Moment(other!) == at)),
            JsonValueKind.Number => Number(text) is { } number && Number(theirs.GetRawText()) == number,
            JsonValueKind.True => text == "true",
            JsonValueKind.False => text == "false",
            _ => text.Length == 0,
        };
    }

    static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
