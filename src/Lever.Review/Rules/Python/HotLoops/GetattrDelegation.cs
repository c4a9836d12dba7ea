using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.HotLoops;

public sealed class GetattrDelegation : PythonRule
{
    public override RuleInfo Info { get; } = new("py-getattr-delegation", Language.Python, LeverClass.Interpreter, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.7,
        Precision = 0.85,
        Checklist = ["PY3"],
        Doc = """
            A class hands on by `__getattr__` what its wrapped object has.

            ## Why it costs
            `__getattr__` is asked when the usual lookup has failed: the class and its bases are searched in vain, before 3.12 an
            AttributeError is made and dropped, and then a Python function runs that starts a second lookup.

            ## Example
            ```python
            class Locked:
                def __init__(self, package):
                    self._package = package

                def __getattr__(self, name):
                    return getattr(self._package, name)

            def names_of(found: list[Locked]):
                return [package.name for package in found]
            ```
            Use instead:
            ```python
            class Locked:
                def __init__(self, package):
                    self._package = package

                @property
                def name(self):
                    return self._package.name

            def names_of(found: list[Locked]):
                return [package.name for package in found]
            ```

            ## Keep it when
            The wrapped object has many attributes and none of them is read often.

            ## Regime
            A read takes 260, 310, 430, 410, 100 and 70 ns on CPython 3.8 to 3.13. A property is 3.4, 3.1, 5.8, 5.8, 1.6 times faster, and no
            faster on 3.13; reading off the wrapped object itself is 5 to 7, 9, 14, 15 to 20, 9 and 6 times
            faster.

            ## Patch safety
            No patch. A property is found before `__getattr__` and before the instance's own attributes, and can be overridden by a subclass.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.FunctionDef];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind != Kind.FunctionDef || !node.Child(1).Bytes.SequenceEqual("__getattr__"u8) || node.Parent.Parent is not { Kind: Kind.ClassDef } owner || context.Module.FileRole is Role.Test) return;
        if (node.AsFunction is not { Decorators.IsEmpty: true } function || WrappedBy(function, context) is not { } wrapped) return;
        context.Report(function.Identifier, $"every attribute of `{wrapped.Text}` is sought in vain first, and then by a Python call")
            .Label(wrapped, "handed on here")
            .Cost("n*py.getattr.forward", "n*py.property")
            .Size("n", Size.Unknown)
            .AtTier(Tier.C)
            .ForProfilesUnless(false)
            .Advise(Advice(context), "the names are known that are read often");
        // What a base has is not handed on.
        foreach (var argument in owner.AsClass!.Value.Arguments)
            if (!context.IsBuiltin(argument, "object")) return;
        ReportReads(function, owner, context);
    }

    private static string Advice(PythonContext context) =>
        context.Supports(3, 13) ? "read what is needed often off the wrapped object itself" : "give the class properties for the names that are read often, or read them off the wrapped object itself";

    private static void ReportReads(FunctionView function, Node owner, PythonContext context)
    {
        Loop? last = null;
        for (var id = 1; id < context.Tree.Count; id++)
        {
            if ((Kind)context.Tree.RawKinds[id] != Kind.Attribute || (Kind)context.Tree.RawKinds[id + 1] != Kind.Name) continue;
            var read = context.Tree[id];
            if (owner.Contains(read) || Usage.IsStored(read) || context.LoopAround(read) is not { } loop || last == loop) continue;
            if (context.TripsOf(loop) is not { IsData: true } trips || !IsInstance(read.FirstChild, owner, context) || IsDefined(owner, read.Data, context)) continue;
            last = loop;
            context.Report(read, $"`{read.Text}` goes through `__getattr__` of `{owner.AsClass!.Value.Name}` on every turn")
                .LabelHead(loop.Region, "on each turn")
                .Label(function.Identifier, "it only hands on")
                .Cost("n*py.getattr.forward", "n*py.property")
                .Size("n", trips)
                .ForProfilesUnless(trips.IsSeen)
                .Advise(Advice(context));
        }
    }

    /// <summary>The attribute of the object in <c>return getattr(self.wrapped, name)</c>, where nothing but guards stands before it.</summary>
    private static Node? WrappedBy(FunctionView function, PythonContext context)
    {
        var parameters = function.Arguments.Children;
        if (parameters.Count != 2) return null;
        foreach (var statement in function.Body.Children)
        {
            if (statement.SubtreeEnd == function.Body.SubtreeEnd) return WrappedIn(statement, parameters[1], context);
            var isGuard = statement.AsIf is { OrElse: null } guard && guard.Body.FirstChild is { Kind: Kind.Raise or Kind.Return };
            if (!isGuard && statement.AsExpressionStatement is not { Kind: Kind.Constant }) return null;
        }
        return null;
    }

    private static Node? WrappedIn(Node last, Node name, PythonContext context)
    {
        if (last.AsTry is { Body: var attempt }) last = attempt.FirstChild;
        if (last.Kind != Kind.Return || last.Optional(0)?.AsCall is not { ArgumentCount: 2 or 3 } call || !context.IsBuiltin(call.Callee, "getattr")) return null;
        if (call.Positional(1) is not { Kind: Kind.Name } asked || asked.Data != name.Data || call.Positional(0) is not { } wrapped) return null;
        // `self.__dict__["wrapped"]` keeps out of its own way.
        var root = wrapped.Kind == Kind.Subscript ? wrapped.FirstChild : wrapped;
        return root.AsAttribute is { } attribute && context.Module.Classes.IsSelf(attribute.Receiver) ? wrapped : null;
    }

    /// <summary>Is a name bound once, to something that the file says to be of the class?</summary>
    private static bool IsInstance(Node name, Node owner, PythonContext context)
    {
        if (context.SymbolAt(name) is not { OnlyDefinition: { } definition }) return false;
        switch (definition.Kind)
        {
            case DefinitionKind.Parameter: return definition.Node.AsParameter?.Annotation is { } annotation && Means(annotation, owner, context);
            case DefinitionKind.Assigned: return definition.Value.AsCall is { } made && Means(made.Callee, owner, context);
            case DefinitionKind.Iterated:
                if (definition.Value.Kind != Kind.Name || context.SymbolAt(definition.Value) is not { OnlyDefinition: { } all }) return false;
                return all.Kind switch
                {
                    DefinitionKind.Parameter => all.Node.AsParameter?.Annotation?.AsSubscript is { } generic && context.Module.Types.OfAnnotation(generic.Node) is { IsMapping: false } && Means(generic.Index, owner, context),
                    DefinitionKind.Assigned => all.Value.AsComprehension is { IsDict: false } filled && filled.Element.AsCall is { } element && Means(element.Callee, owner, context),
                    _ => false,
                };
            default: return false;
        }
    }

    private static bool Means(Node expression, Node owner, PythonContext context)
    {
        if (expression.AsConstant is { String: { } quoted }) return quoted == owner.AsClass!.Value.Name;
        return expression.Kind == Kind.Name && context.SymbolAt(expression) is { OnlyDefinition: { Kind: DefinitionKind.Class } definition } && definition.Value.Id == owner.Id;
    }

    /// <summary>Has the class itself an attribute: by a method, a name of its body, or an assignment to it in a method?</summary>
    private static bool IsDefined(Node owner, int name, PythonContext context)
    {
        for (var id = owner.Id + 1; id < owner.SubtreeEnd; id++)
        {
            var at = context.Tree[id];
            if (at.Kind is Kind.Identifier or Kind.Name && at.Data == name && at.EnclosingFunction is null) return true;
            if (at.Kind == Kind.Identifier && at.Data == name && at.NamedDefinition?.Parent.Parent.Id == owner.Id) return true;
            if (at.Kind == Kind.Attribute && at.Data == name && Usage.IsStored(at) && context.Module.Classes.IsSelf(at.FirstChild)) return true;
        }
        return context.Tree.Names.Text(name).StartsWith("__", StringComparison.Ordinal);
    }
}
