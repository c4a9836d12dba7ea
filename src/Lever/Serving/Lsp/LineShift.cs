using Lever.Review.Findings;
using Lever.Syntax.Text;
using Range = Lever.Review.Findings.Range;

namespace Lever.Serving.Lsp;

/// <summary>
/// Where the lines of a text went in the next one: those above all that was edited stayed, those below moved along. In between a line is known again only where
/// as many lines took the place of as many, as when a name is changed everywhere.
/// </summary>
internal readonly struct LineShift
{
    /// <summary>Bytes that are compared at once.</summary>
    private const int Block = 4096;

    private readonly LineMap before;
    private readonly LineMap after;
    private readonly int above;
    private readonly int below;

    public LineShift(LineMap before, LineMap after)
    {
        (this.before, this.after) = (before, after);
        var old = before.Text.Bytes;
        var now = after.Text.Bytes;
        var equal = old.CommonPrefixLength(now);
        if (equal == old.Length && equal == now.Length)
        {
            above = before.LineCount;
            return;
        }
        above = Math.Min(before.LineAt(equal), after.LineAt(equal)) - 1;
        // Counted from whole lines on, so that a line put before one that starts alike is told from it.
        var rest = Math.Max(before.StartOf(above + 1), after.StartOf(above + 1));
        var tail = CommonSuffixLength(old[Math.Min(rest, old.Length)..], now[Math.Min(rest, now.Length)..]);
        below = Math.Min(WholeLinesFrom(before, old.Length - tail), WholeLinesFrom(after, now.Length - tail));
    }

    /// <summary>Where a line is now; null where it was edited.</summary>
    /// <param name="line">Counted from 1.</param>
    public int? Moved(int line)
    {
        if (line <= above) return line;
        if (line > before.LineCount - below) return line + after.LineCount - before.LineCount;
        return before.LineCount == after.LineCount && before.BytesOf(line).SequenceEqual(after.BytesOf(line)) ? line : null;
    }

    /// <summary>Where a range is now; null where one of its lines was edited, or lines came or went between them.</summary>
    public Range? Moved(Range range)
    {
        var last = range.End.Column == 1 && range.End.Line > range.Start.Line ? range.End.Line - 1 : range.End.Line;
        if (Moved(range.Start.Line) is not { } start) return null;
        for (var line = range.Start.Line + 1; line <= last; line++)
            if (Moved(line) != start + line - range.Start.Line) return null;
        return new Range(range.Start with { Line = start }, range.End with { Line = start + range.End.Line - range.Start.Line });
    }

    /// <summary>Where a finding is now, with what explains it; null where its lines were edited, or a call of this file on its chain. Its fix waits until it is found again.</summary>
    public Finding? Moved(Finding finding)
    {
        if (Moved(finding.Range) is not { } range) return null;
        var chain = new List<ChainStep>(finding.Chain.Count);
        foreach (var step in finding.Chain)
        {
            if (step.Path != finding.Path) chain.Add(step);
            else if (Moved(step.Range) is { } moved) chain.Add(step with { Range = moved });
            else return null;
        }
        var labels = new List<Label>(finding.Labels.Count);
        foreach (var label in finding.Labels)
            if (Moved(label.Range) is { } moved) labels.Add(label with { Range = moved });
        var bytes = after.StartOf(range.Start.Line) - before.StartOf(finding.Range.Start.Line);
        var lines = range.Start.Line - finding.Range.Start.Line;
        return finding with
        {
            Range = range,
            Span = new Span(finding.Span.Start + bytes, finding.Span.End + bytes),
            Region = (finding.Region.First + lines, finding.Region.Last + lines),
            FunctionLine = Moved(finding.FunctionLine) ?? finding.FunctionLine,
            Labels = labels,
            Chain = chain,
            Fix = finding.Fix with { Edits = [] },
        };
    }

    private static int CommonSuffixLength(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var most = Math.Min(one.Length, other.Length);
        var equal = 0;
        while (equal + Block <= most && one[^(equal + Block)..^equal].SequenceEqual(other[^(equal + Block)..^equal])) equal += Block;
        while (equal < most && one[^(equal + 1)] == other[^(equal + 1)]) equal++;
        return equal;
    }

    /// <summary>How many lines start at an offset or after it.</summary>
    private static int WholeLinesFrom(LineMap lines, int offset)
    {
        var line = lines.LineAt(offset);
        return lines.LineCount - line + (lines.StartOf(line) == offset ? 1 : 0);
    }
}
