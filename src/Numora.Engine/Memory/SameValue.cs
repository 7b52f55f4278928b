using Numora.Engine.Reading;

namespace Numora.Engine.Memory;

/// <summary>Whether two values say the same, whatever their punctuation.</summary>
static class SameValue
{
    public static bool Is(FieldValue? a, FieldValue? b) => (a, b) switch
    {
        (null, null) => true,
        (FieldValue.Number x, FieldValue.Number y) => x.Value == y.Value,
        (FieldValue.Text x, FieldValue.Text y) => TextFold.Squash(x.Value) == TextFold.Squash(y.Value),
        (FieldValue.Names x, FieldValue.Names y) => x.Equals(y),
        _ => false,
    };
}
