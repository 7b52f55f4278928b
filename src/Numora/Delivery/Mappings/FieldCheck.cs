using System.Text.Json;

namespace Numora.Delivery.Mappings;

/// <summary>The rules of one target.</summary>
/// <param name="member">Its path: <c>line_items.fields[0]</c>.</param>
/// <param name="faults">Where all faults of the mapping are collected.</param>
sealed class FieldCheck(string member, FieldMapping field, SourceNames names, List<Fault> faults)
{
    public const int MaxSources = 20;
    public const int MaxTransforms = 20;

    public FieldPlan Plan(bool isKey)
    {
        MappingCheck.Name($"{member}.target", field.Target, "the name over there", faults);
        var hasSource = field.Source.ValueKind is not JsonValueKind.Undefined;
        var hasConstant = field.Constant.ValueKind is not JsonValueKind.Undefined;
        if (hasSource == hasConstant)
            faults.Add(new(member, hasSource
                ? "Has both source and constant; keep the one that is meant."
                : "Must have a source, e.g. \"invoice_number\", or a constant."));

        var sources = hasSource ? Sources() : [];
        var constant = hasConstant ? Constant() : null;
        var isList = field.Source.ValueKind is JsonValueKind.Array;
        var shape = hasSource ? ShapeOf(sources, isList) : constant?.Shape ?? ValueShape.Any;
        var transforms = Transforms(ref shape, isList);

        return new(
            member, field.Target ?? "", [.. sources.OfType<Source>()], isList, Transformed(constant, transforms),
            Default(hasConstant), transforms, isKey || field.Required is true, Lookup(shape));
    }

    /// <summary>One for each name; null where it is unknown.</summary>
    List<Source?> Sources()
    {
        var given = field.Source;
        if (given.ValueKind is JsonValueKind.String)
            return [Find($"{member}.source", given)];

        if (given.ValueKind is JsonValueKind.Array && given.GetArrayLength() is >= 1 and <= MaxSources)
            return [.. given.EnumerateArray().Select((name, i) => Find($"{member}.source[{i}]", name))];

        faults.Add(new($"{member}.source", $"Must be the name of a source, or a list of 1 to {MaxSources} names."));
        return [];
    }

    Source? Find(string path, JsonElement name)
    {
        var (source, fault) = name.ValueKind is JsonValueKind.String && name.GetString() is { Length: > 0 } text
            ? names.Find(text)
            : (null, "Must be the name of a source, e.g. invoice_number.");
        if (fault is not null)
            faults.Add(new(path, fault));

        return source;
    }

    static ValueShape ShapeOf(List<Source?> sources, bool isList) =>
        isList ? ValueShape.List : sources is [{ } one] ? one.Shape : ValueShape.Any;

    MappedValue? Constant()
    {
        var (value, fault) = MappedValue.Of(field.Constant);
        if (fault is not null || value is null)
            faults.Add(new($"{member}.constant", "Must be a string, true, false, or a number of at most "
                + $"{ExactDecimal.MaxDigits} digits."));
        return value;
    }

    DefaultValue? Default(bool hasConstant)
    {
        if (field.Default.ValueKind is JsonValueKind.Undefined)
            return null;
        if (hasConstant)
            faults.Add(new($"{member}.default", "A constant always has its value; leave the default out."));

        var (value, fault) = MappedValue.Of(field.Default);
        if (fault is not null)
            faults.Add(new($"{member}.default", "Must be a string, true, false, null, or a number of at most "
                + $"{ExactDecimal.MaxDigits} digits."));
        return new(value);
    }

    List<Transform> Transforms(ref ValueShape shape, bool isList)
    {
        var given = field.Transform ?? [];
        if (given.Count > MaxTransforms)
            faults.Add(new($"{member}.transform", $"Must have at most {MaxTransforms} steps."));

        var transforms = new List<Transform>();
        for (var i = 0; i < given.Count; i++)
        {
            var (transform, fault) = TransformText.Read(given[i]);
            if (transform is null)
            {
                faults.Add(new($"{member}.transform[{i}]", fault!));
                shape = ValueShape.Any; // what follows cannot be judged
                continue;
            }

            transforms.Add(transform);
            if (transform.After(shape) is { } after)
            {
                shape = after;
            }
            else
            {
                faults.Add(new($"{member}.transform[{i}]", Shown.Sentence(transform.CannotTake(shape))));
                shape = ValueShape.Any;
            }
        }

        if (isList && !given.Any(t => t is "concat" || t?.StartsWith("concat:", StringComparison.Ordinal) is true))
            faults.Add(new($"{member}.transform", "Several sources become one value by concat, e.g. \"concat: \"."));
        return transforms;
    }

    /// <summary>A constant is known already, and so is whether the transforms can take it.</summary>
    MappedValue? Transformed(MappedValue? constant, List<Transform> transforms)
    {
        if (constant is null)
            return null;

        var (value, fault) = FieldValues.Apply(transforms, constant);
        if (fault is not null && !faults.Exists(f => f.Field.StartsWith($"{member}.transform", StringComparison.Ordinal)))
            faults.Add(new($"{member}.transform", Shown.Sentence(fault)));
        return value;
    }

    PayloadLookup? Lookup(ValueShape shape)
    {
        if (field.Lookup is not { } lookup)
            return null;

        MappingCheck.Name($"{member}.lookup.object", lookup.Object, "where the other record is looked for", faults);
        MappingCheck.Name($"{member}.lookup.match", lookup.Match, "the field of the other record that equals the value", faults);
        if (shape is ValueShape.List)
            faults.Add(new($"{member}.lookup", "Looks for one value; concat makes one of a list."));
        return new(lookup.Object ?? "", lookup.Match ?? "", lookup.OnMissing ?? OnMissing.Fail);
    }
}
