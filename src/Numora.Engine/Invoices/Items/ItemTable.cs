using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Invoices.Items;

/// <summary>Reads the rows under one head: a row for each amount, with the lines of text that belong to it.</summary>
internal sealed class ItemTable(DocumentText text, ItemColumns columns)
{
    /// <summary>Rows of one document; a longer list is not an invoice that somebody reviews.</summary>
    public const int MostRows = 2000;

    const int MostDescriptionLines = 8;

    /// <summary>A line further below its row than this, in heights of a line, belongs to something else.</summary>
    const double FarthestLine = 1.6;

    readonly List<ItemRow> _rows = [];
    readonly List<TextSpan> _waiting = [];
    bool _summing;
    bool _ended;

    public IReadOnlyList<ItemRow> Rows => _rows;

    /// <param name="end">The line after the last that may belong to the table.</param>
    public void Read(int first, int end)
    {
        for (var i = first; i < end && _rows.Count < MostRows && !_ended; i++)
            Take(text.Lines[i]);
        _waiting.Clear();
    }

    void Take(LineContent content)
    {
        var cells = new RowCells(content, columns);
        if (TotalsLines.EndsTable(content))
        {
            _ended = _rows.Count > 0;
            return;
        }

        if (TotalsLines.Is(content) && (!cells.IsPriced || TotalsLines.IsAllOf(content, cells.Description ?? cells.Code)))
        {
            _summing = true;
            return;
        }

        if (cells.Amount is not null && IsRow(cells))
            Begin(cells);
        else if (!_summing)
            GoOn(content, cells);
    }

    /// <summary>After a sum a line is goods only where it has quantity or price.</summary>
    bool IsRow(RowCells cells)
    {
        if (_rows.Count > 0 && _rows[0].Amount.LooksLikeMoney && !cells.Amount!.LooksLikeMoney)
            return false;
        if (_summing)
            return cells.IsPriced && cells.Description is not null;

        return cells.IsPriced || cells.Description is not null || cells.Code is not null || _waiting.Count > 0;
    }

    void Begin(RowCells cells)
    {
        _summing = false;
        var row = new ItemRow(cells.Amount!)
        {
            Quantity = cells.Quantity ?? Quantities.Find(cells, _rows.Count + 1),
            UnitPrice = cells.UnitPrice,
            TaxRate = cells.TaxRate,
            Unit = cells.Unit,
            Code = cells.Code,
        };
        if (cells.Description is null)
            row.Description.AddRange(Waiting(row));
        if (cells.Description is { } description)
            row.Description.Add(description);
        _waiting.Clear();
        _rows.Add(row);
    }

    /// <summary>Text above an amount that has no text beside it.</summary>
    IEnumerable<TextSpan> Waiting(ItemRow row) => _waiting.Where(w => w.Line.Page == row.Line.Page
        && row.Line.Box.Y0 - w.Box.Y1 <= FarthestLine * w.Box.Height);

    void GoOn(LineContent content, RowCells cells)
    {
        if (cells.Description is not { } span || content.Labels.Any(l => IsForeign(l, span)))
            return;

        var row = _rows.Count > 0 ? _rows[^1] : null;
        if (row is null || row.LastLine.Page != content.Line.Page || span.Line.Box.Y0 - row.LastLine.Box.Y1 > FarthestLine * span.Box.Height
            || row.Description.Count > MostDescriptionLines)
        {
            _waiting.Add(span);
            return;
        }

        row.Description.Add(span);
        row.LastLine = content.Line;
    }

    /// <summary>Remarks on payment, taxes or prices are no description.</summary>
    static bool IsForeign(Label label, TextSpan span) => label.Span.First == span.First && label.Weight > 0.5
        && label.Role is Role.PaymentTerms or Role.OtherAmount or Role.Iban or Role.BankAccount or Role.VendorTaxId or Role.DueDate
            or Role.Discount or Role.OtherDate or Role.PaymentReference;
}
