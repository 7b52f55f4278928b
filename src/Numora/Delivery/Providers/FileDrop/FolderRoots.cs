using Microsoft.Extensions.Options;

namespace Numora.Delivery.Providers.FileDrop;

/// <summary>Which folders destinations may write to.</summary>
sealed class FolderRoots(IOptions<FileDropOptions> options)
{
    /// <summary>As many as Linux follows.</summary>
    const int MaxLinks = 40;

    // A blank entry is what `${DROP_ROOT:-}` in a compose file leaves behind: nothing.
    readonly string[] _roots =
        [.. (options.Value.Roots ?? []).Where(r => !string.IsNullOrWhiteSpace(r)).Select(r => Path.GetFullPath(r.Trim()))];

    /// <summary>For the start: a relative folder would depend on where the service was started.</summary>
    public static bool AreUsable(FileDropOptions options) =>
        (options.Roots ?? []).All(r => string.IsNullOrWhiteSpace(r) || Path.IsPathFullyQualified(r.Trim()));

    /// <summary>By the name alone: for settings, when the folder need not be there yet.</summary>
    public bool Allow(string folder) => _roots.Length == 0 || Array.Exists(_roots, r => Holds(r, Path.GetFullPath(folder)));

    /// <summary>By what the name leads to: a link inside of an allowed folder opens no other.</summary>
    public bool AllowReal(string folder)
    {
        if (_roots.Length == 0)
            return true;

        var real = Real(folder);
        return Array.Exists(_roots, r => Holds(Real(r), real));
    }

    public override string ToString() => string.Join(", ", _roots);

    static bool Holds(string root, string path) =>
        path == root || path.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal);

    /// <summary>The path with every link in it followed.</summary>
    static string Real(string path)
    {
        var real = "/";
        var rest = new Stack<string>(Parts(Path.GetFullPath(path)).Reverse());
        for (var links = 0; rest.TryPop(out var part);)
        {
            var next = Path.GetFullPath(Path.Combine(real, part));
            if (new DirectoryInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MaxLinks)
                throw new IOException("The folder's links lead in a circle.");
            if (Path.IsPathRooted(target))
                real = "/";
            foreach (var step in Parts(target).Reverse())
                rest.Push(step);
        }

        return real;
    }

    static string[] Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
