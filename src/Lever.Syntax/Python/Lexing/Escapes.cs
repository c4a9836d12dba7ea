using System.Globalization;

namespace Lever.Syntax.Python.Lexing;

/// <summary>Checks the escape sequences of string literals that are not raw.</summary>
internal static class Escapes
{
    /// <summary>The first escape that no value can be given to.</summary>
    /// <param name="text">A literal's content, without its quotes.</param>
    /// <param name="bytes">Is it a bytes literal?</param>
    /// <param name="at">Where the bad escape starts in the text.</param>
    /// <returns>What is wrong with it, or null where all escapes are well formed.</returns>
    public static string? FindProblem(ReadOnlySpan<byte> text, bool bytes, out int at)
    {
        for (at = 0; ; at += 2)
        {
            var found = text[at..].IndexOf((byte)'\\');
            if (found < 0 || at + found + 1 >= text.Length) return null;
            at += found;
            var digits = text[at + 1] switch
            {
                (byte)'x' => 2,
                (byte)'u' when !bytes => 4,
                (byte)'U' when !bytes => 8,
                _ => 0,
            };
            if (digits > 0)
            {
                if (!AreHex(text[(at + 2)..], digits))
                    return $"the escape \\{(char)text[at + 1]} needs {digits} hexadecimal digits";
                if (digits == 8 && !IsCodePoint(text.Slice(at + 2, 8))) return "the escape \\U is above the last code point, 10FFFF";
            }
            else if (text[at + 1] == 'N' && !bytes && !IsNamed(text[(at + 2)..]))
            {
                return "the escape \\N needs a character's name in braces";
            }
        }
    }

    private static bool AreHex(ReadOnlySpan<byte> text, int count)
    {
        if (text.Length < count) return false;
        foreach (var value in text[..count])
            if (!char.IsAsciiHexDigit((char)value)) return false;
        return true;
    }

    private static bool IsCodePoint(ReadOnlySpan<byte> digits) =>
        uint.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture) <= 0x10FFFF;

    /// <summary>Names of characters consist of these; which names there are is not checked.</summary>
    private static bool IsNamed(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'}');
        if (end < 2 || text[0] != '{' || !char.IsAsciiLetter((char)text[1])) return false;
        foreach (var value in text[1..end])
            if (!char.IsAsciiLetterOrDigit((char)value) && value is not ((byte)' ' or (byte)'-')) return false;
        return true;
    }
}
