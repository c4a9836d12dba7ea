using System.Globalization;
using System.Text;
using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;
using Range = Lever.Review.Findings.Range;

namespace Lever.Review.Rules;

/// <summary>What became of a file's drafts.</summary>
/// <param name="Matched">The ignores that kept a finding back.</param>
/// <param name="Withheld">How many findings a wider selection would show.</param>
internal sealed record CompletedFindings(List<(Finding Finding, FindingDraft Draft)> Findings, HashSet<Ignore> Matched, int Withheld);

/// <summary>Turns what rules drafted into findings, in every language alike: ignores, roles, what is shown, places, edits, fingerprints.</summary>
internal sealed class FindingCompletion(AnalysisOptions options, ICodePlaces places)
{
    private readonly Dictionary<string, int> seen = [];

    /// <summary>What is wrong with a file's syntax and with its comments to Lever.</summary>
    public static List<FileProblem> ProblemsOf(string path, SyntaxTree tree, Pragmas pragmas)
    {
        var problems = new List<FileProblem>();
        foreach (var problem in tree.Problems) problems.Add(new FileProblem(path, tree.Lines.LineAt(problem.Span.Start), problem.Message));
        foreach (var problem in pragmas.Problems) problems.Add(new FileProblem(path, tree.Lines.LineAt(problem.Span.Start), problem.Message));
        return problems;
    }

    public static FileProblem Unmatched(string path, Ignore ignore) =>
        new(path, ignore.Line, $"the ignore of {string.Join(", ", ignore.Rules)} matches nothing here any more; remove the comment");

    /// <param name="drafts">Sorted here, by place and rule.</param>
    /// <param name="cell">The notebook cell that the text is, or null.</param>
    public CompletedFindings Complete(List<FindingDraft> drafts, string path, SyntaxTree tree, int? cell, Pragmas pragmas)
    {
        var findings = new List<(Finding, FindingDraft)>();
        var withheld = 0;
        seen.Clear();
        var matched = new HashSet<Ignore>();
        drafts.Sort((left, right) => left.Node.Start != right.Node.Start ? left.Node.Start.CompareTo(right.Node.Start)
            : string.CompareOrdinal(left.Rule.Info.Name, right.Rule.Info.Name));
        foreach (var draft in drafts)
        {
            if (places.IsLeftAlone(draft.Node, draft.Rule.Info.Name) || IsIgnored(draft, pragmas, tree, matched) || options.Ignores(path, draft.Rule.Info.Name)) continue;
            var role = places.RoleOf(draft.Node, RoleSaid(path, draft.Node, pragmas, tree));
            var heat = places.HeatOf(draft.Node, role);
            var isShown = IsShown(draft.Tier, role, heat) && !WaitsForProfile(draft, role, heat);
            if (!options.Everything && !isShown) withheld++;
            if (options.Everything || options.WithProfile || isShown) findings.Add((Complete(draft, path, tree, cell, role, heat), draft));
        }
        return new CompletedFindings(findings, matched, withheld);
    }

    /// <summary>Is a finding shown without a profile? Tests and start-up code are quiet, and so are cold places unless the algorithm is at stake.</summary>
    public static bool IsShown(Tier tier, Role role, Heat heat) => role is not (Role.Test or Role.Init) && tier switch
    {
        Tier.A => true,
        Tier.B => heat >= Heat.Warm,
        _ => false,
    };

    public static Range RangeOf(Span span, SyntaxTree tree) => new(tree.Lines.PositionAt(span.Start), tree.Lines.PositionAt(span.End));

    /// <summary>Is nobody helped by a finding unless a profile shows its place to be warm? Of tests only the algorithm is judged, and only where its size is plain; of cold code nothing small.</summary>
    private bool WaitsForProfile(FindingDraft draft, Role role, Heat heat) =>
        draft.IsForProfiles || places.IsIdle(draft.Node, role, draft.Tier, draft.IsWorthOnce || draft.Applicability == Applicability.Safe) || draft.Tier == Tier.C && (heat == Heat.Cold || role == Role.Cold) || role == Role.Test && (draft.Tier != Tier.A || draft.Rule.Info.Lever != LeverClass.Algorithm);

    private Role? RoleSaid(string path, Node node, Pragmas pragmas, SyntaxTree tree)
    {
        if (pragmas.Roles.Count > 0)
        {
            if (pragmas.Roles.TryGetValue(tree.Lines.LineAt(places.StatementAround(node).Start), out var own)) return own;
            for (var function = places.FunctionAround(node); function is { } def; function = places.FunctionAround(def))
                if (pragmas.Roles.TryGetValue(tree.Lines.LineAt(def.Start), out var role) || pragmas.Roles.TryGetValue(places.FirstLineOf(def), out role)) return role;
        }
        return options.ScopeOf(path);
    }

    private bool IsIgnored(FindingDraft draft, Pragmas pragmas, SyntaxTree tree, HashSet<Ignore> matched)
    {
        if (pragmas.Ignores.Count == 0) return false;
        var first = tree.Lines.LineAt(places.StatementAround(draft.Node).Start);
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

    private Finding Complete(FindingDraft draft, string path, SyntaxTree tree, int? cell, Role role, Heat heat)
    {
        var node = draft.Node;
        var place = places.PlaceOf(node);
        return new Finding
        {
            Rule = draft.Rule.Info,
            Path = path,
            Cell = cell,
            Span = node.Span,
            Range = RangeOf(node.Span, tree),
            Region = (tree.Lines.LineAt(place.Region.Start), tree.Lines.LineAt(Math.Max(place.Region.Start, place.Region.End - 1))),
            Callee = place.Callee,
            Symbol = place.Symbol,
            Function = place.Function,
            FunctionLine = place.FunctionLine,
            Role = role,
            Heat = heat,
            Tier = draft.Tier,
            WaitsForProfile = WaitsForProfile(draft, role, heat),
            Grade = draft.CostBefore is null ? Grade.Pattern : Grade.Estimated,
            Message = draft.Message,
            Labels = [.. draft.Labels.Select(label => new Label(RangeOf(label.Span, tree), label.Text))],
            Chain = [.. draft.Chain],
            Cost = draft.CostBefore is { } before ? new FindingCost(before, draft.CostAfter!, draft.BreakEvenAt, draft.Sizes) : null,
            Fix = new Fix(draft.Applicability, draft.FixSummary, EditsOf(draft, tree), draft.Contract),
            Fingerprint = FingerprintOf(draft.Rule.Info.Name, place.Symbol, node),
            // Words that no symbol has stand between, so that the two are counted apart.
            CodeFingerprint = FingerprintOf(draft.Rule.Info.Name, "in any module: " + place.Inner, node),
            Question = draft.QuestionAsked,
        };
    }

    private static IReadOnlyList<Edit> EditsOf(FindingDraft draft, SyntaxTree tree)
    {
        if (draft.Patch is not { } patch) return [];
        return [.. patch.Edits.OrderBy(edit => edit.Span.Start).ThenBy(edit => edit.Span.End)
            .Select(edit => new Edit(edit.Span, RangeOf(edit.Span, tree), edit.Text))];
    }

    /// <summary>A hash of rule, symbol and code with its white space made uniform, numbered where the same code stands twice in a symbol.</summary>
    private string FingerprintOf(string rule, string symbol, Node node)
    {
        var statement = places.StatementAround(node);
        var code = statement.HasChildren && statement.Span.Length < 400 ? statement : node;
        var text = string.Join(' ', code.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var key = rule + "\n" + symbol + "\n" + text;
        seen.TryGetValue(key, out var count);
        seen[key] = count + 1;
        if (count > 0) key += "\n" + count.ToString(CultureInfo.InvariantCulture);
        return ContentHash.Of(Encoding.UTF8.GetBytes(key)).Value.ToString("x16", CultureInfo.InvariantCulture);
    }
}
