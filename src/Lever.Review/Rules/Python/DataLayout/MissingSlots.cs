using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.DataLayout;

public sealed class MissingSlots : PythonRule
{
    public override RuleInfo Info { get; } = new("py-missing-slots", Language.Python, LeverClass.DataStructure, Technique.MemoryLayout, Tier.B)
    {
        Achievable = 0.4,
        Precision = 0.7,
        Checklist = ["PY3"],
        Doc = """
            A class of which many instances are made keeps its attributes in a dict for each instance.

            ## Why it costs
            Without `__slots__` each instance has a dict beside it: three attributes take 152 bytes up to CPython 3.10 and 96 from 3.11 on,
            with slots 56. A million instances differ by 40 to 96 MB, and by what the garbage collector has to walk through.

            ## Example
            ```python
            class Point:
                def __init__(self, x, y):
                    self.x = x
                    self.y = y


            def points(rows):
                return [Point(row[0], row[1]) for row in rows]
            ```
            Use instead:
            ```python
            class Point:
                __slots__ = ("x", "y")

                def __init__(self, x, y):
                    self.x = x
                    self.y = y


            def points(rows):
                return [Point(row[0], row[1]) for row in rows]
            ```

            ## Keep it when
            Instances get other attributes from outside, are weakly referenced, mocked or pickled by an older version, or few exist at a time.

            ## Regime
            Memory alone: 161 against 65 bytes an instance on CPython 3.8, 105 against 65 on 3.11 and 3.13 (three attributes, the list's
            reference included). Making 1,000 instances: 1.4 times faster on 3.8, 1.1 on 3.11, 0.7 on 3.13, so it loses there. Reads are 1.1 times
            as fast up to 3.10 and cost the same later.

            ## Patch safety
            Someone has to agree: instances take no attributes but these, cannot be weakly referenced, and have no `__dict__`.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.ClassDef];

    public override void Visit(Node node, PythonContext context)
    {
        // A test's own classes have few instances, for as long as it runs.
        if (context.Module.FileRole is Role.Test || node.AsClass is not { } view || !view.Decorators.IsEmpty) return;
        // With a base, the dict may be the base's, and slots would save nothing.
        if (!view.Arguments.IsEmpty && !(view.Arguments.Count == 1 && context.IsBuiltin(view.Arguments[0], "object"))) return;
        if (InitOf(view) is not { } init) return;
        var names = AttributesOf(context, view, init);
        if (names is null || context.SymbolAt(view.Identifier) is not { OnlyDefinition: not null } symbol) return;

        Node? madeAt = null;
        var isReplaced = false;
        Size? count = null;
        foreach (var reference in symbol.References)
        {
            // A subclass without slots of its own has a dict all the same.
            if (reference.Parent.Kind == Kind.ClassArguments) return;
            if (reference.Parent.AsCall is not { } call || call.Callee.Id != reference.Id) continue;
            // `self.current = Token(…)` lets go of the one before.
            isReplaced |= call.Node.Parent.AsAssign is { OnlyTarget.Kind: Kind.Attribute };
            if (IsOneAtATime(context, call) || TripsAround(context, reference) is not { IsSmall: false } trips || (count is { } known && known.Origin >= trips.Origin)) continue;
            (madeAt, count) = (reference, trips);
        }
        // Nobody here makes them in a loop: a record of plain values may still be made by the thousand elsewhere.
        if (madeAt is null && (symbol.ScopeKind != ScopeKind.Module || !IsRecord(view, init, names.Count, context) || isReplaced || IsMadeByHand(view))) return;

        var isKept = madeAt is { } kept && IsKept(kept.Parent, context);
        // What a loop of unknown length makes and does not keep is one at a time, for all that is known.
        if (madeAt is not null && count is not { IsData: true } && !isKept && !IsRecord(view, init, names.Count, context)) return;
        // Beside containers of its own, the dict of one or two attributes is the smaller part of an instance.
        if (names.Count <= 2 && OwnsContainer(init)) return;
        var draft = context.Report(view.Identifier, $"each `{view.Name}` carries a dict for its {names.Count} attribute{(names.Count == 1 ? "" : "s")}")
            .Cost("n*py.mem.object.dict", "n*py.mem.object.slots")
            .Size("n", count ?? Size.Unknown)
            .AtTier(count is { IsSeen: true } && isKept ? Tier.B : Tier.C)
            .ForProfilesUnless(madeAt is null || isKept && IsMany(count, madeAt) && !OwnsContainer(init) || IsRecord(view, init, names.Count, context));
        if (madeAt is { } made) draft.Label(made, "made here on each turn");
        var slots = "__slots__ = (" + string.Join(", ", names.Select(name => $"\"{name}\"")) + (names.Count == 1 ? ",)" : ")");
        var first = view.Body.FirstChild;
        var patch = new Patch(context.Module);
        var placed = first.AsExpressionStatement is { AsConstant.IsString: true } ? patch.InsertLinesAfter(first, slots) : patch.InsertBefore(first, slots);
        draft.FixWithConsent("declare the attributes in `__slots__`", placed, "instances get no other attributes, are not weakly referenced, and nobody reads their `__dict__`");
    }

    /// <summary>Who names one of these reads or sets attributes by other ways than slots allow.</summary>
    private static readonly NameIndex DictFunctions = new(["vars", "setattr", "weakref"]);

    private static readonly NameIndex DictAttributes = new(["__dict__", "__weakref__"]);

    private static FunctionView? InitOf(ClassView view)
    {
        var name = view.Node.Tree.Names.Find("__init__"u8);
        foreach (var statement in view.Body.Children)
            if (statement.AsFunction is { IsAsync: false } init && init.Identifier.Data == name && init.Decorators.IsEmpty && !init.Arguments.Children.IsEmpty) return init;
        return null;
    }

    /// <summary>The attributes that `__init__` sets; null where the class does something that slots would forbid.</summary>
    private static List<string>? AttributesOf(PythonContext context, ClassView view, FunctionView init)
    {
        var names = new List<string>();
        foreach (var statement in view.Body.Children)
        {
            // Class-level values of the same names collide with slots; other statements are not understood.
            if (statement.AsFunction is { } method)
            {
                if (method.Name is "__getattr__" or "__setattr__" or "__getattribute__" or "__getstate__" or "__setstate__" or "__reduce__" or "__reduce_ex__" or "__copy__" or "__deepcopy__" or "__del__") return null;
                foreach (var decorator in method.Decorators)
                    if ((decorator.AsName?.Id ?? decorator.AsAttribute?.Name) is not ("property" or "staticmethod" or "classmethod" or "setter")) return null;
            }
            else if (statement.Kind != Kind.Pass && statement.AsExpressionStatement is not { Kind: Kind.Constant }) return null;
        }
        var self = init.Arguments.FirstChild.Data;
        for (var id = init.Body.Id; id < init.Body.SubtreeEnd; id++)
        {
            var node = context.Tree[id];
            if (node.IsFunction || node.Kind == Kind.Lambda) id = node.SubtreeEnd - 1;
            else if (IsSet(node, self) && !names.Contains(node.AsAttribute!.Value.Name)) names.Add(node.AsAttribute!.Value.Name);
        }
        // A slot of a name that every class has, such as `__doc__`, is refused.
        if (names.Count == 0 || names.Exists(name => name.StartsWith("__", StringComparison.Ordinal) && name.EndsWith("__", StringComparison.Ordinal))) return null;
        for (var id = view.Body.Id; id < view.Body.SubtreeEnd; id++)
        {
            var node = context.Tree[id];
            switch (node.Kind)
            {
                case Kind.Attribute when DictAttributes.Contains(context.Tree.Names, node.Data): return null;
                case Kind.Name when DictFunctions.Contains(context.Tree.Names, node.Data): return null;
                case Kind.Attribute when node.FirstChild.Kind == Kind.Name && context.Module.Classes.IsSelf(node.FirstChild) && Usage.IsStored(node) && !names.Contains(node.AsAttribute!.Value.Name): return null;
            }
        }
        foreach (var statement in view.Body.Children)
            if (statement.AsFunction is { } method && names.Contains(method.Name)) return null;
        return names;
    }

    private static bool IsSet(Node node, int self) =>
        node.Kind == Kind.Attribute && node.FirstChild.Kind == Kind.Name && node.FirstChild.Data == self && Usage.IsStored(node) && node.Parent.Kind != Kind.Delete;

    /// <summary>Does the class show its users how to make one? What is typed in is few.</summary>
    private static bool IsMadeByHand(ClassView view) =>
        view.Body.FirstChild.AsExpressionStatement is { AsConstant.IsString: true } doc && doc.Bytes.IndexOf(">>> "u8) >= 0;

    /// <summary>Names of things of which a program has one, or one at a time, however many attributes they have.</summary>
    private static readonly string[] Singles =
    [
        "Adapter", "Analyzer", "Builder", "Checker", "Collector", "Controller", "Converter", "Dispatcher", "Emitter", "Executor", "Finder",
        "Formatter", "Generator", "Handler", "Helper", "Loader", "Mailer", "Manager", "Mapper", "Monitor", "Parser", "Printer", "Processor",
        "Provider", "Reader", "Renderer", "Resolver", "Router", "Runner", "Scanner", "Server", "Tracker", "Transformer", "Updater",
        "Validator", "Visitor", "Worker", "Wrapper", "Writer", "Context", "Options", "Settings", "Config", "Configuration", "Agent", "Client", "Session", "Scope", "Registry",
        "Cache", "Pool", "Environment", "Application", "App", "Engine", "Service", "Factory", "Middleware", "Extension", "Error", "Plugin", "Store",
        "Interface", "Paths", "Properties",
    ];

    /// <summary>Made by a loop over data, or by a loop in a loop.</summary>
    private static bool IsMany(Size? count, Node? made) => count is { IsData: true } || made is { } place && Loops.DepthOf(place) > 1;

    /// <summary>Does each instance get a container of its own, beside which its dict is the smaller part?</summary>
    private static bool OwnsContainer(FunctionView init)
    {
        for (var id = init.Body.Id; id < init.Body.SubtreeEnd; id++)
            if ((Kind)init.Node.Tree.RawKinds[id] is Kind.Assign or Kind.AnnAssign && init.Node.Tree[id] is var statement
                && (statement.AsAssign?.Value ?? statement.AsAnnAssign?.Value) is var value
                && (value is { Kind: Kind.List or Kind.Dict or Kind.Set or Kind.ListComp or Kind.DictComp or Kind.SetComp } || value?.AsCall is { Callee.AsName.Id: "set" or "list" or "dict" or "defaultdict" or "deque" })) return true;
        return false;
    }

    /// <summary>Plain values under names, and next to nothing that works on them: others may make such a record by the thousand.</summary>
    private static bool IsRecord(ClassView view, FunctionView init, int attributes, PythonContext context)
    {
        if (attributes < 3 || !CopiesItsArguments(init)) return false;
        foreach (var single in Singles)
            if (view.Name.EndsWith(single, StringComparison.Ordinal)) return false;
        var methods = 0;
        foreach (var statement in view.Body.Children)
            if (statement.AsFunction is { } method && method.Decorators.IsEmpty && (method.Name is "__enter__" or "__call__" or "__get__" || !method.Name.StartsWith("__", StringComparison.Ordinal) && ++methods > 2)) return false;
        var plain = 0;
        foreach (var parameter in init.Arguments.Children)
            if (parameter.AsParameter is { Annotation: { } annotation } && context.Module.Types.OfAnnotation(annotation) is { IsPlainHashable: true }) plain++;
        return plain * 4 >= attributes * 3;
    }

    /// <summary>Is `__init__` nothing but `self.x = x`, so that the class is a record?</summary>
    private static bool CopiesItsArguments(FunctionView init)
    {
        foreach (var statement in init.Body.Children)
        {
            if (statement.AsExpressionStatement is { Kind: Kind.Constant }) continue;
            var (target, value) = statement.AsAssign is { OnlyTarget: { } only } assign ? (only, assign.Value)
                : statement.AsAnnAssign is { Value: { } given } annotated ? (annotated.Target, given) : (statement, statement);
            if (target.Kind != Kind.Attribute || value.Kind != Kind.Name) return false;
        }
        return true;
    }

    /// <summary>The turns of the longest loop that makes instances at a place: around it, or around a call of the function it stands in.</summary>
    private static Size? TripsAround(PythonContext context, Node place)
    {
        Size? longest = null;
        for (var loop = context.LoopAround(place); loop is { } found; loop = Loops.Around(found))
            if (!Loops.LeavesAfter(place.EnclosingStatement, found) && context.TripsOf(found) is var trips && (longest is null || trips.Origin > longest.Value.Origin)) longest = trips;
        if (longest is not null || place.EnclosingDef is not { } function || context.SymbolAt(function.Child(1)) is not { } symbol) return longest;
        foreach (var reference in symbol.References)
        {
            if (reference.Parent.AsCall is not { } call || call.Callee.Id != reference.Id || context.LoopAround(reference) is not { } around) continue;
            if (context.TripsOf(around) is var trips && (longest is null || trips.Origin > longest.Value.Origin)) longest = trips;
        }
        return longest;
    }

    /// <summary>Is the instance dropped or replaced before the next one is made: used on the spot, by a local name alone, or as the attribute of one object?</summary>
    private static bool IsOneAtATime(PythonContext context, CallView call)
    {
        var use = call.Node.Parent;
        if (use.Kind is Kind.Attribute or Kind.WithItem or Kind.Expr) return true;
        if (use.AsAssign is not { OnlyTarget: { } target }) return false;
        if (target.AsAttribute is { Receiver: { Kind: Kind.Name } holder })
            return context.LoopAround(use) is not { } loop || context.SymbolAt(holder) is { } held && !held.IsDefinedIn(loop.Region);
        if (target.Kind != Kind.Name || context.SymbolAt(target) is not { IsLocal: true, IsCaptured: false } local) return false;
        foreach (var reference in local.References)
            if (reference.Parent.Kind != Kind.Attribute) return false;
        return true;
    }

    /// <summary>Does a container get the instance, itself or by a local name, so that many live at once?</summary>
    private static bool IsKept(Node made, PythonContext context)
    {
        if (IsPutAway(made)) return true;
        if (made.Parent.AsAssign is not { OnlyTarget: { Kind: Kind.Name } target } || context.SymbolAt(target) is not { IsLocal: true } local) return false;
        foreach (var reference in local.References)
            if (IsPutAway(reference) || context.UseOf(reference) == Use.Escapes) return true;
        return false;
    }

    private static bool IsPutAway(Node value) => value.Parent.Kind is Kind.ListComp or Kind.SetComp or Kind.DictComp or Kind.Yield
        || value.Parent.AsCall is { Callee.AsAttribute.Name: "append" or "add" or "appendleft" or "insert" or "setdefault" }
        || value.Parent.AsAssign is { OnlyTarget.Kind: Kind.Subscript };
}
