using Numora.Engine.Reading.Identifiers;

namespace Numora.Engine.Checks;

/// <summary>Check digits: one letter misread, or made up, is seen at once.</summary>
static class IdentifierChecks
{
    /// <summary>Null for an account that is no IBAN: the number of a bank outside the IBAN's countries.</summary>
    public static Check? Iban(CheckedValues values, string field)
    {
        if (values.Text(field) is not { } text || VatId.Compact(text) is not { Length: > 4 } iban
            || Reading.Identifiers.Iban.LengthFor(iban) is not (> 0 and var length)
            || !char.IsAsciiDigit(iban[2]) || !char.IsAsciiDigit(iban[3]))
            return null;
        var ok = Reading.Identifiers.Iban.IsValid(iban);
        var message = ok ? "The check digits of the IBAN are right."
            : iban.Length != length ? $"The IBAN has {iban.Length} characters; those of {iban[..2]} have {length}."
            : "The check digits of the IBAN are wrong.";
        return new(CheckCode.IbanChecksum, ok, message, [field]);
    }

    /// <summary>Of the numbers that are VAT ids of a country whose check digits are known.</summary>
    public static Check? VatIds(CheckedValues values, Schema schema, params IReadOnlyList<string> fields)
    {
        var known = fields.Where(f => values.Text(f) is { } text
            && !text.Contains('/') // of a national tax number
            && VatId.CanBeChecked(VatId.Compact(text))).ToList();
        var wrong = known.Where(f => !VatId.IsValid(VatId.Compact(values.Text(f)!))).ToList();
        if (known.Count == 0)
            return null;
        return wrong.Count == 0
            ? new(CheckCode.VatIdChecksum, true, $"The check digits are right: {Labels(known)}.", known)
            : new(CheckCode.VatIdChecksum, false, $"Not a valid VAT id, by its check digits: {Labels(wrong)}.", wrong);

        string Labels(List<string> names) =>
            string.Join(", ", names.Select(n => schema.Field(n)!.Label.ToLowerInvariant()));
    }
}
