using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Numora.Tests.Delivery.Providers.Dynamics365;

/// <summary>The peer's rows, and what requests do to them. Navigation properties are kept as the other row's id.</summary>
sealed class PeerStore(string resource)
{
    Dictionary<string, Dictionary<Guid, Dictionary<string, JsonNode?>>> _rows =
        PeerTable.All.ToDictionary(t => t.EntitySet, _ => new Dictionary<Guid, Dictionary<string, JsonNode?>>());

    /// <summary>False: upserts answer 204 even when asked for a representation.</summary>
    public bool Represents { get; set; } = true;

    /// <summary>Of an attachment, in bytes; 5 MB as in a new environment.</summary>
    public long MaxAttachment { get; set; } = 5_242_880;

    public IReadOnlyList<IReadOnlyDictionary<string, JsonNode?>> Records(string entitySet) =>
    [
        .. _rows[entitySet].Select(r => new Dictionary<string, JsonNode?>(r.Value)
        {
            [PeerTable.Of(entitySet).PrimaryId] = r.Key.ToString(),
        }),
    ];

    public Guid Add(string entitySet, Guid id, JsonObject values)
    {
        _rows[entitySet][id] = values.ToDictionary(v => v.Key, v => v.Value?.DeepClone());
        return id;
    }

    public void Remove(string entitySet, Guid id) => _rows[entitySet].Remove(id);

    /// <summary>All of them, or none: the first refusal is thrown and nothing has happened.</summary>
    public T Together<T>(Func<T> writes)
    {
        var before = _rows;
        _rows = before.ToDictionary(
            t => t.Key, t => t.Value.ToDictionary(r => r.Key, r => r.Value.ToDictionary(c => c.Key, c => c.Value?.DeepClone())));
        try
        {
            return writes();
        }
        catch
        {
            _rows = before;
            throw;
        }
    }

    public PeerAnswer Run(string method, string target, string? prefer, JsonObject? body)
    {
        var url = PeerUrl.Of(target);
        if (url.EntitySet == "EntityDefinitions" && method == "GET")
            return Definitions(url);
        if (url.EntitySet == "WhoAmI" && method == "GET")
            return new(200, new JsonObject
            {
                ["BusinessUnitId"] = "38e0dbe4-131b-e111-ba7e-78e7d1620f5e",
                ["UserId"] = "4026be43-6b69-e111-8f65-78e7d1620f5e",
                ["OrganizationId"] = "883278f5-07af-45eb-a0bc-3fea67caa544",
            });
        var table = PeerTable.Of(url.EntitySet);
        foreach (var column in url.Query.GetValueOrDefault("$select")?.Split(',') ?? [])
            table.TypeOf(column); // asked for wrongly, even if no row is there
        return (method, url.Key) switch
        {
            ("GET", null) => List(table, url, prefer),
            ("GET", { } key) => new(200, Shown(table, Find(table, key) ?? throw Missing(table), url)),
            ("PATCH", { } key) => Upsert(table, key, url, prefer, body ?? throw new PeerRefusal(400, "0x80048d19", "No body.")),
            ("DELETE", { } key) => Delete(table, key),
            _ => throw new PeerRefusal(405, "0x80060888", $"{method} is not possible here."),
        };
    }

    static PeerAnswer Definitions(PeerUrl url)
    {
        var filter = url.Query.GetValueOrDefault("$filter") ?? "";
        var rows = PeerTable.All.Where(t => filter == $"EntitySetName eq '{t.EntitySet}'").Select(t => (JsonNode)new JsonObject
        {
            ["LogicalName"] = t.LogicalName,
            ["EntitySetName"] = t.EntitySet,
            ["PrimaryIdAttribute"] = t.PrimaryId,
            ["Attributes"] = new JsonArray([.. t.Columns.Select(c =>
                new JsonObject { ["LogicalName"] = c.Key, ["AttributeType"] = c.Value })]),
        });
        return new(200, new JsonObject { ["value"] = new JsonArray([.. rows]) });
    }

    PeerAnswer List(PeerTable table, PeerUrl url, string? prefer)
    {
        var terms = PeerUrl.Filter(table, url.Query.GetValueOrDefault("$filter")
            ?? throw new PeerRefusal(400, "0x0", "This peer lists nothing without a filter.")).ToArray();
        var found = _rows[table.EntitySet].Where(r => terms.All(t => Holds(table, r, t))).Select(r => r.Key).Order().ToArray();
        var skip = int.Parse(url.Query.GetValueOrDefault("$skiptoken") ?? "0", CultureInfo.InvariantCulture);
        var size = prefer?.Split("odata.maxpagesize=") is [_, var max] ? int.Parse(max, CultureInfo.InvariantCulture) : 5_000;
        if (url.Query.GetValueOrDefault("$top") is { } top)
            size = Math.Min(size, int.Parse(top, CultureInfo.InvariantCulture));
        var json = new JsonObject
        {
            ["value"] = new JsonArray([.. found.Skip(skip).Take(size).Select(id => Shown(table, id, url))]),
        };
        if (found.Length > skip + size && !url.Query.ContainsKey("$top"))
            json["@odata.nextLink"] = $"{resource}{PeerUrl.Root}{table.EntitySet}?"
                + string.Join('&', url.Query.Where(q => q.Key != "$skiptoken").Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value)}"))
                + $"&$skiptoken={skip + size}";
        return new(200, json);
    }

    bool Holds(
        PeerTable table, KeyValuePair<Guid, Dictionary<string, JsonNode?>> row, (string? Navigation, string Column, string Value) term)
    {
        if (term.Navigation is null)
            return Equal(table, row.Key, row.Value, term.Column, term.Value);
        var other = PeerTable.Of(table.Navigations[term.Navigation]);
        return row.Value.GetValueOrDefault(term.Navigation) is { } id && Guid.Parse(id.GetValue<string>()) is var there
            && Equal(other, there, _rows[other.EntitySet][there], term.Column, term.Value);
    }

    /// <summary>Text is compared without case, as by the collation of real environments.</summary>
    static bool Equal(PeerTable table, Guid id, Dictionary<string, JsonNode?> row, string column, string value) =>
        column == table.PrimaryId ? id == Guid.Parse(value) : row.GetValueOrDefault(column) is { } there && table.TypeOf(column) switch
        {
            "String" or "Memo" => string.Equals(there.GetValue<string>(), value, StringComparison.OrdinalIgnoreCase),
            "DateTime" => DateTimeOffset.Parse(there.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
                == DateTimeOffset.Parse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            "Boolean" => there.ToJsonString() == value,
            _ => decimal.Parse(there.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture)
                == decimal.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture),
        };

    Guid? Find(PeerTable table, string key)
    {
        var keys = PeerUrl.Keys(table, key);
        var found = _rows[table.EntitySet].Where(r => keys.All(k => Equal(table, r.Key, r.Value, k.Key, k.Value))).ToArray();
        return found.Length == 0 ? null : found.Single().Key;
    }

    JsonObject Shown(PeerTable table, Guid id, PeerUrl url)
    {
        var row = _rows[table.EntitySet][id];
        var json = new JsonObject { ["@odata.etag"] = "W/\"1\"", [table.PrimaryId] = id.ToString() };
        foreach (var column in (url.Query.GetValueOrDefault("$select") ?? string.Join(',', table.Columns.Keys)).Split(','))
        {
            var type = table.TypeOf(column);
            if (column == table.PrimaryId)
                continue;
            var value = row.GetValueOrDefault(column)?.DeepClone();
            json[column] = type == "DateTime" && value is not null ? $"{value.GetValue<string>()[..10]}T00:00:00Z" : value;
        }

        foreach (var expand in (url.Query.GetValueOrDefault("$expand") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
            Expand(table, row, expand, json);
        return json;
    }

    void Expand(PeerTable table, Dictionary<string, JsonNode?> row, string expand, JsonObject json)
    {
        if (expand.Split("($select=") is not [var navigation, var column] || column[^1] != ')')
            throw new PeerRefusal(400, "0x0", $"Term '{expand}' is not valid in a $expand.");
        var other = PeerTable.Of(table.Navigations.GetValueOrDefault(navigation) ?? throw table.NoProperty(navigation));
        other.TypeOf(column[..^1]);
        json[navigation] = row.GetValueOrDefault(navigation) is { } id && Guid.Parse(id.GetValue<string>()) is var there
            ? new JsonObject
            {
                [other.PrimaryId] = there.ToString(),
                [column[..^1]] = _rows[other.EntitySet][there].GetValueOrDefault(column[..^1])?.DeepClone(),
            }
            : null;
    }

    PeerAnswer Upsert(PeerTable table, string key, PeerUrl url, string? prefer, JsonObject body)
    {
        var keys = PeerUrl.Keys(table, key);
        var at = Find(table, key);
        var id = at ?? (keys.TryGetValue(table.PrimaryId, out var given) ? Guid.Parse(given) : Guid.CreateVersion7());
        var row = at is null ? [] : _rows[table.EntitySet][id];
        foreach (var (column, text) in keys.Where(k => k.Key != table.PrimaryId))
            row[column] = table.TypeOf(column) is "String" or "DateTime" ? JsonValue.Create(text) : JsonNode.Parse(text);
        foreach (var (name, value) in body)
            Set(table, keys, row, name, value);
        _rows[table.EntitySet][id] = row;

        if (!Represents || prefer?.Contains("return=representation", StringComparison.Ordinal) is not true)
            return new(204, null, $"{resource}{PeerUrl.Root}{table.EntitySet}({Uri.EscapeDataString(key)})");
        return new(at is null ? 201 : 200, Shown(table, id, url));
    }

    void Set(PeerTable table, Dictionary<string, string> keys, Dictionary<string, JsonNode?> row, string name, JsonNode? value)
    {
        if (keys.ContainsKey(name))
            throw new PeerRefusal(400, "0x80048d19", $"The key column '{name}' must not be in the body.");
        if (name.EndsWith("@odata.bind", StringComparison.Ordinal))
        {
            var navigation = name[..^"@odata.bind".Length];
            var target = table.Navigations.GetValueOrDefault(navigation) ?? throw table.NoProperty(navigation);
            row[navigation] = value is null ? null : Bound(target, value.GetValue<string>()).ToString();
            return;
        }

        table.Check(name, value);
        if (name == "documentbody" && value is not null && Convert.FromBase64String(value.GetValue<string>()).LongLength > MaxAttachment)
            throw new PeerRefusal(413, "0x80044a02", "Attachment file size is too big.");
        row[name] = value?.GetValueKind() is JsonValueKind.String && value.GetValue<string>() == "" ? null : value?.DeepClone();
    }

    Guid Bound(string entitySet, string reference)
    {
        var (set, key) = PeerUrl.Segment(Uri.UnescapeDataString(reference.TrimStart('/')));
        if (set != entitySet || key is null)
            throw new PeerRefusal(400, "0x80048d19", $"'{reference}' is no record of {entitySet}.");
        var table = PeerTable.Of(set);
        return Find(table, key) is { } id && _rows[set].ContainsKey(id) ? id : throw Missing(table);
    }

    PeerAnswer Delete(PeerTable table, string key) =>
        Find(table, key) is { } id && _rows[table.EntitySet].Remove(id) ? new(204) : throw Missing(table);

    static PeerRefusal Missing(PeerTable table) => new(
        404, "0x80040217", $"Entity '{table.LogicalName}' With Ids = ... Does Not Exist");
}
