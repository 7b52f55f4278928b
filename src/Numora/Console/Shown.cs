using System.Globalization;
using Numora.People;

namespace Numora.Pages;

/// <summary>Values as people read them.</summary>
static class Shown
{
    public static string Time(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "never";

    public static string Day(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture) ?? "never";

    public static string Role(MemberRole role) => role switch
    {
        MemberRole.Viewer => "Viewer",
        MemberRole.Reviewer => "Reviewer",
        MemberRole.Operator => "Operator",
        MemberRole.Admin => "Admin",
    };

    public static string Role(InstallationRole? role) => role switch
    {
        InstallationRole.Operator => "Operator",
        InstallationRole.Observer => "Observer",
        null => "None",
    };

    /// <summary>Browser and system from a User-Agent header; names only what is common.</summary>
    public static string Browser(string agent)
    {
        var browser = First(agent, ("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
            ("curl/", "curl"));
        var system = First(agent, ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
            ("Mac OS", "macOS"), ("Linux", "Linux"));
        return (browser, system) switch
        {
            (null, null) => "Another program",
            (null, _) => $"A browser on {system}",
            (_, null) => browser,
            _ => $"{browser} on {system}",
        };
    }

    static string? First(string agent, params (string Mark, string Name)[] known) =>
        known.FirstOrDefault(k => agent.Contains(k.Mark, StringComparison.Ordinal)).Name;
}
