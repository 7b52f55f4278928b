using System.Buffers.Binary;

namespace Numora.Engine.Workers;

/// <summary>The stream that a caller writes a file into: it goes to the worker in chunks, never whole into memory.</summary>
sealed class FileUpload(Stream pipe, long length) : Stream
{
    readonly byte[] _head = new byte[Frames.LengthBytes];
    long _written;

    /// <summary>Whether writing failed on the worker's side, not on the caller's.</summary>
    public bool IsBroken { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => length;

    public override long Position
    {
        get => _written;
        set => throw new NotSupportedException();
    }

    /// <param name="request">The request's frame, which goes before the file.</param>
    public Task BeginAsync(byte[] request, CancellationToken ct) => SendAsync(request, default, ct);

    public async Task FinishAsync(CancellationToken ct)
    {
        if (_written != length)
            throw new InvalidOperationException($"{_written} bytes were written of a file of {length}.");
        await SendAsync(Head(0), default, ct);
    }

    /// <summary>Tells the worker to forget the request; it stays usable.</summary>
    public Task AbandonAsync(CancellationToken ct) => SendAsync(Head(Frames.Abandoned), default, ct);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _written += buffer.Length;
        if (_written > length)
            throw new InvalidOperationException($"More bytes were written than the {length} of the file.");
        for (; buffer.Length > 0; buffer = buffer[Math.Min(buffer.Length, Frames.MaxChunkBytes)..])
        {
            var chunk = buffer[..Math.Min(buffer.Length, Frames.MaxChunkBytes)];
            await SendAsync(Head(chunk.Length), chunk, cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // No blocking: the pipe is slow when the worker is.
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Use WriteAsync.");

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    byte[] Head(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_head, value);
        return _head;
    }

    async Task SendAsync(byte[] head, ReadOnlyMemory<byte> chunk, CancellationToken ct)
    {
        try
        {
            await pipe.WriteAsync(head, ct);
            if (chunk.Length > 0)
                await pipe.WriteAsync(chunk, ct);
        }
        catch (Exception e)
        {
            IsBroken = true; // half a frame may be in the pipe: nothing else can follow
            if (e is IOException)
                throw new PipeClosedException(e);
            throw;
        }
    }
}

/// <summary>The other end of the pipe is gone; a type of its own, since the caller's storage throws IOException too.</summary>
sealed class PipeClosedException(Exception inner) : Exception("The worker's pipe is closed.", inner);
