namespace Numora.Delivery.Mappings;

/// <summary>The value of one target for one document or line.</summary>
static class FieldValues
{
    /// <summary>Nothing (null) where no source has a value, or <c>map</c> says so.</summary>
    public static Outcome Of(FieldPlan field, SourceScope scope)
    {
        if (field.Sources.Count == 0)
            return new(field.Constant);

        var read = new List<MappedValue>();
        foreach (var source in field.Sources)
        {
            var (value, fault) = source.Read(scope);
            if (fault is not null)
                return Outcome.Failed($"of {source.Name}, {fault}");
            if (value is not null)
                read.Add(value);
        }

        if (read.Count == 0)
            return default;
        var start = field.IsList ? new MappedValue.List([.. read.SelectMany(v => v.Texts)]) : read[0];
        var (result, refused) = Apply(field.Transforms, start);
        return refused is null ? new(result) : Outcome.Failed($"of {field.SourceNames}, {refused}");
    }

    public static Outcome Apply(IReadOnlyList<Transform> transforms, MappedValue start)
    {
        var value = start;
        foreach (var transform in transforms)
        {
            var outcome = transform.Apply(value);
            if (outcome.Value is null)
                return outcome; // a fault, or null by a map: nothing is left to change
            value = outcome.Value;
        }

        return new(value);
    }
}
