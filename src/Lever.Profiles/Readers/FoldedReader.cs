using System.Text;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>
/// Folded (collapsed) stacks: a line for each distinct stack, frames from the root between semicolons, then a blank and the
/// weight. Written by py-spy (<c>-f raw</c>), inferno and stackcollapse, Austin before version 4, Tachyon, heaptrack and many
/// more. There is no specification; Brendan Gregg's FlameGraph and inferno's readers define it. Comments begin with <c>#</c>.
/// </summary>
internal sealed class FoldedReader : ProfileReader
{
    public override string Format => "folded";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name) =>
        FoldedDialect.TryDetect(head, IsUsualName(name), out _);

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        var head = bytes[..Math.Min(bytes.Length, ProfileReaders.HeadLength)];
        if (!FoldedDialect.TryDetect(head, isLikely: true, out var dialect)) dialect = new FoldedDialect(FoldedWriter.Unknown, 1, "");
        var weights = new FoldedWeights(builder, dialect);
        new FoldedStacks(bytes, builder, weights).ReadLines();
        weights.Finish();
    }

    private static bool IsUsualName(string name) =>
        name.EndsWith(".folded", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".collapsed", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".stacks", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".austin", StringComparison.OrdinalIgnoreCase);
}

/// <summary>The loop over the lines. Neighbouring lines share most of their stack, so only the part that differs is looked at.</summary>
internal ref struct FoldedStacks(ReadOnlySpan<byte> file, ProfileBuilder builder, FoldedWeights weights)
{
    private readonly ReadOnlySpan<byte> file = file;
    private readonly SegmentTable segments = new();
    private readonly List<int> frames = [];

    /// <summary>Of the stack before: the node of each part, and where its text ends in the line.</summary>
    private readonly List<(int End, int Node)> path = [];
    private int previousStart;
    private int previousLength;

    public void ReadLines()
    {
        Span<double> values = stackalloc double[3];
        var count = weights.Count;
        var start = 0;
        for (long number = 1; start < file.Length; number++)
        {
            var length = file[start..].IndexOf((byte)'\n');
            var next = length < 0 ? file.Length : start + length + 1;
            var line = file[start..(length < 0 ? next : next - 1)];
            if (line.EndsWith("\r"u8)) line = line[..^1];
            if (line.IsEmpty || line[0] == '#') { }
            else if (FoldedLine.TrySplit(line, count, values, out var stackLength)) weights.Add(NodeOf(start, stackLength), values);
            else builder.Problem(ProfilePlace.Line(number), "the line does not end in a blank and a weight");
            start = next;
        }
    }

    private int NodeOf(int start, int length)
    {
        var line = file.Slice(start, length);
        // heaptrack ends every stack with a semicolon.
        while (line.EndsWith(";"u8)) line = line[..^1];
        var common = line.CommonPrefixLength(file.Slice(previousStart, previousLength));
        // A part is the same only if its semicolon is, too.
        while (path.Count > 0 && path[^1].End >= common) path.RemoveAt(path.Count - 1);
        (previousStart, previousLength) = (start, line.Length);
        int node, position;
        if (path.Count == 0)
        {
            position = FoldedLine.ThreadPrefix(line);
            var thread = position == 0 ? "" : Encoding.UTF8.GetString(line[..(position - 1)]);
            node = builder.Root(builder.AddThread(thread));
            if (position > 0) path.Add((position - 1, node));
        }
        else
        {
            (position, node) = path[^1];
            position++;
        }
        while (position < line.Length)
        {
            var end = PartEnd(line, position);
            node = builder.Child(node, FrameOf(start + position, end - position));
            path.Add((end, node));
            position = end + 1;
        }
        return node;
    }

    /// <summary>The end of a part; Austin 1's line number, a part of its own, belongs to the frame before it.</summary>
    private static int PartEnd(ReadOnlySpan<byte> line, int start)
    {
        var length = line[start..].IndexOf((byte)';');
        if (length < 0) return line.Length;
        var end = start + length;
        if (length == 0 || end + 2 >= line.Length || line[end + 1] != 'L' || line[end - 1] != ')') return end;
        var digits = line[(end + 2)..];
        var after = digits.IndexOf((byte)';');
        if (after >= 0) digits = digits[..after];
        if (digits.IsEmpty || digits.TrimStart((byte)'-').ContainsAnyExceptInRange((byte)'0', (byte)'9')) return end;
        return end + 2 + digits.Length;
    }

    private int FrameOf(int start, int length)
    {
        var segment = segments.Intern(file, start, length);
        if (segment < frames.Count) return frames[segment];
        var text = Encoding.UTF8.GetString(file.Slice(start, Math.Min(length, ProfileLimits.Name)));
        var name = FrameText.Parse(text);
        var frame = builder.AddFrame(builder.AddFunction(name, 0), name.Line);
        frames.Add(frame);
        return frame;
    }
}
