using System.Buffers.Text;
using System.Globalization;

namespace Lever.Serving.Lsp;

/// <summary>A message as it came, or why none could be read.</summary>
/// <param name="Content">Valid until the next one is read.</param>
/// <param name="Problem">What is wrong with the bytes; null where there is a message.</param>
internal readonly record struct Frame(ReadOnlyMemory<byte> Content, string? Problem);

/// <summary>
/// Reads messages from a stream as the Language Server Protocol frames them: lines of headers, an empty line, content of the length that
/// <c>Content-Length</c> says. Bytes that are no such frame are passed over up to the next such header.
/// </summary>
internal sealed class FrameReader(Stream input)
{
    /// <summary>Longer content is refused: no editor sends it, and it would have to be kept in memory.</summary>
    public const int LongestContent = 64 << 20;

    private const int LongestLine = 4096;
    private const int KeptContent = 4 << 20;
    private const int Step = 1 << 20;

    private readonly byte[] buffer = new byte[1 << 16];
    private readonly byte[] line = new byte[LongestLine];
    private byte[] content = [];
    private int next;
    private int end;
    private bool isLost;

    /// <summary>The next message, or what is wrong with what came in its place, which is said once for a run of such bytes; null at the stream's end.</summary>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public Frame? Read()
    {
        int? length = null;
        var hasHeader = false;
        while (ReadLine() is { } read)
        {
            var text = line.AsSpan(0, read);
            if (text.IsEmpty)
            {
                if (length is { } known) return ReadContent(known);
                if (hasHeader && Lost("a message without the header Content-Length") is { } lacking) return lacking;
                hasHeader = false;
                continue;
            }
            // What stands before the name on its line is left from a frame that was shorter than its length said.
            var at = text.LastIndexOf("Content-Length:"u8);
            if (at < 0 && text.Length > 15 && System.Text.Ascii.EqualsIgnoreCase(text[..15], "content-length:"u8)) at = 0;
            if (at < 0)
            {
                if (text.IndexOf((byte)':') > 0) hasHeader = true;
                else if (Lost("bytes that are neither a header nor a message") is { } junk) return junk;
                continue;
            }
            var value = text[(at + 15)..].Trim(" \t"u8);
            if (Utf8Parser.TryParse(value, out long said, out var digits) && digits == value.Length && said is >= 0 and <= LongestContent)
            {
                length = (int)said;
                continue;
            }
            length = null;
            if (Lost(string.Create(CultureInfo.InvariantCulture, $"a Content-Length that is no number from 0 to {LongestContent}")) is { } unusable) return unusable;
        }
        return null;
    }

    private Frame? Lost(string problem)
    {
        if (isLost) return null;
        isLost = true;
        return new Frame(default, problem);
    }

    private Frame? ReadContent(int length)
    {
        if (content.Length > KeptContent && length <= KeptContent) content = [];
        var read = 0;
        while (read < length)
        {
            if (next == end && !Fill()) return null;
            // Room is made as the bytes come, not on the word of a header.
            if (read == content.Length) Array.Resize(ref content, Math.Min(length, Math.Max(content.Length * 2, Math.Min(length, Step))));
            var count = Math.Min(Math.Min(end - next, length - read), content.Length - read);
            buffer.AsSpan(next, count).CopyTo(content.AsSpan(read));
            next += count;
            read += count;
        }
        isLost = false;
        return new Frame(content.AsMemory(0, length), null);
    }

    /// <summary>Reads a line into <see cref="line"/>, of one that is too long the rest.</summary>
    /// <returns>Its length without the line break; null at the stream's end.</returns>
    private int? ReadLine()
    {
        var length = 0;
        while (true)
        {
            if (next == end && !Fill()) return null;
            var value = buffer[next++];
            if (value == '\n') return length > 0 && line[length - 1] == '\r' ? length - 1 : length;
            if (length == LongestLine)
            {
                line.AsSpan(LongestLine / 2).CopyTo(line);
                length = LongestLine / 2;
            }
            line[length++] = value;
        }
    }

    private bool Fill()
    {
        next = 0;
        end = input.Read(buffer);
        return end > 0;
    }
}
