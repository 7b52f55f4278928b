using Numora.Tests.Support;

namespace Numora.Tests.Workers;

public sealed class PageLimitTests(PageLimitTests.App app) : IClassFixture<PageLimitTests.App>
{
    [Fact]
    public async Task A_document_of_more_pages_than_configured_fails_with_both_numbers()
    {
        var sent = await app.Http.UploadAsync(WorkerLimitTests.Contract(pages: 3), schema: "contract_v1");

        var document = await app.Http.ReadAsync((await sent.JsonAsync(202)).Id());

        Assert.Equal("failed", document.Status());
        var failure = document.GetProperty("failure");
        Assert.Equal("file_too_large", failure.Text("code"));
        Assert.Contains("3 pages", failure.Text("message"), StringComparison.Ordinal);
        Assert.Contains("at most 2", failure.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_of_as_many_pages_as_configured_is_read()
    {
        var sent = await app.Http.UploadAsync(WorkerLimitTests.Contract(pages: 2), schema: "contract_v1");

        var document = await app.Http.ReadAsync((await sent.JsonAsync(202)).Id());

        Assert.Equal("review_required", document.Status());
        Assert.Equal(2, document.GetProperty("page_count").GetInt32());
    }

    public sealed class App : NumoraApp
    {
        protected override Dictionary<string, string?> Settings => new() { ["Numora:Files:MaxPages"] = "2" };
    }
}
