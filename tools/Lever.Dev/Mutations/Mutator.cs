namespace Lever.Dev.Mutations;

/// <summary>Makes broken sources of real ones. The n-th source of a seed is always the same for the same files.</summary>
/// <param name="inserts">Pieces of the files' language.</param>
internal sealed class Mutator(IReadOnlyList<byte[]> files, IReadOnlyList<byte[]> inserts, ulong seed)
{
    private const int WholeFile = 8 << 10;
    private const int WindowLines = 60;

    private static readonly byte[] Openers = "([{"u8.ToArray();

    /// <summary>The n-th mutated source.</summary>
    public byte[] Make(int number)
    {
        var dice = new Dice(seed * 0x2545F4914F6CDD1D + (ulong)number);
        dice.Next();
        var source = new List<byte>(Pick(ref dice).ToArray());
        for (var left = Math.Max(1, dice.Below(4)); left > 0; left--) Mutate(source, ref dice);
        return [.. source];
    }

    /// <summary>A small file, or some lines of a larger one.</summary>
    private ReadOnlySpan<byte> Pick(ref Dice dice)
    {
        var file = files[dice.Below(files.Count)].AsSpan();
        if (file.Length <= WholeFile && !dice.OneIn(4)) return file;
        var start = dice.Below(file.Length);
        while (start > 0 && file[start - 1] != '\n') start--;
        var end = start;
        for (var lines = dice.Few(WindowLines); lines > 0 && end < file.Length && end - start < WholeFile; lines--)
        {
            var length = file[end..].IndexOf((byte)'\n');
            end = length < 0 ? file.Length : end + length + 1;
        }
        return Dedent(file[start..Math.Min(end, start + WholeFile)]);
    }

    /// <summary>Takes the first line's indentation from all lines, so that the inside of a block can stand by itself.</summary>
    private static ReadOnlySpan<byte> Dedent(ReadOnlySpan<byte> lines)
    {
        var indent = lines.IndexOfAnyExcept((byte)' ');
        if (indent <= 0) return lines;
        var output = new List<byte>(lines.Length);
        while (!lines.IsEmpty)
        {
            var length = lines.IndexOf((byte)'\n') + 1;
            var line = length == 0 ? lines : lines[..length];
            var blanks = line.IndexOfAnyExcept((byte)' ');
            output.AddRange(line[(blanks < 0 ? line.Length : Math.Min(indent, blanks))..]);
            lines = lines[line.Length..];
        }
        return output.ToArray();
    }

    private void Mutate(List<byte> source, ref Dice dice)
    {
        var at = dice.Below(source.Count + 1);
        switch (dice.Below(14))
        {
            case 0:
                if (at < source.Count) source[at] ^= (byte)(1 << dice.Below(8));
                break;
            case 1:
                if (at < source.Count) source[at] = (byte)dice.Next();
                break;
            case 2:
                source.RemoveRange(at, source.Count - at);
                break;
            case 3:
                source.RemoveRange(0, at);
                break;
            case 4:
                DeleteToken(source, at);
                break;
            case 5:
                var (start, end) = Token(source, at);
                source.InsertRange(end, source.GetRange(start, end - start));
                break;
            case 6:
                SwapTokens(source, at, dice.Below(source.Count + 1));
                break;
            case 7:
                Splice(source, at, ref dice);
                break;
            case 8:
                DeleteLines(source, at, dice.Few(8));
                break;
            case 9:
                IndentLine(source, at, ref dice);
                break;
            case 10:
                source.InsertRange(at, Enumerable.Repeat(Openers[dice.Below(Openers.Length)], dice.Few(300)));
                break;
            default:
                source.InsertRange(at, inserts[dice.Below(inserts.Count)]);
                break;
        }
    }

    private void Splice(List<byte> source, int at, ref Dice dice)
    {
        var other = Pick(ref dice);
        var from = dice.Below(other.Length);
        var length = Math.Min(dice.Few(400), other.Length - from);
        var replaced = dice.OneIn(2) ? Math.Min(length, source.Count - at) : 0;
        source.RemoveRange(at, replaced);
        source.InsertRange(at, other.Slice(from, length).ToArray());
    }

    private static void DeleteToken(List<byte> source, int at)
    {
        var (start, end) = Token(source, at);
        source.RemoveRange(start, end - start);
    }

    private static void SwapTokens(List<byte> source, int left, int right)
    {
        if (left > right) (left, right) = (right, left);
        var (leftStart, leftEnd) = Token(source, left);
        var (rightStart, rightEnd) = Token(source, right);
        if (leftEnd > rightStart) return;
        var first = source.GetRange(leftStart, leftEnd - leftStart);
        var second = source.GetRange(rightStart, rightEnd - rightStart);
        source.RemoveRange(rightStart, second.Count);
        source.InsertRange(rightStart, first);
        source.RemoveRange(leftStart, first.Count);
        source.InsertRange(leftStart, second);
    }

    private static void DeleteLines(List<byte> source, int at, int lines)
    {
        var start = LineStart(source, at);
        var end = start;
        for (; lines > 0 && end < source.Count; lines--)
        {
            while (end < source.Count && source[end] != '\n') end++;
            end = Math.Min(end + 1, source.Count);
        }
        source.RemoveRange(start, end - start);
    }

    private static void IndentLine(List<byte> source, int at, ref Dice dice)
    {
        var start = LineStart(source, at);
        if (dice.OneIn(2))
        {
            source.InsertRange(start, Enumerable.Repeat(dice.OneIn(4) ? (byte)'\t' : (byte)' ', 1 + dice.Below(8)));
            return;
        }
        var end = start;
        for (var most = 1 + dice.Below(8); most > 0 && end < source.Count && source[end] is (byte)' ' or (byte)'\t'; most--) end++;
        source.RemoveRange(start, end - start);
    }

    private static int LineStart(List<byte> source, int at)
    {
        while (at > 0 && source[at - 1] != '\n') at--;
        return at;
    }

    /// <summary>The word or sign around a place, roughly as a lexer would cut it.</summary>
    private static (int Start, int End) Token(List<byte> source, int at)
    {
        if (at >= source.Count) return (source.Count, source.Count);
        var isWord = IsWord(source[at]);
        int start = at, end = at + 1;
        if (!isWord) return (start, end);
        while (start > 0 && IsWord(source[start - 1])) start--;
        while (end < source.Count && IsWord(source[end])) end++;
        return (start, end);
    }

    private static bool IsWord(byte value) => value is (byte)'_' or >= 0x80 || char.IsAsciiLetterOrDigit((char)value);
}
