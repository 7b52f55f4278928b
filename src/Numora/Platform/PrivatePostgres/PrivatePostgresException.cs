namespace Numora.Platform.Postgres;

/// <summary>The private PostgreSQL cannot run. The message says what failed, where, and what to do about it.</summary>
public class PrivatePostgresException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>It runs already, and another process has it.</summary>
sealed class ClusterInUseException(string directory, ClusterOwner owner, Exception inner)
    : PrivatePostgresException(owner.Verb is { } verb
        ? $"The database in {directory} is in use by '{verb}' (process {owner.ProcessId}), which ends by itself. "
            + "Try again in a moment."
        : $"The database in {directory} is in use by another host (process {owner.ProcessId}). "
            + "Stop that process, or give this host a directory of its own with Numora__DataDirectory, "
            + "or let both use one database with ConnectionStrings__Numora.", inner)
{
    public string Directory => directory;

    public ClusterOwner Owner => owner;
}

/// <summary>The process that holds a cluster.</summary>
/// <param name="ProcessId">As it was written down; <c>unknown</c> where it was not.</param>
/// <param name="Verb">What it does and then ends, e.g. <c>keys create</c>; null for a host.</param>
sealed record ClusterOwner(string ProcessId, string? Verb)
{
    public static ClusterOwner Of(string pidFile)
    {
        var pid = File.Exists(pidFile) ? File.ReadAllText(pidFile).Trim() : "unknown";
        return new(pid, int.TryParse(pid, out var number) ? VerbOf(number) : null);
    }

    /// <summary>The words after the program's name, up to the first option: <c>dotnet Numora.dll keys create --name x</c>.</summary>
    static string? VerbOf(int processId)
    {
        try
        {
            var words = File.ReadAllText($"/proc/{processId}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .SkipWhile(w => Path.GetFileName(w) is not ("Numora.dll" or "Numora")).Skip(1)
                .TakeWhile(w => w.All(c => char.IsAsciiLetterLower(c) || c == '-') && !w.StartsWith('-')).Take(2).ToList();
            return words is [] or ["serve", ..] ? null : string.Join(' ', words);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it has ended, or is in a container of its own
        }
    }
}
