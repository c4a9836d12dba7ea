using System.Buffers.Text;

namespace Lever.Profiles.Readers;

/// <summary>Who wrote a folded file, as far as its spelling tells.</summary>
internal enum FoldedWriter
{
    /// <summary>inferno, stackcollapse, py-spy: values of a unit the file does not name.</summary>
    Unknown,
    /// <summary>Austin before version 3: the line stands in a part of its own, values are microseconds.</summary>
    Austin1,
    /// <summary>Austin 3: metadata in comments, values are microseconds or bytes.</summary>
    Austin3,
    Tachyon,
}

/// <summary>What the first lines of a folded file tell about the rest.</summary>
/// <param name="Values">How many numbers end each line: 1; 2 in differential files; 3 in Austin's full mode.</param>
/// <param name="Mode">Austin's mode: wall, cpu, memory or full; empty if not stated.</param>
internal readonly record struct FoldedDialect(FoldedWriter Writer, int Values, string Mode)
{
    private const int LinesToJudge = 64;

    /// <summary>Judges the head of a file, or says that it is no folded file.</summary>
    /// <param name="isLikely">Whether the file's name speaks for folded stacks, so that single frames will do.</param>
    public static bool TryDetect(ReadOnlySpan<byte> head, bool isLikely, out FoldedDialect dialect)
    {
        dialect = default;
        if (head.ContainsAnyInRange((byte)0, (byte)8) || head.ContainsAnyInRange((byte)14, (byte)26)) return false;
        var writer = FoldedWriter.Unknown;
        var mode = "";
        int good = 0, bad = 0, values = 3;
        var stacked = false;
        var rest = head;
        while (!rest.IsEmpty && good + bad < LinesToJudge)
        {
            var end = rest.IndexOf((byte)'\n');
            // The head may end in the middle of a line, even of its first.
            if (end < 0 && head.Length == ProfileReaders.HeadLength)
            {
                if (good + bad == 0 && isLikely && rest.Contains((byte)';')) (good, values, stacked) = (1, 1, true);
                break;
            }
            var line = (end < 0 ? rest : rest[..end]).TrimEnd((byte)'\r');
            rest = end < 0 ? default : rest[(end + 1)..];
            if (line.IsEmpty) continue;
            if (line[0] == '#')
            {
                if (line.StartsWith("# austin"u8)) writer = FoldedWriter.Austin3;
                if (line.StartsWith("# mode: "u8)) mode = System.Text.Encoding.UTF8.GetString(line[8..].Trim((byte)' '));
                continue;
            }
            var numbers = FoldedLine.CountValues(line);
            if (numbers == 0)
            {
                bad++;
                continue;
            }
            good++;
            values = Math.Min(values, numbers);
            stacked |= line.Contains((byte)';');
            if (writer == FoldedWriter.Unknown) writer = WriterOf(line);
        }
        // Scripts that fold stacks leave their own messages between them.
        if (good == 0 || bad > good / 2 || !(stacked || isLikely)) return false;
        dialect = new FoldedDialect(writer, values, mode);
        return true;
    }

    private static FoldedWriter WriterOf(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("tid:"u8)) return FoldedWriter.Tachyon;
        if (line[0] == 'P' && FoldedLine.ThreadPrefix(line) > 0) return FoldedWriter.Austin3;
        var mark = line.IndexOf(");L"u8);
        return mark >= 0 && mark + 3 < line.Length && char.IsAsciiDigit((char)line[mark + 3])
            ? FoldedWriter.Austin1
            : FoldedWriter.Unknown;
    }
}

/// <summary>The parts of one line of folded stacks.</summary>
internal static class FoldedLine
{
    /// <summary>How many numbers end the line, behind at least one byte of a stack: 0 to 3.</summary>
    public static int CountValues(ReadOnlySpan<byte> line)
    {
        Span<double> values = stackalloc double[3];
        for (var count = 3; count > 0; count--)
        {
            if (TrySplit(line, count, values, out _)) return count;
        }
        return 0;
    }

    /// <summary>Splits a line into its stack and the numbers behind it: one, or two or three between blanks or commas.</summary>
    public static bool TrySplit(ReadOnlySpan<byte> line, int count, Span<double> values, out int stackLength)
    {
        stackLength = 0;
        var end = line.Length;
        for (var i = count - 1; i >= 0; i--)
        {
            var start = end;
            while (start > 0 && line[start - 1] != ' ' && (line[start - 1] != ',' || i == 0)) start--;
            if (start == 0 || start == end || !TryNumber(line[start..end], out values[i])) return false;
            end = start - 1;
        }
        while (end > 0 && line[end - 1] == ' ') end--;
        stackLength = end;
        return end > 0;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out double value)
    {
        if (digits.Length <= 9)
        {
            var number = 0;
            var plain = true;
            foreach (var digit in digits)
            {
                if (!char.IsAsciiDigit((char)digit))
                {
                    plain = false;
                    break;
                }
                number = number * 10 + (digit - '0');
            }
            value = number;
            if (plain) return true;
        }
        return Utf8Parser.TryParse(digits, out value, out var read) && read == digits.Length && double.IsFinite(value);
    }

    /// <summary>
    /// Length of the parts at the line's start that name a process or thread, with the semicolon behind them; 0 if there is none.
    /// <code>
    /// P41;T0:99;                        Austin 3
    /// Thread 55a2ed201f00;              Austin 1
    /// tid:7712;                         Tachyon
    /// process 12:"python a.py";         py-spy, perhaps before the next
    /// thread (0x7F12C0): MainThread;    py-spy
    /// </code>
    /// </summary>
    public static int ThreadPrefix(ReadOnlySpan<byte> line)
    {
        var length = 0;
        if (line.StartsWith("process "u8)) length = AfterPart(line, 0);
        var rest = line[length..];
        if (rest.StartsWith("thread (0x"u8) || rest.StartsWith("tid:"u8) || rest.StartsWith("Thread "u8))
            return length + AfterPart(rest, 0);
        if (length > 0) return length;
        if (line.Length < 4 || line[0] != 'P' || !char.IsAsciiDigit((char)line[1])) return 0;
        var process = AfterPart(line, 0);
        if (process == 0 || line[1..(process - 1)].ContainsAnyExceptInRange((byte)'0', (byte)'9')) return 0;
        if (process >= line.Length || line[process] != 'T') return 0;
        // A thread without a frame, between two of Python's calls.
        return line[process..].Contains((byte)';') ? AfterPart(line, process) : line.Length + 1;
    }

    private static int AfterPart(ReadOnlySpan<byte> line, int start)
    {
        var end = line[start..].IndexOf((byte)';');
        return end < 0 ? 0 : start + end + 1;
    }
}
