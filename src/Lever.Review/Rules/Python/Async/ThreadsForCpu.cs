using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Async;

public sealed class ThreadsForCpu : PythonRule
{
    public override RuleInfo Info { get; } = new("py-threads-for-cpu", Language.Python, LeverClass.AvoidedWork, Technique.Algorithm, Tier.B)
    {
        Achievable = 0.9,
        Precision = 0.85,
        Doc = """
            Threads compute in pure Python, processes are handed tiny tasks one by one, or a pool is started for each item.

            ## Why it costs
            Only one thread at a time runs Python code, so threads that compute take turns: the work takes as long as in a loop, and 10 to 30 µs
            a task for the hand-over. Processes do run side by side, but each task is pickled, sent, and its result sent back, for 50 to 150 µs;
            `chunksize` sends many at once.

            ## Example
            ```python
            from concurrent.futures import ThreadPoolExecutor

            def checksum(row):
                total = 0
                for value in row:
                    total = (total * 31 + value) % 65521
                return total

            def checksums(rows: list):
                with ThreadPoolExecutor() as executor:
                    return list(executor.map(checksum, rows))
            ```
            Use instead:
            ```python
            def checksum(row):
                total = 0
                for value in row:
                    total = (total * 31 + value) % 65521
                return total

            def checksums(rows: list):
                return [checksum(row) for row in rows]
            ```

            ## Keep it when
            It runs on a free-threaded build, where threads do compute side by side, or the threads keep the caller free for something else.

            ## Regime
            A function of about 1 µs over rows, on four threads against in a loop, in processor time: 13, 16 and 11 times faster at 300 rows on CPython
            3.8, 3.11 and 3.13, and far more at 10, where the threads' start is most of it. It LOSES where the function lets go of the
            interpreter's lock for longer than a hand-over takes, and on free-threaded builds.

            ## Patch safety
            In a loop the first failure ends the work where the threads would have gone on. In processes what is changed is changed in a copy.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["map", "submit", "imap", "imap_unordered", "Pool", "ThreadPool"];

    private enum Pool
    {
        Threads,
        Processes,
    }

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is { } made && (made.Callee.AsAttribute?.Name ?? made.Callee.AsName?.Id) is "Pool" or "ThreadPool") CheckPool(node, made.Callee, context);
        else CheckTask(node, context);
    }

    /// <summary>A pool that each item or request starts and ends. Executors are told with the clients that are made per call.</summary>
    private static void CheckPool(Node node, Node callee, PythonContext context)
    {
        if (context.Module.Names.PathOf(callee) is not ("multiprocessing.Pool" or "multiprocessing.pool.Pool" or "multiprocessing.pool.ThreadPool")) return;
        if (context.RepetitionOf(node) is not { Trips.IsData: true } repetition || Roles.IsOnErrorPath(node)) return;
        var isProcesses = !callee.Text.EndsWith("ThreadPool", StringComparison.Ordinal);
        context.Report(node, $"a pool of {(isProcesses ? "processes" : "threads")} is started and ended {(repetition.Through is { } through ? $"on every call of `{through.Name}`" : "on every turn")}")
            .Repeated(repetition, "once a turn")
            .Cost(isProcesses ? "n*20ms..100ms" : "n*200us..1ms", isProcesses ? "20ms..100ms" : "200us..1ms", "n > 1").Size("n", repetition.Trips)
            .Advise("start one pool before the loop and use it for all", "the workers live on between the items");
    }

    private static void CheckTask(Node node, PythonContext context)
    {
        if (node.AsCall is not { Callee.AsAttribute: { Receiver: { Kind: Kind.Name } receiver } method } call || call.Positional(0) is not { Kind: Kind.Name or Kind.Lambda } handed) return;
        if (PoolOf(receiver, context) is not { } pool || FunctionOf(handed, context) is not { } function) return;
        if (!ComputesInPython(function, context)) return;
        var items = method.Name == "submit" ? context.LoopAround(node) is { IsAsync: false } loop ? context.TripsOf(loop) : (Size?)null : call.Positional(1) is { } iterable ? context.SizeOf(iterable) : null;
        // One task beside the main thread keeps that one free.
        if (items is not { IsSmall: false } size) return;
        if (pool == Pool.Threads) ReportThreads(call, handed, size, context);
        else if (method.Name != "submit" && IsTiny(function, context)) ReportChunks(call, handed, method.Name, size, context);
    }

    private static void ReportThreads(CallView call, Node handed, Size items, PythonContext context) =>
        context.Report(call.Node, $"threads run `{Short(handed)}`, which computes in Python and so runs on one of them at a time")
            .Cost("n*10us..30us", "n*py.call", "n > 1").Size("n", items)
            .AtTier(items.IsData ? Tier.B : Tier.C)
            .ForProfilesUnless(items.IsData)
            .Advise("call it in a loop, or hand chunks to processes where each takes milliseconds",
                "the program does not run on a free-threaded build", "the first failure may end the work");

    private static void ReportChunks(CallView call, Node handed, string method, Size items, PythonContext context)
    {
        // `Pool.map` makes chunks itself; with 1 somebody has thought about it.
        var isExecutor = context.Path(call.Callee) == "concurrent.futures.Executor.map";
        if (!isExecutor && method == "map" || call.Keyword("chunksize") is not null || call.HasUnpacking || !isExecutor && call.Positional(2) is not null) return;
        context.Report(call.Node, $"each item is sent to another process by itself, for so short a function as `{Short(handed)}`")
            .Cost("n*100us", "n*2us", "n > 1").Size("n", items)
            .AtTier(items.IsData ? Tier.B : Tier.C)
            .ForProfilesUnless(items.IsData)
            .FixWithConsent("send chunks", new Patch(context.Module).InsertAfter(call.Node.LastChild, ", chunksize=256"), "256 at a time is a number to agree on", "results come in batches");
    }

    /// <summary>The kind of pool that a name holds, by the only call that made it.</summary>
    private static Pool? PoolOf(Node name, PythonContext context)
    {
        if (context.SymbolAt(name) is not { OnlyDefinition: { Kind: DefinitionKind.Entered or DefinitionKind.Assigned } definition } || definition.Value.AsCall is not { } made) return null;
        return context.Module.Names.PathOf(made.Callee) switch
        {
            "concurrent.futures.ThreadPoolExecutor" or "concurrent.futures.thread.ThreadPoolExecutor" or "multiprocessing.pool.ThreadPool" => Pool.Threads,
            "concurrent.futures.ProcessPoolExecutor" or "concurrent.futures.process.ProcessPoolExecutor" or "multiprocessing.Pool" or "multiprocessing.pool.Pool" => Pool.Processes,
            _ => null,
        };
    }

    private static FunctionView? FunctionOf(Node handed, PythonContext context) =>
        handed.Kind == Kind.Name && context.SymbolAt(handed) is { OnlyDefinition: { Kind: DefinitionKind.Function } definition } ? definition.Value.AsFunction : null;

    /// <summary>Does all of a function's work hold the interpreter's lock: only calls known to compute, and none that lets go of it?</summary>
    private static bool ComputesInPython(FunctionView function, PythonContext context)
    {
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
        {
            var node = context.Tree[id];
            // A constant result is a test's, and `raise` alone too.
            if (node.Kind == Kind.Call && context.Known(node.FirstChild) is { } known && (known.Detaches || known.Blocking != Blocking.No)) return false;
            // What comes from an object nobody knows may be an array's, and arrays let go of the lock.
            if (node.Kind == Kind.BinOp && context.TypeOf(node.FirstChild) is { Kind: TypeKind.NdArray or TypeKind.DataFrame or TypeKind.Series }) return false;
        }
        return context.Module.Purity.IsPureFunction(function);
    }

    private static bool IsTiny(FunctionView function, PythonContext context)
    {
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
            if ((Kind)context.Tree.RawKinds[id] is Kind.For or Kind.While or Kind.Comprehension
                || (Kind)context.Tree.RawKinds[id] == Kind.Call && context.Known(context.Tree[id].FirstChild) is not { Nanoseconds: < 5_000 }) return false;
        return true;
    }

    private static string Short(Node handed) => handed.AsName?.Id ?? "lambda";
}
