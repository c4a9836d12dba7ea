using System.Text;
using Lever.Syntax.Text;
using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Lexing;

/// <summary>String and bytes literals, and the literal parts of f-strings and t-strings.</summary>
internal sealed unsafe partial class Lexer
{
    /// <summary>CPython's limit of f-strings within f-strings.</summary>
    private const int MaxFStrings = 150;

    /// <summary>CPython's limit of replacement fields within the format specifications of others.</summary>
    private const int MaxFields = 3;

    /// <param name="start">The literal's prefix.</param>
    /// <param name="open">Its first quote.</param>
    private byte* StringLiteral(byte* start, byte* open, bool raw, bool bytes)
    {
        var quote = *open;
        var triple = open[1] == quote && open[2] == quote;
        var content = open + (triple ? 3 : 1);
        var end = triple
            ? TripleContent(content, quote, out var escapes, out var closed)
            : LineContent(content, quote, out escapes, out closed);
        if (!closed && start == open && fstrings.Count > 0 && fstrings.Top.Size == 1 && fstrings.Top.Quote == quote && !triple)
        {
            // The quote was meant to end the f-string whose replacement field this is.
            ReportOpenField();
            return EndFString(open, open + 1);
        }
        if (!closed) Report(start, triple ? content : end, triple ? "unterminated triple-quoted string" : "unterminated string");
        if (escapes && !raw) CheckEscapes(content, end, bytes);
        if (bytes && !Ascii.IsValid(new ReadOnlySpan<byte>(content, (int)(end - content))))
            Report(start, end, "bytes can only contain ASCII characters; write others as \\x escapes");
        var after = closed ? end + (triple ? 3 : 1) : end;
        tokens.Add(bytes ? Bytes : TokenKind.String, Offset(start), Offset(after), IsEmpty(content, end, escapes && !raw) ? 1 : 0);
        return after;
    }

    /// <returns>The closing quote, or the line's end where there is none.</returns>
    private byte* LineContent(byte* at, byte quote, out bool escapes, out bool closed)
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
                    return at;
                case 0:
                    Report(at, at + 1, "a source file cannot contain null bytes");
                    break;
            }
            at++;
        }
    }

    private byte* TripleContent(byte* at, byte quote, out bool escapes, out bool closed)
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

    /// <summary>Does a literal's content stand for no text? A backslash before a line break stands for none.</summary>
    private static bool IsEmpty(byte* at, byte* end, bool escapes)
    {
        while (escapes && at < end && *at == '\\' && at[1] is (byte)'\n' or (byte)'\r')
            at += at[1] == '\r' && at[2] == '\n' ? 3 : 2;
        return at >= end;
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
        var escapes = false;
        for (; ; )
        {
            switch (*at)
            {
                case (byte)'\\':
                    escapes = true;
                    at = FStringEscape(at, fstring.Raw);
                    continue;
                case (byte)'{' when at[1] == '{' && !inSpec:
                case (byte)'}' when at[1] == '}' && !inSpec:
                    at += 2;
                    continue;
                case (byte)'{':
                    AddMiddle(start, at, fstring, escapes);
                    return OpenField(at);
                case (byte)'}' when inSpec:
                    AddMiddle(start, at, fstring, escapes);
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
                    AddMiddle(start, at, fstring, escapes);
                    return EndFString(at, at + fstring.Size);
                case (byte)'\n' or (byte)'\r' when inSpec && fstring.Size == 1 && targetMinor >= 12:
                    // A line break ends the format specification, and only the field's closing brace may follow.
                    AddMiddle(start, at, fstring, escapes);
                    brackets.Top = brackets.Top with { InSpec = false };
                    return at;
                case (byte)'\n' or (byte)'\r' when fstring.Size == 1:
                case 0 when at >= limit:
                    AddMiddle(start, at, fstring, escapes);
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

    private void AddMiddle(byte* start, byte* end, OpenFString fstring, bool escapes)
    {
        if (start == end) return;
        if (escapes && !fstring.Raw) CheckEscapes(start, end, bytes: false);
        tokens.Add(FStringMiddle, Offset(start), Offset(end), IsEmpty(start, end, escapes && !fstring.Raw) ? 1 : 0);
    }

    private byte* EndFString(byte* at, byte* after)
    {
        // An unterminated format specification leaves its fields open.
        var fstring = fstrings.Pop();
        brackets.Cut(fstring.Depth);
        if (targetMinor < 12) CheckOldFString(fstring, after);
        tokens.Add(FStringEnd, Offset(at), Offset(after));
        return after;
    }

    private byte* OpenField(byte* at)
    {
        var maxFields = targetMinor < 12 ? 2 : MaxFields;
        if (brackets.Count - fstrings.Top.Depth == maxFields)
            Report(at, at + 1, $"replacement fields are nested deeper than {maxFields}");
        brackets.Push(new Bracket(*at, tokens.Count, fstrings.Count - 1, false));
        Add(FieldOpen, at, 1);
        return at + 1;
    }

    private byte* CloseField(byte* at)
    {
        EndFieldExpression(at);
        PopField(at);
        return FStringLiteral(at + 1);
    }

    private void PopField(byte* at)
    {
        var field = brackets.Pop();
        Add(FieldClose, at, 1);
        tokens.Pair(field.Token);
    }

    private void ReportOpenField()
    {
        var index = brackets.Count - 1;
        while (!brackets[index].IsField) index--;
        var token = tokens.Items[brackets[index].Token];
        Report(origin + token.Start, origin + token.End, "a replacement field of this f-string was never closed");
    }

    private byte* StartFormatSpec(byte* at)
    {
        EndFieldExpression(at);
        brackets.Top = brackets.Top with { InSpec = true };
        Add(FieldColon, at, 1);
        return FStringLiteral(at + 1);
    }

    /// <summary>Before 3.12 the expression of a replacement field could not contain a backslash.</summary>
    private void EndFieldExpression(byte* at)
    {
        if (targetMinor >= 12) return;
        var start = origin + tokens.Items[brackets.Top.Token].End;
        if (new ReadOnlySpan<byte>(start, (int)(at - start)).Contains((byte)'\\'))
            Report(start, at, "a backslash within a replacement field needs Python 3.12");
    }

    /// <summary>Before 3.12 an f-string ended where any string would, whatever its replacement fields contain.</summary>
    private void CheckOldFString(OpenFString fstring, byte* after)
    {
        var at = origin + fstring.Start;
        while (*at is not ((byte)'"' or (byte)'\'')) at++;
        for (at += fstring.Size; at < after; at++)
        {
            if (*at == '\\') at++;
            else if (*at is (byte)'\n' or (byte)'\r' && fstring.Size == 1) break;
            else if (*at == fstring.Quote && (fstring.Size == 1 || (at[1] == fstring.Quote && at[2] == fstring.Quote))) break;
        }
        if (at + fstring.Size != after)
            Report(origin + fstring.Start, after, "a line break or the f-string's own quote within a replacement field needs Python 3.12");
    }
}
