using System.Text;

namespace Numora.Engine.Workers;

/// <summary>Reads a worker's standard error to its end, so that it never blocks, and keeps the last of it.</summary>
sealed class StandardError
{
    const int KeptBytes = 4 * 1024;

    /// <summary>
    /// After the process has ended, what it wrote arrives at once, unless a child of its own holds the pipe; on a machine
    /// that is busy with everything else, at once can take a while.
    /// </summary>
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    readonly byte[] _last = new byte[KeptBytes];
    readonly Task _reading;
    long _total;

    public StandardError(Stream stream) => _reading = ReadAsync(stream);

    /// <summary>The end of it; to be called once the process has ended.</summary>
    public async Task<string> TextAsync()
    {
        await Task.WhenAny(_reading, Task.Delay(s_patience));
        lock (_last)
        {
            var kept = (int)Math.Min(_total, KeptBytes);
            var start = (int)((_total - kept) % KeptBytes);
            var ordered = new byte[kept];
            for (var i = 0; i < kept; i++)
                ordered[i] = _last[(start + i) % KeptBytes];
            return Encoding.UTF8.GetString(ordered);
        }
    }

    async Task ReadAsync(Stream stream)
    {
        var buffer = new byte[1024];
        try
        {
            while (await stream.ReadAsync(buffer) is > 0 and var count)
                Keep(buffer.AsSpan(0, count));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The pipe was closed with the process: what came until then is kept.
        }
    }

    void Keep(ReadOnlySpan<byte> bytes)
    {
        lock (_last)
            foreach (var b in bytes)
                _last[_total++ % KeptBytes] = b;
    }
}
