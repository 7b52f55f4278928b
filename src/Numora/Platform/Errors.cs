using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;

namespace Numora.Platform;

/// <summary>The error envelope (api.md §1 "Errors"); <c>updated_at</c> stands beside <c>error</c>.</summary>
record ErrorEnvelope(
    ErrorBody Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? UpdatedAt = null);

record ErrorBody(
    string Code,
    string Message,
    string RequestId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Fault>? Details = null);

/// <summary>Turns what is thrown into the envelope. What it does not know is a 500 that ASP.NET Core logs.</summary>
sealed partial class Errors(ILogger<Errors> log) : IExceptionHandler
{
    const int RetryAfterSeconds = 2;

    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken ct)
    {
        if (http.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException)
            return true; // nobody is left to answer

        var refused = Refused(exception);
        if (refused is { Why: Refusal.Unavailable })
            Away(http.RequestId(), exception);
        if (refused is null)
        {
            // No internals in the answer; the log has them under the same request id.
            Crashed(http.RequestId(), exception);
            refused = new(Refusal.InternalError, "Something went wrong here. It is logged under this request id.");
        }

        await WriteAsync(http, refused);
        return true;
    }

    static RefusedException? Refused(Exception exception) => exception switch
    {
        RefusedException refused => refused,
        BadHttpRequestException { InnerException: JsonException json } => JsonFault.Refused(json),
        // What the framework's reader says of "charset=nonsense"; a JsonException alone would be of our own making.
        InvalidOperationException { InnerException: ArgumentException { ParamName: "name" } } charset
            when charset.Message.Contains("charset", StringComparison.Ordinal) =>
            new(Refusal.UnsupportedMediaType, "Send the body as application/json in UTF-8."),
        BadHttpRequestException bad => Refused(bad),
        _ when FromDatabase(exception) is PostgresException server && IsUnkeepable(server) => new(Refusal.Malformed,
            "The request holds what cannot be kept: a NUL character, half a surrogate pair, or a number that is too large."),
        SecretsLostException lost => new(Refusal.Unavailable, lost.Message),
        _ when exception.IsBrokenConnection() => Away(),
        _ => FromDatabase(exception) is { } fault && IsAway(fault) ? Away() : null,
    };

    static RefusedException Refused(BadHttpRequestException bad) => bad.StatusCode switch
    {
        413 => new(Refusal.FileTooLarge, "The request's body is larger than this server accepts."),
        415 => new(Refusal.UnsupportedMediaType, "Send the body as application/json."),
        408 => new(Refusal.Malformed, "The request's body arrived too slowly."),
        // The framework names the handler's parameter that it has no body for; the caller knows no parameters.
        400 when bad.Message.Contains("parameter", StringComparison.Ordinal) =>
            new(Refusal.Malformed, "The body must be a JSON object."),
        _ => new(Refusal.Malformed, $"The request could not be read: {bad.Message}"),
    };

    /// <summary>
    /// Text or JSON that PostgreSQL has no form for. Such text is refused where it is read; free JSON, e.g. the settings of a
    /// destination, and query parameters get here.
    /// </summary>
    static bool IsUnkeepable(PostgresException fault) => fault.SqlState is PostgresErrorCodes.UntranslatableCharacter
        or PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.InvalidTextRepresentation
        or PostgresErrorCodes.NumericValueOutOfRange;

    static RefusedException Away() =>
        new(Refusal.Unavailable, "The database cannot be reached at the moment. Try again shortly.")
        { RetryAfterSeconds = RetryAfterSeconds };

    /// <summary>EF wraps what Npgsql threw, once or twice.</summary>
    static NpgsqlException? FromDatabase(Exception? exception)
    {
        while (exception is not (null or NpgsqlException))
            exception = exception.InnerException;
        return (NpgsqlException?)exception;
    }

    /// <summary>Whether PostgreSQL is away or busy, as against a fault in what it was asked.</summary>
    static bool IsAway(NpgsqlException exception) => exception is not PostgresException server
        || server.SqlState is "57P01" or "57P02" or "57P03" or "57P05" or "53300" or "53400" or "55P03" or "57014"
            or "40001" or "40P01" or "25P03";

    public static Task WriteAsync(HttpContext http, RefusedException refused)
    {
        if (http.Response.HasStarted)
        {
            http.Abort(); // a half-sent answer must not look whole
            return Task.CompletedTask;
        }

        var (status, code) = refused.Answer;
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        if (status == 401)
            http.Response.Headers.WWWAuthenticate = "Bearer";
        if (refused.RetryAfterSeconds is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (ErrorPage.IsWanted(http))
            return ErrorPage.WriteAsync(http, status, refused.Message);
        var details = refused.Faults.Count > 0 ? refused.Faults : null;
        var envelope = new ErrorEnvelope(new(code, refused.Message, http.RequestId(), details), refused.UpdatedAt);
        return http.Response.WriteAsJsonAsync(envelope, Json.Options, "application/json; charset=utf-8");
    }

    /// <summary>For what ASP.NET Core answers with a bare status: unknown routes, wrong methods, wrong media types.</summary>
    public static Task WriteStatusAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        var path = http.Request.Path;
        var isPage = ErrorPage.IsWanted(http);
        return http.Response.StatusCode switch
        {
            400 when isPage => ErrorPage.WriteAsync(http, 400,
                "This form could not be taken: it was open for too long, or did not come from here. Go back, reload the page, try again."),
            401 when isPage => ErrorPage.WriteAsync(http, 401, "Your session has ended. Sign in again, then repeat what you did last."),
            403 when isPage => ErrorPage.WriteAsync(http, 403, "Your role does not allow this. An admin can change roles under People."),
            404 when isPage => ErrorPage.WriteAsync(http, 404, $"There is no page {Shown(path)}."),
            404 => WriteAsync(http, RefusedException.NotFound($"There is no route {Shown(path)}. See /openapi/v1.json.")),
            405 => WriteAsync(http, new(Refusal.MethodNotAllowed,
                $"{Shown(path)} does not take {Shown(http.Request.Method)}; it takes {http.Response.Headers.Allow}.")),
            415 => WriteAsync(http, new(Refusal.UnsupportedMediaType, "Send the body as application/json.")),
            413 => WriteAsync(http, new(Refusal.FileTooLarge, "The request's body is larger than this server accepts.")),
            400 => WriteAsync(http, new(Refusal.Malformed, "The request could not be read.")),
            _ => Task.CompletedTask,
        };
    }

    /// <summary>What the caller sent, at a length fit for an answer.</summary>
    static string Shown(string text) => text.Length <= 100 ? text : text[..100] + "…";

    [LoggerMessage(1002, LogLevel.Warning, "Request {RequestId} was answered with 503: the database is away or busy")]
    partial void Away(string requestId, Exception exception);

    [LoggerMessage(1001, LogLevel.Error, "Request {RequestId} crashed")]
    partial void Crashed(string requestId, Exception exception);
}
