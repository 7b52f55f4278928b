using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Numora.Engine.Files;
using Numora.Engine.Recognition;

namespace Numora.Engine.Workers;

/// <summary>The worker process itself: reads requests until the host closes the pipe.</summary>
public static class WorkerLoop
{
    /// <summary>The whole of the hidden verb <see cref="WorkerCommand.Verb"/>.</summary>
    /// <returns>The exit code: 0 when the host closed the pipe, 1 after a fault.</returns>
    public static int Run()
    {
        using var requests = Open(StandardHandles.Input(), FileAccess.Read);
        using var answers = Open(StandardHandles.TakeOutput(), FileAccess.Write);
        ParentWatch.Start();
        ProcessLimits.Apply();
        Recogniser.Silence();
        SyscallFilter.Apply();
        WarmUp.Run();
        Frames.Write(answers, AnswerKind.Ready, []);

        while (Frames.ReadRequest(requests) is { } json)
        {
            ProcessLimits.Renew();
            if (!Serve(JsonSerializer.Deserialize(json, WorkerJson.Default.WorkerRequest)!, requests, answers))
                return 1;
        }

        return 0;
    }

    /// <returns>False when this process should end.</returns>
    static bool Serve(WorkerRequest request, Stream requests, Stream answers)
    {
        if (request.Length is < 0 or > Frames.MaxFileBytes)
            throw new InvalidDataException($"A file of {request.Length} bytes is outside the limit.");
        var file = FileBytes.Allocate(request.Length);
        try
        {
            if (!Frames.ReadFile(requests, file.GetSpan()))
                return true;
            var (kind, payload) = Answer(request, file, answers);
            Frames.Write(answers, kind, payload);
            return true;
        }
        catch (UnreadableException no)
        {
            var refusal = new Refusal(no.Code, no.Message);
            Frames.Write(answers, AnswerKind.Refusal, JsonSerializer.SerializeToUtf8Bytes(refusal, WorkerJson.Default.Refusal));
            return true;
        }
        catch (Exception fault) when (fault is not IOException)
        {
            // A bug or memory that ran out: the host is told, and no other document is read in this state.
            for (var e = fault; e is not null; e = e.InnerException)
                Console.Error.WriteLine($"{e.GetType()}\n{e.StackTrace}"); // no message: it may quote the document
            Frames.Write(answers, AnswerKind.Fault, Encoding.UTF8.GetBytes(fault.GetType().Name));
            return false;
        }
        finally
        {
            file.Dispose();
        }
    }

    static (AnswerKind Kind, byte[] Payload) Answer(WorkerRequest request, FileBytes file, Stream answers)
    {
        switch (request.Operation)
        {
            case WorkerOperation.Extract:
                var extraction = Engine.Extract(file, request.Schema ?? Schemas.Auto, new(Opened, Recognising));
                return (AnswerKind.Result, JsonSerializer.SerializeToUtf8Bytes(extraction, WorkerJson.Default.Extraction));
            case WorkerOperation.Draw:
                var png = Engine.DrawPage(file, request.Number, Opened);
                return png is null ? (AnswerKind.Nothing, []) : (AnswerKind.Result, png);
            case WorkerOperation.Probe:
                var confinement = ConfinementProbe.Run(request.Number);
                return (AnswerKind.Result,
                    JsonSerializer.SerializeToUtf8Bytes(confinement, WorkerJson.Default.Confinement));
            default:
                throw new InvalidDataException($"There is no operation {request.Operation}.");
        }

        void Opened(int pages)
        {
            if (pages > request.MaxPages)
                throw new UnreadableException(FailureCode.FileTooLarge,
                    $"The file has {pages} pages; at most {request.MaxPages} are read. Split it and send the parts.");
            var number = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(number, pages);
            Frames.Write(answers, AnswerKind.Opened, number);
        }

        void Recognising()
        {
            ProcessLimits.AllowRecognition();
            Frames.Write(answers, AnswerKind.Recognising, []);
        }
    }

    static FileStream Open(nint descriptor, FileAccess access) =>
        new(new SafeFileHandle(descriptor, ownsHandle: false), access, bufferSize: 0, isAsync: false);
}

/// <summary>The descriptors of the protocol.</summary>
static partial class StandardHandles
{
    const int StandardInput = 0;
    const int StandardOutput = 1;
    const int StandardError = 2;

    public static nint Input() => StandardInput;

    /// <summary>
    /// Keeps the pipe under another number and lets what native libraries print go to standard error instead.
    /// </summary>
    public static nint TakeOutput()
    {
        var pipe = dup(StandardOutput);
        if (pipe < 0 || dup2(StandardError, StandardOutput) < 0)
            throw new IOException($"Standard output cannot be taken over (errno {Marshal.GetLastPInvokeError()}).");
        return pipe;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int dup(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int dup2(int descriptor, int to);
}
