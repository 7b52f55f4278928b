namespace Numora.Platform;

/// <summary>Where in the configuration the options of this class are. By it they are found, checked and known by name.</summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class SectionAttribute(string path) : Attribute
{
    /// <summary>E.g. <c>Numora:Webhooks</c>.</summary>
    public string Path => path;
}

/// <summary>A value that no message may tell.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class SecretAttribute : Attribute;

static class Sections
{
    /// <summary>Options with a <see cref="SectionAttribute"/>, bound and validated; <see cref="SettingsCheck"/> does it before.</summary>
    public static IServiceCollection AddSettings<T>(this IServiceCollection services) where T : class
    {
        services.AddOptions<T>().BindConfiguration(PathOf(typeof(T))).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }

    /// <summary>The section of a class of options.</summary>
    public static string PathOf(Type options) =>
        (Attribute.GetCustomAttribute(options, typeof(SectionAttribute)) as SectionAttribute)?.Path
        ?? throw new ArgumentException($"{options.Name} has no [Section].", nameof(options));

    /// <summary>As a person writes it: <c>Numora:Webhooks:Timeout</c> is the variable <c>Numora__Webhooks__Timeout</c>.</summary>
    public static string NameOf(string path) => path.Replace(":", "__", StringComparison.Ordinal);
}

/// <summary>What keeps a program from starting, a sentence each. The exit code is <see cref="ExitCode"/>.</summary>
sealed class SettingsException(IReadOnlyList<string> faults, Exception? inner = null)
    : Exception(string.Join(Environment.NewLine, faults), inner)
{
    /// <summary>Nothing was started; starting again without another setting is of no use.</summary>
    public const int ExitCode = 2;

    public IReadOnlyList<string> Faults => faults;
}
