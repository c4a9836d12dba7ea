using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Boundary;

/// <summary>Where names of Rust code are bound and what repeats it, as far as the nesting of the code says.</summary>
public static class Locals
{
    /// <summary>
    /// What binds a name that is used at a place: a <see cref="Kind.Let"/>, <see cref="Kind.LetCondition"/>, <see cref="Kind.MatchArm"/>,
    /// <see cref="Kind.For"/> or <see cref="Kind.Parameter"/>; null where nothing around it does.
    /// </summary>
    public static Node? BinderOf(Node use, int name)
    {
        for (var (child, at) = (use, use.Parent); !child.IsRoot; (child, at) = (at, at.Parent))
        {
            switch (at.Kind)
            {
                case Kind.Block:
                    Node? last = null;
                    foreach (var statement in at.Children)
                    {
                        if (statement.Id >= child.Id) break;
                        if (statement.WithoutAttributes is { Kind: Kind.Let } let && Binds(let.FirstChild, name)) last = let;
                    }
                    if (last is not null) return last;
                    break;
                case Kind.If when at.Child(1) == child:
                    if (ConditionBinding(at.FirstChild, name) is { } tested) return tested;
                    break;
                case Kind.While when at.Child(2) == child:
                    if (ConditionBinding(at.Child(1), name) is { } repeated) return repeated;
                    break;
                case Kind.Binary when at.Child(1) == child:
                    if (ConditionBinding(at.FirstChild, name) is { } before) return before;
                    break;
                case Kind.MatchArm when at.FirstChild != child && Binds(at.FirstChild, name):
                case Kind.For when at.Child(3) == child && Binds(at.Child(1), name):
                    return at;
                case Kind.Closure when at.Child(3) == child:
                    if (ParameterNamed(at.Child(1), name) is { } own) return own;
                    break;
                case Kind.Function:
                    return ParameterNamed(at.Child(4), name);
            }
            if (at.IsItem) return null;
        }
        return null;
    }

    /// <summary>Does a pattern bind a name?</summary>
    public static bool Binds(Node pattern, int name)
    {
        for (var id = pattern.Id; id < pattern.SubtreeEnd; id++)
        {
            var node = pattern.Tree[id];
            if (node.Kind == Kind.BindingPattern && (node.Data & PatternFlags.Name) == name || node.Kind == Kind.FieldPattern && !node.HasChildren && node.Data == name) return true;
        }
        return false;
    }

    /// <summary>Does a name stand, as a plain path, anywhere below a node? Tokens of macros count.</summary>
    public static bool Mentions(Node within, int name)
    {
        for (var id = within.Id; id < within.SubtreeEnd; id++)
            if (within.Tree[id] is { Kind: Kind.Path or Kind.TokenName or Kind.NamedArgument or Kind.FieldInit } word && word.Data == name && (word.Kind == Kind.TokenName || !word.HasChildren)) return true;
        // Format strings name variables too.
        for (var id = within.Id; id < within.SubtreeEnd; id++)
            if (within.Tree[id] is { Kind: Kind.MacroArguments } macro && MentionsInFormat(macro, within.Tree.Names[name])) return true;
        return false;
    }

    /// <summary>
    /// The innermost loop that repeats a node on its own thread: a `for`, `while` or `loop`, or the call of an iterator's method whose closure it stands in.
    /// Closures that are called elsewhere, or nobody knows when, end the search.
    /// </summary>
    public static Node? LoopAround(Node node)
    {
        for (var (child, at) = (node, node.Parent); !child.IsRoot; (child, at) = (at, at.Parent))
        {
            switch (at.Kind)
            {
                case Kind.Return or Kind.Break:
                    return null;
                case Kind.For when at.Child(3) == child:
                case Kind.While when at.FirstChild != child:
                case Kind.Loop:
                    return at;
                case Kind.Closure when !RunsInPlace(at):
                    return null;
                case Kind.MethodCall when child.Kind == Kind.Closure && IsPerElement(at):
                    return at;
                case Kind.Block when at.AsBlock!.Value.IsAsync:
                    return null;
            }
            if (at.IsItem) return null;
        }
        return null;
    }

    /// <summary>Is a closure called, if at all, before the statement that it stands in ends, on the same thread?</summary>
    public static bool RunsInPlace(Node closure)
    {
        if (closure.Owner.AsMethodCall is { } call) return RunsInPlace(call.NameBytes);
        // `Python::attach(|py| …)`, `catch_unwind(|| …)`
        return closure.Owner.AsCall is { Function.AsPath: { } path } && path.Name is "attach" or "with_gil" or "try_attach" or "catch_unwind" or "AssertUnwindSafe";
    }

    /// <summary>Methods of options, results, iterators and tokens that call their closure while they run, or while what they give is gone through.</summary>
    public static bool RunsInPlace(ReadOnlySpan<byte> method) => IsPerElement(method)
        || method.SequenceEqual("and_then"u8) || method.SequenceEqual("or_else"u8) || method.SequenceEqual("map_err"u8) || method.SequenceEqual("unwrap_or_else"u8)
        || method.SequenceEqual("ok_or_else"u8) || method.SequenceEqual("map_or"u8) || method.SequenceEqual("map_or_else"u8) || method.SequenceEqual("is_some_and"u8)
        || method.SequenceEqual("detach"u8) || method.SequenceEqual("allow_threads"u8) || method.SequenceEqual("get_or_init"u8) || method.SequenceEqual("get_or_try_init"u8)
        || method.SequenceEqual("or_insert_with"u8) || method.SequenceEqual("then"u8);

    /// <summary>Is it a call of an iterator's method that calls its closure for each element? What it is called on must be an iterator, by its chain.</summary>
    public static bool IsPerElement(Node call)
    {
        if (call.AsMethodCall is not { } view || !IsPerElement(view.NameBytes)) return false;
        for (var at = view.Receiver; ; at = at.FirstChild)
        {
            if (at.Kind == Kind.Range) return true;
            if (at.Kind != Kind.MethodCall) return at.Kind is Kind.Reference or Kind.Try or Kind.Unary or Kind.Attributed ? IsIteratorBelow(at) : false;
            if (StartsIterator(at.AsMethodCall!.Value.NameBytes)) return true;
        }
    }

    /// <summary>Is the loop one of rayon's, whose turns run on many threads?</summary>
    public static bool IsParallel(Node call)
    {
        for (var at = call; at.Kind is Kind.MethodCall or Kind.Reference or Kind.Try; at = at.FirstChild)
            if (at.AsMethodCall is { } view && view.NameBytes is var name && (name.StartsWith("par_"u8) || name.StartsWith("into_par_iter"u8))) return true;
        return false;
    }

    private static bool IsIteratorBelow(Node node)
    {
        while (node.Kind is Kind.Reference or Kind.Try or Kind.Unary) node = node.FirstChild;
        return node.AsMethodCall is { } view && StartsIterator(view.NameBytes) || node.Kind == Kind.Range;
    }

    private static bool StartsIterator(ReadOnlySpan<byte> method) =>
        method.SequenceEqual("iter"u8) || method.SequenceEqual("iter_mut"u8) || method.SequenceEqual("into_iter"u8) || method.SequenceEqual("try_iter"u8) || method.SequenceEqual("drain"u8)
        || method.SequenceEqual("keys"u8) || method.SequenceEqual("values"u8) || method.SequenceEqual("values_mut"u8) || method.SequenceEqual("chars"u8) || method.SequenceEqual("bytes"u8)
        || method.SequenceEqual("lines"u8) || method.SequenceEqual("windows"u8) || method.SequenceEqual("chunks"u8) || method.SequenceEqual("chunks_exact"u8) || method.SequenceEqual("split_whitespace"u8)
        || method.SequenceEqual("par_iter"u8) || method.SequenceEqual("into_par_iter"u8) || method.SequenceEqual("enumerate"u8) || method.SequenceEqual("zip"u8) || method.SequenceEqual("into_values"u8);

    private static bool IsPerElement(ReadOnlySpan<byte> method) =>
        method.SequenceEqual("map"u8) || method.SequenceEqual("for_each"u8) || method.SequenceEqual("try_for_each"u8) || method.SequenceEqual("filter"u8) || method.SequenceEqual("filter_map"u8)
        || method.SequenceEqual("flat_map"u8) || method.SequenceEqual("fold"u8) || method.SequenceEqual("try_fold"u8) || method.SequenceEqual("any"u8) || method.SequenceEqual("all"u8)
        || method.SequenceEqual("find"u8) || method.SequenceEqual("find_map"u8) || method.SequenceEqual("position"u8) || method.SequenceEqual("inspect"u8) || method.SequenceEqual("map_while"u8)
        || method.SequenceEqual("take_while"u8) || method.SequenceEqual("skip_while"u8) || method.SequenceEqual("partition"u8);

    private static Node? ConditionBinding(Node condition, int name)
    {
        while (condition.AsBinary is { Op: BinaryOperator.And } both)
        {
            if (ConditionBinding(both.Right, name) is { } right) return right;
            condition = both.Left;
        }
        return condition.Kind == Kind.LetCondition && Binds(condition.FirstChild, name) ? condition : null;
    }

    private static Node? ParameterNamed(Node parameters, int name)
    {
        foreach (var child in parameters.Children)
            if (child.WithoutAttributes is { Kind: Kind.Parameter } parameter && Binds(parameter.FirstChild, name)) return parameter;
        return null;
    }

    private static bool MentionsInFormat(Node macro, ReadOnlySpan<byte> name)
    {
        foreach (var argument in macro.Children)
        {
            if (argument.AsLiteral is not { IsString: true } format) continue;
            var text = format.Content;
            for (var at = text.IndexOf(name); at >= 0;)
            {
                if (at > 0 && text[at - 1] == '{' && at + name.Length < text.Length && text[at + name.Length] is (byte)'}' or (byte)':') return true;
                var next = text[(at + 1)..].IndexOf(name);
                at = next < 0 ? -1 : at + 1 + next;
            }
        }
        return false;
    }
}
