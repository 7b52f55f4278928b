using System.Net;
using System.Text;
using System.Text.Json;
using Numora.Delivery.Mappings;

namespace Numora.Delivery.Providers.Dynamics365;

/// <summary>Writes a document's record, with its lines where the mapping has any.</summary>
sealed class RecordPush(DataverseClient client, Tables tables, Push push)
{
    /// <summary>Rows that are asked for at once, and how often more are asked for.</summary>
    const int PageSize = 500;
    const int MaxPages = 20;

    readonly Payload _payload = push.Payload;
    readonly Organization _org = client.Organization;

    public async Task<PushAnswer> WriteAsync(CancellationToken ct)
    {
        if (RecordKey.Fault(_payload) is { } fault)
            return fault;

        var table = await tables.GetAsync(client, _payload.Object, ct);
        var lookups = new Lookups(client, tables);
        var rows = _payload.Lines?.Rows ?? [];
        await lookups.ResolveAsync(_payload.Fields.Concat(rows.SelectMany(r => r.Fields)), ct);

        var record = RecordWrite.OfRecord(_payload, table, _org.ApiPath, lookups.Bind);
        var answer = _payload.Lines is null
            ? await WriteAloneAsync(record, ct)
            : await WriteTogetherAsync([record, .. await LineWritesAsync(_payload.Lines, table, lookups, ct)], ct);
        return await DoneAsync(answer, table, ct);
    }

    Task<DataverseAnswer> WriteAloneAsync(RecordWrite record, CancellationToken ct)
    {
        push.Log.Info($"Writing a record of {_payload.Object} at {_org.Host}, found by {string.Join(", ", _payload.Key)}.");
        return client.SucceedAsync(
            new(HttpMethod.Patch, record.Path, record.Doing, Writes: true)
            {
                Body = Encoding.UTF8.GetBytes(record.Body!.ToJsonString(Json.Options)),
                Prefer = "return=representation",
            }, ct);
    }

    async Task<List<RecordWrite>> LineWritesAsync(PayloadLines lines, Table table, Lookups lookups, CancellationToken ct)
    {
        var ids = lines.Rows.Select(r => RowIds.OfLine(push, r)).ToHashSet();
        if (ids.Count < lines.Rows.Count)
            throw DataverseStop.Refused(
                "payload_invalid", $"Two lines have the same values of {string.Join(", ", lines.Key)}, by which they are told apart.");

        var lineTable = await tables.GetAsync(client, lines.Object, ct);
        var gone = (await RowsOfParentAsync(lines, table, lineTable, $"$select={lineTable.PrimaryId}", ct))
            .Select(r => Guid.TryParse(r.Text(lineTable.PrimaryId), out var id) ? id : default)
            .Where(id => RowIds.IsLineOf(push, id) && !ids.Contains(id));
        return
        [
            .. gone.Select(id => RecordWrite.Deletion(lines, id, _org.ApiPath)),
            .. lines.Rows.Select(r => RecordWrite.OfLine(push, r, table, _org.ApiPath, lookups.Bind)),
        ];
    }

    /// <summary>All rows whose parent has the document's key, whoever wrote them.</summary>
    /// <param name="query">What is asked for of each: <c>$select=…</c>.</param>
    public async Task<IReadOnlyList<JsonElement>> RowsOfParentAsync(
        PayloadLines lines, Table table, Table lineTable, string query, CancellationToken ct)
    {
        var rows = new List<JsonElement>();
        string? path = $"{_org.ApiPath}/{lineTable.EntitySet}?{query}"
            + $"&$filter={RecordKey.ParentFilter(_payload, table, lines.Parent)}";
        for (var page = 0; path is not null; page++)
        {
            if (page == MaxPages)
                throw DataverseStop.Refused(
                    "payload_invalid", $"The record has more than {MaxPages * PageSize} rows of {lines.Object} already.");
            var answer = await client.SucceedAsync(
                new(HttpMethod.Get, path, $"to list the rows of {lines.Object}", Writes: false)
                {
                    Prefer = $"odata.maxpagesize={PageSize}",
                }, ct);
            rows.AddRange(answer.Json.Rows());
            path = answer.Json?.Text("@odata.nextLink") is { } next && next.StartsWith(_org.Resource, StringComparison.Ordinal)
                ? next[_org.Resource.Length..]
                : null;
        }

        return rows;
    }

    /// <returns>The answer about the record itself.</returns>
    async Task<DataverseAnswer> WriteTogetherAsync(IReadOnlyList<RecordWrite> writes, CancellationToken ct)
    {
        if (writes.Count > ChangeSet.MaxWrites)
            throw DataverseStop.Refused("payload_invalid",
                $"The record and its lines take {writes.Count} writes; Dataverse takes {ChangeSet.MaxWrites} at once.");

        var deletions = writes.Count(w => w.Body is null);
        push.Log.Info(
            $"Writing a record of {_payload.Object} and {_payload.Lines!.Rows.Count} lines in one change set at {_org.Host}, found by"
            + $" {string.Join(", ", _payload.Key)}{(deletions > 0 ? $"; {deletions} former lines are deleted" : "")}.");
        const string doing = "to write the record and its lines";
        var (contentType, body) = ChangeSet.Body(Guid.CreateVersion7().ToString("N"), writes);
        var answer = await client.SendAsync(
            new(HttpMethod.Post, $"{_org.ApiPath}/$batch", doing, Writes: true) { Body = body, ContentType = contentType }, ct);

        // The status of the whole says nothing: 200 around a refusal, or 400 around the part that tells why.
        if (ChangeSet.Boundary(answer.ContentType) is not { } boundary)
            throw new DataverseStop(answer.IsSuccess ? Unclear() : answer.Failure(_org, doing));
        var parts = await PartsAsync(boundary, answer.Body, ct);
        foreach (var (id, part) in parts.Where(p => !p.Answer.IsSuccess))
            throw new DataverseStop(part.Failure(_org, id >= 1 && id <= writes.Count ? writes[id.Value - 1].Doing : doing));
        return answer.IsSuccess && parts.Count == writes.Count ? parts[0].Answer : throw new DataverseStop(Unclear());
    }

    async Task<IReadOnlyList<(int? Id, DataverseAnswer Answer)>> PartsAsync(string boundary, byte[] body, CancellationToken ct)
    {
        try
        {
            return await ChangeSet.ReadAsync(boundary, body, ct);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new DataverseStop(Unclear());
        }
    }

    PushAnswer.Unknown Unclear() => new(
        "answer_lost", $"{_org.Host} answered the change set in a way that does not say whether it was done.");

    async Task<PushAnswer> DoneAsync(DataverseAnswer answer, Table table, CancellationToken ct)
    {
        var outcome = answer.Status switch
        {
            HttpStatusCode.Created => "created",
            HttpStatusCode.OK => "updated",
            _ => "written", // 204: the environment does not honour return=representation
        };
        var id = answer.Json?.Text(table.PrimaryId) ?? answer.Id ?? await IdAsync(table, ct);
        return new PushAnswer.Done(id, _org.RecordUrl(table, id), outcome);
    }

    /// <summary>An answer without a body names the record by its alternate key; its own id is asked for.</summary>
    async Task<string> IdAsync(Table table, CancellationToken ct)
    {
        var answer = await client.SucceedAsync(
            new(HttpMethod.Get,
                $"{_org.ApiPath}/{RecordKey.Segment(_payload, table)}?$select={table.PrimaryId}",
                "to read the written record", Writes: true), ct);
        return answer.Json?.Text(table.PrimaryId) ?? throw new DataverseStop(new PushAnswer.Unknown(
            "answer_lost", $"{_org.Host} wrote the record, but does not say under which id."));
    }
}
