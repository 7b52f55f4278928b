using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Numora.Engine;

namespace Numora.Intake;

/// <summary>What was fetched: the bytes are in the caller's stream.</summary>
/// <param name="Name">To be shown, never a path.</param>
sealed record FetchedFile(string Name, long Bytes);

/// <summary>How long and how far a file is followed.</summary>
sealed record FileFetchLimits
{
    /// <summary>For everything, from the first look-up to the last byte.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Between two pieces of the body.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(10);

    public int Redirects { get; init; } = 3;
}

/// <summary>
/// The file could not be fetched this time, but may be later. When the attempts run out: <see cref="Final"/>.
/// </summary>
sealed class FileNotFetchedYetException(string message, Exception? inner = null) : Exception(message, inner)
{
    public UnreadableException Final() => new(FailureCode.FileUnreachable, Message, this);
}

/// <summary>Fetches the file behind a <c>file_url</c> through <see cref="Platform.Egress"/>.</summary>
sealed class FileFetch(Platform.Egress egress)
{
    const int PieceBytes = 80 * 1024;

    public FileFetchLimits Limits { get; init; } = new();

    /// <param name="to">Gets the bytes as they come; after an exception it holds any part of them.</param>
    /// <param name="maxBytes">Of the file as it is, i.e. unpacked if the server packed it for the way.</param>
    /// <exception cref="UnreadableException">A final no: <c>file_unreachable</c>, <c>file_too_large</c>.</exception>
    /// <exception cref="FileNotFetchedYetException">Worth another attempt: time-outs, 5xx …</exception>
    public async Task<FetchedFile> FetchAsync(Uri url, Stream to, long maxBytes, CancellationToken ct)
    {
        using var total = CancellationTokenSource.CreateLinkedTokenSource(ct);
        total.CancelAfter(Limits.Total);
        try
        {
            using var answer = await FollowAsync(url, total.Token);
            if (answer.Content.Headers.ContentLength > maxBytes)
                throw TooLarge(maxBytes);

            await using var body = await FileFetchAnswer.UnpackAsync(answer, total.Token);
            var bytes = await CopyAsync(body, to, maxBytes, total.Token);
            if (bytes == 0)
                throw FileFetchAnswer.Unreachable("The server of file_url answered without a file.");

            return new FetchedFile(FileFetchAnswer.NameOf(answer, url), bytes);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new FileNotFetchedYetException(
                Text($"file_url took too long: there was no whole file within {Limits.Total.TotalSeconds:0.#} s."), e);
        }
    }

    /// <summary>The answer at the end of the redirects, if it is 200.</summary>
    async Task<HttpResponseMessage> FollowAsync(Uri url, CancellationToken ct)
    {
        var at = Checked(url.OriginalString, redirected: false);
        for (var hop = 0; ; hop++)
        {
            var answer = await SendAsync(at, redirected: hop > 0, ct);
            if (answer.StatusCode == HttpStatusCode.OK)
                return answer;

            using (answer)
            {
                var next = FileFetchAnswer.Next(at, answer) ?? throw FileFetchAnswer.NotAFile(answer.StatusCode);
                if (hop == Limits.Redirects)
                    throw FileFetchAnswer.Unreachable($"file_url is redirected more than {Limits.Redirects} times.");
                at = Checked(next.AbsoluteUri, redirected: true);
            }
        }
    }

    Uri Checked(string url, bool redirected) =>
        egress.Check(url, out var fault) ?? throw FileFetchAnswer.Refused(fault, redirected);

    async Task<HttpResponseMessage> SendAsync(Uri url, bool redirected, CancellationToken ct)
    {
        // A new request for each hop: nothing of the last one is carried over.
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        try
        {
            return await egress.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        }
        catch (Platform.EgressRefusedException e)
        {
            throw FileFetchAnswer.Refused(e.Message, redirected, e);
        }
        catch (Exception e) when (e is HttpRequestException
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw FileFetchAnswer.Failed(Platform.EgressFault.Of(e), e);
        }
    }

    async Task<long> CopyAsync(Stream body, Stream to, long maxBytes, CancellationToken ct)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            for (var bytes = 0L; ;)
            {
                var read = await ReadAsync(body, piece, ct);
                if (read == 0)
                    return bytes;

                bytes += read;
                if (bytes > maxBytes)
                    throw TooLarge(maxBytes);
                await to.WriteAsync(piece.AsMemory(0, read), ct);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    async Task<int> ReadAsync(Stream body, Memory<byte> piece, CancellationToken ct)
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(ct);
        idle.CancelAfter(Limits.Idle);
        try
        {
            return await body.ReadAsync(piece, idle.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new FileNotFetchedYetException(
                Text($"file_url took too long: the server sent nothing for {Limits.Idle.TotalSeconds:0.#} s."), e);
        }
        catch (InvalidDataException e)
        {
            throw FileFetchAnswer.Unreachable("The server of file_url sent a packed body that cannot be unpacked.", e);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw FileFetchAnswer.Failed(Platform.EgressFault.Of(e), e);
        }
    }

    static UnreadableException TooLarge(long maxBytes) => new(
        FailureCode.FileTooLarge, Text($"The file at file_url is larger than the limit of {maxBytes:N0} bytes."));

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
