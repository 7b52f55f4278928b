using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Numora.Benchmarks;

/// <summary>Approved documents dispatched to a local http destination: from the first dispatch to the end of the last run.</summary>
static class Runs
{
    const int Documents = 600;
    const int Clients = 10;

    public static async Task RunAsync(ServiceUnderTest service)
    {
        await using var receiver = await ReceiverAsync();
        var address = receiver.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        var destination = await PostAsync(service, "/v1/destinations",
            new { provider = "http", config = new { url = $"{address}/invoices", external_id = "$.id" } });
        var id = destination.GetProperty("id").GetString();
        (await service.Http.PutAsJsonAsync($"/v1/mappings/invoice_v2/{id}", new
        {
            @object = "invoices",
            key = new[] { "number" },
            fields = new object[]
            {
                new { target = "number", source = "invoice_number" }, new { target = "total", source = "total_amount" },
                new { target = "vendor", source = "vendor_name" },
            },
        })).EnsureSuccessStatusCode();
        var ids = await ApprovedAsync(service);

        for (var round = 0; round < 2; round++)
        {
            var half = ids[(round * Documents / 2)..((round + 1) * Documents / 2)];
            var watch = Stopwatch.StartNew();
            await Parallel.ForEachAsync(half, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (document, _) =>
                await PostAsync(service, $"/v1/documents/{document}/dispatch", new { destination_id = id }));
            var dispatched = watch.Elapsed.TotalSeconds;
            while (JsonElement.Parse(await service.Http.GetStringAsync("/v1/documents?status=push_pending&limit=1"))
                .GetProperty("data").GetArrayLength() > 0)
                await Task.Delay(10);
            var delivered = watch.Elapsed.TotalSeconds;
            Console.WriteLine($"round {round + 1}: {half.Count} dispatched in {dispatched:0.0} s, delivered after {delivered:0.0} s: " +
                $"{half.Count / delivered:0} runs a second");
        }
    }

    static async Task<List<string>> ApprovedAsync(ServiceUnderTest service)
    {
        var ids = new List<string>();
        var many = new ParallelOptions { MaxDegreeOfParallelism = Clients };
        await Parallel.ForEachAsync(Enumerable.Range(0, Documents), many, async (i, _) =>
        {
            var document = await service.UploadAsync(SamplePdf.Invoice(2_000_000 + i));
            await service.WaitAsync(document, TimeSpan.FromMilliseconds(20));
            await PostAsync(service, $"/v1/documents/{document}/actions/approve", new { });
            lock (ids)
                ids.Add(document);
        });
        return ids;
    }

    static async Task<JsonElement> PostAsync(ServiceUnderTest service, string path, object body)
    {
        using var answer = await service.Http.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }

    static async Task<WebApplication> ReceiverAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var number = 0;
        app.MapPost("/invoices", () => Results.Json(new { id = $"R-{Interlocked.Increment(ref number)}" }, statusCode: 201));
        await app.StartAsync();
        return app;
    }
}
