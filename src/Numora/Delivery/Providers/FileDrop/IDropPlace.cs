namespace Numora.Delivery.Providers.FileDrop;

/// <summary>Where files are laid: a folder, or a bucket.</summary>
interface IDropPlace
{
    /// <summary>As a person knows it.</summary>
    string Name { get; }

    /// <summary>The record's id: the file's name, or the whole key.</summary>
    string IdOf(string file);

    /// <summary>Null where there is none.</summary>
    string? UrlOf(string file);

    /// <summary>Tries what a push does; leaves nothing behind.</summary>
    /// <returns>What was reached, as a sentence.</returns>
    Task<string> TestAsync(CancellationToken ct);

    /// <summary>How the file that is there differs from these bytes.</summary>
    Task<DropState> LookAsync(string file, byte[] bytes, CancellationToken ct);

    /// <summary>All of it is there afterwards, or nothing of it.</summary>
    Task WriteAsync(string file, PushFile content, CancellationToken ct);

    /// <summary>What an exception of the above means; null where it is none of the place's own, so a bug.</summary>
    PushAnswer? Explain(Exception e);
}

enum DropState
{
    Absent,
    Different,
    Same,

    /// <summary>The place takes files and does not show them.</summary>
    NotTold,
}
