using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>What repeats a place: a loop around it, or a loop that calls its function.</summary>
/// <param name="Loop">The loop with the largest number of turns among those; null where it stands in another file.</param>
/// <param name="Through">The function of the place that the loop calls, directly or through others; null where the loop stands around the place itself.</param>
public readonly record struct Repetition(Loop? Loop, Size Trips, FunctionView? Through)
{
    private const int MaximumDepth = 3;

    /// <summary>What repeats a node most; null where this file shows no repetition.</summary>
    public static Repetition? Of(PythonModule module, Node node) => Of(module, node, null, 0);

    internal static Repetition? Of(PythonModule module, Node node, FunctionView? through, int depth)
    {
        Repetition? best = null;
        for (var loop = Loops.Around(node); loop is { } found && !Loops.LeavesAfter(node.EnclosingStatement, found); loop = Loops.Around(found))
            best = Larger(best, new Repetition(found, module.Sizes.TripsOf(found), through));
        if (best is { Trips.IsData: true } || depth >= MaximumDepth) return best;
        if (node.EnclosingDef?.AsFunction is not { } function) return best;
        best = Larger(best, module.Repetitions.OfCalls(function, depth));
        return depth == 0 && best is not { Trips.IsData: true } ? Larger(best, module.Repetitions.OfOtherFiles(function)) : best;
    }

    /// <summary>Does a decorator keep the function's results?</summary>
    public static bool IsMemoised(FunctionView function)
    {
        foreach (var decorator in function.Decorators)
        {
            var name = decorator.AsCall?.Callee ?? decorator;
            if (name.Text.Contains("cache", StringComparison.OrdinalIgnoreCase) || name.Text.Contains("memo", StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    internal static Repetition? Larger(Repetition? one, Repetition? other)
    {
        if (one is not { } first) return other;
        return other is { } second && second.Trips.Origin > first.Trips.Origin ? second : first;
    }
}

/// <summary>What repeats the functions of one file through the calls that the file shows; each is worked out once.</summary>
public sealed class Repetitions
{
    private readonly PythonModule module;
    private readonly Dictionary<(int Function, int Depth), Repetition?> known = [];
    private int[] firstMethodCall = [];
    private int[] nextMethodCall = [];
    private bool hasMethodCalls;
    private IReadOnlyDictionary<int, Size> fromOtherFiles = NoneFromOtherFiles;

    private static readonly Dictionary<int, Size> NoneFromOtherFiles = [];

    internal Repetitions(PythonModule module) => this.module = module;

    internal void Reset()
    {
        known.Clear();
        hasMethodCalls = false;
        fromOtherFiles = NoneFromOtherFiles;
    }

    /// <summary>Tells of loops in other files that call functions of this one: their turns, by the function's node.</summary>
    internal void Learn(IReadOnlyDictionary<int, Size> turns) => fromOtherFiles = turns;

    internal Repetition? OfOtherFiles(FunctionView function) =>
        fromOtherFiles.TryGetValue(function.Node.Id, out var turns) ? new Repetition(null, turns, function) : null;

    /// <param name="depth">How many calls have been followed already; the answer looks no further than a few.</param>
    internal Repetition? OfCalls(FunctionView function, int depth)
    {
        if (known.TryGetValue((function.Node.Id, depth), out var found)) return found;
        return known[(function.Node.Id, depth)] = Repetition.IsMemoised(function) ? null : Compute(function, depth);
    }

    private Repetition? Compute(FunctionView function, int depth)
    {
        Repetition? best = null;
        if (function.Node.EnclosingFunction is null && function.Node.Parent.Parent is { Kind: Kind.ClassDef } owner)
        {
            for (var id = FirstMethodCall(function.Identifier.Data); id >= 0; id = NextMethodCall(id))
            {
                var call = module.Tree[id];
                if (owner.Contains(call) && !function.Node.Contains(call) && module.Classes.IsSelf(call.FirstChild.FirstChild) && !MakesOnce(call))
                    best = Repetition.Larger(best, Repetition.Of(module, call, function, depth + 1));
            }
            return best;
        }
        if (module.SymbolAt(function.Identifier) is not { } symbol) return best;
        foreach (var reference in symbol.References)
            if (reference.Parent.Kind == Kind.Call && reference.Parent.FirstChild.Id == reference.Id && !function.Node.Contains(reference) && !MakesOnce(reference.Parent))
                best = Repetition.Larger(best, Repetition.Of(module, reference.Parent, function, depth + 1));
        return best;
    }

    /// <summary>Does a call make what an attribute or a name of the module is to hold, where that is still <c>None</c>? It is made once, however often one asks.</summary>
    private bool MakesOnce(Node call)
    {
        for (var (child, at) = (call, call.Parent); !at.IsRoot && at.Kind is not (Kind.FunctionDef or Kind.AsyncFunctionDef or Kind.Lambda); (child, at) = (at, at.Parent))
        {
            if (at.Kind != Kind.If || at.Child(1) != child || at.FirstChild.AsCompare is not { Op: CompareOp.Is, Right.IsNone: true, Left: var kept }) continue;
            if (kept.Kind == Kind.Attribute || kept.Kind == Kind.Name && module.SymbolAt(kept) is { IsModuleLevel: true }) return true;
        }
        return false;
    }

    /// <summary>The first call of the file whose callee is an attribute of a name; -1 where there is none.</summary>
    internal int FirstMethodCall(int name)
    {
        if (!hasMethodCalls) LinkMethodCalls();
        return firstMethodCall[name] - 1;
    }

    /// <summary>The next such call, of the same name; -1 after the last.</summary>
    internal int NextMethodCall(int call) => nextMethodCall[call] - 1;

    private void LinkMethodCalls()
    {
        hasMethodCalls = true;
        var kinds = module.Tree.RawKinds;
        var names = module.Tree.Names.Count;
        if (firstMethodCall.Length < names) firstMethodCall = new int[names * 2];
        else Array.Clear(firstMethodCall, 0, names);
        if (nextMethodCall.Length < kinds.Length) nextMethodCall = new int[kinds.Length * 2];
        // From the last to the first, so that the lists are in source order. They hold ids plus one, as zero ends them.
        for (var id = kinds[..^1].LastIndexOf((byte)Kind.Call); id >= 0; id = kinds[..id].LastIndexOf((byte)Kind.Call))
        {
            if ((Kind)kinds[id + 1] != Kind.Attribute) continue;
            ref var first = ref firstMethodCall[module.Tree[id + 1].Data];
            nextMethodCall[id] = first;
            first = id + 1;
        }
    }
}
