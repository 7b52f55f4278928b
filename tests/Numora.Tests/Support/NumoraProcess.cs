using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Numora.Tests.Support;

/// <summary>
/// The built <c>Numora.dll</c> as a process of its own that a test may stop, pause and kill, with a data directory of its
/// own and a free loopback port. Use it in the collection <see cref="RealProcesses"/>.
/// </summary>
sealed class NumoraProcess : IAsyncDisposable
{
    static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Numora.dll");
    const string ListensOn = "Numora listens on ";

    readonly Process _process;
    readonly ScratchDirectory? _scratch;
    readonly ConcurrentDictionary<int, bool> _workers = new();
    readonly ConcurrentQueue<string> _output = new();
    readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    NumoraProcess(Process process, ScratchDirectory? scratch) => (_process, _scratch) = (process, scratch);

    /// <summary>With <see cref="NumoraApp.Key"/>: the first key of a database that a test host has started on.</summary>
    public HttpClient Http { get; private set; } = null!;

    public int ProcessId => _process.Id;

    /// <summary>What it has written to both streams so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>What it has logged of requests that ended in 500.</summary>
    public IEnumerable<string> Crashes => _output.Where(line => line.Contains("crashed", StringComparison.Ordinal));

    /// <summary>Its reading processes.</summary>
    public int[] WorkerIds
    {
        get
        {
            var found = ChildrenOf(ProcessId).Where(c => CommandLine(c).EndsWith("worker", StringComparison.Ordinal)).ToArray();
            foreach (var pid in found)
                _workers[pid] = true;
            return found;
        }
    }

    /// <summary>Whether one of the reading processes that <see cref="WorkerIds"/> has ever told still lives.</summary>
    public bool OwnWorkersLive => _workers.Keys.Any(pid => CommandLine(pid).EndsWith("worker", StringComparison.Ordinal));

    /// <param name="database">Null: a private PostgreSQL in its data directory.</param>
    /// <param name="dataDirectory">Null: a new one that goes with it.</param>
    public static async Task<NumoraProcess> StartAsync(
        string? database, string role = "all", string? dataDirectory = null, params (string Name, string? Value)[] settings)
    {
        var host = Launch(database, role, dataDirectory, settings);
        await host.ReadyAsync();
        return host;
    }

    /// <summary>Starts it without waiting: for one that is to end by itself.</summary>
    public static NumoraProcess Launch(
        string? database, string role = "all", string? dataDirectory = null, params (string Name, string? Value)[] settings)
    {
        var scratch = dataDirectory is null ? new ScratchDirectory() : null;
        var start = Command([], database, role, dataDirectory ?? scratch!.Path, settings);
        var host = new NumoraProcess(Process.Start(start)!, scratch);
        host._process.OutputDataReceived += (_, line) => host.Hear(line.Data);
        host._process.ErrorDataReceived += (_, line) => host.Hear(line.Data);
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        return host;
    }

    /// <summary>Runs it to its end: a verb such as <c>keys create …</c>, or a start that is refused.</summary>
    /// <param name="prefix">What is to run it, e.g. <c>setpriv</c> with its options; null: nothing.</param>
    public static async Task<(int Code, string Out, string Error)> RunAsync(
        string[] verb, string? database, string dataDirectory, string[]? prefix = null, params (string Name, string? Value)[] settings)
    {
        var start = Command(verb, database, "all", dataDirectory, settings);
        if (prefix is not null)
        {
            start.ArgumentList.Clear();
            foreach (var word in (string[])[.. prefix[1..], "dotnet", Program, .. verb])
                start.ArgumentList.Add(word);
            start.FileName = prefix[0];
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var deadline = new CancellationTokenSource(StartTimeout);
        await using var kill = deadline.Token.Register(process.Kill);
        await process.WaitForExitAsync(CancellationToken.None);
        return (process.ExitCode, await output, await error);
    }

    static ProcessStartInfo Command(
        string[] verb, string? database, string role, string dataDirectory, (string Name, string? Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. verb])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var (name, value) in new (string Name, string? Value)[]
        {
            ("ConnectionStrings__Numora", database), ("Numora__DataDirectory", dataDirectory),
            ("Numora__Role", role), ("Numora__Workers", "2"), ("Numora__BootstrapApiKey", NumoraApp.Key),
            ("Numora__RateLimit__Burst", "100000"), ("Numora__Jobs__LeaseSeconds", "3"),
            ("Numora__Secrets__Key", Convert.ToBase64String(new byte[32])), // as NumoraApp has it
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("ASPNETCORE_ENVIRONMENT", "Test"),
        }.Concat(settings))
            start.Environment[name] = value; // null: not set
        return start;
    }

    public async Task ReadyAsync()
    {
        var started = _address.Task;
        if (await Task.WhenAny(started, _process.WaitForExitAsync(), Task.Delay(StartTimeout)) != started)
            throw new InvalidOperationException($"The host did not start:\n{Output}");
#pragma warning disable RS0030 // The tests are clients of the service.
        Http = new HttpClient { BaseAddress = await started, Timeout = TimeSpan.FromSeconds(30) };
#pragma warning restore RS0030
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", NumoraApp.Key);
        await Queries.UntilAsync(
            async () => (await Http.GetAsync("/healthz/ready")).IsSuccessStatusCode, $"the host is ready:\n{Output}");
    }

    /// <summary>SIGKILL, of this process alone: what it started must end by itself.</summary>
    public void Kill() => _process.Kill();

    /// <param name="name">E.g. <c>TERM</c>, <c>STOP</c>, <c>CONT</c>.</param>
    public void Signal(string name) => Signal(name, ProcessId);

    public static void Signal(string name, int processId)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -{name} {processId.ToString(CultureInfo.InvariantCulture)}"]);
        kill.WaitForExit();
    }

    /// <returns>Its exit code; 128 and the signal's number where one ended it.</returns>
    public async Task<int> ExitsAsync(TimeSpan within)
    {
        using var deadline = new CancellationTokenSource(within);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The host did not end within {within}:\n{Output}");
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (!_process.HasExited)
        {
            Signal("CONT");
            Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        if (_scratch is not null)
            await ClearAsync(_scratch);
    }

    /// <summary>A private PostgreSQL goes on writing for a moment after its host.</summary>
    static async Task ClearAsync(ScratchDirectory scratch)
    {
        for (var attempt = 0; attempt < 50 && Directory.Exists(scratch.Path); attempt++)
        {
            try
            {
                scratch.Dispose();
            }
            catch (IOException)
            {
                await Task.Delay(100);
            }
        }
    }

    void Hear(string? line)
    {
        if (line is null)
            return;
        _output.Enqueue(line);
        if (line.StartsWith(ListensOn, StringComparison.Ordinal))
            _address.TrySetResult(new Uri(line[ListensOn.Length..]));
    }

    static IEnumerable<int> ChildrenOf(int processId) => Directory.GetDirectories($"/proc/{processId}/task")
        .SelectMany(task => Read(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(child => int.Parse(child, CultureInfo.InvariantCulture));

    static string CommandLine(int processId) => Read($"/proc/{processId}/cmdline").TrimEnd('\0');

    static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return ""; // gone meanwhile
        }
    }
}

/// <summary>One after the other: kills and pauses on two cores would make each other's time limits fail.</summary>
[CollectionDefinition(nameof(RealProcesses))]
public sealed class RealProcesses;
