using Numora.Engine.Reading;

namespace Numora.Engine.Memory;

/// <summary>Brings together what was read and what is remembered.</summary>
static class Remembering
{
    /// <summary>A reading below is unsure: what was only confirmed on another document may take its place.</summary>
    const double Unsure = 0.8;

    /// <summary>
    /// A correction that is remembered this surely goes before any reading, however sure: the reader errs again as it did.
    /// Label or place are as they were, also where recognition was a little unsure of the letters.
    /// </summary>
    const double SureCorrection = 0.75;

    /// <summary>What a reviewer has said of the vendor itself, e.g. its currency, needs no place.</summary>
    const double SureConstant = 0.8;

    /// <summary>One wrong letter in so many is a mistake of recognition; longer texts are not compared.</summary>
    const int LettersPerMistake = 7;
    const int LongestSpelling = 200;

    /// <summary>Less is not worth showing.</summary>
    const double LeastConfidence = 0.5;

    /// <summary>What reading and memory agree on is as sure as both, but never certain.</summary>
    const double MostTogether = 0.99;

    const int LongestText = 500;

    public static Extraction Of(Extraction read, IReadOnlyList<Remembered> remembered)
    {
        var fields = new Dictionary<string, ExtractedField>(read.Fields);
        foreach (var group in remembered.Where(m => m.Confidence >= LeastConfidence).GroupBy(m => m.Field))
        {
            // Corrections before confirmations; then the surest; then the newest, whose id is the greatest.
            var best = group.OrderByDescending(m => m.Taught.Field.Corrected).ThenByDescending(m => m.Confidence)
                .ThenByDescending(m => m.TaughtBy, StringComparer.Ordinal).First();
            Apply(fields, best, read.Words!);
        }

        var schema = Schemas.Find(read.Schema)!;
        return read with
        {
            Fields = fields,
            Confidence = Extraction.ConfidenceOf(schema, name => fields.TryGetValue(name, out var f) ? f.Confidence : 0),
        };
    }

    static void Apply(Dictionary<string, ExtractedField> fields, Remembered memory, DocumentWords words)
    {
        var read = fields.GetValueOrDefault(memory.Field);
        if (read?.Source is FieldSource.EInvoice or FieldSource.Reviewer)
            return;
        if (memory.Value is null)
        {
            if (read is not null && memory.Confidence >= SureCorrection && Overlap(read, memory))
                fields.Remove(memory.Field);
            return;
        }

        if (read is not null && SameValue.Is(read.Value, memory.Value))
        {
            // Both have looked at the same recognised word: that they agree says where the value stands, not how it is spelled.
            var together = read.Source is FieldSource.Ocr
                ? Math.Max(read.Confidence, memory.Confidence)
                : 1 - ((1 - read.Confidence) * (1 - memory.Confidence));
            fields[memory.Field] = read with { Confidence = Math.Round(Math.Max(read.Confidence, Math.Min(MostTogether, together)), 4) };
            return;
        }

        if (read is null || GoesBefore(memory, read) || IsSpelling(memory, read))
            fields[memory.Field] = Field(memory);
    }

    static bool GoesBefore(Remembered memory, ExtractedField read) => memory.Taught.Field switch
    {
        { Corrected: false } => read.Confidence < Unsure && memory.Confidence > read.Confidence,
        { Constant: not null } when memory.Value == memory.Taught.Field.Constant => memory.Confidence >= SureConstant,
        _ => memory.Confidence >= SureCorrection || memory.Confidence >= read.Confidence,
    };

    /// <summary>
    /// The vendor's name or address with a letter or two read wrong. Never a number: an account that differs in one digit is
    /// another account.
    /// </summary>
    static bool IsSpelling(Remembered memory, ExtractedField read)
    {
        if (memory.Value != memory.Taught.Field.Constant || read.Source is not FieldSource.Ocr
            || !(memory.Field.EndsWith("_name", StringComparison.Ordinal) || memory.Field.EndsWith("_address", StringComparison.Ordinal)))
            return false;
        var (known, found) = (TextFold.Squash(memory.Value!.ToString()!), TextFold.Squash(read.Value.ToString()!));
        var most = Math.Min(known.Length, LongestSpelling) / LettersPerMistake;
        return most > 0 && known.Length <= LongestSpelling && WordLikeness.Distance(known, found, most) <= most;
    }

    static ExtractedField Field(Remembered memory)
    {
        var confidence = Math.Round(Math.Clamp(memory.Confidence, 0.01, MostTogether), 4);
        if (memory.Spans.Count == 0)
            return new(memory.Value!, confidence, FieldSource.Memory, TaughtBy: memory.TaughtBy);
        var page = memory.Spans[0].Line.Page;
        var box = memory.Spans.Where(s => s.Line.Page == page).Select(s => s.Box).Aggregate((a, b) => a.Union(b));
        var text = string.Join('\n', memory.Spans.Select(s => s.Text));
        return new(memory.Value!, confidence, FieldSource.Memory, page.Number, page.Fraction(box),
            Found.Cut(text, LongestText), memory.TaughtBy);
    }

    /// <summary>Whether what was read stands where something was removed.</summary>
    static bool Overlap(ExtractedField read, Remembered memory)
    {
        var span = memory.Spans[0];
        if (read.Page != span.Line.Page.Number || read.Box is not { } box)
            return false;
        var own = span.Line.Page.Fraction(span.Box);
        return own.X0 < box.X1 && box.X0 < own.X1 && own.Y0 < box.Y1 && box.Y0 < own.Y1;
    }
}
