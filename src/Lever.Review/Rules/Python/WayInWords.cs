using Lever.Review.Semantics.Python;
using Lever.Review.Semantics.Python.Calls;

namespace Lever.Review.Rules.Python;

/// <summary>A way through calls as the steps of a finding's story.</summary>
internal static class WayInWords
{
    /// <param name="way">Calls from what repeats them to the function of the finding, in order.</param>
    public static IReadOnlyList<CallStep> Of(CallGraph graph, IReadOnlyList<CallEdge> way) => [.. way.Select((edge, at) => StepOf(graph, edge, at == 0))];

    /// <summary>The way of what is passed, from the call that has it.</summary>
    public static IReadOnlyList<CallStep> OfPassed(CallGraph graph, PassedType passed) => [.. passed.Way.Select((edge, at) =>
    {
        var (caller, callee) = (graph[edge.Caller], graph[edge.Callee]);
        var words = at == 0 ? $"`{caller.ShortName}` passes {InWords(passed.Type.Kind)} to `{callee.ShortName}`" : $"`{caller.ShortName}` hands it on to `{callee.ShortName}`";
        return new CallStep(graph.PathOf(edge.Caller), graph.SiteOf(edge).Node, caller.Name, words);
    })];

    private static string InWords(TypeKind kind) => kind switch
    {
        TypeKind.List => "a list",
        TypeKind.Tuple => "a tuple",
        TypeKind.Deque => "a deque",
        TypeKind.QuerySet => "a query",
        TypeKind.Model => "a row",
        _ => "it",
    };

    private static CallStep StepOf(CallGraph graph, CallEdge edge, bool isFirst)
    {
        var caller = graph[edge.Caller];
        var callee = graph[edge.Callee].ShortName;
        // Functions that pass a call on often have one name.
        if (callee == caller.ShortName) callee = graph[edge.Callee].Name;
        var site = graph.SiteOf(edge);
        var words = !isFirst ? $"`{caller.ShortName}` goes on to `{callee}`"
            : site.Turns is not null ? $"a loop of `{caller.ShortName}` calls `{callee}`"
            : $"`{caller.ShortName}`, which a framework calls again and again, calls `{callee}`";
        return new CallStep(graph.PathOf(edge.Caller), site.Node, caller.Name, words);
    }
}
