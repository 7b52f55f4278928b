using System.ComponentModel.DataAnnotations;

namespace Numora.Documents;

/// <summary>Configuration <c>Numora:Files</c>: what may come in.</summary>
[Section("Numora:Files")]
sealed class FileLimits
{
    /// <summary>Of one file, in bytes.</summary>
    [Range(1, 1L << 30)]
    public long MaxBytes { get; init; } = 30 << 20;

    [Range(1, 500)]
    public int MaxPages { get; init; } = 500;

    /// <summary>What a multipart body may hold beside its file.</summary>
    public const long BodyOverhead = 1 << 20;

    public string MaxText => MaxBytes % (1 << 20) == 0 ? $"{MaxBytes >> 20} MB" : $"{MaxBytes} bytes";
}
