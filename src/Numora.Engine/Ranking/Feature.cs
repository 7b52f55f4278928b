namespace Numora.Engine.Ranking;

/// <summary>
/// What is known of a candidate. Each is a number of about 0 to 1 (some -1 to 1), so that their weights can be compared and
/// learned with one and the same penalty. One list for all fields: a feature that a field has no use for is 0 there.
/// </summary>
internal enum Feature
{
    /// <summary>How well the best label of the field announces it: weight of the phrase times fit of the places.</summary>
    Label,

    /// <summary>How well the best label of something else does.</summary>
    RivalLabel,

    /// <summary>No other candidate of the field has a better label.</summary>
    BestLabel,

    /// <summary>No label of the field announces it.</summary>
    Unlabelled,

    RightOfLabel,
    BelowLabel,
    LabelWithColon,

    /// <summary>Pages before it, of four.</summary>
    PagesBefore,
    OnLastPage,

    /// <summary>Its place among the lines of the document, 0 the first, 1 the last.</summary>
    LineRank,

    /// <summary>Centre on its page, from the left and from the top.</summary>
    X,
    Y,

    /// <summary>Font size against the document's usual one: 0 the same, 1 three times as large, negative smaller.</summary>
    Size,
    Bold,

    /// <summary>Other places with the same value, of three.</summary>
    Repeated,

    /// <summary>1 less the confidence of the least sure recognised word.</summary>
    Unsure,

    // Amounts
    Currency,
    Cents,
    Largest,

    /// <summary>Part of the document's amounts that are smaller.</summary>
    ValueRank,

    /// <summary>Two other amounts of the document add up to it.</summary>
    IsSum,
    Zero,
    Negative,

    // Codes
    Length,
    DigitShare,
    OnlyDigits,
    LikeYear,
    FewDigits,

    // Dates
    TwoReadings,
    DigitsOnlyDate,
    EarliestDate,
    LatestDate,

    // Names
    FewLetters,
    LegalForm,
    LikeDomain,
    HasDigits,
    CompanyNumbersBelow,
    AddressBelow,
    InFooter,
    AtTop,
    UnderVendorHeading,
    UnderCustomerHeading,
    SenderLine,

    /// <summary>A street or a town stands above it.</summary>
    AfterAddress,
    Bank,

    /// <summary>What the reader's own points say, about 0 to 1.</summary>
    Points,
}

/// <summary>The features of one candidate.</summary>
internal sealed class FeatureVector
{
    public static int Length { get; } = Enum.GetValues<Feature>().Length;

    readonly double[] _values = new double[Length];

    public double this[Feature feature]
    {
        get => _values[(int)feature];
        set => _values[(int)feature] = double.IsFinite(value) ? Math.Clamp(value, -1, 2) : 0;
    }

    public ReadOnlySpan<double> Values => _values;

    /// <summary>1 where true.</summary>
    public void Mark(Feature feature, bool isSo) => this[feature] = isSo ? 1 : 0;
}
