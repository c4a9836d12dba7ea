using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Review.Semantics.Python.Calls;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Data;

public sealed class OrmNPlusOneViaCallee : CallRule
{
    /// <summary>Functions between the loop and the query; with more, conditions on the way make it a guess.</summary>
    private const int Farthest = 3;

    public override RuleInfo Info { get; } = new("x-orm-n-plus-one-via-callee", Language.Python, LeverClass.Algorithm, Technique.Api, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.8,
        Effort = Effort.Medium,
        Checklist = ["PY1", "PY6"],
        Doc = """
            A loop calls a function, or reads a property, that runs a query each time.

            ## Why it costs
            Each query is a round trip: 0.05 to 1 ms on a local network, and 100 µs and more of the processor's time to build the statement
            and the row. The loop shows none of it: the query stands in a method, a property or a helper.

            ## Example
            ```python
            from django.db import models

            class Product(models.Model):
                name = models.TextField()

            def name_of(key):
                return Product.objects.get(pk=key).name

            def names(ids: list):
                found = []
                for key in ids:
                    found.append(name_of(key))
                return found
            ```
            Use instead:
            ```python
            from django.db import models

            class Product(models.Model):
                name = models.TextField()

            def names_of(keys):
                return {row.pk: row.name for row in Product.objects.filter(pk__in=keys)}

            def names(ids: list):
                name_by_key = names_of(ids)
                return [name_by_key[key] for key in ids]
            ```

            ## Keep it when
            There are a few elements, what is asked for was loaded with the rows by `prefetch_related`, or a cache answers most calls.

            ## Regime
            Django 3.2 with SQLite in memory, so the processor's time without any round trip: 200 keys 16 times faster, ten keys 8 times, one
            key 1.1 times (CPython 3.11, 3.13). Over a network each query saved is 0.05 to 1 ms more.

            ## Patch safety
            All rows are read at one moment. Callers that rely on the exception of a missing row see another one.
            """,
    };

    public override IEnumerable<CallFinding> Find(CallGraph graph)
    {
        var chains = new ChainsToCost(graph,
            (function, fact) => fact.Kind == CostKind.Queries && !function.Is(FunctionTraits.Memoised | FunctionTraits.Wrapped) && !fact.Has(PlaceTraits.OnErrorPath | PlaceTraits.Once),
            (caller, site) => !caller.Is(FunctionTraits.Memoised | FunctionTraits.Wrapped) && !site.Has(PlaceTraits.OnErrorPath | PlaceTraits.Once), Farthest);
        for (var index = 0; index < graph.Count; index++)
        {
            HashSet<CostFact>? seen = null;
            foreach (var call in graph.CallsOf(index))
            {
                var (callee, site) = (call.Callee, graph.SiteOf(call));
                if (!site.Has(PlaceTraits.InLoop) || site.Has(PlaceTraits.OnErrorPath | PlaceTraits.Once) || !chains.Has(callee)) continue;
                // One query is one finding in a function, however many ways lead to it.
                if (!(seen ??= new(ReferenceEqualityComparer.Instance)).Add(chains.FactOf(callee))) continue;
                yield return new CallFinding(this, graph.PathOf(index), site.Node, graph[callee], chains.FactOf(callee), -1, 
                    CallStep.Of(graph, chains.From(callee), fact => $"`{fact.What}` asks the database")) { IsSure = chains.IsSure(callee) };
            }
        }
    }

    public override void Report(Node node, CallFinding found, PythonContext context)
    {
        if (context.LoopAround(node) is not { IsWhile: false } loop || Loops.LeavesAfter(node.EnclosingStatement, loop)) return;
        var trips = context.TripsOf(loop);
        if (trips.IsSmall || QueryText.GoesByPortions(loop) || QueryText.IsRemembered(node, loop)) return;
        if (loop.Iterable is { } rows && IsLoadedAhead(rows, found, context)) return;
        if (!found.Fact.What.Contains('(', StringComparison.Ordinal) && OrmLazyRelationViaCallee.Tells(node, loop, context)) return;
        if (IsOwnOfOne(node, loop, found, context) || IsJustCreated(node, loop, found, context)) return;
        // What is the same on every turn is another matter than what each row asks for.
        if (!QueryText.FollowsTurn(context, node, loop)) return;
        var isSure = found.IsSure && Loops.IsOnEveryTurn(node, loop);
        context.Report(node, $"`{found.Function.ShortName}` {(isSure ? "runs" : "may run")} a query on every turn of the loop")
            .LabelHead(loop.Region, "once a turn")
            .Cost("n*db.query", "db.query + n*django.in.row", "n > 1").Size("n", trips)
            .AtTier(trips.IsData && isSure ? Tier.A : Tier.B)
            .ForProfilesUnless(trips.IsData && isSure)
            .Advise("ask for all of them in one query before the loop, or load them with the rows", "all rows are read at one moment");
    }

    /// <summary>Was what the callee reads loaded together with the rows that the loop goes through?</summary>
    private static bool IsLoadedAhead(Node rows, CallFinding found, PythonContext context)
    {
        if (OrmLazyRelationInLoop.IsLoadedAhead(rows, context)) return true;
        if (rows.Kind == Kind.Name && context.SymbolAt(rows) is { IsParameter: true, OnlyDefinition: { } parameter }) return IsGivenLoaded(parameter.Node, found, context);
        if (QueryChain.Of(context.Module, rows) is not { } chain) return false;
        // A query of its own is no relation of a row; what a local name holds may be any of those that were loaded.
        if (found.Fact.What.Contains("objects", StringComparison.Ordinal) || found.Fact.What.Contains("query", StringComparison.Ordinal)) return false;
        var last = found.Fact.What.Replace(".all()", "", StringComparison.Ordinal);
        last = last[(last.LastIndexOf('.') + 1)..];
        foreach (var step in chain.Steps)
        {
            if (step.Callee.AsAttribute!.Value.Name is not ("select_related" or "prefetch_related")) continue;
            foreach (var argument in step.Arguments)
                if (argument.AsConstant?.String is not { } path || Array.IndexOf(path.Split("__"), last) >= 0 || !found.Fact.What.Contains('.', StringComparison.Ordinal)) return true;
        }
        return false;
    }

    /// <summary>Does every call of the function in its own file hand over rows that were loaded so?</summary>
    private static bool IsGivenLoaded(Node parameter, CallFinding found, PythonContext context)
    {
        if (parameter.Parent.Parent is not { IsFunction: true } function) return false;
        var (index, parameters) = (0, parameter.Parent.Children);
        while (index < parameters.Count && parameters[index].Id != parameter.Id) index++;
        // `self` is not written in a call.
        if (function.Parent.Parent.Kind == Kind.ClassDef && !IsStatic(function.AsFunction!.Value)) index--;
        var calls = Callers.CallsOf(context.Module, function);
        foreach (var call in calls)
            if (call.AsCall!.Value.Argument(index, parameter.AsParameter!.Value.Name) is not { } given || !IsLoadedAhead(given, found, context)) return false;
        return calls.Count > 0;
    }

    private static bool IsStatic(FunctionView function)
    {
        foreach (var decorator in function.Decorators)
            if (decorator.AsName is { Id: "staticmethod" }) return true;
        return false;
    }

    /// <summary>Does a method of an object that stays the same go through what belongs to it? That may have been loaded with it, once for all turns.</summary>
    private static bool IsOwnOfOne(Node node, Loop loop, CallFinding found, PythonContext context) =>
        node.AsCall is { Callee.AsAttribute: { Receiver: var receiver } } && found.Fact.What.StartsWith("self.", StringComparison.Ordinal)
            && found.Fact.What.EndsWith(".all()", StringComparison.Ordinal) && !QueryText.FollowsTurn(context, receiver, loop);

    /// <summary>Is the callee given a row that the turn has just created, which knows what it was created with?</summary>
    private static bool IsJustCreated(Node node, Loop loop, CallFinding found, PythonContext context)
    {
        if (node.AsCall is not { } call || found.Fact.What.Contains('(', StringComparison.Ordinal)) return false;
        foreach (var argument in call.Arguments)
            if ((argument.AsKeyword?.Value ?? argument) is { Kind: Kind.Name } given && context.SymbolAt(given) is { OnlyDefinition: { Kind: DefinitionKind.Assigned } made }
                && loop.Region.Contains(made.Node) && (made.Value.AsCall?.Callee is { } maker && (maker.AsAttribute?.Name ?? maker.AsName?.Id)?.StartsWith("create", StringComparison.Ordinal) == true)) return true;
        return false;
    }
}
