using System.Reflection;

namespace Numora.Engine.Ranking;

/// <summary>What training has made: for each field of each schema its weights, and its calibration for text and for recognition.</summary>
/// <remarks>
/// Kept as JSON in Ranking/models.json, written by <c>numora train</c> and part of the program. Features that the file does
/// not name weigh nothing, fields without a model keep the reader's own choice, fields without a calibration its own word.
/// </remarks>
internal sealed class Models(
    IReadOnlyDictionary<(string Schema, string Field), FieldModel> fields,
    IReadOnlyDictionary<(string Schema, string Field, FieldSource Source), Calibration> calibrations)
{
    const string Resource = "Numora.Engine.Ranking.models.json";

    static readonly Lazy<Models> s_shipped = new(() =>
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from this build.");
        return ModelFile.Read(file);
    });

    /// <summary>Those of this program.</summary>
    public static Models Shipped => s_shipped.Value;

    public IReadOnlyDictionary<(string Schema, string Field), FieldModel> Fields => fields;

    public IReadOnlyDictionary<(string Schema, string Field, FieldSource Source), Calibration> Calibrations => calibrations;

    /// <summary>The trained model, or the one that training starts from.</summary>
    public FieldModel Of(string schema, string field) =>
        fields.GetValueOrDefault((schema, field)) ?? Priors.Of(schema, field);

    public Calibration CalibrationOf(string schema, string field, FieldSource source) =>
        calibrations.GetValueOrDefault((schema, field, source)) ?? Calibration.Identity;

    public Models With(IReadOnlyDictionary<(string, string, FieldSource), Calibration> other) => new(fields, other);
}
