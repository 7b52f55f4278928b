using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Numora.Platform;

namespace Numora.Tests.Platform;

public class EgressRulesTests
{
    [Fact]
    public void Without_a_list_only_the_public_Internet_by_https_may_be_reached()
    {
        var rules = new EgressRules(new EgressOptions());

        Assert.True(rules.MayConnect("a.example", 443, IPAddress.Parse("8.8.8.8"), plainHttp: false));
        Assert.False(rules.MayConnect("a.example", 80, IPAddress.Parse("8.8.8.8"), plainHttp: true));
        Assert.False(rules.MayConnect("a.example", 443, IPAddress.Loopback, plainHttp: false));
    }

    [Fact]
    public void AllowHttp_opens_plain_http_to_the_public_Internet_and_nothing_else()
    {
        var rules = new EgressRules(new EgressOptions { AllowHttp = true });

        Assert.True(rules.MayConnect("a.example", 80, IPAddress.Parse("8.8.8.8"), plainHttp: true));
        Assert.False(rules.MayConnect("a.example", 80, IPAddress.Parse("10.0.0.1"), plainHttp: true));
    }

    [Theory]
    [InlineData("10.1.0.0/16", "x", 80, "10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "x", 80, "::ffff:10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "x", 80, "10.2.0.0", false)]
    [InlineData("127.0.0.1/32", "x", 9999, "127.0.0.1", true)]
    [InlineData("127.0.0.1/32", "x", 9999, "127.0.0.2", false)]
    [InlineData("fd00:1::/32", "x", 80, "fd00:1::5", true)]
    [InlineData("fd00:1::/32", "x", 80, "fd00:2::5", false)]
    [InlineData("127.0.0.1:5000", "x", 5000, "127.0.0.1", true)]
    [InlineData("127.0.0.1:5000", "x", 5000, "::ffff:127.0.0.1", true)]
    [InlineData("127.0.0.1:5000", "x", 5001, "127.0.0.1", false)]
    [InlineData("127.0.0.1:5000", "x", 5000, "127.0.0.2", false)]
    [InlineData("[::1]:5000", "x", 5000, "::1", true)]
    [InlineData("[::1]:5000", "x", 5000, "127.0.0.1", false)]
    [InlineData("minio:9000", "minio", 9000, "172.18.0.4", true)]
    [InlineData("Minio.Local:9000", "minio.local.", 9000, "172.18.0.4", true)]
    [InlineData("minio:9000", "minio", 9001, "172.18.0.4", false)]
    [InlineData("minio:9000", "minio.evil.example", 9000, "172.18.0.4", false)]
    [InlineData(" minio:9000 ", "minio", 9000, "172.18.0.4", true)]
    [InlineData("", "minio", 9000, "172.18.0.4", false)]
    public void An_entry_opens_what_it_names_also_for_plain_http(
        string entry, string host, int port, string address, bool open)
    {
        var rules = new EgressRules(new EgressOptions { Allow = [entry] });

        Assert.Equal(open, rules.MayConnect(host, port, IPAddress.Parse(address), plainHttp: true));
    }

    [Theory]
    [InlineData("10.0.0.1")]             // an address without a port
    [InlineData("minio")]
    [InlineData("minio:")]
    [InlineData("minio:0")]
    [InlineData("minio:65536")]
    [InlineData("minio:+80")]
    [InlineData("minio:http")]
    [InlineData(":80")]
    [InlineData("http://minio:9000")]
    [InlineData("minio:9000/bucket")]
    [InlineData("*.example.com:443")]
    [InlineData("a b:80")]
    [InlineData("::1:80")]               // an address, or one with a port?
    [InlineData("[::1]")]
    [InlineData("[minio]:80")]
    [InlineData("10/8")]                 // parsers take it for 0.0.0.0/8
    [InlineData("10.0.0.5/8")]           // parsers cut it to 10.0.0.0/8
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/")]
    [InlineData("fd00::1/32")]
    [InlineData("::ffff:10.0.0.0/104")]  // would never match: such addresses are looked at as IPv4
    public void An_entry_that_cannot_be_understood_stops_the_start_and_is_named(string entry)
    {
        using var services = Services(("Numora:Egress:Allow:0", "127.0.0.1:5000"), ("Numora:Egress:Allow:1", entry));

        var fault = Assert.Throws<OptionsValidationException>(
            services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains($"'{entry}'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Numora__Egress__Allow", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Configuration_reaches_the_door()
    {
        using var services = Services(("Numora:Egress:Allow:0", "127.0.0.1:5000"));

        services.GetRequiredService<IStartupValidator>().Validate();
        var egress = services.GetRequiredService<Egress>();

        Assert.NotNull(egress.Check("http://127.0.0.1:5000/file", out _));
        Assert.Null(egress.Check("http://127.0.0.1:5001/file", out _));
    }

    static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value))
            .Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddEgress().BuildServiceProvider();
    }
}
