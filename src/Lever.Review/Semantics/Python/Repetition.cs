using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>What repeats a place: a loop around it, or a loop of the same file that calls its function.</summary>
/// <param name="Loop">The loop with the largest number of turns among those.</param>
/// <param name="Through">The function of the place that the loop calls, directly or through others; null where the loop stands around the place itself.</param>
public readonly record struct Repetition(Loop Loop, Size Trips, FunctionView? Through)
{
    private const int MaximumDepth = 3;

    /// <summary>What repeats a node most; null where this file shows no repetition.</summary>
    public static Repetition? Of(PythonModule module, Node node) => Of(module, node, null, 0);

    private static Repetition? Of(PythonModule module, Node node, FunctionView? through, int depth)
    {
        Repetition? best = null;
        for (var loop = Loops.Around(node); loop is { } found; loop = Loops.Around(found))
            best = Larger(best, new Repetition(found, module.Sizes.TripsOf(found), through));
        if (best is { Trips.IsData: true } || depth >= MaximumDepth) return best;
        if (node.EnclosingDef?.AsFunction is not { } function || IsMemoised(function)) return best;
        if (function.Node.EnclosingFunction is null && function.Node.Parent.Parent is { Kind: Kind.ClassDef } owner)
        {
            for (var id = owner.Id; id < owner.SubtreeEnd; id++)
            {
                if ((Kind)module.Tree.RawKinds[id] != Kind.Attribute || module.Tree[id].Data != function.Identifier.Data) continue;
                var call = module.Tree[id].Parent;
                if (call.Kind == Kind.Call && call.FirstChild.Id == id && module.Classes.IsSelf(module.Tree[id].FirstChild) && !function.Node.Contains(call))
                    best = Larger(best, Of(module, call, function, depth + 1));
            }
            return best;
        }
        if (module.SymbolAt(function.Identifier) is not { } symbol) return best;
        foreach (var reference in symbol.References)
            if (reference.Parent.Kind == Kind.Call && reference.Parent.FirstChild.Id == reference.Id && !function.Node.Contains(reference))
                best = Larger(best, Of(module, reference.Parent, function, depth + 1));
        return best;
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

    private static Repetition? Larger(Repetition? one, Repetition? other)
    {
        if (one is not { } first) return other;
        return other is { } second && second.Trips.Origin > first.Trips.Origin ? second : first;
    }
}
