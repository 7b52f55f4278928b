using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Numora.Engine.Workers;

/// <summary>One reading process, seen from the host. Serves one request at a time.</summary>
sealed class Worker : IAsyncDisposable
{
    /// <summary>For a process that has closed its pipe to end by itself, so that its exit code is its own.</summary>
    static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(1);

    static readonly TimeSpan s_exitDeadline = TimeSpan.FromSeconds(5);

    /// <summary>
    /// What the C++ library, the runtime and <see cref="WorkerLoop"/> say when the memory limit is reached: the file would
    /// do the same again in another attempt.
    /// </summary>
    static readonly string[] s_memoryRanOut = ["std::bad_alloc", "Out of memory", nameof(OutOfMemoryException)];

    /// <summary>128 and the number of the signal SIGABRT.</summary>
    const int ExitCodeOfAbort = 134;

    readonly Process _process;
    readonly Stream _requests;
    readonly Stream _answers;
    readonly StandardError _errors;
    readonly Lazy<Task> _ending;
    bool _isReady;
    int _documents;

    Worker(Process process)
    {
        _process = process;
        ProcessId = process.Id;
        _requests = process.StandardInput.BaseStream;
        _answers = process.StandardOutput.BaseStream;
        _errors = new(process.StandardError.BaseStream);
        _ending = new(EndAsync);
    }

    /// <summary>Can be asked also when the process is gone.</summary>
    public int ProcessId { get; }

    /// <summary>False after anything but a clean answer: the process is in an unknown state.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <exception cref="Win32Exception">The command cannot be run.</exception>
    public static Worker Start(WorkerCommand command)
    {
        var start = new ProcessStartInfo(command.FileName, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        WorkerEnvironment.Set(start.Environment);
        return new(Process.Start(start) ?? throw new InvalidOperationException("No process was started."));
    }

    public bool IsSpent(WorkerOptions options)
    {
        if (!IsUsable || _documents >= options.MaxDocuments || _process.HasExited)
            return true;
        try
        {
            _process.Refresh();
            return _process.WorkingSet64 > options.MaxResidentBytes;
        }
        catch (InvalidOperationException)
        {
            return true; // it has ended since the question above
        }
    }

    /// <summary>Completes when the process has ended, whoever ended it.</summary>
    public Task ExitedAsync() => _process.WaitForExitAsync();

    /// <summary>One request and its answer; null for <see cref="AnswerKind.Nothing"/>.</summary>
    public async Task<ReadOnlyMemory<byte>?> AskAsync(
        WorkerRequest request, Func<Stream, CancellationToken, Task> writeFile, CancellationToken ct)
    {
        _documents++;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var isUploading = true;
        try
        {
            await BecomeReadyAsync(deadline);
            deadline.CancelAfter(Deadlines.Upload);
            await SendAsync(request, writeFile, deadline.Token);
            isUploading = false;
            deadline.CancelAfter(Deadlines.Opening);
            return await AnswerAsync(request.Operation, deadline);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            Kill();
            ct.ThrowIfCancellationRequested();
            throw isUploading
                ? new TimeoutException("The file could not be handed to the reading process in time.")
                : new UnreadableException(FailureCode.ExtractionTimeout,
                    "The file takes too long to read. Export or print it to a new file and send that.");
        }
        catch (Exception e) when (e is PipeClosedException or EndOfStreamException or InvalidDataException)
        {
            throw await DiedAsync(e);
        }
    }

    /// <summary>Ends the process at once, whatever it does.</summary>
    public void Kill()
    {
        IsUsable = false;
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // Whoever closes the pool met a worker that has ended and was let go of in this moment.
        }
    }

    /// <summary>Ends the process and waits until it is gone; not while a request is under way.</summary>
    public ValueTask DisposeAsync() => new(_ending.Value);

    async Task BecomeReadyAsync(CancellationTokenSource deadline)
    {
        if (_isReady)
            return;
        deadline.CancelAfter(Deadlines.Starting);
        if (await ReadAsync(deadline.Token) is not { Kind: AnswerKind.Ready })
            throw new InvalidDataException("The worker did not say that it is ready.");
        _isReady = true;
    }

    async Task SendAsync(WorkerRequest request, Func<Stream, CancellationToken, Task> writeFile, CancellationToken ct)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(request, WorkerJson.Default.WorkerRequest);
        var frame = new byte[Frames.LengthBytes + json.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, json.Length);
        json.CopyTo(frame, Frames.LengthBytes);
        var upload = new FileUpload(_requests, request.Length);
        await upload.BeginAsync(frame, ct);
        try
        {
            await writeFile(upload, ct);
            await upload.FinishAsync(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            if (upload.IsBroken)
                throw new PipeClosedException(e);
            await upload.AbandonAsync(ct); // the fault is the caller's; the worker goes on
            throw;
        }
    }

    async Task<ReadOnlyMemory<byte>?> AnswerAsync(WorkerOperation operation, CancellationTokenSource deadline)
    {
        var opened = Stopwatch.GetTimestamp();
        while (true)
        {
            var (kind, payload) = await ReadAsync(deadline.Token);
            switch (kind)
            {
                case AnswerKind.Opened:
                    var pages = BinaryPrimitives.ReadInt32LittleEndian(payload.Span);
                    deadline.CancelAfter(Deadlines.AfterOpening(operation, pages));
                    opened = Stopwatch.GetTimestamp();
                    break;
                case AnswerKind.Recognising:
                    deadline.CancelAfter(Deadlines.Recognising(Stopwatch.GetElapsedTime(opened)));
                    break;
                case AnswerKind.Result:
                    return payload;
                case AnswerKind.Nothing:
                    return null;
                case AnswerKind.Refusal:
                    var no = JsonSerializer.Deserialize(payload.Span, WorkerJson.Default.Refusal)!;
                    throw new UnreadableException(no.Code, no.Message);
                default:
                    throw new InvalidDataException($"The worker answered with {kind}.");
            }
        }
    }

    async Task<(AnswerKind Kind, ReadOnlyMemory<byte> Payload)> ReadAsync(CancellationToken ct)
    {
        try
        {
            return await Frames.ReadAnswerAsync(_answers, ct)
                ?? throw new EndOfStreamException("The worker closed its pipe.");
        }
        catch (IOException e) when (e is not EndOfStreamException)
        {
            throw new PipeClosedException(e);
        }
    }

    async Task<Exception> DiedAsync(Exception why)
    {
        IsUsable = false;
        if (!await ExitsAsync(s_lastWords))
        {
            Kill();
            await ExitsAsync(s_exitDeadline);
        }

        var lastWords = await _errors.TextAsync();
        if (s_memoryRanOut.Any(m => lastWords.Contains(m, StringComparison.Ordinal)) || AbortedWithoutAWord(lastWords))
            return new UnreadableException(FailureCode.FileTooLarge,
                "The file needs more memory to read than a document may use. Export or print it to a new file and send "
                + "that.", why);
        var end = _process.HasExited ? $"exit code {_process.ExitCode}" : "it does not end";
        return new WorkerDiedException($"The reading process ended in the middle of a document ({end}).", lastWords, why);
    }

    /// <summary>
    /// PDFium's own allocator calls abort() where memory runs out and prints nothing (core/fxcrt/fx_memory.cpp); whatever
    /// else aborts (the C library, C++, the runtime) says why.
    /// </summary>
    bool AbortedWithoutAWord(string lastWords) =>
        _process is { HasExited: true, ExitCode: ExitCodeOfAbort } && string.IsNullOrWhiteSpace(lastWords);

    async Task EndAsync()
    {
        Kill();
        await ExitsAsync(s_exitDeadline);
        _process.Dispose(); // closes the pipes as well
    }

    async Task<bool> ExitsAsync(TimeSpan within)
    {
        using var deadline = new CancellationTokenSource(within);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
