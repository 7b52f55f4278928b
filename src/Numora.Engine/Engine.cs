namespace Numora.Engine;

/// <summary>Which fields of a document's bytes are which: the whole of the reading, in this process.</summary>
/// <remarks>
/// Documents are hostile: the service calls this only inside a worker process (Workers/WorkerPool).
/// </remarks>
public static class Engine
{
}
