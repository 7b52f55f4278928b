using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Numora.Benchmarks;

/// <summary>
/// Twenty clients on one route, closed loop; beside it, in turn, a bare minimal-API route with one SELECT in a process like
/// the service's. The same load generator for both, so their ratio counts.
/// </summary>
static class HttpLoad
{
    const int Clients = 20;
    const int Rounds = 3;
    static readonly TimeSpan Each = TimeSpan.FromSeconds(6);

    public static async Task RunAsync(ServiceUnderTest service)
    {
        var id = await service.UploadAsync(SamplePdf.Invoice(900_000));
        await service.WaitAsync(id, TimeSpan.FromMilliseconds(20));
        var bareAddress = $"http://127.0.0.1:{ServiceUnderTest.FreePort()}";
        var program = Path.Combine(AppContext.BaseDirectory, "Numora.Benchmarks.dll");
        using var bare = Process.Start(new ProcessStartInfo("dotnet", [program, "bare-route", bareAddress])
        {
            Environment = { ["ConnectionStrings__Numora"] = service.ConnectionString },
        })!;
        using var bareHttp = ServiceUnderTest.Client(bareAddress);
        await WarmAsync(bareHttp, $"/documents/{id}");
        for (var round = 1; round <= Rounds; round++)
        {
            var bareRate = await LoadAsync("bare SELECT", () => bareHttp.GetAsync($"/documents/{id}"));
            var get = await LoadAsync("GET /v1/documents/{id}", () => service.Http.GetAsync($"/v1/documents/{id}"));
            Console.WriteLine($"round {round}: GET /v1/documents/{{id}} at {100 * get / bareRate:0} % of the bare route");
        }

        var number = 1_000_000;
        await LoadAsync("POST /v1/documents (same external_id)", () => PostAsync(service, SamplePdf.Invoice(1), "benchmark"));
        await LoadAsync("POST /v1/documents (new documents)",
            () => PostAsync(service, SamplePdf.Invoice(Interlocked.Increment(ref number)), null));
        bare.Kill();
        await bare.WaitForExitAsync();
    }

    /// <summary>The process beside: one route, one SELECT, the same number of columns as JSON.</summary>
    public static async Task ServeBareRouteAsync(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        await using var source = new NpgsqlDataSourceBuilder(
            Environment.GetEnvironmentVariable("ConnectionStrings__Numora") + ";Max Auto Prepare=20;Maximum Pool Size=22").Build();
        await using var app = builder.Build();
        app.MapGet("/documents/{id}", async (string id) =>
        {
            await using var command = source.CreateCommand(
                "select id, status, schema, external_id, created_at, updated_at, file_name, file_size, file_sha256 " +
                "from documents where id = $1");
            command.Parameters.AddWithValue(id);
            await using var row = await command.ExecuteReaderAsync();
            await row.ReadAsync();
            return Results.Json(new
            {
                id = row.GetString(0),
                status = row.GetString(1),
                schema = row.GetString(2),
                created_at = row.GetDateTime(4),
                updated_at = row.GetDateTime(5),
                file = new { name = row.GetString(6), size = row.GetInt64(7), sha256 = row.GetString(8) },
            });
        });
        await app.RunAsync();
    }

    static async Task<HttpResponseMessage> PostAsync(ServiceUnderTest service, byte[] file, string? externalId)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("invoice_v2"), "schema" },
            { new ByteArrayContent(file), "file", "benchmark.pdf" },
        };
        if (externalId is not null)
            form.Add(new StringContent(externalId), "external_id");
        return await service.Http.PostAsync("/v1/documents", form);
    }

    static async Task WarmAsync(HttpClient http, string path)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                (await http.GetAsync(path)).EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (attempt < 100)
            {
                await Task.Delay(100);
            }
        }
    }

    static async Task<double> LoadAsync(string name, Func<Task<HttpResponseMessage>> request)
    {
        var times = new List<double>[Clients];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            var mine = times[client] = [];
            while (watch.Elapsed < Each)
            {
                var started = Stopwatch.GetTimestamp();
                using var answer = await request();
                answer.EnsureSuccessStatusCode();
                mine.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }));
        var all = times.SelectMany(t => t).ToList();
        var rate = all.Count / watch.Elapsed.TotalSeconds;
        Console.WriteLine($"{name}, {Clients} clients: {rate:0} requests a second, {Figures.Of(all)}");
        return rate;
    }
}
