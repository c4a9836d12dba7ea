using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.DataLayout;

public sealed class QueueOnList : PythonRule
{
    public override RuleInfo Info { get; } = new("py-queue-on-list", Language.Python, LeverClass.DataStructure, Technique.MemoryLayout, Tier.A)
    {
        Achievable = 0.95,
        Precision = 0.8,
        Checklist = ["PY1"],
        Doc = """
            A list is used as a queue: elements are taken from or put at its front.

            ## Why it costs
            `pop(0)`, `insert(0, x)` and `del l[0]` move every element that stays, 0.13 ns each: 1.3 µs a call at 10,000 elements,
            13 µs at 100,000. Emptying a queue of n elements moves n²/2 of them; `deque.popleft` takes 20 to 44 ns at any length.

            ## Example
            ```python
            def in_order(requests):
                waiting = list(requests)
                while waiting:
                    request = waiting.pop(0)
                    request.run()
            ```
            Use instead:
            ```python
            from collections import deque


            def in_order(requests):
                waiting = deque(requests)
                while waiting:
                    request = waiting.popleft()
                    request.run()
            ```

            ## Keep it when
            The queue holds a few dozen elements at most, or it is indexed in the middle or sliced, for which a deque is slow or unable.

            ## Regime
            Measured, emptying n elements on CPython 3.8, 3.11, 3.13: n = 50: 1.4, 1.6, 1.0 times faster; n = 500: 2.5, 3.2, 2.0;
            n = 10,000: 11, 17, 11. Slower with five elements from 3.12 on (0.9), and nothing worth a change below some hundred.

            ## Patch safety
            Safe where the list is a local that nothing else sees and that is used only in ways that a deque knows. An attribute may be
            read elsewhere, sliced or written as JSON: someone has to say that it is not.
            """,
    };

    private enum Front { Pop, Insert, Delete }

    public override ReadOnlySpan<Kind> Visits => [Kind.Call, Kind.Delete];

    public override IReadOnlyList<string> CalleeNames => ["pop", "insert"];

    public override void Visit(Node node, PythonContext context)
    {
        if (FrontOperation(node) is not (var operation, { } list)) return;
        var isDeclared = context.IsType(list, TypeKind.List);
        if (list.AsAttribute is { } field)
        {
            if (context.Module.Classes.OwnerOf(field) is null ? !IsWorkedOff(operation, list, node, context) || !IsListByName(field, context) : !isDeclared) return;
        }
        else if (list.Kind != Kind.Name || !isDeclared && !IsUsedAsQueue(operation, list, node, context)) return;
        var size = context.SizeOf(list);
        if (size.IsSmall || Roles.IsOnErrorPath(node)) return;
        var isLocal = list.Kind == Kind.Name;
        var loop = context.LoopAround(node) is { IsComprehension: false } around && !Loops.LeavesAfter(node.EnclosingStatement, around) ? around : (Loop?)null;
        // Taken once in a call, a local list is moved once.
        if (isLocal && (loop is null || context.SymbolAt(list) is not { IsLocal: true } || IsMadeIn(context, list, loop.Value))) return;
        // Moved to the front from the middle, which a deque is slow to reach; put there when the object is made, so once.
        if (operation == Front.Insert && (IsTakenFrom(node.AsCall!.Value.Arguments[1], list) || !isLocal && loop is null && node.EnclosingDef is { } maker && maker.Child(1).Text == "__init__")) return;
        if (operation == Front.Insert && IsPartOfText(node.AsCall!.Value.Arguments[1], context) || loop is { IsWhile: true } stripping && IsLeadStripped(stripping.Node.FirstChild, node, list)) return;
        var uses = UsesOf(context, list);
        var region = isLocal ? loop!.Value.Node : context.Tree.Root;
        var grown = false;
        foreach (var use in uses)
        {
            // A deque cannot be sliced or sorted, and its middle is slow to reach.
            if (use.Parent.AsSubscript is { } subscript && subscript.Value.Id == use.Id && !IsEnd(subscript.Index) && (subscript.Index.Kind == Kind.Slice || region.Contains(use))) return;
            if (use.Parent.AsAttribute is { Name: "sort" } || IsKeptInOrder(use, context)) return;
            grown |= context.UseOf(use) == Use.Grown && region.Contains(use) && !node.Contains(use) && (isLocal || use.EnclosingDef != node.EnclosingDef);
        }
        if (!isLocal && !grown) return;
        // The list that a `for` goes through while it shrinks is another matter.
        if (loop?.Iterable is { } iterable && iterable.Text == list.Text) return;

        var trips = loop is { } repeated ? context.TripsOf(repeated) : Size.Unknown;
        // A few that are put in front of a local list, however long it is.
        if (operation == Front.Insert && isLocal && trips.IsSmall && Loops.DepthOf(node) == 1) return;
        if (operation == Front.Insert && (trips.IsSmall || isLocal && !trips.IsData && !size.IsData)) trips = Size.Unknown;
        var tier = isDeclared && size.IsData && operation != Front.Insert || operation == Front.Insert && trips.IsData ? Tier.A
            : operation != Front.Insert && grown && (!isLocal || loop is { IsWhile: true } worklist && Holds(worklist.Node.FirstChild, list)) ? Tier.B : Tier.C;
        var draft = context.Report(node, operation == Front.Insert
                ? $"`{list.Text}.insert(0, …)` moves every element of the list"
                : $"taking the first element of `{list.Text}` moves all the others")
            .Cost(operation == Front.Insert ? "0.5*n^2*py.list.insert0" : "0.5*n^2*py.list.pop0", "n*py.deque.popleft", "n > 300")
            .Size("n", operation == Front.Insert && trips.IsData ? trips : size)
            .AtTier(tier)
            // A path put together from its end, digits, parents: what is put in front one by one is mostly a handful.
            .ForProfilesUnless(tier != Tier.C || trips.IsData || size.IsData);
        if (loop is { } shown) draft.LabelHead(shown.Node, "this loop repeats it");
        var patch = ToDeque(context, list, uses);
        const string Summary = "make it a `collections.deque` and use its front";
        if (patch is not null && isLocal) draft.FixSafely(Summary, patch);
        else draft.FixWithConsent(Summary, patch, $"nothing elsewhere needs `{list.Text}` to be a list: no slices, no `==` with lists, no JSON");
    }

    /// <summary>
    /// Does a <c>while</c> take the first element from a parameter without an annotation until none is left, and is it used, elsewhere too, as a list and
    /// nothing else is? A dict has no order of its keys that one could add to, and a deque's <c>pop</c> takes no argument.
    /// </summary>
    private static bool IsUsedAsQueue(Front operation, Node list, Node node, PythonContext context)
    {
        if (context.SymbolAt(list) is not { IsParameter: true, IsShared: false } symbol || context.TypeOf(list) is not null) return false;
        if (!IsWorkedOff(operation, list, node, context)) return false;
        var isList = false;
        foreach (var definition in symbol.Definitions)
        {
            isList |= definition.Kind == DefinitionKind.Assigned && (context.IsType(definition.Value, TypeKind.List) || definition.Value.AsBinOp is { Op: BinaryOperator.Add });
            if (definition.Kind == DefinitionKind.Parameter ? definition.Node is { Kind: Kind.VarArg or Kind.KwArg } or { AsParameter.Annotation: not null } : definition.Kind != DefinitionKind.Augmented && !Accumulators.FeedsItself(symbol, definition)) return false;
        }
        foreach (var reference in symbol.References)
        {
            if (reference.Parent.AsAttribute is not { } method) continue;
            if (method.Name is not ("pop" or "append" or "extend" or "insert" or "reverse" or "index" or "count" or "remove" or "sort" or "copy" or "clear")) return false;
            isList |= method.Name is "append" or "extend" or "insert" or "reverse" or "sort";
        }
        return isList;
    }

    private static bool IsTakenFrom(Node value, Node list) =>
        value.AsCall is { ArgumentCount: 1, Callee.AsAttribute: { Name: "pop", Receiver: var receiver } } && receiver.Text == list.Text;

    /// <summary>Does `heapq` or `bisect` work on the list? Both need its elements by position.</summary>
    private static bool IsKeptInOrder(Node use, PythonContext context) =>
        use.Parent.AsCall is { } call && context.Path(call.Callee) is { } function
            && (function.StartsWith("heapq.", StringComparison.Ordinal) || function.StartsWith("bisect.", StringComparison.Ordinal));

    /// <summary>Is it a piece of what a path or a dotted name was split into? Such a text has few.</summary>
    private static bool IsPartOfText(Node value, PythonContext context)
    {
        var whole = value.AsSubscript?.Value ?? value;
        var made = whole.Kind == Kind.Name && context.SymbolAt(whole) is { OnlyDefinition: { Kind: DefinitionKind.Assigned or DefinitionKind.Unpacked } definition } ? definition.Value : whole;
        return made.AsCall is { Callee.AsAttribute.Name: "split" or "rsplit" or "partition" or "rpartition" };
    }

    /// <summary>
    /// Does the test ask whether the first element is a certain one, as in <c>while lines and lines[0] == ""</c>, or what its text is like, as in
    /// <c>while not lines.pop(0).startswith("---")</c>? What leads a list is one or two.
    /// </summary>
    private static bool IsLeadStripped(Node test, Node taking, Node list)
    {
        if (list.Kind != Kind.Name) return false;
        for (var id = test.Id; id < test.SubtreeEnd; id++)
        {
            var first = test.Tree[id];
            if (first != taking && (first.AsSubscript is not { Index.AsConstant.Integer: 0, Value: { Kind: Kind.Name } owner } || owner.Data != list.Data)) continue;
            if (first.Parent.AsCompare is { IsChain: false, Op: CompareOp.Eq } compare && compare.Left == first && first != taking) return true;
            if (first.Parent.AsAttribute is { Name: "strip" or "lstrip" or "rstrip" or "isspace" or "startswith" or "endswith" }) return true;
        }
        return false;
    }

    /// <summary>Does a <c>while</c> that asks for the list take its first element?</summary>
    private static bool IsWorkedOff(Front operation, Node list, Node node, PythonContext context) =>
        operation == Front.Pop && context.LoopAround(node) is { IsWhile: true } loop && Holds(loop.Node.FirstChild, list);

    /// <summary>Is a list, or the same field, named by a loop's test, so that the loop works it off?</summary>
    private static bool Holds(Node test, Node list)
    {
        for (var id = test.Id; id < test.SubtreeEnd; id++)
            if (test.Tree[id].Kind == list.Kind && test.Tree[id].Data == list.Data && (list.Kind == Kind.Name || test.Tree[id].Text == list.Text)) return true;
        return false;
    }

    /// <summary>
    /// Is a field of an object whose class nothing tells a list by its name: one class of the file sets fields of that name, of its own objects and to lists,
    /// and nobody else does?
    /// </summary>
    private static bool IsListByName(AttributeView field, PythonContext context)
    {
        Node? owner = null;
        var kinds = context.Tree.RawKinds;
        for (var id = 0; id < context.Tree.Count; id++)
        {
            if ((Kind)kinds[id] != Kind.Attribute || context.Tree[id].Data != field.NameId || !Usage.IsStored(context.Tree[id])) continue;
            var write = context.Tree[id];
            if (!context.Module.Classes.IsSelf(write.FirstChild) || write.EnclosingClass is not { } setter || owner is { } known && known.Id != setter.Id) return false;
            if (!context.IsType(write, TypeKind.List)) return false;
            owner = setter;
        }
        return owner is not null;
    }

    private static (Front Operation, Node? List) FrontOperation(Node node)
    {
        if (node.Kind == Kind.Delete)
            return node.FirstChild.SubtreeEnd == node.SubtreeEnd && node.FirstChild.AsSubscript is { Index.AsConstant.Integer: 0 } first ? (Front.Delete, first.Value) : default((Front, Node?));
        if (node.AsCall is not { Callee: { Kind: Kind.Attribute } callee } call || callee.AsAttribute is not { } method) return default;
        if (method.Name == "pop" && call.OnlyArgument is { AsConstant.Integer: 0 }) return (Front.Pop, method.Receiver);
        if (method.Name == "insert" && call.ArgumentCount == 2 && call.Positional(0) is { AsConstant.Integer: 0 }) return (Front.Insert, method.Receiver);
        return default;
    }

    /// <summary>Is the list made on each turn of the loop?</summary>
    private static bool IsMadeIn(PythonContext context, Node list, Loop loop)
    {
        var symbol = context.SymbolAt(list)!.Value;
        foreach (var definition in symbol.Definitions)
            if (loop.Node.Contains(definition.Node) && definition.Kind != DefinitionKind.Augmented && !Accumulators.FeedsItself(symbol, definition)) return true;
        return false;
    }

    private static bool IsEnd(Node index) => index is { AsConstant.Integer: not null } || index.AsUnary is { Op: UnaryOperator.USub, Operand.AsConstant.Integer: 1 };

    /// <summary>Every read of the local name, or every use of the attribute through self in the class.</summary>
    private static List<Node> UsesOf(PythonContext context, Node list)
    {
        var uses = new List<Node>();
        if (list.Kind == Kind.Name)
        {
            foreach (var reference in context.SymbolAt(list)!.Value.References) uses.Add(reference);
            return uses;
        }
        // Of another object's field every use in the file counts, whatever the object is called there.
        if ((context.Module.Classes.IsSelf(list.FirstChild) ? list.EnclosingClass : context.Tree.Root) is not { } owner) return uses;
        for (var id = owner.Id; id < owner.SubtreeEnd; id++)
            if ((Kind)context.Tree.RawKinds[id] == Kind.Attribute && context.Tree[id].Data == list.Data && !Usage.IsStored(context.Tree[id])) uses.Add(context.Tree[id]);
        return uses;
    }

    private static Patch? ToDeque(PythonContext context, Node list, List<Node> uses)
    {
        Node target;
        if (list.Kind == Kind.Name)
        {
            if (context.SymbolAt(list)!.Value is not { IsCaptured: false, OnlyDefinition: { Kind: DefinitionKind.Assigned } only }) return null;
            target = only.Node;
        }
        else if (context.Module.Classes.WritesOf(list.AsAttribute!.Value) is [var write]) target = write;
        else return null;
        var patch = new Patch(context.Module);
        if (target.Parent.AsAssign is { OnlyTarget: not null, Value: var value }) patch.Replace(value, OfElements(value));
        else if (target.Parent.AsAnnAssign is { Value: { } annotated } declaration)
        {
            var type = declaration.Annotation.AsSubscript?.Value ?? declaration.Annotation;
            if (target.EnclosingFunction is null || type is not { Kind: Kind.Name } || type.AsName!.Value.Id is not ("list" or "List")) return null;
            patch.Replace(type, "deque").Replace(annotated, OfElements(annotated));
        }
        else return null;
        foreach (var use in uses)
            if (!Adapt(context, use, uses, patch)) return null;
        return patch.Import("collections", "deque");
    }

    private static string OfElements(Node value)
    {
        if (value.Kind == Kind.List && !value.HasChildren) return "deque()";
        if (value.AsCall is { Callee.AsName.Id: "list" } call) return call.OnlyArgument is { } elements ? $"deque({elements.Text})" : "deque()";
        return $"deque({value.Text})";
    }

    /// <summary>Rewrites one use of the list for a deque; false where a deque cannot do it.</summary>
    private static bool Adapt(PythonContext context, Node use, List<Node> uses, Patch patch)
    {
        var parent = use.Parent;
        if (parent.AsAttribute is { } method && parent.Parent.AsCall is { } call && call.Callee.Id == parent.Id)
        {
            switch (FrontOperation(call.Node).List is null ? method.Name : "front")
            {
                case "front":
                    patch.Replace(call.Node, call.OnlyArgument is not null ? $"{use.Text}.popleft()" : $"{use.Text}.appendleft({call.Positional(1)?.Text})");
                    return call.OnlyArgument is not null || call.Positional(1) is not null;
                case "append" or "extend" or "clear" or "reverse" or "remove" or "count": return true;
                case "pop": return call.ArgumentCount == 0;
                default: return false;
            }
        }
        if (parent.Kind == Kind.Subscript)
        {
            if (parent.FirstChild.Id != use.Id) return false;
            if (parent.Parent.Kind != Kind.Delete) return IsEnd(parent.Child(1)) && !Usage.IsStored(parent);
            if (FrontOperation(parent.Parent).List is null) return false;
            patch.Replace(parent.Parent, $"{use.Text}.popleft()");
            return true;
        }
        switch (context.UseOf(use))
        {
            case Use.Searched: return true;
            case Use.Iterated:
                // A deque that changes under its iteration raises, where a list goes on.
                return parent.Kind != Kind.Starred && !uses.Exists(other => other != use && parent.Kind is Kind.For or Kind.AsyncFor && parent.Contains(other));
            case Use.Read: return Usage.IsTested(use) || parent.Kind is Kind.If or Kind.While or Kind.BoolOp or Kind.UnaryOp || parent.AsCall is { } read && context.IsBuiltin(read.Callee, "len");
            default: return false;
        }
    }
}
