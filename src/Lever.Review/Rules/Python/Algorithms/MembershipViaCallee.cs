using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Review.Semantics.Python.Calls;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class MembershipViaCallee : CallRule
{
    public override RuleInfo Info { get; } = new("py-membership-via-callee", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.97,
        Precision = 0.85,
        Checklist = ["PY1"],
        Doc = """
            A loop gives the same list on every turn to a function that searches it from the front.

            ## Why it costs
            The search compares a list's elements from the front, 6 to 9 ns each for integers and short strings. With m turns and n
            elements that is m times n comparisons, and neither the loop nor the function shows it alone.

            ## Example
            ```python
            def is_on(name, listed):
                return name.lower() in listed

            def newcomers(users: list[str], listed: list[str]):
                return [user for user in users if not is_on(user, listed)]
            ```
            Use instead:
            ```python
            def is_on(name, listed):
                return name.lower() in listed

            def newcomers(users: list[str], listed: list[str]):
                listed_set = set(listed)
                return [user for user in users if not is_on(user, listed_set)]
            ```

            ## Keep it when
            The list holds fewer than about eight elements, the loop takes only one or two turns, most searches end within the first few
            elements, or the elements cannot be hashed.

            ## Regime
            The example with as many users as listed, building the set included, on CPython 3.8, 3.11 and 3.13: 48, 65 and 75 times faster at
            1,000, 6 to 8 times at 100, 2.5 to 3.3 times at 30, 1.1 to 1.2 times at 8; slower (0.9) at 4.

            ## Patch safety
            Elements and what is looked for must be hashable, and equal values have equal hashes. The function must do nothing with its
            argument but search it, as far as the project shows.
            """,
    };

    public override IEnumerable<CallFinding> Find(CallGraph graph)
    {
        var searched = new SearchedParameters(graph);
        for (var index = 0; index < graph.Count; index++)
        {
            foreach (var call in graph.CallsOf(index))
            {
                var (callee, site) = (call.Callee, graph.SiteOf(call));
                if (!site.Has(PlaceTraits.InLoop) || site.Has(PlaceTraits.OnErrorPath | PlaceTraits.Once) || !graph[callee].RunsAtOnce) continue;
                foreach (var parameter in searched.Of(callee))
                {
                    var chain = searched.From(callee, parameter);
                    yield return new CallFinding(this, graph.PathOf(index), site.Node, graph[callee], chain[^1].Fact, parameter, 
                        CallStep.Of(graph, chain, fact => $"`{fact.What}` is searched here", "hands it on to"));
                }
            }
        }
    }

    public override void Report(Node node, CallFinding found, PythonContext context)
    {
        if (node.AsCall is not { } call || ArgumentOf(call, found) is not { Kind: Kind.Name or Kind.Attribute } list) return;
        if (context.TypeOf(list) is not { IsSearchedLinearly: true }) return;
        if (context.RepetitionOf(node, list) is not { } loop || loop.Trips.IsSmall) return;
        var size = context.SizeOf(list);
        if (size.IsSmall) return;
        var isKeyed = found.Fact.Kind == CostKind.SearchesByKey;
        var draft = context.Report(node, $"`{found.Function.ShortName}` searches `{list.Text}` from the front, on every turn of the loop")
            .LabelHead(loop.Innermost.Node, "each turn searches it again")
            .Cost("m*n*py.list.compare", "n*py.set.build + m*py.set.lookup", "n > 8 and m > 3")
            .Size("m", loop.Trips)
            .Size("n", size)
            .AtTier(Evidence.Of(loop.Trips, size))
            .ForProfilesUnless(Evidence.ComesToIt(node, loop, size));
        if (isKeyed)
        {
            draft.Advise("index the elements by that key in a dict before the loop, and let the function look there", "keys are hashable, and the first of equal ones counts");
            return;
        }
        const string Summary = "build a set before the loop and pass that";
        if (!found.Fact.Has(PlaceTraits.Alone) || found.Steps.Count > 1 || PythonContext.BaseNameOf(list) is not { } name || context.NewName(name + "_set") is not { } set)
        {
            draft.Advise(Summary, "the function does nothing with it but search it", "the elements and what is looked for are hashable, and equal ones have equal hashes");
            return;
        }
        draft.FixWithConsent(Summary, new Patch(context.Module).Replace(list, set).InsertBeforeLoop(loop.Outermost, $"{set} = set({list.Text})"),
            "the elements and what is looked for are hashable, and equal ones have equal hashes",
            $"nothing that the loop calls changes `{list.Text}`");
    }

    private static Node? ArgumentOf(CallView call, CallFinding found)
    {
        if (call.HasUnpacking) return null;
        return call.Argument(found.Parameter - found.Function.Bound, found.Function.Parameters[found.Parameter]);
    }
}
