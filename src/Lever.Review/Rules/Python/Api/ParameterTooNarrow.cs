using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Review.Semantics.Python.Calls;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Api;

public sealed class ParameterTooNarrow : CallRule
{
    public override RuleInfo Info { get; } = new("py-parameter-too-narrow", Language.Python, LeverClass.Allocation, Technique.Api, Tier.B)
    {
        Achievable = 0.5,
        Precision = 0.85,
        Doc = """
            A call copies what it has into a list or bytes, because the function asks for that type, and the function only reads it.

            ## Why it costs
            The copy takes 1 to 5 ns and 8 bytes an element; of a dict's view or a set more than of a list. A function that only asks how
            many there are, whether one is there, or for one of them, is then slower than it needs to be by the whole length.

            ## Example
            ```python
            def overlaps(names: list[str], other: str) -> bool:
                return bool(names) and other in names

            def is_known(users: set[str], other: str) -> bool:
                return overlaps(list(users), other)
            ```
            Use instead:
            ```python
            from collections.abc import Collection

            def overlaps(names: Collection[str], other: str) -> bool:
                return bool(names) and other in names

            def is_known(users: set[str], other: str) -> bool:
                return overlaps(users, other)
            ```

            ## Keep it when
            The copy is there because what is copied may change while the function runs, or a subclass or another project relies on the
            parameter's type.

            ## Regime
            Asked whether a set holds a name, without the list made of it: 2.1 to 2.9 times faster at ten names, 6 to 12 at a hundred, more than 900
            at 10,000. One element of a tuple of 1,000 is read 10 to 19 times faster, four bytes of a `memoryview` of 100,000 7 to 11 times.
            A function that goes through all of it in a loop gains 1.0 to 1.4 times, and is told with a profile only.

            ## Patch safety
            The function must do nothing with the parameter but read it; `Iterable` is enough to go through it once, `Collection` for its
            length and `in`, `Sequence` for indices. A `memoryview` has no methods of `bytes`, and keeps the whole buffer alive.
            """,
    };

    public override IEnumerable<CallFinding> Find(CallGraph graph)
    {
        for (var callee = 0; callee < graph.Count; callee++)
        {
            if (graph[callee].Is(FunctionTraits.Generator | FunctionTraits.Wrapped | FunctionTraits.Async)) continue;
            foreach (var fact in graph[callee].Facts)
            {
                if (fact.Kind is not (CostKind.GoesThrough or CostKind.Asks or CostKind.Indexes)) continue;
                foreach (var call in graph.CallersOf(callee))
                    if (graph.SiteOf(call) is var site && site.Has(PlaceTraits.Converts) && !site.Has(PlaceTraits.OnErrorPath))
                        yield return new CallFinding(this, graph.PathOf(call.Caller), site.Node, graph[callee], fact, fact.Parameter,
                            [new CallStep(graph.PathOf(callee), fact.Node, graph[callee].Name, $"`{fact.What}` is only read")]);
            }
        }
    }

    public override void Report(Node node, CallFinding found, PythonContext context)
    {
        if (node.AsCall is not { HasUnpacking: false } call || call.Argument(found.Parameter - found.Function.Bound, found.Function.Parameters[found.Parameter]) is not { } argument) return;
        if (argument.AsCall is not { OnlyArgument: { } source } conversion || conversion.Callee.AsName is not { Id: "list" or "bytes" } made || !context.IsBuiltin(conversion.Callee, made.Id)) return;
        // What an object holds may be copied so that it can change meanwhile.
        if (IsOwn(source, context) || context.TypeOf(source) is not { } type || !Serves(type, found.Fact.Kind, made.Id == "bytes")) return;
        if (context.SizeOf(source) is not { IsSmall: false } size) return;
        var isHashed = type.IsHashed && found.Fact.Kind != CostKind.GoesThrough;
        context.Report(argument, $"`{source.Text}` is copied for `{found.Function.ShortName}`, which only {Verb(found.Fact.Kind)}")
            .Cost(made.Id == "bytes" ? "n*0.05ns" : type.IsHashed || type.Is(TypeKind.View) ? "n*3ns" : "n*py.list.copy", "0ns", "n > 0")
            .Size("n", size)
            .AtTier(found.Fact.Kind == CostKind.GoesThrough ? Tier.C : Tier.B)
            .ForProfilesUnless(size.IsData && Loops.Around(node) is not null || isHashed && size.IsData)
            .Advise($"let `{found.Fact.What}` be {Wider(found.Fact.Kind, made.Id == "bytes")}, and pass `{source.Text}` as it is",
                "nothing that the function calls changes what is passed", "no subclass of the function's class needs the narrower type");
    }

    private static string Verb(CostKind need) => need switch
    {
        CostKind.GoesThrough => "goes through it",
        CostKind.Asks => "reads what it holds",
        _ => "reads it",
    };

    private static string Wider(CostKind need, bool isBytes) =>
        isBytes ? "`bytes | memoryview`" : need switch { CostKind.GoesThrough => "an `Iterable`", CostKind.Asks => "a `Collection`", _ => "a `Sequence`" };

    /// <summary>Can a value of the type be passed as it is?</summary>
    private static bool Serves(PythonType type, CostKind need, bool isBytes)
    {
        if (isBytes) return type.Kind is TypeKind.MemoryView or TypeKind.ByteArray;
        if (type.Kind is TypeKind.List or TypeKind.Tuple or TypeKind.Range or TypeKind.Sequence) return true;
        return need != CostKind.Indexes && type.Kind is TypeKind.Set or TypeKind.FrozenSet or TypeKind.View or TypeKind.Dict or TypeKind.DefaultDict or TypeKind.Mapping or TypeKind.Deque;
    }

    private static bool IsOwn(Node source, PythonContext context)
    {
        while (true)
        {
            if (source.AsCall is { } call) source = call.Callee;
            else if (source.Kind is Kind.Attribute or Kind.Subscript) source = source.FirstChild;
            else return source.Kind == Kind.Name && (context.Module.Classes.IsSelf(source) || context.SymbolAt(source) is { IsModuleLevel: true });
        }
    }
}
