using Lever.Review.Findings;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Boundary;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.PyO3.Batching;

public sealed class AsyncBridgePerItem : RustRule
{
    public override RuleInfo Info { get; } = new("px-async-bridge-per-item", Language.Rust, LeverClass.Boundary, Technique.Async, Tier.B)
    {
        Checklist = ["PX5", "PX1"],
        Effort = Effort.Medium,
        Doc = """
            A Rust future made into a Python awaitable that has nothing to wait for, or one for each element of a loop.

            ## Why it costs
            Each crossing makes a future of asyncio, starts a task on the runtime's threads, and comes back by attaching there and waking Python's
            event loop through its self-pipe: several microseconds and two changes of thread, for a value that is there at once.

            ## Example
            ```rust
            use pyo3::prelude::*;

            #[pyclass]
            pub struct Client {
                address: String,
            }

            #[pymethods]
            impl Client {
                fn address<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                    let address = self.address.clone();
                    pyo3_async_runtimes::tokio::future_into_py(py, async move { Ok(address) })
                }
            }
            ```
            Use instead:
            ```rust
            use pyo3::prelude::*;

            #[pyclass]
            pub struct Client {
                address: String,
            }

            #[pymethods]
            impl Client {
                fn address(&self) -> &str {
                    &self.address
                }
            }
            ```

            ## Keep it when
            Python's side awaits it because other implementations of the same method do wait, or the body computes for long on purpose.

            ## Regime
            An estimate, not measured for want of the crate: 10 to 50 µs for the way there and back; the task that Python makes for it alone takes 4.5 to 10 µs. All versions of
            `pyo3-asyncio` and `pyo3-async-runtimes`.
            What is measured below is the principle alone: each value asked of another thread and waited for against all asked at once.

            ## Patch safety
            The method is no longer awaited: callers change. Errors come from the call itself.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> FunctionNames => ["future_into_py", "future_into_py_with_locals", "local_future_into_py"];

    public override void Visit(Node node, RustContext context)
    {
        var file = context.PyO3;
        if (!file.IsUsed || node.AsCall is not { Function: var function } call || call.ArgumentCount < 2 || function.AsPath is not { Name: "future_into_py" or "future_into_py_with_locals" or "local_future_into_py" } || file.FullPath(function) is not { } path || !IsBridge(path)) return;
        if (Locals.LoopAround(node) is { } loop)
        {
            context.Report(function, "every turn of the loop makes an awaitable of its own")
                .LabelHead(loop, "this loop makes them")
                .Cost("n*20us", "20us")
                .Size("n", Size.Unknown)
                .Advise("make one awaitable that does all of it", "all elements succeed or fail together");
            return;
        }
        if (call.Argument(call.ArgumentCount - 1)?.AsBlock is not { IsAsync: true } body || Waits(body.Node) || OnlyFails(body.Node) || IsUnfinished(body.Node)) return;
        // Where another branch waits, callers await what they get in any case.
        if (node.EnclosingFunction is { } owner && HasAnother(owner, node)) return;
        context.Report(function, "the awaitable has nothing to wait for")
            .Label(body.Node, "never awaits")
            .Cost("20us", "pyo3.call")
            .Advise("give the value itself, without a future", "callers no longer await it");
    }

    private static bool HasAnother(Node function, Node bridge)
    {
        for (var id = function.Id; id < function.SubtreeEnd; id++)
            if (id != bridge.Id && function.Tree[id] is { Kind: Kind.Call } other && other.FirstChild.AsPath is { Name: "future_into_py" or "future_into_py_with_locals" or "local_future_into_py" }) return true;
        return false;
    }

    private static bool IsBridge(string path) => path.StartsWith("pyo3_async_runtimes::", StringComparison.Ordinal) || path.StartsWith("pyo3_asyncio::", StringComparison.Ordinal) || path.StartsWith("pyo3_asyncio_0_21::", StringComparison.Ordinal);

    /// <summary>What is not there yet, and says so.</summary>
    private static bool OnlyFails(Node body)
    {
        var fails = false;
        for (var id = body.Id; id < body.SubtreeEnd; id++)
        {
            if (body.Tree[id].AsPath is not { } path) continue;
            if (path.Name == "Ok") return false;
            fails |= path.Name == "Err";
        }
        return fails;
    }

    /// <summary>Do its comments say that the call it is for will come?</summary>
    private static bool IsUnfinished(Node body)
    {
        foreach (var line in body.Text.Split('\n'))
            if (line.IndexOf("//", StringComparison.Ordinal) is >= 0 and var start && line[start..] is var comment
                && (comment.Contains("implement", StringComparison.OrdinalIgnoreCase) || comment.Contains(".await", StringComparison.Ordinal))) return true;
        return false;
    }

    /// <summary>Does an async block wait, repeat, or do what is not known by its tokens alone?</summary>
    private static bool Waits(Node body)
    {
        for (var id = body.Id; id < body.SubtreeEnd; id++)
            if (body.Tree[id].Kind is Kind.Await or Kind.For or Kind.While or Kind.Loop || body.Tree[id].AsMacroCall is { IsParsed: false } || body.Tree[id].AsMacroCall is { Name: "select" or "join" or "try_join" }) return true;
        return RustWaits.MayWait(body);
    }
}
