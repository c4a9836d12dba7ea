using System.Buffers;
using System.Buffers.Text;

namespace Lever.Profiles.Readers;

/// <summary>The head of one sample in perf's text; positions count from the line's start.</summary>
/// <param name="ThreadStart">Where the command's name begins.</param>
/// <param name="ThreadLength">Length of the command's name and the ids behind it.</param>
/// <param name="Period">What the sample stands for, in the event's unit; negative if the line has none.</param>
/// <param name="FrameStart">Where a stack of one frame begins that stands on the same line; -1 if there is none.</param>
internal readonly record struct PerfEvent(
    int ThreadStart, int ThreadLength, double Period, int EventStart, int EventLength, int FrameStart);

/// <summary>One frame in perf's text; positions count from the line's start.</summary>
/// <param name="NameLength">Length of the symbol without its offset.</param>
internal readonly record struct PerfFrame(int NameStart, int NameLength, int ModuleStart, int ModuleLength);

/// <summary>
/// The two kinds of lines of <c>perf script</c> (Linux, tools/perf/builtin-script.c and util/evsel_fprintf.c):
/// <code>
/// comm  pid[/tid] [[cpu]] [time:] [period] event[:modifiers]: [frame]
///         address symbol[+0xoffset] (module)
/// </code>
/// </summary>
internal static class PerfScriptLine
{
    private static readonly SearchValues<byte> Modifiers = SearchValues.Create("ukhGHIpPSDWeb"u8);

    /// <summary>Splits a frame: an address in hexadecimal, then a symbol that may hold anything, then its module.</summary>
    public static bool TryFrame(ReadOnlySpan<byte> line, out PerfFrame frame)
    {
        frame = default;
        var start = line.IndexOfAnyExcept((byte)' ', (byte)'\t');
        if (start < 0 || line[^1] != ')') return false;
        var digits = 0;
        while (start + digits < line.Length && char.IsAsciiHexDigitLower((char)line[start + digits])) digits++;
        var name = start + digits + 1;
        if (digits == 0 || name >= line.Length || line[name - 1] != ' ') return false;
        var open = ModuleStart(line);
        if (open < name + 2) return false;
        var symbol = line[name..(open - 2)];
        var offset = symbol.LastIndexOf("+0x"u8);
        if (offset > 0 && AreHex(symbol[(offset + 3)..])) symbol = symbol[..offset];
        frame = new PerfFrame(name, symbol.Length, open, line.Length - 1 - open);
        return true;
    }

    /// <summary>Splits the head of a sample. The command's name may hold blanks, so the first number that fits is the thread's.</summary>
    public static bool TryEvent(ReadOnlySpan<byte> line, out PerfEvent found)
    {
        found = default;
        var start = line.IndexOfAnyExcept((byte)' ', (byte)'\t');
        if (start < 0 || line[start] == '#') return false;
        var at = start;
        while (NextWord(line, ref at, out var word))
        {
            var end = at;
            if (word.Start == start || !IsThreadId(line[word.Start..end])) continue;
            if (!TryRest(line, end, out var period, out var name, out var frameStart)) continue;
            found = new PerfEvent(start, end - start, period, name.Start, name.Length, frameStart);
            return true;
        }
        return false;
    }

    private readonly record struct Word(int Start, int Length);

    // [cpu] time: period event: frame
    private static bool TryRest(ReadOnlySpan<byte> line, int at, out double period, out Word name, out int frameStart)
    {
        (period, name, frameStart) = (-1, default, -1);
        if (!NextWord(line, ref at, out var word)) return false;
        if (line[word.Start] == '[' && line[at - 1] == ']' && !NextWord(line, ref at, out word)) return false;
        if (IsTime(line[word.Start..at]) && !NextWord(line, ref at, out word)) return false;
        if (char.IsAsciiDigit((char)line[word.Start]))
        {
            if (!Utf8Parser.TryParse(line[word.Start..at], out period, out var read) || read != word.Length) return false;
            if (!NextWord(line, ref at, out word)) return false;
        }
        if (word.Length < 2 || line[at - 1] != ':' || !char.IsAsciiLetter((char)line[word.Start])) return false;
        name = new Word(word.Start, EventLength(line.Slice(word.Start, word.Length - 1)));
        if (TryFrame(line[at..], out _)) frameStart = at;
        return true;
    }

    // cycles:ppp is cycles with a modifier, sched:sched_switch an event of a group.
    private static int EventLength(ReadOnlySpan<byte> name)
    {
        var colon = name.LastIndexOf((byte)':');
        return colon > 0 && !name[(colon + 1)..].ContainsAnyExcept(Modifiers) ? colon : name.Length;
    }

    private static bool NextWord(ReadOnlySpan<byte> line, ref int at, out Word word)
    {
        word = default;
        var blanks = line[at..].IndexOfAnyExcept((byte)' ', (byte)'\t');
        if (blanks < 0) return false;
        var start = at + blanks;
        var length = line[start..].IndexOfAny((byte)' ', (byte)'\t');
        if (length < 0) length = line.Length - start;
        word = new Word(start, length);
        at = start + length;
        return true;
    }

    // 3377   12/13   -1
    private static bool IsThreadId(ReadOnlySpan<byte> word)
    {
        if (word[0] == '-') word = word[1..];
        var slash = word.IndexOf((byte)'/');
        if (slash > 0) return AreDigits(word[..slash]) && AreDigits(word[(slash + 1)..]);
        return AreDigits(word);
    }

    private static bool IsTime(ReadOnlySpan<byte> word) =>
        word.Length > 3 && word[^1] == ':' && word.IndexOf((byte)'.') is > 0 and var dot && AreDigits(word[..dot]) && AreDigits(word[(dot + 1)..^1]);

    private static bool AreDigits(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static bool AreHex(ReadOnlySpan<byte> text)
    {
        foreach (var digit in text)
        {
            if (!char.IsAsciiHexDigitLower((char)digit)) return false;
        }
        return !text.IsEmpty;
    }

    // Modules hold parentheses of their own: `/tmp/a (deleted)`; so the one that matches the last is wanted.
    private static int ModuleStart(ReadOnlySpan<byte> line)
    {
        var depth = 0;
        for (var i = line.Length - 1; i > 0; i--)
        {
            if (line[i] == ')') depth++;
            else if (line[i] == '(' && --depth == 0) return line[i - 1] == ' ' ? i + 1 : -1;
        }
        return -1;
    }
}
