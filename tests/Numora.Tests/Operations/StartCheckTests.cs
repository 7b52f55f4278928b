using Microsoft.Extensions.Configuration;
using Numora.Operations;

namespace Numora.Tests.Operations;

public sealed class StartCheckTests
{
    [Theory]
    [InlineData("urls", "8080", "ASPNETCORE_URLS is '8080': it must be addresses such as http://127.0.0.1:8080")]
    [InlineData("urls", "http://127.0.0.1:0;http://127.0.0.1:x", "ASPNETCORE_URLS is 'http://127.0.0.1:x': it must be addresses")]
    [InlineData("urls", "ftp://127.0.0.1:0", "it must be addresses such as")]
    [InlineData("urls", "http://127.0.0.1:0/numora", "it must be addresses such as")]
    [InlineData("urls", "http://127.0.0.1:99999", "a port must lie between 0 (any free one) and 65535")]
    [InlineData("urls", "http://192.0.2.1:8080", "this machine has no address 192.0.2.1")]
    [InlineData("urls", "http://localhost:0", "with port 0 the host must be 127.0.0.1 or [::1]")]
    [InlineData("http_ports", "70000", "ASPNETCORE_HTTP_PORTS is 'http://*:70000': a port must lie between")]
    [InlineData("Kestrel:Endpoints:Inner:Url", "http://192.0.2.1:1", "Kestrel__Endpoints__Inner__Url is 'http://192.0.2.1:1'")]
    public void An_address_that_cannot_be_listened_on_is_named_with_what_may_be(string name, string value, string sentence) =>
        Assert.Contains(sentence, Assert.Single(ListenAddresses.Faults(Of(name, value), Role.All)), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://127.0.0.1:0;http://[::1]:0")]
    [InlineData("http://unix:/tmp/numora.sock")]
    [InlineData("https://0.0.0.0:0")]
    public void What_Kestrel_takes_is_taken(string urls) => Assert.Empty(ListenAddresses.Faults(Of("urls", urls), Role.All));

    [Theory]
    [InlineData("Hots=db;Password=geheim", "one of its names is not known")]
    [InlineData("Host=db;Password=a;geheim;c=d", "one of its names is not known")]
    [InlineData("postgres://u:geheim@h/db", "it is not made of name=value pairs")]
    [InlineData("Username=geheim", "it has no Host")]
    [InlineData("Host=db;Port=geheim", "its port has a value that is not allowed")]
    [InlineData("Host=db;Port=99999", "its Port is not from 1 to 65535")]
    public void A_connection_string_that_cannot_be_read_is_told_without_a_piece_of_it(string text, string why)
    {
        var unreadable = StartCheck.Unreadable(text);

        Assert.Contains(why, unreadable, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", unreadable, StringComparison.Ordinal);
    }

    static IConfiguration Of(string name, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(name, (string?)value)]).Build();
}
