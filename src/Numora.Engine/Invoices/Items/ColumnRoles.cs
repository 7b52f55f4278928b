using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Invoices.Items;

/// <summary>Gives each head of a table one role: "Amount" is a quantity where "Total" stands at the end.</summary>
internal static class ColumnRoles
{
    public static IReadOnlyList<ItemColumn> Of(IReadOnlyList<HeadCell> cells)
    {
        var roles = new Role?[cells.Count];
        if (AmountAt(cells) is >= 0 and var amount)
            roles[amount] = Role.ColumnAmount;

        // Who can be only one thing chooses first.
        var order = Enumerable.Range(0, cells.Count).Where(i => roles[i] is null)
            .OrderBy(i => cells[i].Labels.Count).ThenByDescending(i => cells[i].Labels.Select(l => l.Weight).DefaultIfEmpty().Max());
        foreach (var i in order)
        {
            roles[i] = cells[i].Labels
                .Where(l => l.Role is not Role.ColumnAmount && !roles.Contains(l.Role))
                .OrderByDescending(l => l.Weight).ThenBy(l => l.Role is Role.ColumnPosition)
                .Select(l => (Role?)l.Role).FirstOrDefault() ?? Second(cells, roles, i);
        }

        return [.. cells.Select((c, i) => new ItemColumn(roles[i], c.X0, c.X1))];
    }

    /// <summary>"Product" and "Title" side by side are both the description.</summary>
    static Role? Second(IReadOnlyList<HeadCell> cells, Role?[] roles, int at)
    {
        var beside = (at > 0 && roles[at - 1] is Role.ColumnDescription)
            || (at + 1 < roles.Length && roles[at + 1] is Role.ColumnDescription);
        return beside && cells[at].Weight(Role.ColumnDescription) > 0.5 ? Role.ColumnDescription : null;
    }

    /// <summary>Right of the price the first; without a price the last; never left of the description.</summary>
    static int AmountAt(IReadOnlyList<HeadCell> cells)
    {
        var description = IndexOf(cells, Role.ColumnDescription);
        var price = LastIndexOf(cells, Role.ColumnUnitPrice);
        var (afterPrice, last) = (-1, -1);
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i].Weight(Role.ColumnAmount) <= 0 || i < description)
                continue;
            last = i;
            if (afterPrice < 0 && price >= 0 && i > price)
                afterPrice = i;
        }

        if (last < 0)
            last = LastIndexOf(cells, Role.ColumnGrossAmount);
        return afterPrice >= 0 ? afterPrice : last;
    }

    static int IndexOf(IReadOnlyList<HeadCell> cells, Role role)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i].Weight(role) > 0.4)
                return i;
        }

        return -1;
    }

    static int LastIndexOf(IReadOnlyList<HeadCell> cells, Role role)
    {
        for (var i = cells.Count - 1; i >= 0; i--)
        {
            if (cells[i].Weight(role) > 0.4)
                return i;
        }

        return -1;
    }
}
