using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Review.Semantics.Python.Calls;

namespace Lever.Review.Rules.Python;

/// <summary>How something hot reaches a function.</summary>
/// <param name="Source">The dotted name of the function that is hot: a framework calls it, or its loop makes the first of the calls.</param>
/// <param name="Steps">The calls from it to the function, in order.</param>
internal sealed record HotWay(string Source, IReadOnlyList<CallStep> Steps);

/// <summary>The ways by which something hot reaches the findings of a project; each function's is searched once.</summary>
internal sealed class HotWays(CallGraph graph)
{
    private readonly Dictionary<int, HotWay?> known = [];

    /// <summary>The steps that lead to a file's findings which have no story of their own.</summary>
    public IEnumerable<IReadOnlyList<CallStep>> Of(FileAnalysis analysis)
    {
        if (analysis.Summary is null) return [];
        return analysis.Findings.Where(finding => finding.Chain.Count == 0).Select(Of).OfType<HotWay>().Distinct().Select(way => way.Steps);
    }

    /// <summary>What makes a finding hot through calls; null for one whose own file says how hot it is.</summary>
    public HotWay? Of(Finding finding)
    {
        if (finding is not { Role: Role.Library, Heat: Heat.Warm } || graph.Find(DottedName.Of(finding.Symbol)) is not (>= 0 and var function)) return null;
        if (known.TryGetValue(function, out var way)) return way;
        way = HeatOverCalls.WayTo(graph, function) is { } calls ? new HotWay(graph[calls[0].Caller].Name, WayInWords.Of(graph, calls)) : null;
        known.Add(function, way);
        return way;
    }
}
