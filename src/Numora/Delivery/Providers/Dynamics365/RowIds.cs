using System.Security.Cryptography;
using System.Text;
using Numora.Delivery.Mappings;

namespace Numora.Delivery.Providers.Dynamics365;

/// <summary>
/// The primary keys that this service gives to rows of a document: the same ones at every attempt, run and approval, so
/// that a row is written again instead of once more. RFC 9562 version 8: the first half (of 122 free bits, 74) is a hash of
/// destination, document and table, the rest one of the line. By the first half a row is known as this document's,
/// whichever lines the document has had; all others are left alone.
/// </summary>
static class RowIds
{
    const int FamilyBytes = 10;

    /// <summary>The row of a line; of its key's values where the mapping has a key.</summary>
    public static Guid OfLine(Push push, PayloadRow row)
    {
        var lines = push.Payload.Lines!;
        var name = lines.Key.Count == 0
            ? row.LineId
            : string.Join('\n', lines.Key.Select(t => row.Fields.FirstOrDefault(f => f.Target == t)?.Value?.ToJsonString() ?? "null"));
        return Of(push, lines.Object, name);
    }

    public static Guid OfFile(Push push) => Of(push, "annotations", "file");

    /// <summary>Whether this is the id of a line's row of this document, past or present.</summary>
    public static bool IsLineOf(Push push, Guid id)
    {
        var family = OfLine(push, "").ToByteArray(bigEndian: true).AsSpan(0, FamilyBytes);
        return id.ToByteArray(bigEndian: true).AsSpan(0, FamilyBytes).SequenceEqual(family);
    }

    static Guid OfLine(Push push, string name) => Of(push, push.Payload.Lines!.Object, name);

    static Guid Of(Push push, string table, string name)
    {
        Span<byte> id = stackalloc byte[16];
        Hash($"{push.Target.Id}\n{push.Document.Id}\n{table}")[..FamilyBytes].CopyTo(id);
        Hash(name)[..(16 - FamilyBytes)].CopyTo(id[FamilyBytes..]);
        id[6] = (byte)((id[6] & 0x0F) | 0x80); // version 8: of our own making
        id[8] = (byte)((id[8] & 0x3F) | 0x80); // the RFC's variant
        return new Guid(id, bigEndian: true);
    }

    static ReadOnlySpan<byte> Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
