using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Numora.Tests;

/// <summary>docs/dependencies.md and NOTICE tell of what is built, of all of it and of nothing else.</summary>
public sealed partial class DependencyTests
{
    [Fact]
    public void The_page_names_every_package_with_its_version_and_no_other()
    {
        var central = XDocument.Load(Path.Combine(TidyTests.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Select(p => $"{p.Attribute("Include")!.Value} {p.Attribute("Version")!.Value}");
        var page = File.ReadLines(Path.Combine(TidyTests.Root, "docs", "dependencies.md"))
            .Select(line => PackageRow().Match(line)).Where(row => row.Success)
            .Select(row => $"{row.Groups["name"].Value} {row.Groups["version"].Value}");

        Assert.Equal(central.Order(StringComparer.Ordinal), page.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_notice_names_every_package_in_the_program_with_a_licence_and_an_owner()
    {
        var notice = File.ReadLines(Path.Combine(TidyTests.Root, "NOTICE"))
            .SkipWhile(line => !line.StartsWith("Packages from NuGet", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.Length > 0)
            .Select(line => NoticeLine().Match(line)).ToList();

        Assert.All(notice, line => Assert.True(line.Success));
        Assert.Equal(Shipped().Order(StringComparer.Ordinal), notice.Select(l => l.Groups["name"].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_notice_names_every_Debian_package_that_the_script_installs_for_the_service()
    {
        var notice = File.ReadAllText(Path.Combine(TidyTests.Root, "NOTICE"));
        string[] packages =
        [
            Engine.Files.NativeReader.Pdfium.Package, Engine.Files.NativeReader.Leptonica.Package,
            Engine.Files.NativeReader.Heif.Package, Engine.Files.NativeReader.Tesseract.Package, "tesseract-ocr-*", "postgresql",
        ];

        Assert.All(packages, package => Assert.Contains($"\n{package} ", notice, StringComparison.Ordinal));
    }

    /// <summary>Packages with a file in the program, those included that others bring along.</summary>
    static IEnumerable<string> Shipped()
    {
        using var built = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Numora.deps.json")));
        var target = built.RootElement.GetProperty("runtimeTarget").GetProperty("name").GetString()!;
        var libraries = built.RootElement.GetProperty("libraries");
        return [.. built.RootElement.GetProperty("targets").GetProperty(target).EnumerateObject()
            .Where(p => libraries.GetProperty(p.Name).GetProperty("type").GetString() == "package")
            .Where(p => p.Value.TryGetProperty("runtime", out _) || p.Value.TryGetProperty("runtimeTargets", out _))
            .Select(p => p.Name.Split('/')[0])];
    }

    [GeneratedRegex(@"^\| (?<name>[\w.]+) \| (?<version>\d+\.\d+\.\d+(\.\d+)?) \| (MIT|Apache-2\.0|BSD-3-Clause|PostgreSQL|LGPL-3\.0) \|",
        RegexOptions.CultureInvariant)]
    private static partial Regex PackageRow();

    [GeneratedRegex(@"^(?<name>[\w.]+) +(MIT|Apache-2\.0|PostgreSQL|LGPL-3\.0(-or-later)?) +\w.*$", RegexOptions.CultureInvariant)]
    private static partial Regex NoticeLine();
}
