using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using Lever.Experiments.Running;

namespace Lever.Running;

/// <summary>Keeps the start of a stream, and counts and hashes all of it, so that a flood of output fills no memory.</summary>
internal sealed class StreamCapture
{
    /// <summary>Bytes kept.</summary>
    public const int Kept = 1 << 20;

    private readonly ArrayBufferWriter<byte> kept = new();
    private readonly Thread reader;
    private ulong hash = 0xa0761d6478bd642f;
    private long total;

    public StreamCapture(Stream stream)
    {
        reader = new Thread(() => Drain(stream)) { IsBackground = true, Name = "output" };
        reader.Start();
    }

    /// <summary>What came so far; all, once the stream has ended.</summary>
    /// <param name="patience">How long to wait for its end.</param>
    public CapturedText Read(TimeSpan patience)
    {
        reader.Join(patience);
        lock (kept)
        {
            var text = Encoding.UTF8.GetString(kept.WrittenSpan);
            return new CapturedText(text, total, hash.ToString("x16", CultureInfo.InvariantCulture));
        }
    }

    private void Drain(Stream stream)
    {
        var buffer = new byte[1 << 16];
        try
        {
            for (int count; (count = stream.Read(buffer)) > 0;) Add(buffer.AsSpan(0, count));
        }
        catch (Exception trouble) when (trouble is IOException or ObjectDisposedException)
        {
            // The process was disposed of; what came until then is kept.
        }
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        lock (kept)
        {
            kept.Write(bytes[..(int)Math.Min(bytes.Length, Kept - kept.WrittenCount)]);
            total += bytes.Length;
            // By the byte, so that it does not matter in which pieces they come.
            foreach (var each in bytes) hash = BitOperations.RotateLeft((hash ^ each) * 0xe7037ed1a0b428db, 29);
        }
    }
}
