using System.Runtime.InteropServices;

namespace Lever;

/// <summary>
/// Standard output or standard error, written to by write(2) alone. The framework's console stream first sets up signal handling
/// and the terminal, which costs more than most commands take; its file stream would not move the offset that a redirected
/// output shares with other processes.
/// </summary>
internal sealed class StandardStream : Stream
{
    private const int BrokenPipe = 32;
    private const int Interrupted = 4;
    private readonly int descriptor;
    private bool isClosed;

    private StandardStream(int descriptor) => this.descriptor = descriptor;

    public static Stream Output => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardStream(1);

    public static Stream Error => OperatingSystem.IsWindows() ? Console.OpenStandardError() : new StandardStream(2);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="IOException">The output cannot take more, as where the disk is full.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty && !isClosed)
        {
            var written = write(descriptor, ref MemoryMarshal.GetReference(buffer), buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }
            var error = Marshal.GetLastPInvokeError();
            if (error == Interrupted) continue;
            // Who reads no more, as `head` does, wants no complaint.
            isClosed = error == BrokenPipe;
            if (!isClosed) throw new IOException(Marshal.GetPInvokeErrorMessage(error));
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [DllImport("libc", SetLastError = true)]
    private static extern nint write(int descriptor, ref byte buffer, nint count);
}
