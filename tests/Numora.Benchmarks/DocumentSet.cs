namespace Numora.Benchmarks;

/// <summary>Files of the corpus, which lies in <c>../shared/corpus</c> beside the repository.</summary>
/// <param name="MaxFiles">Evenly spread over the set.</param>
/// <param name="Repeats">How often Numora reads them in one measurement: some milliseconds a file are too few to time.</param>
sealed record DocumentSet(string Name, string Folder, string Pattern, int MaxFiles, int Repeats, IReadOnlyList<Peer> Peers)
{
    public string[] Files()
    {
        var all = Directory.GetFiles(Path.Combine(Corpus(), Folder, "docs"), Pattern).Order(StringComparer.Ordinal).ToArray();
        var count = Math.Min(all.Length, MaxFiles);
        return [.. Enumerable.Range(0, count).Select(i => all[i * all.Length / count])];
    }

    static string Corpus()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Numora.sln")))
                return Path.Combine(at.Parent!.FullName, "shared", "corpus");
        throw new DirectoryNotFoundException("There is no repository around this program.");
    }
}
