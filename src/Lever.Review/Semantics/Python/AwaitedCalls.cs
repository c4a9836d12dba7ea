using System.Collections.Frozen;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>What awaiting a call waits for.</summary>
public enum AwaitedWork
{
    Unknown,
    /// <summary>Another task, a lock, a clock: nothing that could overlap with its like.</summary>
    Pause,
    /// <summary>An answer from elsewhere, changing nothing there.</summary>
    Read,
    /// <summary>An effect elsewhere.</summary>
    Write,
    /// <summary>A connection, cursor or stream that carries one thing at a time.</summary>
    Exclusive,
    /// <summary>Something that is bounded already, by a semaphore or a lock.</summary>
    Bounded,
}

/// <summary>What awaiting a call waits for, and whether that is known or only said by names.</summary>
public readonly record struct Awaited(AwaitedWork Work, bool IsKnown);

/// <summary>Judges awaited calls by the library tables, by the bodies of this file's functions, and last by names.</summary>
public static class AwaitedCalls
{
    private const int MaximumDepth = 3;

    private static readonly FrozenSet<string> ReadVerbs = FrozenSet.Create(
        "get", "fetch", "download", "head", "query", "search", "list", "describe", "lookup", "resolve", "load", "read", "scrape", "crawl");

    private static readonly string[] Clients = ["client", "session", "http", "api", "fetcher", "upstream", "s3"];

    private static readonly FrozenSet<string> OneAtATime = FrozenSet.Create(
        "conn", "connection", "cursor", "cur", "tx", "trans", "transaction", "db", "database", "ws", "websocket", "reader", "writer",
        "stream", "sock", "socket", "proc", "process", "page", "browser", "driver", "queue", "channel", "lock", "event", "serial", "device",
        "port", "pipe", "pipeline", "resp", "response", "request", "bot", "message");

    private static readonly string[] Limiters = ["sem", "limit", "lock", "throttl", "slot", "gate", "transaction", "begin", "atomic", "acquire", "pool", "rate"];

    public static Awaited Of(PythonModule module, CallView call) => Of(module, call, 0);

    /// <summary>Does code between a node and its function hold a lock, a semaphore or a transaction?</summary>
    public static bool IsGuarded(Node node)
    {
        for (var at = node; !at.IsRoot && !at.IsFunction; at = at.Parent)
            if (at.Parent.AsWith is { } with && with.Body.Id == at.Id && IsLimiting(with)) return true;
        return false;
    }

    private static bool IsLimiting(WithView with)
    {
        foreach (var item in with.Items)
        {
            var text = item.FirstChild.Text;
            foreach (var word in Limiters)
                if (text.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    private static Awaited Of(PythonModule module, CallView call, int depth)
    {
        if (module.Names.Resolve(call.Callee) is { Symbol: { } known } entry) return OfLibrary(module, call, entry.Path, known, depth);
        if (FunctionOf(module, call) is { } function) return depth < MaximumDepth ? OfFunction(module, function, depth) : new Awaited(AwaitedWork.Unknown, false);
        if (call.Callee.AsAttribute is { } method) return OfMethod(module, method);
        // A function from elsewhere: only verbs that name the network speak for it.
        return call.Callee.AsName is { } name && Verb(name.Id) is "fetch" or "download" or "scrape" or "crawl"
            ? new Awaited(AwaitedWork.Read, false) : new Awaited(AwaitedWork.Unknown, false);
    }

    private static Awaited OfLibrary(PythonModule module, CallView call, string path, LibrarySymbol known, int depth)
    {
        if (path == "asyncio.open_connection") return new Awaited(AwaitedWork.Read, true);
        if (path is "asyncio.wait_for" or "asyncio.shield") return call.Positional(0)?.AsCall is { } inner ? Of(module, inner, depth + 1) : new Awaited(AwaitedWork.Pause, true);
        if (path.StartsWith("asyncio.", StringComparison.Ordinal)) return new Awaited(AwaitedWork.Pause, true);
        if (!known.IsAsync) return new Awaited(AwaitedWork.Unknown, false);
        if (path.Contains(".Connection.", StringComparison.Ordinal)) return new Awaited(AwaitedWork.Exclusive, true);
        return new Awaited(known.Reads ? AwaitedWork.Read : AwaitedWork.Write, true);
    }

    /// <summary>A function reads where it waits for an answer and changes nothing that outlives its call.</summary>
    private static Awaited OfFunction(PythonModule module, FunctionView function, int depth)
    {
        if (!function.IsAsync) return new Awaited(AwaitedWork.Unknown, false);
        var result = new Awaited(AwaitedWork.Unknown, false);
        var body = function.Body;
        for (var id = body.Id + 1; id < body.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            if (node.AsWith is { } with && IsLimiting(with)) return new Awaited(AwaitedWork.Bounded, true);
            if (node.Kind is Kind.Global or Kind.Nonlocal or Kind.Yield) return new Awaited(AwaitedWork.Write, true);
            if (node.Kind == Kind.Attribute && Usage.IsStored(node)) return new Awaited(AwaitedWork.Write, true);
            if (CallAwaitedAt(node) is not { } call) continue;
            var own = Of(module, call, depth + 1);
            if (own.Work is AwaitedWork.Write or AwaitedWork.Bounded) return own;
            if (own.Work == AwaitedWork.Read && (result.Work != AwaitedWork.Read || own.IsKnown)) result = own;
        }
        return result;
    }

    /// <summary>The call after <c>await</c>, or the request of <c>async with session.get(url) as response</c>.</summary>
    private static CallView? CallAwaitedAt(Node node) =>
        node.Kind == Kind.Await || (node.Kind == Kind.WithItem && node.Parent.Parent.Kind == Kind.AsyncWith) ? node.FirstChild.AsCall : null;

    private static Awaited OfMethod(PythonModule module, AttributeView method)
    {
        var receiver = (method.Receiver.AsName?.Id ?? method.Receiver.AsAttribute?.Name ?? "").TrimStart('_').ToLowerInvariant();
        if (OneAtATime.Contains(receiver) || OneAtATime.Contains(receiver[(receiver.LastIndexOf('_') + 1)..])) return new Awaited(AwaitedWork.Exclusive, false);
        // An ORM's session forbids two statements at once; an HTTP session is made for many.
        if (receiver.EndsWith("session", StringComparison.Ordinal) && module.Tree.Names.Find("sqlalchemy"u8) >= 0 | module.Tree.Names.Find("AsyncSession"u8) >= 0)
            return new Awaited(AwaitedWork.Exclusive, false);
        var verb = Verb(method.Name);
        if (!ReadVerbs.Contains(verb)) return new Awaited(AwaitedWork.Unknown, false);
        foreach (var client in Clients)
            if (receiver.Contains(client, StringComparison.Ordinal)) return new Awaited(AwaitedWork.Read, true);
        return verb is "fetch" or "download" or "scrape" or "crawl" ? new Awaited(AwaitedWork.Read, false) : new Awaited(AwaitedWork.Unknown, false);
    }

    /// <summary>The function of this file that is called; a decorator such as a retry does not change what it waits for.</summary>
    private static FunctionView? FunctionOf(PythonModule module, CallView call) =>
        module.Classes.FunctionCalled(call)
        ?? (call.Callee.Kind == Kind.Name && module.SymbolAt(call.Callee) is { OnlyDefinition: { Kind: DefinitionKind.Function } definition } ? definition.Value.AsFunction : null);

    private static string Verb(string name)
    {
        var bare = name.TrimStart('_');
        var end = bare.IndexOf('_');
        return end < 0 ? bare : bare[..end];
    }
}
