using System.Buffers.Text;
using System.Globalization;

namespace Lever.Profiles.Readers;

/// <summary>A line of a callgrind file that holds costs: positions, absolute or against the line before, and a number for each event.</summary>
internal ref struct CostLine(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> rest = text;

    /// <summary>Whether a line begins as costs do.</summary>
    public static bool IsOne(ReadOnlySpan<byte> line) => line.Length > 0 && (char.IsAsciiDigit((char)line[0]) || line[0] is (byte)'+' or (byte)'-' or (byte)'*');

    /// <summary>The next position, given the one of the line before.</summary>
    public long Position(long before)
    {
        var word = Word();
        if (word.IsEmpty || word[0] == '*') return before;
        var isRelative = word[0] is (byte)'+' or (byte)'-';
        var value = Number(isRelative ? word[1..] : word);
        return !isRelative ? value : word[0] == '+' ? unchecked(before + value) : unchecked(before - value);
    }

    /// <summary>The next cost; 0 where the line has no more.</summary>
    public double Cost() => Number(Word());

    // A file has millions of these numbers, of few digits each: a plain loop beats what is made for long ones.
    private static long Number(ReadOnlySpan<byte> word)
    {
        if (word.StartsWith("0x"u8)) return long.TryParse(word[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var hex) ? hex : 0;
        if (word.IsEmpty || word.Length > 18) return Utf8Parser.TryParse(word, out long great, out _) ? great : 0;
        var number = 0L;
        foreach (var digit in word)
        {
            if (!char.IsAsciiDigit((char)digit)) return Utf8Parser.TryParse(word, out long odd, out _) ? odd : 0;
            number = number * 10 + (digit - '0');
        }
        return number;
    }

    private ReadOnlySpan<byte> Word()
    {
        var start = 0;
        while (start < rest.Length && rest[start] == ' ') start++;
        var end = start;
        while (end < rest.Length && rest[end] != ' ') end++;
        var word = rest[start..end];
        rest = rest[end..];
        return word;
    }
}
