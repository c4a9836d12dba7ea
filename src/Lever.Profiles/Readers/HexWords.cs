using System.Buffers.Text;

namespace Lever.Profiles.Readers;

/// <summary>Hexadecimal numbers between blanks.</summary>
internal ref struct HexWords(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> rest = text;

    /// <summary>The next number; false at the end, and at what is no number.</summary>
    public bool Next(out long number)
    {
        var at = 0;
        while (at < rest.Length && rest[at] == ' ') at++;
        rest = rest[at..];
        number = 0;
        // A file is made of short numbers; what is longer than any is left to the framework.
        for (at = 0; at < rest.Length && at <= LongestPlain && DigitOf(rest[at]) is >= 0 and var digit; at++) number = number << 4 | (uint)digit;
        if (at > LongestPlain && !Utf8Parser.TryParse(rest, out number, out at, 'x')) return false;
        rest = rest[at..];
        return at > 0;
    }

    private const int LongestPlain = 12;

    private static int DigitOf(byte letter) => letter switch
    {
        >= (byte)'0' and <= (byte)'9' => letter - '0',
        >= (byte)'a' and <= (byte)'f' => letter - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => letter - 'A' + 10,
        _ => -1,
    };

    /// <summary>What stands behind the number read last, without the blank between.</summary>
    public readonly ReadOnlySpan<byte> Rest => rest.IsEmpty ? rest : rest[1..];
}
