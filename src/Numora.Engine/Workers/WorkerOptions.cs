namespace Numora.Engine.Workers;

/// <summary>How many reading processes there are and how long each lives.</summary>
public sealed class WorkerOptions
{
    /// <summary>Documents that are read at the same time.</summary>
    public int Size { get; init; } = 2;

    /// <summary>A worker is replaced after so many documents: whatever a library leaked goes with it.</summary>
    public int MaxDocuments { get; init; } = 200;

    /// <summary>A worker that holds more after a document is replaced.</summary>
    public long MaxResidentBytes { get; init; } = 400L * 1024 * 1024;

    /// <summary>A file with more pages is refused; the engine's own limit is 500.</summary>
    public int MaxPages { get; init; } = Pdf.PdfDocument.MaxPages;

    public WorkerCommand Command { get; init; } = WorkerCommand.OfThisProgram();
}
