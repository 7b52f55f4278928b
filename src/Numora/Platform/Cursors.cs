using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Numora.Access;

namespace Numora.Platform;

/// <summary>One page of a list.</summary>
/// <param name="NextCursor">Where the next page begins; null on the last one.</param>
record Page<T>(IReadOnlyList<T> Data, string? NextCursor);

/// <summary>What a cursor carries: it is enough by itself.</summary>
/// <param name="Filters">Those of the first page, by parameter name.</param>
/// <param name="After">The last id of the page before; null on the first page.</param>
record PageRequest(string List, string Workspace, IReadOnlyDictionary<string, string> Filters, int Limit, string? After)
{
    public string? Filter(string name) => Filters.GetValueOrDefault(name);
}

/// <summary>
/// Cursors of keyset-paged lists (api.md §1 "Lists"): <c>cur_</c>, then the page request as JSON and its HMAC, in base64url.
/// The key lies in the database, so every host reads every cursor.
/// </summary>
sealed class Cursors(Databases databases)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;
    const string Prefix = "cur_";
    const int MacLength = 16;
    const int MaxLength = 4_000;

    readonly Lazy<byte[]> _key = new(() =>
    {
        using var command = databases.Owner.CreateCommand("select cursor_key from instance");
        return (byte[])command.ExecuteScalar()!;
    }, LazyThreadSafetyMode.PublicationOnly); // asked again where the database was away the first time

    /// <summary>The page that is asked for. Parameters beside a cursor must be those of its first page.</summary>
    public PageRequest Open(
        string list, Caller caller, string? cursor, int? limit, params ReadOnlySpan<(string Name, string? Value)> filters) =>
        Open(list, caller, cursor, limit, MaxLimit, DefaultLimit, filters);

    /// <summary>Of a list with limits of its own.</summary>
    public PageRequest Open(
        string list, Caller caller, string? cursor, int? limit, int maxLimit, int defaultLimit,
        params ReadOnlySpan<(string Name, string? Value)> filters)
    {
        if (limit < 1 || limit > maxLimit)
            throw RefusedException.Malformed("limit", $"Must lie between 1 and {maxLimit}.");
        if (string.IsNullOrEmpty(cursor))
            return new(list, caller.WorkspaceId, Given(filters), limit ?? defaultLimit, null);

        var page = Read(cursor);
        if (page is null || page.List != list || page.Workspace != caller.WorkspaceId)
            throw RefusedException.Malformed("cursor", "This is no cursor of this list. Start again without it.");
        if (limit is not null && limit != page.Limit)
            throw RefusedException.Malformed("limit", "Differs from the first page's. Leave it out, or start again without the cursor.");
        foreach (var (name, value) in filters)
            if (value is not null && value != page.Filter(name))
                throw RefusedException.Malformed(name,
                    "Differs from the first page's. Leave it out, or start again without the cursor.");
        return page;
    }

    /// <param name="rows">One more than the limit when there is a next page.</param>
    public Page<TView> Page<TRow, TView>(PageRequest page, List<TRow> rows, Func<TRow, string> idOf, Func<TRow, TView> view)
    {
        var more = rows.Count > page.Limit;
        var shown = more ? rows[..page.Limit] : rows;
        return new([.. shown.Select(view)], more ? Write(page with { After = idOf(shown[^1]) }) : null);
    }

    string Write(PageRequest page) => Write(JsonSerializer.SerializeToUtf8Bytes(page, Json.Options));

    PageRequest? Read(string cursor)
    {
        if (cursor.Length > MaxLength || !cursor.StartsWith(Prefix, StringComparison.Ordinal)
            || !Base64Url.IsValid(cursor.AsSpan(Prefix.Length)))
            return null;
        var bytes = Base64Url.DecodeFromChars(cursor.AsSpan(Prefix.Length));
        if (bytes.Length <= MacLength || Write(bytes[MacLength..]) != cursor)
            return null; // altered, also in bits that base64url does not use
        return JsonSerializer.Deserialize<PageRequest>(bytes.AsSpan(MacLength), Json.Options);
    }

    string Write(byte[] json) => Prefix + Base64Url.EncodeToString([.. Mac(json), .. json]);

    byte[] Mac(byte[] json) => HMACSHA256.HashData(_key.Value, json)[..MacLength];

    static Dictionary<string, string> Given(ReadOnlySpan<(string Name, string? Value)> filters)
    {
        var given = new Dictionary<string, string>();
        foreach (var (name, value) in filters)
            if (value is not null)
                given[name] = value;
        return given;
    }
}
