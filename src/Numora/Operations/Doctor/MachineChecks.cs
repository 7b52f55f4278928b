using System.Net;
using System.Net.NetworkInformation;
using Numora.Engine.Files;
using Numora.Engine.Workers;

namespace Numora.Operations;

/// <summary>What of this machine Numora needs: libraries, disk, processes, a free port, and the way out.</summary>
static class MachineChecks
{
    /// <summary>Some thirty of the largest documents; below the other one not even an upload can be spooled.</summary>
    const long LittleDiskBytes = 1L << 30;
    const long NoDiskBytes = 100L << 20;

    const string ProbeDocument = """
        %PDF-1.4
        1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
        2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
        3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>> endobj
        trailer <</Root 1 0 R>>
        """;

    public static Finding Runtime() => Environment.Version.Major >= 10
        ? Finding.Ok(".NET", $"{Environment.Version} on {System.Runtime.InteropServices.RuntimeInformation.OSDescription}")
        : Finding.Fail(".NET", $"{Environment.Version} is too old", "Install the .NET 10 runtime.");

    public static Finding Languages() => TessData.MissingPackages.Count == 0
        ? Finding.Ok("recognition", $"in {string.Join(", ", TessData.Languages)}")
        : Finding.Warn("recognition", TessData.Languages.Count == 0 ? "no language is installed" : "some languages are not installed",
            $"apt-get install --no-install-recommends {string.Join(' ', TessData.MissingPackages)}");

    /// <summary>The directory need not be there yet: then what is above it counts.</summary>
    public static Finding Disk(string what, string directory)
    {
        var there = Path.GetFullPath(directory);
        while (!Directory.Exists(there))
            there = Path.GetDirectoryName(there)!;
        var free = new DriveInfo(there).AvailableFreeSpace;
        var says = $"{free >> 20} MB free in {directory}";
        return free < NoDiskBytes ? Finding.Fail(what, says, "Make room, or name another directory.")
            : free < LittleDiskBytes ? Finding.Warn(what, says, "Make room before it runs full.")
            : IsWritable(there) ? Finding.Ok(what, says)
            : Finding.Fail(what, $"{there} cannot be written by user {Environment.UserName}",
                "Give it to this user (chown), or name another directory.");
    }

    static bool IsWritable(string directory)
    {
        try
        {
            using var probe = new FileStream(Path.Combine(directory, Path.GetRandomFileName()),
                new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
            return true;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }

    /// <summary>Draws a page in a reading process: the whole way that documents take.</summary>
    public static async Task<Finding> WorkerAsync(WorkerOptions options, CancellationToken ct)
    {
        const string what = "reading process";
        try
        {
            await using var workers = new WorkerPool(options);
            var page = System.Text.Encoding.ASCII.GetBytes(ProbeDocument);
            var png = await workers.DrawAsync((to, stop) => to.WriteAsync(page, stop).AsTask(), page.Length, 1, ct);
            return png is { Length: > 0 }
                ? Finding.Ok(what, $"starts, and drew a page ({png.Value.Length} bytes)")
                : Finding.Fail(what, "it starts but draws nothing", "Reinstall the PDF library.");
        }
        catch (Engine.UnreadableException no)
        {
            return Finding.Warn(what, "it starts, but cannot read PDF", no.Message);
        }
        catch (Exception e) when (e is WorkerDiedException or TimeoutException)
        {
            return Finding.Fail(what, $"it does not work: {e.Message}",
                "See whether limits (ulimit, seccomp, memory) forbid child processes.");
        }
    }

    public static IReadOnlyList<Finding> Egress(EgressOptions options)
    {
        const string what = "outgoing";
        try
        {
            _ = new EgressRules(options);
        }
        catch (FormatException e)
        {
            return [Finding.Fail(what, e.Message, "Correct Numora__Egress__Allow__0 and following.")];
        }

        var allow = (options.Allow ?? []).Where(a => !string.IsNullOrWhiteSpace(a)).ToList();
        var listed = allow.Count == 0 ? "no private address" : $"and {string.Join(", ", allow)}";
        return
        [
            Finding.Ok(what, $"https to the public Internet, {listed}"),
            options.AllowHttp
                ? Finding.Warn(what, "plain http to the public Internet is allowed",
                    "Unset Numora__Egress__AllowHttp unless a server there has no https.")
                : Finding.Ok(what, "plain http only to what is listed"),
        ];
    }

    /// <summary>Whether the addresses to listen on are free. A host that runs there already is the usual reason.</summary>
    public static IEnumerable<Finding> Ports(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = Parsed(url);
            yield return address is null
                ? Finding.Fail("address", $"{url} is no address to listen on", "Write it like http://127.0.0.1:8080 in ASPNETCORE_URLS.")
                : address.IsUnixPipe ? Finding.Ok("address", url)
                : Listeners(address).FirstOrDefault() is { } taken
                    ? Finding.Warn("address", $"{url} is in use ({taken})",
                        "Is a host running already? Else name another with ASPNETCORE_URLS.")
                    : Finding.Ok("address", $"{url} is free");
        }
    }

    static Microsoft.AspNetCore.Http.BindingAddress? Parsed(string url)
    {
        try
        {
            return Microsoft.AspNetCore.Http.BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    static IEnumerable<IPEndPoint> Listeners(Microsoft.AspNetCore.Http.BindingAddress address)
    {
        var everywhere = !IPAddress.TryParse(address.Host.Trim('[', ']'), out var wanted) && address.Host != "localhost";
        return IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(l => l.Port == address.Port && address.Port != 0
            && (everywhere || wanted is null || IsAny(l.Address) || IsAny(wanted) || l.Address.Equals(wanted)));
    }

    static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
