using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

/// <summary>Where a file calls its own functions.</summary>
internal static class CallSites
{
    /// <summary>A loop of the same file that calls a function or method on its turns; null where none is sure to. The longest one counts.</summary>
    public static Loop? RepeatedIn(PythonContext context, Node def)
    {
        var identifier = def.AsFunction!.Value.Identifier;
        Loop? longest = null;
        if (def.EnclosingClass is not { } owner || owner.Child(4).Id != def.Parent.Id)
        {
            if (context.SymbolAt(identifier) is not { OnlyDefinition: not null } symbol) return null;
            foreach (var reference in symbol.References)
                if (IsCallee(reference)) longest = Longer(context, longest, reference);
            return longest;
        }
        var alone = IsOnlyOne(context, identifier);
        for (var id = 1; id < context.Tree.Count; id++)
        {
            if ((Kind)context.Tree.RawKinds[id] != Kind.Attribute || context.Tree[id].Data != identifier.Data) continue;
            var attribute = context.Tree[id];
            if (IsCallee(attribute) && (alone || owner.Contains(attribute) && context.Module.Classes.IsSelf(attribute.FirstChild))) longest = Longer(context, longest, attribute);
        }
        return longest;
    }

    private static Loop? Longer(PythonContext context, Loop? longest, Node callee)
    {
        for (var loop = context.LoopAround(callee.Parent); loop is { } at; loop = Loops.Around(at))
            if (longest is not { } known || context.TripsOf(at).Origin > context.TripsOf(known).Origin) longest = at;
        return longest;
    }

    private static bool IsCallee(Node expression) => expression.Parent.Kind == Kind.Call && expression.Parent.FirstChild.Id == expression.Id;

    /// <summary>Is the method's name given to one function of the file only, and long enough not to be anybody's?</summary>
    private static bool IsOnlyOne(PythonContext context, Node identifier)
    {
        if (identifier.Bytes.Length < 8) return false;
        var count = 0;
        for (var id = 1; id < context.Tree.Count; id++)
            if (context.Tree[id] is { IsFunction: true } function && function.Child(1).Data == identifier.Data) count++;
        return count == 1;
    }
}
