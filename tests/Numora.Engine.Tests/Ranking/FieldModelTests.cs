using Numora.Engine.Ranking;

namespace Numora.Engine.Tests.Ranking;

public class FieldModelTests
{
    [Fact]
    public void Probabilities_of_all_candidates_and_of_none_add_up_to_one()
    {
        var model = Priors.Of("invoice_v2", "invoice_number");

        var ranked = model.Rank([With(Feature.Label, 0.9), With(Feature.Label, 0.5), With(Feature.Label, 0)], f => f);

        Assert.Equal(1, ranked.None + ranked.Best.Sum(b => b.Probability), 9);
        Assert.Equal(0.9, ranked.Winner!.Candidate[Feature.Label]);
    }

    [Fact]
    public void No_candidate_wins_where_none_is_likelier()
    {
        var ranked = Priors.Of("invoice_v2", "due_date").Rank([With(Feature.Label, 0.1)], f => f);

        Assert.Null(ranked.Winner);
        Assert.True(ranked.None > ranked.Best[0].Probability);
    }

    [Fact]
    public void A_document_without_candidates_has_none_for_sure() =>
        Assert.Equal(1, Priors.Of("invoice_v2", "due_date").Rank(Array.Empty<FeatureVector>(), f => f).None);

    [Fact]
    public void Scores_of_any_size_stay_numbers()
    {
        var weights = Enumerable.Repeat(1e6, FeatureVector.Length).ToArray();

        var ranked = new FieldModel(-1e6, weights).Rank([With(Feature.Label, 2), With(Feature.Label, 1)], f => f);

        Assert.Equal(1, ranked.Best[0].Probability);
    }

    [Fact]
    public void A_feature_without_a_finite_value_says_nothing() => Assert.Equal(0, With(Feature.Size, double.NaN)[Feature.Size]);

    [Fact]
    public void Models_are_the_same_after_they_were_written_and_read()
    {
        var weights = new double[FeatureVector.Length];
        weights[(int)Feature.IsSum] = 1.25;
        var models = new Models(
            new Dictionary<(string, string), FieldModel> { [("invoice_v2", "total_amount")] = new(-0.5, weights) },
            new Dictionary<(string, string, FieldSource), Calibration>
            {
                [("invoice_v2", "total_amount", FieldSource.Ocr)] = new(0.8, -0.1),
            });
        using var file = new MemoryStream();

        ModelFile.Write(file, models);
        file.Position = 0;
        var read = ModelFile.Read(file);

        Assert.Equal(1.25, read.Of("invoice_v2", "total_amount").Weights[(int)Feature.IsSum]);
        Assert.Equal(-0.5, read.Of("invoice_v2", "total_amount").None);
        Assert.Equal(new Calibration(0.8, -0.1), read.CalibrationOf("invoice_v2", "total_amount", FieldSource.Ocr));
        Assert.Equal(Calibration.Identity, read.CalibrationOf("invoice_v2", "total_amount", FieldSource.Text));
    }

    [Fact]
    public void A_weight_of_a_feature_that_does_not_exist_is_refused()
    {
        using var file = new MemoryStream("""{"invoice_v2":{"due_date":{"none":0,"weights":{"Taste":1}}}}"""u8.ToArray());

        Assert.Contains("Taste", Assert.Throws<InvalidDataException>(() => ModelFile.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shipped_models_cover_every_field_that_is_ranked()
    {
        foreach (var field in (string[])["invoice_number", "invoice_date", "due_date", "total_amount", "vendor_name", "customer_name"])
            Assert.True(Models.Shipped.Fields.ContainsKey(("invoice_v2", field)), field);
    }

    static FeatureVector With(Feature feature, double value) => new() { [feature] = value };
}
