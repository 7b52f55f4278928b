using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Numora.Delivery.Providers.FileDrop;

/// <summary>
/// A bucket of an S3-compatible service. An object appears whole or not at all. Only the keys that the destination has are
/// used, and no request goes anywhere but to its endpoint, through <see cref="Egress"/>.
/// </summary>
sealed class S3Place(S3Config config, S3Credentials keys, Egress egress) : IDropPlace
{
    /// <summary>For one request: long enough for the largest file on a slow line.</summary>
    static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(60);

    static readonly string[] WrongKeys =
        ["InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "TokenRefreshRequired"];

    public string Name => $"the bucket {config.Bucket}";

    public string IdOf(string file) => config.Prefix + file;

    public string? UrlOf(string file) => $"s3://{config.Bucket}/{IdOf(file)}";

    public Task<string> TestAsync(CancellationToken ct) => WithClientAsync(async (client, token) =>
    {
        await client.ListObjectsV2Async(
            new ListObjectsV2Request { BucketName = config.Bucket, Prefix = config.Prefix, MaxKeys = 1 }, token);
        return $"The bucket {config.Bucket} answered with these keys.";
    }, ct);

    public Task<DropState> LookAsync(string file, byte[] bytes, CancellationToken ct) => WithClientAsync(async (client, token) =>
    {
        try
        {
            var there = await client.GetObjectMetadataAsync(config.Bucket, IdOf(file), token);
            if (there.ContentLength != bytes.Length)
                return DropState.Different;

            // The ETag is a digest of the content with some services and some settings only: so the content itself.
            using var answer = await client.GetObjectAsync(config.Bucket, IdOf(file), token);
            using var content = new MemoryStream(bytes.Length);
            await answer.ResponseStream.CopyToAsync(content, token);
            return content.GetBuffer().AsSpan(0, (int)content.Length).SequenceEqual(bytes) ? DropState.Same : DropState.Different;
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return DropState.Absent;
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.Forbidden)
        {
            return DropState.NotTold; // keys that may write and not read, or not list
        }
    }, ct);

    public Task WriteAsync(string file, PushFile content, CancellationToken ct) => WithClientAsync(async (client, token) =>
    {
        using var bytes = new MemoryStream((int)content.Size);
        await content.CopyToAsync(bytes, token);
        bytes.Position = 0;
        return await client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = config.Bucket,
                Key = IdOf(file),
                InputStream = bytes,
                ContentType = content.ContentType,
                AutoCloseStream = false,
                UseChunkEncoding = false, // some services do not know Amazon's own encoding
            },
            token);
    }, ct);

    public PushAnswer? Explain(Exception e) => e switch
    {
        AmazonS3Exception { StatusCode: not 0 } refused when NoAnswer(refused) is null => Refused(refused),
        _ => NoAnswer(e) is { } lost ? HttpAnswers.NoAnswer(lost, Name) : null,
    };

    PushAnswer Refused(AmazonS3Exception e)
    {
        var said = string.IsNullOrWhiteSpace(e.ErrorCode) ? e.Message : $"{e.ErrorCode}: {e.Message}";
        var reason = $"The bucket {config.Bucket} answered {(int)e.StatusCode}: {said}";
        if (e.ErrorCode is "SlowDown" or "RequestTimeout"
            || e.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)
            return new PushAnswer.TryLater("destination_busy", reason);
        if (HttpAnswers.IsTransient(e.StatusCode))
            return new PushAnswer.TryLater("destination_unreachable", reason);
        return new PushAnswer.Refused(WrongKeys.Contains(e.ErrorCode) ? "credentials_rejected" : "destination_refused", reason);
    }

    /// <summary>What the connection threw, without what the SDK wrapped around it.</summary>
    static Exception? NoAnswer(Exception e)
    {
        for (var at = e; at is not null; at = at.InnerException)
        {
            if (at is HttpRequestException or IOException or OperationCanceledException or TimeoutException)
                return at;
        }

        return null;
    }

    async Task<T> WithClientAsync<T>(Func<AmazonS3Client, CancellationToken, Task<T>> act, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(RequestTimeout);
        using var client = new AmazonS3Client(
            new BasicAWSCredentials(keys.AccessKeyId, keys.SecretAccessKey),
            new AmazonS3Config
            {
                ServiceURL = config.Endpoint,
                AuthenticationRegion = config.Region ?? S3Config.DefaultRegion,
                ForcePathStyle = config.ForcePathStyle ?? true,
                HttpClientFactory = new ThroughEgress(egress),
                MaxErrorRetry = 0, // attempts are the run's
                AllowAutoRedirect = false,
                IgnoreConfiguredEndpointUrls = true,
                DefaultConfigurationMode = DefaultConfigurationMode.Standard, // "auto" asks the cloud's metadata service
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            });
        return await act(client, limit.Token);
    }

    /// <summary>The one door for outgoing requests; it is shared and stays open.</summary>
    sealed class ThroughEgress(Egress egress) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => egress.Http;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
