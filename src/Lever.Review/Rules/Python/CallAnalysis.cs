using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Review.Semantics.Python.Calls;
using Lever.Syntax.Text;
using Range = Lever.Review.Findings.Range;

namespace Lever.Review.Rules.Python;

/// <summary>What one file is to be looked at for again.</summary>
/// <param name="Findings">Places of it that rules found through calls.</param>
/// <param name="Revisits">Places that loops of other files repeat, to be offered to their rules again.</param>
/// <param name="Passed">Places whose rules waited for what is passed for parameters.</param>
/// <param name="Reads">Calls whose rules waited for what is read of their arguments.</param>
/// <param name="Nodes">Nodes whose ranges other files' findings need.</param>
public sealed record SecondLook(
    string Path, IReadOnlyList<CallFinding> Findings, IReadOnlyList<Revisit> Revisits, IReadOnlyList<PassedRevisit> Passed, IReadOnlyList<ReadsRevisit> Reads,
    IReadOnlyCollection<int> Nodes);

/// <summary>A place that a loop repeats through calls.</summary>
/// <param name="Steps">The way from the loop to the function of the place.</param>
public sealed record Revisit(OpenRepetition Place, Size Turns, IReadOnlyList<CallStep> Steps);

/// <summary>A place of a parameter for which all calls of the project pass one type.</summary>
/// <param name="Steps">The way from a call that passes the most.</param>
public sealed record PassedRevisit(OpenParameter Place, PassedType Passed, IReadOnlyList<CallStep> Steps);

/// <summary>A call whose function reads something of the rows that it is given.</summary>
public sealed record ReadsRevisit(OpenReads Place, IReadOnlyList<ReadByCallee> Reads);

/// <summary>What reads a file once more, for what its calls pass and what its functions read. Both answer in the order of the questions, with nothing where the file cannot be read.</summary>
public interface ICallFiles
{
    IReadOnlyList<GivenArgument> ArgumentsOf(ArgumentLook look);

    IReadOnlyList<FoundReads> ReadsOf(ReadsLook look);
}

/// <summary>A finding of a second look.</summary>
/// <param name="Steps">The way to its cost, or to it.</param>
/// <param name="LeadsHere">Do the steps lead to the finding, and not from it? It then takes the place of what the first look found there.</param>
public sealed record ChainedFinding(Finding Finding, IReadOnlyList<CallStep> Steps, bool LeadsHere);

/// <summary>What a second look gave.</summary>
/// <param name="Ranges">Of the nodes that were asked for.</param>
/// <param name="Withheld">How many findings a wider selection would show.</param>
public sealed record SecondSight(
    string Path, IReadOnlyList<ChainedFinding> Findings, IReadOnlyDictionary<int, Range> Ranges, IReadOnlyList<FileProblem> Problems, int Withheld);

/// <summary>Links the summaries of all files, lets the rules for calls look, and joins what they found to what the files gave alone.</summary>
public sealed class CallAnalysis
{
    private readonly IReadOnlyList<FileAnalysis> analyses;
    private readonly CallGraph? graph;

    private readonly HotWays? hotWays;

    private CallAnalysis(IReadOnlyList<FileAnalysis> analyses, CallGraph? graph, HotWays? hotWays, IReadOnlyList<SecondLook> looks) =>
        (this.analyses, this.graph, this.hotWays, Looks) = (analyses, graph, hotWays, looks);

    /// <summary>The files to look at again.</summary>
    public IReadOnlyList<SecondLook> Looks { get; }

    /// <param name="analyses">All files' first looks.</param>
    /// <param name="rules">The rules that run; those that are not for calls are passed over.</param>
    /// <param name="counts">Is a finding of interest, by its file's path and the paths on its way through calls? Null where all are.</param>
    public static CallAnalysis Of(
        IReadOnlyList<FileAnalysis> analyses, IEnumerable<PythonRule> rules, ProjectIndex project, ICallFiles files,
        Func<string, IEnumerable<string>, bool>? counts = null)
    {
        var found = new Dictionary<string, List<CallFinding>>(StringComparer.Ordinal);
        var revisits = new Dictionary<string, List<Revisit>>(StringComparer.Ordinal);
        var passed = new Dictionary<string, List<PassedRevisit>>(StringComparer.Ordinal);
        var reads = new Dictionary<string, List<ReadsRevisit>>(StringComparer.Ordinal);
        var nodes = new Dictionary<string, SortedSet<int>>(StringComparer.Ordinal);
        var others = analyses.Where(analysis => analysis.IsForOthers).Select(analysis => analysis.Path).ToHashSet(StringComparer.Ordinal);
        var summaries = analyses.Select(analysis => analysis.Summary).OfType<ModuleSummary>().ToList();
        var callRules = rules.OfType<CallRule>().ToList();
        var graph = summaries.Count > 0 ? new CallGraph(summaries, project) : null;
        var hotWays = graph is null ? null : new HotWays(graph);
        if (graph is not null)
        {
            foreach (var finding in callRules.SelectMany(rule => rule.Find(graph)))
            {
                if (others.Contains(finding.Path) || counts?.Invoke(finding.Path, PathsOf(finding.Steps)) == false) continue;
                ListOf(found, finding.Path).Add(finding);
                AddNodes(nodes, finding.Steps);
            }
            foreach (var (path, revisit) in Revisits(graph, analyses))
            {
                if (counts?.Invoke(path, PathsOf(revisit.Steps)) == false) continue;
                ListOf(revisits, path).Add(revisit);
                AddNodes(nodes, revisit.Steps);
            }
            foreach (var (path, revisit) in PassedRevisits(graph, analyses, files))
            {
                if (counts?.Invoke(path, PathsOf(revisit.Steps)) == false) continue;
                ListOf(passed, path).Add(revisit);
                AddNodes(nodes, revisit.Steps);
            }
            foreach (var (path, revisit) in ReadsRevisits(graph, analyses, files))
                if (counts?.Invoke(path, revisit.Reads.SelectMany(read => read.Way).Select(step => step.Path)) != false) ListOf(reads, path).Add(revisit);
            foreach (var analysis in analyses)
            {
                foreach (var steps in hotWays!.Of(analysis))
                    if (counts?.Invoke(analysis.Path, PathsOf(steps)) != false) AddNodes(nodes, steps);
            }
        }
        // An ignore that only a second look can match has its file looked at again, if only to say that it matches nothing.
        foreach (var analysis in analyses)
            if (analysis.OpenIgnores.Count > 0) ListOf(found, analysis.Path);
        var paths = found.Keys.Union(revisits.Keys).Union(passed.Keys).Union(reads.Keys).Union(nodes.Keys).Order(StringComparer.Ordinal);
        return new CallAnalysis(analyses, graph, hotWays,
            [.. paths.Select(path => new SecondLook(path, (IReadOnlyList<CallFinding>?)found.GetValueOrDefault(path) ?? [], (IReadOnlyList<Revisit>?)revisits.GetValueOrDefault(path) ?? [],
                (IReadOnlyList<PassedRevisit>?)passed.GetValueOrDefault(path) ?? [], (IReadOnlyList<ReadsRevisit>?)reads.GetValueOrDefault(path) ?? [], (IReadOnlyCollection<int>?)nodes.GetValueOrDefault(path) ?? []))]);
    }

    /// <summary>Both looks at all files, one after the other.</summary>
    /// <param name="files">Paths with their texts.</param>
    public static IReadOnlyList<FileAnalysis> Analyze(FileAnalyzer analyzer, IReadOnlyDictionary<string, SourceText> files, ProjectIndex project)
    {
        var first = files.Select(file => analyzer.Analyze(file.Key, file.Value, project)).ToDictionary(analysis => analysis.Path, StringComparer.Ordinal);
        var calls = Of([.. first.Values], analyzer.CallRules, project, new InMemory(analyzer, files, first, project));
        return calls.Join(calls.Looks.Select(look => analyzer.LookAgain(look, files[look.Path], first[look.Path], project)));
    }

    /// <summary>The files' analyses with the findings of their second looks, in source order, and the heat that calls bring them.</summary>
    public IReadOnlyList<FileAnalysis> Join(IEnumerable<SecondSight> sights)
    {
        var byPath = sights.ToDictionary(sight => sight.Path, StringComparer.Ordinal);
        return [.. analyses.Select(Benched).Select(analysis => Heated(byPath.TryGetValue(analysis.Path, out var sight) ? Joined(analysis, sight, byPath) : analysis, byPath))];
    }

    /// <summary>What benchmarks call, by the names under which the project defines it.</summary>
    private FileAnalysis Benched(FileAnalysis analysis) =>
        graph is null || analysis.Benches.Count == 0 || !analysis.Path.EndsWith(".py", StringComparison.Ordinal) ? analysis
        : analysis with { Benches = [.. analysis.Benches.Select(bench => bench with { Callees = [.. bench.Callees.Select(Defined)] })] };

    private string Defined(string callee) => graph!.Target(DottedName.Of(callee)) is >= 0 and var index ? graph[index].Name : callee;

    /// <summary>A finding of a library function that something hot reaches is hot itself, and says on which way.</summary>
    private FileAnalysis Heated(FileAnalysis analysis, Dictionary<string, SecondSight> byPath)
    {
        if (hotWays is null || analysis.Summary is null || analysis.Findings.Count == 0) return analysis;
        return analysis with { Findings = [.. analysis.Findings.Select(finding => hotWays.Of(finding) is { } way ? Heated(finding, way, byPath) : finding)] };
    }

    private Finding Heated(Finding finding, HotWay way, Dictionary<string, SecondSight> byPath)
    {
        var hot = finding with { Heat = Heat.Hot, HeatFrom = way.Source };
        if (finding.Chain.Count > 0) return hot;
        ChainStep[] chain = [.. way.Steps.Select(step => StepOf(step, byPath)).OfType<ChainStep>()];
        return chain.Length == way.Steps.Count ? hot with { Chain = chain, ChainLeadsHere = true } : hot;
    }

    private static FileAnalysis Joined(FileAnalysis analysis, SecondSight sight, Dictionary<string, SecondSight> byPath)
    {
        if (sight.Findings.Count == 0 && sight.Problems.Count == 0 && sight.Withheld == 0) return analysis;
        var chained = sight.Findings.Select(found => found.Finding with
        {
            // What a function reads was placed when its file was at hand.
            Chain = found.Steps.Count == 0 ? found.Finding.Chain : [.. found.Steps.Select(step => StepOf(step, byPath)).OfType<ChainStep>()], ChainLeadsHere = found.LeadsHere,
        });
        var replaced = sight.Findings.Where(found => found.LeadsHere).Select(found => (found.Finding.Rule.Name, found.Finding.Span)).ToHashSet();
        return analysis with
        {
            Findings = [.. analysis.Findings.Where(finding => !replaced.Contains((finding.Rule.Name, finding.Span))).Concat(chained).OrderBy(finding => finding.Span.Start).ThenBy(finding => finding.Rule.Name, StringComparer.Ordinal)],
            Problems = [.. analysis.Problems.Concat(sight.Problems).OrderBy(problem => problem.Line)],
            Withheld = analysis.Withheld + sight.Withheld,
        };
    }

    private static ChainStep? StepOf(CallStep step, Dictionary<string, SecondSight> byPath) =>
        byPath.TryGetValue(step.Path, out var sight) && sight.Ranges.TryGetValue(step.Node, out var range) ? new ChainStep(step.Path, range, step.Symbol, step.Text) : null;

    private static IEnumerable<(string Path, Revisit Revisit)> Revisits(CallGraph graph, IReadOnlyList<FileAnalysis> analyses)
    {
        foreach (var analysis in analyses)
        {
            foreach (var place in analysis.OpenRepetitions)
            {
                if (graph.Find(analysis.Path, place.Function) is not (>= 0 and var function) || LoopsOverCalls.Of(graph, function) is not { } loop) continue;
                yield return (analysis.Path, new Revisit(place, loop.Turns, WayInWords.Of(graph, loop.Way)));
            }
        }
    }

    private static IEnumerable<(string Path, PassedRevisit Revisit)> PassedRevisits(CallGraph graph, IReadOnlyList<FileAnalysis> analyses, ICallFiles files)
    {
        var open = new List<(string Path, OpenParameter Place, FunctionParameter Parameter)>();
        foreach (var analysis in analyses)
        {
            foreach (var place in analysis.OpenParameters)
                if (graph.Find(analysis.Path, place.Function) is >= 0 and var function) open.Add((analysis.Path, place, new FunctionParameter(function, place.Key)));
        }
        if (open.Count == 0) yield break;
        var types = new PassedTypes(graph, files.ArgumentsOf);
        types.Read(open.Select(entry => entry.Parameter));
        foreach (var (path, place, parameter) in open)
            if (types.Of(parameter) is { } passed) yield return (path, new PassedRevisit(place, passed, WayInWords.OfPassed(graph, passed)));
    }

    private static IEnumerable<(string Path, ReadsRevisit Revisit)> ReadsRevisits(CallGraph graph, IReadOnlyList<FileAnalysis> analyses, ICallFiles files)
    {
        var open = analyses.SelectMany(analysis => analysis.OpenReads.Select(place => (analysis.Path, place))).ToList();
        if (open.Count == 0) yield break;
        var reads = new ReadsOverCalls(graph, files.ReadsOf);
        var called = open.Select(entry => reads.CalledBy(entry.Path, entry.place.Function, entry.place.Given)).ToList();
        reads.Read(called.OfType<ReadParameter>());
        for (var at = 0; at < open.Count; at++)
            if (called[at] is { } parameter && reads.Of(parameter) is { Count: > 0 } found) yield return (open[at].Path, new ReadsRevisit(open[at].place, found));
    }

    private static IEnumerable<string> PathsOf(IReadOnlyList<CallStep> steps) => steps.Select(step => step.Path);

    private static void AddNodes(Dictionary<string, SortedSet<int>> nodes, IReadOnlyList<CallStep> steps)
    {
        foreach (var step in steps)
        {
            if (!nodes.TryGetValue(step.Path, out var wanted)) nodes.Add(step.Path, wanted = []);
            wanted.Add(step.Node);
        }
    }

    private static List<T> ListOf<T>(Dictionary<string, List<T>> lists, string path)
    {
        if (!lists.TryGetValue(path, out var list)) lists.Add(path, list = []);
        return list;
    }

    /// <summary>Files whose texts are at hand.</summary>
    private sealed class InMemory(FileAnalyzer analyzer, IReadOnlyDictionary<string, SourceText> texts, IReadOnlyDictionary<string, FileAnalysis> first, ProjectIndex project) : ICallFiles
    {
        public IReadOnlyList<GivenArgument> ArgumentsOf(ArgumentLook look) => analyzer.ArgumentsOf(look, texts[look.Path], first[look.Path], project);

        public IReadOnlyList<FoundReads> ReadsOf(ReadsLook look) => analyzer.ReadsOf(look, texts[look.Path], first[look.Path]);
    }
}
