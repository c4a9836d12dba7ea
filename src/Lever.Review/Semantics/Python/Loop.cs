using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>A <c>for</c> or <c>while</c> statement, or one generator of a comprehension.</summary>
public readonly record struct Loop(Node Node)
{
    public bool IsWhile => Node.Kind == Kind.While;

    public bool IsComprehension => Node.Kind == Kind.Comprehension;

    public bool IsAsync => Node.Kind == Kind.AsyncFor || (IsComprehension && Node.Data == 1);

    /// <summary>The loop variable or variables; null for <c>while</c>.</summary>
    public Node? Target => IsWhile ? null : Node.FirstChild;

    /// <summary>What is iterated; null for <c>while</c>.</summary>
    public Node? Iterable => IsWhile ? null : Node.Child(1);

    /// <summary>The node within which code runs once a turn: the statement, or the whole comprehension.</summary>
    public Node Region => IsComprehension ? Node.Parent : Node;

    /// <summary>The statements of the body; null for a comprehension.</summary>
    public Node? Body => IsComprehension ? null : Node.Child(IsWhile ? 1 : 2);

    /// <summary>Is it a generator that an earlier one of the same comprehension drives? No line stands before its first turn.</summary>
    public bool IsDriven => IsComprehension && FirstGenerator.Id != Node.Id;

    /// <summary>Does a comprehension set a name for all turns of this generator: as the target of an earlier one?</summary>
    public bool IsSetBefore(Node definition) => IsComprehension && definition.Id > FirstGenerator.Id && definition.Id < Node.Id;

    private Node FirstGenerator => Node.Parent.AsComprehension!.Value.FirstGenerator.Node;
}

/// <summary>Which loops repeat a piece of code. Bodies of functions and classes are left out: they run when called.</summary>
public static class Loops
{
    /// <summary>The innermost loop that evaluates a node on every turn; null where none does in the same function.</summary>
    public static Loop? Around(Node node)
    {
        for (var (child, at) = (node, node.Parent); !child.IsRoot; (child, at) = (at, at.Parent))
        {
            switch (at.Kind)
            {
                case Kind.For or Kind.AsyncFor:
                    if (at.Child(2).Id == child.Id) return new Loop(at);
                    break;
                case Kind.While:
                    if (at.Child(2).Id != child.Id) return new Loop(at);
                    break;
                case Kind.Comprehension:
                    // A condition, or the iterable of a later generator: the generator before it drives the latter.
                    if (at.Child(1).Id != child.Id) return new Loop(at);
                    if (Previous(at) is { } outer) return new Loop(outer);
                    // The first iterable is evaluated once; go on above the whole comprehension.
                    (child, at) = (at, at.Parent);
                    break;
                case Kind.ListComp or Kind.SetComp or Kind.DictComp or Kind.GeneratorExp:
                    if (child.Kind != Kind.Comprehension) return new Loop(at.LastChild);
                    break;
                case Kind.FunctionDef or Kind.AsyncFunctionDef:
                    // Decorators and defaults run where the function is defined.
                    if (at.Child(5).Id == child.Id) return null;
                    break;
                case Kind.Lambda:
                    if (at.Child(1).Id == child.Id) return null;
                    break;
                case Kind.Module: return null;
            }
        }
        return null;
    }

    /// <summary>The loop around a loop, in the same function.</summary>
    public static Loop? Around(Loop loop)
    {
        if (!loop.IsComprehension) return Around(loop.Node);
        return Previous(loop.Node) is { } outer ? new Loop(outer) : Around(loop.Node.Parent);
    }

    /// <summary>How many loops of the same function repeat a node.</summary>
    public static int DepthOf(Node node)
    {
        var depth = 0;
        for (var loop = Around(node); loop is { } found; loop = Around(found)) depth++;
        return depth;
    }

    /// <summary>Does the loop's statement end for sure on its first turn at a node's statement: by what follows it in its block?</summary>
    public static bool LeavesAfter(Node statement, Loop loop)
    {
        // A comprehension holds no statements.
        if (loop.IsComprehension) return false;
        for (var at = statement; at.Id != loop.Node.Id; at = at.Parent)
        {
            if (at.Parent.Kind != Kind.Block) continue;
            var block = at.Parent;
            for (var id = at.Id; id < block.SubtreeEnd; id = block.Tree[id].SubtreeEnd)
                if (block.Tree[id].Kind is Kind.Break or Kind.Return or Kind.Raise || FailurePaths.Ends(block.Tree[id])) return true;
            // An `if` body without an exit rejoins the loop; a loop of its own decides for itself.
            if (block.Parent.Kind is Kind.For or Kind.AsyncFor or Kind.While) return false;
        }
        return false;
    }

    /// <summary>Does each turn of a loop come to a node: under no condition, and after no way out of the turn?</summary>
    public static bool IsOnEveryTurn(Node node, Loop loop)
    {
        for (var (child, at) = (node, node.Parent); at != loop.Region && !at.IsRoot; (child, at) = (at, at.Parent))
        {
            if (at.Kind is Kind.If or Kind.While or Kind.BoolOp && at.FirstChild != child || at.Kind == Kind.IfExp && at.Child(1) != child) return false;
            if (at.Kind is Kind.ExceptHandler or Kind.MatchCase or Kind.Lambda) return false;
        }
        return !IsAfterWayOut(node, loop);
    }

    /// <summary>Does each turn wait for a file, a process or the network, beside which a call is nothing?</summary>
    public static bool IsWaiting(Loop loop, PythonModule module)
    {
        var region = loop.Region;
        for (var id = region.Id; id < region.SubtreeEnd; id++)
            if ((Kind)module.Tree.RawKinds[id] == Kind.Call && module.Names.Resolve(module.Tree[id].FirstChild)?.Symbol is { Blocking: not Blocking.No }) return true;
        return false;
    }

    private static bool IsAfterWayOut(Node node, Loop loop)
    {
        if (loop.Body is not { } body)
        {
            // The first condition of a comprehension is asked on every turn, what follows it where it holds.
            var conditions = loop.Node.Children.Skip(2);
            return !conditions.IsEmpty && !conditions[0].Contains(node);
        }
        foreach (var statement in body.Children)
        {
            if (statement.Contains(node)) return false;
            for (var id = statement.Id; id < statement.SubtreeEnd; id++)
                if ((Kind)node.Tree.RawKinds[id] is Kind.Continue or Kind.Break or Kind.Return) return true;
        }
        return false;
    }

    private static Node? Previous(Node generator)
    {
        Node? previous = null;
        foreach (var child in generator.Parent.Children)
        {
            if (child.Id == generator.Id) return previous;
            if (child.Kind == Kind.Comprehension) previous = child;
        }
        return null;
    }
}
