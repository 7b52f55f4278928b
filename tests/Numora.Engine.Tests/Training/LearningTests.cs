using Numora.Engine.Ranking;
using Numora.Engine.Training;

namespace Numora.Engine.Tests.Training;

public class LearningTests
{
    [Fact]
    public void Lbfgs_finds_the_bottom_of_a_narrow_valley()
    {
        // Rosenbrock's function: its only minimum is at (1, 1).
        var found = Lbfgs.Minimise([-1.2, 1], (x, gradient) =>
        {
            var (a, b) = (1 - x[0], x[1] - x[0] * x[0]);
            gradient[0] = -2 * a - 400 * x[0] * b;
            gradient[1] = 200 * b;
            return a * a + 100 * b * b;
        });

        Assert.Equal(1, found[0], 3);
        Assert.Equal(1, found[1], 3);
    }

    [Fact]
    public void A_feature_that_marks_what_is_right_is_learned_from_examples()
    {
        var prior = Priors.Of("invoice_v2", "invoice_number");
        var examples = Enumerable.Range(0, 40).Select(_ => new Example("g", [Marked(Feature.Bold), new()], [true, false], 1)).ToList();

        var model = FieldTrainer.Fit(examples, prior);

        Assert.True(model.Weights[(int)Feature.Bold] > 2);
        Assert.Equal(1, model.Rank(examples[0].Candidates, f => f).Best[0].Candidate[Feature.Bold]);
        Assert.Equal(prior.Weights[(int)Feature.Zero], model.Weights[(int)Feature.Zero]);
    }

    [Fact]
    public void Examples_without_a_right_candidate_teach_that_there_may_be_none()
    {
        var prior = Priors.Of("invoice_v2", "invoice_number");
        var examples = Enumerable.Range(0, 40).Select(_ => new Example("g", [Marked(Feature.Bold)], [false], 1)).ToList();

        Assert.Null(FieldTrainer.Fit(examples, prior).Rank(examples[0].Candidates, f => f).Winner);
    }

    [Fact]
    public void Calibration_brings_boasts_down_to_what_is_right()
    {
        var boasts = Enumerable.Range(0, 100).Select(i =>
            new Outcome("invoice_v2", "due_date", FieldSource.Text, 0.98, true, true, i % 2 == 0, 0)).ToList();

        var calibration = Calibrator.Fit(boasts)[("invoice_v2", "due_date", FieldSource.Text)];

        Assert.InRange(calibration.Of(0.98), 0.4, 0.65);
    }

    [Fact]
    public void Calibration_never_makes_the_surer_value_the_less_likely_one()
    {
        var upsideDown = Enumerable.Range(0, 60).Select(i =>
            new Outcome("invoice_v2", "due_date", FieldSource.Ocr, i % 2 == 0 ? 0.95 : 0.3, true, true, i % 2 == 1, 0)).ToList();

        var calibration = Calibrator.Fit(upsideDown)[("invoice_v2", "due_date", FieldSource.Ocr)];

        Assert.True(calibration.Of(0.95) >= calibration.Of(0.3));
    }

    [Fact]
    public void The_calibration_error_is_the_distance_from_the_diagonal()
    {
        var outcomes = Enumerable.Range(0, 10).Select(i =>
            new Outcome("invoice_v2", "due_date", FieldSource.Text, 0.95, true, true, i < 7, 0)).ToList();

        var figures = new Figures(outcomes);

        Assert.Equal(0.25, figures.CalibrationError, 9);
        Assert.Equal((1, 0.7), figures.AtSure);
    }

    static FeatureVector Marked(Feature feature)
    {
        var features = new FeatureVector();
        features.Mark(feature, true);
        return features;
    }
}
