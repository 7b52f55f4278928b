using Numora.Benchmarks;

// Run by hand on a quiet machine: dotnet run -c Release --project tests/Numora.Benchmarks
// [latency|throughput|http|webhooks|memory|runs|outbox|idle|hop|reading|reading-texts|reading-scans|reading-receipts]
// reading is not in the usual run: it needs the corpus (../shared/corpus) and poppler-utils, tesseract-ocr and ocrmypdf.
// The figures go to docs/performance.md, with the machine.
if (args is ["hop"])
{
    await Hop.RunAsync();
    return;
}

if (args is ["bare-route", var address])
{
    await HttpLoad.ServeBareRouteAsync(address);
    return;
}

var chosen = args.Length > 0 ? args : ["latency", "throughput", "http", "webhooks", "memory", "runs", "outbox"];
await using var service = await ServiceUnderTest.StartAsync();
foreach (var name in chosen)
{
    Console.WriteLine($"## {name}");
    await (name switch
    {
        "latency" => Latency.RunAsync(service),
        "throughput" => Throughput.RunAsync(service),
        "http" => HttpLoad.RunAsync(service),
        "webhooks" => Webhooks.RunAsync(service),
        "memory" => Memory.RunAsync(service),
        "idle" => Idle.RunAsync(service),
        "outbox" => Outbox.RunAsync(service),
        "runs" => Runs.RunAsync(service),
        "reading" => Reading.RunAsync(service, Reading.Texts, Reading.Scans, Reading.Receipts),
        "reading-texts" => Reading.RunAsync(service, Reading.Texts),
        "reading-scans" => Reading.RunAsync(service, Reading.Scans),
        "reading-receipts" => Reading.RunAsync(service, Reading.Receipts),
        _ => throw new ArgumentException($"There is no benchmark {name}."),
    });
}
