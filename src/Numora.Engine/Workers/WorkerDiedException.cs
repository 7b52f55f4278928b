namespace Numora.Engine.Workers;

/// <summary>
/// The reading process ended in the middle of a document, by a crash, for lack of memory or because somebody killed it.
/// Another attempt may succeed; a document that kills every worker is to be failed.
/// </summary>
public sealed class WorkerDiedException(string message, string diagnostics, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>
    /// The end of what the process wrote to its standard error. May hold text of the document: not for logs or answers.
    /// </summary>
    public string Diagnostics { get; } = diagnostics;
}
