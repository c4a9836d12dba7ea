using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Async;

/// <summary>Which files have async code at all: most have none, and the rules about it need not look at them.</summary>
internal static class Tasks
{
    /// <summary>Has a file an async function, block or closure?</summary>
    public static bool AreIn(SyntaxTree tree)
    {
        if (tree.Text.Bytes.IndexOf("async"u8) < 0) return false;
        var kinds = tree.RawKinds;
        for (var id = 1; id < kinds.Length; id++)
            if ((Kind)kinds[id] is Kind.Function or Kind.Block or Kind.Closure && (tree[id].AsFunction is { IsAsync: true } || tree[id].AsBlock is { IsAsync: true } || tree[id].AsClosure is { IsAsync: true })) return true;
        return false;
    }
}
