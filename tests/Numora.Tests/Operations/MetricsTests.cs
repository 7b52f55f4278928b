using System.Globalization;
using System.Text.RegularExpressions;
using Numora.Tests.Support;

namespace Numora.Tests.Operations;

public sealed partial class MetricsTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Fact]
    public async Task Requests_are_counted_by_route_pattern_and_never_by_path()
    {
        using var anybody = app.Client(key: null);
        await app.Http.GetAsync("/v1/documents/doc_01jpwq4q9m7q4q2k8dax1x1q5n");
        await anybody.GetAsync("/v1/documents/doc_01jpwq4q9m7q4q2k8dax1x1q5n");
        await anybody.GetAsync("/wp-login.php?user=admin");

        var page = await ScrapeAsync();

        Assert.Equal(1, page["numora_http_request_duration_seconds_count{method=\"GET\",route=\"/v1/documents/{id}\",status=\"404\"}"]);
        Assert.Equal(1, page["numora_http_request_duration_seconds_count{method=\"GET\",route=\"/v1/documents/{id}\",status=\"401\"}"]);
        Assert.True(page["numora_http_request_duration_seconds_count{method=\"GET\",route=\"none\",status=\"404\"}"] >= 1);
        Assert.DoesNotContain(page.Keys, k => k.Contains("wp-login", StringComparison.Ordinal));
        Assert.DoesNotContain(page.Keys, k => k.Contains("doc_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_document_read_shows_in_jobs_extractions_and_reading_processes()
    {
        await app.Http.InReviewAsync();

        var page = await ScrapeAsync();

        Assert.True(page["numora_job_attempts_total{kind=\"extract\"}"] >= 1);
        Assert.True(page["numora_extraction_duration_seconds_count{schema=\"invoice_v2\",outcome=\"extracted\"}"] >= 1);
        Assert.True(page["numora_worker_processes"] >= 1);
        Assert.True(page["numora_worker_processes_started_total"] >= page["numora_worker_processes"]);
        Assert.Equal(1, page["numora_database_up"]);
        Assert.True(page.ContainsKey("numora_jobs{kind=\"extract\",state=\"ready\"}"));
        Assert.True(page.ContainsKey("numora_jobs_oldest_age_seconds{kind=\"fetch\",state=\"running\"}"));
        Assert.Contains(page.Keys, k => k.StartsWith("numora_database_connections{", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_buckets_of_a_histogram_rise_to_its_count()
    {
        await app.Http.GetAsync("/v1/me");

        var page = await ScrapeAsync();

        const string labels = "method=\"GET\",route=\"/v1/me\",status=\"200\"";
        var bucket = $"numora_http_request_duration_seconds_bucket{{{labels},le=";
        var buckets = page.Where(s => s.Key.StartsWith(bucket, StringComparison.Ordinal))
            .Select(s => s.Value).ToList();
        Assert.Equal(buckets.Order(), buckets);
        Assert.Equal(page[$"numora_http_request_duration_seconds_count{{{labels}}}"], buckets[^1]);
    }

    [Fact]
    public async Task This_process_tells_its_memory_its_age_and_its_version()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(250)); // the age counts from the host's start, not from a scrape

        var page = await ScrapeAsync();

        Assert.True(page["numora_process_resident_memory_bytes"] > 10_000_000);
        Assert.True(page["numora_gc_heap_bytes"] > 100_000);
        Assert.True(page["numora_uptime_seconds"] > 0.25);
        Assert.Contains(page, s => s.Key.StartsWith("numora_build_info{version=", StringComparison.Ordinal) && s.Value == 1);
    }

    /// <summary>Every sample by name and labels, after the format's rules were checked.</summary>
    async Task<Dictionary<string, double>> ScrapeAsync()
    {
        using var anybody = app.Client(key: null);
        var answer = await anybody.GetAsync("/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var samples = new Dictionary<string, double>();
        var types = new Dictionary<string, string>();
        string? family = null;
        foreach (var line in (await answer.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
                family = line.Split(' ')[2];
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                Assert.Equal(family, line.Split(' ')[2]);
                types.Add(family!, line.Split(' ')[3]);
            }
            else
            {
                var sample = Sample().Match(line);
                Assert.True(sample.Success, line);
                var name = sample.Groups["name"].Value;
                Assert.True(name == family || (types[family!] == "histogram" && HistogramEnd().Replace(name, "") == family), line);
                samples.Add(name + sample.Groups["labels"].Value, double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture));
            }
        }

        return samples;
    }

    [GeneratedRegex(@"^(?<name>numora_[a-z0-9_]+)(?<labels>\{([a-z]+=""(\\.|[^""\\])*"",?)+\})? (?<value>[-+.eE0-9]+)$")]
    private static partial Regex Sample();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex HistogramEnd();
}
