using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>From where in its own file a function is called.</summary>
public static class Callers
{
    /// <summary>A loop over data that calls a function on each turn, directly or through one more function; null where the file shows none.</summary>
    public static Loop? RepeatedBy(PythonModule module, Node function) => RepeatedBy(module, function, 2);

    private static Loop? RepeatedBy(PythonModule module, Node function, int depth)
    {
        foreach (var call in CallsOf(module, function))
        {
            for (var loop = Loops.Around(call); loop is { } found; loop = Loops.Around(found))
                if (module.Sizes.TripsOf(found).IsData && !Loops.LeavesAfter(call.EnclosingStatement, found)) return found;
            if (depth > 1 && call.EnclosingDef is { } caller && caller.Id != function.Id && RepeatedBy(module, caller, depth - 1) is { } outer) return outer;
        }
        return null;
    }

    /// <summary>The calls of a function by its name, or of a method through <c>self</c> in its own class.</summary>
    public static List<Node> CallsOf(PythonModule module, Node function)
    {
        var calls = new List<Node>();
        if (function.Parent.Kind == Kind.Block && function.Parent.Parent.Kind == Kind.ClassDef)
        {
            var owner = function.Parent.Parent;
            for (var id = owner.Id + 1; id < owner.SubtreeEnd; id++)
            {
                var node = module.Tree[id];
                if (node.Kind == Kind.Attribute && node.Data == function.Child(1).Data && IsCallee(node) && module.Classes.IsSelf(node.FirstChild)) calls.Add(node.Parent);
            }
            return calls;
        }
        if (module.SymbolAt(function.Child(1)) is not { } symbol) return calls;
        foreach (var reference in symbol.References)
            if (IsCallee(reference)) calls.Add(reference.Parent);
        return calls;
    }

    private static bool IsCallee(Node node) => node.Parent.Kind == Kind.Call && node.Parent.FirstChild.Id == node.Id;
}
