using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Numora.Data;
using Numora.Engine.Files;
using Numora.Operations;
using Numora.Tests.Support;

namespace Numora.Tests.Operations;

public sealed class HealthTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Fact]
    public async Task A_running_host_is_live_and_ready_without_a_key()
    {
        using var anybody = app.Client(key: null);

        var live = await anybody.GetJsonAsync("/healthz/live");
        var ready = await anybody.GetJsonAsync("/healthz/ready");

        Assert.Equal("live", live.Status());
        Assert.NotEqual("unready", ready.Status());
        Assert.Equal(
            ["database", "schema", "pdfium_library", "leptonica_library", "heif_library", "tesseract_library",
                "recognition_languages", "reading_processes"],
            ready.GetProperty("checks").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        Assert.Equal(
            NativeReader.All.All(r => r.IsInstalled) && TessData.MissingPackages.Count == 0 ? "ready" : "degraded", ready.Status());
    }

    [Fact]
    public async Task Without_its_database_a_host_is_live_but_not_ready_and_says_when_to_ask_again()
    {
        await using var host = await WithoutDatabaseAsync();
        using var http = ClientOf(host);

        var live = await http.GetAsync("/healthz/live");
        var ready = await http.GetAsync("/healthz/ready");
        var metrics = await http.GetStringAsync("/metrics");

        Assert.Equal(200, (int)live.StatusCode);
        var body = await ready.JsonAsync(503);
        Assert.Equal("unready", body.Status());
        Assert.NotNull(ready.Headers.RetryAfter);
        Assert.DoesNotContain("127.0.0.1", body.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("numora_database_up 0\n", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_library_degrades_and_names_its_package()
    {
        var missing = new NativeReader("nothing", "Papyri", "libpapyrus1", ["libpapyrus-of-nobody.so"]);

        var check = Readiness.Library(missing);

        Assert.Equal(HealthStatus.Degraded, check.Status);
        Assert.Contains("apt-get install --no-install-recommends libpapyrus1", check.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 3, "Ready")]
    [InlineData(2, 3, "Unready")]
    [InlineData(0, 3, "Unready")]
    [InlineData(4, 3, "Degraded")]
    public void Only_a_database_that_is_behind_stops_a_host(int at, int needed, string status) =>
        Assert.Equal(status, Readiness.Schema(at, needed).Status.ToString());

    static async Task<WebApplication> WithoutDatabaseAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Test" });
        builder.AddTestLog();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var host = Program.Build(builder, Databases.At("Host=127.0.0.1;Port=1;Username=nobody;Database=none", workers: 1));
        await host.StartAsync();
        return host;
    }

    static HttpClient ClientOf(WebApplication host)
    {
#pragma warning disable RS0030 // A client of the service; the ban is for what it sends out itself.
        return new HttpClient { BaseAddress = new Uri(host.Urls.First()) };
#pragma warning restore RS0030
    }
}
