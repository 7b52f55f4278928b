using System.Diagnostics;
using System.Net.Sockets;

namespace Numora.Tests.Support;

/// <summary>Whether a Docker engine answers is known within about a second, whatever is at its socket.</summary>
public sealed class TestContainerTests
{
    [Fact]
    public async Task Where_there_is_no_socket_no_engine_answers() =>
        Assert.False(await TestContainer.AnswersAsync("/nowhere/docker.sock"));

    [Fact]
    public async Task A_socket_that_stays_silent_is_no_engine_and_is_not_waited_for()
    {
        using var directory = new ScratchDirectory();
        var path = Path.Combine(directory.Path, "docker.sock");
        using var silent = Listen(path);
        var waited = Stopwatch.StartNew();

        Assert.False(await TestContainer.AnswersAsync(path));

        Assert.True(waited.Elapsed < TimeSpan.FromSeconds(5), $"{waited.Elapsed}");
    }

    [Theory]
    [InlineData("HTTP/1.0 200 OK\r\n\r\nOK", true)]
    [InlineData("HTTP/1.0 500 Internal Server Error\r\n\r\n", false)]
    public async Task An_engine_answers_a_ping(string answer, bool answers)
    {
        using var directory = new ScratchDirectory();
        var path = Path.Combine(directory.Path, "docker.sock");
        using var listener = Listen(path);
        var engine = AnswerAsync(listener, answer);

        Assert.Equal(answers, await TestContainer.AnswersAsync(path));
        await engine;
    }

    static Socket Listen(string path)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        return listener;
    }

    static async Task AnswerAsync(Socket listener, string answer)
    {
        using var client = await listener.AcceptAsync();
        await client.ReceiveAsync(new byte[200]);
        await client.SendAsync(System.Text.Encoding.ASCII.GetBytes(answer));
    }
}
