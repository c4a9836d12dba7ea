using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>Code that runs only when something went wrong: what leads to a <c>raise</c> or to the program's end, and what those are given.</summary>
public static class FailurePaths
{
    /// <summary>Does a statement call something that never comes back, by its name: <c>sys.exit(…)</c>, <c>self.raise_syntax_error(…)</c>?</summary>
    public static bool Ends(Node statement) => statement.AsExpressionStatement?.AsCall is { } call && NeverReturns(call);

    /// <summary>Does a call never come back, by its name?</summary>
    public static bool NeverReturns(CallView call)
    {
        if (call.Callee.AsName is { Id: var name }) return name is "exit" or "quit" or "abort" or "die" || IsFailing(name);
        if (call.Callee.AsAttribute is not { } method) return false;
        if (method.Name is "exit" or "_exit") return method.Receiver.AsName is { Id: "sys" or "os" };
        return IsFailing(method.Name);
    }

    // What raises under a condition of its own comes back: `response.raise_for_status()`.
    private static bool IsFailing(string name)
    {
        var bare = name.AsSpan().TrimStart('_');
        if (bare.StartsWith("raise_")) return !bare.StartsWith("raise_for") && !bare.StartsWith("raise_if") && !bare.StartsWith("raise_on") && !bare.StartsWith("raise_when") && !bare.StartsWith("raise_unless");
        return bare.StartsWith("exit_with_") || bare.StartsWith("fail_with_") || bare.StartsWith("abort_with_") || bare is "fail_json" or "exit_json";
    }

    /// <summary>
    /// Does the branch that a statement stands in end by a <c>raise</c> or the program's end, with no other way out from the statement on?
    /// </summary>
    public static bool LeadsToFailure(Node statement)
    {
        if (statement.Parent is not { Kind: Kind.Block } block || block.Parent.Kind is not (Kind.If or Kind.MatchCase)) return false;
        var last = block.LastChild;
        return (last.Kind == Kind.Raise || Ends(last)) && !HasWayOut(statement.Id, block.SubtreeEnd, statement.Tree);
    }

    private static bool HasWayOut(int start, int end, SyntaxTree tree)
    {
        foreach (var kind in tree.RawKinds[start..end])
            if ((Kind)kind is Kind.Return or Kind.Break or Kind.Continue or Kind.Yield or Kind.YieldFrom) return true;
        return false;
    }
}
