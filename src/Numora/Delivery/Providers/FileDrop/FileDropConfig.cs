using System.ComponentModel.DataAnnotations;

namespace Numora.Delivery.Providers.FileDrop;

/// <summary>A destination's public settings; <see cref="FileDropRules"/> says what they must be.</summary>
/// <param name="Format"><c>json</c>, <c>csv</c> or <c>ubl</c>.</param>
/// <param name="Folder">An absolute path; this or <paramref name="S3"/>.</param>
/// <param name="Name">The file's name without its extension; null: <see cref="FileNames.Default"/>.</param>
/// <param name="AttachFile">Whether the original file may be laid beside it; null: true.</param>
/// <param name="Separator">CSV only: comma (the default), semicolon or tab.</param>
/// <param name="ByteOrderMark">CSV only: whether it begins with one, as some programs want it; null: false.</param>
/// <param name="AllowIncomplete">UBL only: whether it is written although mandatory terms are missing; null: false.</param>
sealed record FileDropConfig(
    string? Format, string? Folder = null, S3Config? S3 = null, string? Name = null, bool? AttachFile = null,
    string? Separator = null, bool? ByteOrderMark = null, bool? AllowIncomplete = null)
{
    public const string Json = "json";
    public const string Csv = "csv";
    public const string Ubl = "ubl";

    /// <summary>With its dot.</summary>
    public string Extension => Format is Ubl ? ".xml" : $".{Format}";

    public string ContentType => Format switch
    {
        Json => "application/json",
        Csv => "text/csv; charset=utf-8",
        _ => "application/xml",
    };
}

/// <param name="Endpoint">The address of the service, e.g. <c>https://s3.eu-central-1.amazonaws.com</c>.</param>
/// <param name="Region">Part of the signature; null: <see cref="DefaultRegion"/>, which most other services take.</param>
/// <param name="Prefix">What every key begins with: <c>invoices/2026/</c>.</param>
/// <param name="ForcePathStyle">Whether the bucket stands in the path instead of the host name; null: true.</param>
sealed record S3Config(
    string? Endpoint, string? Bucket, string? Region = null, string? Prefix = null, bool? ForcePathStyle = null)
{
    public const string DefaultRegion = "us-east-1";
}

sealed record S3Credentials(string? AccessKeyId, string? SecretAccessKey)
{
    /// <summary>Records print their members; secrets are not printed.</summary>
    public override string ToString() => nameof(S3Credentials);
}

/// <summary><c>Numora:FileDrop</c>: what the operator allows.</summary>
[Section("Numora:FileDrop")]
public sealed class FileDropOptions : IValidatableObject
{
    /// <summary>Folders that destinations may write to, with all below them. Null: any absolute folder.</summary>
    public string[]? Roots { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!FolderRoots.AreUsable(this))
            yield return new("must be absolute folders", [nameof(Roots)]);
    }
}
