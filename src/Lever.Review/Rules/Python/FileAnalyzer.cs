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

    public FileAnalyzer(RuleEngine engine, AnalysisOptions options)
    {
        this.engine = engine;
        this.options = options;
        places = new PythonPlaces(module);
        completion = new FindingCompletion(options, places);
        summaries = new SummaryReader(module);
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
        var summary = engine.CallRules.Count > 0 && cell is null ? summaries.Read() : null;
        var pragmas = Pragmas.Of(tree, places.Pragmas);
        var problems = FindingCompletion.ProblemsOf(path, tree, pragmas);
        var (findings, matched, withheld) = completion.Complete(drafts, path, tree, cell, pragmas);
        var open = new List<int>();
        foreach (var ignore in pragmas.Ignores)
        {
            if (matched.Contains(ignore)) continue;
            if (engine.CallRules.Any(rule => ignore.Rules.Contains(rule.Info.Name) || ignore.Rules.Contains("*"))) open.Add(ignore.Line);
            else problems.Add(FindingCompletion.Unmatched(path, ignore));
        }
        return new FileAnalysis(path, [.. findings.Select(entry => entry.Finding)], problems, withheld, options.WithProfile ? places.Functions() : [])
        {
            Summary = summary, OpenIgnores = open, OpenRepetitions = summary is null || context.OpenRepetitions.Count == 0 ? [] : [.. context.OpenRepetitions.Distinct()], NodeCount = tree.Count,
        };
    }

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
        var steps = new Dictionary<FindingDraft, IReadOnlyList<CallStep>>();
        foreach (var place in look.Findings)
        {
            context.Enter(place.Rule, tree[place.Node]);
            var before = drafts.Count;
            place.Rule.Report(tree[place.Node], place, context);
            for (; before < drafts.Count; before++) steps.Add(drafts[before], place.Steps);
        }
        foreach (var revisit in look.Revisits)
        {
            var node = tree[revisit.Place.Node];
            context.Enter(revisit.Place.Rule, node);
            var before = drafts.Count;
            revisit.Place.Rule.Visit(node, context);
            for (; before < drafts.Count; before++) steps.Add(drafts[before], revisit.Steps);
        }
        // What does not rest on the other files' loops was told at the first look.
        drafts.RemoveAll(draft => draft.Rule is not CallRule && !draft.IsRepeatedElsewhere);
        var pragmas = Pragmas.Of(tree, places.Pragmas);
        var (findings, matched, withheld) = completion.Complete(drafts, look.Path, tree, null, pragmas);
        var problems = new List<FileProblem>();
        foreach (var ignore in pragmas.Ignores)
            if (first.OpenIgnores.Contains(ignore.Line) && !matched.Contains(ignore)) problems.Add(FindingCompletion.Unmatched(look.Path, ignore));
        return new SecondSight(look.Path, [.. findings.Select(entry => new ChainedFinding(entry.Finding, steps[entry.Draft], entry.Draft.IsRepeatedElsewhere))],
            RangesOf(look, tree), problems, withheld);
    }
}
