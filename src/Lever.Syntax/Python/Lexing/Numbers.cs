using Lever.Syntax.Text;

namespace Lever.Syntax.Python.Lexing;

/// <summary>Reads numeric literals.</summary>
internal static unsafe class Numbers
{
    /// <summary>CPython refuses to convert longer decimal integers, since that takes quadratic time.</summary>
    private const int MaxDecimalDigits = 4300;

    /// <summary>Reads a literal that starts with a digit, or with a point before a digit.</summary>
    /// <param name="problem">Why it is none, or null.</param>
    /// <returns>The literal's end.</returns>
    public static byte* Read(byte* at, out TokenKind kind, out string? problem)
    {
        kind = TokenKind.Int;
        problem = null;
        if (*at == '0')
        {
            var bits = (at[1] | 0x20) switch { 'x' => 4, 'o' => 3, 'b' => 1, _ => 0 };
            if (bits != 0) return ReadPowerOfTwo(at + 2, bits, out problem);
        }
        var start = at;
        if (*at != '.')
        {
            at = Digits(at, ref problem);
            if (problem is not null) return at;
        }
        var wholeEnd = at;
        if (*at == '.')
        {
            kind = TokenKind.Float;
            at++;
            if (IsDigit(*at)) at = Digits(at, ref problem);
            if (problem is not null) return at;
        }
        if ((*at | 0x20) == 'e' && (IsDigit(at[1]) || (at[1] is (byte)'+' or (byte)'-' && IsDigit(at[2]))))
        {
            kind = TokenKind.Float;
            at = Digits(at + 2, ref problem);
            if (problem is not null) return at;
        }
        else if ((*at | 0x20) == 'e' && at[1] is (byte)'+' or (byte)'-')
        {
            problem = "a decimal literal has no digits in its exponent";
            return at + 2;
        }
        if ((*at | 0x20) == 'j')
        {
            kind = TokenKind.Complex;
            at++;
            return EndOfNumber(at, "an imaginary", out problem);
        }
        if (kind == TokenKind.Float) return EndOfNumber(at, "a decimal", out problem);
        if (*start == '0' && HasDigitsAfterZeros(start, wholeEnd))
            problem = "leading zeros are not permitted in decimal integer literals; use an 0o prefix for octal integers";
        else if (wholeEnd - start > MaxDecimalDigits && CountDigits(start, wholeEnd) > MaxDecimalDigits)
            problem = "an integer literal has more than 4300 decimal digits; write it as hexadecimal";
        return problem is null ? EndOfNumber(at, "a decimal", out problem) : at;
    }

    private static byte* ReadPowerOfTwo(byte* at, int bits, out string? problem)
    {
        var name = bits switch { 4 => "a hexadecimal", 3 => "an octal", _ => "a binary" };
        do
        {
            if (*at == '_') at++;
            if (!IsDigitOf(*at, bits))
            {
                problem = IsDigit(*at)
                    ? $"the digit {(char)*at} does not belong in {name} literal"
                    : $"{name} literal is not complete";
                return EndOfWord(at);
            }
            while (IsDigitOf(*at, bits)) at++;
        } while (*at == '_');
        if (!IsDigit(*at)) return EndOfNumber(at, name, out problem);
        problem = $"the digit {(char)*at} does not belong in {name} literal";
        return EndOfWord(at);
    }

    private static bool IsDigitOf(byte value, int bits) => bits switch
    {
        4 => IsDigit(value) || (value | 0x20) is >= 'a' and <= 'f',
        3 => value is >= (byte)'0' and <= (byte)'7',
        _ => value is (byte)'0' or (byte)'1',
    };

    // digitpart: digit (["_"] digit)*
    private static byte* Digits(byte* at, ref string? problem)
    {
        for (; ; )
        {
            while (IsDigit(*at)) at++;
            if (*at != '_') return at;
            at++;
            if (IsDigit(*at)) continue;
            problem = "an underscore in a decimal literal must stand between digits";
            return EndOfWord(at);
        }
    }

    /// <summary>
    /// A letter directly after a number is an error, except where it starts a keyword that may follow a number.
    /// </summary>
    private static byte* EndOfNumber(byte* at, string name, out string? problem)
    {
        problem = null;
        // A byte outside ASCII starts a token of its own.
        if (*at >= 0x80 || CharClass.Table[*at] is not (CharClass.Letter or CharClass.Digit)) return at;
        var keyword = *at switch
        {
            (byte)'a' => Spells(at, "and"u8),
            (byte)'e' => Spells(at, "else"u8),
            (byte)'f' => Spells(at, "for"u8),
            (byte)'i' => at[1] is (byte)'f' or (byte)'n' or (byte)'s',
            (byte)'o' => Spells(at, "or"u8),
            (byte)'n' => Spells(at, "not"u8),
            _ => false,
        };
        if (keyword) return at;
        problem = $"{name} literal is followed by a letter";
        return EndOfWord(at);
    }

    private static bool Spells(byte* at, ReadOnlySpan<byte> keyword)
    {
        if (!new ReadOnlySpan<byte>(at, keyword.Length).SequenceEqual(keyword)) return false;
        return CharClass.Table[at[keyword.Length]] is not (CharClass.Letter or CharClass.Digit);
    }

    private static byte* EndOfWord(byte* at) => Scan.Identifier(at, out _);

    private static bool HasDigitsAfterZeros(byte* at, byte* end)
    {
        for (; at < end; at++)
            if (*at is not ((byte)'0' or (byte)'_')) return true;
        return false;
    }

    private static int CountDigits(byte* at, byte* end)
    {
        var count = 0;
        for (; at < end; at++)
            if (*at != '_') count++;
        return count;
    }

    private static bool IsDigit(byte value) => (uint)(value - '0') <= 9;
}
