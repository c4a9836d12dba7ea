namespace Lever.Serving.Mcp;

/// <summary>
/// An input of which no line grows beyond a bound: the rest of a longer one is dropped, so that what arrives of it is no message. Reading can be given
/// up although the system cannot be told to stop waiting for standard input.
/// </summary>
internal sealed class BoundedLines(Stream input, int longest = BoundedLines.Longest) : Stream
{
    /// <summary>Patches are the longest thing that a client has to say.</summary>
    public const int Longest = 4 << 20;

    private int length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            // The read goes on if it is given up; its bytes are nobody's then, so it gets a buffer of its own.
            var own = new byte[Math.Min(buffer.Length, 1 << 14)];
            var read = await Task.Run(() => input.Read(own, 0, own.Length), CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (read == 0) return 0;
            var kept = Keep(own.AsSpan(0, read), buffer.Span);
            if (kept > 0) return kept;
        }
    }

    private int Keep(ReadOnlySpan<byte> from, Span<byte> to)
    {
        var kept = 0;
        foreach (var value in from)
        {
            length = value == '\n' ? 0 : Math.Min(length + 1, longest + 1);
            if (length <= longest) to[kept++] = value;
        }
        return kept;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
