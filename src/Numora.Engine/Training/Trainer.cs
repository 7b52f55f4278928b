using Numora.Engine.Ranking;

namespace Numora.Engine.Training;

/// <summary>What training gives: models for the program, and how they read documents they have and have not seen.</summary>
/// <param name="Fitted">By the models themselves over the documents that made them.</param>
/// <param name="Held">By models that have not seen any document of the same vendor or layout; confidences likewise.</param>
internal sealed record Trained(Models Models, IReadOnlyList<Outcome> Fitted, IReadOnlyList<Outcome> Held);

/// <summary>Trains every ranked field, cross-validated by vendor, and calibrates with what the cross-validation gave.</summary>
internal sealed class Trainer(IReadOnlyList<LabelledDocument> documents, int seed, int folds)
{
    public Trained Train(Action<string> progress)
    {
        progress("candidates and features");
        var examples = documents.AsParallel().AsOrdered().WithDegreeOfParallelism(Environment.ProcessorCount)
            .SelectMany(d => d.Examples(seed).Select(e => (Key: (d.Schema.Id, e.Field), e.Example))).ToList();
        var foldOf = Folds();

        var held = new List<Outcome>();
        for (var fold = 0; fold < folds; fold++)
        {
            progress($"fold {fold + 1} of {folds}");
            var number = fold;
            var models = Fit([.. examples.Where(e => foldOf[GroupKey(e.Key.Id, e.Example.Group)] != number)]);
            held.AddRange(Read(d => foldOf[GroupKey(d.Schema.Id, d.Truth.Group)] == number, models, number));
        }

        progress("all documents");
        var all = Fit(examples);
        var raw = Read(_ => true, all, 0);
        var calibrations = Calibrator.Fit(held);
        return new(all.With(calibrations), Calibrate(raw, _ => calibrations), Calibrate(held, OfOthers(held)));
    }

    static string GroupKey(string schema, string group) => $"{schema} {group}";

    /// <summary>Groups in an order that the seed decides, the largest first, each to the fold with the fewest documents.</summary>
    Dictionary<string, int> Folds()
    {
        var sizes = new int[folds];
        var foldOf = new Dictionary<string, int>();
        foreach (var group in documents.GroupBy(d => GroupKey(d.Schema.Id, d.Truth.Group))
            .OrderByDescending(g => g.Count()).ThenBy(g => Chance.Of($"{seed} {g.Key}")))
        {
            var smallest = Array.IndexOf(sizes, sizes.Min());
            foldOf[group.Key] = smallest;
            sizes[smallest] += group.Count();
        }

        return foldOf;
    }

    static Models Fit(IReadOnlyList<((string Schema, string Field) Key, Example Example)> examples) => new(
        examples.GroupBy(e => e.Key).AsParallel().WithDegreeOfParallelism(Environment.ProcessorCount)
            .Select(g => (g.Key, Model: FieldTrainer.Fit(
                [.. g.Select(e => e.Example)], Priors.Of(g.Key.Schema, g.Key.Field), Priors.PenaltyOf(g.Key.Schema, g.Key.Field))))
            .ToDictionary(f => f.Key, f => f.Model),
        new Dictionary<(string, string, FieldSource), Calibration>());

    List<Outcome> Read(Func<LabelledDocument, bool> which, Models models, int fold) =>
        [.. documents.Where(which).AsParallel().AsOrdered().WithDegreeOfParallelism(Environment.ProcessorCount)
            .SelectMany(d => Outcome.Of(d, Engine.Read(d.Pages, d.Schema, models), fold))];

    /// <summary>For each fold the calibration that the other folds give.</summary>
    Func<int, IReadOnlyDictionary<(string, string, FieldSource), Calibration>> OfOthers(List<Outcome> held)
    {
        var byFold = Enumerable.Range(0, folds).Select(f => Calibrator.Fit(held.Where(o => o.Fold != f))).ToArray();
        return fold => byFold[fold];
    }

    static List<Outcome> Calibrate(
        IEnumerable<Outcome> outcomes, Func<int, IReadOnlyDictionary<(string, string, FieldSource), Calibration>> of) =>
        [.. outcomes.Select(o => !o.IsGiven ? o : o with
        {
            Confidence = (of(o.Fold).GetValueOrDefault((o.Schema, o.Field, o.Source)) ?? Calibration.Identity).Of(o.Confidence),
        })];
}
