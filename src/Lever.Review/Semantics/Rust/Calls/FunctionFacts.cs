using Lever.Review.Findings;
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
                if (!Has(waits, symbol.Waiting) && RunsInPlace(module, node, function)) (waits ??= []).Add(new WaitingCall(symbol, RangeOf(node)));
            }
            else if (target is { Symbol: null, Path: > 0 } && module.Paths.KeyOf(target.Path) is var callee && (target.Function is not null || module.Index.HasFunction(callee)))
            {
                if (!Has(calls, callee) && RunsInPlace(module, node, function)) (calls ??= []).Add(new OwnCall(callee, module.Paths.Text(target.Path), RangeOf(node)));
            }
        }
        return waits is null && calls is null ? null : new FunctionFacts(waits ?? [], calls ?? []);
    }

    private static bool Has(List<WaitingCall>? waits, Waiting kind)
    {
        if (waits is null) return false;
        foreach (var wait in waits)
            if (wait.Symbol.Waiting == kind) return true;
        return false;
    }

    private static bool Has(List<OwnCall>? calls, PathKey callee)
    {
        if (calls is null) return false;
        foreach (var call in calls)
            if (call.Callee == callee) return true;
        return false;
    }

    /// <summary>Does a call of the function run a node before it returns, and not only when something goes wrong?</summary>
    private static bool RunsInPlace(RustModule module, Node node, Node function)
    {
        for (var at = node; at.Id != function.Id; at = at.Parent)
        {
            if (at.AsBlock is { IsAsync: true } || at.Kind == Kind.Function) return false;
            if (at.AsClosure is { } closure && (closure.IsAsync || !module.Loops.IsPerElement(at) && !module.Loops.RunsInPlace(at))) return false;
        }
        return !module.Places.IsCold(node);
    }

    private static Findings.Range RangeOf(Node node) => new(node.Tree.Lines.PositionAt(node.Start), node.Tree.Lines.PositionAt(node.End));
}

/// <summary>A call of a library's function that holds its thread.</summary>
internal sealed record WaitingCall(RustSymbol Symbol, Findings.Range Range);

/// <summary>A call of a function of the project.</summary>
/// <param name="Path">The callee's full path.</param>
internal sealed record OwnCall(PathKey Callee, string Path, Findings.Range Range);
