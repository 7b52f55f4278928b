namespace Numora.Tests.Support;

/// <summary>
/// The team's documents with truth, beside the repository in <c>../shared/corpus</c>. They are not part of it: where
/// they are missing, tests over them are skipped and say so; all others need nothing outside the repository.
/// </summary>
static class Corpus
{
    /// <summary>The folder, or null where there is none.</summary>
    public static string? Folder { get; } = Find();

    public static string[] Files(string folder, string pattern = "*") =>
        Directory.GetFiles(Path.Combine(Folder!, folder), pattern).Order(StringComparer.Ordinal).ToArray();

    static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!File.Exists(Path.Combine(at.FullName, "Numora.sln")))
                continue;
            var corpus = Path.Combine(at.Parent?.FullName ?? "/", "shared", "corpus");
            return Directory.Exists(corpus) ? corpus : null;
        }

        return null;
    }
}

/// <summary>A test over <see cref="Corpus"/>.</summary>
sealed class CorpusFactAttribute : FactAttribute
{
    public CorpusFactAttribute()
    {
        if (Corpus.Folder is null)
            Skip = "The corpus (../shared/corpus beside the repository) is not here.";
    }
}

/// <summary>A test over each of several files of <see cref="Corpus"/>.</summary>
sealed class CorpusTheoryAttribute : TheoryAttribute
{
    public CorpusTheoryAttribute()
    {
        if (Corpus.Folder is null)
            Skip = "The corpus (../shared/corpus beside the repository) is not here.";
    }
}
