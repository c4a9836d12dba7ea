using System.Globalization;
using System.Text;

namespace Lever.Syntax.Python.Lexing;

/// <summary>Verifies identifiers with characters outside ASCII: XID_Start, then XID_Continue (PEP 3131).</summary>
internal static class Identifiers
{
    /// <summary>The first character that does not belong in an identifier.</summary>
    /// <returns>Its offset in the bytes, or -1 where all are fine.</returns>
    public static int FindInvalid(ReadOnlySpan<byte> name, out Rune invalid)
    {
        for (var at = 0; at < name.Length;)
        {
            // Invalid UTF-8 is reported once for the whole file.
            Rune.DecodeFromUtf8(name[at..], out invalid, out var length);
            if (at == 0 ? !IsStart(invalid) : !IsContinue(invalid)) return at;
            at += length;
        }
        invalid = default;
        return -1;
    }

    private static bool IsStart(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber =>
            !IsUnstableStart(rune.Value),
        _ => rune.Value is '_' or 0x1885 or 0x1886 or 0x2118 or 0x212E,
    };

    private static bool IsContinue(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation =>
            !IsUnstableContinue(rune.Value),
        _ => rune.Value is 0xB7 or 0x387 or (>= 0x1369 and <= 0x1371) or 0x19DA or 0x2118 or 0x212E
            or 0x200C or 0x200D or 0x30FB or 0xFF65,
    };

    /// <summary>Letters that compatibility normalization turns into something that starts no identifier.</summary>
    private static bool IsUnstableStart(int value) => value is 0x37A or 0xE33 or 0xEB3 or 0x2E2F or (>= 0xFC5E and <= 0xFC63)
        or 0xFDFA or 0xFDFB or 0xFE70 or 0xFE72 or 0xFE74 or 0xFE76 or 0xFE78 or 0xFE7A or 0xFE7C or 0xFE7E or 0xFF9E or 0xFF9F;

    private static bool IsUnstableContinue(int value) => value is 0x37A or 0x2E2F or (>= 0xFC5E and <= 0xFC63)
        or 0xFDFA or 0xFDFB or 0xFE70 or 0xFE72 or 0xFE74 or 0xFE76 or 0xFE78 or 0xFE7A or 0xFE7C or 0xFE7E;
}
