namespace Lever.Review.Semantics.Python.Regex;

/// <summary>A set of the first 256 characters. What lies above is left out: a pattern that needs it is judged by less than it matches, never by more.</summary>
public readonly record struct CharSet(UInt128 Low, UInt128 High)
{
    public static readonly CharSet None = new(0, 0);
    public static readonly CharSet All = new(UInt128.MaxValue, UInt128.MaxValue);
    public static readonly CharSet NewLine = Of('\n');
    public static readonly CharSet Digits = Range('0', '9');
    private static readonly CharSet AsciiWords = Digits | Range('a', 'z') | Range('A', 'Z') | Of('_');
    private static readonly CharSet AsciiSpaces = Range('\t', '\r') | Of(' ');
    private static readonly CharSet LatinWords = AsciiWords | Of('\u00AA') | Of('\u00B2') | Of('\u00B3') | Of('\u00B5') | Of('\u00B9') | Range('\u00BA', '\u00BA')
        | Range('\u00BC', '\u00BE') | Range('\u00C0', '\u00D6') | Range('\u00D8', '\u00F6') | Range('\u00F8', '\u00FF');
    private static readonly CharSet LatinSpaces = AsciiSpaces | Range('\u001C', '\u001F') | Of('\u0085') | Of('\u00A0');

    /// <summary>What a witness is made of, the most readable first.</summary>
    private const string Preferred = "a0 -.,_xA1:/\\\"'=<>()[]{}#!?*+&%$@;~^|`\t\n\r";

    public bool IsEmpty => Low == 0 && High == 0;

    public bool Contains(char value)
    {
        if (value >= 256) return false;
        var half = value < 128 ? Low : High;
        return ((value & 64) == 0 ? (ulong)half : (ulong)(half >> 64)) >> (value & 63) << 63 != 0;
    }

    public static CharSet Of(char value) =>
        value < 128 ? new CharSet(UInt128.One << value, 0) : value < 256 ? new CharSet(0, UInt128.One << value - 128) : None;

    public static CharSet Range(char first, char last)
    {
        var set = None;
        for (int value = first; value <= Math.Min(last, 'ÿ'); value++) set |= Of((char)value);
        return set;
    }

    /// <summary>Python's <c>\w</c>, of text or of bytes.</summary>
    public static CharSet Words(bool ascii) => ascii ? AsciiWords : LatinWords;

    /// <summary>Python's <c>\s</c>, of text or of bytes.</summary>
    public static CharSet Spaces(bool ascii) => ascii ? AsciiSpaces : LatinSpaces;

    /// <summary>With the other case of each ASCII letter.</summary>
    public CharSet IgnoringCase
    {
        get
        {
            var letters = Range('A', 'Z').Low;
            return this | new CharSet((Low & letters) << 32 | Low >> 32 & letters, 0);
        }
    }

    /// <summary>One of its characters, a readable one where it has any; null for an empty set.</summary>
    public char? Example
    {
        get
        {
            if (IsEmpty) return null;
            foreach (var value in Preferred)
                if (Contains(value)) return value;
            for (var value = '\0'; value < 256; value++)
                if (Contains(value)) return value;
            return null;
        }
    }

    public static CharSet operator |(CharSet left, CharSet right) => new(left.Low | right.Low, left.High | right.High);

    public static CharSet operator &(CharSet left, CharSet right) => new(left.Low & right.Low, left.High & right.High);

    public static CharSet operator ~(CharSet set) => new(~set.Low, ~set.High);
}
