using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class GraphRecursion : PythonRule
{
    /// <summary>Names of what leads from a node to others that more than one node leads to. Children, parts and elements belong to one.</summary>
    private static readonly NameIndex Edges = new(
    [
        "dependencies", "deps", "depends", "depends_on", "dependents", "requires", "requirements", "prerequisites", "predecessors", "successors",
        "parents", "ancestors", "neighbors", "neighbours", "adjacent", "inputs", "upstream", "downstream", "precursors",
        "get_dependencies", "get_deps", "get_parents", "get_inputs", "get_predecessors", "get_successors", "get_neighbors",
    ]);

    public override RuleInfo Info { get; } = new("py-graph-recursion", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.C)
    {
        Achievable = 0.9,
        Precision = 0.6,
        Checklist = ["PY1", "PY10"],
        Doc = """
            A function follows the edges of a graph by calling itself, and remembers no node that it has been at.

            ## Why it costs
            A node that two others depend on is worked out twice, and all that it depends on twice as well: over ten levels of such pairs
            that is a thousand times. Remembered, each node is worked out once.

            ## Example
            ```python
            def depth(task):
                return max((depth(other) for other in task.dependencies), default=0) + 1
            ```
            Use instead:
            ```python
            def depth(task, known):
                if task not in known:
                    known[task] = max((depth(other, known) for other in task.dependencies), default=0) + 1
                return known[task]
            ```

            ## Keep it when
            The graph is a tree: nothing is led to by more than one node.

            ## Regime
            Levels of two nodes, each of which depends on both of the level below, on CPython 3.8, 3.11 and 3.13: at one level slower (0.79,
            0.79, 0.65), at 6 levels 6.5, 6.5 and 5.3 times faster, at 12 levels 212, 212 and 173 times. In a chain, where no node is met again,
            it LOSES what asking costs.

            ## Patch safety
            What was worked out for a node must hold as long as it is remembered: for one walk it does, on the object only while its edges
            stay. Nodes must be hashable.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.For, Kind.Comprehension];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind is not (Kind.For or Kind.Comprehension)) return;
        var loop = new Loop(node);
        if (loop.Iterable is not { } iterable || EdgesOf(iterable, context) is not { } edges || context.Module.FileRole is Role.Test) return;
        if (node.EnclosingDef?.AsFunction is not { IsAsync: false } function || SelfCallIn(loop, function, context) is not { } call) return;
        // Kept results, marks on nodes and sets of those seen all show in something that is stored or asked.
        if (Repetition.IsMemoised(function) || Remembers(function, context) || GivesNothing(function)) return;
        context.Report(call, $"`{function.Name}` is called again for each of `{edges.Text}`, also for those that it has been at")
            .LabelHead(loop.Region, "edges that may lead to a node on several ways")
            .Cost("2^d*150ns", "d*300ns", "d > 3")
            .Size("d", Size.Unknown with { Low = 2, Typical = 8, High = 30, Source = "prior for levels that are reached on two ways" })
            .ForProfilesUnless(false)
            .Ask("Can two nodes lead to the same one?")
            .Advise("remember what was worked out, by node, for as long as the walk lasts", "nodes are hashable, and nothing changes them during the walk");
    }

    /// <summary>A call of the function by itself on what a loop over edges gives.</summary>
    private static Node? SelfCallIn(Loop loop, FunctionView function, PythonContext context)
    {
        var name = function.Identifier.Data;
        var kinds = context.Tree.RawKinds;
        for (var id = loop.Region.Id; id < loop.Region.SubtreeEnd; id++)
        {
            // The callee is the next node; a name and an attribute both hold the id of their last name.
            if ((Kind)kinds[id] != Kind.Call || (Kind)kinds[id + 1] is not (Kind.Name or Kind.Attribute) || context.Tree[id + 1].Data != name) continue;
            var call = context.Tree[id];
            if (call.EnclosingDef?.Id == function.Node.Id && IsItself(call.AsCall!.Value, function, loop, context)) return call;
        }
        return null;
    }

    private static Node? EdgesOf(Node iterable, PythonContext context)
    {
        var edges = iterable.AsCall is { ArgumentCount: <= 1 } call ? call.Callee : iterable;
        return edges.Kind is Kind.Name or Kind.Attribute && Edges.Contains(context.Tree.Names, edges.Data) ? iterable : null;
    }

    /// <summary><c>f(node)</c> or <c>self.f(node)</c> with the loop's element, or <c>node.f()</c> on it.</summary>
    private static bool IsItself(CallView call, FunctionView function, Loop loop, PythonContext context)
    {
        if (loop.Target is not { Kind: Kind.Name } target) return false;
        var isMethod = function.Node.Parent.Parent.Kind == Kind.ClassDef;
        if (call.Callee.AsAttribute is { Receiver: { Kind: Kind.Name } receiver })
        {
            if (isMethod && receiver.Data == target.Data) return true;
            if (!isMethod || !context.Module.Classes.IsSelf(receiver)) return false;
        }
        else if (isMethod || context.SymbolAt(call.Callee) is not { OnlyDefinition: { Kind: DefinitionKind.Function } definition } || definition.Value.Id != function.Node.Id) return false;
        return call.Positional(0) is { Kind: Kind.Name } given && given.Data == target.Data;
    }

    /// <summary>Does the function store or ask for anything that could be what it remembers?</summary>
    private static bool Remembers(FunctionView function, PythonContext context)
    {
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
        {
            var at = context.Tree[id];
            switch (at.Kind)
            {
                case Kind.Compare when at.AsCompare is { Op: CompareOp.In or CompareOp.NotIn }: return true;
                case Kind.Attribute or Kind.Subscript when Usage.IsStored(at): return true;
                case Kind.Nonlocal or Kind.Global or Kind.Yield or Kind.YieldFrom: return true;
                case Kind.Call when at.FirstChild.AsAttribute is { Name: "add" or "get" or "setdefault" or "pop" or "discard" or "append" or "update" or "extend" }: return true;
            }
        }
        // A walk that is handed what it has seen may ask it elsewhere; one that is handed a depth ends by it.
        foreach (var parameter in function.Arguments.Children)
            if (parameter.AsParameter is { Name: "seen" or "visited" or "memo" or "cache" or "known" or "done" or "depth" or "level" or "max_depth" or "path" or "stack" }) return true;
        return false;
    }

    /// <summary>A function that returns no value is called for what it does to each node, which may be meant to happen each time.</summary>
    private static bool GivesNothing(FunctionView function)
    {
        var tree = function.Node.Tree;
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
            if (tree[id] is { Kind: Kind.Return, HasChildren: true }) return false;
        return true;
    }
}
