using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Async;

public sealed class SequentialAwait : RustRule
{
    public override RuleInfo Info { get; } = new("rs-sequential-await", Language.Rust, LeverClass.AvoidedWork, Technique.Async, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.6,
        Effort = Effort.Medium,
        Checklist = ["RS6"],
        Doc = """
            A loop awaits one independent answer after another.

            ## Why it costs
            A future does nothing until it is polled, so each turn waits for its own answer before the next request is even sent. The loop takes
            the sum of all waits, where ten requests at a time take a tenth of it.

            ## Example
            ```rust
            trait Store {
                async fn fetch(&self, name: &str) -> usize;
            }

            async fn sizes(store: &impl Store, names: &[String]) -> Vec<usize> {
                let mut sizes = Vec::new();
                for name in names {
                    sizes.push(store.fetch(name).await);
                }
                sizes
            }
            ```
            Use instead:
            ```rust
            use futures::stream::{self, StreamExt};

            async fn sizes(store: &impl Store, names: &[String]) -> Vec<usize> {
                stream::iter(names).map(|name| store.fetch(name)).buffered(10).collect().await
            }
            ```

            ## Keep it when
            A turn needs what an earlier turn gave, the order of effects matters, the peer limits the rate of requests, or all requests share
            one connection. A call that borrows something mutably cannot run beside another one; such loops are not reported. Loops through a few kinds, and requests
            for what a cache lacks alone, are left to a profile, as is upkeep that nobody waits for, and so are functions whose names do not speak of asking anybody.

            ## Regime
            Waits of 200 µs, ten at a time, on an executor of one thread: 10 times faster at 10 requests, 12.5 at 100, no gain for one (rustc
            1.95). Futures that are ready at once gain nothing from a stream around them.

            ## Patch safety
            `buffered` keeps the order of results; `buffer_unordered` and `JoinSet` give them as they come. With `?` in the loop, turns after the
            first error were never started: now some of them have been. What the futures borrow must outlive the stream.
            """,
    };

    private static readonly HashSet<string> Ordered =
    [
        "send", "recv", "next", "try_next", "tick", "sleep", "sleep_until", "lock", "lock_owned", "read", "write", "acquire", "acquire_owned", "acquire_many", "changed", "notified",
        "join", "join_next", "flush", "shutdown", "write_all", "read_exact", "read_line", "commit", "rollback", "begin", "yield_now", "wait", "wait_for", "closed", "ready", "reserve",
        "push", "feed", "timeout", "accept", "cancelled", "drain", "finish", "close", "advance", "seek", "borrow", "done", "retry",
    ];

    /// <summary>First words of names that speak of an effect, whose order may matter.</summary>
    private static readonly HashSet<string> Effects =
    [
        "create", "delete", "remove", "update", "insert", "put", "post", "set", "add", "apply", "migrate", "execute", "exec", "run", "start", "stop", "register", "unregister", "close",
        "commit", "push", "publish", "store", "save", "append", "drop", "rename", "move", "upsert", "process", "handle", "dispatch", "notify", "send", "write", "on", "try", "do", "step",
        "subscribe", "unsubscribe", "cancel", "submit", "connect", "disconnect", "enqueue", "log", "print", "upload", "install", "uninstall", "reset", "clear", "spawn", "init", "test", "wait",
    ];

    /// <summary>First words of names that speak of asking another machine or a disk.</summary>
    private static readonly HashSet<string> Requests = ["fetch", "request", "download", "query", "read", "load", "lookup", "scan", "pull"];

    private static readonly string[] OrderWords =
        ["in order", "one by one", "one at a time", "sequentially", " sequential", "serially", "rate limit", "rate_limit", "throttl", "back-pressure", "backpressure", "backoff", "retry", "retries", "attempt", "replay"];

    public override ReadOnlySpan<Kind> Visits => [Kind.Await];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        if (node.Kind != Kind.Await || TaskOf(module, node, out var loop) is not { } task || IsToldAlready(module, node, task)) return;
        var name = NameOf(node.FirstChild)!;
        // What goes on in the background is only started here.
        if (name.EndsWith("_background", StringComparison.Ordinal) || name.EndsWith("_detached", StringComparison.Ordinal)) return;
        var isEffect = Effects.Contains(name.Split('_')[0]);
        context.Report(node, $"each turn of the loop waits for `{name}` before the next turn asks")
            .LabelHead(loop.Node, "one wait after another")
            .Ask($"Are the calls of `{name}` independent, and may several run at once?")
            .Cost("n*50ms", "n/10*50ms + n*tokio.spawn", "n > 1")
            .Size("n", Lever.Review.Semantics.Size.Unknown)
            .AtTier(isEffect || IsQuick(module, node) || IsForFew(module, loop.Node) ? Tier.C : IsKnown(module, node) ? Tier.A : Tier.B)
            // Whether a function of the project asks anyone at all, only its name says here; most async helpers find the answer in memory.
            .ForProfilesUnless(IsKnown(module, node) || Requests.Contains(name.Split('_')[0]) && !name.StartsWith("get_or", StringComparison.Ordinal))
            // One question for each of a few kinds, or for what a cache lacks, is seldom waited for long; calls for their effect alone may need their order.
            .ForProfilesUnless(!IsOfKinds(module, loop) && !IsForMissing(node, loop) && !IsForEffect(node) && !IsInMemory(module, name) && !IsUpkeep(task))
            .Advise(
                "run several at once: a stream with `buffered(k)`, or a `JoinSet`",
                "the calls do not depend on each other, and their order does not matter",
                "the peer bears several requests at once",
                "when one fails, others have been started already");
    }

    /// <summary>The task in which an await stands alone between the turns of a loop; null where it must.</summary>
    private static Node? TaskOf(RustModule module, Node node, out Loop loop)
    {
        loop = default;
        if (module.Loops.Around(node) is not { IsFor: true, Pattern: { Kind: not Kind.WildcardPattern }, Source: { } source } around) return null;
        loop = around;
        if (module.Places.AsyncAround(node) is not { } task || module.Places.AsyncAround(loop.Node)?.Id != task.Id) return null;
        if (NameOf(node.FirstChild) is not { } name || Ordered.Contains(name) && !IsKnown(module, node)) return null;
        if (!ReadsTurn(module, node, loop) || !AwaitsAreFree(module, node, loop) || IsCarried(module, loop)) return null;
        var trips = module.Loops.TripsOf(loop);
        if (trips.Origin == TripOrigin.Small || trips is { Origin: TripOrigin.Fixed, Count: <= 8 } || source.Bare.Kind == Kind.Range) return null;
        return SpeaksOfOrder(task, loop) ? null : task;
    }

    /// <summary>Does an earlier loop of the task wait for the same function? One finding says it of all.</summary>
    private static bool IsToldAlready(RustModule module, Node node, Node task)
    {
        var name = NameOf(node.FirstChild);
        for (var id = task.Id; id < node.Id; id++)
            if (module.Tree[id] is { Kind: Kind.Await } other && NameOf(other.FirstChild) == name && TaskOf(module, other, out _)?.Id == task.Id) return true;
        return false;
    }

    /// <summary>Is what is asked in this process: bytes that are there already, or a database in a file?</summary>
    private static bool IsInMemory(RustModule module, string name) =>
        name.EndsWith("_from_bytes", StringComparison.Ordinal) || name.EndsWith("_from_slice", StringComparison.Ordinal) || name.EndsWith("_from_memory", StringComparison.Ordinal) || name.EndsWith("_from_path", StringComparison.Ordinal)
        || module.Path.Contains("sqlite", StringComparison.OrdinalIgnoreCase) || module.Path.Contains("rocksdb", StringComparison.OrdinalIgnoreCase);

    /// <summary>Does the task clear away what is not needed any more? Nobody waits for that, and it is to leave room for others.</summary>
    private static bool IsUpkeep(Node task)
    {
        if ((task.Kind == Kind.Function ? task : task.EnclosingFunction)?.AsFunction is not { Name: var name }) return false;
        foreach (var word in name.AsSpan().Split('_'))
            if (name.AsSpan()[word] is "drop" or "clean" or "cleanup" or "purge" or "prune" or "gc" or "maintain" or "maintenance" or "reap" or "expire" or "evict" or "sweep" or "backfill" or "vacuum" or "compact" or "compaction" or "retention" or "housekeeping") return true;
        return false;
    }

    /// <summary>Does nobody look at what it answers, but whether it failed?</summary>
    private static bool IsForEffect(Node await)
    {
        var answer = MadeValues.Unwrapped(await);
        // `match` arms that bind nothing but the error.
        if (answer.Parent.AsMatch is { } match && match.Node.FirstChild.Id == answer.Id)
        {
            foreach (var arm in match.Arms)
                if (arm.WithoutAttributes is { Kind: Kind.MatchArm } one && one.FirstChild is var bound && bound.AsTupleStructPattern?.Path.AsPath is not { Name: "Err" } && Binds(bound)) return false;
            return true;
        }
        return answer.Parent.Kind == Kind.ExpressionStatement || answer.Parent.AsLetCondition is { Pattern: var pattern } && pattern.AsTupleStructPattern?.Path.AsPath is { Name: "Err" };
    }

    private static bool Binds(Node pattern)
    {
        for (var id = pattern.Id; id < pattern.SubtreeEnd; id++)
            if (pattern.Tree[id].Kind == Kind.BindingPattern) return true;
        return false;
    }

    /// <summary>Does the loop go through kinds, such as the variants of a plain enum, of which there are a handful?</summary>
    private static bool IsOfKinds(RustModule module, Loop loop) =>
        loop.Source is { } source && NameOfSource(source) is { } name && name[(name.LastIndexOf('_') + 1)..] is "types" or "kinds" or "modes" or "filters" or "categories" or "columns" or "fields"
        || loop.Pattern is { } pattern && module.BindingAt(pattern.Bare) is { } turn && module.TypeOf(turn).WithoutReferences is { Kind: TypeKind.Path } type && module.Layouts.VariantsOfPlainEnum(type) is > 0 and <= 64;

    private static string? NameOfSource(Node source)
    {
        var at = source.Bare;
        while (at.AsMethodCall is { Name: "iter" or "into_iter" or "copied" or "cloned", ArgumentCount: 0 } step) at = step.Receiver.Bare;
        return at.AsMethodCall?.Name ?? at.AsField?.Name ?? at.AsName?.Name;
    }

    /// <summary>Does an `if` within the loop ask only where something is missing: `is_none()`, `!contains_key(…)`?</summary>
    private static bool IsForMissing(Node await, Loop loop)
    {
        for (var (child, at) = (await, await.Parent); at.Id > loop.Node.Id; (child, at) = (at, at.Parent))
            if (at.Kind == Kind.If && at.FirstChild is var condition)
                for (var id = condition.Id; id < condition.SubtreeEnd && id < await.Id; id++)
                {
                    var node = at.Tree[id];
                    if (node.AsMethodCall is { Name: "is_none", ArgumentCount: 0 }) return true;
                    if (node.Kind == Kind.Unary && node.Data == (int)UnaryOperator.Not && node.FirstChild.AsMethodCall is { } asked && asked.Name.StartsWith("contains", StringComparison.Ordinal)) return true;
                }
        return false;
    }

    private static string? NameOf(Node awaited) => awaited.AsMethodCall?.Name ?? (awaited.AsCall is { } call ? call.Function.AsPath?.Name : null);

    /// <summary>Does the library say that the call asks a network or disk, for one request of its own?</summary>
    private static bool IsKnown(RustModule module, Node await) =>
        module.TargetOf(await.FirstChild).Symbol is { } symbol && (symbol.Path.StartsWith("reqwest::", StringComparison.Ordinal) || symbol.Path.StartsWith("tokio::fs::", StringComparison.Ordinal));

    /// <summary>Does an `if` around the loop hold a length against a number? Few are asked one by one, and many have a way of their own.</summary>
    private static bool IsForFew(RustModule module, Node loop)
    {
        for (var (child, at) = (loop, loop.Parent); !child.IsRoot && !at.IsItem; (child, at) = (at, at.Parent))
            if (at.Kind == Kind.If && at.FirstChild != child && at.FirstChild.AsBinary is { Op: BinaryOperator.Lt or BinaryOperator.Le, Left: var asked, Right: var most }
                && asked.AsMethodCall is { Name: "len", ArgumentCount: 0 } && module.Types.ConstantOf(most) is not null) return true;
        return false;
    }

    /// <summary>What a local disk answers in microseconds, which no stream makes shorter.</summary>
    private static bool IsQuick(RustModule module, Node await) => module.TargetOf(await.FirstChild).Symbol is { } symbol && symbol.Path.StartsWith("tokio::fs::", StringComparison.Ordinal)
        && symbol.Name is not ("read" or "read_to_string" or "write" or "copy");

    /// <summary>Does the call read the turn's variable, or something that the turn made?</summary>
    private static bool ReadsTurn(RustModule module, Node await, Loop loop)
    {
        for (var id = await.Id; id < await.SubtreeEnd; id++)
            if (module.BindingAt(module.Tree[id]) is { } variable && variable.IsDefinedIn(loop.Node)) return true;
        return false;
    }

    /// <summary>Is it the first await of the turn, need none of them a thing for itself alone, and does nothing but an error leave the loop?</summary>
    private static bool AwaitsAreFree(RustModule module, Node first, Loop loop)
    {
        for (var id = loop.Body.Id; id < loop.Body.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            if (node.Kind == Kind.Closure || node.AsBlock is { IsAsync: true } || node.IsItem) id = node.SubtreeEnd - 1;
            else if (node.Kind is Kind.Break or Kind.Yield or Kind.SelectArms) return false;
            else if (node.Kind == Kind.Return && !(node.AsReturned?.AsCall?.Function.AsPath is { Name: "Err" })) return false;
            else if (node.Kind == Kind.Await)
            {
                if (node.Id < first.Id || NameOf(node.FirstChild) is not { } name || Ordered.Contains(name) && !IsKnown(module, node)) return false;
                if (NeedsItAlone(module, node, loop)) return false;
            }
        }
        return true;
    }

    /// <summary>Does the awaited call borrow mutably what other turns have too?</summary>
    private static bool NeedsItAlone(RustModule module, Node await, Loop loop)
    {
        for (var id = await.Id + 1; id < await.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            if (node.AsReference is { IsMut: true } reference && !IsOfTurn(module, reference.Operand, loop)) return true;
            if (node.AsMethodCall is { } call && !IsOfTurn(module, call.Receiver, loop) && TakesMutably(module, call)) return true;
            if (module.BindingAt(node) is { } variable && !variable.IsDefinedIn(loop.Node) && node.Parent.Kind is Kind.Call or Kind.MethodCall
                && node.Parent.FirstChild.Id != node.Id && module.TypeOf(variable).Kind == TypeKind.MutReference) return true;
        }
        return false;
    }

    private static bool IsOfTurn(RustModule module, Node place, Loop loop) => module.BindingAt(place.ChainRoot) is { } root && root.IsDefinedIn(loop.Node);

    private static bool TakesMutably(RustModule module, MethodCallView call)
    {
        var target = module.TargetOf(call.Node);
        if (target.Symbol is { } symbol) return symbol.Receiver == ReceiverMode.Mutable;
        if (target.Function?.AsFunction is { SelfParameter: { } self }) return (self.Data & 3) == 3;
        // What the method does is not known: what could be borrowed mutably may be.
        return module.BindingAt(call.Receiver.ChainRoot) is { } root && (root.IsMut || module.TypeOf(root).Kind == TypeKind.MutReference || root.Kind == BindingKind.SelfParameter && (root.Node.Data & 3) == 3);
    }

    /// <summary>Does something that one turn makes reach the next one?</summary>
    private static bool IsCarried(RustModule module, Loop loop)
    {
        for (var id = loop.Body.Id; id < loop.Body.SubtreeEnd; id++)
            if (module.BindingAt(module.Tree[id]) is { } variable && !variable.IsDefinedIn(loop.Node) && IsCarried(module, variable, loop.Body)) return true;
        return false;
    }

    private static bool IsCarried(RustModule module, Binding variable, Node body)
    {
        var (grows, reads) = (false, false);
        foreach (var use in variable.Uses)
        {
            if (!body.Contains(use.Node)) continue;
            var kind = use.Kind;
            if (kind is UseKind.Assigned or UseKind.MutBorrowed) return true;
            if (kind == UseKind.Updated) grows = true;
            else if (kind == UseKind.Receiver && use.Method is { Name: "push" or "push_back" or "push_str" or "insert" or "extend" or "append" or "add" or "extend_from_slice" }) grows = true;
            else if (kind == UseKind.Receiver && (variable.IsMut || module.TypeOf(variable).Kind == TypeKind.MutReference) && TakesMutably(module, use.Method!.Value)) return true;
            else reads = true;
        }
        return grows && (reads || variable.Kind == BindingKind.SelfParameter);
    }

    /// <summary>The words by which people say that a sequence is meant.</summary>
    private static bool SpeaksOfOrder(Node task, Loop loop)
    {
        var text = task.Tree.Text.Slice(new Span(Math.Max(task.Start, loop.Node.Start - 200), loop.Node.End));
        foreach (var word in OrderWords)
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        return task.AsFunction is { } function && (function.Name.Contains("migrat", StringComparison.Ordinal) || function.Name.Contains("sequen", StringComparison.Ordinal));
    }
}
