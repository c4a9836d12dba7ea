using System.Text;
using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Lexing;

/// <summary>String and bytes literals, and the literal parts of f-strings and t-strings.</summary>
internal sealed unsafe partial class Lexer
{
    /// <summary>CPython's limit of f-strings within f-strings.</summary>
    private const int MaxFStrings = 150;

    /// <param name="start">The literal's prefix.</param>
    /// <param name="open">Its first quote.</param>
    private byte* StringLiteral(byte* start, byte* open, bool raw, bool bytes)
    {
        var quote = *open;
        var triple = open[1] == quote && open[2] == quote;
        var content = open + (triple ? 3 : 1);
        var end = triple
            ? TripleContent(start, content, quote, out var escapes, out var closed)
            : LineContent(start, content, quote, out escapes, out closed);
        if (escapes && !raw) CheckEscapes(content, end, bytes);
        if (bytes && !Ascii.IsValid(new ReadOnlySpan<byte>(content, (int)(end - content))))
            Report(start, end, "bytes can only contain ASCII characters; write others as \\x escapes");
        var after = closed ? end + (triple ? 3 : 1) : end;
        tokens.Add(bytes ? Bytes : TokenKind.String, Offset(start), Offset(after), end == content ? 1 : 0);
        return after;
    }

    /// <returns>The closing quote, or the line's end where there is none.</returns>
    private byte* LineContent(byte* start, byte* at, byte quote, out bool escapes, out bool closed)
    {
        escapes = false;
        closed = true;
        for (; ; )
        {
            at = Scan.StringPart(at, quote);
            if (*at == quote) return at;
            switch (*at)
            {
                case (byte)'\\':
                    escapes = true;
                    at = AfterEscape(at);
                    continue;
                case (byte)'\n' or (byte)'\r':
                case 0 when at >= limit:
                    closed = false;
                    Report(start, at, "unterminated string");
                    return at;
                case 0:
                    Report(at, at + 1, "a source file cannot contain null bytes");
                    break;
            }
            at++;
        }
    }

    private byte* TripleContent(byte* start, byte* at, byte quote, out bool escapes, out bool closed)
    {
        escapes = false;
        closed = true;
        for (; ; )
        {
            at = Scan.TripleStringPart(at, quote);
            if (*at == '\\')
            {
                escapes = true;
                at = AfterEscape(at);
            }
            else if (*at == quote)
            {
                if (at[1] == quote && at[2] == quote) return at;
                at++;
            }
            else if (at >= limit)
            {
                closed = false;
                Report(start, start + 3, "unterminated triple-quoted string");
                return at;
            }
            else
            {
                Report(at, at + 1, "a source file cannot contain null bytes");
                at++;
            }
        }
    }

    /// <summary>Behind a backslash and the character after it, a line break of two bytes included.</summary>
    private byte* AfterEscape(byte* at)
    {
        if (at[1] == '\r' && at[2] == '\n') return at + 3;
        return at[1] == 0 ? at + 1 : at + 2;
    }

    private void CheckEscapes(byte* start, byte* end, bool bytes)
    {
        var problem = Escapes.FindProblem(new ReadOnlySpan<byte>(start, (int)(end - start)), bytes, out var at);
        if (problem is not null) Report(start + at, start + at + 2, problem);
    }

    private byte* StartFString(byte* start, byte* open, bool raw, bool template)
    {
        var quote = *open;
        var size = open[1] == quote && open[2] == quote ? 3 : 1;
        if (fstrings.Count == MaxFStrings) Report(start, open, $"f-strings are nested deeper than {MaxFStrings}");
        fstrings.Push(new OpenFString(Offset(start), quote, size, raw, brackets.Count));
        tokens.Add(template ? TStringStart : FStringStart, Offset(start), Offset(open + size));
        return FStringLiteral(open + size);
    }

    /// <summary>Reads literal text of the innermost f-string up to a replacement field or the end.</summary>
    /// <remarks>In a format specification doubled braces are no escape, and a closing brace ends the field.</remarks>
    private byte* FStringLiteral(byte* at)
    {
        var fstring = fstrings.Top;
        var inSpec = brackets.Count > fstring.Depth;
        var start = at;
        var doubled = false;
        var escapes = false;
        for (; ; )
        {
            var wasDoubled = doubled;
            doubled = false;
            switch (*at)
            {
                case (byte)'\\':
                    escapes = true;
                    at = FStringEscape(at, fstring.Raw);
                    continue;
                case (byte)'{' when at[1] == '{' && !inSpec:
                case (byte)'}' when at[1] == '}' && !inSpec:
                    doubled = true;
                    at += 2;
                    continue;
                case (byte)'{':
                    AddMiddle(start, at, fstring, escapes, wasDoubled);
                    return OpenField(at);
                case (byte)'}' when inSpec:
                    AddMiddle(start, at, fstring, escapes, wasDoubled);
                    PopField(at++);
                    inSpec = brackets.Count > fstring.Depth;
                    start = at;
                    escapes = false;
                    continue;
                case (byte)'}':
                    Report(at, at + 1, "f-string: a single `}` must be doubled");
                    at++;
                    continue;
                case (byte)'"' or (byte)'\'' when *at == fstring.Quote
                    && (fstring.Size == 1 || (at[1] == fstring.Quote && at[2] == fstring.Quote)):
                    AddMiddle(start, at, fstring, escapes, wasDoubled);
                    return EndFString(at, at + fstring.Size);
                case (byte)'\n' or (byte)'\r' when fstring.Size == 1:
                case 0 when at >= limit:
                    AddMiddle(start, at, fstring, escapes, wasDoubled);
                    Report(origin + fstring.Start, at, fstring.Size == 1 ? "unterminated f-string" : "unterminated triple-quoted f-string");
                    return EndFString(at, at);
                case 0:
                    Report(at, at + 1, "a source file cannot contain null bytes");
                    at++;
                    continue;
                default:
                    at++;
                    continue;
            }
        }
    }

    /// <summary>Behind an escape. Braces after a backslash keep their meaning, but those of \N{name} belong to the escape.</summary>
    private byte* FStringEscape(byte* at, bool raw)
    {
        if (at[1] is (byte)'{' or (byte)'}') return at + 1;
        if (raw || at[1] != 'N' || at[2] != '{') return AfterEscape(at);
        at += 3;
        while (char.IsAsciiLetterOrDigit((char)*at) || *at is (byte)' ' or (byte)'-') at++;
        return *at == '}' ? at + 1 : at;
    }

    private void AddMiddle(byte* start, byte* end, OpenFString fstring, bool escapes, bool doubled)
    {
        if (start == end) return;
        if (escapes && !fstring.Raw) CheckEscapes(start, end, bytes: false);
        tokens.Add(FStringMiddle, Offset(start), Offset(end), doubled ? 1 : 0);
    }

    private byte* EndFString(byte* at, byte* after)
    {
        // An unterminated format specification leaves its fields open.
        var fstring = fstrings.Pop();
        brackets.Cut(fstring.Depth);
        tokens.Add(FStringEnd, Offset(at), Offset(after));
        return after;
    }

    private byte* OpenField(byte* at)
    {
        brackets.Push(new Bracket(*at, tokens.Count, fstrings.Count - 1, false));
        Add(FieldOpen, at, 1);
        return at + 1;
    }

    private byte* CloseField(byte* at)
    {
        PopField(at);
        return FStringLiteral(at + 1);
    }

    private void PopField(byte* at)
    {
        var field = brackets.Pop();
        Add(FieldClose, at, 1);
        tokens.Pair(field.Token);
    }

    private byte* StartFormatSpec(byte* at)
    {
        brackets.Top = brackets.Top with { InSpec = true };
        Add(FieldColon, at, 1);
        return FStringLiteral(at + 1);
    }
}
