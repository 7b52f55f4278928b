using Microsoft.AspNetCore.Http;
using Numora.Intake;
using Numora.Tests.Support;

namespace Numora.Tests.Intake;

public class FileFetchNameTests : IAsyncLifetime
{
    TestReceiver _receiver = null!;

    public async Task InitializeAsync() => _receiver = await TestReceiver.StartAsync();

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Theory]
    [InlineData("attachment; filename=\"R 7.pdf\"", "R 7.pdf")]
    [InlineData("attachment; filename=plain.pdf", "plain.pdf")]
    [InlineData("attachment; filename=\"x\"; filename*=UTF-8''f%C3%BCr%20M%C3%A4rz.pdf", "für März.pdf")]
    [InlineData("attachment; filename=\"../../x\"", "x")]
    [InlineData("attachment; filename=\"..\\\\..\\\\x.pdf\"", "x.pdf")]
    [InlineData("attachment; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20b%3Dc.pdf", "aSet-Cookie: b=c.pdf")]
    [InlineData("attachment; filename*=UTF-8''%E2%80%AEfdp.exe", "fdp.exe")]
    [InlineData("attachment; filename=\"..\"", "named.pdf")]
    [InlineData("attachment; filename=\"\"", "named.pdf")]
    [InlineData("attachment", "named.pdf")]
    [InlineData(";;;===", "named.pdf")]
    public async Task The_name_is_what_the_server_calls_it_without_path_and_control_letters(
        string disposition, string name)
    {
        _receiver.On("/a/named.pdf", context =>
        {
            context.Response.Headers.ContentDisposition = disposition;
            return context.Response.WriteAsync("%PDF");
        });

        var (fetched, _) = await _receiver.FetchAsync("/a/named.pdf");

        Assert.Equal(name, fetched.Name);
    }

    [Theory]
    [InlineData("a/b\\c.pdf", "c.pdf")]
    [InlineData(" a.pdf ", "a.pdf")]
    [InlineData("a\0\u0007\u2028b.pdf", "ab.pdf")]
    [InlineData("a\ud800b.pdf", "ab.pdf")]
    [InlineData("...", null)]
    [InlineData("a/", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_name_is_made_fit_to_be_shown(string? given, string? shown) =>
        Assert.Equal(shown, FileDisplayName.Of(given));

    [Fact]
    public void A_long_name_is_cut_between_letters()
    {
        var shown = FileDisplayName.Of(new string('a', 254) + "😀");

        Assert.Equal(new string('a', 254), shown);
    }
}
