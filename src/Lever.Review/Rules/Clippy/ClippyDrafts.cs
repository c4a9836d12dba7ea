using Lever.Review.Rules.Rust;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Clippy;

/// <summary>Puts what clippy said of a file beside what the rules found there.</summary>
internal static class ClippyDrafts
{
    /// <summary>Where a rule tells the same at the same lines its finding stays, with a word on clippy; elsewhere clippy's becomes a finding.</summary>
    public static void Merge(IReadOnlyList<CompilerDiagnostic> diagnostics, RustModule module, List<FindingDraft> drafts)
    {
        var tree = module.Tree;
        var own = drafts.Count;
        foreach (var diagnostic in diagnostics)
        {
            // The file has changed since clippy read it.
            if (diagnostic.Span.End > tree.Text.Length || NodeAt(tree, diagnostic.Span) is not { } node) continue;
            var same = drafts.Take(own).FirstOrDefault(draft => diagnostic.Lint.Own.Contains(draft.Rule.Info.Name) && AreOnSameLines(tree, draft.Node.Span, diagnostic.Span));
            if (same is not null)
            {
                same.Label(node, $"`{diagnostic.Lint.Info.Name}` says so too");
                continue;
            }
            var draft = new FindingDraft(diagnostic.Lint, node, diagnostic.Message);
            var advice = diagnostic.Help.Length > 0 ? diagnostic.Help : "see clippy's page of the lint";
            var patch = diagnostic.Suggestion is { } suggestion ? PatchOf(suggestion, module) : null;
            drafts.Add(diagnostic.Suggestion is { IsSafe: true } ? draft.FixSafely(advice, patch) : draft.FixWithConsent(advice, patch, "clippy does not say that this edit keeps behaviour"));
        }
    }

    /// <summary>The largest node that a span covers, or the smallest that covers it.</summary>
    private static Node? NodeAt(SyntaxTree tree, Span span)
    {
        Node? around = null;
        for (var id = 0; id < tree.Count;)
        {
            var node = tree[id];
            if (node.Span.Length > 0 && span.Contains(node.Span)) return node;
            if (!node.Span.Contains(span))
            {
                id = node.SubtreeEnd;
                continue;
            }
            around = node;
            id++;
        }
        return around is { IsRoot: false } found ? found : null;
    }

    private static bool AreOnSameLines(SyntaxTree tree, Span one, Span other) =>
        tree.Lines.LineAt(one.Start) <= tree.Lines.LineAt(other.End) && tree.Lines.LineAt(other.Start) <= tree.Lines.LineAt(one.End);

    private static Patch? PatchOf(CompilerSuggestion suggestion, RustModule module)
    {
        var patch = new Patch(module);
        foreach (var (span, text) in suggestion.Edits)
        {
            if (span.End > module.Tree.Text.Length) return null;
            patch.Replace(span, text);
        }
        return patch;
    }
}
