using System.Collections.Frozen;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Boundary;

/// <summary>What Rust code does with a variable, as far as each use shows by itself.</summary>
public static class ParameterUses
{
    /// <summary>Methods of texts, slices, vectors and maps that only look.</summary>
    private static readonly FrozenSet<string> looking = new[]
    {
        "all", "any", "as_bytes", "as_deref", "as_ptr", "as_ref", "as_slice", "as_str", "binary_search", "bytes", "char_indices", "chars", "chunks", "chunks_exact", "concat", "contains", "contains_key", "copied",
        "ends_with", "eq", "eq_ignore_ascii_case", "find", "first", "get", "is_ascii", "is_empty", "iter", "join", "keys", "last", "len", "lines", "matches", "parse", "replace", "rfind", "rsplit", "split",
        "split_at", "split_once", "split_whitespace", "splitn", "starts_with", "strip_prefix", "strip_suffix", "to_ascii_lowercase", "to_ascii_uppercase", "to_lowercase", "to_uppercase", "trim", "trim_end", "trim_start",
        "values", "windows", "par_iter", "is_some", "is_none",
    }.ToFrozenSet();

    /// <summary>
    /// Is a variable looked at only: borrowed, indexed, gone through by reference, shown, or asked by methods that look? Moves, changes, and
    /// uses in closures that take it along or that run elsewhere make it false. So do no uses at all.
    /// </summary>
    public static bool AreLooks(Node body, int name) => Count(body, name, IsLook) is > 0;

    /// <summary>How many uses of a variable a question is true of; null where it is not true of some use.</summary>
    public static int? Count(Node body, int name, Func<Node, bool> question)
    {
        var uses = 0;
        for (var id = body.Id; id < body.SubtreeEnd; id++)
        {
            var node = body.Tree[id];
            // Bound anew, or told by a name alone.
            if (node.Kind == Kind.BindingPattern && (node.Data & PatternFlags.Name) == name || node.Kind is Kind.FieldInit && node.Data == name && !node.HasChildren || node.Kind == Kind.TokenName && node.Data == name) return null;
            if (node.Kind != Kind.Path || node.HasChildren || node.Data != name || IsNameOnly(node)) continue;
            if (!question(node)) return null;
            uses++;
        }
        return uses;
    }

    /// <summary>Does one use of a variable only look at it?</summary>
    public static bool IsLook(Node use)
    {
        if (IsTakenAlong(use)) return false;
        var owner = use.Owner;
        switch (owner.Kind)
        {
            case Kind.Reference:
                return (owner.Data & 1) == 0;
            case Kind.MethodCall when owner.FirstChild == use:
                return looking.Contains(owner.AsMethodCall!.Value.Name);
            case Kind.Index when owner.FirstChild == use:
                return owner.Owner.Kind is not (Kind.CompoundAssign or Kind.Assign) || owner.Owner.FirstChild != owner;
            case Kind.FieldAccess:
                return IsLookOfField(owner);
            case Kind.MacroArguments:
                return owner.Parent.AsMacroCall is { Name: "format" or "println" or "print" or "eprintln" or "write" or "writeln" or "debug" or "info" or "warn" or "error" or "trace" or "assert" or "assert_eq" };
            case Kind.Binary:
                return owner.AsBinary!.Value.IsComparison;
            case Kind.Match or Kind.LetCondition:
                return false;
            default:
                return false;
        }
    }

    /// <summary>A field that is read: its own value is copied, compared, borrowed or asked.</summary>
    private static bool IsLookOfField(Node field)
    {
        var owner = field.Owner;
        return owner.Kind switch
        {
            Kind.Reference => (owner.Data & 1) == 0,
            Kind.MethodCall => owner.FirstChild == field && (looking.Contains(owner.AsMethodCall!.Value.Name) || owner.AsMethodCall!.Value.Name is "clone" or "to_string" or "to_owned" or "to_vec"),
            Kind.Binary => true,
            Kind.Cast => true,
            Kind.Index => owner.FirstChild == field,
            Kind.FieldAccess => IsLookOfField(owner),
            Kind.MacroArguments => true,
            _ => false,
        };
    }

    /// <summary>Does a closure that takes its variables along, an async block or a closure that runs elsewhere stand around a use, within the function?</summary>
    private static bool IsTakenAlong(Node use)
    {
        for (var at = use.Parent; !at.IsRoot && at.Kind != Kind.Function; at = at.Parent)
            if (at.Kind == Kind.Closure && (at.AsClosure!.Value.IsMove || !Locals.RunsInPlace(at)) || at.Kind == Kind.Block && at.AsBlock!.Value.IsAsync) return true;
        return false;
    }

    /// <summary>Is the path the name of a macro, a type or a function that is called?</summary>
    private static bool IsNameOnly(Node path) => path.Parent.Kind is Kind.MacroCall or Kind.Attribute or Kind.UseTree || path.Parent.Kind == Kind.Path || path.Parent.Kind == Kind.Parameter && path.Parent.Child(1) == path;
}
