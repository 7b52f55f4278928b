using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Numora.Platform.Postgres;

namespace Numora.Benchmarks;

/// <summary>The released program in a process of its own, on a durable PostgreSQL that is made for the run.</summary>
sealed class ServiceUnderTest : IAsyncDisposable
{
    const string Key = "sk_live_benchmark0benchmark0benchmark0benchmark";

    readonly PrivatePostgres _postgres;
    readonly Process _host;
    readonly string _directory;

    ServiceUnderTest(PrivatePostgres postgres, Process host, string directory, HttpClient http) =>
        (_postgres, _host, _directory, Http) = (postgres, host, directory, http);

    public HttpClient Http { get; }

    public string ConnectionString => _postgres.ConnectionString;

    public int ProcessId => _host.Id;

    /// <summary>Processor time of PostgreSQL and all its backends so far, those that ended included.</summary>
    public TimeSpan PostgresCpu() => CpuTime.OfTree(_postgres.PostmasterPid!.Value);

    /// <summary>How many statements PostgreSQL has logged (<c>log_statement = all</c>): most are several lines long.</summary>
    public int LoggedStatements() => File.ReadLines(Path.Combine(_postgres.Directory, "server.log"))
        .Count(line => line.Contains("LOG:  execute ", StringComparison.Ordinal)
            || line.Contains("LOG:  statement: ", StringComparison.Ordinal));

    public static async Task<ServiceUnderTest> StartAsync(string role = "all")
    {
        var directory = Path.Combine(Path.GetTempPath(), $"numora-benchmark-{Environment.ProcessId}");
        Directory.CreateDirectory(directory);
        var postgres = await PrivatePostgres.StartAsync(directory, new(), NullLogger.Instance, CancellationToken.None);
        var address = $"http://127.0.0.1:{FreePort()}";
        var host = Launch(postgres.ConnectionString, directory, address, role);
        var service = new ServiceUnderTest(postgres, host, directory, Client(address));
        await service.WaitUntilReadyAsync();
        return service;
    }

    /// <summary>Another host on the same database; the caller ends it.</summary>
    public async Task<Process> AddHostAsync(string role)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var host = Launch(ConnectionString, _directory, address, role);
        using var http = Client(address);
        await ReadyAsync(http, host);
        return host;
    }

    static Process Launch(string database, string directory, string address, string role)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Numora.dll")])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
        };
        start.Environment["ASPNETCORE_URLS"] = address;
        start.Environment["ConnectionStrings__Numora"] = database;
        start.Environment["Numora__Role"] = role;
        start.Environment["Numora__DataDirectory"] = directory;
        start.Environment["Numora__BootstrapApiKey"] = Key;
        start.Environment["Numora__RateLimit__Burst"] = "1000000";
        start.Environment["Numora__Egress__Allow__0"] = "127.0.0.0/8"; // the receivers of deliveries
        var host = Process.Start(start)!;
        _ = host.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        return host;
    }

    public async Task<string> UploadAsync(byte[] file, string schema = "invoice_v2")
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(schema), "schema" },
            { new ByteArrayContent(file), "file", "benchmark.pdf" },
        };
        using var answer = await Http.PostAsync("/v1/documents", form);
        answer.EnsureSuccessStatusCode();
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("id").GetString()!;
    }

    /// <summary>The status once the document has left <c>processing</c>.</summary>
    public async Task<string> WaitAsync(string id, TimeSpan poll)
    {
        while (true)
        {
            var document = JsonElement.Parse(await Http.GetStringAsync($"/v1/documents/{id}"));
            if (document.GetProperty("status").GetString() is { } status and not "processing")
                return status;
            await Task.Delay(poll);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        using (var terminate = Process.Start("kill", ["-TERM", $"{_host.Id}"]))
            await terminate.WaitForExitAsync();
        await _host.WaitForExitAsync();
        _host.Dispose();
        await _postgres.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    Task WaitUntilReadyAsync() => ReadyAsync(Http, _host);

    static async Task ReadyAsync(HttpClient http, Process host)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                (await http.GetAsync("/healthz/ready")).EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (attempt < 300 && !host.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    public static HttpClient Client(string address)
    {
#pragma warning disable RS0030 // A client of the service, not the service.
        var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 100 }) { BaseAddress = new Uri(address) };
#pragma warning restore RS0030
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return http;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
