using Numora.Engine.Reading;

namespace Numora.Engine.Ranking;

/// <summary>The candidates of every ranked field of one document.</summary>
internal sealed class Proposals(Schema schema, DocumentText text)
{
    readonly Dictionary<string, IReadOnlyList<Candidate>> _byField = [];

    public Schema Schema => schema;

    public DocumentText Text => text;

    public IReadOnlyDictionary<string, IReadOnlyList<Candidate>> ByField => _byField;

    /// <param name="candidates">Those that matter most first: at most <see cref="FieldModel.MaxCandidates"/> are kept.</param>
    public void Add(string field, IEnumerable<Candidate> candidates)
    {
        var kept = candidates.Take(FieldModel.MaxCandidates).ToList();
        foreach (var same in kept.GroupBy(c => c.Value))
        {
            var repeated = Math.Min(1, (same.Count() - 1) / 3.0);
            foreach (var candidate in same)
                candidate.Features[Feature.Repeated] = repeated;
        }

        _byField[field] = kept;
    }

    public RankedList<Candidate> Rank(string field, Models models) =>
        models.Of(schema.Id, field).Rank(_byField.GetValueOrDefault(field) ?? [], c => c.Features);

    /// <summary>What the place says, whatever the field.</summary>
    public FeatureVector At(TextSpan span)
    {
        const int fewPages = 4;
        var features = new FeatureVector();
        var page = span.Line.Page;
        var (box, pages) = (span.Box, text.Pages.Count);
        features[Feature.PagesBefore] = Math.Min(fewPages, page.Number - text.Pages[0].Number) / (double)fewPages;
        features.Mark(Feature.OnLastPage, pages > 1 && page == text.Pages[^1]);
        features[Feature.LineRank] = (span.Line.Number + 1.0) / text.Lines.Count;
        features[Feature.X] = box.CentreX / page.Width;
        features[Feature.Y] = box.CentreY / page.Height;
        features[Feature.Size] = (span.Em / text.UsualSize - 1) / 2;
        features.Mark(Feature.Bold, span.Bold);
        features[Feature.Unsure] = 1 - span.Confidence;
        return features;
    }

    /// <summary>The same with what the labels say.</summary>
    public FeatureVector At(TextSpan span, Claim own, double rival, bool isBest)
    {
        var features = At(span);
        features[Feature.Label] = own.Score;
        features[Feature.RivalLabel] = rival;
        features.Mark(Feature.BestLabel, isBest && own.Score > 0);
        features.Mark(Feature.Unlabelled, own.Score <= 0);
        features.Mark(Feature.RightOfLabel, own is { Score: > 0, Relation: Relation.Right });
        features.Mark(Feature.BelowLabel, own is { Score: > 0, Relation: Relation.Below });
        features.Mark(Feature.LabelWithColon, own is { Score: > 0, WithColon: true });
        return features;
    }
}

/// <summary>The best claim that a label makes on a value.</summary>
internal readonly record struct Claim(double Score, Relation Relation, bool WithColon)
{
    public static Claim Of<T>(Anchored<T> anchored, double score) => new(score, anchored.Relation, anchored.Label.EndsInColon);
}
