using System.Text;
using System.Text.Json;
using Numora.Delivery.Providers;
using static Numora.Tests.Delivery.Providers.FileDrop.DropTargets;

namespace Numora.Tests.Delivery.Providers.FileDrop;

public sealed class S3Tests : IAsyncLifetime
{
    S3Peer _peer = null!;

    public async Task InitializeAsync() => _peer = await S3Peer.StartAsync();

    public async Task DisposeAsync() => await _peer.DisposeAsync();

    [Fact]
    public async Task A_document_becomes_one_object_however_often_it_is_pushed()
    {
        var (provider, push) = (Provider([_peer.HostAndPort]), Push(Bucket(), Invoice()));
        const string Url = "s3://drop-box/in/2026/doc_01.json";

        var absent = await provider.FindAsync(push, default);
        var first = await provider.PushAsync(push, default);
        var found = await provider.FindAsync(push, default);
        var second = await provider.PushAsync(push, default);
        var changed = await provider.PushAsync(Push(Bucket(), Invoice(120.00m)), default); // as long, not the same
        var other = await provider.FindAsync(push, default);

        Assert.Equal(new FindAnswer.Absent(), absent);
        Assert.Equal(new PushAnswer.Done("in/2026/doc_01.json", Url, "created"), first);
        Assert.Equal(new FindAnswer.Found("in/2026/doc_01.json", Url, Same: true), found);
        Assert.Equal(new PushAnswer.Done("in/2026/doc_01.json", Url, "unchanged"), second);
        Assert.Equal(new PushAnswer.Done("in/2026/doc_01.json", Url, "updated"), changed);
        Assert.Equal(new FindAnswer.Found("in/2026/doc_01.json", Url, Same: false), other);
        var (key, (bytes, type)) = Assert.Single(_peer.Objects);
        Assert.Equal(("in/2026/doc_01.json", "application/json"), (key, type));
        Assert.Equal(120.00m, JsonElement.Parse(Encoding.UTF8.GetString(bytes)).GetProperty("total").GetDecimal());
    }

    [Fact]
    public async Task Keys_are_signed_as_they_are_sent_whatever_letters_they_have()
    {
        var push = Push(Bucket(more: ",\"name\":\"{{vendor_name}} (1+1=2) 日本 ~&\""), Invoice());

        var answer = await Provider([_peer.HostAndPort]).PushAsync(push, default);

        Assert.IsType<PushAnswer.Done>(answer);
        Assert.Equal("in/2026/Müller & Söhne _GmbH_ (1+1=2) 日本 ~&.json", Assert.Single(_peer.Objects).Key);
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_unknown_and_found_again()
    {
        var (provider, push) = (Provider([_peer.HostAndPort]), Push(Bucket(), Invoice()));
        _peer.LosesAnswersTo = "PUT";

        var lost = await provider.PushAsync(push, default); // .NET repeats a PUT of its own, as HTTP allows; in vain
        var found = await provider.FindAsync(push, default);

        Assert.Equal("answer_lost", Assert.IsType<PushAnswer.Unknown>(lost).Code);
        Assert.True(Assert.IsType<FindAnswer.Found>(found).Same);
        Assert.Single(_peer.Objects);
        Assert.Contains("is not known", Assert.Single(Said(push)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(503, "SlowDown", "Please reduce your request rate.", "destination_busy", true)]
    [InlineData(503, "ServiceUnavailable", "x", "destination_busy", true)]
    [InlineData(500, "InternalError", "We encountered an internal error.", "destination_unreachable", true)]
    [InlineData(400, "RequestTimeout", "Your socket connection was idle.", "destination_busy", true)]
    [InlineData(403, "AccessDenied", "Access Denied", "destination_refused", false)]
    [InlineData(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist.", "credentials_rejected", false)]
    [InlineData(404, "NoSuchBucket", "The specified bucket does not exist", "destination_refused", false)]
    [InlineData(400, "EntityTooLarge", "Your proposed upload exceeds the maximum.", "destination_refused", false)]
    public async Task A_refusal_is_told_in_the_services_own_words(int status, string code, string message, string expected, bool later)
    {
        var push = Push(Bucket(), Invoice());
        _peer.NextAsUsual(); // the look before
        _peer.Next(status, code, message);

        var answer = await Provider([_peer.HostAndPort]).PushAsync(push, default);

        var (answered, reason) = answer switch
        {
            PushAnswer.TryLater l => (l.Code, l.Reason),
            PushAnswer.Refused r => (r.Code, r.Reason),
            _ => ("", answer.ToString()),
        };
        Assert.Equal((expected, $"The bucket drop-box answered {status}: {code}: {message}"), (answered, reason));
        Assert.Equal(later, answer is PushAnswer.TryLater);
        Assert.Empty(_peer.Objects);
    }

    [Fact]
    public async Task Wrong_keys_are_rejected_and_never_shown()
    {
        var target = Bucket(secret: "not-the-secret-key");
        var push = Push(target, Invoice());

        var answer = Assert.IsType<PushAnswer.Refused>(await Provider([_peer.HostAndPort]).PushAsync(push, default));
        var test = await Provider([_peer.HostAndPort]).TestAsync(target, default);

        Assert.Equal("credentials_rejected", answer.Code);
        Assert.Contains("SignatureDoesNotMatch", answer.Reason, StringComparison.Ordinal);
        Assert.False(test.Ok);
        Assert.DoesNotContain("not-the-secret-key", answer.Reason + test.Detail + string.Join(' ', Said(push)), StringComparison.Ordinal);
        Assert.Empty(_peer.Objects);
    }

    [Fact]
    public async Task Keys_that_may_only_write_are_enough()
    {
        var (provider, push) = (Provider([_peer.HostAndPort]), Push(Bucket(), Invoice()));
        _peer.Next(403, "AccessDenied", "Access Denied"); // HEAD

        var pushed = await provider.PushAsync(push, default);
        _peer.Next(403, "AccessDenied", "Access Denied");
        var found = await provider.FindAsync(push, default);

        Assert.Equal("written", Assert.IsType<PushAnswer.Done>(pushed).Outcome);
        Assert.IsType<FindAnswer.CannotLook>(found);
        Assert.Single(_peer.Objects);
    }

    [Fact]
    public async Task A_service_in_trouble_while_it_is_looked_at_is_asked_again_later()
    {
        var (provider, push) = (Provider([_peer.HostAndPort]), Push(Bucket(), Invoice()));
        _peer.Next(503, "", "");
        var found = await provider.FindAsync(push, default);
        _peer.LosesAnswersTo = "HEAD";
        var pushed = await provider.PushAsync(push, default);

        Assert.IsType<FindAnswer.TryLater>(found);
        Assert.IsType<PushAnswer.TryLater>(pushed); // not unknown: nothing was sent yet
        Assert.Empty(_peer.Objects);
    }

    [Fact]
    public async Task A_service_that_is_away_is_tried_later_and_one_that_may_not_be_reached_never()
    {
        var push = Push(Bucket(), Invoice());

        var closed = Assert.IsType<PushAnswer.Refused>(await Provider().PushAsync(push, default));
        Assert.Empty(_peer.Requests); // nothing goes around the egress rules

        await _peer.DisposeAsync();
        var away = await Provider([_peer.HostAndPort]).PushAsync(push, default);

        Assert.Equal("destination_unreachable", closed.Code);
        Assert.Contains("not allowed from here", closed.Reason, StringComparison.Ordinal);
        Assert.Equal("destination_unreachable", Assert.IsType<PushAnswer.TryLater>(away).Code);
        _peer = await S3Peer.StartAsync();
    }

    [Fact]
    public async Task A_test_lists_the_bucket_and_writes_nothing()
    {
        var good = await Provider([_peer.HostAndPort]).TestAsync(Bucket(), default);
        var other = await Provider([_peer.HostAndPort]).TestAsync(Bucket(bucket: "another"), default);

        Assert.Equal(new TestAnswer(true, "The bucket drop-box answered with these keys."), good);
        Assert.Equal(new TestAnswer(false,
            "The bucket another answered 404: NoSuchBucket: The specified bucket does not exist"), other);
        Assert.All(_peer.Requests, r => Assert.StartsWith("GET ", r, StringComparison.Ordinal));
        Assert.Empty(_peer.Objects);
    }

    [Fact]
    public async Task The_original_file_is_an_object_beside_it()
    {
        var push = Push(Bucket(), Invoice());

        var answer = await Provider([_peer.HostAndPort]).AttachAsync(push, "in/2026/doc_01.json", default);

        Assert.Equal(new PushAnswer.Done("in/2026/doc_01.pdf", "s3://drop-box/in/2026/doc_01.pdf", "written"), answer);
        Assert.Equal("application/pdf", Assert.Single(_peer.Objects).Value.ContentType);
    }

    Target Bucket(string bucket = S3Peer.Bucket, string secret = S3Peer.SecretKey, string more = "") => Target(
        $$"""{"format":"json","s3":{"endpoint":"{{_peer.Base}}","bucket":"{{bucket}}","prefix":"in/2026/"}{{more}}}""",
        $$"""{"access_key_id":"{{S3Peer.AccessKey}}","secret_access_key":"{{secret}}"}""");
}
