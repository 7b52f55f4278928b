using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;
using Numora.Engine;
using Numora.Intake;
using Numora.Platform;
using Numora.Tests.Support;

namespace Numora.Tests.Intake;

public class FileFetchTests : IAsyncLifetime
{
    const int MaxBytes = FileFetchCalls.MaxBytes;

    TestReceiver _receiver = null!;

    public async Task InitializeAsync() => _receiver = await TestReceiver.StartAsync();

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Fact]
    public async Task A_file_comes_byte_for_byte()
    {
        var file = RandomNumberGenerator.GetBytes(MaxBytes); // exactly the limit
        _receiver.On("/in/invoice%2001.pdf", context => context.Response.Body.WriteAsync(file).AsTask());
        _receiver.On("/in/invoice 01.pdf", context => context.Response.Body.WriteAsync(file).AsTask());

        var (fetched, bytes) = await _receiver.FetchAsync("/in/invoice%2001.pdf?sig=a%2Fb");

        Assert.Equal(new FetchedFile("invoice 01.pdf", MaxBytes), fetched);
        Assert.Equal(file, bytes);
        Assert.Equal("?sig=a%2Fb", _receiver.Requests.Single().Query);
        Assert.Equal("identity", _receiver.Requests.Single().Headers["Accept-Encoding"]);
    }

    [Theory]
    [InlineData(300, "file_url answered 300 instead of a file.")]
    [InlineData(304, "file_url answered 304 instead of a file.")]
    [InlineData(305, "file_url answered 305 instead of a file.")]
    [InlineData(400, "file_url answered 400 instead of a file.")]
    [InlineData(401, "file_url answered 401: it does not give the file out. Use a link that works without signing in.")]
    [InlineData(403, "file_url answered 403: it does not give the file out. Use a link that works without signing in.")]
    [InlineData(404, "file_url answered 404: there is no file at this address.")]
    [InlineData(410, "file_url answered 410: there is no file at this address.")]
    [InlineData(201, "file_url answered 201 without a file.")]
    [InlineData(204, "file_url answered 204 without a file.")]
    [InlineData(206, "file_url answered 206 without a file.")]
    [InlineData(200, "file_url answered without a file.")]
    public async Task An_answer_that_is_no_file_is_a_final_no(int status, string message)
    {
        _receiver.On("/x", status);

        await _receiver.IsFinalAsync("/x", message);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task An_answer_that_may_change_is_worth_another_attempt(int status)
    {
        _receiver.On("/x", status, "java.lang.NullPointerException at 10.0.0.7");

        await _receiver.IsWorthAnotherAttemptAsync(
            "/x", $"The server of file_url answered {status}: it could not give the file out.");
    }

    [Theory]
    [InlineData("/body/endless")] // counted
    [InlineData("/body/10gb")]    // declared
    [InlineData("/body/bomb")]    // unpacked
    public async Task A_file_above_the_limit_is_refused_as_soon_as_that_is_known(string path)
    {
        using var to = new MemoryStream();

        var refusal = await Assert.ThrowsAsync<UnreadableException>(() => _receiver.FetchAsync(path, to));

        Assert.Equal(FailureCode.FileTooLarge, refusal.Code);
        Assert.Equal("The file at file_url is larger than the limit of 100,000 bytes.", refusal.Message);
        Assert.InRange(to.Length, 0, MaxBytes);
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_left_after_the_idle_time() =>
        await _receiver.IsWorthAnotherAttemptAsync(
            "/body/silent", "file_url took too long: the server sent nothing for 0.3 s.",
            new FileFetchLimits { Idle = TimeSpan.FromSeconds(0.3) });

    [Theory]
    [InlineData("/body/drip")] // never idle, never done
    [InlineData("/body/mute")]
    public async Task A_server_that_takes_for_ever_is_left_after_the_whole_time(string path) =>
        await _receiver.IsWorthAnotherAttemptAsync(
            path, "file_url took too long: there was no whole file within 1.5 s.",
            new FileFetchLimits { Total = TimeSpan.FromSeconds(1.5) });

    [Fact]
    public async Task A_body_that_breaks_off_is_not_taken_for_the_file() =>
        await _receiver.IsWorthAnotherAttemptAsync("/body/cut", "file_url could not be fetched: the connection broke off.");

    [Fact]
    public async Task Cancelling_is_not_a_fault_of_the_server()
    {
        using var stop = new CancellationTokenSource();
        var fetch = _receiver.FetchAsync("/body/mute", Stream.Null, ct: stop.Token);
        await _receiver.WaitForAsync(1);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
    }

    [Fact]
    public async Task A_full_disk_is_not_a_fault_of_the_server()
    {
        using var full = new MemoryStream(new byte[4], writable: false);

        await Assert.ThrowsAsync<NotSupportedException>(() => _receiver.FetchAsync("/chain/0", full));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_packed_body_is_unpacked(string encoding)
    {
        _receiver.On("/x", async context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            await using Stream packed = encoding switch
            {
                "gzip" => new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true),
                "br" => new BrotliStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true),
                _ => new ZLibStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true),
            };
            await packed.WriteAsync("%PDF-1.7 unpacked"u8.ToArray());
        });

        var (_, bytes) = await _receiver.FetchAsync("/x");

        Assert.Equal("%PDF-1.7 unpacked", Encoding.UTF8.GetString(bytes));
    }

    [Theory]
    [InlineData("gzip", "The server of file_url sent a packed body that cannot be unpacked.")]
    [InlineData("zstd", "The server of file_url sent the file in a content encoding that is not supported.")]
    [InlineData("gzip, gzip", "The server of file_url sent the file in a content encoding that is not supported.")]
    public async Task A_packing_that_cannot_be_undone_is_a_final_no(string encoding, string message)
    {
        _receiver.On("/x", context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            return context.Response.WriteAsync("this is not packed");
        });

        await _receiver.IsFinalAsync("/x", message);
    }

    [Fact]
    public async Task A_refused_connection_is_worth_another_attempt_and_is_told_without_the_address()
    {
        await _receiver.DisposeAsync();

        await _receiver.IsWorthAnotherAttemptAsync("/x", "file_url could not be fetched: the connection was refused.");
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_a_final_no()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var from = DateTimeOffset.UnixEpoch;
        using var certificate = request.CreateSelfSigned(from, from.AddYears(100));
        await using var receiver = await TestReceiver.StartAsync(certificate: certificate);
        using var egress = new Egress(new EgressRules(new EgressOptions { Allow = [receiver.HostAndPort] }));

        var refusal = await Assert.ThrowsAsync<UnreadableException>(() => new FileFetch(egress).FetchAsync(
            new Uri($"{receiver.Base}/x"), Stream.Null, MaxBytes, CancellationToken.None));

        Assert.Equal(
            "file_url could not be fetched: no secure connection could be made; the server's certificate or its TLS "
            + "settings are not valid.", refusal.Message);
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task Something_that_does_not_speak_HTTP_is_a_final_no_and_its_banner_is_not_told()
    {
        using var ssh = new TcpListener(IPAddress.Loopback, 0);
        ssh.Start();
        var port = ((IPEndPoint)ssh.LocalEndpoint).Port;
        using var egress = new Egress(new EgressRules(new EgressOptions { Allow = [$"127.0.0.1:{port}"] }));

        var fetch = new FileFetch(egress).FetchAsync(
            new Uri($"http://127.0.0.1:{port}/"), Stream.Null, MaxBytes, CancellationToken.None);
        using var client = await ssh.AcceptTcpClientAsync();
        await client.GetStream().WriteAsync("SSH-2.0-OpenSSH_9.6\r\n"u8.ToArray());
        var refusal = await Assert.ThrowsAsync<UnreadableException>(() => fetch);

        Assert.Equal("file_url could not be fetched: the server did not answer in HTTP.", refusal.Message);
    }
}
