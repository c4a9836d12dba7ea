namespace Lever.Tests.Serving.Lsp;

/// <summary>A stream that gives one thread what another one writes, and ends when that one closes it.</summary>
internal sealed class MemoryPipe : Stream
{
    private readonly Queue<byte[]> pieces = new();
    private byte[] rest = [];
    private int at;
    private bool isClosed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        lock (pieces)
        {
            while (at == rest.Length)
            {
                if (pieces.TryDequeue(out var piece)) (rest, at) = (piece, 0);
                else if (isClosed) return 0;
                else Monitor.Wait(pieces);
            }
        }
        var count = Math.Min(buffer.Length, rest.Length - at);
        rest.AsSpan(at, count).CopyTo(buffer);
        at += count;
        return count;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (pieces)
        {
            if (isClosed) return;
            pieces.Enqueue(buffer.ToArray());
            Monitor.PulseAll(pieces);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        lock (pieces)
        {
            isClosed = true;
            Monitor.PulseAll(pieces);
        }
        base.Dispose(disposing);
    }
}
