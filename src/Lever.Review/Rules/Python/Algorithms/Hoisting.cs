using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

/// <summary>What must hold for work on a container to move out of the loops that repeat it.</summary>
internal static class Hoisting
{
    /// <summary>
    /// Is nothing observable changed by reading a container before a loop? Only where the file shows everything that runs
    /// in between: a comprehension that is worked out on the spot, in a statement without effects.
    /// </summary>
    public static bool IsSafe(PythonContext context, InvariantLoops loop, Node container) =>
        container.Kind == Kind.Name && loop.Outermost.Region.Kind is Kind.ListComp or Kind.SetComp or Kind.DictComp
            && !MayBeNone(context, container) && context.IsPure(loop.Outermost.Region.EnclosingStatement);

    /// <summary>A container's source, made to stand for nothing where it may be None: the loop may have looked before it leapt.</summary>
    public static string OrEmpty(PythonContext context, Node container) =>
        MayBeNone(context, container) ? $"{container.Text} or ()" : container.Text;

    /// <summary>Does the file say that a name or an attribute of self may hold None?</summary>
    public static bool MayBeNone(PythonContext context, Node container)
    {
        if (container.AsAttribute is { } attribute)
        {
            foreach (var write in context.Module.Classes.WritesOf(attribute))
                if (write.Parent.Kind is Kind.Assign && write.Parent.LastChild.IsNone || write.Parent.AsAnnAssign is { Value.IsNone: true }) return true;
            return false;
        }
        if (context.SymbolAt(container) is not { } symbol) return false;
        foreach (var definition in symbol.Definitions)
        {
            if (definition.Kind == DefinitionKind.Assigned && definition.Value.IsNone) return true;
            if (definition.Kind == DefinitionKind.Parameter && definition.Node.AsParameter is { } parameter
                && (parameter.Default is { IsNone: true } || parameter.Annotation is { } annotation && AdmitsNone(annotation)))
                return true;
        }
        return false;
    }

    /// <summary>Can a scan's variable be bound before a loop without hiding or overwriting another of that name?</summary>
    public static bool CanBind(PythonContext context, Loop loop, Loop scan)
    {
        // A `for` statement binds its variable in the same scope anyway; a comprehension keeps it to itself.
        if (!scan.IsComprehension || scan.Target is not { Kind: Kind.Name } target) return true;
        var bindings = context.Module.Bindings;
        return bindings.Find(bindings.ScopeOf(loop.Region.EnclosingStatement), target.Data) < 0 && bindings.Find(0, target.Data) < 0;
    }

    private static bool AdmitsNone(Node annotation) => annotation.Bytes.IndexOf("None"u8) >= 0 || annotation.Bytes.IndexOf("Optional"u8) >= 0;
}
