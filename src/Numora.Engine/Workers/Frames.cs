using System.Buffers.Binary;

namespace Numora.Engine.Workers;

/// <summary>
/// What crosses the pipes. Every message is its length in four bytes (little-endian) and so many bytes. The host sends a
/// request as JSON and the file in chunks, closed by an empty one; the worker answers with one byte for the kind and the
/// payload. Both sides refuse lengths over the limits.
/// </summary>
static class Frames
{
    public const int MaxRequestBytes = 4 * 1024;
    public const int MaxChunkBytes = 128 * 1024;

    /// <summary>The service takes 30 MB.</summary>
    public const int MaxFileBytes = 64 * 1024 * 1024;

    /// <summary>A page drawn 2,000 by 2,000 pixels in noise has 12 MB.</summary>
    public const int MaxAnswerBytes = 32 * 1024 * 1024;

    /// <summary>Instead of a chunk's length: the host cannot go on, the request is void.</summary>
    public const int Abandoned = -1;

    public const int LengthBytes = sizeof(int);

    public static void Write(Stream to, AnswerKind kind, ReadOnlySpan<byte> payload)
    {
        if (payload.Length >= MaxAnswerBytes)
            throw new InvalidDataException("The answer is larger than a frame may be.");
        Span<byte> head = stackalloc byte[LengthBytes + 1];
        BinaryPrimitives.WriteInt32LittleEndian(head, payload.Length + 1);
        head[LengthBytes] = (byte)kind;
        to.Write(head);
        to.Write(payload);
        to.Flush();
    }

    /// <summary>An answer, or null where the stream ends before one begins.</summary>
    public static async Task<(AnswerKind Kind, ReadOnlyMemory<byte> Payload)?> ReadAnswerAsync(
        Stream from, CancellationToken ct)
    {
        var head = new byte[LengthBytes];
        if (await from.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct) < head.Length)
            return null;
        var frame = new byte[Checked(BinaryPrimitives.ReadInt32LittleEndian(head), MaxAnswerBytes)];
        await from.ReadExactlyAsync(frame, ct);
        return ((AnswerKind)frame[0], frame.AsMemory(1));
    }

    /// <summary>A request's bytes, or null where the host has closed the pipe.</summary>
    public static byte[]? ReadRequest(Stream from)
    {
        Span<byte> head = stackalloc byte[LengthBytes];
        if (from.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
            return null;
        var request = new byte[Checked(BinaryPrimitives.ReadInt32LittleEndian(head), MaxRequestBytes)];
        from.ReadExactly(request);
        return request;
    }

    /// <summary>Fills the file from its chunks.</summary>
    /// <returns>False when the host gave up.</returns>
    public static bool ReadFile(Stream from, Span<byte> file)
    {
        Span<byte> head = stackalloc byte[LengthBytes];
        while (true)
        {
            from.ReadExactly(head);
            var length = BinaryPrimitives.ReadInt32LittleEndian(head);
            if (length == Abandoned)
                return false;
            if (length == 0)
                return file.IsEmpty ? true : throw new InvalidDataException("The file ended early.");
            from.ReadExactly(file[..Checked(length, Math.Min(MaxChunkBytes, file.Length))]);
            file = file[length..];
        }
    }

    static int Checked(int length, int max) => length > 0 && length <= max
        ? length
        : throw new InvalidDataException($"A frame of {length} bytes is outside the limit of {max}.");
}
