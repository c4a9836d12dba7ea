using System.Text;
using Lever.Syntax.Text;
using static Lever.Syntax.Rust.Lexing.TokenKind;

namespace Lever.Syntax.Rust.Lexing;

/// <summary>Numbers, characters, strings, lifetimes, and raw identifiers.</summary>
internal sealed unsafe partial class Lexer
{
    /// <summary>How many `#` rustc allows around a raw string.</summary>
    private const int MaxHashes = 255;

    /// <summary>A literal with a prefix, a raw string or a raw identifier; null where the word is none of them.</summary>
    /// <param name="start">The word.</param>
    /// <param name="end">A quote or `#`.</param>
    private byte* Prefixed(byte* start, byte* end)
    {
        var after = end - start <= 2 ? AfterPrefix(start, end) : null;
        if (after == null && edition >= Edition.Rust2021) Report(start, end, "no literal has this prefix; since the edition of 2021 a blank must stand after the word");
        return after;
    }

    private byte* AfterPrefix(byte* start, byte* end)
    {
        var isTwo = end - start == 2;
        if (isTwo && start[1] != 'r') return null;
        TokenKind kind;
        switch (*start)
        {
            case (byte)'r' when !isTwo:
                kind = Str;
                break;
            case (byte)'b':
                kind = ByteStr;
                break;
            case (byte)'c' when edition >= Edition.Rust2021:
                kind = CStr;
                break;
            default:
                return null;
        }
        var isRaw = isTwo || *start == 'r';
        if (*end == '\'') return !isRaw && kind == ByteStr ? ByteLiteral(start, end) : null;
        if (*end == '"') return isRaw ? RawString(start, end, kind) : StringLiteral(start, end, kind);
        if (!isRaw) return null;
        var quote = end;
        while (*quote == '#') quote++;
        if (*quote == '"') return RawString(start, end, kind);
        return kind == Str && quote - end == 1 && CharClass.Table[*quote] == CharClass.Letter ? RawIdentifier(start, quote) : null;
    }

    private byte* RawIdentifier(byte* start, byte* name)
    {
        var end = Scan.Identifier(name, out _);
        if (new ReadOnlySpan<byte>(name, (int)(end - name)) is var word && (word.SequenceEqual("self"u8) || word.SequenceEqual("Self"u8) || word.SequenceEqual("super"u8) || word.SequenceEqual("crate"u8) || word.SequenceEqual("_"u8)))
            Report(start, end, "this word cannot be a raw identifier");
        tokens.Add(Name, Offset(start), Offset(end), names.Intern(Offset(name), (int)(end - name)));
        return end;
    }

    /// <param name="open">The quote.</param>
    private byte* StringLiteral(byte* start, byte* open, TokenKind kind)
    {
        var at = open + 1;
        for (; ; )
        {
            at = Scan.TripleStringPart(at, (byte)'"');
            if (*at == '"') break;
            if (*at == '\\') at = Escape(at, kind);
            else if (at >= limit)
            {
                Report(start, open + 1, "this string is never closed");
                tokens.Add(kind, Offset(start), Offset(at));
                return at;
            }
            else at++;
        }
        if (kind == ByteStr && !Ascii.IsValid(new ReadOnlySpan<byte>(open, (int)(at - open))))
            Report(start, at, "a byte string can only contain ASCII characters; write others as \\x escapes");
        at = Suffix(at + 1);
        tokens.Add(kind, Offset(start), Offset(at));
        return at;
    }

    /// <summary>Behind an escape. At the text's end, the end.</summary>
    private byte* Escape(byte* at, TokenKind kind)
    {
        switch (at[1])
        {
            case (byte)'n' or (byte)'r' or (byte)'t' or (byte)'\\' or (byte)'0' or (byte)'\'' or (byte)'"' or (byte)'\n':
                return at + 2;
            case (byte)'\r' when at[2] == '\n':
                return at + 3;
            case (byte)'x' when char.IsAsciiHexDigit((char)at[2]) && char.IsAsciiHexDigit((char)at[3]):
                if (kind is Str or TokenKind.Char && at[2] > '7') Report(at, at + 4, "an \\x escape of a string or char ends at \\x7f; write \\u{…}");
                return at + 4;
            case (byte)'u' when at[2] == '{' && kind is not (ByteStr or TokenKind.Byte):
                var digits = at + 3;
                while (char.IsAsciiHexDigit((char)*digits) || *digits == '_') digits++;
                if (*digits == '}' && digits > at + 3) return digits + 1;
                Report(at, digits, "a \\u escape is written \\u{…} with up to six hexadecimal digits");
                return digits;
            case 0 when at + 1 >= limit:
                return at + 1;
            default:
                Report(at, at + 2, "no escape is written like this");
                return at[1] >= 0x80 ? at + 1 : at + 2;
        }
    }

    /// <param name="hashes">The first `#`, or the quote where there is none.</param>
    private byte* RawString(byte* start, byte* hashes, TokenKind kind)
    {
        var open = hashes;
        while (*open == '#') open++;
        var count = (int)(open - hashes);
        if (count > MaxHashes) Report(hashes, open, "a raw string has at most 255 `#`");
        for (var at = open + 1; ; at++)
        {
            at += new ReadOnlySpan<byte>(at, (int)(limit - at)).IndexOf((byte)'"') is >= 0 and var next ? next : (int)(limit - at);
            if (at >= limit)
            {
                Report(start, open + 1, "this raw string is never closed");
                tokens.Add(kind, Offset(start), Offset(limit));
                return limit;
            }
            var closing = 0;
            while (closing < count && at[1 + closing] == '#') closing++;
            if (closing < count) continue;
            at = Suffix(at + 1 + count);
            tokens.Add(kind, Offset(start), Offset(at));
            return at;
        }
    }

    /// <summary>Behind a suffix of a literal. Which suffixes make sense is no matter of the grammar.</summary>
    private static byte* Suffix(byte* at) => CharClass.Table[*at] == CharClass.Letter && *at < 0x80 ? Scan.Identifier(at, out _) : at;

    private byte* ByteLiteral(byte* start, byte* open)
    {
        var at = open[1] == '\\' ? Escape(open + 1, TokenKind.Byte) : open + 2;
        if (*at != '\'' || open[1] is (byte)'\'' or (byte)'\n' or >= 0x80)
        {
            var end = Math.Min(Offset(at), Offset(limit));
            tree.AddProblem(new Span(Offset(start), end), "a byte literal holds one ASCII character or escape");
            tokens.Add(TokenKind.Error, Offset(start), end);
            return origin + end;
        }
        at = Suffix(at + 1);
        tokens.Add(TokenKind.Byte, Offset(start), Offset(at));
        return at;
    }

    private byte* CharOrLifetime(byte* open)
    {
        var first = open + 1;
        if (*first == '\\') return EndOfChar(open, Escape(first, TokenKind.Char));
        if (*first == 0 && first >= limit || *first is (byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)'\'')
        {
            Invalid(open, first, "a char literal holds one character or escape");
            return first;
        }
        Rune.DecodeFromUtf8(new ReadOnlySpan<byte>(first, (int)(limit - first)), out _, out var size);
        var after = first + Math.Max(size, 1);
        if (*after == '\'') return EndOfChar(open, after);
        // `'r#name` is a raw lifetime.
        if (*first == 'r' && first[1] == '#' && CharClass.Table[first[2]] == CharClass.Letter) first += 2;
        if (CharClass.Table[*first] == CharClass.Letter)
        {
            var end = Scan.Identifier(first, out _);
            if (*end != '\'')
            {
                tokens.Add(Lifetime, Offset(open), Offset(end), names.Intern(Offset(open), (int)(end - open)));
                return end;
            }
            after = end;
        }
        else
        {
            // One character may be several code points; the literal is searched for on its line.
            while (*after is not ((byte)'\'' or (byte)'\n' or 0)) after++;
            if (*after != '\'') after = first;
        }
        if (*after == '\'') after++;
        Invalid(open, after, "a char literal holds one character or escape");
        return after;
    }

    private byte* EndOfChar(byte* open, byte* at)
    {
        if (at > limit) at = limit;
        if (*at != '\'')
        {
            Invalid(open, at, "this char literal is never closed");
            return at;
        }
        at = Suffix(at + 1);
        tokens.Add(TokenKind.Char, Offset(open), Offset(at));
        return at;
    }

    private byte* Number(byte* at)
    {
        var start = at;
        // After a dot stands the index of a tuple: in `x.0.1` two of them.
        if (tokens.Count > 0 && tokens.Items[tokens.Count - 1].Kind == Dot)
        {
            at = Suffix(Digits(at));
            tokens.Add(Int, Offset(start), Offset(at), names.Intern(Offset(start), (int)(at - start)));
            return at;
        }
        if (*at == '0' && at[1] is (byte)'x' or (byte)'o' or (byte)'b')
        {
            var isHexadecimal = at[1] == 'x';
            var digits = at + 2;
            at = digits;
            var largest = 0;
            for (; char.IsAsciiDigit((char)*at) || *at == '_' || (isHexadecimal && char.IsAsciiHexDigit((char)*at)); at++)
                if (*at != '_') largest = Math.Max(largest, *at);
            if (largest == 0) Report(start, at, "a number has no digits after its prefix");
            else if (!isHexadecimal && largest > (start[1] == 'b' ? '1' : '7')) Report(start, at, "a digit does not belong to the base of its number");
            at = Suffix(at);
            Add(Int, start, (int)(at - start));
            return at;
        }
        at = Digits(at);
        var kind = Int;
        // `1..2` is a range, `1.max(2)` and `1._x` a method or field.
        if (*at == '.' && at[1] != '.' && CharClass.Table[at[1]] != CharClass.Letter)
        {
            kind = Float;
            at++;
            if (char.IsAsciiDigit((char)*at)) at = Digits(at);
        }
        if (*at is (byte)'e' or (byte)'E')
        {
            var exponent = at + 1;
            if (*exponent is (byte)'+' or (byte)'-') exponent++;
            while (*exponent == '_') exponent++;
            if (char.IsAsciiDigit((char)*exponent))
            {
                kind = Float;
                at = Digits(exponent);
            }
            else
            {
                Report(start, exponent, "a number has no digits in its exponent");
            }
        }
        if (kind == Int || at[-1] != '.') at = Suffix(at);
        Add(kind, start, (int)(at - start));
        return at;
    }

    private static byte* Digits(byte* at)
    {
        while (char.IsAsciiDigit((char)*at) || *at == '_') at++;
        return at;
    }
}
