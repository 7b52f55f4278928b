using System.Net;

namespace Numora.Delivery.Providers.Http;

/// <summary>Makes a request as the destination's credentials want it and waits for the answer, with one time limit.</summary>
sealed class HttpExchange(Egress egress, HttpTokens tokens, TimeProvider time)
{
    /// <param name="to">Whom, as a person knows it.</param>
    public async Task<HttpOutcome> SendAsync(
        HttpCall call, HttpCredentials? credentials, TimeSpan timeout, string to, CancellationToken ct)
    {
        if (credentials?.Type != HttpCredentials.OAuth)
            return await OnceAsync(call, m => credentials?.Sign(m.Headers), timeout, to, ct);

        var token = await tokens.GetAsync(credentials, timeout, ct);
        var outcome = await WithTokenAsync(call, token, timeout, to, ct);
        if (outcome.Reply?.Status != HttpStatusCode.Unauthorized || !token.FromCache)
            return outcome;

        tokens.Forget(credentials); // it was taken back before its time: the request was not looked at
        return await WithTokenAsync(call, await tokens.GetAsync(credentials, timeout, ct), timeout, to, ct);
    }

    async Task<HttpOutcome> WithTokenAsync(HttpCall call, HttpToken token, TimeSpan timeout, string to, CancellationToken ct) =>
        token.Fault is null
            ? await OnceAsync(call, m => m.Headers.Authorization = new("Bearer", token.Value), timeout, to, ct)
            : new(null, token.Fault);

    async Task<HttpOutcome> OnceAsync(
        HttpCall call, Action<HttpRequestMessage> sign, TimeSpan timeout, string to, CancellationToken ct)
    {
        using var content = call.Content is null ? null : new WatchedContent(call.Content());
        using var request = new HttpRequestMessage(call.Method, call.Url) { Content = content };
        foreach (var (name, value) in call.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        sign(request);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(timeout);
        try
        {
            using var answer = await egress.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return new(await HttpReply.ReadAsync(answer, call.Url, time, limit.Token), null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            ct.ThrowIfCancellationRequested();
            return new(null, NoReply(e, content?.Began == true, limit.IsCancellationRequested, timeout, to));
        }
    }

    static PushAnswer NoReply(Exception e, bool began, bool late, TimeSpan timeout, string to)
    {
        if (late && began)
            return new PushAnswer.Unknown("timeout", $"{to} did not answer within {timeout.TotalSeconds:0} s.");

        // A request whose body was never asked for has not left: whatever happened, nothing was written.
        return HttpAnswers.NoAnswer(e, to) is PushAnswer.Unknown unknown && !began
            ? new PushAnswer.TryLater("destination_unreachable", unknown.Reason)
            : HttpAnswers.NoAnswer(e, to);
    }

    /// <summary>Remembers whether any of it may have been sent.</summary>
    sealed class WatchedContent : HttpContent
    {
        readonly HttpContent _inner;

        public WatchedContent(HttpContent inner)
        {
            _inner = inner;
            foreach (var header in inner.Headers)
                Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        public bool Began { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken ct)
        {
            Began = true;
            return _inner.CopyToAsync(stream, context, ct);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _inner.Headers.ContentLength ?? -1;
            return length >= 0;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
