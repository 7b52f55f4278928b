using Numora.Engine;
using Numora.Intake;
using Numora.Platform;
using Numora.Tests.Support;

namespace Numora.Tests.Intake;

/// <summary>Fetching from a receiver that the operator has opened.</summary>
static class FileFetchCalls
{
    public const int MaxBytes = 100_000;

    public static async Task<(FetchedFile Fetched, byte[] Bytes)> FetchAsync(this TestReceiver receiver, string path)
    {
        using var to = new MemoryStream();
        var fetched = await receiver.FetchAsync(path, to);
        return (fetched, to.ToArray());
    }

    public static async Task<FetchedFile> FetchAsync(
        this TestReceiver receiver, string path, Stream to, FileFetchLimits? limits = null, CancellationToken ct = default)
    {
        using var egress = new Egress(new EgressRules(new EgressOptions { Allow = [receiver.HostAndPort] }));
        var fetch = new FileFetch(egress) { Limits = limits ?? new FileFetchLimits() };
        return await fetch.FetchAsync(new Uri(receiver.Base + path), to, MaxBytes, ct);
    }

    /// <param name="message">Its end, as a person reads it.</param>
    public static async Task IsFinalAsync(this TestReceiver receiver, string path, string message)
    {
        var refusal = await Assert.ThrowsAsync<UnreadableException>(() => receiver.FetchAsync(path));

        Assert.Equal(FailureCode.FileUnreachable, refusal.Code);
        Assert.EndsWith(message, refusal.Message, StringComparison.Ordinal);
    }

    public static async Task IsWorthAnotherAttemptAsync(
        this TestReceiver receiver, string path, string message, FileFetchLimits? limits = null)
    {
        var fault = await Assert.ThrowsAsync<FileNotFetchedYetException>(
            () => receiver.FetchAsync(path, Stream.Null, limits));

        Assert.Equal(message, fault.Message);
        Assert.Equal((FailureCode.FileUnreachable, message), (fault.Final().Code, fault.Final().Message));
    }
}
