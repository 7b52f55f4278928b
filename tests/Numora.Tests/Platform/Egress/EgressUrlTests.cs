using Numora.Platform;

namespace Numora.Tests.Platform;

public class EgressUrlTests
{
    const string NotHttps = "The URL must begin with https://.";
    const string NoHost = "The URL has no valid host name.";
    const string Unusual = "The URL's host is written in an unusual way; use its plain name or address.";
    const string NotFromHere = "The URL's address is not allowed from here.";
    const string HasUser = "The URL must not contain a user name or password.";
    const string NotUnderstood = "The URL cannot be understood.";
    const string Spaces =
        "The URL must not contain spaces, line breaks, control characters or backslashes; write them as %20 and so on.";

    [Theory]
    [InlineData("https://example.com/invoice-001.pdf")]
    [InlineData("HTTPS://Example.COM:8443/a%20b.pdf?sig=a@b:c#page=2")]
    [InlineData("https://example.com")]
    [InlineData("https://example.com.?x")]
    [InlineData("https://my_bucket.s3.example.com/x")]
    [InlineData("https://münchen.example/rechnung-für-März.pdf")]
    [InlineData("https://例え.テスト/请求书.pdf")]
    [InlineData("https://xn--mnchen-3ya.example/")]
    [InlineData("https://8.8.8.8/x")]
    [InlineData("https://[2606:4700:4700::1111]/x")]
    [InlineData("https://3com.example/x")]
    [InlineData("https://1e100.net/x")]
    public void Ordinary_URLs_come_in(string text)
    {
        var url = Check(text, out var fault);

        Assert.Equal("", fault);
        Assert.Equal(text, url!.OriginalString);
    }

    [Theory]
    [InlineData("", "The URL is empty.")]
    [InlineData("invoice.pdf", NotHttps)]
    [InlineData("/etc/passwd", NotHttps)]
    [InlineData("//example.com/x", NotHttps)]
    [InlineData("http://example.com/x", NotHttps)]
    [InlineData("http://8.8.8.8/x", NotHttps)]
    [InlineData("ftp://example.com/x", NotHttps)]
    [InlineData("file:///etc/passwd", NotHttps)]
    [InlineData("gopher://127.0.0.1:6379/_x", NotHttps)]
    [InlineData("data:application/pdf;base64,JVBERg==", NotHttps)]
    [InlineData("https:/example.com/x", NotHttps)]
    [InlineData("https:example.com/x", NotHttps)]
    [InlineData("https:///example.com/x", NoHost)]
    [InlineData("https://", NoHost)]
    [InlineData("https://:443/x", NoHost)]
    [InlineData("https://-a.example/x", NoHost)]
    [InlineData("https://a..b/x", NotUnderstood)]
    [InlineData("https://example.com:21290:80/x", NotUnderstood)]
    [InlineData("https://example.com:99999/x", NotUnderstood)]
    [InlineData("https://example.com:0/x", "The URL's port is not valid.")]
    [InlineData("https://user:pass@example.com/x", HasUser)]
    [InlineData("https://127.0.0.1:1@example.com/x", HasUser)]
    [InlineData("https://example.com/a b", Spaces)]
    [InlineData(" https://example.com/a", Spaces)]
    [InlineData("https://example.com/a\r\nHost: x", Spaces)]
    [InlineData("https://example.com/a\u0085b", Spaces)]
    [InlineData("https://example.com\\@127.0.0.1/", Spaces)]
    [InlineData("https://127%2e0%2e0%2e1/x", Unusual)]
    [InlineData("https://127.0.0.1%00.example.com/x", Unusual)]
    [InlineData("https://[fe80::1%25lo]/x", Unusual)]
    [InlineData("https://0x7f.1/x", Unusual)]
    [InlineData("https://127.1/x", Unusual)]
    [InlineData("https://0177.0.0.1/x", Unusual)]
    [InlineData("https://2130706433/x", Unusual)]
    [InlineData("https://0/x", Unusual)]
    [InlineData("https://127.0.0.1./x", Unusual)]
    [InlineData("https://0x08.0x08.0x08.0x08/x", Unusual)]
    [InlineData("https://1.2.3.4.5/x", Unusual)]
    [InlineData("https://127\u30020\u30020\u30021/x", Unusual)]
    [InlineData("https://\uff11\uff12\uff17.0.0.1/x", Unusual)]
    [InlineData("https://\u2460\u2461\u2466.0.0.1/x", Unusual)]
    [InlineData("https://l\u00adocalhost/x", Unusual)]
    [InlineData("https://local\u200bhost/x", Unusual)]
    [InlineData("https://localhost\u3002/x", Unusual)]
    [InlineData("https://ex\u2100mple.com/x", Unusual)]
    [InlineData("https://127.0.0.1/x", NotFromHere)]
    [InlineData("https://169.254.169.254/latest/meta-data/", NotFromHere)]
    [InlineData("https://10.1.2.3/x", NotFromHere)]
    [InlineData("https://[::1]/x", NotFromHere)]
    [InlineData("https://[::ffff:7f00:1]/x", NotFromHere)]
    [InlineData("https://[64:ff9b::127.0.0.1]/x", NotFromHere)]
    public void A_URL_that_breaks_a_rule_is_refused_with_the_rule(string text, string rule)
    {
        var url = Check(text, out var fault);

        Assert.Null(url);
        Assert.Equal(rule, fault);
    }

    [Fact]
    public void A_URL_may_have_2000_characters_and_not_one_more()
    {
        var longest = "https://example.com/".PadRight(2_000, 'a');

        Assert.NotNull(Check(longest, out _));
        Assert.Null(Check(longest + "a", out var fault));
        Assert.Equal("The URL is longer than 2,000 characters.", fault);
    }

    [Fact]
    public void A_host_name_may_have_253_characters_and_not_one_more()
    {
        var host = string.Concat(Enumerable.Repeat(new string('a', 49) + ".", 5)); // 250 with the last dot

        Assert.NotNull(Check($"https://{host}com/", out _));
        Assert.Null(Check($"https://{host}info/", out var fault));
        Assert.Equal(NoHost, fault);
    }

    [Theory]
    [InlineData("http://files.internal:8080/x", "files.internal:8080", true)]
    [InlineData("http://files.internal:8081/x", "files.internal:8080", false)]
    [InlineData("http://127.0.0.1:8080/x", "127.0.0.1:8080", true)]
    [InlineData("http://[::1]:8080/x", "[::1]:8080", true)]
    [InlineData("http://127.0.0.1:8081/x", "127.0.0.1:8080", false)]
    [InlineData("http://10.9.8.7/x", "10.0.0.0/8", true)]
    [InlineData("http://files.internal/x", "10.0.0.0/8", true)]      // it may be there; the connection decides
    [InlineData("http://localhost:8080/x", "127.0.0.1:8080", true)]  // the same
    [InlineData("http://localhost:8081/x", "127.0.0.1:8080", false)]
    [InlineData("http://8.8.8.8/x", "10.0.0.0/8", false)]
    public void Plain_http_comes_in_where_the_operator_has_opened_something(string text, string entry, bool comesIn)
    {
        var url = EgressUrl.Check(text, new EgressRules(new EgressOptions { Allow = [entry] }), out _);

        Assert.Equal(comesIn, url is not null);
    }

    [Fact]
    public void Whatever_the_text_is_there_is_an_answer()
    {
        var random = new Random(7);
        const string Letters = "htps:/.@%[]#?\\x0123456789abc-_\u3002\uff11\u00ad\ud800\udc00\u0000 \n\u202e";
        for (var i = 0; i < 20_000; i++)
        {
            var text = (i % 2 == 0 ? "https://" : "")
                + string.Concat(Enumerable.Range(0, random.Next(24)).Select(_ => Letters[random.Next(Letters.Length)]));

            var url = Check(text, out var fault);

            Assert.Equal(url is null, fault.Length > 0);
            Assert.True(url is null || (url.UserInfo.Length == 0 && url.Scheme == "https" && url.IdnHost.Length > 0));
        }
    }

    static Uri? Check(string text, out string fault) =>
        EgressUrl.Check(text, new EgressRules(new EgressOptions()), out fault);
}
