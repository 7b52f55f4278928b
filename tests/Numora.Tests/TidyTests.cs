using System.Text.RegularExpressions;

namespace Numora.Tests;

/// <summary>The conventions that no analyzer checks (style.md §1, §3.24, §4).</summary>
public sealed partial class TidyTests
{
    const int MaxLines = 300;
    const int MaxColumns = 140;

    /// <summary>
    /// A document goes one way: a stage may know those after it and what all share, never one before. The pages (folder
    /// Console) call them all and are called by none.
    /// </summary>
    static readonly string[] Stages = ["Pages", "Intake", "Extraction", "Review", "Delivery", "Webhooks"];

    /// <summary>What all stages share knows none of them.</summary>
    static readonly string[] Shared = ["Access", "Data", "Documents", "Memory", "People", "Platform"];

    internal static readonly string Root = FindRoot();

    static string[] Sources => [.. Directory
        .EnumerateFiles(Root, "*.cs", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Root, f))
        .Where(f => f.StartsWith("src", StringComparison.Ordinal) || f.StartsWith("tests", StringComparison.Ordinal))
        .Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_source_file_tells_one_story_in_lines_that_fit_a_page()
    {
        var faults = new List<string>();
        foreach (var file in Sources)
        {
            var lines = File.ReadAllLines(Path.Combine(Root, file));
            if (lines.Length > MaxLines)
                faults.Add($"{file} has {lines.Length} lines; the limit is {MaxLines}");
            faults.AddRange(lines.Select((text, i) => (text, number: i + 1)).Where(l => l.text.Length > MaxColumns)
                .Select(l => $"{file}:{l.number} has {l.text.Length} columns; the limit is {MaxColumns}"));
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public void No_source_file_has_what_the_style_forbids()
    {
        var faults = new List<string>();
        foreach (var file in Sources.Where(f => !f.EndsWith("TidyTests.cs", StringComparison.Ordinal)))
            foreach (var (line, number) in File.ReadLines(Path.Combine(Root, file)).Select((l, i) => (l, i + 1)))
                if (Forbidden().IsMatch(line) || (file.StartsWith("src", StringComparison.Ordinal) && Blocking().IsMatch(line)))
                    faults.Add($"{file}:{number} has {line.Trim()}");

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public void Stages_know_only_later_stages_and_shared_folders_know_none()
    {
        var faults = new List<string>();
        foreach (var (folder, forbidden) in ForbiddenImports())
        {
            var path = Path.Combine(Root, "src", "Numora", folder);
            if (!Directory.Exists(path))
                continue;
            foreach (var file in Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories))
                foreach (var line in File.ReadLines(file))
                    faults.AddRange(forbidden
                        .Where(f => Regex.IsMatch(line, $@"\b(using (static )?Numora\.{f}\b|Numora\.{f}\.)"))
                        .Select(f => $"{Path.GetRelativePath(Root, file)} imports {f}"));
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public void The_engine_knows_neither_the_web_nor_a_database()
    {
        var project = File.ReadAllText(Path.Combine(Root, "src", "Numora.Engine", "Numora.Engine.csproj"));

        Assert.DoesNotContain("AspNetCore", project, StringComparison.Ordinal);
        Assert.DoesNotContain("PackageReference", project, StringComparison.Ordinal);
        Assert.DoesNotContain("ProjectReference", project, StringComparison.Ordinal);
    }

    static IEnumerable<(string Folder, string[] Forbidden)> ForbiddenImports()
    {
        for (var i = 0; i < Stages.Length; i++)
            yield return (Stages[i], Stages[..i]);
        foreach (var folder in Shared)
            yield return (folder, Stages);
    }

    static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Numora.sln")))
                return at.FullName;
        throw new InvalidOperationException("Numora.sln is above the tests' folder.");
    }

    [GeneratedRegex(@"^\s*#region|\basync void\b|\bTODO\b|\bFIXME\b|\bNotImplementedException\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex Forbidden();

    /// <summary>Waiting for a task on a thread of the pool.</summary>
    [GeneratedRegex(@"\)\.Result\b|\.GetAwaiter\(\)\.GetResult\(\)", RegexOptions.CultureInvariant)]
    private static partial Regex Blocking();
}
