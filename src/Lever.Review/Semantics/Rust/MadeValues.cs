using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

/// <summary>What becomes of a value that a call makes: whether it is made once for all, and whether somebody keeps it.</summary>
internal static class MadeValues
{
    /// <summary>Is a node the value of a static or constant, or in a closure that fills one, such as that of a `LazyLock`?</summary>
    public static bool IsMadeOnce(RustModule module, Node node)
    {
        for (var at = node; !at.IsRoot; at = at.Parent)
        {
            if (at.Kind is Kind.Static or Kind.Const) return true;
            if (at.Kind == Kind.Function) return false;
            if (at.Kind != Kind.Closure) continue;
            if (at.Parent.AsMethodCall is { Name: "get_or_init" or "get_or_try_init" or "get_or_insert_with" or "or_insert_with" or "call_once" or "with_borrow_mut" or "get_with" or "try_get_with" or "entry" }) return true;
            if (at.Parent.AsCall is { } call && (module.TargetOf(call.Node).Has(RustFacts.Cold) || call.Function.AsPath is { QualifierName: "Lazy" or "LazyLock" or "LazyCell" })) return true;
        }
        return false;
    }

    /// <summary>The call with what unwraps its result: `?`, `.await`, `unwrap` and their like.</summary>
    public static Node Unwrapped(Node call)
    {
        var at = call;
        while (at.Parent is var outer && (outer.Kind is Kind.Try or Kind.Await || outer.AsMethodCall is { } method && outer.FirstChild.Id == at.Id
            && method.Name is "unwrap" or "expect" or "unwrap_or_else" or "map_err" or "context" or "with_context" or "into_diagnostic" or "unwrap_or_default"))
            at = outer;
        return at;
    }

    /// <summary>An expression without what unwraps it: the call in `call(..).unwrap()` and `call(..)?`.</summary>
    public static Node Inner(Node expression)
    {
        var at = expression;
        while (at.Kind is Kind.Try or Kind.Await || at.AsMethodCall is { Name: "unwrap" or "expect" or "map_err" or "context" or "with_context" }) at = at.FirstChild;
        return at;
    }

    /// <summary>Is the value only used where it is made: by methods and references, and then dropped?</summary>
    public static bool IsUsedUp(RustModule module, Node call)
    {
        var value = Unwrapped(call);
        var parent = value.Parent;
        if (parent.AsMethodCall is { } direct && parent.FirstChild.Id == value.Id) return direct.Name is not ("map" or "ok" or "and_then" or "or_else" or "into" or "clone" or "boxed");
        if (parent.Kind == Kind.Reference) return parent.Parent.Kind is Kind.Call or Kind.MethodCall;
        if (parent.AsLet is not { Name: not null } let || module.BindingAt(let.Pattern) is not { } variable || variable.IsUnused) return false;
        foreach (var use in variable.Uses)
            if (!use.IsWhole || use.Kind is not (UseKind.Receiver or UseKind.Borrowed or UseKind.Formatted) || use.Method is { Name: "clone" or "handle" or "into" or "downgrade" } || use.Kind == UseKind.Borrowed && IsReturned(use.Place.Parent)) return false;
        return true;
    }

    private static bool IsReturned(Node node) => Uses.KindOf(node) is UseKind.Returned or UseKind.Stored;

    /// <summary>Is everything in a call known before the program runs: literals, constants, functions of libraries?</summary>
    public static bool IsConstant(RustModule module, Node call)
    {
        for (var id = call.Id; id < call.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            if (node.Kind is Kind.MacroCall or Kind.FieldAccess or Kind.Index or Kind.Closure or Kind.Await || node.IsSelf || module.BindingAt(node) is not null) return false;
            if (node.Kind is Kind.Call or Kind.MethodCall && module.TargetOf(node).Symbol is null) return false;
        }
        return true;
    }
}
