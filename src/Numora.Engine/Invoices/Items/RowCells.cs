using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Invoices.Items;

/// <summary>What one line holds in each column.</summary>
internal sealed class RowCells
{
    /// <summary>Rates above this are something else.</summary>
    const decimal HighestRate = 50;

    readonly ItemColumns _columns;

    public RowCells(LineContent content, ItemColumns columns)
    {
        _columns = columns;
        foreach (var number in content.Numbers)
            Take(number);

        Description = Text(content, Role.ColumnDescription);
        Code = Text(content, Role.ColumnCode);
        Unit = Text(content, Role.ColumnUnit) ?? (Quantity is null ? null : AfterQuantity(content));
        if (Description is null && Code is not null && !columns.Has(Role.ColumnDescription))
            Description = Code;
    }

    public NumberCandidate? Amount { get; private set; }

    public NumberCandidate? Quantity { get; private set; }

    public NumberCandidate? UnitPrice { get; private set; }

    public NumberCandidate? TaxRate { get; private set; }

    /// <summary>The number of the row; some tables print the quantity under such a head.</summary>
    public NumberCandidate? Position { get; private set; }

    /// <summary>A quantity or a price stands beside the amount.</summary>
    public bool IsPriced => Quantity is not null || (UnitPrice is not null && UnitPrice != Amount);

    public TextSpan? Description { get; }

    public TextSpan? Code { get; }

    public TextSpan? Unit { get; }

    void Take(NumberCandidate number)
    {
        switch (_columns.RoleAt(number.Span.Box.CentreX))
        {
            case Role.ColumnAmount when !number.Percent:
                Amount = number; // of several the last
                break;
            case Role.ColumnQuantity when !number.Percent:
                Quantity ??= number;
                break;
            case Role.ColumnUnitPrice when !number.Percent:
                UnitPrice ??= number;
                break;
            case Role.ColumnPosition:
                Position ??= number;
                break;
            case Role.ColumnTaxRate when number.Value is >= 0 and <= HighestRate && (number.Percent || number.Currency is null):
                TaxRate ??= number;
                break;
        }
    }

    /// <summary>The words of one column, from its first to its last.</summary>
    TextSpan? Text(LineContent content, Role role)
    {
        var (first, last) = (-1, -1);
        for (var i = 0; i < content.Line.Words.Count; i++)
        {
            if (_columns.RoleAt(content.Line.Words[i].Box.CentreX) != role)
                continue;
            first = first < 0 ? i : first;
            last = i;
        }

        if (first < 0)
            return null;
        var span = new TextSpan(content.Line, first, last);
        return span.Text.Any(char.IsLetterOrDigit) ? span : null;
    }

    /// <summary>The unit right of the quantity, in its column: <c>5 kg</c>.</summary>
    TextSpan? AfterQuantity(LineContent content)
    {
        var at = Quantity!.Span.Last + 1;
        if (at >= content.Line.Words.Count || _columns.RoleAt(content.Line.Words[at].Box.CentreX) is not Role.ColumnQuantity)
            return null;

        var word = content.Line.Words[at].Text;
        return word.Length <= 12 && word.Any(char.IsLetter) ? new TextSpan(content.Line, at, at) : null;
    }
}
