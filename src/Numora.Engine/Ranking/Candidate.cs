using Numora.Engine.Reading;

namespace Numora.Engine.Ranking;

/// <summary>A value on the page that a field may have.</summary>
/// <param name="Spans">Where it stands, in reading order.</param>
internal record Candidate(FieldValue Value, IReadOnlyList<TextSpan> Spans, FeatureVector Features)
{
    public TextSpan Span => Spans[0];
}

/// <summary>A candidate with the probability that it is the field's value.</summary>
internal sealed record Ranked<T>(T Candidate, double Probability);

/// <summary>The candidates of one field, likeliest first, and the probability that the document does not have the field.</summary>
internal sealed record RankedList<T>(IReadOnlyList<Ranked<T>> Best, double None)
{
    /// <summary>The likeliest candidate where it is likelier than none at all.</summary>
    public Ranked<T>? Winner => Best.Count > 0 && Best[0].Probability > None ? Best[0] : null;
}
