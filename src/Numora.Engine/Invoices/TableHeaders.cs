using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Invoices;

/// <summary>Which lines are the heads of tables of goods: their labels name columns, not fields.</summary>
internal sealed class TableHeaders
{
    /// <summary>Different columns that a header names at least.</summary>
    const int LeastColumns = 3;

    readonly HashSet<int> _lines = [];

    public TableHeaders(DocumentText text)
    {
        foreach (var content in text.Lines)
        {
            if (IsHeader(content))
                _lines.Add(content.Line.Number);
        }
    }

    public IReadOnlySet<int> Lines => _lines;

    public bool IsColumn(Label label) => _lines.Contains(label.Span.Line.Number);

    static bool IsHeader(LineContent content)
    {
        if (content.Numbers.Any(n => n.LooksLikeMoney))
            return false;

        var columns = new HashSet<int>();
        var (what, much) = (false, false);
        foreach (var label in content.Labels)
        {
            if (!IsColumnRole(label.Role))
                continue;
            columns.Add(label.Span.First);
            what |= label.Role is Role.ColumnDescription or Role.ColumnCode or Role.ColumnQuantity;
            much |= label.Role is Role.ColumnAmount or Role.ColumnGrossAmount or Role.ColumnUnitPrice;
        }

        return columns.Count >= LeastColumns && what && much;
    }

    public static bool IsColumnRole(Role role) => role is >= Role.ColumnPosition and <= Role.ColumnDate;
}
