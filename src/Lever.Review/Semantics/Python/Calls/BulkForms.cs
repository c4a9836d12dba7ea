using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python.Calls;

/// <summary>A function or method beside another, that takes many of what the other takes one of, and does once what the other does each time.</summary>
/// <param name="Bulk">The function that takes many.</param>
/// <param name="Parameter">The index of the other one's parameter for one element.</param>
/// <param name="Saved">What a call that is saved costs at least, in the grammar of <c>lever estimate</c>.</param>
/// <param name="TakesThemFirst">Can the elements be passed as its first argument, as they are?</param>
internal readonly record struct BulkForm(FunctionView Bulk, int Parameter, string Saved, bool TakesThemFirst);

/// <summary>Finds bulk forms by what functions of one class or module are called and what their bodies share.</summary>
internal static class BulkForms
{
    /// <summary>Does a function stand beside another whose name says one of what its own says many of?</summary>
    public static bool HasCounterpart(FunctionView bulk)
    {
        foreach (var sibling in bulk.Node.Parent.Children)
            if (sibling.AsFunction is { } single && BulkNames.AreCounterparts(bulk.Name, single.Name)) return true;
        return false;
    }

    /// <summary>The functions beside a bulk form that it is the bulk form of; none for other functions.</summary>
    /// <param name="waitsAlike">Does another function wait for something that the bulk form waits for too, and not in a loop?</param>
    public static IEnumerable<(FunctionView Single, BulkForm Form)> Of(PythonModule module, FunctionView bulk, Func<FunctionView, bool> waitsAlike)
    {
        if (bulk.Node.Parent.Kind is not (Kind.Block or Kind.Module) || !IsPlain(bulk) || IsStub(bulk)) yield break;
        foreach (var sibling in bulk.Node.Parent.Children)
        {
            if (sibling.AsFunction is not { } single || single.Node.Id == bulk.Node.Id || single.IsAsync != bulk.IsAsync) continue;
            if (!BulkNames.AreCounterparts(bulk.Name, single.Name) || !IsPlain(single) || IsStub(single)) continue;
            if (Compare(module, bulk, single, waitsAlike) is { } form) yield return (single, form);
        }
    }

    private static BulkForm? Compare(PythonModule module, FunctionView bulk, FunctionView single, Func<FunctionView, bool> waitsAlike)
    {
        if (Many(module, bulk) is not { } many || One(module, single, bulk, many) is not { } one) return null;
        var takesThemFirst = many.Kind != Kind.VarArg && PositionOf(bulk, many) == 0 && module.Types.OfAnnotation(many.AsParameter!.Value.Annotation ?? many)?.IsMapping != true;
        // What only calls the other for each element saves nothing, and neither does what hands the other on to `map`.
        if (FirstMention(bulk, single.Identifier.Data) is not null) return null;
        if (FirstMention(single, bulk.Identifier.Data) is { Parent: { Kind: Kind.Call } call } mention && call.FirstChild == mention && GivesOne(call, many))
            return new BulkForm(bulk, one.Index, "py.call.method", takesThemFirst);
        return (SharedWork(module, bulk, single, many) ?? (waitsAlike(single) ? "py.call" : null)) is { } saved ? new BulkForm(bulk, one.Index, saved, takesThemFirst) : null;
    }

    /// <summary>Is a display of one thing passed, or one thing where `*` collects them?</summary>
    private static bool GivesOne(Node call, Node many)
    {
        foreach (var argument in call.AsCall!.Value.Arguments)
            if ((argument.AsKeyword?.Value ?? argument).Kind is Kind.List or Kind.Tuple or Kind.Set or Kind.Dict) return true;
        return many.Kind == Kind.VarArg;
    }

    /// <summary>What both do outside loops, and the bulk form therefore once for all elements; null where the bodies show nothing.</summary>
    private static string? SharedWork(PythonModule module, FunctionView bulk, FunctionView single, Node many)
    {
        var tree = bulk.Node.Tree;
        string? saved = null;
        for (var id = bulk.Body.Id; id < bulk.Body.SubtreeEnd; id++)
        {
            var node = tree[id];
            if (node.Kind is not (Kind.Call or Kind.WithItem) || node.EnclosingDef?.Id != bulk.Node.Id || Loops.Around(node) is not null || Roles.IsOnErrorPath(node)) continue;
            if (node.Kind == Kind.WithItem)
            {
                // A block that the loop over the elements stands in is entered once.
                if (FindIn(single, Kind.WithItem, node.FirstChild.Text) is not null) return module.Types.Of(node.FirstChild) is { Kind: TypeKind.Lock } ? "py.lock" : "py.contextmanager";
                continue;
            }
            var call = node.AsCall!.Value;
            if (call.Callee.AsAttribute is { } method && !IsTrifle(module, call))
            {
                // `self.store.get_many(keys)` beside `self.store.get(key)`, `self.rows.extend(rows)` beside `self.rows.append(row)`.
                if (HasCounterpart(single, call.Callee)) saved = "py.call.method";
                else if (!GivesTo(call, many) && FindIn(single, Kind.Call, call.Callee.Text) is not null) saved = "py.call.method";
            }
            else if (call.Callee.Kind == Kind.Name && !IsTrifle(module, call) && (HasCounterpart(single, call.Callee) || !GivesTo(call, many) && FindIn(single, Kind.Call, call.Callee.Text) is not null)) saved = "py.call";
        }
        return saved;
    }

    /// <summary>Does the function call what a callee is the bulk form of, on the same object?</summary>
    private static bool HasCounterpart(FunctionView single, Node callee)
    {
        var name = callee.AsAttribute?.Name ?? callee.AsName!.Value.Id;
        for (var id = single.Body.Id; id < single.Body.SubtreeEnd; id++)
        {
            if (single.Node.Tree[id] is not { Kind: Kind.Call } node || node.FirstChild is var other && other.Kind != callee.Kind || other.Data == callee.Data) continue;
            if (callee.Kind == Kind.Attribute && !other.FirstChild.Bytes.SequenceEqual(callee.FirstChild.Bytes)) continue;
            if (BulkNames.AreCounterparts(name, other.AsAttribute?.Name ?? other.AsName!.Value.Id)) return true;
        }
        return false;
    }

    /// <summary>The same work, outside the other's loops and conditions for errors.</summary>
    private static Node? FindIn(FunctionView function, Kind kind, string text)
    {
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
            if (function.Node.Tree[id] is var node && node.Kind == kind && node.FirstChild.Text == text && Loops.Around(node) is null && !Roles.IsOnErrorPath(node)) return node;
        return null;
    }

    private static bool GivesTo(CallView call, Node parameter)
    {
        foreach (var argument in call.Arguments)
            if (argument is { Kind: Kind.Name } && argument.Data == parameter.Data) return true;
        return false;
    }

    /// <summary>Conversions, checks and log lines are not what a bulk form is written for.</summary>
    private static bool IsTrifle(PythonModule module, CallView call)
    {
        if (call.Callee.AsName is { } name) return module.SymbolAt(call.Callee) is null || char.IsUpper(name.Id[0]);
        if (module.Names.Resolve(call.Callee) is { } known)
            return known.Symbol is { Blocking: Blocking.No, IsAsync: false } && !known.Path.StartsWith("threading.", StringComparison.Ordinal) || known.Path.StartsWith("Logger.", StringComparison.Ordinal);
        return call.Callee.AsAttribute is { Receiver: var receiver } method
            && (receiver.AsCall is not null || receiver.AsAttribute?.Name is "logger" or "log" or "_logger" || receiver.AsName?.Id is "logger" or "log" or "logging" || method.Name is "append" or "get" or "items" or "format" or "join");
    }

    /// <summary>The parameter that takes many.</summary>
    private static Node? Many(PythonModule module, FunctionView bulk)
    {
        foreach (var parameter in Own(bulk))
        {
            if (parameter.Kind == Kind.VarArg) return parameter;
            if (parameter.Kind is Kind.KwOnlyArg or Kind.KwArg) return null;
            // What may be left out is a filter, not what the function is about.
            if (parameter.AsParameter!.Value.Default is null && IsMany(module, parameter)) return parameter;
        }
        return null;
    }

    /// <summary>The other one's parameter for one element; null where the bulk form asks for more than the other is given, or both take the same.</summary>
    private static (Node Parameter, int Index)? One(PythonModule module, FunctionView single, FunctionView bulk, Node many)
    {
        (Node, int)? found = null;
        var at = BoundOf(single);
        foreach (var parameter in Own(single))
        {
            if (parameter.Kind is Kind.VarArg or Kind.KwArg || IsMany(module, parameter)) return null;
            if (found is null && (parameter.Data == many.Data || BulkNames.AreCounterparts(many.AsParameter!.Value.Name, parameter.AsParameter!.Value.Name) || many.Kind == Kind.VarArg || IsAt(many, parameter, bulk, single)))
                found = (parameter, at);
            at++;
        }
        if (found is null) return null;
        foreach (var other in Own(bulk))
            if (other.Id != many.Id && other.Kind is not (Kind.VarArg or Kind.KwArg) && other.AsParameter!.Value.Default is null && !HasParameter(single, other.Data)) return null;
        return found;
    }

    private static bool IsAt(Node many, Node parameter, FunctionView bulk, FunctionView single) => PositionOf(bulk, many) == PositionOf(single, parameter);

    private static int PositionOf(FunctionView function, Node parameter)
    {
        var at = 0;
        foreach (var own in Own(function))
        {
            if (own.Id == parameter.Id) return at;
            at++;
        }
        return -1;
    }

    private static bool HasParameter(FunctionView function, int name)
    {
        foreach (var parameter in Own(function))
            if (parameter.Data == name) return true;
        return false;
    }

    /// <summary>By its annotation; without one, by a loop over it or because it is handed on as a whole under a plural name.</summary>
    private static bool IsMany(PythonModule module, Node parameter)
    {
        if (parameter.AsParameter!.Value.Annotation is { } annotation)
            return module.Types.OfAnnotation(annotation)?.Kind is TypeKind.List or TypeKind.Tuple or TypeKind.Set or TypeKind.FrozenSet or TypeKind.Sequence or TypeKind.Iterable or TypeKind.Iterator
                or TypeKind.Generator or TypeKind.Deque or TypeKind.Dict or TypeKind.Mapping;
        if (module.SymbolAt(parameter) is not { } symbol) return false;
        foreach (var reference in symbol.References)
            if (Usage.Of(module, reference) == Use.Iterated) return true;
        return BulkNames.IsPlural(parameter.AsParameter!.Value.Name) && !symbol.References.IsEmpty;
    }

    /// <summary>The parameters that a call fills.</summary>
    private static ChildList Own(FunctionView function) => function.Arguments.Children.Skip(BoundOf(function));

    private static int BoundOf(FunctionView function)
    {
        if (function.Node.Parent.Parent is not { Kind: Kind.ClassDef } || function.Node.Parent.Kind != Kind.Block) return 0;
        foreach (var decorator in function.Decorators)
            if (decorator.AsName is { Id: "staticmethod" }) return 0;
        return function.Arguments.HasChildren ? 1 : 0;
    }

    private static Node? FirstMention(FunctionView function, int name)
    {
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
            if (function.Node.Tree[id] is { Kind: Kind.Attribute or Kind.Name } node && node.Data == name && (node.Kind == Kind.Name || node.FirstChild.AsName is { Id: "self" or "cls" } || node.FirstChild.Kind == Kind.Call)) return node;
        return null;
    }

    private static bool IsPlain(FunctionView function)
    {
        foreach (var decorator in function.Decorators)
            if (decorator.AsName is not { Id: "staticmethod" or "classmethod" or "override" }) return false;
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
            if ((Kind)function.Node.Tree.RawKinds[id] is Kind.Yield or Kind.YieldFrom && function.Node.Tree[id].EnclosingFunction?.Id == function.Node.Id) return false;
        return true;
    }

    private static bool IsStub(FunctionView function)
    {
        foreach (var statement in function.Body.Children)
            if (statement.Kind is not (Kind.Pass or Kind.Raise) && statement.AsExpressionStatement is not { Kind: Kind.Constant }) return false;
        return true;
    }
}
