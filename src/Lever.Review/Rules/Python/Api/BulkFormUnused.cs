using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Review.Semantics.Python.Calls;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Api;

public sealed class BulkFormUnused : CallRule
{
    public override RuleInfo Info { get; } = new("py-bulk-form-unused", Language.Python, LeverClass.Boundary, Technique.Api, Tier.B)
    {
        Achievable = 0.8,
        Precision = 0.8,
        Effort = Effort.Medium,
        Doc = """
            A loop calls a function of the project for each item, and beside that function stands its bulk form, which takes all of them.

            ## Why it costs
            What a call does before and after its one item is done on every turn: taking a lock 110 to 160 ns, calling a method 20 to 50 ns,
            opening a transaction or asking a store tens of microseconds to milliseconds. The bulk form does it once.

            ## Example
            ```python
            import threading

            class Cache:
                def __init__(self):
                    self._lock = threading.Lock()
                    self._entries = {}

                def get(self, key):
                    with self._lock:
                        return self._entries.get(key)

                def get_many(self, keys):
                    with self._lock:
                        return [self._entries.get(key) for key in keys]

            def titles(cache: Cache, keys: list):
                return [cache.get(key) for key in keys]
            ```
            Use instead:
            ```python
            import threading

            class Cache:
                def __init__(self):
                    self._lock = threading.Lock()
                    self._entries = {}

                def get(self, key):
                    with self._lock:
                        return self._entries.get(key)

                def get_many(self, keys):
                    with self._lock:
                        return [self._entries.get(key) for key in keys]

            def titles(cache: Cache, keys: list):
                return cache.get_many(keys)
            ```

            ## Keep it when
            Each item depends on what the call before it gave or did, one failure must not take the others with it, or others must get at
            the lock between two items.

            ## Regime
            The example with 1,000 keys: 4 times faster on CPython 3.8, 6 on 3.11, 8 on 3.13; with ten 2.6, 3.4 and 4.2 times; with one there is
            nothing to gain. Where each call asks a store or a service, the number of round trips is what counts.

            ## Patch safety
            The bulk form must mean the same for each item: what it does with none, with the same item twice and with one that fails is its
            own. What it gives may be a dict where the other gives a value.
            """,
    };

    public override IEnumerable<CallFinding> Find(CallGraph graph)
    {
        for (var single = 0; single < graph.Count; single++)
        {
            foreach (var fact in graph[single].Facts)
            {
                if (fact.Kind != CostKind.OneOfMany) continue;
                var form = graph[single].Key with { Name = fact.What };
                // A bulk form that is written over the single one has nothing better to call.
                if (graph.Find(form) is var bulk && (bulk < 0 || GoesOneByOne(graph, bulk, single))) continue;
                foreach (var call in graph.CallersOf(single))
                {
                    var site = graph.SiteOf(call);
                    if (call.Caller == bulk || !site.Has(PlaceTraits.InLoop) || site.Has(PlaceTraits.OnErrorPath | PlaceTraits.Once)) continue;
                    yield return new CallFinding(this, graph.PathOf(call.Caller), site.Node, graph[single], fact with { Wait = WaitOf(graph[single]) ?? fact.Wait }, fact.Parameter,
                        [new CallStep(graph.PathOf(single), fact.Node, form.ToString(), $"`{fact.What}` takes them all at once")]);
                }
                break;
            }
        }
    }

    /// <summary>Does the bulk form come to a loop over what the other one comes to, in the functions that both go on to?</summary>
    private static bool GoesOneByOne(CallGraph graph, int bulk, int single)
    {
        foreach (var onward in graph.CallsOf(bulk))
            foreach (var repeated in graph.CallsOf(onward.Callee))
                if (graph.SiteOf(repeated).Has(PlaceTraits.InLoop))
                    foreach (var direct in graph.CallsOf(single))
                        if (direct.Callee == repeated.Callee) return true;
        return false;
    }

    /// <summary>How long one call waits, where it does.</summary>
    private static string? WaitOf(FunctionSummary function)
    {
        foreach (var fact in function.Facts)
            if (fact.Kind is CostKind.Blocks or CostKind.Queries && fact.Wait.Length > 0 && !fact.Has(PlaceTraits.OnErrorPath)) return fact.Wait;
        return null;
    }

    public override void Report(Node node, CallFinding found, PythonContext context)
    {
        if (node.AsCall is not { HasUnpacking: false } call || context.LoopAround(node) is not { IsWhile: false } loop) return;
        if (call.Argument(found.Parameter - found.Function.Bound, found.Function.Parameters[found.Parameter]) is not { } item || !ReadsTurn(item, loop, context)) return;
        // The same object on each turn, and nothing else that differs from turn to turn.
        if (call.Callee.AsAttribute is { } method && !IsSame(method.Receiver, loop, context)) return;
        foreach (var argument in call.Arguments)
            if ((argument.AsKeyword?.Value ?? argument) is var value && value != item && !IsSame(value, loop, context)) return;
        if (context.TripsOf(loop) is not { IsSmall: false } trips || Loops.LeavesAfter(node.EnclosingStatement, loop)) return;
        if (PerItem.IsPartOfMany(loop) || PerItem.Pauses(loop, context) || PerItem.EndsByAnswer(node, loop) || PerItem.IsOneOfBranches(node, loop) || IsInTry(node, loop)) return;
        var fact = found.Fact;
        var draft = context.Report(node, $"`{found.Function.ShortName}` is called for each item, where `{fact.What}` takes all of them")
            .LabelHead(loop.Region, "one call for each item")
            .Cost($"n*{fact.Wait}", fact.Wait, "n > 1")
            .Size("n", trips)
            .ForProfilesUnless(trips.IsData);
        draft.FixWithConsent($"call `{fact.What}` once", InOneCall(call, item, loop, found, context),
            "the items do not depend on each other's results", $"`{fact.What}` means the same for each item, also when there are none");
    }

    /// <summary>Is it the turn's own item or made of it, and of nothing that an earlier turn left?</summary>
    private static bool ReadsTurn(Node item, Loop loop, PythonContext context)
    {
        var reads = false;
        for (var id = item.Id; id < item.SubtreeEnd; id++)
        {
            if (context.Tree[id] is not { Kind: Kind.Name } name || context.SymbolAt(name) is not { } symbol || !symbol.IsDefinedIn(loop.Region)) continue;
            if (symbol.OnlyDefinition is not { } definition) return false;
            reads |= loop.Target!.Value.Contains(definition.Node) || definition.Kind == DefinitionKind.Assigned && ReadsTurn(definition.Value, loop, context);
        }
        return reads;
    }

    /// <summary>Is it the same object on each turn, whatever the calls do to it?</summary>
    private static bool IsSame(Node expression, Loop loop, PythonContext context)
    {
        while (expression.AsAttribute is { } attribute) expression = attribute.Receiver;
        return expression.Kind == Kind.Name ? context.SymbolAt(expression)?.IsDefinedIn(loop.Region) != true : context.IsInvariant(expression, loop);
    }

    private static bool IsInTry(Node node, Loop loop)
    {
        for (var at = node.Parent; at != loop.Region && !at.IsRoot; at = at.Parent)
            if (at.Kind is Kind.Try or Kind.TryStar) return true;
        return false;
    }

    /// <summary>A loop that does nothing but hand each element over becomes one call.</summary>
    private static Patch? InOneCall(CallView call, Node item, Loop loop, CallFinding found, PythonContext context)
    {
        if (!found.Fact.Has(PlaceTraits.Alone) || loop.Body is not { } body || call.ArgumentCount != 1 || call.OnlyArgument != item || item.Kind != Kind.Name || loop.Target is not { Kind: Kind.Name } || loop.IsAsync) return null;
        if (call.Node.Parent.Kind != Kind.Expr || body.Children.Count != 1 || body.FirstChild != call.Node.Parent || loop.Node.AsFor is not { OrElse: null }) return null;
        var callee = call.Callee.AsAttribute is { } method ? method.Receiver.Text + "." + found.Fact.What : null;
        return callee is null ? null : new Patch(context.Module).Replace(loop.Node, $"{callee}({loop.Iterable!.Value.Text})");
    }
}
