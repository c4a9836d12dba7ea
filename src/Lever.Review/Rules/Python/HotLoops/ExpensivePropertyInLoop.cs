using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.HotLoops;

public sealed class ExpensivePropertyInLoop : PythonRule
{
    public override RuleInfo Info { get; } = new("py-expensive-property-in-loop", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.85,
        Checklist = ["PY1", "PY6", "PY10"],
        Doc = """
            A property that goes through a whole container is read on every turn of a loop.

            ## Why it costs
            It looks like a field where it is read, and takes as long as the container there. A loop over the same container is quadratic.

            ## Example
            ```python
            class Basket:
                def __init__(self, lines: list):
                    self.lines = lines

                @property
                def total(self):
                    return sum(line.price for line in self.lines)

                def shares(self):
                    return [line.price / self.total for line in self.lines]
            ```
            Use instead:
            ```python
            class Basket:
                def __init__(self, lines: list):
                    self.lines = lines

                @property
                def total(self):
                    return sum(line.price for line in self.lines)

                def shares(self):
                    total = self.total
                    return [line.price / total for line in self.lines]
            ```

            ## Keep it when
            What the loop does changes the property, so that it must be read afresh; or the container has a few elements.

            ## Regime
            With fifty elements in the container and a hundred turns 29, 11 and 10 times faster (CPython 3.8, 3.11, 3.13), and more with every
            element. It loses nothing from one turn on.

            ## Patch safety
            The value is read once before the loop: right where nothing in the loop changes what it is computed from.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.FunctionDef];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind != Kind.FunctionDef || node.FirstChild.Children.IsEmpty || node.AsFunction is not { } property || !IsProperty(property, context)) return;
        if (node.Parent.Parent is not { Kind: Kind.ClassDef } owner || WorkOf(property, context) is not { } work) return;
        Loop? last = null;
        for (var id = owner.Id; id < owner.SubtreeEnd; id++)
        {
            if ((Kind)context.Tree.RawKinds[id] != Kind.Attribute || context.Tree[id].Data != property.Identifier.Data) continue;
            var read = context.Tree[id];
            if (node.Contains(read) || Usage.IsStored(read) || !context.Module.Classes.IsSelf(read.FirstChild)) continue;
            // One finding a loop: moving the read out serves all of them.
            if (context.LoopAround(read) is not { } loop || last == loop) continue;
            last = loop;
            Judge(read, loop, property, work, context);
        }
    }

    private static void Judge(Node read, Loop loop, FunctionView property, Work work, PythonContext context)
    {
        var trips = context.TripsOf(loop);
        if (trips.IsSmall || Roles.IsOnErrorPath(read) || MayChange(loop.Region, work.Container, context)) return;
        var name = property.Name;
        var draft = context.Report(read, $"`{read.Text}` goes through a whole container each time it is read")
            .LabelHead(loop.Region, "read on every turn")
            .LabelHead(property.Node, "a property that loops")
            .Cost("n*m*py.genexpr.step", "m*py.genexpr.step")
            .Size("n", trips)
            .Size("m", work.Size)
            .AtTier(!trips.IsData ? Tier.C : work.Size.IsData ? Tier.A : Tier.B);
        var statement = loop.Region.EnclosingStatement;
        Patch? patch = null;
        if (statement.EnclosingFunction == read.EnclosingFunction && !context.HasName(name + "_once"))
        {
            patch = new Patch(context.Module);
            for (var id = loop.Region.Id; id < loop.Region.SubtreeEnd; id++)
                if (context.Tree[id] is { Kind: Kind.Attribute } other && other.Data == read.Data && !Usage.IsStored(other) && context.Module.Classes.IsSelf(other.FirstChild)
                    && context.LoopAround(other) is not null)
                    patch.Replace(other, name + "_once");
            patch = patch.InsertBefore(statement, $"{name}_once = {read.Text}");
        }
        draft.FixWithConsent("read it once, before the loop", patch, "nothing in the loop changes what the property is computed from");
    }

    private static bool IsProperty(FunctionView function, PythonContext context)
    {
        foreach (var decorator in function.Decorators)
            if (!context.IsBuiltin(decorator, "property")) return false;
        return true;
    }

    /// <param name="Container">The attribute that the property goes through.</param>
    private readonly record struct Work(Node Container, Size Size);

    /// <summary>The loop over an attribute of the object that the property runs; null for cheap ones, and for those that remember their value.</summary>
    private static Work? WorkOf(FunctionView property, PythonContext context)
    {
        Work? work = null;
        for (var id = property.Body.Id; id < property.Body.SubtreeEnd; id++)
        {
            var node = context.Tree[id];
            switch (node.Kind)
            {
                case Kind.Yield or Kind.YieldFrom: return null;
                case Kind.Attribute when Usage.IsStored(node): return null;
                case Kind.For or Kind.Comprehension when Rooted(node.Child(1), context) is { } container:
                    work ??= new Work(container, context.SizeOf(node.Child(1)));
                    break;
                case Kind.Call when node.AsCall is { OnlyArgument: { Kind: Kind.Attribute } argument } call
                    && (context.IsBuiltin(call.Callee, "sum") || context.IsBuiltin(call.Callee, "max") || context.IsBuiltin(call.Callee, "min") || context.IsBuiltin(call.Callee, "sorted")):
                    if (Rooted(argument, context) is { } whole) work ??= new Work(whole, context.SizeOf(whole));
                    break;
            }
        }
        return work is { Size.IsSmall: false } ? work : null;
    }

    /// <summary>The attribute of the object itself that an iterable is, or goes through by `items`, `values` and the like.</summary>
    private static Node? Rooted(Node iterable, PythonContext context)
    {
        var at = iterable;
        if (at.AsCall is { ArgumentCount: 0, Callee.AsAttribute: { Name: "items" or "values" or "keys" } view }) at = view.Receiver;
        // A constant of the class is short, as a rule.
        if (at.AsAttribute is { Name: var named } && named.AsSpan().IndexOfAnyInRange('a', 'z') < 0) return null;
        return at.AsAttribute is { } attribute && context.Module.Classes.IsSelf(attribute.Receiver) ? at : null;
    }

    /// <summary>Does the loop change the container, or call methods of the object that might?</summary>
    private static bool MayChange(Node region, Node container, PythonContext context)
    {
        for (var id = region.Id; id < region.SubtreeEnd; id++)
        {
            var node = context.Tree[id];
            if (node.Kind != Kind.Attribute) continue;
            if (node.Data == container.Data && (Usage.IsStored(node) || context.UseOf(node) is Use.Grown or Use.Mutated or Use.Passed or Use.Escapes)) return true;
            if (context.Module.Classes.IsSelf(node.FirstChild) && (Usage.IsStored(node) || node.Parent.Kind == Kind.Call && node.Parent.FirstChild == node
                && !(context.Module.Classes.FunctionCalled(node.Parent.AsCall!.Value) is { } method && context.Module.Purity.IsPureFunction(method)))) return true;
        }
        return false;
    }
}
