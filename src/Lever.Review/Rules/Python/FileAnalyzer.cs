using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Review.Semantics.Python.Calls;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;
using Range = Lever.Review.Findings.Range;

namespace Lever.Review.Rules.Python;

/// <summary>Runs the rules over one file after another. Each worker has its own; its buffers are reused.</summary>
public sealed class FileAnalyzer
{
    private readonly PythonParser parser = new();
    private readonly PythonModule module = new();
    private readonly List<FindingDraft> drafts = [];
    private readonly RuleEngine engine;
    private readonly PythonContext context;
    private readonly AnalysisOptions options;
    private readonly PythonPlaces places;
    private readonly FindingCompletion completion;
    private readonly SummaryReader summaries;
    private readonly BenchReader benches;

    public FileAnalyzer(RuleEngine engine, AnalysisOptions options)
    {
        this.engine = engine;
        this.options = options;
        places = new PythonPlaces(module);
        completion = new FindingCompletion(options, places);
        summaries = new SummaryReader(module);
        benches = new BenchReader(module);
        context = new PythonContext(module, drafts) { Target = new PythonVersion(options.Python.Major, options.Python.Minor) };
    }

    /// <summary>The rules that look at the call graph.</summary>
    internal IReadOnlyList<CallRule> CallRules => engine.CallRules;

    /// <param name="path">Relative to the current folder, with forward slashes.</param>
    /// <param name="cell">The notebook cell that the text is, or null.</param>
    public FileAnalysis Analyze(string path, SourceText text, ProjectIndex project, int? cell = null)
    {
        var tree = parser.Parse(text);
        drafts.Clear();
        module.Load(tree, path, project, Roles.OfPath(options.PathInProject(path)));
        context.Start();
        engine.Run(context);
        var summary = cell is null ? summaries.Read() : null;
        var pragmas = Pragmas.Of(tree, places.Pragmas);
        var problems = FindingCompletion.ProblemsOf(path, tree, pragmas);
        var (findings, matched, withheld) = completion.Complete(drafts, path, tree, cell, pragmas);
        var open = new List<int>();
        foreach (var ignore in pragmas.Ignores)
        {
            if (matched.Contains(ignore)) continue;
            if (RulesOfSecondLooks().Any(rule => ignore.Rules.Contains(rule.Info.Name) || ignore.Rules.Contains("*"))) open.Add(ignore.Line);
            else problems.Add(FindingCompletion.Unmatched(path, ignore));
        }
        return new FileAnalysis(path, [.. findings.Select(entry => entry.Finding)], problems, withheld, options.WithProfile ? places.Functions() : [])
        {
            Summary = summary, OpenIgnores = open, OpenRepetitions = summary is null || context.OpenRepetitions.Count == 0 ? [] : [.. context.OpenRepetitions.Distinct()], NodeCount = tree.Count,
            OpenReads = summary is null || context.OpenReads.Count == 0 ? [] : [.. context.OpenReads.Distinct()],
            OpenParameters = summary is null || context.OpenParameters.Count == 0 ? [] : [.. context.OpenParameters.Distinct()],
            Benches = options.WithProfile ? benches.Read(PythonPlaces.QualifiedNameOf) : [],
        };
    }

    /// <summary>The rules that may yet find something in the file that was looked at.</summary>
    private IEnumerable<PythonRule> RulesOfSecondLooks() =>
        [.. engine.CallRules, .. context.OpenRepetitions.Select(open => open.Rule), .. context.OpenParameters.Select(open => open.Rule), .. context.OpenReads.Select(open => open.Rule)];

    /// <summary>Reads of a file only what other files need to know of it.</summary>
    /// <param name="path">Relative to the current folder, with forward slashes.</param>
    public FileAnalysis Summarize(string path, SourceText text, ProjectIndex project)
    {
        var tree = parser.Parse(text);
        module.Load(tree, path, project, Roles.OfPath(options.PathInProject(path)));
        return new FileAnalysis(path, [], [], 0, []) { IsForOthers = true, Summary = summaries.Read(), NodeCount = tree.Count };
    }

    /// <summary>Finds the places of a file that other files' findings name.</summary>
    /// <inheritdoc cref="LookAgain"/>
    public SecondSight Locate(SecondLook look, SourceText text, FileAnalysis first)
    {
        var tree = parser.Parse(text);
        return new SecondSight(look.Path, [], tree.Count == first.NodeCount ? RangesOf(look, tree) : new Dictionary<int, Range>(), [], 0);
    }

    /// <summary>What calls of a file pass; empty where the file is not what it was at the first look.</summary>
    /// <param name="text">The same bytes as at the first look, so that nodes have the same ids.</param>
    public IReadOnlyList<GivenArgument> ArgumentsOf(ArgumentLook look, SourceText text, FileAnalysis first, ProjectIndex project)
    {
        var tree = parser.Parse(text);
        if (tree.Count != first.NodeCount) return [];
        module.Load(tree, look.Path, project, Roles.OfPath(options.PathInProject(look.Path)));
        return [.. look.Wanted.Select(wanted => Arguments.GivenBy(module, tree[wanted.Call], wanted.Parameter, wanted.Bound))];
    }

    /// <summary>What functions of a file read of rows; empty where the file is not what it was at the first look.</summary>
    /// <inheritdoc cref="ArgumentsOf"/>
    public IReadOnlyList<FoundReads> ReadsOf(ReadsLook look, SourceText text, FileAnalysis first)
    {
        var tree = parser.Parse(text);
        if (tree.Count != first.NodeCount) return [];
        return [.. look.Wanted.Select(wanted => Found(wanted, tree))];
    }

    private static FoundReads Found(WantedReads wanted, SyntaxTree tree)
    {
        var function = tree[wanted.Function].AsFunction!.Value;
        var calls = wanted.Calls.Select(call => FindingCompletion.RangeOf(tree[call].Span, tree)).ToList();
        var parameters = function.Arguments.Children;
        var at = 0;
        while (at < parameters.Count && at != wanted.Parameter.Position && parameters[at].AsParameter!.Value.Name != wanted.Parameter.Name) at++;
        if (at == parameters.Count || parameters[at].Kind is not (Kind.Arg or Kind.PosOnlyArg or Kind.KwOnlyArg)) return new FoundReads([], calls, false);
        var reads = wanted.AreMany ? RowReads.OfRows(function, parameters[at]) : RowReads.OfRow(function, parameters[at]);
        return new FoundReads([.. reads.Select(read => new PlacedRead(read, FindingCompletion.RangeOf(tree[read.Node].Span, tree), tree[read.Node].Text))], calls, RowReads.Writes(function.Body));
    }

    private static Dictionary<int, Range> RangesOf(SecondLook look, SyntaxTree tree) => look.Nodes.ToDictionary(node => node, node => FindingCompletion.RangeOf(tree[node].Span, tree));

    /// <summary>Reports what rules found in a file through calls.</summary>
    /// <param name="text">The same bytes as at the first look, so that nodes have the same ids.</param>
    /// <param name="first">What the first look gave.</param>
    public SecondSight LookAgain(SecondLook look, SourceText text, FileAnalysis first, ProjectIndex project)
    {
        var tree = parser.Parse(text);
        drafts.Clear();
        // A file that was written in between has other nodes; it is reviewed again soon enough.
        if (tree.Count != first.NodeCount) return new SecondSight(look.Path, [], new Dictionary<int, Range>(), [], 0);
        module.Load(tree, look.Path, project, Roles.OfPath(options.PathInProject(look.Path)));
        module.Repetitions.Learn(look.Revisits.GroupBy(revisit => revisit.Place.Function).ToDictionary(group => group.Key, group => group.First().Turns));
        foreach (var passed in look.Passed) module.Passed.Learn(passed.Place.Parameter, passed.Passed.Type, passed.Passed.Size);
        foreach (var reads in look.Reads) module.CalleeReads.Learn(reads.Place.Given, reads.Reads);
        var steps = new Dictionary<FindingDraft, IReadOnlyList<CallStep>>();
        foreach (var place in look.Findings)
        {
            context.Enter(place.Rule, tree[place.Node]);
            var before = drafts.Count;
            place.Rule.Report(tree[place.Node], place, context);
            for (; before < drafts.Count; before++) steps.Add(drafts[before], place.Steps);
        }
        // Each place is offered to its rule once: with what is passed there, where the rule waits for that, told from the call that passes it.
        var offered = new HashSet<(PythonRule, int)>();
        foreach (var passed in look.Passed)
            foreach (var draft in Revisit(passed.Place.Rule, passed.Place.Node, passed.Steps)) draft.FromElsewhere();
        foreach (var revisit in look.Revisits) Revisit(revisit.Place.Rule, revisit.Place.Node, revisit.Steps);
        var readers = new HashSet<FindingDraft>();
        foreach (var found in look.Reads) readers.UnionWith(Revisit(found.Place.Rule, found.Place.Node, []));
        // What does not rest on other files was told at the first look.
        drafts.RemoveAll(draft => draft.Rule is not CallRule && !draft.IsRepeatedElsewhere && !readers.Contains(draft));
        var pragmas = Pragmas.Of(tree, places.Pragmas);
        var (findings, matched, withheld) = completion.Complete(drafts, look.Path, tree, null, pragmas);
        var problems = new List<FileProblem>();
        foreach (var ignore in pragmas.Ignores)
            if (first.OpenIgnores.Contains(ignore.Line) && !matched.Contains(ignore)) problems.Add(FindingCompletion.Unmatched(look.Path, ignore));
        return new SecondSight(look.Path, [.. findings.Select(entry => new ChainedFinding(entry.Finding, steps[entry.Draft], entry.Draft.IsRepeatedElsewhere))],
            RangesOf(look, tree), problems, withheld);

        List<FindingDraft> Revisit(PythonRule rule, int id, IReadOnlyList<CallStep> way)
        {
            if (!offered.Add((rule, id))) return [];
            context.Enter(rule, tree[id]);
            var before = drafts.Count;
            rule.Visit(tree[id], context);
            var told = drafts[before..];
            foreach (var draft in told) steps.Add(draft, way);
            return told;
        }
    }
}
