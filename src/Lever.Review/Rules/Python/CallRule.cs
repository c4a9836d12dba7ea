using Lever.Review.Semantics.Python.Calls;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python;

/// <summary>A pattern that is split over several functions: sought in the call graph once all files are read, and told where its first function stands.</summary>
public abstract class CallRule : PythonRule
{
    public sealed override ReadOnlySpan<Kind> Visits => [];

    public sealed override void Visit(Node node, PythonContext context)
    {
    }

    /// <summary>Where the graph shows the pattern, as far as the graph can tell.</summary>
    public abstract IEnumerable<CallFinding> Find(CallGraph graph);

    /// <summary>Looks at the place in its file, which is at hand again, and reports it if it holds there.</summary>
    public abstract void Report(Node node, CallFinding found, PythonContext context);
}

/// <summary>A place that a rule found through calls.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Node">The node to report at.</param>
/// <param name="Function">The dotted name of the function that the place calls into.</param>
/// <param name="Fact">The cost at the chain's end.</param>
/// <param name="Parameter">The index of the called function's parameter that the cost depends on; -1 for none.</param>
/// <param name="Steps">The way from there to the cost.</param>
public sealed record CallFinding(CallRule Rule, string Path, int Node, FunctionSummary Function, CostFact Fact, int Parameter, IReadOnlyList<CallStep> Steps)
{
    /// <summary>Does each call of the function come to the cost, as <see cref="ChainsToCost.IsSure"/> has it? False where nobody looked.</summary>
    public bool IsSure { get; init; }
}

/// <summary>One place on the way, by the node of its file.</summary>
public readonly record struct CallStep(string Path, int Node, string Symbol, string Text)
{
    /// <summary>The steps of a way to a cost.</summary>
    /// <param name="end">What is said of the cost itself.</param>
    /// <param name="onward">What is said between a function and the one that it calls.</param>
    public static IReadOnlyList<CallStep> Of(CallGraph graph, IEnumerable<ChainLink> way, Func<CostFact, string> end, string onward = "goes on to") =>
        [.. way.Select(link => link.Site is { } site
            ? new CallStep(graph.PathOf(link.Function), site.Node, graph[link.Function].Name, $"`{graph[link.Function].ShortName}` {onward} `{site.ShortCallee}`")
            : new CallStep(graph.PathOf(link.Function), link.Fact.Node, graph[link.Function].Name, end(link.Fact)))];
}
