using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class TestSleep : PythonRule
{
    /// <summary>Seconds below which nobody waits for a test.</summary>
    private const double Shortest = 0.1;

    public override RuleInfo Info { get; } = new("py-test-sleep", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.C)
    {
        Achievable = 0.9,
        Precision = 0.8,
        Doc = """
            A test sleeps for a fixed time, for something to happen that it could wait for or bring about.

            ## Why it costs
            The whole time is spent on every run, on every machine, and nearly always what the test waits for was there after a few
            milliseconds. Chosen shorter, it fails on a busy machine.

            ## Example
            ```python
            import threading
            import time

            def test_worker_is_done():
                done = threading.Event()
                threading.Thread(target=done.set).start()
                time.sleep(0.5)
                assert done.is_set()
            ```
            Use instead:
            ```python
            import threading

            def test_worker_is_done():
                done = threading.Event()
                threading.Thread(target=done.set).start()
                assert done.wait(timeout=5)
            ```

            ## Keep it when
            The test shows that something does not happen, or that a time limit of a second is a second; a clock that the test can set
            makes even those quick.

            ## Regime
            A test that sleeps 0.1 s for a thread which takes 1 ms is 52 to 65 times slower than one that waits for it, on CPython 3.8, 3.11 and
            3.13; where the thread takes 5 ms 16 to 18 times, where it takes 20 ms 4.9 times.

            ## Patch safety
            What the test waits for must be something that it can ask for: an event, a file, a joined thread, an answer.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["sleep"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { OnlyArgument: { } length } call || node.EnclosingDef is not { } test || !IsRunByTheRunner(test, context)) return;
        if (context.Path(call.Callee) is not ("time.sleep" or "asyncio.sleep" or "trio.sleep" or "anyio.sleep" or "gevent.sleep" or "eventlet.sleep")) return;
        if (SecondsOf(length, context) is not (>= Shortest and var seconds)) return;
        // As a statement of its own; a sleep that is handed over, or timed out, is what the test is about.
        if ((node.Parent.Kind == Kind.Await ? node.Parent.Parent : node.Parent).Kind != Kind.Expr) return;
        // A loop asks again and again; what raises, or is patched, is not waited for.
        if (Loops.Around(node) is not null || IsInBlockThatExpects(node, test) || Roles.IsOnErrorPath(node)) return;
        var wait = (seconds * 1000).ToString("0.###", CultureInfo.InvariantCulture) + "ms";
        context.Report(node, $"each run of the test waits {seconds.ToString("0.###", CultureInfo.InvariantCulture)} s here, whether or not what it waits for is there")
            .Cost(wait, "1ms..10ms")
            .Advise("wait for the event itself, or ask for it every few milliseconds up to a limit", "what the test waits for can be asked for");
    }

    /// <summary>Does the test's runner call the function itself? What a test defines inside may be there to be slow.</summary>
    private static bool IsRunByTheRunner(Node function, PythonContext context)
    {
        if (function.EnclosingFunction is not null || Roles.Of(context.Module, function, null) != Role.Test) return false;
        return Roles.IsTest(function) || function.Child(1).Text is "setUp" or "tearDown" or "setUpClass" or "tearDownClass" or "asyncSetUp" or "asyncTearDown" or "setup_method" or "teardown_method";
    }

    private static double? SecondsOf(Node length, PythonContext context)
    {
        var value = context.ValueOf(length) ?? length;
        if (value.AsConstant is not { Type: ConstantKind.Int or ConstantKind.Float } || value.Text.Contains('_', StringComparison.Ordinal)) return null;
        return double.TryParse(value.Text, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
    }

    private static bool IsInBlockThatExpects(Node node, Node test)
    {
        for (var at = node.Parent; at != test; at = at.Parent)
        {
            if (at.AsWith is not { } block) continue;
            foreach (var item in block.Items)
                if (item.Text.Contains("raises", StringComparison.OrdinalIgnoreCase) || item.Text.Contains("timeout", StringComparison.OrdinalIgnoreCase) || item.Text.Contains("patch", StringComparison.OrdinalIgnoreCase)
                    || item.Text.Contains("time", StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}
