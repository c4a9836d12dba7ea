using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Async;

public sealed class CpuHeavyInAsync : PythonRule
{
    public override RuleInfo Info { get; } = new("py-cpu-heavy-in-async", Language.Python, LeverClass.AvoidedWork, Technique.Async, Tier.B)
    {
        Achievable = 0.9,
        Precision = 0.9,
        Checklist = ["PY9"],
        Doc = """
            A call that computes for milliseconds stands directly in an `async def`.

            ## Why it costs
            An event loop runs one task at a time. Hashing a password takes 50 to 200 ms by design, resizing a picture ten; for so long no
            other request is answered, however little it asks for.

            ## Example
            ```python
            import hashlib

            async def login(password, salt, expected):
                return hashlib.pbkdf2_hmac("sha256", password, salt, 600_000) == expected
            ```
            Use instead:
            ```python
            import asyncio
            import hashlib

            async def login(password, salt, expected):
                return await asyncio.to_thread(hashlib.pbkdf2_hmac, "sha256", password, salt, 600_000) == expected
            ```

            ## Keep it when
            The program has a single task, or it stands in start-up code.

            ## Regime
            A hash of 20 to 30 ms beside a task that waits four times for 10 ms: 1.4 times faster on a thread on CPython 3.11 and 1.5 times on 3.13,
            on two busy processors. It LOSES for less than a millisecond: 0.92 and 0.95 of the speed. What is reported lets go of the
            interpreter's lock; pure Python code does not, and gains fairness alone on a thread.

            ## Patch safety
            Other tasks run while this one waits, so what they share may change in between. The call may run on another thread, and goes
            on there when this task is cancelled.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames { get; } = Library.NamesWhere(symbol => symbol.Computes);

    public override void Visit(Node node, PythonContext context)
    {
        // A lambda or nested function in it is handed to somebody.
        if (node.AsCall is not { Callee: { Kind: Kind.Attribute or Kind.Name } callee } call || node.EnclosingFunction is not { Kind: Kind.AsyncFunctionDef } function) return;
        if (node.Parent.Kind == Kind.Await || context.Module.Names.Resolve(callee) is not { Symbol: { Computes: true } known } entry) return;
        if (IsStartOrEnd(function.AsFunction!.Value.Name) || IsQuick(call, entry.Path)) return;
        context.Report(node, $"`{entry.Path}` computes for about {known.Nanoseconds / 1e6:0} ms and holds up every other task of the event loop")
            .Label(function.Child(1), "runs on the event loop")
            .Cost(string.Create(CultureInfo.InvariantCulture, $"{known.Nanoseconds}ns"), "py.executor.hop")
            .FixWithConsent("hand the call to another thread", HandedOver(call, context), "other tasks may run while this one waits", "the call may run on another thread, and goes on there when this task is cancelled");
    }

    /// <summary>Few rounds are asked for.</summary>
    private static bool IsQuick(CallView call, string path) => path == "hashlib.pbkdf2_hmac" && call.Argument(3, "iterations")?.AsConstant?.Integer is < 10_000;

    private static bool IsStartOrEnd(string name) => name is "main" or "startup" or "on_startup" or "shutdown" or "on_shutdown" or "setup" or "lifespan";

    private static Patch? HandedOver(CallView call, PythonContext context)
    {
        // Asyncio's threads need its own loop.
        if (!context.Supports(3, 9) || context.HasName("trio") || context.HasName("anyio") || context.HasName("curio") || context.HasName("twisted")) return null;
        if (IsInGenerator(call.Node)) return null;
        var rest = call.Arguments.IsEmpty ? "" : ", " + call.Node.Tree.Text.Slice(new Span(call.Arguments[0].Start, call.Node.LastChild.End));
        var text = $"await asyncio.to_thread({call.Callee.Text}{rest})";
        var isOperand = call.Node.Parent.Kind is Kind.Attribute or Kind.Subscript or Kind.Call or Kind.Await && call.Node.Parent.FirstChild == call.Node || call.Node.Parent.Kind == Kind.BinOp;
        return new Patch(context.Module).Replace(call.Node, isOperand ? $"({text})" : text).ImportModule("asyncio");
    }

    /// <summary>Does a generator expression run it, which `await` would make an asynchronous one?</summary>
    private static bool IsInGenerator(Node node)
    {
        for (var at = node; !at.IsStatement; at = at.Parent)
            if (at.Kind == Kind.GeneratorExp) return true;
        return false;
    }
}
