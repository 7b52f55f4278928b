using System.Runtime.InteropServices;
using System.Text.Json;
using Numora.Engine.Workers;

namespace Numora.Operations;

/// <param name="Paths">Files and folders.</param>
/// <param name="AllFields">All fields of each file also where there are many.</param>
sealed record ExtractRequest(IReadOnlyList<string> Paths, string Schema, bool Json, bool AllFields);

/// <summary>Where <c>extract</c> prints.</summary>
/// <param name="OutColumns">Of the terminal; null where the output goes elsewhere.</param>
sealed record ExtractConsole(TextWriter Out, TextWriter Error, int? OutColumns, int? ErrorColumns)
{
    public static ExtractConsole OfProcess() => new(Console.Out, Console.Error,
        Console.IsOutputRedirected ? null : Console.WindowWidth, Console.IsErrorRedirected ? null : Console.WindowWidth);
}

/// <summary>
/// <c>extract PATH…</c>: reads files, and those below folders, and prints their fields, without a database. Exit code 0 if
/// all could be read.
/// </summary>
static class ExtractVerb
{
    /// <summary>128 and the number of the signal SIGINT, as a shell has it.</summary>
    const int ExitCodeOfInterrupt = 130;

    public static async Task<int> RunAsync(ExtractRequest request, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await RunAsync(request, ExtractConsole.OfProcess(), TimeProvider.System, stop.Token);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested; // the second time it ends at once
            stop.Cancel();
        }
    }

    public static async Task<int> RunAsync(
        ExtractRequest request, ExtractConsole console, TimeProvider time, CancellationToken ct)
    {
        var found = FilesToRead.Of(request.Paths);
        foreach (var folder in found.EmptyFolders)
            console.Error.WriteLine($"There are no files below '{TerminalText.OneLine(folder)}'.");
        if (found.Files.Count == 0)
            return 0;

        var totals = new ExtractTotals();
        var progress = new ExtractProgress(console.Error, console.ErrorColumns, time);
        var isOne = found is { HasFolders: false, Files.Count: 1 };
        var print = Printer(request, console, isOne);
        var isStopped = false;
        try
        {
            await foreach (var (file, reading) in ReadAsync(found.Files, request.Schema, isOne ? null : progress, totals, ct))
            {
                progress.Clear();
                if (reading is null)
                    totals.AddSkipped(file.Path);
                else
                {
                    totals.Add(reading);
                    print(reading);
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            isStopped = true;
        }

        progress.Clear();
        if (isStopped)
            console.Error.WriteLine($"Stopped after {totals.Done} of {found.Files.Count} files.");
        if (!isOne)
            (request.Json ? console.Error : console.Out).Write($"{Environment.NewLine}{totals.Text(progress.Elapsed)}");
        return isStopped ? ExitCodeOfInterrupt : totals.Failed == 0 ? 0 : 1;
    }

    static Action<FileReading> Printer(ExtractRequest request, ExtractConsole console, bool isOne)
    {
        if (request.Json)
            return reading => console.Out.WriteLine(JsonSerializer.Serialize(reading, Json.Options));
        if (isOne || request.AllFields)
            return reading => console.Out.WriteLine(ExtractTable.Of(reading));
        var rows = new ExtractRows(console.OutColumns ?? ExtractRows.WideColumns);
        console.Out.WriteLine(rows.Header);
        return reading => console.Out.WriteLine(rows.Of(reading));
    }

    /// <summary>In the order given, whoever is first; null in the place of a file that is skipped.</summary>
    static async IAsyncEnumerable<(FileToRead File, FileReading? Reading)> ReadAsync(
        IReadOnlyList<FileToRead> files, string schema, ExtractProgress? progress, ExtractTotals totals,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var workers = new WorkerPool(new() { Size = Math.Min(Environment.ProcessorCount, files.Count) });
        var ahead = new Queue<(FileToRead File, Task<FileReading?> Reading)>(); // a few more than there are workers
        var next = 0;
        while (next < files.Count || ahead.Count > 0)
        {
            while (next < files.Count && ahead.Count < Environment.ProcessorCount * 2)
                ahead.Enqueue((files[next], ReadingOfFile.ReadAsync(workers, files[next++], schema, ct)));
            var (file, reading) = ahead.Dequeue();
            while (progress is not null && !reading.IsCompleted)
            {
                await Task.WhenAny(reading, Task.Delay(progress.Pause, ct));
                progress.Show(totals.Done, files.Count, file.Path);
            }

            var read = await reading;
            ct.ThrowIfCancellationRequested();
            progress?.Show(totals.Done, files.Count, file.Path);
            yield return (file, read);
        }
    }
}
