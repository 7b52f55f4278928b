using System.Net.Sockets;
using System.Text;
using Testcontainers.PostgreSql;

namespace Numora.Tests.Support;

/// <summary>PostgreSQL in a container, where a Docker engine is at hand. Testcontainers removes it after the run.</summary>
static class TestContainer
{
    const string Image = "postgres:17"; // as in docker-compose.yml
    const string Socket = "/var/run/docker.sock";
    const string Scheme = "unix://";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Asked here, because Testcontainers takes its time to find out that there is none. Sockets only.</summary>
    public static Task<bool> EngineAnswersAsync() => Environment.GetEnvironmentVariable("DOCKER_HOST") switch
    {
        null or "" => AnswersAsync(Socket),
        { } host when host.StartsWith(Scheme, StringComparison.Ordinal) => AnswersAsync(host[Scheme.Length..]),
        _ => Task.FromResult(false),
    };

    public static async Task<bool> AnswersAsync(string path)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), patience.Token);
            await socket.SendAsync("GET /_ping HTTP/1.0\r\n\r\n"u8.ToArray(), patience.Token);
            var answer = new byte[16];
            var length = await socket.ReceiveAsync(answer, patience.Token);
            return Encoding.ASCII.GetString(answer, 0, length).Contains(" 200", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The builder's own settings leave out fsync.</summary>
    public static async Task<string> StartAsync()
    {
        var container = new PostgreSqlBuilder(Image).WithCommand("-c", "max_connections=300").Build();
        await container.StartAsync();
        return container.GetConnectionString();
    }
}
