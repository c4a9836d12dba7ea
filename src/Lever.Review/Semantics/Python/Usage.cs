using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>What the code around an expression does with its value.</summary>
public enum Use
{
    /// <summary>Its value is looked at: compared, formatted, tested, added, a method without effect called on it.</summary>
    Read,
    /// <summary>It is subscripted for reading.</summary>
    Indexed,
    /// <summary>A loop, a comprehension or a builtin goes through it once.</summary>
    Iterated,
    /// <summary>A membership test searches it.</summary>
    Searched,
    /// <summary>It is called.</summary>
    Called,
    /// <summary>An element or its structure is changed.</summary>
    Mutated,
    /// <summary>Elements are added to it.</summary>
    Grown,
    /// <summary>It is given to code that is not known, which may keep or change it.</summary>
    Passed,
    /// <summary>Another name, a container, an attribute, a closure or the caller gets hold of it.</summary>
    Escapes,
}

/// <summary>How values are used, judged from the syntax around them and the library tables.</summary>
public static class Usage
{
    public static bool Changes(Use use) => use is Use.Mutated or Use.Grown;

    /// <summary>What happens to the value of an expression where it stands.</summary>
    public static Use Of(PythonModule module, Node expression)
    {
        var parent = expression.Parent;
        switch (parent.Kind)
        {
            case Kind.Attribute: return OfMember(module, parent);
            case Kind.Subscript: return parent.FirstChild.Id == expression.Id ? OfElement(parent) : Use.Read;
            case Kind.AugAssign: return parent.FirstChild.Id == expression.Id ? Use.Mutated : OfAddedValue(module, parent);
            case Kind.Call: return parent.FirstChild.Id == expression.Id ? Use.Called : OfArgument(module, parent, expression);
            case Kind.Keyword: return OfArgument(module, parent.Parent, parent);
            case Kind.Starred: return parent.Parent.Kind == Kind.Call || parent.Parent.Kind is Kind.List or Kind.Tuple or Kind.Set ? Use.Iterated : Use.Escapes;
            case Kind.For or Kind.AsyncFor or Kind.Comprehension: return Use.Iterated;
            case Kind.YieldFrom: return Use.Iterated;
            case Kind.Compare: return IsSearched(parent, expression) ? Use.Searched : Use.Read;
            case Kind.Dict: return Use.Escapes;
            case Kind.Expr or Kind.Assert or Kind.FormattedValue or Kind.Interpolation or Kind.UnaryOp or Kind.BinOp or Kind.Slice: return Use.Read;
            case Kind.If or Kind.While: return Use.Read;
            case Kind.IfExp: return parent.Child(1).Id == expression.Id ? Use.Read : Of(module, parent);
            case Kind.BoolOp: return IsTested(parent) ? Use.Read : Of(module, parent);
            case Kind.Await or Kind.WithItem: return Use.Read;
            case Kind.Delete: return Use.Read;
            default: return Use.Escapes;
        }
    }

    /// <summary>Is the value of an expression only tested for truth?</summary>
    public static bool IsTested(Node expression)
    {
        for (var (child, at) = (expression, expression.Parent); ; (child, at) = (at, at.Parent))
        {
            switch (at.Kind)
            {
                case Kind.BoolOp: continue;
                case Kind.UnaryOp: return at.AsUnary!.Value.Op == UnaryOperator.Not;
                case Kind.If or Kind.While or Kind.Assert: return at.FirstChild.Id == child.Id;
                case Kind.IfExp: return at.Child(1).Id == child.Id;
                case Kind.Comprehension: return at.FirstChild.Id != child.Id && at.Child(1).Id != child.Id;
                default: return false;
            }
        }
    }

    /// <summary>Does any code of a region change the value that a symbol holds, by a method, a subscript or unknown code?</summary>
    /// <param name="trustCalls">Whether functions that are not known are believed to leave their arguments alone.</param>
    public static bool ChangesIn(PythonModule module, Symbol symbol, Node region, bool trustCalls)
    {
        foreach (var reference in symbol.References)
        {
            if (!region.Contains(reference)) continue;
            var use = Of(module, reference);
            if (Changes(use) || (!trustCalls && use is Use.Passed or Use.Escapes)) return true;
        }
        return false;
    }

    private static Use OfMember(PythonModule module, Node attribute)
    {
        var outer = attribute.Parent;
        if (outer.Kind == Kind.Call && outer.FirstChild.Id == attribute.Id)
        {
            if (module.Names.Resolve(attribute) is { Symbol: { } method })
                return method.Grows ? Use.Grown : method.Mutates ? Use.Mutated : Use.Read;
            return attribute.AsAttribute!.Value.Name switch
            {
                "append" or "appendleft" or "add" or "extend" or "insert" or "push" or "put" => Use.Grown,
                "update" or "setdefault" or "pop" or "popitem" or "popleft" or "remove" or "discard" or "clear" or "sort"
                    or "reverse" or "write" or "set" or "reset" or "rotate" or "send" or "close" => Use.Mutated,
                "get" or "items" or "keys" or "values" or "index" or "count" or "copy" or "startswith" or "endswith" or "split"
                    or "strip" or "join" or "lower" or "upper" or "format" or "encode" or "decode" or "find" or "replace" => Use.Read,
                _ => Use.Passed,
            };
        }
        if (IsStored(attribute)) return Use.Mutated;
        // A bound method taken as a value, or an attribute read.
        return Use.Read;
    }

    private static Use OfElement(Node subscript)
    {
        if (IsStored(subscript)) return Use.Mutated;
        // A chain `x[i].append(…)` or `x[i][j] = …` changes what x holds.
        var outer = subscript.Parent;
        if (outer.Kind == Kind.Subscript && outer.FirstChild.Id == subscript.Id) return OfElement(outer);
        return Use.Indexed;
    }

    /// <summary>Is the node assigned to, deleted or augmented?</summary>
    public static bool IsStored(Node target)
    {
        for (var (child, at) = (target, target.Parent); ; (child, at) = (at, at.Parent))
        {
            switch (at.Kind)
            {
                case Kind.Tuple or Kind.List or Kind.Starred: continue;
                case Kind.Assign: return at.LastChild.Id != child.Id;
                case Kind.AugAssign or Kind.AnnAssign or Kind.For or Kind.AsyncFor or Kind.Comprehension: return at.FirstChild.Id == child.Id;
                case Kind.WithItem: return at.Child(1).Id == child.Id;
                case Kind.Delete: return true;
                default: return false;
            }
        }
    }

    private static Use OfAddedValue(PythonModule module, Node augmented) =>
        module.Types.Of(augmented.FirstChild)?.Kind is TypeKind.List or TypeKind.Str or TypeKind.Int or TypeKind.Float or TypeKind.Bytes ? Use.Iterated : Use.Read;

    private static Use OfArgument(PythonModule module, Node call, Node argument)
    {
        if (call.AsCall is not { } view) return Use.Escapes;
        if (module.Names.Resolve(view.Callee) is not { } callee)
        {
            // `xs.extend(ys)` and `",".join(ys)` read their argument whatever the receiver is; `xs.append(y)` keeps it.
            if (view.Callee.AsAttribute is not { } method) return Use.Passed;
            return method.Name switch
            {
                "extend" or "join" or "update" or "writelines" or "intersection" or "union" or "difference" => Use.Iterated,
                "append" or "add" or "insert" or "appendleft" or "put" or "setdefault" => Use.Escapes,
                "startswith" or "endswith" or "get" or "index" or "count" or "find" or "split" or "strip" or "replace" => Use.Read,
                _ => Use.Passed,
            };
        }
        switch (callee.Path)
        {
            case "builtins.list" or "builtins.set" or "builtins.tuple" or "builtins.frozenset" or "builtins.dict" or "builtins.sum"
                or "builtins.min" or "builtins.max" or "builtins.any" or "builtins.all" or "builtins.sorted" or "builtins.bytes"
                or "str.join" or "bytes.join" or "list.extend" or "set.update" or "dict.update" or "deque.extend" or "file.writelines"
                or "collections.deque" or "collections.Counter" or "collections.OrderedDict" or "dict.fromkeys":
                return Use.Iterated;
            // These are lazy: what they give is consumed where the call stands.
            case "builtins.enumerate" or "builtins.zip" or "builtins.map" or "builtins.filter" or "builtins.iter" or "builtins.reversed":
                return Of(module, call) == Use.Iterated ? Use.Iterated : Use.Escapes;
            case "list.append" or "set.add" or "list.insert" or "deque.append" or "deque.appendleft" or "dict.setdefault" or "builtins.setattr":
                return Use.Escapes;
        }
        return callee.Symbol is { Reads: true } or { IsPure: true } || callee.Path.StartsWith("Logger.", StringComparison.Ordinal)
            || callee.Path is "builtins.print" or "file.write" ? Use.Read : Use.Passed;
    }

    private static bool IsSearched(Node compare, Node operand)
    {
        var previous = compare.FirstChild;
        foreach (var child in compare.Children)
        {
            if (child.Id == operand.Id) return previous.Kind == Kind.CompareOperator && (CompareOp)previous.Data is CompareOp.In or CompareOp.NotIn;
            previous = child;
        }
        return false;
    }
}
