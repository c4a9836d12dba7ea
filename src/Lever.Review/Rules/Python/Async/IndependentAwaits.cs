using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Async;

public sealed class IndependentAwaits : PythonRule
{
    public override RuleInfo Info { get; } = new("py-independent-awaits", Language.Python, LeverClass.AvoidedWork, Technique.Async, Tier.B)
    {
        Achievable = 0.5,
        Precision = 0.6,
        Checklist = ["PY5"],
        Doc = """
            Two answers are awaited one after the other, although the second does not need the first.

            ## Why it costs
            The second request is sent only when the first answer is there: the function takes the sum of two round trips instead of the longer one.

            ## Example
            ```python
            async def page_of(client, name):
                profile = await client.get(f"/profiles/{name}")
                orders = await client.get(f"/orders/{name}")
                return profile, orders
            ```
            Use instead:
            ```python
            import asyncio

            async def page_of(client, name):
                profile, orders = await asyncio.gather(client.get(f"/profiles/{name}"), client.get(f"/orders/{name}"))
                return profile, orders
            ```

            ## Keep it when
            The second request is only right if the first succeeded, such as after a check of rights, or both go over one database connection.

            ## Regime
            Two requests of 5 ms: 1.9 times faster on CPython 3.8, 3.11 and 3.13. For awaits that end at once it loses: 0.74, 0.85 and 0.80.

            ## Patch safety
            Both requests run at the same time. When one fails, the other runs on unobserved, and the second is sent even if the first fails.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Await];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind != Kind.Await || node.FirstChild.Kind != Kind.Call) return;
        if (AssignedRead(node.Parent, context) is not { } first || Next(first.Statement) is not { } following) return;
        if (AssignedRead(following, context) is not { } second || Reads(context, second.Call.Node, first.Target)) return;
        // The middle of a row of three is told with its start.
        if (Previous(first.Statement) is { } before && AssignedRead(before, context) is { } earlier && !Reads(context, first.Call.Node, earlier.Target)) return;
        if (IsCondition(first.Call) || AwaitedCalls.IsGuarded(node) || !IsFollowedByUse(second.Statement)) return;

        const string Both = "the second request may be sent before the first has succeeded";
        var draft = context.Report(node, $"`{second.Call.Callee.Text}` is called only when this answer is there, and does not need it")
            .Label(second.Statement, "waits for nothing that came before")
            .Ask($"May `{first.Call.Callee.Text}` and `{second.Call.Callee.Text}` run at the same time?")
            .Cost("2*50ms", "50ms + 2*py.gather.item");
        var between = new Span(first.Statement.Start, second.Statement.End);
        if (node.Tree.Text[between].IndexOf((byte)'#') >= 0)
        {
            draft.Advise("await both with `asyncio.gather`", Both);
            return;
        }
        var patch = new Patch(context.Module)
            .Replace(between, $"{first.Target.Text}, {second.Target.Text} = await asyncio.gather({first.Call.Node.Text}, {second.Call.Node.Text})")
            .ImportModule("asyncio");
        draft.FixWithConsent("await both with `asyncio.gather`", patch, Both, "when one fails, the other goes on");
    }

    /// <summary><c>name = await call(…)</c>, where the call reads something from elsewhere.</summary>
    private static (Node Statement, Node Target, CallView Call)? AssignedRead(Node statement, PythonContext context)
    {
        if (statement.AsAssign is not { OnlyTarget: { Kind: Kind.Name } target, Value: { Kind: Kind.Await } value } || value.FirstChild.AsCall is not { } call) return null;
        return AwaitedCalls.Of(context.Module, call) is { Work: AwaitedWork.Read, IsKnown: true } ? (statement, target, call) : null;
    }

    /// <summary>Calls that find out whether the rest is allowed.</summary>
    private static bool IsCondition(CallView call)
    {
        ReadOnlySpan<string> words = ["auth", "check", "verify", "validate", "ensure", "login", "permission", "token", "exists", "health", "ping", "version", "csrf", "session_id"];
        foreach (var word in words)
            if (call.Node.Text.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>Where nothing follows, the second answer is thrown away: a test or a probe.</summary>
    private static bool IsFollowedByUse(Node statement) => Next(statement) is { } next && next.Kind != Kind.Assert;

    private static bool Reads(PythonContext context, Node expression, Node target)
    {
        var written = context.SymbolAt(target);
        for (var id = expression.Id; id < expression.SubtreeEnd; id++)
            if (context.Tree[id] is { Kind: Kind.Name } name && context.SymbolAt(name) == written) return true;
        return false;
    }

    private static Node? Next(Node statement) => statement.SubtreeEnd < statement.Parent.SubtreeEnd ? statement.Tree[statement.SubtreeEnd] : null;

    private static Node? Previous(Node statement)
    {
        Node? previous = null;
        foreach (var child in statement.Parent.Children)
        {
            if (child.Id == statement.Id) return previous;
            previous = child;
        }
        return null;
    }
}
