using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class RepeatedElements : PythonRule
{
    /// <summary>Comprehensions further apart than this, in nodes of the tree, are not compared: between them nearly anything may happen.</summary>
    private const int MaximumDistance = 1000;

    public override RuleInfo Info { get; } = new("py-repeated-elements", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.95,
        Precision = 0.8,
        Doc = """
            The same comprehension, which calls a function for each element, is worked out twice on one path of a function.

            ## Why it costs
            The second one makes all calls of the first again, to find what they have found. To keep the results takes a list, 8 bytes and
            about 20 ns an element.

            ## Example
            ```python
            def spread(parcels: list, tariff):
                low = min(tariff.price_of(parcel) for parcel in parcels)
                if low > 0:
                    return max(tariff.price_of(parcel) for parcel in parcels) - low
                return 0
            ```
            Use instead:
            ```python
            def spread(parcels: list, tariff):
                prices = [tariff.price_of(parcel) for parcel in parcels]
                low = min(prices)
                if low > 0:
                    return max(prices) - low
                return 0
            ```

            ## Keep it when
            There are so many elements that a list of the results takes more memory than there is, or each call must give something new.

            ## Regime
            The example, whose function is a line of arithmetic, on CPython 3.8, 3.11 and 3.13: 1.9, 1.7 and 2.6 times faster at 3 elements,
            1.8 to 1.9 times at 300; a dearer function brings it to 2, the lengths of texts to 1.5 to 1.8. Where the second is not reached,
            the list costs a tenth of what such a function takes.

            ## Patch safety
            No patch: someone has to say that what is called for the elements has no effect, and gives the same the second time.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.GeneratorExp, Kind.ListComp, Kind.SetComp];

    public override void Visit(Node node, PythonContext context)
    {
        if (context.Module.FileRole is Role.Test || node.EnclosingDef is not { } def || EarlierLike(node, def) is not { } earlier) return;
        if (earlier.EnclosingFunction != node.EnclosingFunction || !Paths.IsAlwaysBefore(earlier, node) || Roles.IsOnErrorPath(node)) return;
        if (!IsReadWhole(earlier, context) || !IsReadWhole(node, context) || !MayBeShared(node, context)) return;
        if (CallInputs.OfUnknown(context.Module, node).MayChange(earlier.SubtreeEnd, ChangesUpTo(node, earlier, context))) return;

        var isSure = WorkOf(node) == Work.Functions && context.IsPure(node) && context.SizeOf(node.AsComprehension!.Value.FirstGenerator.Iterable).IsData;
        context.Report(node, $"`{CallText.Short(node.AsComprehension!.Value.Element)}` is worked out again for the same elements")
            .Label(earlier, "worked out here already")
            .Cost("2*n*(py.call.method + py.loop.step)", "n*(py.call.method + py.listcomp.step) + 2*n*py.loop.step")
            .Size("n", context.SizeOf(node.AsComprehension!.Value.FirstGenerator.Iterable))
            .AtTier(isSure ? Tier.B : Tier.C)
            .ForProfilesUnless(isSure)
            .Advise("work it out once, as a list, and read that twice", "what is called for the elements has no effect and gives the same again");
    }

    /// <summary>The last comprehension of the same text before this one in its function, where it makes a call for each element.</summary>
    private static Node? EarlierLike(Node node, Node def)
    {
        if (WorkOf(node) == Work.None) return null;
        var tree = node.Tree;
        var bytes = node.Bytes;
        for (var id = node.Id - 1; id > def.Id && node.Id - id < MaximumDistance; id--)
            if ((Kind)tree.RawKinds[id] == node.Kind && tree[id].Span.Length == node.Span.Length && tree[id].Bytes.SequenceEqual(bytes)) return tree[id];
        return null;
    }

    private enum Work { None, Builtins, Functions }

    /// <summary>What is called for an element; nothing where a name says that the call does something, or gives something else the next time.</summary>
    private static Work WorkOf(Node comprehension)
    {
        if (comprehension.AsComprehension is not { OnlyGenerator: { IsAsync: false } }) return Work.None;
        var work = Work.None;
        var kinds = comprehension.Tree.RawKinds;
        for (var id = comprehension.Id; id < comprehension.SubtreeEnd; id++)
        {
            if ((Kind)kinds[id] is Kind.Await or Kind.Yield or Kind.YieldFrom or Kind.NamedExpr or Kind.Lambda) return Work.None;
            if ((Kind)kinds[id] != Kind.Call) continue;
            if (CallNames.Of(comprehension.Tree[id].AsCall!.Value) is not { } name || CallNames.HasEffect(name) || IsClassLike(name)) return Work.None;
            // A view of something takes no longer than to ask a list for it.
            if (name is "range" or "type" or "id" or "iter" or "slice" or "enumerate" or "zip" or "reversed") continue;
            work = CallNames.IsCheap(name) || IsQuickBuiltin(name) ? work == Work.None ? Work.Builtins : work : Work.Functions;
        }
        return work;
    }

    /// <summary>Is it called as a class, each of whose objects may be wanted for itself?</summary>
    private static bool IsClassLike(string name) => name.AsSpan().TrimStart('_') is [>= 'A' and <= 'Z', ..];

    private static bool IsQuickBuiltin(string name) => name is "len" or "int" or "str" or "repr" or "float" or "bool" or "abs" or "ord" or "chr" or "hash" or "round"
        or "list" or "tuple" or "set" or "dict" or "frozenset" or "bytes" or "min" or "max" or "iteritems" or "itervalues" or "iterkeys";

    /// <summary>Is it gone through to its end where it stands, and not given to somebody who may keep, change or leave it?</summary>
    private static bool IsReadWhole(Node comprehension, PythonContext context)
    {
        if (comprehension.Parent.AsCall is { } call && call.Callee.Id != comprehension.Id)
            return context.Path(call.Callee) is "builtins.min" or "builtins.max" or "builtins.sum" or "builtins.sorted" or "builtins.set" or "builtins.frozenset" or "builtins.list" or "builtins.tuple"
                or "builtins.len" or "builtins.dict" or "math.fsum" or "math.prod" or "str.join" or "collections.Counter";
        return comprehension.Kind != Kind.GeneratorExp && SharedResult.IsOnlyRead(comprehension, context);
    }

    /// <summary>Can what is gone through be gone through twice?</summary>
    private static bool MayBeShared(Node comprehension, PythonContext context)
    {
        var iterable = comprehension.AsComprehension!.Value.FirstGenerator.Iterable;
        return context.TypeOf(iterable) is not { IsOneShot: true } and not { Kind: TypeKind.Generator or TypeKind.Iterator or TypeKind.File };
    }

    /// <summary>Up to where a change matters: a loop around the later one alone brings it what happens further down, too.</summary>
    private static int ChangesUpTo(Node later, Node earlier, PythonContext context)
    {
        var end = later.Id;
        for (var loop = context.LoopAround(later); loop is { } around && !around.Region.Contains(earlier); loop = Loops.Around(around)) end = Math.Max(end, around.Region.SubtreeEnd);
        return end;
    }
}
