using Numora.Tests.Support;

namespace Numora.Tests.Review;

public sealed class RetryPushTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Fact]
    public async Task Only_an_approved_document_can_be_pushed_again()
    {
        var id = (await app.Http.InReviewAsync()).Id();
        foreach (var status in new[] { "processing", "review_required", "failed" })
        {
            await app.PutAsync(id, status);

            var answer = await app.Http.ActAsync(id, "retry-push");

            Assert.NotEmpty((await answer.IsErrorAsync(409, "conflict")).UpdatedAt());
        }
    }

    [Fact]
    public async Task Without_a_destination_an_approved_document_is_told_what_to_configure()
    {
        var id = (await app.Http.InReviewAsync()).Id();
        await (await app.Http.ActAsync(id, "approve")).JsonAsync();

        var answer = await app.Http.ActAsync(id, "retry-push", new { provider = "dynamics365" });

        var body = await answer.IsErrorAsync(422, "invalid_payload");
        Assert.Contains("destination", body.Message(), StringComparison.Ordinal);
    }
}
