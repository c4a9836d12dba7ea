using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Allocations;

public sealed class ClassBuiltPerCall : PythonRule
{
    public override RuleInfo Info { get; } = new("py-class-built-per-call", Language.Python, LeverClass.Allocation, Technique.Allocation, Tier.A)
    {
        Achievable = 0.95,
        Precision = 0.85,
        Checklist = ["PY4"],
        Doc = """
            A class is made anew on every call, though it is the same each time.

            ## Why it costs
            A class statement takes 4 to 7 µs, `namedtuple` and `Enum` 30 to 60 µs, a dataclass 200 µs: they generate and compile code. Every
            class is a cycle that only the garbage collector frees, and it is a stranger to the caches of attribute lookups.

            ## Example
            ```python
            from collections import namedtuple

            def corner(box):
                Point = namedtuple("Point", "x y")
                return Point(box.left, box.top)

            def corners(boxes: list):
                return [corner(box) for box in boxes]
            ```
            Use instead:
            ```python
            from collections import namedtuple

            Point = namedtuple("Point", "x y")

            def corner(box):
                return Point(box.left, box.top)

            def corners(boxes: list):
                return [corner(box) for box in boxes]
            ```

            ## Keep it when
            The class depends on the function's arguments, or the function runs once.

            ## Regime
            A namedtuple made and used once: 156, 117 and 197 times faster without making it (CPython 3.8, 3.11, 3.13); a plain class 79, 93
            and 115 times. It loses nothing but its time at import.

            ## Patch safety
            Safe where the class uses nothing of the function's. Instances of two calls then share one class, where before they had two.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.ClassDef, Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["namedtuple", "NamedTuple", "make_dataclass", "create_model", "Enum", "IntEnum"];

    public override void Visit(Node node, PythonContext context)
    {
        // Tests make their own classes, each once.
        if (node.Kind is not (Kind.ClassDef or Kind.Call) || context.Module.FileRole is Role.Test) return;
        // Most classes stand at module level, where what they are need not be asked.
        if (node.EnclosingDef?.AsFunction is not { } function) return;
        var kind = node.Kind == Kind.ClassDef ? OfStatement(node, context) : OfCall(node, context);
        if (kind is not { } made || Repetition.IsMemoised(function) || IsKept(node, context) || UsesLocals(node, context)) return;
        var repetition = context.RepetitionOf(node);
        if (repetition is { Trips.IsSmall: true }) return;
        var role = Roles.Of(context.Module, node, null);
        if (role == Role.Test) return;
        // Without a sign of repetition only a dear class is worth a word, and a plain one only for a profile.
        var tier = repetition is { Trips.IsData: true } ? Tier.A : role == Role.Hot ? Tier.B : Tier.C;
        if (repetition is null && role is not Role.Hot && !made.IsDear) return;

        var draft = context.Report(node, $"{made.What} is made anew on every call")
            .Cost("n*" + made.Row, "n*py.attr.hoisted.call")
            .Size("n", repetition?.Trips ?? Size.Unknown)
            .AtTier(tier);
        if (repetition is { } found) draft.Repeated(found, "once a turn");
        draft.FixWithConsent("make it once, at module level", Moved(node, context), "all calls share one class");
    }

    private readonly record struct Made(string What, string Row, bool IsDear);

    private static Made? OfStatement(Node node, PythonContext context)
    {
        var statement = node.AsClass!.Value;
        foreach (var decorator in statement.Decorators)
            if (context.Path(decorator.AsCall?.Callee ?? decorator) == "dataclasses.dataclass") return new Made($"the dataclass `{statement.Name}`", "py.class.dataclass", true);
        foreach (var argument in statement.Arguments)
        {
            if (context.Module.Names.PathOf(argument) is "enum.Enum" or "enum.IntEnum" or "enum.StrEnum" or "enum.Flag") return new Made($"the enumeration `{statement.Name}`", "py.class.enum", true);
            if (context.Module.Names.PathOf(argument) == "typing.NamedTuple") return new Made($"the named tuple `{statement.Name}`", "py.class.namedtuple", true);
        }
        return new Made($"the class `{statement.Name}`", "py.class.build", false);
    }

    private static Made? OfCall(Node node, PythonContext context)
    {
        var callee = node.FirstChild;
        if (callee.Kind is not (Kind.Name or Kind.Attribute)) return null;
        switch (callee.AsAttribute?.Name ?? callee.AsName!.Value.Id)
        {
            case "namedtuple" or "NamedTuple" or "make_dataclass" or "create_model" or "Enum" or "IntEnum": break;
            default: return null;
        }
        return context.Module.Names.PathOf(callee) switch
        {
            "collections.namedtuple" or "typing.NamedTuple" => new Made("a named tuple's class", "py.class.namedtuple", true),
            "dataclasses.make_dataclass" => new Made("a dataclass", "py.class.dataclass", true),
            "pydantic.create_model" => new Made("a model's class", "py.class.dataclass", true),
            "enum.Enum" or "enum.IntEnum" when node.AsCall!.Value.ArgumentCount > 1 => new Made("an enumeration's class", "py.class.enum", true),
            _ => null,
        };
    }

    /// <summary>A class that is stored is made once for each place it is stored in; one that is returned is what the function is for.</summary>
    private static bool IsKept(Node node, PythonContext context)
    {
        if (node.Parent.Kind is Kind.Return or Kind.Dict or Kind.BoolOp or Kind.IfExp or Kind.Keyword || node.Parent.AsAssign is { OnlyTarget.Kind: not Kind.Name }) return true;
        var name = node.Kind == Kind.ClassDef ? node.Child(1) : node.Parent.AsAssign?.OnlyTarget;
        if (name is not { } bound || context.SymbolAt(bound) is not { } symbol) return false;
        foreach (var reference in symbol.References)
        {
            if (reference.Parent.Kind is Kind.Return or Kind.Yield or Kind.Assign or Kind.Dict or Kind.Tuple or Kind.List or Kind.Keyword) return true;
            if (reference.Parent.Kind == Kind.Call && reference.Parent.FirstChild != reference) return true;
        }
        return symbol.IsShared;
    }

    /// <summary>Does it use a name that the functions around it bind?</summary>
    private static bool UsesLocals(Node node, PythonContext context)
    {
        for (var id = node.Kind == Kind.ClassDef ? node.FirstChild.Id : node.Id; id < node.SubtreeEnd; id++)
        {
            var inner = context.Tree[id];
            if (inner.Kind is Kind.Await or Kind.Yield or Kind.Nonlocal) return true;
            if (inner.Kind != Kind.Name || context.SymbolAt(inner) is not { } symbol || node.Contains(symbol.ScopeNode)) continue;
            if (symbol.ScopeNode.Id != 0) return true;
        }
        return false;
    }

    private static Patch? Moved(Node node, PythonContext context)
    {
        if (node.Parent.AsAssign is not { OnlyTarget: { Kind: Kind.Name } target } || node.Text.Contains('\n')) return null;
        // The name must be free at module level, where everyone sees it.
        if (context.HolderOf(node) is null || context.Module.ModuleSymbol(target.Bytes) is not null) return null;
        var top = node;
        while (!top.Parent.IsRoot) top = top.Parent;
        // What it names must stand above it there too.
        for (var id = node.Id; id < node.SubtreeEnd; id++)
            if (context.Tree[id] is { Kind: Kind.Name } name && context.SymbolAt(name) is { } used && (used.OnlyDefinition is not { } definition || definition.Node.Id > top.Id)) return null;
        return new Patch(context.Module).MoveBefore(node.Parent, top, apart: true);
    }
}
