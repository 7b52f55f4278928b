using System.Text.Json.Serialization;

namespace Numora.Engine;

/// <summary>Why a document ended <c>failed</c>. On the wire in snake_case; every code stands in docs/failures.md.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailureCode>))]
public enum FailureCode
{
    /// <summary><c>file_url</c> could not be fetched.</summary>
    [JsonStringEnumMemberName("file_unreachable")] FileUnreachable,

    /// <summary>More bytes, pages or pixels than the limits allow.</summary>
    [JsonStringEnumMemberName("file_too_large")] FileTooLarge,

    [JsonStringEnumMemberName("unsupported_file_type")] UnsupportedFileType,

    /// <summary>The file is of its type but cannot be read.</summary>
    [JsonStringEnumMemberName("file_corrupt")] FileCorrupt,

    /// <summary>The file needs a password.</summary>
    [JsonStringEnumMemberName("file_encrypted")] FileEncrypted,

    /// <summary>The file holds no text, only pictures, and recognition (OCR) is not installed on this machine.</summary>
    [JsonStringEnumMemberName("recognition_unavailable")] RecognitionUnavailable,

    /// <summary>A native library is not installed on this machine.</summary>
    [JsonStringEnumMemberName("reader_unavailable")] ReaderUnavailable,

    /// <summary>Reading took longer than the deadline.</summary>
    [JsonStringEnumMemberName("extraction_timeout")] ExtractionTimeout,

    /// <summary>The reading process died on this file in every attempt.</summary>
    [JsonStringEnumMemberName("extraction_failed")] ExtractionFailed,
}

/// <summary>A final no to a document, with a reason for the person who sent it.</summary>
public sealed class UnreadableException(FailureCode code, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public FailureCode Code { get; } = code;
}
