using System.Text;

namespace Lever.Syntax.Text;

/// <summary>
/// The UTF-8 bytes of one file. The buffer ends in <see cref="Padding"/> zero bytes, so that scanning loops need no end check.
/// </summary>
public sealed class SourceText
{
    /// <summary>How many zero bytes follow the text in its buffer: one 512-bit vector.</summary>
    public const int Padding = 64;

    /// <summary>Wraps a buffer without copying it.</summary>
    /// <param name="buffer">The text, then at least <see cref="Padding"/> zero bytes.</param>
    /// <param name="length">The text's length in bytes.</param>
    /// <exception cref="ArgumentException">The buffer is too short for text and padding, or the padding is not zero.</exception>
    public SourceText(byte[] buffer, int length)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (length < 0 || buffer.Length - length < Padding)
            throw new ArgumentException($"the buffer must hold {Padding} bytes more than the text", nameof(buffer));
        if (buffer.AsSpan(length, Padding).ContainsAnyExcept((byte)0))
            throw new ArgumentException("the bytes after the text must be zero", nameof(buffer));
        Buffer = buffer;
        Length = length;
    }

    /// <summary>The text's bytes followed by the padding. Callers must not write to it.</summary>
    public byte[] Buffer { get; }

    /// <summary>Length of the text in bytes, padding excluded.</summary>
    public int Length { get; }

    /// <summary>Is it known to be valid UTF-8, so that nobody need look again?</summary>
    internal bool IsKnownValid { get; init; }

    public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);

    public ReadOnlySpan<byte> this[Span span] => Buffer.AsSpan(span.Start, span.Length);

    /// <summary>Copies bytes that are already UTF-8.</summary>
    public static SourceText FromUtf8(ReadOnlySpan<byte> text)
    {
        var buffer = new byte[text.Length + Padding];
        text.CopyTo(buffer);
        return new SourceText(buffer, text.Length);
    }

    public static SourceText From(string text) => FromUtf8(Encoding.UTF8.GetBytes(text));

    /// <summary>The text of a span, decoded.</summary>
    public string Slice(Span span) => Encoding.UTF8.GetString(this[span]);

    public override string ToString() => Encoding.UTF8.GetString(Bytes);
}
