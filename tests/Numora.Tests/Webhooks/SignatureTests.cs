using System.Text;
using Numora.Webhooks;

namespace Numora.Tests.Webhooks;

/// <summary>What is pure: signatures, waits, and the text of answers.</summary>
public sealed class SignatureTests
{
    static readonly DateTimeOffset At = new(2026, 3, 21, 14, 20, 0, 7, TimeSpan.Zero);

    [Fact]
    public void Signatures_are_those_that_openssl_makes()
    {
        // printf '%s' '2026-03-21T14:20:00.007Z.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
        // printf '%s' 'evt_1.1774102800.{"id":"evt_1"}' | openssl dgst -sha256 -mac HMAC -macopt hexkey:… -binary | base64
        var secret = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        var headers = WebhookHeaders.Of("evt_1", At, Encoding.UTF8.GetBytes("""{"id":"evt_1"}"""), [secret])
            .ToDictionary(h => h.Name, h => h.Value);

        Assert.Equal("2026-03-21T14:20:00.007Z", headers["X-Numora-Webhook-Timestamp"]);
        Assert.Equal(
            "t=2026-03-21T14:20:00.007Z,v1=ec52e0ec2ab66b85a00eba9f23c35873d39347190943e9d5ad53c61768bbf5eb",
            headers["X-Numora-Webhook-Signature"]);
        Assert.Equal("1774102800", headers["webhook-timestamp"]);
        Assert.Equal("v1,N/VTbRl31JDE1JW9mrMqmkDUtA1N485il86uNxutp+Y=", headers["webhook-signature"]);
        Assert.Equal(("evt_1", "evt_1"), (headers["X-Numora-Webhook-Id"], headers["webhook-id"]));
    }

    [Fact]
    public void A_new_secret_has_between_24_and_64_random_bytes_and_is_not_in_its_text()
    {
        var secrets = Enumerable.Range(0, 100).Select(_ => WebhookSecret.New()).ToList();

        Assert.All(secrets, s => Assert.InRange(Convert.FromBase64String(s.Text["whsec_".Length..]).Length, 24, 64));
        Assert.Equal(100, secrets.Select(s => s.Text).Distinct().Count());
        Assert.Equal("whsec_…", $"{secrets[0]}");
    }

    [Fact]
    public void The_waits_are_those_of_the_contract_within_a_fifth()
    {
        var options = new WebhookOptions();
        double[] seconds = [5, 30, 120, 600, 3_600, 10_800, 21_600, 43_200, 86_400, 86_400];

        Assert.Equal(seconds, Enumerable.Range(0, 10).Select(i => options.Wait(i, jitter: 0.5)!.Value.TotalSeconds));
        Assert.Equal(seconds.Select(s => s * 0.8), Enumerable.Range(0, 10).Select(i => options.Wait(i, jitter: 0)!.Value.TotalSeconds));
        Assert.Equal(seconds.Select(s => s * 1.2), Enumerable.Range(0, 10).Select(i => options.Wait(i, jitter: 1)!.Value.TotalSeconds));
        Assert.Null(options.Wait(10, 0.5));
        Assert.InRange(seconds.Sum() / 86_400, 2.5, 3.5); // about three days
        Assert.Equal(TimeSpan.FromSeconds(15), options.Timeout);
        Assert.Equal((TimeSpan.FromDays(5), TimeSpan.FromDays(30)), (options.DisableAfter, options.Retention));
    }

    [Theory]
    [InlineData("ok", "ok")]
    [InlineData("", "")]
    [InlineData(" \r\n ", "")]
    [InlineData("a\tb\r\n\r\nc\0d", "a b c d")]
    [InlineData("\u202Eevil\u200B\uFEFF", "evil")]
    [InlineData("line\u2028break", "line break")]
    public void Answers_are_kept_as_plain_text(string answer, string kept) =>
        Assert.Equal(kept, WebhookAnswerText.Of(Encoding.UTF8.GetBytes(answer)));

    [Fact]
    public void A_character_that_was_cut_in_two_is_left_out() =>
        Assert.Equal("a", WebhookAnswerText.Of([.. "a"u8, 0xC3]));
}
