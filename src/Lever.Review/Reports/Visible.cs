using System.Globalization;
using System.Text;

namespace Lever.Review.Reports;

/// <summary>
/// Text that is safe to show and whose width is known. Names, messages and code come from the files under review: control, bidirectional
/// and invisible characters in them could move the cursor, show a line other than the one there is, or hide one.
/// </summary>
internal static class Visible
{
    private const char Replacement = '\uFFFD';
    private const int TabWidth = 4;

    // East Asian Wide and Fullwidth (Unicode Standard Annex 11, version 16), as pairs of first and last, ascending.
    private static readonly int[] Wide =
    [
        0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x23F0, 0x23F0, 0x23F3, 0x23F3, 0x25FD, 0x25FE,
        0x2614, 0x2615, 0x2648, 0x2653, 0x267F, 0x267F, 0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE,
        0x26C4, 0x26C5, 0x26CE, 0x26CE, 0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26F5, 0x26FA, 0x26FA,
        0x26FD, 0x26FD, 0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728, 0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755,
        0x2757, 0x2757, 0x2795, 0x2797, 0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55,
        0x2E80, 0x303E, 0x3041, 0x4DBF, 0x4E00, 0xA4CF, 0xA960, 0xA97C, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE10, 0xFE19,
        0xFE30, 0xFE6F, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x18CFF, 0x1AFF0, 0x1B2FF, 0x1F004, 0x1F004,
        0x1F0CF, 0x1F0CF, 0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F200, 0x1F320, 0x1F32D, 0x1F335, 0x1F337, 0x1F37C,
        0x1F37E, 0x1F393, 0x1F3A0, 0x1F3CA, 0x1F3CF, 0x1F3D3, 0x1F3E0, 0x1F3F0, 0x1F3F4, 0x1F3F4, 0x1F3F8, 0x1F43E,
        0x1F440, 0x1F440, 0x1F442, 0x1F4FC, 0x1F4FF, 0x1F53D, 0x1F54B, 0x1F54E, 0x1F550, 0x1F567, 0x1F57A, 0x1F57A,
        0x1F595, 0x1F596, 0x1F5A4, 0x1F5A4, 0x1F5FB, 0x1F64F, 0x1F680, 0x1F6C5, 0x1F6CC, 0x1F6CC, 0x1F6D0, 0x1F6D2,
        0x1F6D5, 0x1F6D7, 0x1F6DC, 0x1F6DF, 0x1F6EB, 0x1F6EC, 0x1F6F4, 0x1F6FC, 0x1F7E0, 0x1F7EB, 0x1F7F0, 0x1F7F0,
        0x1F90C, 0x1F93A, 0x1F93C, 0x1F945, 0x1F947, 0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000, 0x3FFFD,
    ];

    /// <summary>One line of text with whatever a terminal would act on replaced; line breaks and tabs become a space.</summary>
    public static string Clean(string text)
    {
        if (!NeedsCleaning(text)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.Value is '\n' or '\t' ? " " : rune.Value == '\r' ? "" : Shown(rune));
        return clean.ToString();
    }

    /// <summary>A text of several lines with whatever a terminal would act on replaced; line breaks and tabs stay.</summary>
    public static string CleanLines(string text)
    {
        if (!NeedsCleaning(text)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.Value is '\n' or '\t' ? rune.ToString() : rune.Value == '\r' ? "" : Shown(rune));
        return clean.ToString();
    }

    /// <summary>How many cells a clean text takes on a terminal.</summary>
    public static int Width(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes()) width += Width(rune);
        return width;
    }

    /// <summary>How many cells one character takes: 0, 1 or 2.</summary>
    public static int Width(Rune rune)
    {
        if (rune.Value < 0x300) return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            return 0;
        var low = 0;
        var high = Wide.Length / 2 - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (rune.Value < Wide[2 * middle]) high = middle - 1;
            else if (rune.Value > Wide[2 * middle + 1]) low = middle + 1;
            else return 2;
        }
        return 1;
    }

    /// <summary>A line of code as cells of the terminal.</summary>
    /// <param name="code">Without its line break.</param>
    public static CodeLine Code(string code)
    {
        var shown = new List<string>(code.Length);
        var columns = new List<int>(code.Length + 1);
        var width = 0;
        foreach (var rune in code.EnumerateRunes())
        {
            columns.Add(width);
            var text = rune.Value == '\t' ? new string(' ', TabWidth - width % TabWidth) : Shown(rune);
            shown.Add(text);
            width += rune.Value == '\t' ? text.Length : Width(text);
        }
        columns.Add(width);
        return new CodeLine(shown, columns);
    }

    private static bool NeedsCleaning(string text)
    {
        foreach (var character in text)
            if (character is < ' ' or '\x7f' || (character > '\x7f' && IsUnsafe(character))) return true;
        return false;
    }

    private static string Shown(Rune rune) =>
        rune.IsBmp ? IsUnsafe((char)rune.Value) ? rune.Value == 0xFEFF ? "" : Replacement.ToString() : rune.ToString()
        // Tags and variation selectors of plane 14: whole sentences can be hidden in them.
        : rune.Value is >= 0xE0000 and <= 0xE0FFF ? Replacement.ToString()
        : rune.ToString();

    private static bool IsUnsafe(char character) => character switch
    {
        < ' ' or (>= '\x7f' and < '\xa0') => true,
        '\u061C' or '\u200E' or '\u200F' or '\u2028' or '\u2029' or '\uFEFF' => true,
        (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => true,
        // Invisible, and parts of names to some languages.
        '\u180E' or '\u200B' or (>= '\u2060' and <= '\u2064') or '\u3164' or '\uFFA0' => true,
        >= '\uD800' and <= '\uDFFF' => true,
        _ => false,
    };
}

/// <summary>A line of code as it is shown.</summary>
/// <param name="Shown">What is shown for each code point.</param>
/// <param name="Columns">The cell, from 0, at which each code point starts, and the line's width as last.</param>
internal sealed record CodeLine(IReadOnlyList<string> Shown, IReadOnlyList<int> Columns)
{
    public int Width => Columns[^1];

    public string Text => string.Concat(Shown);

    /// <summary>The cell of a column that is counted from 1 in code points; clamped to the line.</summary>
    public int CellOf(int column) => Columns[Math.Clamp(column - 1, 0, Columns.Count - 1)];

    /// <summary>The part of the line between two cells; a wide character that is cut becomes blank.</summary>
    public string Between(int from, int to)
    {
        var text = new StringBuilder();
        for (var at = 0; at < Shown.Count && Columns[at] < to; at++)
        {
            if (Columns[at + 1] <= from) continue;
            var whole = Columns[at] >= from && Columns[at + 1] <= to;
            text.Append(whole ? Shown[at] : new string(' ', Math.Min(to, Columns[at + 1]) - Math.Max(from, Columns[at])));
        }
        return text.ToString();
    }
}
