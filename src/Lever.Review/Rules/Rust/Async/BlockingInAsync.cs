using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Review.Semantics.Rust.Calls;
using Lever.Review.Semantics.Rust.Traits;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Async;

public sealed class BlockingInAsync : RustRule
{
    public override RuleInfo Info { get; } = new("rs-blocking-in-async", Language.Rust, LeverClass.AvoidedWork, Technique.Async, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.8,
        Checklist = ["RS9"],
        Effort = Effort.Medium,
        Doc = """
            A call that blocks its thread stands in async code, or in a function that async code calls.

            ## Why it costs
            An executor runs many tasks on a few threads. While a call waits for a disk, a process, a clock or another thread, its worker runs none of
            the others: with as many such calls as workers, everything stands still.

            ## Example
            ```rust
            use std::sync::atomic::{AtomicBool, Ordering};
            use std::time::Duration;

            pub async fn wait(ready: &AtomicBool) {
                while !ready.load(Ordering::Acquire) {
                    std::thread::sleep(Duration::from_millis(100));
                }
            }
            ```
            Use instead:
            ```rust
            use std::sync::atomic::{AtomicBool, Ordering};
            use std::time::Duration;

            pub async fn wait(ready: &AtomicBool) {
                while !ready.load(Ordering::Acquire) {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
            ```

            Functions of other files are looked through as far as four calls; the finding lists the way. A method of a trait leads on where one body can run
            outside of tests. Ways on which a branch or an earlier `return` decides whether the wait is reached are shown with `--all` alone.

            ## Keep it when
            The program has one task, as most commands have, where it is left to a profile, or the code runs before it serves anybody. A local file is looked at, read or written in microseconds, as long as it
            takes to hand the call to another thread: a single one, and a program's own input, are shown with `--all` alone, while a network file system makes
            them as slow as any request.

            ## Regime
            Eight tasks on one thread that wait 1 ms each: 8.6 times faster; 69 times with 64 tasks (rustc 1.95). Handing a call to a blocking
            thread costs some 10 µs, so it loses for calls
            shorter than that; `tokio::fs` does it for each call, and one `spawn_blocking` around several is cheaper.

            ## Patch safety
            What runs on a blocking thread must own what it uses (`'static`), and cancelling the task does not stop it. Other tasks run while this one
            waits, so what they share may change in between.
            """,
    };

    private static readonly IReadOnlyList<RustSymbol> Blocking = RustLibrary.Where(symbol => symbol.HoldsThread);

    public override ReadOnlySpan<Kind> Visits => [Kind.Call, Kind.MethodCall, Kind.SourceFile];

    public override IReadOnlyList<string> MethodNames => field ??= [.. Blocking.Where(symbol => symbol.Receiver != ReceiverMode.None).Select(symbol => symbol.Name).Distinct()];

    public override IReadOnlyList<string> FunctionNames => field ??= [.. Blocking.Where(symbol => symbol.Receiver == ReceiverMode.None).Select(symbol => symbol.Name).Distinct()];

    public override void Visit(Node node, RustContext context)
    {
        // Whatever blocks, blocks a task, waits for one that calls it, or stands beside async methods.
        if (!context.HasTasks) return;
        var module = context.Module;
        if (node.Kind == Kind.SourceFile)
        {
            VisitTasks(context);
            return;
        }
        if (node.Parent.Kind == Kind.Await || node.EnclosingFunction is not { } function) return;
        if (module.TargetOf(node).Symbol is not { HoldsThread: true } symbol) return;
        // Methods are looked for by their calls as methods, functions by calls of their paths.
        if (node.Kind != (symbol.Receiver == ReceiverMode.None ? Kind.Call : Kind.MethodCall) || !Blocking.Contains(symbol)) return;
        if (IsWanted(node) || symbol.Waiting == Waiting.Channel && FunctionFacts.IsFilledBefore(node, function, module)) return;
        if (module.Places.AsyncAround(node) is { } task)
        {
            if (!IsFirst(module, task, node, symbol)) return;
            Report(node, symbol, context, $"`{symbol.ShortPath}` blocks the thread of an async task")
                .AtTier(TierOf(symbol, node, module));
            return;
        }
        if (IsQuick(symbol) || function.AsFunction!.Value.IsAsync || node.EnclosingBody?.Id != function.Id) return;
        if (CallerOf(module, function) is { } caller)
            Report(node, symbol, context, $"`{symbol.ShortPath}` blocks its thread, and async code calls this function")
                .Label(caller, "called here by an async task")
                .AtTier(symbol.Waiting is Waiting.File or Waiting.Input ? Tier.C : TierOf(symbol, RustRoles.IsRepeated(caller, module) ? caller : node, module));
        else if (symbol.Waiting is Waiting.File or Waiting.Network && IsMakerOfAsyncType(function, module))
            Report(node, symbol, context, $"`{symbol.ShortPath}` blocks its thread where a value for async code is made")
                .Ask("Is this function called by async tasks?")
                .AtTier(symbol.Waiting == Waiting.File ? Tier.C : Tier.B);
    }

    /// <summary>Looks through the functions of other files that tasks call; those of their own file are told of where they wait. A place that several tasks come to is told of once.</summary>
    private static void VisitTasks(RustContext context)
    {
        var module = context.Module;
        if (module.Project.Calls is not { } calls) return;
        var told = new Dictionary<(ChainStep Place, bool IsTest), (FindingDraft Draft, int Count)>();
        var kinds = module.Tree.RawKinds;
        for (var id = 1; id < kinds.Length; id++)
        {
            if ((Kind)kinds[id] is not (Kind.Call or Kind.MethodCall)) continue;
            var node = module.Tree[id];
            if (node.Parent.Kind == Kind.Await || module.Places.AsyncAround(node) is null || module.Places.IsCold(node) || IsWanted(node)) continue;
            if (TraitCalls.FunctionOf(module, node) is not { } function || calls.ToWaiting(function) is not { } way || way.Steps[^1].Path == module.Path || IsQuick(way.Symbol)) continue;
            var key = (way.Steps[^1], module.IsInTest(node));
            if (told.TryGetValue(key, out var known))
            {
                if (known.Count < MostLabels) known.Draft.Label(node, "and from here");
                told[key] = known with { Count = known.Count + 1 };
                continue;
            }
            var draft = Report(node, way.Symbol, context, $"`{function.Path[(function.Path.LastIndexOf(':') + 1)..]}` blocks the thread of an async task: it comes to `{way.Symbol.ShortPath}`")
                .AtTier(!way.IsSure || way.Symbol.Waiting is Waiting.File or Waiting.Input or Waiting.Process ? Tier.C : TierOf(way.Symbol, node, module));
            foreach (var step in way.Steps) draft.LeadsTo(step);
            told.Add(key, (draft, 0));
        }
    }

    private const int MostLabels = 3;

    /// <summary>Does an `if` around ask whether blocking is allowed, or a debugger waited for?</summary>
    private static bool IsWanted(Node node)
    {
        for (var (child, at) = (node, node.Parent); !at.IsRoot && at.Kind != Kind.Function; (child, at) = (at, at.Parent))
            if (at.Kind == Kind.If && at.FirstChild is var condition && condition.Id != child.Id)
                for (var id = condition.Id; id < condition.SubtreeEnd; id++)
                    if (at.Tree[id] is { Kind: Kind.Path or Kind.FieldAccess or Kind.MethodCall } word && word.Tree.Names.Text(word.Data) is var name
                        && (name.Contains("block", StringComparison.Ordinal) || name.Contains("debugger", StringComparison.Ordinal))) return true;
        return false;
    }

    /// <summary>A file is read as fast as the executor's own file type hands the call to another thread: only many of them are worth that.</summary>
    private static Tier TierOf(RustSymbol symbol, Node place, RustModule module)
    {
        // What runs at the start and the end keeps few others waiting.
        if (IsQuick(symbol) || module.Places.IsCold(place) || RustRoles.Of(module, place, null) == Role.Cold) return Tier.C;
        var isRepeated = RustRoles.IsRepeated(place, module);
        return symbol.Waiting switch
        {
            Waiting.File => isRepeated ? Tier.B : Tier.C,
            // Who reads the terminal, hands it to a program, or answers once through a channel that has room, keeps nobody waiting.
            Waiting.Input => Tier.C,
            Waiting.Process when symbol.Name == "status" => Tier.C,
            Waiting.Channel when symbol.Name == "send" => isRepeated ? Tier.A : Tier.C,
            _ => Tier.A,
        };
    }

    private static FindingDraft Report(Node node, RustSymbol symbol, RustContext context, string message) =>
        context.Report(node, message)
            // Behind a command one person waits, and no other task.
            .ForProfilesUnless(!RustRoles.IsOfCommands(context.Module))
            .Cost(symbol.Waiting == Waiting.File ? "1ms" : "50ms", "10us")
            .Advise(symbol.Waiting switch
            {
                Waiting.Sleep => "wait with the executor's own timer, such as `tokio::time::sleep(..).await`",
                Waiting.Channel => "use a channel or handle that can be awaited",
                Waiting.Process => "start it with the executor's own process type, such as `tokio::process::Command`",
                Waiting.Computing => "hand the computation to a thread of its own, such as with `spawn_blocking`, and await the result",
                Waiting.Network => "use an async client, or hand the call to `spawn_blocking`",
                _ => "hand the calls together to one `spawn_blocking`, or use an async file API",
            }, "what the call uses can be owned by the blocking thread", "other tasks may run in between");

    /// <summary>What takes microseconds on a local disk.</summary>
    private static bool IsQuick(RustSymbol symbol) => symbol.Waiting == Waiting.File
        && symbol.Name is "exists" or "is_file" or "is_dir" or "metadata" or "symlink_metadata" or "canonicalize" or "create_dir" or "create_dir_all" or "remove_file" or "remove_dir" or "rename" or "set_len"
            or "seek" or "flush" or "current_dir" or "read_link" or "set_permissions" or "try_clone" or "file_type" or "write_fmt";

    /// <summary>Is there no earlier call of the kind in the task? One finding says it of all.</summary>
    private static bool IsFirst(RustModule module, Node task, Node node, RustSymbol symbol)
    {
        for (var id = task.Id + 1; id < node.Id; id++)
        {
            var other = module.Tree[id];
            if (other.Kind is not (Kind.Call or Kind.MethodCall) || other.Contains(node) && other.Id != node.Id && other.FirstChild.Contains(node)) continue;
            if (module.TargetOf(other).Symbol is { } known && known.Waiting == symbol.Waiting && IsQuick(known) == IsQuick(symbol) && !known.Is(RustFacts.OncePerProgram)
                && other.Parent.Kind != Kind.Await && module.Places.AsyncAround(other)?.Id == task.Id) return false;
        }
        return true;
    }

    /// <summary>A call of a function of the file from async code that is not cold.</summary>
    private static Node? CallerOf(RustModule module, Node function)
    {
        var name = function.AsFunction!.Value.NameId;
        var kinds = module.Tree.RawKinds;
        for (var id = 1; id < kinds.Length; id++)
        {
            if ((Kind)kinds[id] is not (Kind.Call or Kind.MethodCall)) continue;
            var call = module.Tree[id];
            if (call.AsMethodCall is { } method ? method.NameId != name : call.FirstChild.AsPath?.NameId != name) continue;
            if (Runs(module, call, function) && module.Places.AsyncAround(call) is { } task && RustRoles.Of(module, call, null) == Role.Library && !module.IsInTest(task)) return call;
        }
        return null;
    }

    /// <summary>Does a call run a function of the file, be it through a trait that nothing else implements?</summary>
    private static bool Runs(RustModule module, Node call, Node function) =>
        module.TargetOf(call) is var target && (target.Function?.Id == function.Id
            || TraitCalls.FunctionOf(module, call, target) is { } own && module.Names.PathOf(function) is > 0 and var path && own.Key == module.Paths.KeyOf(path));

    /// <summary>Does the function make a value of its type, other methods of which are async?</summary>
    private static bool IsMakerOfAsyncType(Node function, RustModule module)
    {
        var view = function.AsFunction!.Value;
        if (view.SelfParameter is not null || view.Return is null || function.EnclosingImpl?.AsImpl is not { Trait: null } own || own.Type.AsPath is not { } type) return false;
        if (view.Name is not ("open" or "connect" or "create" or "load" or "try_new")) return false;
        var count = 0;
        foreach (var item in module.Tree.Root.Children)
        {
            if (item.AsImpl is not { } impl || impl.Type.AsPath is not { } other || other.NameId != type.NameId) continue;
            foreach (var member in item.LastChild.Children)
                if (member.AsFunction is { IsAsync: true }) count++;
        }
        return count > 0;
    }
}
