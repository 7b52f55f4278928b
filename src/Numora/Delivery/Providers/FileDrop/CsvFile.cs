using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Numora.Delivery.Mappings;

namespace Numora.Delivery.Providers.FileDrop;

/// <summary>
/// A header row and one row for the document; with line items one for each line, the document's fields repeated. RFC 4180:
/// lines end in CR LF; quotes where they are needed. The columns are the mapping's, whatever the document has.
/// </summary>
static partial class CsvFile
{
    /// <summary>Between the names of a list; <c>concat</c> in the mapping writes another.</summary>
    const string BetweenNames = "; ";

    public static byte[] Of(Payload payload, string separator, bool byteOrderMark)
    {
        var text = new StringBuilder();
        Append(text, separator, payload.Targets.Concat(payload.Lines?.Targets ?? []).Select(Safe));

        var head = Cells(payload.Targets, payload.Fields).ToList();
        if (payload.Lines is not { } lines)
            Append(text, separator, head);
        else if (lines.Rows.Count == 0) // the document is not lost because it has no lines
            Append(text, separator, head.Concat(lines.Targets.Select(_ => "")));
        else
            foreach (var row in lines.Rows)
                Append(text, separator, head.Concat(Cells(lines.Targets, row.Fields)));

        return [.. byteOrderMark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    static IEnumerable<string> Cells(IReadOnlyList<string> targets, IReadOnlyList<PayloadField> fields)
    {
        var values = fields.ToDictionary(f => f.Target, f => f.Value);
        return targets.Select(t => Safe(Text(values.GetValueOrDefault(t))));
    }

    static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonArray names => string.Join(BetweenNames, names.Select(n => n!.GetValue<string>())),
        _ when value.GetValueKind() is JsonValueKind.String => value.GetValue<string>(),
        _ => value.ToJsonString(), // a number or a boolean: digits with a point, true, false
    };

    /// <summary>
    /// A spreadsheet runs a cell that begins like a formula. An apostrophe in front makes it text; a plain number stays as it
    /// is, or no negative amount could be read.
    /// </summary>
    static string Safe(string cell) =>
        cell is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\0', ..] && !PlainNumber().IsMatch(cell) ? "'" + cell : cell;

    static void Append(StringBuilder text, string separator, IEnumerable<string> cells) =>
        text.AppendJoin(separator, cells.Select(c => Quoted(c, separator))).Append("\r\n");

    static string Quoted(string cell, string separator) =>
        cell.Contains(separator, StringComparison.Ordinal) || cell.AsSpan().IndexOfAny("\"\r\n") >= 0
            || cell.Length > 0 && (cell[0] == ' ' || cell[^1] == ' ')
            ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    [GeneratedRegex(@"^[+-]?[0-9]+([.,][0-9]+)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex PlainNumber();
}
