namespace Numora.Platform;

/// <summary>Every way the API says no (api.md §1 "Codes").</summary>
enum Refusal
{
    Unauthorized,
    Forbidden,
    NotFound,
    MethodNotAllowed,

    /// <summary>Unreadable, incomplete, of the wrong type, or with unknown members.</summary>
    Malformed,

    /// <summary>Well-formed, but it makes no sense.</summary>
    Meaningless,
    InvalidSchema,
    UnsupportedMediaType,
    UnsupportedFileType,
    FileTooLarge,
    Conflict,
    RateLimited,
    Unavailable,
    InternalError,
}

/// <summary>One fault of a request.</summary>
/// <param name="Field">The member's path, e.g. <c>line_items.upsert[0].fields.amount</c>.</param>
record Fault(string Field, string Message);

/// <summary>A no that is known here and answered in one place (Platform/Errors.cs).</summary>
sealed class RefusedException(Refusal why, string message, params IReadOnlyList<Fault> faults) : Exception(message)
{
    public Refusal Why { get; } = why;

    public IReadOnlyList<Fault> Faults { get; } = faults;

    /// <summary>The current version of the document, told with a 409 on an optimistic-concurrency miss.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Whole seconds after which trying again makes sense; becomes <c>retry-after</c>.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>A race was lost: the same request, begun anew, may well succeed.</summary>
    public bool Retry { get; init; }

    /// <summary>The API's status and code.</summary>
    public (int Status, string Code) Answer => Why switch
    {
        Refusal.Unauthorized => (401, "unauthorized"),
        Refusal.Forbidden => (403, "forbidden"),
        Refusal.NotFound => (404, "not_found"),
        Refusal.MethodNotAllowed => (405, "method_not_allowed"),
        Refusal.Malformed => (400, "invalid_payload"),
        Refusal.Meaningless => (422, "invalid_payload"),
        Refusal.InvalidSchema => (422, "invalid_schema"),
        Refusal.UnsupportedMediaType => (415, "unsupported_media_type"),
        Refusal.UnsupportedFileType => (415, "unsupported_file_type"),
        Refusal.FileTooLarge => (413, "file_too_large"),
        Refusal.Conflict => (409, "conflict"),
        Refusal.RateLimited => (429, "rate_limited"),
        Refusal.Unavailable => (503, "unavailable"),
        Refusal.InternalError => (500, "internal_error"),
    };

    public static RefusedException NotFound(string message) => new(Refusal.NotFound, message);

    public static RefusedException Malformed(string field, string message) =>
        new(Refusal.Malformed, $"{field}: {message}", new Fault(field, message));

    public static RefusedException Meaningless(params IReadOnlyList<Fault> faults) =>
        new(Refusal.Meaningless, string.Join(" ", faults.Select(f => $"{f.Field}: {f.Message}")), faults);
}
