using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Lever.Syntax.Text;

/// <summary>
/// Turns a file's bytes into UTF-8 text. Valid UTF-8 is validated in one vectorised pass and stays where it was read to; every
/// other encoding is transcoded. Bytes without a meaning become `?`, one for one, so that offsets stay those of the file.
/// </summary>
public static class SourceDecoder
{
    private static readonly IReadOnlyList<Problem> NoProblems = [];

    internal static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Decodes Python source: UTF-8, or what a coding cookie declares (PEP 263).</summary>
    /// <param name="buffer">
    /// The file's bytes, then room for <see cref="SourceText.Padding"/> bytes more, which are cleared here. The text returned
    /// may stand in this buffer, and bytes of the file may be rewritten.
    /// </param>
    /// <param name="length">The file's length in bytes.</param>
    public static DecodedSource DecodePython(byte[] buffer, int length)
    {
        var decoded = DecodeDeclared(buffer, length);
        var zero = decoded.Text.Bytes.IndexOf((byte)0);
        if (zero < 0) return decoded;
        return decoded with
        {
            Problems = [.. decoded.Problems, new(new Span(zero, zero + 1), "Python source may not contain a null byte; this may be no text file")],
        };
    }

    /// <summary>Decodes Python source that stands elsewhere; the bytes are copied.</summary>
    public static DecodedSource DecodePython(ReadOnlySpan<byte> file) => DecodePython(Padded(file), file.Length);

    /// <summary>Decodes source of a language whose files are UTF-8, as Rust's are.</summary>
    /// <inheritdoc cref="DecodePython(byte[], int)" path="/param"/>
    public static DecodedSource DecodeUtf8(byte[] buffer, int length)
    {
        var hasMark = SkipMark(buffer, ref length);
        if (Utf16(buffer, length) is { } utf16) return utf16;
        return Utf8OrPlaceholders(buffer, length, hasMark);
    }

    /// <summary>Decodes UTF-8 that stands elsewhere; the bytes are copied.</summary>
    public static DecodedSource DecodeUtf8(ReadOnlySpan<byte> file) => DecodeUtf8(Padded(file), file.Length);

    private static DecodedSource DecodeDeclared(byte[] buffer, int length)
    {
        var hasMark = SkipMark(buffer, ref length);
        if (Utf16(buffer, length) is { } utf16) return utf16;
        if (CodingCookie.Find(buffer.AsSpan(0, length)) is not { } cookie) return Utf8OrPlaceholders(buffer, length, hasMark);
        var declared = PythonEncodings.Find(cookie.Name);
        if (declared.IsUtf8 && !(hasMark && declared.IsUnusualName)) return Utf8OrPlaceholders(buffer, length, hasMark);
        if (hasMark)
            return WithProblem(Utf8OrPlaceholders(buffer, length, hasMark), cookie.Span,
                $"the file declares the encoding `{cookie.Name}` but starts with UTF-8's byte order mark, next to which only `utf-8` may stand");
        if (declared.Codec is null)
            return WithProblem(Utf8OrPlaceholders(buffer, length, hasMark), cookie.Span,
                $"`{cookie.Name}` is no encoding that Lever knows; save the file as UTF-8 and remove the declaration");
        return Transcode(buffer, length, cookie, declared.Codec);
    }

    private static DecodedSource Transcode(byte[] buffer, int length, CodingCookie cookie, Encoding codec)
    {
        // All encodings offered have ASCII as their lower half, except for escape sequences of one of them.
        if (Ascii.IsValid(buffer.AsSpan(0, length)) && codec.CodePage != PythonEncodings.Iso2022Japanese)
            return new DecodedSource(Terminate(buffer, length), codec.WebName, false, NoProblems) { Codec = codec };
        var text = codec.GetString(buffer, 0, length);
        var bad = PythonEncodings.FirstUndefined(codec, text);
        var source = SourceText.From(bad < 0 ? text : text.Replace('\uFFFD', '?'));
        var decoded = new DecodedSource(source, codec.WebName, false, NoProblems) { Codec = codec };
        if (bad < 0) return decoded;
        var at = Encoding.UTF8.GetByteCount(text.AsSpan(0, bad));
        return WithProblem(decoded, new Span(at, Math.Min(at + 1, source.Length)),
            $"a byte here has no meaning in the encoding `{cookie.Name}` that the file declares");
    }

    private static DecodedSource Utf8OrPlaceholders(byte[] buffer, int length, bool hasMark)
    {
        var bytes = buffer.AsSpan(0, length);
        if (Utf8.IsValid(bytes)) return new DecodedSource(Terminate(buffer, length, isKnownValid: true), "utf-8", hasMark, NoProblems);
        var (first, count) = ReplaceInvalid(bytes);
        var rest = count == 1 ? "" : $" (and {count - 1} more such bytes)";
        return new DecodedSource(Terminate(buffer, length), "utf-8", hasMark,
            [new(new Span(first, first + 1), $"a byte here is not valid UTF-8{rest}; save the file as UTF-8 or declare its encoding in its first line")]);
    }

    /// <summary>Overwrites every byte that is no part of valid UTF-8 with `?`.</summary>
    /// <returns>The offset of the first such byte, and how many there were.</returns>
    internal static (int First, int Count) ReplaceInvalid(Span<byte> bytes)
    {
        int first = -1, count = 0;
        for (var at = 0; at < bytes.Length;)
        {
            var ascii = bytes[at..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (ascii < 0) break;
            at += ascii;
            var status = Rune.DecodeFromUtf8(bytes[at..], out _, out var consumed);
            if (status != OperationStatus.Done)
            {
                bytes.Slice(at, consumed).Fill((byte)'?');
                if (first < 0) first = at;
                count += consumed;
            }
            at += consumed;
        }
        return (first, count);
    }

    private static DecodedSource? Utf16(byte[] buffer, int length)
    {
        var codec = length < 2 ? null
            : (buffer[0], buffer[1]) is (0xFF, 0xFE) ? Encoding.Unicode
            : (buffer[0], buffer[1]) is (0xFE, 0xFF) ? Encoding.BigEndianUnicode
            : null;
        if (codec is null) return null;
        var text = SourceText.From(codec.GetString(buffer, 2, length - 2));
        return new DecodedSource(text, codec.WebName, true, [new(new Span(0, 0), "the file is UTF-16, which is no source encoding; save it as UTF-8")]);
    }

    private static bool SkipMark(byte[] buffer, ref int length)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (!buffer.AsSpan(0, length).StartsWith(Utf8Mark)) return false;
        length -= Utf8Mark.Length;
        buffer.AsSpan(Utf8Mark.Length, length).CopyTo(buffer);
        return true;
    }

    private static SourceText Terminate(byte[] buffer, int length, bool isKnownValid = false)
    {
        buffer.AsSpan(length, SourceText.Padding).Clear();
        return new SourceText(buffer, length) { IsKnownValid = isKnownValid };
    }

    private static byte[] Padded(ReadOnlySpan<byte> file)
    {
        var buffer = new byte[file.Length + SourceText.Padding];
        file.CopyTo(buffer);
        return buffer;
    }

    private static DecodedSource WithProblem(DecodedSource source, Span span, string message) =>
        source with { Problems = [.. source.Problems, new(span, message)] };
}
