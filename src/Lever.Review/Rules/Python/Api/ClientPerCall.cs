using System.Collections.Frozen;
using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Api;

public sealed class ClientPerCall : PythonRule
{
    /// <summary>What opens connections or builds a TLS context.</summary>
    private static readonly FrozenSet<string> Constructors = FrozenSet.Create(
        "requests.Session", "httpx.Client", "httpx.AsyncClient", "aiohttp.ClientSession", "urllib3.PoolManager", "boto3.client", "boto3.resource",
        "redis.Redis", "redis.from_url", "redis.Redis.from_url", "redis.asyncio.Redis", "redis.asyncio.from_url", "redis.asyncio.Redis.from_url",
        "psycopg.connect", "psycopg.Connection.connect", "psycopg2.connect", "asyncpg.connect", "asyncpg.create_pool", "pymongo.MongoClient",
        "motor.motor_asyncio.AsyncIOMotorClient", "sqlalchemy.create_engine", "sqlalchemy.ext.asyncio.create_async_engine",
        "openai.OpenAI", "openai.AsyncOpenAI", "anthropic.Anthropic", "anthropic.AsyncAnthropic", "grpc.insecure_channel", "grpc.secure_channel",
        "grpc.aio.insecure_channel", "grpc.aio.secure_channel", "ssl.create_default_context", "smtplib.SMTP",
        "concurrent.futures.ThreadPoolExecutor", "concurrent.futures.ProcessPoolExecutor", "concurrent.futures.Executor");

    private static readonly FrozenSet<string> OneShots = FrozenSet.Create(
        "requests.get", "requests.post", "requests.put", "requests.patch", "requests.delete", "requests.head", "requests.request",
        "httpx.get", "httpx.post", "httpx.put", "httpx.patch", "httpx.delete", "httpx.head", "httpx.request");

    private static readonly NameIndex LastNames = new(Constructors.Concat(OneShots).Select(path => path[(path.LastIndexOf('.') + 1)..]).Distinct());

    private static readonly ImportedLibraries Libraries = new(Constructors.Concat(OneShots));

    public override RuleInfo Info { get; } = new("py-client-per-call", Language.Python, LeverClass.AvoidedWork, Technique.Api, Tier.A)
    {
        Achievable = 0.7,
        Precision = 0.8,
        Effort = Effort.Medium,
        Checklist = ["PY9"],
        Doc = """
            A client, connection or TLS context is made for every call or item.

            ## Why it costs
            A new connection takes one to three round trips before the first byte of the request, 1 to 150 ms, and a TLS context 23 to
            29 ms of processor time. A client that lives on keeps its connections open and pays once.

            ## Example
            ```python
            import requests

            def titles(numbers):
                found = []
                for number in numbers:
                    found.append(requests.get(f"https://example.org/books/{number}").json()["title"])
                return found
            ```
            Use instead:
            ```python
            import requests

            def titles(numbers):
                found = []
                with requests.Session() as session:
                    for number in numbers:
                        found.append(session.get(f"https://example.org/books/{number}").json()["title"])
                return found
            ```

            ## Keep it when
            Each item has its own host or credentials, or the script runs once for one request.

            ## Regime
            `ssl.create_default_context` alone takes 29 ms on CPython 3.8, 23 ms on 3.11, 25 ms on 3.13; kept, nothing. Without TLS on
            the same machine the gain is a tenth of a millisecond a request.

            ## Patch safety
            A shared client shares cookies, headers and its pool's limits, must be closed at the end, belongs to one event loop, and must
            not be taken over a fork.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Module];

    /// <summary>Most files import none of the libraries, so their calls are not looked at.</summary>
    public override void Visit(Node node, PythonContext context)
    {
        // Tests keep apart on purpose what one of them does to a client and what another does.
        if (node.Kind != Kind.Module || context.Module.FileRole is Role.Test || !Libraries.MayOccurIn(context.Module)) return;
        for (var id = 1; id < node.SubtreeEnd; id++)
            if ((Kind)context.Tree.RawKinds[id] == Kind.Call) Check(context.Tree[id], context);
    }

    private static void Check(Node node, PythonContext context)
    {
        if (node.AsCall is not { Callee: { Kind: Kind.Attribute or Kind.Name } callee } call) return;
        // An import may give a name of its own to what it imports, an attribute keeps its own.
        if (callee.Kind == Kind.Attribute && !LastNames.Contains(context.Tree.Names, callee.Data)) return;
        if (node.EnclosingDef is not { } function || context.Path(callee) is not { } path) return;
        var isOneShot = OneShots.Contains(path);
        if (!isOneShot && !Constructors.Contains(path)) return;
        if (!isOneShot && (IsKept(node, function) || IsFactory(function))) return;
        var name = path.Replace("concurrent.futures.Executor", callee.Text, StringComparison.Ordinal);

        if (context.LoopAround(node) is { IsAsync: false } loop)
        {
            var trips = context.TripsOf(loop);
            if (trips.IsSmall || !loop.IsComprehension && Loops.LeavesAfter(node.EnclosingStatement, loop)) return;
            // A `while` waits for something, or tries again.
            if (loop.IsWhile) return;
            // Arguments that change from turn to turn mean different hosts or rights.
            if (isOneShot ? PerItem.IsAnotherPeer(loop) && !IsOneHost(call) : !HasInvariantArguments(call, loop, context)) return;
            Finish(context.Report(node, $"`{name}` opens a connection of its own on every turn of the loop").LabelHead(loop.Node, "one client a turn"), isOneShot)
                .Cost(CostOf(path, "n*"), CostOf(path, ""), "n > 1").Size("n", trips)
                .AtTier(trips.IsData && (!isOneShot || IsOneHost(call)) ? Tier.A : Tier.B);
        }
        else if (!isOneShot && Roles.IsHandler(context.Module, function))
            Finish(context.Report(node, $"`{name}` is made anew for every request").Label(function.Child(1), "called for every request"), isOneShot)
                .Cost(CostOf(path, ""), "1us");
        else if (!isOneShot && Callers.RepeatedBy(context.Module, function) is { } caller)
            Finish(context.Report(node, $"`{name}` is made anew on every call, and a loop calls it").LabelHead(caller.Node, "one client a turn"), isOneShot)
                .Cost(CostOf(path, "n*"), CostOf(path, ""), "n > 1").Size("n", context.TripsOf(caller))
                .AtTier(Tier.B);
    }

    private static FindingDraft Finish(FindingDraft draft, bool isOneShot) => draft.Advise(
        isOneShot ? "make one session before the loop and send every request through it" : "make one client for the process or the lifespan of the application and pass it in",
        "cookies, limits and the lifetime of connections are shared");

    private static string CostOf(string path, string count) =>
        path.StartsWith("concurrent.", StringComparison.Ordinal) ? count + "100us" : path.StartsWith("boto3.", StringComparison.Ordinal) || path.StartsWith("ssl.", StringComparison.Ordinal) ? count + "25ms" : count + "1ms..150ms";

    /// <summary>Stored where it lives on, given to the caller, or made for a thread of its own.</summary>
    private static bool IsKept(Node node, Node function)
    {
        var value = node;
        while (value.Parent.Kind is Kind.Await or Kind.IfExp or Kind.BoolOp) value = value.Parent;
        if (value.Parent.Kind is Kind.Return or Kind.Yield or Kind.Dict or Kind.Keyword or Kind.List or Kind.Tuple || value.Parent.IsComprehension) return true;
        if (value.Parent.Kind == Kind.Call && value.Parent.FirstChild.Id != value.Id) return true;
        var statement = node.EnclosingStatement;
        if (statement.AsAssign is { } assign && assign.FirstTarget.Kind is Kind.Attribute or Kind.Subscript) return true;
        if (function.Bytes.IndexOf("global "u8) >= 0 || function.Bytes.IndexOf("yield"u8) >= 0) return true;
        if (statement.AsAssign is not { OnlyTarget: { Kind: Kind.Name } target }) return false;
        // A local client that is handed on lives as long as whoever gets it.
        for (var id = statement.SubtreeEnd; id < function.SubtreeEnd; id++)
            if (node.Tree[id] is { Kind: Kind.Name } name && name.Data == target.Data && name.Parent.Kind is Kind.Return or Kind.Assign or Kind.Call or Kind.Keyword or Kind.Tuple
                && (name.Parent.Kind != Kind.Call || name.Parent.FirstChild.Id != name.Id)) return true;
        return false;
    }

    private static bool IsFactory(Node function)
    {
        if (!function.AsFunction!.Value.Decorators.IsEmpty)
            foreach (var decorator in function.AsFunction!.Value.Decorators)
                if (decorator.Bytes.IndexOf("cache"u8) >= 0 || decorator.Bytes.IndexOf("contextmanager"u8) >= 0 || decorator.Bytes.IndexOf("fixture"u8) >= 0 || decorator.Bytes.IndexOf("property"u8) >= 0) return true;
        var name = function.Child(1).Text.TrimStart('_');
        return name is "init__" or "enter__" or "aenter__" or "connect" or "open" or "lifespan" or "startup" or "reconnect"
            || name.StartsWith("make_", StringComparison.Ordinal) || name.StartsWith("create_", StringComparison.Ordinal) || name.StartsWith("build_", StringComparison.Ordinal) || name.StartsWith("init_", StringComparison.Ordinal);
    }

    private static bool HasInvariantArguments(CallView call, Loop loop, PythonContext context)
    {
        foreach (var argument in call.Arguments)
            if (!context.IsInvariant(argument.AsKeyword?.Value ?? argument, loop)) return false;
        return true;
    }

    /// <summary>An address that starts with a fixed host.</summary>
    private static bool IsOneHost(CallView call)
    {
        var address = call.Positional(0) ?? call.Keyword("url");
        while (address?.AsBinOp is { } joined) address = joined.Left;
        return address is { } start && (start.Text.Contains("http", StringComparison.Ordinal) || start.Text.Contains("BASE", StringComparison.OrdinalIgnoreCase) || start.Text.Contains("API", StringComparison.Ordinal));
    }
}
