using Lever.Profiles;
using Lever.Profiles.Joining;
using Lever.Review.Findings;

namespace Lever.Review.Reports.Html;

/// <summary>A profile joined to the reviewed files, for what a page shows of it: the heat of lines, and the functions that issues are in.</summary>
internal sealed class LineHeat
{
    private readonly ProfileIndex index;

    /// <param name="paths">All files of the project: which of them a profile means is told by what else there is.</param>
    public LineHeat(Profile profile, IEnumerable<string> paths, IReadOnlyList<Issue> issues)
    {
        Profile = profile;
        var functions = issues.Select(issue => issue.Finding).Where(finding => finding.Cell is null).ToLookup(finding => finding.Path, StringComparer.Ordinal);
        index = ProfileIndex.Join(profile, [.. paths.Select(path => new SourceFile(path, FunctionsOf(functions[path])))]);
        Marks = MarksOf(issues);
    }

    public Profile Profile { get; }

    /// <summary>For functions of the profile, the positions of the issues in them.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<int>> Marks { get; }

    /// <summary>A line's share of the working weight with what it calls, 0 to 1; null where the profile has no lines or none fell here.</summary>
    public double? Of(string path, int line) => index.Line(path, line)?.TotalShare;

    private static SourceFunction[] FunctionsOf(IEnumerable<Finding> findings) =>
        [.. findings.GroupBy(finding => (finding.Function, finding.FunctionLine))
            .Select(group => new SourceFunction(group.Key.Function, group.Key.FunctionLine, group.Max(finding => Math.Max(finding.Region.Last, finding.Range.End.Line))))];

    private Dictionary<int, IReadOnlyList<int>> MarksOf(IReadOnlyList<Issue> issues)
    {
        var marks = new Dictionary<int, List<int>>();
        foreach (var issue in issues)
        {
            var finding = issue.Finding;
            foreach (var function in index.Function(finding.Path, finding.Function, finding.FunctionLine)?.ProfileFunctions ?? [])
            {
                if (!marks.TryGetValue(function, out var positions)) marks.Add(function, positions = []);
                positions.Add(issue.Rank.Position);
            }
        }
        return marks.ToDictionary(mark => mark.Key, mark => (IReadOnlyList<int>)mark.Value);
    }
}
