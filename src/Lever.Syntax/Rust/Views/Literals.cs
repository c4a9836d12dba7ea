namespace Lever.Syntax.Rust;

/// <summary>Values of literals, from their source.</summary>
public static class Literals
{
    /// <summary>The value of an integer literal in any base; null where it does not fit 64 bits.</summary>
    public static long? Integer(ReadOnlySpan<byte> literal)
    {
        var digits = literal[..^Suffix(literal).Length];
        var radix = digits.Length > 1 && digits[0] == '0' ? digits[1] switch { (byte)'x' => 16, (byte)'o' => 8, (byte)'b' => 2, _ => 10 } : 10;
        if (radix != 10) digits = digits[2..];
        var total = 0L;
        foreach (var value in digits)
        {
            if (value == '_') continue;
            var digit = value <= '9' ? value - '0' : (value | 0x20) - 'a' + 10;
            if (digit < 0 || digit >= radix || total > (long.MaxValue - digit) / radix) return null;
            total = total * radix + digit;
        }
        return total;
    }

    /// <summary>The type at the end of a number.</summary>
    public static ReadOnlySpan<byte> Suffix(ReadOnlySpan<byte> literal)
    {
        var hex = literal.StartsWith("0x"u8);
        for (var at = 1; at < literal.Length; at++)
            if (literal[at] is (byte)'u' or (byte)'i' || literal[at] == 'f' && !hex) return literal[at..];
        return default;
    }

    /// <summary>What stands between the quotes of a string of any kind.</summary>
    public static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> literal)
    {
        var start = ContentOffset(literal);
        var end = literal.LastIndexOf((byte)'"');
        return end >= start ? literal[start..end] : default;
    }

    internal static int ContentOffset(ReadOnlySpan<byte> literal) => literal.IndexOf((byte)'"') + 1;
}
