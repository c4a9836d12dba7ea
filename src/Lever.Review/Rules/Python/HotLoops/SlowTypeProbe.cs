using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.HotLoops;

public sealed class SlowTypeProbe : PythonRule
{
    public override RuleInfo Info { get; } = new("py-slow-type-probe", Language.Python, LeverClass.Interpreter, Technique.AvoidedWork, Tier.C)
    {
        Achievable = 0.7,
        Precision = 0.8,
        Doc = """
            A loop asks of each value whether it is an instance of an abstract class.

            ## Why it costs
            `isinstance` with an abstract class goes through `__instancecheck__` and a cache of weak references: 80 to 480 ns, where a concrete
            class takes 13 to 20 ns. Named before the abstract class in a tuple, the concrete classes that values usually have are asked first.

            ## Example
            ```python
            from collections.abc import Mapping

            def mappings(values: list):
                return [value for value in values if isinstance(value, Mapping)]
            ```
            Use instead:
            ```python
            from collections.abc import Mapping

            def mappings(values: list):
                return [value for value in values if isinstance(value, (dict, Mapping))]
            ```

            ## Keep it when
            Most values are of none of the concrete classes: then the tuple is asked in vain, and the question takes 1.2 to 2.9 times as long.

            ## Regime
            Where the value is of the concrete class, CPython 3.8, 3.11 and 3.13: `Mapping` 2.5, 3.2 and 3.8 times faster, `Integral` 7.5, 13 and
            15 times, `Callable` by `callable` 4.7, 8.4 and 8.5 times. Where it is of another class it loses: 0.84, 0.75 and 0.35.

            ## Patch safety
            The concrete classes are subclasses of the abstract one, so the answer is the same for every value. `callable` asks for `__call__` as
            the abstract class does, but not for classes registered with it.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["isinstance"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { ArgumentCount: 2, Callee.Kind: Kind.Name } call || Loops.Around(node) is not { } loop) return;
        if (call.Positional(0) is not { } value || call.Positional(1) is not { Kind: Kind.Name or Kind.Attribute } probed) return;
        if (!context.IsBuiltin(call.Callee, "isinstance") || context.Module.Names.PathOf(probed) is not { } path || ConcreteOf(path) is not { } concrete) return;
        var trips = context.TripsOf(loop);
        if (trips.IsSmall || Roles.IsOnErrorPath(node) || Loops.LeavesAfter(node.EnclosingStatement, loop)) return;

        var isCallable = concrete == "callable";
        var draft = context.Report(node, $"each value is asked whether it is of the abstract class `{probed.Text}`")
            .LabelHead(loop.Region, "once a turn")
            .Cost("n*py.isinstance.abc", "n*py.isinstance")
            .Size("n", trips)
            .ForProfilesUnless(trips.IsSeen && Loops.IsOnEveryTurn(node, loop))
            .Ask(isCallable ? "Is any class registered with `Callable`?" : $"Are most of the values of one of these: {concrete}?");
        if (isCallable) draft.FixWithConsent("call `callable`", new Patch(context.Module).Replace(node, $"callable({value.Text})"), "no class is registered with the abstract one");
        else draft.FixSafely("name the concrete classes before the abstract one", new Patch(context.Module).Replace(probed, $"({concrete}, {probed.Text})"));
    }

    /// <summary>The built-in classes that values of an abstract class usually have.</summary>
    private static string? ConcreteOf(string path)
    {
        var name = path.StartsWith("collections.abc.", StringComparison.Ordinal) ? path[16..]
            : path.StartsWith("typing.", StringComparison.Ordinal) || path.StartsWith("numbers.", StringComparison.Ordinal) ? path[(path.IndexOf('.') + 1)..] : "";
        return name switch
        {
            // `typing.Set` is the built-in class itself.
            "Set" when path[0] == 't' => null,
            "Mapping" or "MutableMapping" => "dict",
            "Sequence" => "list, tuple, str",
            "MutableSequence" => "list",
            "Set" or "AbstractSet" => "set, frozenset",
            "MutableSet" => "set",
            "Integral" => "int",
            "Real" or "Number" or "Complex" => "int, float",
            "Callable" => "callable",
            _ => null,
        };
    }
}
