using System.Text.Json;
using System.Text.Json.Serialization;

namespace Numora.Engine.Ranking;

/// <summary>The JSON of <see cref="Models"/>: schema, field, weights by the feature's name; numbers with four decimals.</summary>
internal static class ModelFile
{
    const int Decimals = 4;

    public static Models Read(Stream json)
    {
        var file = JsonSerializer.Deserialize(json, ModelJson.Default.SortedDictionaryStringSortedDictionaryStringFieldEntry)
            ?? throw new InvalidDataException("The file of models is empty.");
        var fields = new Dictionary<(string, string), FieldModel>();
        var calibrations = new Dictionary<(string, string, FieldSource), Calibration>();
        foreach (var (schema, entries) in file)
        {
            foreach (var (field, entry) in entries)
            {
                if (entry.Weights is { } weights)
                    fields[(schema, field)] = new(entry.None, WeightsOf(weights));
                if (entry.Text is { } text)
                    calibrations[(schema, field, FieldSource.Text)] = new(text.Slope, text.Shift);
                if (entry.Ocr is { } ocr)
                    calibrations[(schema, field, FieldSource.Ocr)] = new(ocr.Slope, ocr.Shift);
            }
        }

        return new(fields, calibrations);
    }

    public static void Write(Stream json, Models models)
    {
        var file = new SortedDictionary<string, SortedDictionary<string, FieldEntry>>(StringComparer.Ordinal);
        foreach (var key in models.Fields.Keys.Union(models.Calibrations.Keys.Select(c => (c.Schema, c.Field))))
        {
            var model = models.Fields.GetValueOrDefault(key);
            if (!file.TryGetValue(key.Schema, out var entries))
                file[key.Schema] = entries = new(StringComparer.Ordinal);
            entries[key.Field] = new(Rounded(model?.None ?? 0), model is null ? null : Named(model.Weights),
                Entry(key, FieldSource.Text), Entry(key, FieldSource.Ocr));
        }

        JsonSerializer.Serialize(json, file, ModelJson.Default.SortedDictionaryStringSortedDictionaryStringFieldEntry);

        CalibrationEntry? Entry((string Schema, string Field) key, FieldSource source) =>
            models.Calibrations.TryGetValue((key.Schema, key.Field, source), out var c)
                ? new(Rounded(c.Slope), Rounded(c.Shift))
                : null;
    }

    static double[] WeightsOf(SortedDictionary<string, double> named)
    {
        var weights = new double[FeatureVector.Length];
        foreach (var (name, weight) in named)
        {
            weights[(int)(Enum.TryParse<Feature>(name, out var feature)
                ? feature
                : throw new InvalidDataException($"There is no feature {name}."))] = weight;
        }

        return weights;
    }

    static SortedDictionary<string, double> Named(double[] weights)
    {
        var named = new SortedDictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < weights.Length; i++)
        {
            if (Rounded(weights[i]) != 0)
                named[((Feature)i).ToString()] = Rounded(weights[i]);
        }

        return named;
    }

    static double Rounded(double value) => Math.Round(value, Decimals);
}

/// <param name="None">The score of the null candidate.</param>
/// <param name="Text">Calibration of values from a text layer.</param>
/// <param name="Ocr">Calibration of recognised values.</param>
internal sealed record FieldEntry(
    double None, SortedDictionary<string, double>? Weights, CalibrationEntry? Text, CalibrationEntry? Ocr);

internal sealed record CalibrationEntry(double Slope, double Shift);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SortedDictionary<string, SortedDictionary<string, FieldEntry>>))]
internal sealed partial class ModelJson : JsonSerializerContext;
