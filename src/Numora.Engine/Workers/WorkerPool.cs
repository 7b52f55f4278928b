using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace Numora.Engine.Workers;

/// <summary>
/// Reads documents in child processes: documents are hostile, and native readers crash, hang and eat memory. Started
/// ahead, replaced when spent, killed at the deadline. Safe to use from any number of callers; they queue.
/// </summary>
public sealed class WorkerPool : IAsyncDisposable
{
    /// <summary>A program that ends as soon as it starts is not started again and again without a pause.</summary>
    static readonly TimeSpan s_shortLife = TimeSpan.FromSeconds(5);

    readonly WorkerOptions _options;
    readonly Channel<Seat> _free = Channel.CreateUnbounded<Seat>();
    readonly ConcurrentDictionary<Worker, bool> _alive = [];
    volatile bool _isClosed;
    long _started;

    public WorkerPool(WorkerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Size, 1);
        _options = options;
        for (var i = 0; i < options.Size; i++)
        {
            var seat = new Seat();
            Prestart(seat);
            _free.Writer.TryWrite(seat);
        }
    }

    /// <summary>The processes that are alive, for tests and metrics.</summary>
    public IReadOnlyCollection<int> ProcessIds => [.. _alive.Keys.Select(w => w.ProcessId)];

    /// <summary>How many processes were started so far, the first ones included: for metrics.</summary>
    public long ProcessesStarted => Interlocked.Read(ref _started);

    /// <summary>Reads one document.</summary>
    /// <param name="writeFile">Writes the file's bytes, e.g. straight from the database; they are never held whole.</param>
    /// <param name="length">Bytes that <paramref name="writeFile"/> will write.</param>
    /// <param name="schema">The schema's id or <see cref="Schemas.Auto"/>.</param>
    /// <exception cref="UnreadableException">A final no, also when reading takes too long.</exception>
    /// <exception cref="WorkerDiedException">The process ended; another attempt may succeed.</exception>
    public async Task<Extraction> ExtractAsync(
        Func<Stream, CancellationToken, Task> writeFile, long length, string schema, CancellationToken ct)
    {
        var request = new WorkerRequest(WorkerOperation.Extract, Checked(length), schema, MaxPages: _options.MaxPages);
        var answer = await AskAsync(request, writeFile, ct);
        return JsonSerializer.Deserialize(answer!.Value.Span, WorkerJson.Default.Extraction)!;
    }

    /// <summary>Draws one page.</summary>
    /// <param name="page">From 1.</param>
    /// <returns>A PNG, or null where the file has no such page.</returns>
    /// <inheritdoc cref="ExtractAsync" path="/param|/exception"/>
    public async Task<ReadOnlyMemory<byte>?> DrawAsync(
        Func<Stream, CancellationToken, Task> writeFile, long length, int page, CancellationToken ct) =>
        await AskAsync(new(WorkerOperation.Draw, Checked(length), Number: page), writeFile, ct);

    /// <summary>Tries out what a worker is kept from.</summary>
    /// <param name="port">A port on the loopback address to try to connect to.</param>
    public async Task<Confinement> ProbeAsync(int port, CancellationToken ct)
    {
        var answer = await AskAsync(new(WorkerOperation.Probe, 0, Number: port), (_, _) => Task.CompletedTask, ct);
        return JsonSerializer.Deserialize(answer!.Value.Span, WorkerJson.Default.Confinement)!;
    }

    /// <summary>Kills the workers; documents under way end with <see cref="WorkerDiedException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        foreach (var worker in _alive.Keys)
            worker.Kill();
        for (var i = 0; i < _options.Size; i++)
            await _free.Reader.ReadAsync(); // whoever still asks hands its seat back
        await Task.WhenAll(_alive.Keys.Select(EndAsync));
    }

    async Task<ReadOnlyMemory<byte>?> AskAsync(
        WorkerRequest request, Func<Stream, CancellationToken, Task> writeFile, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        var seat = await _free.Reader.ReadAsync(ct);
        try
        {
            if (seat.Worker is null || seat.Worker.IsSpent(_options))
                Replace(seat);
            ObjectDisposedException.ThrowIf(seat.Worker is null, this);
            return await seat.Worker.AskAsync(request, writeFile, ct);
        }
        catch (Win32Exception e)
        {
            throw new WorkerDiedException($"The reading process cannot be started: {_options.Command.FileName}.", "", e);
        }
        finally
        {
            HandBack(seat);
        }
    }

    void HandBack(Seat seat)
    {
        if (seat.Worker is null || seat.Worker.IsSpent(_options))
            Prestart(seat);
        _free.Writer.TryWrite(seat);
    }

    /// <summary>
    /// Replaces a worker that dies while nobody uses it. Its seat is among the free ones then; one that is taken is looked
    /// after by whoever took it.
    /// </summary>
    async Task WatchAsync(Worker worker)
    {
        var started = Stopwatch.GetTimestamp();
        await worker.ExitedAsync();
        if (Stopwatch.GetElapsedTime(started) is var age && age < s_shortLife)
            await Task.Delay(s_shortLife - age);
        for (var i = 0; i < _options.Size && !_isClosed && _free.Reader.TryRead(out var seat); i++)
            HandBack(seat);
    }

    /// <summary>Starts the next worker while nobody waits; where that fails, the next document says why.</summary>
    void Prestart(Seat seat)
    {
        try
        {
            Replace(seat);
        }
        catch (Win32Exception)
        {
            seat.Worker = null;
        }
    }

    void Replace(Seat seat)
    {
        if (seat.Worker is { } old)
            _ = EndAsync(old); // needs nobody to wait for it
        seat.Worker = null;
        if (_isClosed)
            return;
        seat.Worker = Worker.Start(_options.Command);
        Interlocked.Increment(ref _started);
        _alive[seat.Worker] = true;
        _ = WatchAsync(seat.Worker);
        if (_isClosed)
            seat.Worker.Kill(); // closed in between: DisposeAsync may have missed it
    }

    async Task EndAsync(Worker worker)
    {
        await worker.DisposeAsync();
        _alive.TryRemove(worker, out _);
    }

    static int Checked(long length) => length is >= 0 and <= Frames.MaxFileBytes
        ? (int)length
        : throw new UnreadableException(FailureCode.FileTooLarge,
            $"The file has {length} bytes; at most {Frames.MaxFileBytes} are read.");

    /// <summary>A place for one worker; null while none could be started.</summary>
    sealed class Seat
    {
        public Worker? Worker { get; set; }
    }
}
