using System.Globalization;
using System.Text;

namespace Lever.Syntax.Python;

/// <summary>Values of literals, from their source.</summary>
public static class Literals
{
    /// <summary>The value of an integer literal in any base; null where it does not fit 64 bits.</summary>
    public static long? Integer(ReadOnlySpan<byte> literal)
    {
        Span<char> digits = stackalloc char[literal.Length > 64 ? 0 : literal.Length];
        if (literal.Length > 64) return null;
        var count = 0;
        foreach (var value in literal)
            if (value != '_') digits[count++] = char.ToLowerInvariant((char)value);
        var text = digits[..count];
        if (text.StartsWith("0x")) return long.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null;
        if (text.StartsWith("0b")) return long.TryParse(text[2..], NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture, out var binary) ? binary : null;
        if (text.StartsWith("0o"))
        {
            var total = 0L;
            foreach (var digit in text[2..])
            {
                if (total >> 60 != 0) return null;
                total = total * 8 + (digit - '0');
            }
            return total;
        }
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>The value of a string literal, adjacent literals joined; null for f-strings, bytes and named escapes.</summary>
    public static string? String(ReadOnlySpan<byte> literal)
    {
        var result = new StringBuilder();
        var text = Encoding.UTF8.GetString(literal);
        for (var at = 0; at < text.Length;)
        {
            var raw = false;
            for (; at < text.Length && char.IsAsciiLetter(text[at]); at++)
            {
                if ((text[at] | 0x20) is 'f' or 'b' or 't') return null;
                raw |= (text[at] | 0x20) == 'r';
            }
            if (at >= text.Length) break;
            if (text[at] is not ('"' or '\''))
            {
                // Between adjacent literals only blanks, line breaks, comments and continuations can stand.
                at = text[at] == '#' ? text.IndexOf('\n', at) is var end && end < 0 ? text.Length : end : at + 1;
                continue;
            }
            var quote = text[at];
            var width = at + 2 < text.Length && text[at + 1] == quote && text[at + 2] == quote ? 3 : 1;
            at += width;
            while (at < text.Length && !Closes(text, at, quote, width))
            {
                if (text[at] != '\\' || at + 1 >= text.Length)
                {
                    result.Append(text[at++]);
                    continue;
                }
                if (raw)
                {
                    result.Append(text, at, 2);
                    at += 2;
                    continue;
                }
                if (!Escape(text, ref at, result)) return null;
            }
            at += width;
        }
        return result.ToString();
    }

    private static bool Closes(string text, int at, char quote, int width) =>
        text[at] == quote && (width == 1 || (at + 2 < text.Length && text[at + 1] == quote && text[at + 2] == quote));

    private static bool Escape(string text, ref int at, StringBuilder result)
    {
        var code = text[at + 1];
        at += 2;
        switch (code)
        {
            case '\n': return true;
            case '\r':
                if (at < text.Length && text[at] == '\n') at++;
                return true;
            case 'n': result.Append('\n'); return true;
            case 't': result.Append('\t'); return true;
            case 'r': result.Append('\r'); return true;
            case 'a': result.Append('\a'); return true;
            case 'b': result.Append('\b'); return true;
            case 'f': result.Append('\f'); return true;
            case 'v': result.Append('\v'); return true;
            case '\\' or '\'' or '"': result.Append(code); return true;
            case 'x': return Hex(text, ref at, 2, result);
            case 'u': return Hex(text, ref at, 4, result);
            case 'U': return Hex(text, ref at, 8, result);
            case 'N': return false;
            case >= '0' and <= '7':
                var value = code - '0';
                for (var more = 0; more < 2 && at < text.Length && text[at] is >= '0' and <= '7'; more++) value = value * 8 + text[at++] - '0';
                result.Append((char)value);
                return true;
            default: result.Append('\\').Append(code); return true;
        }
    }

    private static bool Hex(string text, ref int at, int digits, StringBuilder result)
    {
        if (at + digits > text.Length
            || !uint.TryParse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            return false;
        at += digits;
        if (code > 0x10FFFF) return false;
        // Lone surrogates are legal in Python strings and representable as UTF-16 units.
        if (code is >= 0xD800 and <= 0xDFFF) result.Append((char)code);
        else result.Append(char.ConvertFromUtf32((int)code));
        return true;
    }
}
