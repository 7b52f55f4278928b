using System.Security.Cryptography;
using Numora.Documents;

namespace Numora.Intake;

/// <summary>
/// A file on its way in: counted, hashed, and kept in memory while it is small, else in a temporary file that has no name
/// any more, so that nothing is left of it even when this process is killed.
/// </summary>
sealed class Spool(FileLimits limits) : Stream
{
    const int MaxInMemory = 1 << 20;
    const int HeadLength = 64 << 10;

    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly byte[] _head = new byte[HeadLength];
    Stream _bytes = new MemoryStream();
    string? _sha256;

    public long Count { get; private set; }

    /// <summary>The first bytes, for finding out the type.</summary>
    public ReadOnlySpan<byte> Head => _head.AsSpan(0, (int)Math.Min(Count, HeadLength));

    /// <summary>Lower-case hex; after the last byte is written.</summary>
    public string Sha256 => _sha256 ??= Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <summary>From the first byte.</summary>
    public Stream OpenRead()
    {
        _bytes.Position = 0;
        return _bytes;
    }

    /// <exception cref="RefusedException">413: more than the limit.</exception>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken ct = default)
    {
        if (Count + buffer.Length > limits.MaxBytes)
            throw new RefusedException(Refusal.FileTooLarge, $"The file is larger than {limits.MaxText}.");
        if (Count < HeadLength)
            buffer.Span[..(int)Math.Min(buffer.Length, HeadLength - Count)].CopyTo(_head.AsSpan((int)Count));
        if (_bytes is MemoryStream && Count + buffer.Length > MaxInMemory)
            await MoveToDiskAsync(ct);
        _hash.AppendData(buffer.Span);
        await _bytes.WriteAsync(buffer, ct);
        Count += buffer.Length;
    }

    async Task MoveToDiskAsync(CancellationToken ct)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var disk = new FileStream(path, options);
        File.Delete(path);
        _bytes.Position = 0;
        await _bytes.CopyToAsync(disk, ct);
        await _bytes.DisposeAsync();
        _bytes = disk;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken ct) =>
        WriteAsync(buffer.AsMemory(offset, count), ct).AsTask();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _bytes.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => Count;

    public override long Position { get => Count; set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
