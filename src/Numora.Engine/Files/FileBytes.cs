using System.Buffers;
using System.Runtime.InteropServices;

namespace Numora.Engine.Files;

/// <summary>
/// A file's bytes outside the managed heap: native readers keep pointers into them, and the heap of a worker is small.
/// </summary>
sealed unsafe class FileBytes : MemoryManager<byte>
{
    byte* _start;

    FileBytes(int length)
    {
        _start = (byte*)NativeMemory.Alloc((nuint)Math.Max(length, 1));
        Length = length;
    }

    public int Length { get; }

    /// <summary>The first byte; valid until the bytes are disposed of.</summary>
    public byte* Start => _start != null ? _start : throw new ObjectDisposedException(nameof(FileBytes));

    /// <summary>Bytes to be filled in; they are not zero.</summary>
    public static FileBytes Allocate(int length) => new(length);

    public static FileBytes Of(ReadOnlySpan<byte> bytes)
    {
        var file = new FileBytes(bytes.Length);
        bytes.CopyTo(file.GetSpan());
        return file;
    }

    public void Dispose() => ((IDisposable)this).Dispose();

    public override Span<byte> GetSpan() => new(Start, Length);

    // Memory that never moves needs no pin.
    public override MemoryHandle Pin(int elementIndex = 0) => new(Start + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
        NativeMemory.Free(_start);
        _start = null;
    }
}
