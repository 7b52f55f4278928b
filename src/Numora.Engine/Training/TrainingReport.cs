using System.Globalization;
using System.Text;
using Numora.Engine.Ranking;

namespace Numora.Engine.Training;

/// <summary>The figures of a training as a table for each schema and source.</summary>
static class TrainingReport
{
    public static string Of(IReadOnlyList<LabelledDocument> documents, IReadOnlyList<string> unreadable, Trained trained,
        TrainingOptions options)
    {
        var text = new StringBuilder();
        Line(text, $"{documents.Count} documents, seed {options.Seed}, {options.Folds} folds without a vendor in common.");
        foreach (var no in unreadable)
            Line(text, $"Left out, since it cannot be read: {no}");
        foreach (var source in trained.Held.GroupBy(o => (o.Schema, o.Source)).OrderBy(g => g.Key.Schema).ThenBy(g => g.Key.Source))
        {
            var (schema, kind) = source.Key;
            var count = documents.Count(d => d.Schema.Id == schema && d.Source == kind);
            Line(text, $"\n{schema}, {kind.ToString().ToLowerInvariant()}: {count} documents");
            Line(text, $"  {"field",-26} {"wanted",6}   fitted F1   unseen F1  precision  recall     ECE   "
                + $"at >= {Figures.Sure}: share, right");
            foreach (var field in source.GroupBy(o => o.Field).OrderBy(g => Order(schema, g.Key)))
                Row(text, field.Key, Of(trained.Fitted, schema, kind, o => o.Field == field.Key), new([.. field]));
            foreach (var wrong in source.Where(o => options.Errors && !o.IsRight && IsHeader(o)))
                Line(text, $"    {wrong.Field} {wrong.Confidence:0.00} {wrong.Note}");
            Row(text, "all header fields", Of(trained.Fitted, schema, kind, IsHeader), new([.. source.Where(IsHeader)]));
        }

        return text.ToString();
    }

    static bool IsHeader(Outcome outcome) => outcome.Field != Calibrated.LineItems;

    static Figures Of(IReadOnlyList<Outcome> outcomes, string schema, FieldSource source, Func<Outcome, bool> which) =>
        new([.. outcomes.Where(o => o.Schema == schema && o.Source == source && which(o))]);

    static int Order(string schema, string field)
    {
        var at = Schemas.Find(schema)!.Fields.Select(f => f.Name).ToList().IndexOf(field);
        return at < 0 ? int.MaxValue : at;
    }

    static void Row(StringBuilder text, string name, Figures fitted, Figures held)
    {
        var (share, right) = held.AtSure;
        Line(text, $"  {name,-26} {held.Wanted,6} {100 * fitted.F1,11:0.0} {100 * held.F1,11:0.0} {100 * held.Precision,10:0.0} "
            + $"{100 * held.Recall,7:0.0} {held.CalibrationError,7:0.000}   {100 * share,14:0.0}, {100 * right,5:0.0}");
    }

    static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));

    static void Line(StringBuilder text, string line) => text.AppendLine(line);
}
