using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Async;

public sealed class BlockingInAsync : PythonRule
{
    public override RuleInfo Info { get; } = new("py-blocking-in-async", Language.Python, LeverClass.AvoidedWork, Technique.Async, Tier.A)
    {
        Achievable = 0.95,
        Precision = 0.9,
        Checklist = ["PY9"],
        Doc = """
            A call that blocks its thread stands directly in an `async def`.

            ## Why it costs
            An event loop runs one task at a time. While the call waits for the network, a database, another process or a clock, every
            other task waits too: fifty requests that each sleep 100 ms take five seconds instead of a tenth of one.

            ## Example
            ```python
            import time

            async def poll(source):
                while not source.ready():
                    time.sleep(0.1)
                return source.read()
            ```
            Use instead:
            ```python
            import asyncio

            async def poll(source):
                while not source.ready():
                    await asyncio.sleep(0.1)
                return source.read()
            ```

            ## Keep it when
            The program has a single task, as most commands have, or the call stands in start-up or shut-down code. Reading a small local file takes
            microseconds, and handing it to a thread as many: it is told where a profile shows the place to be warm.

            ## Regime
            Twenty tasks that each sleep 10 ms: blocked one after the other they take 210 ms, with `asyncio.sleep` 11 ms, on CPython 3.8,
            3.11 and 3.13 alike. Handing a call to a thread costs 27 to 40 µs, so it loses for calls shorter than that.

            ## Patch safety
            Other tasks run while this one waits, so what they share may change in between. A function that is handed to a thread must
            be safe to run there, and its cancellation does not stop the thread.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.AsyncFunctionDef];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsFunction is not { IsAsync: true } function) return;
        var body = function.Body;
        var sawFile = false;
        for (var id = body.Id + 1; id < body.SubtreeEnd; id++)
        {
            var inner = context.Tree[id];
            // What a nested function does happens where it is called, perhaps on another thread.
            if (inner.IsFunction || inner.Kind is Kind.Lambda or Kind.ClassDef) id = inner.SubtreeEnd - 1;
            else if (inner.AsCall is { } call && inner.Parent.Kind != Kind.Await) Check(call, function, context, ref sawFile);
        }
    }

    private static void Check(CallView call, FunctionView function, PythonContext context, ref bool sawFile)
    {
        if (BlockingCall.Of(context.Module, call) is not { } blocking) return;
        var (path, known) = (blocking.Path, blocking.Known);
        var tier = Tier.A;
        if (known.Blocking == Blocking.File)
        {
            // Local files take microseconds, about as long as handing them over: one finding a function, where a profile says that every request pays.
            if (sawFile || blocking.IsQuickFile) return;
            sawFile = true;
            tier = Roles.IsHandler(context.Module, function.Node) ? Tier.B : Tier.C;
        }
        else if (path.StartsWith("sqlite3.", StringComparison.Ordinal) || known.Blocking == Blocking.Input) tier = Tier.B;
        if (RunsAlone(function, context)) tier = Tier.C;

        var draft = context.Report(call.Node, $"`{blocking.Name}` {BlockingCall.What(known.Blocking)} and holds up every other task of the event loop")
            .Label(function.Identifier, "runs on the event loop")
            .Cost(blocking.Duration, known.Blocking is Blocking.Sleep ? "py.task" : "py.executor.hop")
            .AtTier(tier)
            .ForProfilesUnless(known.Blocking != Blocking.File);
        Fix(draft, call, path, known, context);
    }

    private static void Fix(FindingDraft draft, CallView call, string path, LibrarySymbol known, PythonContext context)
    {
        const string Others = "other tasks may run while this one waits";
        var other = OtherLoop(context);
        var canAwait = !IsInComprehension(call.Node);
        if (path == "time.sleep")
        {
            if (other is { } sleeping)
            {
                draft.Advise($"wait with `{sleeping.Sleep}` instead", Others);
                return;
            }
            var patch = canAwait ? new Patch(context.Module).Replace(call.Callee, "await asyncio.sleep").ImportModule("asyncio") : null;
            draft.FixWithConsent("await `asyncio.sleep` instead", patch, Others);
            return;
        }
        var advice = Advice(known.Blocking, path);
        if (other is { } library)
        {
            draft.Advise($"hand the call to another thread with `{library.Thread}`", Others);
            return;
        }
        // Cursors, handles and processes are used further on, so one call in a thread does not mend them.
        if (!canAwait || !context.Supports(3, 9) || !IsComplete(path))
        {
            draft.Advise(advice, Others);
            return;
        }
        var handed = new Patch(context.Module).Replace(call.Node, HandedOver(call)).ImportModule("asyncio");
        draft.FixWithConsent(advice, handed, Others, "the call may run on another thread, and goes on there when this task is cancelled");
    }

    /// <summary>Does nothing say that another library than asyncio drives the file's coroutines?</summary>
    internal static bool RunsOnAsyncio(PythonContext context) => OtherLoop(context) is null;

    /// <summary>What stands for asyncio's thread and sleep where the file says that another library drives its coroutines: asyncio's need its own loop.</summary>
    private static (string Thread, string Sleep)? OtherLoop(PythonContext context)
    {
        var drives = (Twisted: false, Trio: false, Anyio: false, Asyncio: false);
        foreach (var statement in context.Tree.Root.Children)
        {
            if (statement.Kind is not (Kind.Import or Kind.ImportFrom)) continue;
            var text = statement.Bytes;
            text = text[(text.IndexOf((byte)' ') + 1)..];
            drives.Twisted |= text.StartsWith("twisted"u8);
            drives.Trio |= text.StartsWith("trio"u8);
            drives.Anyio |= text.StartsWith("anyio"u8);
            drives.Asyncio |= text.StartsWith("asyncio"u8);
        }
        return drives switch
        {
            { Asyncio: true } => null,
            { Trio: true } => ("trio.to_thread.run_sync", "trio.sleep"),
            { Anyio: true } => ("anyio.to_thread.run_sync", "anyio.sleep"),
            { Twisted: true } => ("twisted.internet.threads.deferToThread", "twisted.internet.task.deferLater"),
            _ => null,
        };
    }

    internal static string HandedOver(CallView call)
    {
        var arguments = "";
        if (!call.Arguments.IsEmpty)
        {
            var first = call.Arguments[0].Start;
            arguments = ", " + call.Node.Tree.Text.Slice(new Span(first, call.Node.LastChild.End));
        }
        var text = $"await asyncio.to_thread({call.Callee.Text}{arguments})";
        return call.Node.Parent.Kind is Kind.Attribute or Kind.Subscript or Kind.Call && call.Node.Parent.FirstChild.Id == call.Node.Id ? $"({text})" : text;
    }

    private static bool IsComplete(string path) =>
        path.StartsWith("requests.", StringComparison.Ordinal) || path.StartsWith("shutil.", StringComparison.Ordinal)
        || path is "subprocess.run" or "subprocess.call" or "subprocess.check_call" or "subprocess.check_output" or "subprocess.getoutput" or "os.system"
            or "urllib.request.urlopen" or "urllib.request.urlretrieve" or "socket.getaddrinfo" or "socket.gethostbyname" or "builtins.input"
            or "pathlib.Path.read_text" or "pathlib.Path.read_bytes" or "pathlib.Path.write_text" or "pathlib.Path.write_bytes"
            or "httpx.get" or "httpx.post" or "httpx.put" or "httpx.request" or "httpx.delete" or "httpx.head" or "httpx.patch";

    private static string Advice(Blocking blocking, string path) => blocking switch
    {
        Blocking.File => "read and write the file on another thread with `asyncio.to_thread`",
        Blocking.Network => path.StartsWith("requests.", StringComparison.Ordinal)
            ? "use an asynchronous client such as httpx or aiohttp, or hand the call to `asyncio.to_thread`"
            : "use the asynchronous form of this call, or hand it to `asyncio.to_thread`",
        Blocking.Database => "use the driver's asynchronous form, or run the whole transaction in `asyncio.to_thread`",
        Blocking.Subprocess => "start the process with `asyncio.create_subprocess_exec`, or hand the call to `asyncio.to_thread`",
        Blocking.Wait => "wait with the asyncio counterpart, or hand the wait to `asyncio.to_thread`",
        _ => "hand the call to `asyncio.to_thread`",
    };

    /// <summary>Is nothing else likely to wait for the event loop: in a command, when the program starts, when it ends?</summary>
    internal static bool RunsAlone(FunctionView function, PythonContext context) =>
        context.Module.FileRole is Role.Cold && !StartsTasks(context) && !Roles.IsHandler(context.Module, function.Node) || IsStartOrEnd(function.Name);

    /// <summary>Does the file start several tasks at once?</summary>
    private static bool StartsTasks(PythonContext context) =>
        context.HasName("gather") || context.HasName("create_task") || context.HasName("ensure_future") || context.HasName("TaskGroup") || context.HasName("start_soon") || context.HasName("as_completed");

    private static bool IsStartOrEnd(string name)
    {
        var bare = name.Trim('_');
        return bare is "startup" or "shutdown" or "on_startup" or "on_shutdown" or "setup" or "teardown" or "main" or "amain" or "async_main" or "lifespan" or "initialize"
            or "aenter" or "aexit" or "start" or "stop" or "close" or "init" or "on_ready" or "run" or "cleanup" or "connect" or "disconnect"
            || bare.StartsWith("shutdown_", StringComparison.Ordinal) || bare.StartsWith("startup_", StringComparison.Ordinal) || bare.StartsWith("setup_", StringComparison.Ordinal) || bare.StartsWith("init_", StringComparison.Ordinal);
    }

    internal static bool IsInComprehension(Node node)
    {
        for (var at = node.Parent; !at.IsStatement; at = at.Parent)
            if (at.IsComprehension) return true;
        return false;
    }
}
