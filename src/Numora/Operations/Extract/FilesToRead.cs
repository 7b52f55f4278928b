namespace Numora.Operations;

/// <summary>A file that <c>extract</c> is to read.</summary>
/// <param name="IsNamed">Whether it was asked for by name: then it fails where one found in a folder is skipped.</param>
readonly record struct FileToRead(string Path, bool IsNamed);

/// <summary>What the arguments of <c>extract</c> stand for: files, and in the place of a folder all files below it.</summary>
/// <param name="EmptyFolders">Folders given by name without a single file.</param>
sealed record FilesToRead(IReadOnlyList<FileToRead> Files, IReadOnlyList<string> EmptyFolders, bool HasFolders)
{
    /// <param name="arguments">In the order in which they are read; below a folder the order is ordinal, by path.</param>
    public static FilesToRead Of(IReadOnlyList<string> arguments)
    {
        var (files, empty, hasFolders) = (new List<FileToRead>(), new List<string>(), false);
        foreach (var argument in arguments)
        {
            if (!Directory.Exists(argument))
            {
                files.Add(new(argument, IsNamed: true));
                continue;
            }

            hasFolders = true;
            var below = Below(argument);
            files.AddRange(below);
            if (below.Count == 0)
                empty.Add(argument);
        }

        return new(files, empty, hasFolders);
    }

    static List<FileToRead> Below(string folder)
    {
        var found = new List<FileToRead>();
        var folders = new Stack<string>([folder]);
        while (folders.TryPop(out var at))
        {
            try
            {
                foreach (var entry in new DirectoryInfo(at).EnumerateFileSystemInfos())
                {
                    if (entry.Attributes.HasFlag(FileAttributes.Hidden)) // on Unix: its name begins with a dot
                        continue;
                    var path = Path.Combine(at, entry.Name);
                    if (entry is FileInfo)
                        found.Add(new(path, IsNamed: false));
                    else if (entry.LinkTarget is null) // a link may lead back up, for ever
                        folders.Push(path);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                found.Add(new(at, IsNamed: true)); // cannot be listed: told as a file that cannot be opened
            }
        }

        found.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return found;
    }
}
