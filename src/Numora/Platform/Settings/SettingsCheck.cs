using System.ComponentModel.DataAnnotations;

namespace Numora.Platform;

/// <summary>
/// All options of this program against a configuration, before anything is started: each fault is a sentence that names
/// the setting, its value and what is allowed.
/// </summary>
static class SettingsCheck
{
    const string Root = "Numora";

    static readonly Type[] Options = [.. typeof(SettingsCheck).Assembly.GetTypes()
        .Where(t => t.IsDefined(typeof(SectionAttribute), inherit: false)).OrderBy(Sections.PathOf, StringComparer.Ordinal)];

    static readonly Setting[] All = [.. Options.SelectMany(Setting.Of)];

    /// <summary>The names of all settings.</summary>
    public static IEnumerable<string> Names => All.Select(s => s.IsList ? $"{s.Name}__0" : s.Name);

    public static IReadOnlyList<string> Faults(IConfiguration configuration) =>
        [.. Options.SelectMany(o => Faults(configuration, o))];

    /// <summary>What is set and is no setting, with the nearest that is; null where none is near.</summary>
    public static IEnumerable<(string Name, string? Nearest)> Unknown(IConfiguration configuration) => configuration
        .GetSection(Root).AsEnumerable()
        .Where(s => s.Value is not null && !Array.Exists(All, known => Covers(known, s.Key)))
        .Select(s => Sections.NameOf(s.Key)).Order(StringComparer.Ordinal)
        .Select(name => (name, NearestName.Of(name, Names)));

    /// <summary>Whether a path is that setting, or an entry or part of it.</summary>
    public static bool Covers(Setting known, string path) =>
        path.Equals(known.Path, StringComparison.OrdinalIgnoreCase)
        || (!known.IsPlain && path.StartsWith(known.Path + ":", StringComparison.OrdinalIgnoreCase));

    static List<string> Faults(IConfiguration configuration, Type options)
    {
        var settings = Setting.Of(options).ToList();
        var unreadable = settings.SelectMany(s => Unreadable(configuration.GetSection(s.Path), s)).ToList();
        return unreadable.Count > 0 ? unreadable : Broken(configuration, options, settings);
    }

    static IEnumerable<string> Unreadable(IConfigurationSection at, Setting setting)
    {
        if (setting.IsList)
        {
            if (!string.IsNullOrWhiteSpace(at.Value))
                yield return setting.Fault(at.Value, $"must be given entry by entry, as {setting.Name}__0 and following");
            foreach (var entry in at.GetChildren().Where(e => e.Value is { } value && !setting.Takes(value)))
                yield return setting.Fault(entry.Value, setting.Must(), entry.Key);
        }
        else if (setting.IsPlain && at.Value is { } value && !setting.Takes(value))
            yield return setting.Fault(value, setting.Must());
    }

    /// <summary>Rules of the class: attributes, then <see cref="IValidatableObject"/>.</summary>
    static List<string> Broken(IConfiguration configuration, Type options, List<Setting> settings)
    {
        object bound;
        try
        {
            bound = configuration.GetSection(Sections.PathOf(options)).Get(options) ?? Activator.CreateInstance(options)!;
        }
        catch (InvalidOperationException e)
        {
            return [e.Message]; // of a setting with parts; it names its path
        }

        var results = new List<ValidationResult>();
        Validator.TryValidateObject(bound, new ValidationContext(bound), results, validateAllProperties: true);
        return [.. results.Select(result =>
        {
            var setting = settings.Find(s => result.MemberNames.Contains(s.Property.Name));
            var says = result.ErrorMessage ?? "";
            return setting is null ? says : setting.Fault(
                Value(configuration.GetSection(setting.Path)),
                says.StartsWith("must ", StringComparison.Ordinal) ? says : setting.Must());
        })];
    }

    static string? Value(IConfigurationSection at) =>
        at.Value ?? (at.GetChildren().Any() ? string.Join(", ", at.GetChildren().Select(c => c.Value)) : null);
}
