using System.Text;
using Lever.Experiments.Running;

namespace Lever.Running;

/// <summary>
/// Lines of a stream, each waited for as long as one likes. Reading stops while many wait to be taken, so a flood of lines fills no
/// memory either.
/// </summary>
internal sealed class LineReader
{
    /// <summary>Bytes of the longest line that is passed on; also how many may wait in all, a line more at most.</summary>
    public const int LongestLine = 16 << 20;

    private const int KeptOfTooLong = 1000;

    private readonly Queue<Received> lines = new();
    private readonly Thread reader;
    private long waiting;
    private bool hasEnded;

    public LineReader(Stream stream)
    {
        reader = new Thread(() => Drain(stream)) { IsBackground = true, Name = "lines" };
        reader.Start();
    }

    public Received Next(TimeSpan timeout)
    {
        var until = DateTime.UtcNow + timeout;
        lock (lines)
        {
            while (lines.Count == 0)
            {
                if (hasEnded) return new Received(ReceivedKind.Ended, "");
                var left = until - DateTime.UtcNow;
                if (left <= TimeSpan.Zero || !Monitor.Wait(lines, left) && lines.Count == 0 && !hasEnded) return new Received(ReceivedKind.TimedOut, "");
            }
            var line = lines.Dequeue();
            waiting -= line.Line.Length + 1;
            Monitor.PulseAll(lines);
            return line;
        }
    }

    /// <summary>Takes nothing more; the reader need not wait for room.</summary>
    public void Stop()
    {
        lock (lines)
        {
            hasEnded = true;
            Monitor.PulseAll(lines);
        }
    }

    private void Drain(Stream stream)
    {
        var buffer = new byte[1 << 16];
        var line = new MemoryStream();
        var isTooLong = false;
        try
        {
            for (int count; (count = stream.Read(buffer)) > 0;)
            {
                var rest = buffer.AsSpan(0, count);
                for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
                {
                    Keep(rest[..end]);
                    if (!Finish()) return;
                }
                Keep(rest);
            }
            // A last line without its end was cut off: whoever sent it is gone.
        }
        catch (Exception trouble) when (trouble is IOException or ObjectDisposedException)
        {
            // The process was disposed of.
        }
        finally
        {
            Stop();
        }

        void Keep(ReadOnlySpan<byte> bytes)
        {
            if (isTooLong) return;
            isTooLong = line.Length + bytes.Length > LongestLine;
            if (!isTooLong) line.Write(bytes);
        }

        bool Finish()
        {
            var length = isTooLong ? Math.Min(KeptOfTooLong, (int)line.Length) : (int)line.Length;
            var text = Encoding.UTF8.GetString(line.GetBuffer(), 0, length).TrimEnd('\r');
            var received = new Received(isTooLong ? ReceivedKind.TooLong : ReceivedKind.Line, text);
            if (line.Capacity > 1 << 20) line = new MemoryStream();
            line.SetLength(0);
            isTooLong = false;
            return Add(received);
        }
    }

    private bool Add(Received line)
    {
        lock (lines)
        {
            while (waiting > LongestLine && !hasEnded) Monitor.Wait(lines);
            if (hasEnded) return false;
            lines.Enqueue(line);
            waiting += line.Line.Length + 1;
            Monitor.PulseAll(lines);
            return true;
        }
    }
}
