using System.Diagnostics;
using Numora.Engine.Files;

namespace Numora.Operations;

/// <summary>
/// Whether a native library can be loaded, and from which file. Where eng/install.sh laid it there out of a Debian package,
/// apt does not renew it: so this names its version, and a newer one that apt has heard of.
/// </summary>
static class LibraryCheck
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<Finding> RunAsync(NativeReader reader, CancellationToken ct)
    {
        if (reader.Loaded is not { } loaded)
            return Finding.Warn(reader.Name, $"{reader.Purpose} cannot be read",
                $"apt-get install --no-install-recommends {reader.Package}");

        var origin = OriginOf(loaded);
        return origin is null
            ? Finding.Ok(reader.Name, $"{reader.Purpose}: {FileOf(loaded)}")
            : Laid(reader, loaded, origin, await NewerThanAsync(origin, ct));
    }

    /// <param name="newer">The version that apt would install now, when that is a newer one.</param>
    public static Finding Laid(NativeReader reader, string file, LibraryOrigin origin, string? newer)
    {
        var says = $"{reader.Purpose}: {file} (of {origin.Package} {origin.Version})";
        return newer is null
            ? Finding.Ok(reader.Name, says)
            : Finding.Warn(reader.Name, $"{says}; there is {newer} now", "sh eng/install.sh pdfium, then restart the service");
    }

    /// <summary>From the file <c>libpdfium.origin</c> beside <c>libpdfium.so</c>: package and version.</summary>
    public static LibraryOrigin? OriginOf(string library)
    {
        var beside = Path.ChangeExtension(library, ".origin");
        return Path.IsPathRooted(library) && File.Exists(beside)
            && File.ReadLines(beside).FirstOrDefault()?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var package, var version]
                ? new(package, version) : null;
    }

    /// <summary>Out of what <c>apt-cache policy</c> prints; null where apt knows no such package, or no version of it.</summary>
    public static string? Candidate(string policy) => policy.Split('\n', StringSplitOptions.TrimEntries)
        .Where(line => line.StartsWith("Candidate: ", StringComparison.Ordinal))
        .Select(line => line["Candidate: ".Length..])
        .FirstOrDefault(version => version != "(none)");

    /// <summary>Null also where there is no apt, or its lists are empty: then nobody has heard of a newer one.</summary>
    static async Task<string?> NewerThanAsync(LibraryOrigin origin, CancellationToken ct)
    {
        var (_, policy) = await OutputAsync("apt-cache", ["policy", origin.Package], ct);
        if (Candidate(policy) is not { } candidate)
            return null;
        var (older, _) = await OutputAsync("dpkg", ["--compare-versions", origin.Version, "lt", candidate], ct);
        return older == 0 ? candidate : null;
    }

    static async Task<(int ExitCode, string Text)> OutputAsync(string program, string[] arguments, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["LC_ALL"] = "C" },
            })!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var text = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, text);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return (-1, ""); // no such program here, or it hangs
        }
    }

    /// <summary>The file behind the name; links lead to one that carries its version (<c>liblept.so.5.0.4</c>).</summary>
    static string FileOf(string loaded)
    {
        var name = Path.GetFileName(loaded).Split(".so")[0] + ".so";
        return File.ReadLines("/proc/self/maps")
            .Select(line => line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(5))
            .FirstOrDefault(f => f is not null && Path.GetFileName(f).StartsWith(name, StringComparison.Ordinal))
            ?? loaded;
    }
}

/// <summary>The Debian package that a library's file was taken from.</summary>
sealed record LibraryOrigin(string Package, string Version);
