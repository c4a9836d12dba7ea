using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class CacheMisuse : PythonRule
{
    public override RuleInfo Info { get; } = new("py-cache-misuse", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.5,
        Precision = 0.85,
        Checklist = ["PY10"],
        Doc = """
            A cache that costs more than it saves, never finds anything, or keeps objects alive.

            ## Why it costs
            A hit of `lru_cache` takes 36 to 48 ns: the arguments become a key that is hashed and looked up. A body of one or two
            operations is cheaper. A cache on a nested function is built anew, 1.2 to 1.8 µs, and thrown away with its function. A cache on
            a method has `self` in its keys, so it keeps every instance alive until it is evicted, for ever where there is no bound.

            ## Example
            ```python
            from functools import lru_cache

            @lru_cache(maxsize=1024)
            def double(number):
                return number * 2
            ```
            Use instead:
            ```python
            def double(number):
                return number * 2
            ```

            ## Keep it when
            Callers rely on getting the same object again, or the class has one instance.

            ## Regime
            The example with all hits: 1.3 times slower with the cache on CPython 3.11 and 3.13, 0.85 on 3.8, where calls are dearer; a miss
            costs several times the body everywhere. A nested cached function called once: 1.2 to 1.8 µs instead of 0.1 µs.

            ## Patch safety
            Without the cache the function runs on every call; a body that only computes gives equal results, though not the same object.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.FunctionDef, Kind.AsyncFunctionDef];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsFunction is not { Decorators: { IsEmpty: false } decorators } function) return;
        foreach (var decorator in decorators)
        {
            var callee = decorator.AsCall is { } call ? call.Callee : decorator;
            if (callee.Kind is not Kind.Name && callee.AsAttribute is not { Name: "lru_cache" or "cache" } || context.Path(callee) is not ("functools.lru_cache" or "functools.cache")) continue;
            Check(function, decorator, decorators, context);
            return;
        }
    }

    private static void Check(FunctionView function, Node decorator, ChildList decorators, PythonContext context)
    {
        if (function.IsAsync)
            context.Report(function.Identifier, $"the cache of `{function.Name}` keeps coroutines, which can be awaited only once")
                .Label(decorator, "what it remembers is not the result")
                .Cost("py.memo.hit", "py.await").Advise("remember the awaited result, or the task that computes it");
        else if (UnhashableParameter(function, context) is { } parameter)
            context.Report(function.Identifier, $"the cache of `{function.Name}` needs the hash of `{parameter.Name}`, which has none")
                .Label(parameter.Node, "every call fails")
                .Cost("py.memo.hit", "py.call").Advise("take a tuple or a frozenset, or drop the cache");
        else if (IsMethod(function, decorators)) CheckMethod(function, decorator, context);
        else if (IsTrivial(function, context))
            context.Report(function.Identifier, $"a lookup in the cache of `{function.Name}` costs more than its body")
                .Label(decorator, "36 to 48 ns a hit, several times that a miss")
                .Cost("py.memo.hit", "py.call")
                .FixWithConsent("drop the cache", WithoutCache(function, decorator, context), "nobody needs the very same object again");
        else if (function.Node.EnclosingDef is { } outer && IsUsedOnce(function, context))
            context.Report(function.Node, $"the cache of `{function.Name}` is made anew on every call of `{outer.AsFunction!.Value.Name}`, and asked once")
                .Label(decorator, "no call finds anything in it")
                .Cost("1.5us + py.memo.hit", "py.call")
                .FixWithConsent("move the function to module level with its cache, or drop the cache", WithoutCache(function, decorator, context), "the function is called once for each cache");
    }

    /// <summary>Does a comment at the cache tell another linter that the instances may live on?</summary>
    private static bool IsAccepted(FunctionView function, Node decorator)
    {
        var head = function.Node.Tree.Text.Bytes[decorator.Start..function.Body.Start];
        return head.IndexOf("B019"u8) >= 0 && head.IndexOf("noqa"u8) >= 0;
    }

    /// <summary>A body that does nothing has no result to remember: somebody only needs a method of that shape.</summary>
    private static bool IsStub(FunctionView function)
    {
        foreach (var statement in function.Body.Children)
            if (statement.Kind != Kind.Pass && statement.AsExpressionStatement is not { Kind: Kind.Constant }) return false;
        return true;
    }

    private static void CheckMethod(FunctionView function, Node decorator, PythonContext context)
    {
        if (function.Arguments.Children.IsEmpty || function.Node.EnclosingClass is not { } owner || IsOneInstance(owner) || IsAccepted(function, decorator) || IsStub(function)) return;
        var hasBound = HasBound(decorator, context);
        // Whether instances are many and short-lived is not to be seen here.
        context.Report(function.Identifier, $"the cache of the method `{function.Name}` keeps every instance alive that was ever asked")
            .Label(decorator, hasBound ? "`self` is part of each key" : "`self` is part of each key, and nothing is ever evicted")
            .Cost("py.memo.hit", "py.property")
            .AtTier(Tier.C)
            .Advise(
                function.Arguments.Children.Count == 1 ? "use `functools.cached_property`, or keep the result in an attribute" : "cache a module-level function of the fields that it needs",
                "the result lives as long as its instance");
    }

    /// <summary>A first parameter of the class' instances: neither static nor of the class itself.</summary>
    private static bool IsMethod(FunctionView function, ChildList decorators)
    {
        if (function.Name is "__new__" or "__class_getitem__" || function.Node.Parent.Kind != Kind.Block || function.Node.Parent.Parent.Kind != Kind.ClassDef) return false;
        foreach (var decorator in decorators)
            if (decorator.AsName is { Id: "staticmethod" or "classmethod" }) return false;
        return true;
    }

    /// <summary>Enumerations, frozen values and singletons are few, or meant to be kept.</summary>
    private static bool IsOneInstance(Node owner)
    {
        var view = owner.AsClass!.Value;
        foreach (var decorator in view.Decorators)
            if (decorator.Bytes.IndexOf("frozen"u8) >= 0 || decorator.Bytes.IndexOf("singleton"u8) >= 0) return true;
        foreach (var argument in view.Arguments)
            if ((argument.AsName?.Id ?? argument.AsAttribute?.Name ?? argument.AsKeyword?.Value.Text ?? "") is var name
                && (name.EndsWith("Enum", StringComparison.Ordinal) || name is "NamedTuple" or "type" or "Flag" or "Struct" || name.EndsWith("Meta", StringComparison.Ordinal) || name.Contains("Singleton", StringComparison.Ordinal))) return true;
        return view.Name.EndsWith("Meta", StringComparison.Ordinal) || view.Name.Contains("Singleton", StringComparison.Ordinal) || view.Name.EndsWith("Settings", StringComparison.Ordinal);
    }

    private static bool HasBound(Node decorator, PythonContext context)
    {
        if (decorator.AsCall is not { } call) return context.Path(decorator) == "functools.lru_cache";
        return call.Argument(0, "maxsize") is not { IsNone: true } && context.Path(call.Callee) == "functools.lru_cache";
    }

    private static ParameterView? UnhashableParameter(FunctionView function, PythonContext context)
    {
        foreach (var parameter in function.Arguments.Children)
            if (parameter.Kind is Kind.Arg or Kind.PosOnlyArg or Kind.KwOnlyArg && parameter.AsParameter is { Annotation: { } annotation, Default: null } view
                && context.Module.Types.OfAnnotation(annotation)?.Kind is TypeKind.List or TypeKind.Dict or TypeKind.Set or TypeKind.DefaultDict) return view;
        return null;
    }

    /// <summary>A body of one <c>return</c> with at most two operators over parameters and constants, and no call.</summary>
    private static bool IsTrivial(FunctionView function, PythonContext context)
    {
        // Without parameters it is a lazy constant: the same object for everyone.
        if (function.Arguments.Children.IsEmpty) return false;
        Node? result = null;
        foreach (var statement in function.Body.Children)
        {
            if (statement.Kind == Kind.Expr && statement.FirstChild.Kind == Kind.Constant) continue;
            if (result is not null || statement.Kind != Kind.Return || statement.Optional(0) is not { } value) return false;
            result = value;
        }
        if (result is not { } expression) return false;
        var operators = 0;
        for (var id = expression.Id; id < expression.SubtreeEnd; id++)
            switch (context.Tree[id].Kind)
            {
                // A power can be as dear as its operands are large.
                case Kind.BinOp when (BinaryOperator)context.Tree[id].Data is not (BinaryOperator.Pow or BinaryOperator.MatMult): operators++; break;
                case Kind.UnaryOp or Kind.Compare or Kind.Subscript: operators++; break;
                case Kind.Name or Kind.Constant or Kind.CompareOperator: break;
                default: return false;
            }
        return operators <= 2;
    }

    /// <summary>Called in one place, not in a loop, not by itself, and seen by nobody else.</summary>
    private static bool IsUsedOnce(FunctionView function, PythonContext context)
    {
        if (context.SymbolAt(function.Identifier) is not { } symbol || symbol.IsShared) return false;
        var count = 0;
        foreach (var reference in symbol.References)
        {
            if (context.UseOf(reference) != Use.Called || function.Node.Contains(reference) || reference.EnclosingFunction?.Id != function.Node.EnclosingFunction?.Id) return false;
            if (context.LoopAround(reference) is { } loop && !loop.Region.Contains(function.Node)) return false;
            count++;
        }
        return count == 1;
    }

    /// <summary>Takes the decorator's line out; null where the cache is asked for by name.</summary>
    private static Patch? WithoutCache(FunctionView function, Node decorator, PythonContext context)
    {
        if (context.Tree.Names.Find("cache_clear"u8) >= 0 || context.Tree.Names.Find("cache_info"u8) >= 0) return null;
        var start = decorator.Start - 1;
        var next = function.Node.Start;
        foreach (var other in function.Decorators)
            if (other.Start > decorator.Start) next = Math.Min(next, other.Start - 1);
        var between = context.Tree.Text[new Span(decorator.End, next)];
        return context.Tree.Text.Bytes[start] != '@' || between.IndexOf((byte)'#') >= 0 ? null : new Patch(context.Module).Replace(new Span(start, next), "");
    }
}
