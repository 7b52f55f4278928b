using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Numora.Access;
using Numora.Documents;
using Numora.Engine.Files;

namespace Numora.Intake;

/// <summary><c>POST /v1/documents</c>: the one way in, with a URL as JSON or the file itself as multipart.</summary>
static class IntakeEndpoints
{
    const long MaxJsonBytes = 256 << 10;
    const long DiscardedBytes = 64 << 20;

    public static void MapIntake(this IEndpointRouteBuilder v1) =>
        v1.MapPost("/documents", Create).WithName("createDocument").WithTags("Documents")
            .RequireScope(Scopes.DocumentsWrite)
            .WithMetadata(new IntakeBody(), new DisableRequestSizeLimitAttribute()); // its own limits: see LimitBody

    static async Task<IResult> Create(
        HttpRequest request, Submission submission, EgressRules egress, IOptions<FileLimits> limits, CancellationToken ct)
    {
        var upload = MultipartUpload.Is(request);
        LimitBody(request, upload, limits.Value);
        var (document, started) = upload
            ? await UploadAsync(request, submission, limits.Value, ct)
            : await LinkAsync(request, submission, egress, ct);

        var answer = SubmittedView.Of(document);
        return started ? TypedResults.Accepted(answer.StatusUrl, answer) : TypedResults.Ok(answer);
    }

    static async Task<(Document, bool)> UploadAsync(
        HttpRequest request, Submission submission, FileLimits limits, CancellationToken ct)
    {
        await using var spool = new Spool(limits);
        var (members, name) = await MultipartUpload.ReadAsync(request, spool, ct);
        new NewDocumentRules(withUrl: false).Check(members);
        var type = FileType.Of(spool.Head) ?? throw new RefusedException(Refusal.UnsupportedFileType,
            spool.Count == 0
                ? "The file is empty."
                : "The file is none of PDF, JPEG, PNG, TIFF, HEIC, WEBP, GIF, BMP and e-invoice XML (UBL, CII).",
            new Fault("file", "Its type is found from its bytes, not from its name."));

        var file = new StoredFile(FileDisplayName.Of(name) ?? "document", type.ContentType, spool.Count, spool.Sha256);
        return await submission.SubmitAsync(members, new(file, spool, null), ct);
    }

    static async Task<(Document, bool)> LinkAsync(
        HttpRequest request, Submission submission, EgressRules egress, CancellationToken ct)
    {
        if (!request.HasJsonContentType())
            throw new RefusedException(Refusal.UnsupportedMediaType, "Send application/json or multipart/form-data.");
        var members = await ReadAsync(request, ct)
            ?? throw new RefusedException(Refusal.Malformed, "The body must be a JSON object.");
        new NewDocumentRules(withUrl: true).Check(members);
        var url = EgressUrl.Check(members.FileUrl!, egress, out var fault)
            ?? throw RefusedException.Meaningless(new Fault("file_url", fault));
        return await submission.SubmitAsync(members, new(null, null, url), ct);
    }

    static async Task<NewDocument?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            return await request.ReadFromJsonAsync<NewDocument>(Json.Options, ct);
        }
        catch (JsonException e)
        {
            throw JsonFault.Refused(e);
        }
    }

    /// <summary>Refuses by the declared length before a byte is read; without one, bytes are counted as they come.</summary>
    static void LimitBody(HttpRequest request, bool upload, FileLimits limits)
    {
        var limit = request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>();
        var maxBytes = upload ? limits.MaxBytes + FileLimits.BodyOverhead : MaxJsonBytes;
        var isTooLong = request.ContentLength > maxBytes;
        // Past its own limit the server cuts the connection, and a client that is still sending never sees the answer. Below
        // it, it answers, reads on for a few seconds and throws away what comes. The spool counts what an upload may hold.
        limit.MaxRequestBodySize = upload || isTooLong ? maxBytes + DiscardedBytes : maxBytes;
        if (isTooLong)
            throw new RefusedException(Refusal.FileTooLarge, upload
                ? $"The file is larger than {limits.MaxText}."
                : $"A JSON body has at most {MaxJsonBytes >> 10} KB.");
    }
}

/// <summary>Tells the OpenAPI description that this route takes JSON or a multipart upload.</summary>
sealed record IntakeBody;
