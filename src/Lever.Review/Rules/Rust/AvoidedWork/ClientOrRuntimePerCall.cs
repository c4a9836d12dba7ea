using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.AvoidedWork;

public sealed class ClientOrRuntimePerCall : RustRule
{
    public override RuleInfo Info { get; } = new("rs-client-or-runtime-per-call", Language.Rust, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.A)
    {
        Achievable = 0.8,
        Precision = 0.8,
        Effort = Effort.Medium,
        Checklist = ["RS6"],
        Doc = """
            A client, runtime or thread pool is made for one call and dropped after it.

            ## Why it costs
            An HTTP client reads certificates and makes a pool of connections: 30,000 allocations and 2 MB were counted for one, and each request of a
            new client opens its own connection with its own handshakes. A runtime or thread pool starts its threads.

            ## Example
            ```rust
            pub async fn fetch(url: &str) -> Result<String, reqwest::Error> {
                let client = reqwest::Client::new();
                client.get(url).send().await?.text().await
            }
            ```
            Use instead:
            ```rust
            pub async fn fetch(client: &reqwest::Client, url: &str) -> Result<String, reqwest::Error> {
                client.get(url).send().await?.text().await
            }
            ```

            ## Keep it when
            The program makes one such call in its life, or each caller needs settings of its own. Outside of loops a runtime is shown by default where
            a loop of the file comes to its function, a client also where that answers requests; public functions and commands are left to a profile, and the rest is
            shown with `--all` alone. Values that are kept,
            returned or handed on are not reported, and neither are runtimes that serve until the program ends.

            ## Regime
            A pool of two threads made for each call against one that is kept: 5.8 times faster by the clock for sums of 100 numbers, 3.7 for
            10,000 (rustc 1.95). The more work a call does, the smaller the share.

            ## Patch safety
            A shared client lives as long as the program: it sees no new proxies or certificates, and keeps idle connections. A shared runtime must not
            be blocked on from its own tasks.
            """,
    };

    private static readonly IReadOnlyList<RustSymbol> Makers = RustLibrary.Where(symbol => symbol is { IsType: false } && symbol.Is(RustFacts.OncePerProgram)
        && symbol.Path.Split("::")[0] is "reqwest" or "tokio" or "rayon" or "ureq");

    public override ReadOnlySpan<Kind> Visits => [Kind.Call, Kind.MethodCall];

    public override IReadOnlyList<string> FunctionNames => field ??= [.. Makers.Where(symbol => symbol.Receiver == ReceiverMode.None).Select(symbol => symbol.Name).Distinct()];

    public override IReadOnlyList<string> MethodNames => field ??= [.. Makers.Where(symbol => symbol.Receiver != ReceiverMode.None).Select(symbol => symbol.Name).Distinct()];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        if (module.TargetOf(node).Symbol is not { } symbol || !Makers.Contains(symbol) || node.Kind != (symbol.Receiver == ReceiverMode.None ? Kind.Call : Kind.MethodCall) || node.EnclosingFunction is not { } function) return;
        // The pool of the whole program is made once, or it is an error.
        if (symbol.Name == "build_global" || MadeValues.IsMadeOnce(module, node)) return;
        if (symbol.Name != "get" && !MadeValues.IsUsedUp(module, node)) return;
        // A thread or a task that has a runtime of its own lives as long as that.
        if (node.EnclosingBody is { Kind: Kind.Closure } || IsOfServer(module, node)) return;
        var loop = module.Loops.Around(node);
        var draft = context.Report(node, $"{WhatOf(symbol)} is made {(loop is null ? "for one call of the function" : "on each turn of the loop")} and dropped after it")
            .Cost(symbol.Path.StartsWith("reqwest", StringComparison.Ordinal) ? "1ms" : "200us", "10ns")
            .AtTier(loop is not null ? Tier.A : IsOften(module, function, symbol) ? Tier.B : Tier.C)
            .ForProfilesUnless(!RustRoles.IsOfCommands(module) && (loop is not null || Callers.IsOften(module, function)))
            .Advise("make one at start-up and pass it on, or keep it in a `static`", "all callers can do with the same settings", "it may live as long as the program");
        if (loop is { } around) draft.LabelHead(around.Node, "the loop");
    }

    /// <summary>
    /// Is the function called again and again, as far as the file shows? A runtime is mostly made by the one command that a program runs; a client by
    /// whatever handles requests, too.
    /// </summary>
    private static bool IsOften(RustModule module, Node function, RustSymbol made) =>
        made.Path.Split("::")[0] is "reqwest" or "ureq" ? Callers.MayRepeat(module, function) : Callers.IsRepeated(module, function);

    /// <summary>Does the runtime run what serves until the program ends?</summary>
    private static bool IsOfServer(RustModule module, Node node)
    {
        var value = MadeValues.Unwrapped(node);
        if (Serves(value.Parent)) return true;
        if (value.Parent.AsLet is not { Name: not null } let || module.BindingAt(let.Pattern) is not { } runtime) return false;
        foreach (var use in runtime.Uses)
            if (use.Method is { } call && Serves(call.Node)) return true;
        return false;
    }

    private static bool Serves(Node call)
    {
        if (call.AsMethodCall is not { Name: "block_on", OnlyArgument: { } future }) return false;
        for (var id = future.Id; id < future.SubtreeEnd; id++)
            if ((call.Tree[id].AsMethodCall?.Name ?? call.Tree[id].AsCall?.Function.AsPath?.Name) is { } name && (name is "run_until" || name.Contains("serve", StringComparison.Ordinal) || name.Contains("listen", StringComparison.Ordinal))) return true;
        return false;
    }

    private static string WhatOf(RustSymbol symbol) => symbol.Path.Split("::")[0] switch
    {
        "tokio" => "a runtime with its threads",
        "rayon" => "a pool of threads",
        _ => "an HTTP client with its connections",
    };
}
