using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python;

/// <summary>What speaks for and against one call for all items in place of one for each.</summary>
internal static class PerItem
{
    /// <summary>Is any argument of a call read from what the loop binds?</summary>
    public static bool ReadsTheTurn(CallView call, Loop loop, PythonContext context)
    {
        for (var id = call.Callee.SubtreeEnd; id < call.Node.SubtreeEnd; id++)
            if (context.Tree[id] is { Kind: Kind.Name } name && context.SymbolAt(name) is { } symbol && symbol.IsDefinedIn(loop.Region)) return true;
        return false;
    }

    /// <summary>Is each element of the loop many of something already, or another peer, or another attempt?</summary>
    public static bool IsPartOfMany(Loop loop)
    {
        return IsAnotherPeer(loop) || Speaks(loop, ["batch", "chunk", "page", "shard", "region", "attempt", "retr"]);
    }

    /// <summary>Is each element of the loop a machine or a service of its own?</summary>
    public static bool IsAnotherPeer(Loop loop) => Speaks(loop, ["node", "client", "server", "host", "master", "worker", "mirror", "peer", "endpoint", "webhook"]);

    private static bool Speaks(Loop loop, ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (loop.Target!.Value.Text.Contains(word, StringComparison.OrdinalIgnoreCase) || loop.Iterable!.Value.Text.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>Is a place one of several branches that each do something else, so that only some of a loop's elements come to it?</summary>
    public static bool IsOneOfBranches(Node place, Loop loop)
    {
        for (var at = place.Parent; at != loop.Region && !at.IsRoot; at = at.Parent)
            if (at.Kind == Kind.MatchCase || at.Kind == Kind.If && (IsElif(at) || at.Child(2) is { Kind: Kind.Block } rest && rest.Children.Count == 1 && IsElif(rest.FirstChild))) return true;
        return false;
    }

    private static bool IsElif(Node node) => node.Kind == Kind.If && node.Bytes.StartsWith("elif"u8);

    /// <summary>Does the loop sleep between its turns?</summary>
    public static bool Pauses(Loop loop, PythonContext context)
    {
        var region = loop.Region;
        for (var id = region.Id; id < region.SubtreeEnd; id++)
            if ((Kind)context.Tree.RawKinds[id] == Kind.Call && context.Known(context.Tree[id].FirstChild) is { Blocking: Blocking.Sleep }) return true;
        return false;
    }

    /// <summary>Is the answer what a search looks at to leave the loop?</summary>
    public static bool EndsByAnswer(Node call, Loop loop)
    {
        for (var at = call.Parent; at != loop.Region && !at.IsRoot; at = at.Parent)
            if (at.Kind == Kind.If && at.FirstChild.Contains(call)) return Leaves(at.Child(1));
        return call.EnclosingStatement is { Kind: Kind.Assign } assigned && loop.Body is { } body && Leaves(body) && assigned.Parent == body;
    }

    private static bool Leaves(Node block)
    {
        for (var id = block.Id; id < block.SubtreeEnd; id++)
            if ((Kind)block.Tree.RawKinds[id] is Kind.Break or Kind.Return) return true;
        return false;
    }
}
