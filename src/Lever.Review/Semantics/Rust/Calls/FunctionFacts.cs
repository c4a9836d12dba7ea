using Lever.Review.Findings;
using Lever.Review.Semantics.Rust.Traits;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust.Calls;

/// <summary>What a function that is not async does while its caller waits.</summary>
/// <param name="Waits">Its first call of each kind that holds the thread.</param>
/// <param name="Calls">Its calls of functions of the project, in their order, each callee once.</param>
internal sealed record FunctionFacts(IReadOnlyList<WaitingCall> Waits, IReadOnlyList<OwnCall> Calls)
{
    public static readonly IReadOnlyDictionary<PathKey, FunctionFacts> None = new Dictionary<PathKey, FunctionFacts>();

    /// <summary>The facts of a file's functions by the keys of their full paths; those of functions that neither wait nor call one of the project are left out.</summary>
    public static IReadOnlyDictionary<PathKey, FunctionFacts> Of(RustModule module)
    {
        var found = new Dictionary<PathKey, FunctionFacts>();
        foreach (var id in module.Bindings.Items)
        {
            var item = module.Tree[id];
            if (item.AsFunction is not { IsAsync: false, Body: { } body } || module.Names.PathOf(item) is not (> 0 and var path) || module.IsInTest(item)) continue;
            if (Of(module, item, body) is { } facts) found.TryAdd(module.Paths.KeyOf(path), facts);
        }
        return found;
    }

    private static FunctionFacts? Of(RustModule module, Node function, Node body)
    {
        List<WaitingCall>? waits = null;
        List<OwnCall>? calls = null;
        for (var id = body.Id; id < body.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            if (node.Kind is not (Kind.Call or Kind.MethodCall)) continue;
            var target = module.TargetOf(node);
            if (target.Symbol is { HoldsThread: true } symbol)
            {
                if (RunsInPlace(module, node, function) && !(symbol.Waiting == Waiting.Channel && IsFilledBefore(node, function, module))) Add(ref waits, new WaitingCall(symbol, RangeOf(node), IsAlwaysReached(node, body)), (known, next) => known.Symbol.Waiting == next.Symbol.Waiting, wait => wait.IsSure);
            }
            else if (TraitCalls.FunctionOf(module, node, target) is { } callee)
            {
                if (RunsInPlace(module, node, function)) Add(ref calls, new OwnCall(callee.Key, callee.Path, RangeOf(node), IsAlwaysReached(node, body)), (known, next) => known.Callee == next.Callee, call => call.IsSure);
            }
        }
        return waits is null && calls is null ? null : new FunctionFacts(waits ?? [], calls ?? []);
    }

    /// <summary>Adds a call, unless one of its kind is known that is reached as surely.</summary>
    private static void Add<T>(ref List<T>? calls, T call, Func<T, T, bool> isAlike, Func<T, bool> isSure)
    {
        calls ??= [];
        var at = calls.FindIndex(known => isAlike(known, call));
        if (at < 0) calls.Add(call);
        else if (isSure(call) && !isSure(calls[at])) calls[at] = call;
    }

    /// <summary>Does each call of the function come to a node, unless it fails before: does no branch and no earlier `return` decide?</summary>
    private static bool IsAlwaysReached(Node node, Node body)
    {
        for (var (child, at) = (node, node.Parent); child.Id != body.Id; (child, at) = (at, at.Parent))
        {
            if (at.Kind == Kind.If && at.FirstChild != child || at.Kind == Kind.MatchArm || at.AsBinary is { IsLazy: true } && at.Child(1) == child) return false;
            if (at.Kind != Kind.Block) continue;
            for (var id = at.Id + 1; id < child.Id; id++)
            {
                if (at.Tree[id].Kind is Kind.Closure or Kind.Function) id = at.Tree[id].SubtreeEnd - 1;
                else if (at.Tree[id].Kind == Kind.Return) return false;
            }
        }
        return true;
    }

    /// <summary>Does a call of the function run a node before it returns, and not only when something goes wrong?</summary>
    private static bool RunsInPlace(RustModule module, Node node, Node function)
    {
        for (var at = node; at.Id != function.Id; at = at.Parent)
        {
            if (at.AsBlock is { IsAsync: true } || at.Kind == Kind.Function) return false;
            if (at.AsClosure is { } closure && (closure.IsAsync || !module.Loops.IsPerElement(at) && !module.Loops.RunsInPlace(at))) return false;
        }
        return !module.Places.IsCold(node) && !RustRoles.IsOnErrorPath(node);
    }

    /// <summary>Is a channel read that the function made itself and filled without a thread of its own, so that what is read lies there already? It lets the sender go before.</summary>
    internal static bool IsFilledBefore(Node node, Node function, RustModule module)
    {
        if (node.AsMethodCall is not { Receiver: var receiver } || module.BindingAt(receiver) is not { } binding) return false;
        if (binding.Declaration.AsLet is not { Value: { } value } || value.AsCall?.Function.AsPath?.Name is not ("channel" or "unbounded")) return false;
        var isLetGo = false;
        for (var id = function.Id; id < function.SubtreeEnd; id++)
        {
            var at = node.Tree[id];
            var name = at.AsMethodCall?.Name ?? at.AsCall?.Function.AsPath?.Name ?? "";
            isLetGo |= name == "drop" && id < node.Id;
            // What works on, works while the function reads.
            if (name is "execute" or "scope" || name.Contains("spawn", StringComparison.Ordinal) || name.Contains("watch", StringComparison.Ordinal) || name.Contains("thread", StringComparison.Ordinal)) return false;
        }
        return isLetGo;
    }

    private static Findings.Range RangeOf(Node node) => new(node.Tree.Lines.PositionAt(node.Start), node.Tree.Lines.PositionAt(node.End));
}

/// <summary>A call of a library's function that holds its thread.</summary>
/// <param name="IsSure">Does each call of the function around it come to it, as far as nothing fails before?</param>
internal sealed record WaitingCall(RustSymbol Symbol, Findings.Range Range, bool IsSure);

/// <summary>A call of a function of the project.</summary>
/// <param name="Path">The callee's full path.</param>
/// <param name="IsSure">As for a <see cref="WaitingCall"/>.</param>
internal sealed record OwnCall(PathKey Callee, string Path, Findings.Range Range, bool IsSure);
