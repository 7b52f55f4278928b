namespace Numora.Engine.Memory;

/// <summary>
/// What corrections on one document do for the next of the same vendor and layout. Pure: who keeps lessons, for whom and how
/// long is the service's matter.
/// </summary>
public static class VendorMemory
{
    /// <summary>Teachers that one document is read with, the likeliest first.</summary>
    public const int MostTeachers = 12;

    /// <summary>What an approved document teaches; null where no memory is kept for its schema.</summary>
    /// <param name="teachers">What is known already.</param>
    /// <exception cref="InvalidDataException">The words are not as this program packs them.</exception>
    public static Lesson? Teach(
        Schema schema, DocumentWords words, IReadOnlyDictionary<string, ApprovedField> fields, IReadOnlyList<Teacher> teachers)
    {
        if (schema == Schemas.Contract)
            return null;
        var sheets = new Sheets(PackedPages.Unpack(words.Packed));
        var said = Recall.Of(schema, words, sheets, teachers).Where(m => m.Value is not null && fields.ContainsKey(m.Field)).ToList();
        var agreed = said.Where(m => SameValue.Is(m.Value, fields[m.Field].Value)).ToList();
        // A correction that is only confirmed so far would not go before a wrong reading.
        var known = agreed.Where(m => m.Taught.Field.Corrected || !fields[m.Field].Corrected).Select(m => m.Field).ToHashSet();
        var lesson = Teaching.Of(schema, words, sheets, fields);
        return lesson with
        {
            Fields = [.. lesson.Fields.Where(f => !known.Contains(f.Field))],
            Contradicts = [.. said.Except(agreed).Select(m => m.Taught.Id).Distinct()],
        };
    }

    /// <summary>The reading with what is remembered of its vendor.</summary>
    /// <exception cref="InvalidDataException">The words are not as this program packs them.</exception>
    public static Extraction Apply(Extraction read, IReadOnlyList<Teacher> teachers)
    {
        if (read.Words is null || teachers.Count == 0 || Schemas.Find(read.Schema) is not { } schema || schema == Schemas.Contract)
            return read;
        var sheets = new Sheets(PackedPages.Unpack(read.Words.Packed));
        return Remembering.Of(read, Recall.Of(schema, read.Words, sheets, teachers));
    }
}
