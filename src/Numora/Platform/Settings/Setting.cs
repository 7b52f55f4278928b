using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Numora.Platform;

/// <summary>One property of a class with a <see cref="SectionAttribute"/>: its name, what it takes, and whether a text is that.</summary>
sealed record Setting(string Path, PropertyInfo Property)
{
    const int MaxValueShown = 100;

    /// <summary>Of lists the type of an entry; for null as for none.</summary>
    Type Type => Nullable.GetUnderlyingType(OfEntry) ?? OfEntry;

    Type OfEntry => Property.PropertyType.GetElementType() ?? Property.PropertyType;

    public string Name => Sections.NameOf(Path);

    public bool IsList => Property.PropertyType.IsArray && IsPlainType;

    /// <summary>One value, not a list and nothing with parts of its own.</summary>
    public bool IsPlain => !Property.PropertyType.IsArray && IsPlainType;

    bool IsPlainType => Type.IsEnum || Type.IsPrimitive || Type == typeof(string) || Type == typeof(decimal)
        || Type == typeof(TimeSpan) || Type == typeof(Uri);

    bool IsSecret => Property.IsDefined(typeof(SecretAttribute));

    public static IEnumerable<Setting> Of(Type options) => options
        .GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite)
        .Select(p => new Setting($"{Sections.PathOf(options)}:{p.Name}", p));

    /// <summary>Whether the text can be read as the type; what it may be beyond is for the rules of the class.</summary>
    public bool Takes(string text) =>
        (text.Length == 0 && Nullable.GetUnderlyingType(Property.PropertyType) is not null)
        || (Type.IsEnum ? Array.Exists(Type.GetEnumNames(), n => n.Equals(text, StringComparison.OrdinalIgnoreCase))
            : Type == typeof(bool) ? bool.TryParse(text, out _)
            : Type == typeof(int) ? int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
            : Type == typeof(long) ? long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
            : Type == typeof(double) ? double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            : Type == typeof(decimal) ? decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            : Type == typeof(TimeSpan) ? TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _)
            : Type != typeof(Uri) || Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _));

    /// <param name="value">As it is configured; null: it is not.</param>
    /// <param name="must">What it must be: begins with <c>must</c> and has no stop.</param>
    public string Fault(string? value, string must, string? entry = null)
    {
        var name = entry is null ? Name : $"{Name}__{entry}";
        return value is null || IsSecret ? $"{name} {must}." : $"{name} is '{Shown(value)}': it {must}.";
    }

    /// <summary>What the type and its range allow.</summary>
    public string Must()
    {
        if (Type.IsEnum)
            return $"must be {Listed(Type.GetEnumNames())}";
        if (Type == typeof(bool))
            return "must be true or false";
        if (Type == typeof(TimeSpan))
            return "must be a time such as 00:00:15 (hours:minutes:seconds) or 5.00:00:00 (five days)";
        var number = Type == typeof(int) || Type == typeof(long) ? "a whole number" : "a number";
        return Property.GetCustomAttribute<RangeAttribute>() is { } range
            ? string.Create(CultureInfo.InvariantCulture, $"must be {number} from {range.Minimum} to {range.Maximum}")
            : Type == typeof(string) || Type == typeof(Uri) ? "must not be blank" : $"must be {number}";
    }

    static string Listed(string[] words) =>
        string.Join(", ", words[..^1].Select(w => w.ToLowerInvariant())) + " or " + words[^1].ToLowerInvariant();

    static string Shown(string value)
    {
        var line = string.Concat(value.Select(c => char.IsControl(c) ? '?' : c));
        return line.Length > MaxValueShown ? line[..MaxValueShown] + "…" : line;
    }
}
