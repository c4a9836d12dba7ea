using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.HotLoops;

public sealed class PropertyRebuilt : PythonRule
{
    public override RuleInfo Info { get; } = new("py-property-rebuilt", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.C)
    {
        Achievable = 0.9,
        Precision = 0.75,
        Checklist = ["PY10"],
        Doc = """
            A property goes through what only the constructor sets, on each of its reads.

            ## Why it costs
            It looks like a field where it is read. What it gives is settled once the object is made, and is worked out anew each time.

            ## Example
            ```python
            class Order:
                def __init__(self, lines):
                    self._lines = lines

                @property
                def weight(self):
                    return sum(line.weight for line in self._lines)

            def dear(orders: list):
                return [order for order in orders if order.weight > 30 and order.weight < 300]
            ```
            Use instead:
            ```python
            from functools import cached_property

            class Order:
                def __init__(self, lines):
                    self._lines = lines

                @cached_property
                def weight(self):
                    return sum(line.weight for line in self._lines)

            def dear(orders: list):
                return [order for order in orders if order.weight > 30 and order.weight < 300]
            ```

            ## Keep it when
            Most objects are asked once or never; or what the attributes hold changes after the object is made.

            ## Regime
            An object that is made and read twice: over 300 elements 1.8, 1.9 and 2.0 times faster on CPython 3.8, 3.11 and 3.13, over 30 1.2,
            1.2 and 1.5 times. It LOSES over one element (0.5, 0.4 and 0.6), and where each object is read once, as the first read also stores
            the value.

            ## Patch safety
            The value is kept in the object, so that it needs a `__dict__`, and every reader gets the same one. What the attributes hold must stay as it is.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.FunctionDef];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind != Kind.FunctionDef || node.FirstChild.Children.IsEmpty || node.Parent.Parent is not { Kind: Kind.ClassDef } owner || context.Module.FileRole is Role.Test) return;
        if (node.AsFunction is not { Decorators: { Count: 1 } decorators } property || !context.IsBuiltin(decorators[0], "property")) return;
        // With a setter it is no value of the constructor's.
        if (IsRebound(property, owner) || WorkOf(property, context) is not { } work || ReadsOf(node, owner, context) is not { } read || !IsSettled(property, context)) return;
        var patch = HasSlots(owner) ? null : new Patch(context.Module).Replace(decorators[0], "cached_property").Import("functools", "cached_property");
        context.Report(property.Identifier, $"`{property.Name}` is worked out anew on each read, from what only the constructor sets")
            .Label(work.Place, "goes through it each time")
            .Label(read, "read here")
            .Cost("n*m*py.genexpr.step", "m*py.genexpr.step + n*py.getattr", "n > 1")
            .Size("n", Size.Unknown)
            .Size("m", work.Size)
            .ForProfilesUnless(false)
            .FixWithConsent("keep it, by `functools.cached_property`", patch, "what the constructor was given does not change afterwards", "no reader changes what it is given");
    }

    private readonly record struct Work(Node Place, Size Size);

    /// <summary>The loop that the property runs, where it has no effect and keeps nothing.</summary>
    private static Work? WorkOf(FunctionView property, PythonContext context)
    {
        Work? work = null;
        for (var id = property.Body.Id; id < property.Body.SubtreeEnd; id++)
        {
            var node = context.Tree[id];
            switch (node.Kind)
            {
                case Kind.With or Kind.Global or Kind.Nonlocal or Kind.Delete or Kind.FunctionDef or Kind.Lambda or Kind.While or Kind.Yield or Kind.YieldFrom: return null;
                // An iterator can be used up once.
                case Kind.Return when node.Optional(0) is { } result && context.TypeOf(result) is { IsOneShot: true }: return null;
                case Kind.Attribute or Kind.Subscript when Usage.IsStored(node): return null;
                case Kind.Call when !IsHarmless(node, context): return null;
                case Kind.For or Kind.Comprehension when work is null && context.TripsOf(new Loop(node)) is { IsSmall: false } trips: work = new Work(node, trips); break;
            }
        }
        return work;
    }

    /// <summary>No effect but on what the property itself has made.</summary>
    private static bool IsHarmless(Node node, PythonContext context)
    {
        var call = node.AsCall!.Value;
        if (context.Module.Purity.IsLikelyHarmless(call)) return true;
        return call.Callee.AsAttribute is { Name: "append" or "add" or "extend" or "update", Receiver: { Kind: Kind.Name } made } && context.SymbolAt(made) is { IsLocal: true, IsParameter: false };
    }

    /// <summary>Does the property read nothing but constants of the module and attributes that the constructor alone binds and nobody in the file changes?</summary>
    private static bool IsSettled(FunctionView property, PythonContext context)
    {
        var reads = false;
        for (var id = property.Body.Id; id < property.Body.SubtreeEnd; id++)
        {
            if (!context.Module.Classes.IsSelf(context.Tree[id])) continue;
            // The object itself may hold anything.
            if (context.Tree[id].Parent.AsAttribute is not { } attribute || attribute.Receiver.Id != id) return false;
            if (!ConstructedAttributes.Includes(attribute, context)) return false;
            reads = true;
        }
        return reads;
    }

    /// <summary>A read that is repeated: in a loop, or the second one of a file.</summary>
    private static Node? ReadsOf(Node property, Node owner, PythonContext context)
    {
        Node? first = null;
        var name = property.Child(1).Data;
        for (var id = 1; id < context.Tree.Count; id++)
        {
            if ((Kind)context.Tree.RawKinds[id] != Kind.Attribute || context.Tree[id].Data != name || Usage.IsStored(context.Tree[id]) || property.Contains(context.Tree[id])) continue;
            var read = context.Tree[id];
            // Another object's attribute may be another one, unless the name is long enough to be this one.
            if (!context.Module.Classes.IsSelf(read.FirstChild) && property.Child(1).Bytes.Length < 5) continue;
            if (read.EnclosingClass == owner && !context.Module.Classes.IsSelf(read.FirstChild) && read.FirstChild.Kind == Kind.Attribute) continue;
            if (first is not null || context.LoopAround(read) is not null) return read;
            first = read;
        }
        return null;
    }

    private static bool HasSlots(Node owner)
    {
        foreach (var statement in owner.Child(4).Children)
            if (statement.AsAssign is { OnlyTarget.AsName.Id: "__slots__" }) return true;
        return false;
    }

    /// <summary>Has the property a setter, or another definition?</summary>
    private static bool IsRebound(FunctionView property, Node owner)
    {
        var count = 0;
        foreach (var statement in owner.Child(4).Children)
            if (statement.AsFunction is { } function && function.Identifier.Data == property.Identifier.Data) count++;
        return count > 1;
    }
}
