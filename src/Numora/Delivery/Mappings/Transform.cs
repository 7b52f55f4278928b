namespace Numora.Delivery.Mappings;

/// <summary>One step that changes a value; <see cref="TransformText"/> reads it.</summary>
abstract record Transform(string Name)
{
    /// <summary>What comes out when this goes in, or null where it can never be taken.</summary>
    public abstract ValueShape? After(ValueShape before);

    /// <summary>What it takes, as messages say it: <c>a number</c>.</summary>
    public abstract string Takes { get; }

    public abstract Outcome Apply(MappedValue value);

    /// <summary>Part of a sentence that says why this cannot be taken.</summary>
    public string CannotTake(ValueShape shape) => $"{Name} takes {Takes}, but gets {shape.InWords()} here" + (shape switch
    {
        ValueShape.Number when Takes.StartsWith("text", StringComparison.Ordinal) => "; number:<culture> makes text of a number",
        ValueShape.List => "; concat makes text of a list",
        _ => "",
    });

    protected Outcome CannotTake(MappedValue value) => Outcome.Failed(CannotTake(value.Shape));
}

/// <summary><c>trim upper lower truncate replace</c>: text to text, in a list each one.</summary>
/// <param name="KeepsDates">Whether a date is still one afterwards.</param>
sealed record TextTransform(string Name, Func<string, string> Change, bool KeepsDates) : Transform(Name)
{
    public override string Takes => "text";

    public override ValueShape? After(ValueShape before) => before switch
    {
        ValueShape.Date => KeepsDates ? ValueShape.Date : ValueShape.Text,
        ValueShape.Number or ValueShape.Flag => null,
        _ => before,
    };

    public override Outcome Apply(MappedValue value) => value switch
    {
        MappedValue.Text text => new(new MappedValue.Text(Change(text.Value))),
        MappedValue.List list => new(new MappedValue.List([.. list.Values.Select(Change)])),
        _ => CannotTake(value),
    };

    /// <summary>At most so many UTF-16 units, as databases count at their strictest; no visible character is cut in two.</summary>
    public static string Truncate(string text, int length)
    {
        if (text.Length <= length)
            return text;

        var end = 0;
        while (end < text.Length)
        {
            var next = end + System.Globalization.StringInfo.GetNextTextElementLength(text, end);
            if (next > length)
                break;
            end = next;
        }

        return text[..end];
    }
}

/// <summary>Halves go away from zero: 2.5 → 3, -2.5 → -3, as invoices are rounded.</summary>
sealed record RoundTransform(int Decimals) : Transform("round")
{
    public override string Takes => "a number";

    public override ValueShape? After(ValueShape before) =>
        before is ValueShape.Number or ValueShape.Any ? ValueShape.Number : null;

    public override Outcome Apply(MappedValue value) => value is MappedValue.Number number
        ? new(new MappedValue.Number(decimal.Round(number.Value, Decimals, MidpointRounding.AwayFromZero)))
        : CannotTake(value);
}

/// <summary>The digits as they are, with the culture's decimal mark; no marks between thousands, which few programs read.</summary>
sealed record NumberTransform(string DecimalMark) : Transform("number")
{
    public override string Takes => "a number";

    public override ValueShape? After(ValueShape before) =>
        before is ValueShape.Number or ValueShape.Any ? ValueShape.Text : null;

    public override Outcome Apply(MappedValue value) => value is MappedValue.Number number
        ? new(new MappedValue.Text(number.Texts[0].Replace(".", DecimalMark, StringComparison.Ordinal)))
        : CannotTake(value);
}

/// <summary>Joins; empty texts are left out, so that no separator stands alone.</summary>
sealed record ConcatTransform(string Separator) : Transform("concat")
{
    public override string Takes => "several sources or a list of names";

    public override ValueShape? After(ValueShape before) =>
        before is ValueShape.List or ValueShape.Any ? ValueShape.Text : null;

    public override Outcome Apply(MappedValue value) => value is MappedValue.List list
        ? new(new MappedValue.Text(string.Join(Separator, list.Values.Where(v => v.Length > 0))))
        : CannotTake(value);
}
