using Microsoft.OpenApi;

namespace Numora.Operations;

// Vendor memory.
static partial class MemberNotes
{
    static readonly Dictionary<string, (string? Text, Action<OpenApiSchema>? Limit)> s_memory = new()
    {
        ["Memory.id"] = Id("mem"),
        ["Memory.schema"] = (null, Words(Known.Schemas)),
        ["Memory.field"] = ("The field that it is about.", null),
        ["Memory.kind"] = ("`correction`: a reviewer set the value. `confirmation`: a reviewer approved what was read. `removal`: a " +
            "reviewer removed what was read.", null),
        ["Memory.vendor"] = ("As confirmed on the teaching document; null where no name was.", null),
        ["Memory.value"] = ("Only of the vendor's own fields (name, address, numbers, currency), whose value is taken over. All others " +
            "are read off each document anew: null.", null),
        ["Memory.label"] = ("The printed words beside or above the value; null where there are none.", null),
        ["Memory.page"] = ("Where the value stood: from 1, or -1 for the last of several; null where it stood on none.", null),
        ["Memory.taught_by"] = ("The document whose approval taught it.", Pattern("doc")),
        ["Memory.actor"] = ("Who approved: the key's name.", null),
        ["Memory.active"] = ("False once two reviews have said something else: it is used no more.", null),
        ["Memory.contradicted_by"] = ("The documents whose reviews have.", null),
        ["Forgotten.id"] = Id("doc"),
        ["Forgotten.forgotten"] = ("How many memories.", s => s.Minimum = "0"),
        ["Field.taught_by"] = ("Of a field from memory: the document that taught it. Only with `include=geometry`.", Pattern("doc")),
    };
}
