using System.Net;
using System.Text;
using Numora.Engine;
using Numora.Intake;
using Numora.Tests.Support;

namespace Numora.Tests.Intake;

public class FileFetchRedirectTests : IAsyncLifetime
{
    TestReceiver _receiver = null!;

    public async Task InitializeAsync() => _receiver = await TestReceiver.StartAsync();

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_followed(int status)
    {
        var (fetched, bytes) = await _receiver.FetchAsync($"/redir/{status}?to=/chain/0");

        Assert.Equal("the end of the chain", Encoding.UTF8.GetString(bytes)[9..]);
        Assert.Equal(status.ToString(System.Globalization.CultureInfo.InvariantCulture), fetched.Name);
        Assert.Equal("/chain/0", _receiver.Requests[^1].Path);
    }

    [Fact]
    public async Task Three_redirects_are_followed_and_a_fourth_is_not()
    {
        var (fetched, _) = await _receiver.FetchAsync("/chain/3");
        await _receiver.IsFinalAsync("/chain/4", "file_url is redirected more than 3 times.");

        Assert.Equal("3", fetched.Name);
        Assert.Equal(4 + 4, _receiver.Requests.Count);
    }

    [Fact]
    public async Task A_redirect_carries_nothing_over()
    {
        _receiver.On("/first", context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (302, "/chain/0");
            context.Response.Headers.SetCookie = "session=1";
            return Task.CompletedTask;
        });

        await _receiver.FetchAsync("/first");

        Assert.Equal(["Accept-Encoding", "Host", "User-Agent"], _receiver.Requests[^1].Headers.Keys.Order());
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/s", "The URL's address is not allowed from here.")]
    [InlineData("http://localhost:1/s", "The URL must begin with https://.")]
    [InlineData("https://localhost:1/s", "The URL's address is not allowed from here.")]
    [InlineData("//127.0.0.1:1/s", "The URL's address is not allowed from here.")]
    [InlineData("http://user@127.0.0.1:1/s", "The URL must not contain a user name or password.")]
    [InlineData("file:///etc/passwd", "The URL must begin with https://.")]
    [InlineData("ftp://127.0.0.1/s", "The URL must begin with https://.")]
    [InlineData("\\\\127.0.0.1\\s", "The URL must begin with https://.")]
    public async Task A_redirect_passes_the_same_checks(string to, string rule)
    {
        _receiver.On("/x", context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (302, to);
            return Task.CompletedTask;
        });

        await _receiver.IsFinalAsync("/x", $"file_url is redirected to a URL that is refused. {rule}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://")]
    public async Task A_redirect_to_nowhere_is_a_final_no(string to)
    {
        _receiver.On("/x", context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (302, to);
            return Task.CompletedTask;
        });

        await _receiver.IsFinalAsync("/x", "file_url is redirected to something that is not a URL.");
    }

    [Fact]
    public void A_redirect_from_https_to_http_is_not_followed()
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.Found);
        answer.Headers.TryAddWithoutValidation("Location", "http://example.com/x");

        var refusal = Assert.Throws<UnreadableException>(
            () => FileFetchAnswer.Next(new Uri("https://example.com/x"), answer));

        Assert.Equal("file_url is redirected from https to http, which is not followed.", refusal.Message);
        Assert.Equal("http://example.com/x", FileFetchAnswer.Next(new Uri("http://example.com/"), answer)!.AbsoluteUri);
    }
}
