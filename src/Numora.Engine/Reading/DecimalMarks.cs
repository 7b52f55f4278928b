namespace Numora.Engine.Reading;

/// <summary>Settles for a whole document whether the point or the comma stands before the cents.</summary>
internal static class DecimalMarks
{
    /// <summary>Numbers that can be read only one way vote; those with a currency count more.</summary>
    /// <param name="usual">What the document's language writes, when the vote is even.</param>
    public static DecimalMark Settle(IEnumerable<RawNumber> numbers, DecimalMark usual)
    {
        var balance = 0;
        foreach (var number in numbers)
        {
            var weight = number.Currency is null ? 1 : 3;
            balance += number.Reading.Votes switch
            {
                DecimalMark.Point => weight,
                DecimalMark.Comma => -weight,
                null => 0,
            };
        }

        return balance switch
        {
            > 0 => DecimalMark.Point,
            < 0 => DecimalMark.Comma,
            _ => usual,
        };
    }
}
