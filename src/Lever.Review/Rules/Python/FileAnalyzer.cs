using System.Globalization;
using System.Text;
using Lever.Review.Findings;
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
    private readonly Dictionary<string, int> seen = [];
    private readonly RuleEngine engine;
    private readonly PythonContext context;
    private readonly AnalysisOptions options;
    private readonly SummaryReader summaries;

    public FileAnalyzer(RuleEngine engine, AnalysisOptions options)
    {
        this.engine = engine;
        this.options = options;
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
        var problems = new List<FileProblem>();
        foreach (var problem in tree.Problems) problems.Add(new FileProblem(path, tree.Lines.LineAt(problem.Span.Start), problem.Message));
        var pragmas = Pragmas.Of(tree);
        foreach (var problem in pragmas.Problems) problems.Add(new FileProblem(path, tree.Lines.LineAt(problem.Span.Start), problem.Message));
        var (findings, matched, withheld) = Finish(path, tree, cell, pragmas);
        var open = new List<int>();
        foreach (var ignore in pragmas.Ignores)
        {
            if (matched.Contains(ignore)) continue;
            if (engine.CallRules.Any(rule => ignore.Rules.Contains(rule.Info.Name) || ignore.Rules.Contains("*"))) open.Add(ignore.Line);
            else problems.Add(new FileProblem(path, ignore.Line, Unmatched(ignore)));
        }
        return new FileAnalysis(path, [.. findings.Select(entry => entry.Finding)], problems, withheld, options.WithProfile ? FunctionsOf(path, tree) : []) 
        {
            Summary = summary, OpenIgnores = open, OpenRepetitions = summary is null || context.OpenRepetitions.Count == 0 ? [] : [.. context.OpenRepetitions.Distinct()], NodeCount = tree.Count,
        };
    }

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
        var pragmas = Pragmas.Of(tree);
        var (findings, matched, withheld) = Finish(look.Path, tree, null, pragmas);
        var problems = new List<FileProblem>();
        foreach (var ignore in pragmas.Ignores)
            if (first.OpenIgnores.Contains(ignore.Line) && !matched.Contains(ignore)) problems.Add(new FileProblem(look.Path, ignore.Line, Unmatched(ignore)));
        return new SecondSight(look.Path, [.. findings.Select(entry => new ChainedFinding(entry.Finding, steps[entry.Draft], entry.Draft.IsRepeatedElsewhere))],
            look.Nodes.ToDictionary(node => node, node => RangeOf(tree[node].Span, tree)), problems, withheld);
    }

    private (List<(Finding Finding, FindingDraft Draft)> Findings, HashSet<Ignore> Matched, int Withheld) Finish(string path, SyntaxTree tree, int? cell, Pragmas pragmas)
    {
        var findings = new List<(Finding, FindingDraft)>();
        var withheld = 0;
        seen.Clear();
        var matched = new HashSet<Ignore>();
        drafts.Sort((left, right) => left.Node.Start != right.Node.Start ? left.Node.Start.CompareTo(right.Node.Start)
            : string.CompareOrdinal(left.Rule.Info.Name, right.Rule.Info.Name));
        foreach (var draft in drafts)
        {
            if (CompiledCode.Holds(draft.Node) || IsIgnored(draft, pragmas, tree, matched) || options.Ignores(path, draft.Rule.Info.Name)) continue;
            var role = Roles.Of(module, draft.Node, RoleSaid(path, draft.Node, pragmas, tree));
            var heat = Roles.HeatOf(module, draft.Node, role);
            var isShown = IsShown(draft.Tier, role, heat) && !WaitsForProfile(draft, role, heat);
            if (!options.Everything && !isShown) withheld++;
            if (options.Everything || options.WithProfile || isShown) findings.Add((Complete(draft, path, tree, cell, role, heat), draft));
        }
        return (findings, matched, withheld);
    }

    /// <summary>Is a finding shown without a profile? Tests and start-up code are quiet, and so are cold places unless the algorithm is at stake.</summary>
    internal static bool IsShown(Tier tier, Role role, Heat heat) => role is not (Role.Test or Role.Init) && tier switch
    {
        Tier.A => true,
        Tier.B => heat >= Heat.Warm,
        _ => false,
    };

    /// <summary>Is nobody helped by a finding unless a profile shows its place to be warm? Of tests only the algorithm is judged, and only where its size is plain; of cold code nothing small.</summary>
    private static bool WaitsForProfile(FindingDraft draft, Role role, Heat heat) =>
        draft.IsForProfiles || draft.Tier == Tier.C && (heat == Heat.Cold || role == Role.Cold) || role == Role.Test && (draft.Tier != Tier.A || draft.Rule.Info.Lever != LeverClass.Algorithm);

    private Role? RoleSaid(string path, Node node, Pragmas pragmas, SyntaxTree tree)
    {
        if (pragmas.Roles.Count > 0)
        {
            if (pragmas.Roles.TryGetValue(tree.Lines.LineAt(node.EnclosingStatement.Start), out var own)) return own;
            for (var function = node.EnclosingDef; function is { } def; function = def.EnclosingDef)
                if (pragmas.Roles.TryGetValue(tree.Lines.LineAt(def.Start), out var role) || pragmas.Roles.TryGetValue(FirstLineOf(def, tree), out role)) return role;
        }
        return options.ScopeOf(path);
    }

    private bool IsIgnored(FindingDraft draft, Pragmas pragmas, SyntaxTree tree, HashSet<Ignore> matched)
    {
        if (pragmas.Ignores.Count == 0) return false;
        var first = tree.Lines.LineAt(draft.Node.EnclosingStatement.Start);
        var line = tree.Lines.LineAt(draft.Node.Start);
        var last = tree.Lines.LineAt(draft.Node.End);
        var ignored = false;
        foreach (var ignore in pragmas.Ignores)
        {
            if (ignore.CoveredLine != first && (ignore.CoveredLine < line || ignore.CoveredLine > last)) continue;
            if (!ignore.Rules.Contains(draft.Rule.Info.Name) && !ignore.Rules.Contains("*")) continue;
            matched.Add(ignore);
            ignored |= ignore.Until is not { } until || options.Today <= until;
        }
        return ignored;
    }

    private static string Unmatched(Ignore ignore) =>
        $"the ignore of {string.Join(", ", ignore.Rules)} matches nothing here any more; remove the comment";

    private Finding Complete(FindingDraft draft, string path, SyntaxTree tree, int? cell, Role role, Heat heat)
    {
        var node = draft.Node;
        // What stands at the name of a function or class is about it, not about the code around it.
        var named = node.NamedDefinition;
        var inner = named is { } own ? QualifiedNameOf(own) : node.QualifiedName;
        var function = named is { IsFunction: true } ? named : node.EnclosingDef;
        var symbol = inner.Length == 0 ? module.Name : module.Name + "." + inner;
        return new Finding
        {
            Rule = draft.Rule.Info,
            Path = path,
            Cell = cell,
            Span = node.Span,
            Range = RangeOf(node.Span, tree),
            Region = RegionOf(node, tree),
            Callee = node.AsCall is { } call ? call.Callee.AsAttribute?.Name ?? call.Callee.AsName?.Id : null,
            Symbol = symbol,
            Function = function is { } def ? QualifiedNameOf(def) : "<module>",
            FunctionLine = function is { } first ? FirstLineOf(first, tree) : 1,
            Role = role,
            Heat = heat,
            Tier = draft.Tier,
            WaitsForProfile = WaitsForProfile(draft, role, heat),
            Grade = draft.CostBefore is null ? Grade.Pattern : Grade.Estimated,
            Message = draft.Message,
            Labels = [.. draft.Labels.Select(label => new Label(RangeOf(label.Span, tree), label.Text))],
            Cost = draft.CostBefore is { } before ? new FindingCost(before, draft.CostAfter!, draft.BreakEvenAt, draft.Sizes) : null,
            Fix = new Fix(draft.Applicability, draft.FixSummary, EditsOf(draft, tree), draft.Contract),
            Fingerprint = FingerprintOf(draft.Rule.Info.Name, symbol, node),
            Question = draft.QuestionAsked,
        };
    }

    private static IReadOnlyList<Edit> EditsOf(FindingDraft draft, SyntaxTree tree)
    {
        if (draft.Patch is not { } patch) return [];
        return [.. patch.Edits.OrderBy(edit => edit.Span.Start).ThenBy(edit => edit.Span.End)
            .Select(edit => new Edit(edit.Span, RangeOf(edit.Span, tree), edit.Text))];
    }

    private static (int First, int Last) RegionOf(Node node, SyntaxTree tree)
    {
        if (node.NamedDefinition is { IsFunction: true } whole) return (tree.Lines.LineAt(whole.Start), tree.Lines.LineAt(Math.Max(whole.Start, whole.End - 1)));
        var region = node.EnclosingStatement;
        if (region.Kind is Kind.ClassDef or Kind.FunctionDef or Kind.AsyncFunctionDef) region = node;
        if (Loops.Around(node) is { IsComprehension: false } loop) region = loop.Node;
        return (tree.Lines.LineAt(region.Start), tree.Lines.LineAt(Math.Max(region.Start, region.End - 1)));
    }

    private static string QualifiedNameOf(Node def)
    {
        var outer = def.QualifiedName;
        return outer.Length == 0 ? def.Child(1).Text : outer + "." + def.Child(1).Text;
    }

    private static Range RangeOf(Span span, SyntaxTree tree) => new(tree.Lines.PositionAt(span.Start), tree.Lines.PositionAt(span.End));

    /// <summary>A hash of rule, symbol and code with its white space made uniform, numbered where the same code stands twice in a symbol.</summary>
    private string FingerprintOf(string rule, string symbol, Node node)
    {
        var statement = node.EnclosingStatement;
        var code = statement.HasChildren && statement.Span.Length < 400 ? statement : node;
        var text = string.Join(' ', code.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var key = rule + "\n" + symbol + "\n" + text;
        seen.TryGetValue(key, out var count);
        seen[key] = count + 1;
        if (count > 0) key += "\n" + count.ToString(CultureInfo.InvariantCulture);
        return ContentHash.Of(Encoding.UTF8.GetBytes(key)).Value.ToString("x16", CultureInfo.InvariantCulture);
    }

    private static List<FunctionPlace> FunctionsOf(string path, SyntaxTree tree)
    {
        var functions = new List<FunctionPlace> { new(path, "<module>", "<module>", 1, 1, tree.Lines.LineCount) };
        for (var id = 1; id < tree.Count; id++)
        {
            var node = tree[id];
            if (node.AsFunction is not { } function) continue;
            functions.Add(new FunctionPlace(
                path, QualifiedNameOf(node), function.Name,
                FirstLineOf(node, tree), tree.Lines.LineAt(node.Start), tree.Lines.LineAt(Math.Max(node.Start, node.End - 1))));
        }
        return functions;
    }

    private static int FirstLineOf(Node function, SyntaxTree tree) =>
        function.AsFunction is { Decorators: { IsEmpty: false } decorators } ? tree.Lines.LineAt(decorators[0].Start) : tree.Lines.LineAt(function.Start);
}
