using System.Globalization;
using System.Text;

namespace Lever.Profiles.Measurements.Readers;

/// <summary>
/// Numbers as <c>perf stat</c> prints them for people, by the language of whoever ran it: <c>1,234.5</c> in English, <c>1.234,5</c>
/// in German, <c>1 234,5</c> in French with blanks of any kind, <c>12,34,567</c> in India.
/// </summary>
internal readonly record struct PerfStatNumbers(bool HasDecimalComma)
{
    /// <summary>
    /// The spelling of an output. Its notes, behind <c>#</c>, and its percentages have fractions and no thousands, and so does the
    /// time that passed: their sign before the fraction is the language's.
    /// </summary>
    /// <param name="text">From the heading on, which may hold any program's arguments and is passed over.</param>
    public static PerfStatNumbers Of(ReadOnlySpan<byte> text)
    {
        text = text[Math.Max(0, text.IndexOf((byte)'\n'))..];
        var (commas, points) = (0, 0);
        var isNote = false;
        for (var at = 1; at + 1 < text.Length; at++)
        {
            if (text[at] == '\n') isNote = false;
            else if (text[at] is (byte)'#' or (byte)'(' or (byte)'[') isNote = true;
            else if (text[at] is (byte)',' or (byte)'.' && char.IsAsciiDigit((char)text[at - 1]) && (isNote || FractionOf(text[(at + 1)..]) > 3))
            {
                if (!char.IsAsciiDigit((char)text[at + 1])) continue;
                if (text[at] == ',') commas++;
                else points++;
            }
        }
        return new PerfStatNumbers(commas > points);
    }

    /// <summary>The words of a line, thousands between blanks put together as one.</summary>
    public string[] Words(string line)
    {
        var words = new List<string>();
        foreach (var word in line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var digits = FractionOf(Encoding.UTF8.GetBytes(word));
            if (HasDecimalComma && words.Count == 1 && digits == 3 && (word.Length == 3 || word[3] == ',') && words[0].All(char.IsAsciiDigit)) words[0] += word;
            else words.Add(word);
        }
        return [.. words];
    }

    /// <summary>A number in the output's spelling; null for anything else.</summary>
    public double? Number(ReadOnlySpan<char> text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.Trim())
        {
            // Blanks that do not break, and the apostrophes of Switzerland, stand between thousands.
            if (letter is '\u00a0' or '\u202f' or '\'' or '\u2019' || letter == (HasDecimalComma ? '.' : ',')) continue;
            plain.Append(letter == ',' ? '.' : letter);
        }
        return double.TryParse(plain.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }

    private static int FractionOf(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text.Length : end;
    }
}
