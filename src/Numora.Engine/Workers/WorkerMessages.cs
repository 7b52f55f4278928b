using System.Text.Json.Serialization;

namespace Numora.Engine.Workers;

enum WorkerOperation
{
    Extract,
    Draw,
    Probe,
}

/// <summary>What the host asks for; the file follows in chunks.</summary>
/// <param name="Length">Bytes of the file that follows.</param>
/// <param name="Schema">For <see cref="WorkerOperation.Extract"/>: the schema's id or <see cref="Schemas.Auto"/>.</param>
/// <param name="Number">
/// For <see cref="WorkerOperation.Draw"/> the page, from 1; for <see cref="WorkerOperation.Probe"/> a port.
/// </param>
/// <param name="MaxPages">A file with more is refused; see <see cref="WorkerOptions.MaxPages"/>.</param>
sealed record WorkerRequest(
    WorkerOperation Operation, int Length, string? Schema = null, int Number = 0, int MaxPages = int.MaxValue);

/// <summary>A final no, as it crosses the pipe.</summary>
sealed record Refusal(FailureCode Code, string Message);

/// <summary>What a worker is kept from; see <see cref="SyscallFilter"/>.</summary>
/// <param name="Network">It can open no socket.</param>
/// <param name="Programs">It can start no program.</param>
/// <param name="Writing">It can open no file for writing.</param>
public sealed record Confinement(bool Network, bool Programs, bool Writing);

enum AnswerKind : byte
{
    /// <summary>The worker is ready for its first request.</summary>
    Ready = (byte)'h',

    /// <summary>The file is open; the payload is its number of pages as four bytes.</summary>
    Opened = (byte)'p',

    /// <summary>The text of a page is about to be recognised, which has a deadline of its own.</summary>
    Recognising = (byte)'o',

    /// <summary>The answer: JSON or a PNG.</summary>
    Result = (byte)'r',

    /// <summary>There is no such page.</summary>
    Nothing = (byte)'n',

    /// <summary>A <see cref="Workers.Refusal"/>.</summary>
    Refusal = (byte)'e',

    /// <summary>The worker met a fault of its own and ends; the payload names it.</summary>
    Fault = (byte)'f',
}

/// <summary>Generated readers and writers: reflection would cost every new worker a fifth of a second.</summary>
[JsonSerializable(typeof(WorkerRequest))]
[JsonSerializable(typeof(Refusal))]
[JsonSerializable(typeof(Confinement))]
[JsonSerializable(typeof(Extraction))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(double[]))]
sealed partial class WorkerJson : JsonSerializerContext;
