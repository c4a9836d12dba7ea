using System.Runtime.InteropServices;

namespace Lever.Review.Semantics.Python.Regex;

internal enum RegexOp : byte
{
    /// <summary>Takes one character of a set.</summary>
    Take,
    /// <summary>Goes on at the first target; where that fails, at the second.</summary>
    Split,
    Jump,
    Anchor,
    /// <summary>Remembers where a turn of a loop began.</summary>
    Mark,
    /// <summary>Leaves a loop, by its target, whose turn took nothing.</summary>
    LeaveIfEmpty,
    /// <summary>Runs the part behind it by itself, up to its <see cref="Accept"/>, and goes on at the target.</summary>
    Atomic,
    Look,
    LookNot,
    Accept,
}

/// <param name="First">The target; of a loop's marks the loop's number.</param>
/// <param name="Second">The other target; of a look-behind how far back it starts.</param>
/// <param name="Start">Where the part stands in the pattern.</param>
internal readonly record struct RegexStep(RegexOp Op, CharSet Set, int First, int Second, RegexPlace Place, int Start, int End);

/// <summary>A regular expression as the steps that a backtracking matcher such as Python's takes, in the order in which it tries them.</summary>
internal sealed class RegexProgram
{
    /// <summary>Larger patterns are left alone: they come from generators.</summary>
    private const int MaximumSteps = 2000;

    /// <summary>Optional turns beyond these are as good as endless for texts of the lengths that are tried.</summary>
    private const int MaximumOptional = 150;

    private readonly List<RegexStep> steps = [];

    public ReadOnlySpan<RegexStep> Steps => CollectionsMarshal.AsSpan(steps);

    /// <summary>How many loops remember where their turns began.</summary>
    public int Marks { get; private set; }

    /// <param name="isSearch">May the match begin anywhere?</param>
    /// <param name="toTheEnd">Must the match reach the end of the text?</param>
    /// <returns>Null where the pattern is too large, or looks back over parts of no fixed length.</returns>
    public static RegexProgram? Of(RegexNode tree, bool isSearch, bool toTheEnd)
    {
        var program = new RegexProgram();
        if (isSearch && !program.Add(new RegexRepeat(0, 0, new RegexSet(0, 0, CharSet.All, false), 0, null, IsLazy: true))) return null;
        if (!program.Add(tree)) return null;
        if (toTheEnd) program.Emit(RegexOp.Anchor, tree, place: RegexPlace.End);
        program.Emit(RegexOp.Accept, tree);
        return program;
    }

    private int Emit(RegexOp op, RegexNode node, CharSet set = default, int first = 0, int second = 0, RegexPlace place = default)
    {
        steps.Add(new RegexStep(op, set, first, second, place, node.Start, node.End));
        return steps.Count - 1;
    }

    private void Aim(int step, int first, int second) => steps[step] = steps[step] with { First = first, Second = second };

    private bool Add(RegexNode node)
    {
        if (steps.Count > MaximumSteps) return false;
        switch (node)
        {
            case RegexSet set:
                Emit(RegexOp.Take, node, set.Set);
                return true;
            case RegexAnchor anchor:
                Emit(RegexOp.Anchor, node, place: anchor.Place);
                return true;
            case RegexGroup group: return Add(group.Body);
            case RegexSequence sequence:
                foreach (var part in sequence.Parts)
                    if (!Add(part)) return false;
                return true;
            case RegexAlternation alternation: return AddAlternation(alternation);
            case RegexRepeat repeat: return AddRepeat(repeat);
            case RegexAtomic atomic: return AddApart(RegexOp.Atomic, node, atomic.Body, 0);
            case RegexLook look:
                var width = look.IsBehind ? WidthOf(look.Body) : 0;
                return width is { } back && AddApart(look.IsNegative ? RegexOp.LookNot : RegexOp.Look, node, look.Body, back);
            default: return false;
        }
    }

    private bool AddAlternation(RegexAlternation alternation)
    {
        var ends = new List<int>();
        for (var index = 0; index < alternation.Branches.Count; index++)
        {
            var isLast = index == alternation.Branches.Count - 1;
            var split = isLast ? -1 : Emit(RegexOp.Split, alternation);
            if (!Add(alternation.Branches[index])) return false;
            if (isLast) break;
            ends.Add(Emit(RegexOp.Jump, alternation));
            Aim(split, split + 1, steps.Count);
        }
        foreach (var end in ends) Aim(end, steps.Count, 0);
        return true;
    }

    private bool AddRepeat(RegexRepeat repeat)
    {
        var isEndless = repeat.Maximum is not { } most || most - repeat.Minimum > MaximumOptional;
        for (var copy = 0; copy < repeat.Minimum - (isEndless ? 1 : 0); copy++)
            if (!Add(repeat.Body)) return false;
        if (isEndless) return repeat.Minimum == 0 ? AddStar(repeat) : AddPlus(repeat);
        var splits = new List<int>();
        for (var copy = repeat.Minimum; copy < repeat.Maximum; copy++)
        {
            splits.Add(Emit(RegexOp.Split, repeat));
            if (!Add(repeat.Body)) return false;
        }
        foreach (var split in splits) Choose(split, split + 1, steps.Count, repeat.IsLazy);
        return true;
    }

    private void Choose(int split, int turn, int exit, bool isLazy) => Aim(split, isLazy ? exit : turn, isLazy ? turn : exit);

    private bool AddStar(RegexRepeat repeat)
    {
        var split = Emit(RegexOp.Split, repeat);
        if (!AddTurn(repeat, out var leave)) return false;
        Emit(RegexOp.Jump, repeat, first: split);
        Choose(split, split + 1, steps.Count, repeat.IsLazy);
        if (leave >= 0) Aim(leave, steps.Count, steps[leave].Second);
        return true;
    }

    private bool AddPlus(RegexRepeat repeat)
    {
        var turn = steps.Count;
        if (!AddTurn(repeat, out var leave)) return false;
        var split = Emit(RegexOp.Split, repeat);
        Choose(split, turn, steps.Count, repeat.IsLazy);
        if (leave >= 0) Aim(leave, steps.Count, steps[leave].Second);
        return true;
    }

    /// <summary>One turn of an endless loop; turns that may take nothing are guarded.</summary>
    private bool AddTurn(RegexRepeat repeat, out int leave)
    {
        leave = -1;
        if (!MayBeEmpty(repeat.Body)) return Add(repeat.Body);
        var mark = Marks++;
        Emit(RegexOp.Mark, repeat, first: mark);
        if (!Add(repeat.Body)) return false;
        leave = Emit(RegexOp.LeaveIfEmpty, repeat, second: mark);
        return true;
    }

    private bool AddApart(RegexOp op, RegexNode node, RegexNode body, int back)
    {
        var start = Emit(op, node, second: back);
        if (!Add(body)) return false;
        Emit(RegexOp.Accept, node);
        Aim(start, steps.Count, back);
        return true;
    }

    private static bool MayBeEmpty(RegexNode node) => node switch
    {
        RegexSet => false,
        RegexGroup group => MayBeEmpty(group.Body),
        RegexAtomic atomic => MayBeEmpty(atomic.Body),
        RegexSequence sequence => sequence.Parts.All(MayBeEmpty),
        RegexAlternation alternation => alternation.Branches.Any(MayBeEmpty),
        RegexRepeat repeat => repeat.Minimum == 0 || MayBeEmpty(repeat.Body),
        _ => true,
    };

    /// <summary>How many characters a part takes; null where that varies.</summary>
    private static int? WidthOf(RegexNode node)
    {
        switch (node)
        {
            case RegexSet: return 1;
            case RegexAnchor or RegexLook: return 0;
            case RegexGroup group: return WidthOf(group.Body);
            case RegexAtomic atomic: return WidthOf(atomic.Body);
            case RegexRepeat repeat: return repeat.Minimum == repeat.Maximum ? repeat.Minimum * WidthOf(repeat.Body) : null;
            case RegexSequence sequence:
                int? total = 0;
                foreach (var part in sequence.Parts) total += WidthOf(part);
                return total;
            case RegexAlternation alternation:
                var width = WidthOf(alternation.Branches[0]);
                foreach (var branch in alternation.Branches)
                    if (WidthOf(branch) != width) return null;
                return width;
            default: return null;
        }
    }
}
