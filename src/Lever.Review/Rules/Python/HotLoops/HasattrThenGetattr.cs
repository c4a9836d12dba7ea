using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.HotLoops;

public sealed class HasattrThenGetattr : PythonRule
{
    public override RuleInfo Info { get; } = new("py-hasattr-then-getattr", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.C)
    {
        Achievable = 0.4,
        Precision = 0.85,
        Checklist = ["PY6"],
        Doc = """
            A loop asks by `hasattr` for an attribute that it then reads by `getattr`.

            ## Why it costs
            `hasattr` is a `getattr` whose result is thrown away: the attribute is sought twice. Where a property or `__getattr__` gives it, that
            runs twice.

            ## Example
            ```python
            def known_fields(rows: list, names: list):
                found = []
                for row in rows:
                    for name in names:
                        if hasattr(row, name):
                            found.append(getattr(row, name))
                return found
            ```
            Use instead:
            ```python
            MISSING = object()

            def known_fields(rows: list, names: list):
                found = []
                for row in rows:
                    for name in names:
                        value = getattr(row, name, MISSING)
                        if value is not MISSING:
                            found.append(value)
                return found
            ```

            ## Keep it when
            Most of the objects have no such attribute.

            ## Regime
            Three attributes of each of 300 objects that have them: 1.1, 1.3 and 1.2 times faster on CPython 3.8, 3.11 and 3.13; more where a
            property works out the value.

            ## Patch safety
            No patch, since a name for what is missing has to be found. A property is asked once instead of twice.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["hasattr"];

    public override void Visit(Node node, PythonContext context)
    {
        if (context.Module.FileRole is Role.Test || node.AsCall is not { ArgumentCount: 2 } asked || !context.IsBuiltin(asked.Callee, "hasattr")) return;
        if (asked.Positional(0) is not { } owner || asked.Positional(1) is not { } name || owner.Kind is not (Kind.Name or Kind.Attribute)) return;
        // A name that stands in the code is asked for once, as a rule, and what is read then is a method.
        if (name.Kind is Kind.Constant || context.LoopAround(node) is not { } loop || context.TripsOf(loop) is { IsSmall: true, Origin: SizeOrigin.Fixed } || node.EnclosingDef is null || Roles.IsOnErrorPath(node)) return;
        if (ReadAfter(node, owner, name, loop, context) is not { } read || context.LoopAround(read) is not { } around || !loop.Region.Contains(read) && around != loop) return;
        if (new CallInputs(context.Module, asked, null).MayChange(node.SubtreeEnd, read.Id)) return;
        context.Report(node, $"`{CallText.Short(node)}` seeks what `getattr` then seeks again")
            .Label(read, "sought again here")
            .LabelHead(loop.Region, "on every turn")
            .Cost("n*2*py.getattr.call", "n*py.getattr.call")
            .Size("n", context.TripsOf(loop))
            .ForProfilesUnless(false)
            .Advise("call `getattr` once, with an object of its own as default, and compare with that by `is`");
    }

    /// <summary>The `getattr` of the same object and name that the loop makes under this condition.</summary>
    private static Node? ReadAfter(Node node, Node owner, Node name, Loop loop, PythonContext context)
    {
        var region = loop.Region;
        // A condition of a comprehension stands behind the element that it decides on.
        for (var id = region.Id; id < region.SubtreeEnd; id++)
        {
            if ((Kind)context.Tree.RawKinds[id] != Kind.Call || context.Tree[id].AsCall is not { ArgumentCount: 2 } read || !context.IsBuiltin(read.Callee, "getattr")) continue;
            if (read.Positional(0) is not { } other || !other.Bytes.SequenceEqual(owner.Bytes) || read.Positional(1) is not { } key || !key.Bytes.SequenceEqual(name.Bytes)) continue;
            if (Paths.IsAlwaysBefore(node, read.Node)) return read.Node;
        }
        return null;
    }
}
