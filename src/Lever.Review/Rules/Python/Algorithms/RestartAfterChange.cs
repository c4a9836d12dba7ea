using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class RestartAfterChange : PythonRule
{
    public override RuleInfo Info { get; } = new("py-restart-after-change", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.B)
    {
        Achievable = 0.9,
        Precision = 0.8,
        Effort = Effort.Medium,
        Checklist = ["PY1"],
        Doc = """
            After each change the search for the next one begins at the front again.

            ## Why it costs
            What was looked at before the change is looked at again after it: m changes among n elements take up to m times n looks, where
            one pass takes n.

            ## Example
            ```python
            def close_one(tags: list):
                for tag in tags:
                    if tag.is_open:
                        tag.close()
                        return True
                return False

            def close_all(tags: list):
                while close_one(tags):
                    pass
            ```
            Use instead:
            ```python
            def close_all(tags: list):
                for tag in tags:
                    if tag.is_open:
                        tag.close()
            ```

            ## Keep it when
            A change may make an earlier element due again, or there are hardly ever two changes.

            ## Regime
            Where every fourth of n elements is changed, on CPython 3.8, 3.11 and 3.13: 1.3 times faster at 4 elements, 2.0 to 2.4 times at 40,
            11, 7.9 and 9.3 times at 400, making the elements included. With a single change two scans become one.

            ## Patch safety
            No patch: someone has to say that a change leaves what stands before it alone, and how the pass goes on where the change moves
            what stands after it.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.While];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsWhile is not { OrElse: null } repeated || context.Module.FileRole is Role.Test) return;
        if (CallRepeated(repeated, context) is { } call) CheckCall(node, call, context);
        else if (ScanRestarted(repeated) is { } scan) CheckScan(node, scan, context);
    }

    private static void CheckCall(Node node, CallView call, PythonContext context)
    {
        if (context.Module.Classes.FunctionCalled(call) is not { IsAsync: false } step || step.Node.Contains(node) || ChangeIn(step, context) is not { } change || Waits(step.Body, context)) return;
        Report(node, change, step.Name, context)?.Label(step.Identifier, "which returns after each change");
    }

    private static void CheckScan(Node node, Node scan, PythonContext context)
    {
        if (RootOf(scan.Child(1)) is not { } root || context.SymbolAt(root) is not { } scanned) return;
        var restarts = false;
        for (var id = scan.Id; id < scan.SubtreeEnd && !restarts; id++)
        {
            if ((Kind)context.Tree.RawKinds[id] != Kind.Break || Loops.Around(context.Tree[id])?.Node.Id != scan.Id) continue;
            // What is gone through must be what is changed: trying one rule after the other on a text is another matter.
            restarts = IsConditional(context.Tree[id], scan) && Changes(BlockBefore(context.Tree[id]), root, default, context);
        }
        if (!restarts || Waits(node, context)) return;
        foreach (var definition in scanned.Definitions)
            if (node.Contains(definition.Node)) return;
        Report(node, scan, null, context);
    }

    private static FindingDraft? Report(Node node, Node scan, string? step, PythonContext context)
    {
        var size = context.SizeOf(scan.Child(1));
        if (size.IsSmall || Roles.IsOnErrorPath(node)) return null;
        var scanned = scan.Child(1).Text;
        return context.Report(node.FirstChild, step is null ? $"after each change `{scanned}` is gone through from the front again" : $"`{step}` goes through `{scanned}` from the front again after each change")
            .LabelHead(scan, "begins anew for each change")
            .Cost("0.5*m*n*py.genexpr.step", "n*py.genexpr.step")
            .Size("m", Size.Unknown)
            .Size("n", size)
            // A function that stops at its first change is there to be called again and again.
            .AtTier(size.IsData || step is not null ? Tier.B : Tier.C)
            .ForProfilesUnless(size.IsData || step is not null)
            .Advise("make all changes in one pass, or go on from where the last one was made", "a change makes nothing due that stands before it");
    }

    /// <summary>The call in <c>while step(x): pass</c>, <c>while changed: changed = step(x)</c> and <c>while True: if not step(x): break</c>.</summary>
    private static CallView? CallRepeated(ConditionalView repeated, PythonContext context)
    {
        if (repeated.Test.AsCall is { } tested) return IsIdle(repeated.Body) ? tested : null;
        if (OnlyBesidesCounting(repeated.Body) is not { } only) return null;
        if (repeated.Test.Kind == Kind.Name)
            return only.AsAssign is { OnlyTarget: { Kind: Kind.Name } target } assign && target.Data == repeated.Test.Data ? assign.Value.AsCall : null;
        if (!IsTrue(repeated.Test) || only.AsIf is not { } ends) return null;
        if (ends.Test.AsUnary is { Op: UnaryOperator.Not } negated) return ends.OrElse is null && Leaves(ends.Body) ? negated.Operand.AsCall : null;
        return ends.OrElse is { } otherwise && Leaves(otherwise) && IsIdle(ends.Body) ? ends.Test.AsCall : null;
    }

    private static bool IsTrue(Node test) => test.AsConstant is { } constant && (constant.Type == ConstantKind.True || constant.Integer == 1);

    private static bool Leaves(Node block) => block.LastChild.Kind is Kind.Break or Kind.Return;

    private static bool IsIdle(Node block)
    {
        foreach (var statement in block.Children)
            if (statement.Kind is not (Kind.Pass or Kind.Continue or Kind.AugAssign) && statement.AsExpressionStatement is not { Kind: Kind.Constant }) return false;
        return true;
    }

    private static Node? OnlyBesidesCounting(Node block)
    {
        Node? only = null;
        foreach (var statement in block.Children)
        {
            if (statement.Kind == Kind.AugAssign) continue;
            if (only is not null) return null;
            only = statement;
        }
        return only;
    }

    /// <summary>The loop in <c>while True: for x in xs: … break … else: break</c> and in <c>while changed: changed = False; for x in xs: … changed = True; break</c>.</summary>
    private static Node? ScanRestarted(ConditionalView repeated)
    {
        if (IsTrue(repeated.Test)) return OnlyBesidesCounting(repeated.Body)?.AsFor is { IsAsync: false, OrElse: { } otherwise } scan && Leaves(otherwise) ? scan.Node : null;
        if (repeated.Test.Kind != Kind.Name || repeated.Body.FirstChild.AsAssign is not { OnlyTarget: { Kind: Kind.Name } flag, Value.AsConstant.Type: ConstantKind.False } reset) return null;
        if (flag.Data != repeated.Test.Data) return null;
        var second = new Node(flag.Tree, reset.Node.SubtreeEnd);
        return second.SubtreeEnd == repeated.Body.SubtreeEnd && second.Kind == Kind.For ? second : null;
    }

    /// <summary>The loop of a function that returns something true after it changed what it goes through, and nothing or False at its end.</summary>
    private static Node? ChangeIn(FunctionView step, PythonContext context)
    {
        Node? scan = null;
        for (var id = step.Body.Id; id < step.Body.SubtreeEnd; id++)
        {
            var node = context.Tree[id];
            switch (node.Kind)
            {
                case Kind.Yield or Kind.YieldFrom or Kind.Await: return null;
                case Kind.FunctionDef or Kind.Lambda or Kind.ClassDef: id = node.SubtreeEnd - 1; break;
                case Kind.Return when node.Optional(0) is not { } value || value.AsConstant?.Type is ConstantKind.None or ConstantKind.False: break;
                case Kind.Return:
                    if (!IsTrue(node.FirstChild) || OutermostLoop(node, step) is not { Kind: Kind.For } around || !IsConditional(node, around)) return null;
                    if (RootOf(around.Child(1)) is not { } root || context.SymbolAt(root) is not { } scanned || !scanned.IsParameter) return null;
                    // The walk through `self.rules` is no walk through what is changed.
                    if (Changes(BlockBefore(node), root, around.FirstChild, context)) scan = around;
                    break;
            }
        }
        return scan;
    }

    private static Node? OutermostLoop(Node node, FunctionView step)
    {
        Node? outermost = null;
        for (var at = node.Parent; at.Id != step.Node.Id; at = at.Parent)
            if (at.Kind is Kind.For or Kind.While or Kind.AsyncFor) outermost = at;
        return outermost;
    }

    /// <summary>Does not every turn come to a way out: is it under a condition, or behind one that goes on?</summary>
    private static bool IsConditional(Node way, Node loop)
    {
        for (var at = way.Parent; at.Id != loop.Id; at = at.Parent)
            if (at.Kind == Kind.If) return true;
        for (var id = loop.Id; id < way.Id; id++)
            if ((Kind)loop.Tree.RawKinds[id] == Kind.Continue) return true;
        return false;
    }

    /// <summary>The statements from the nearest condition on to a way out.</summary>
    private static ReadOnlySpan<Node> BlockBefore(Node way)
    {
        var block = way.Parent;
        // `if change(x): return True` changes in its condition.
        return block.Parent.Kind == Kind.If ? new Node[] { block.Parent.FirstChild, block } : new Node[] { block };
    }

    /// <summary>Do statements change what is gone through, or its element, by a call for its effect, a store or a deletion?</summary>
    /// <param name="root">The name that what is gone through begins with; of an object only the attribute counts that is gone through.</param>
    /// <param name="target">The loop's variables; default where only a change of the whole counts.</param>
    private static bool Changes(ReadOnlySpan<Node> parts, Node root, Node target, PythonContext context)
    {
        var scanned = context.SymbolAt(root);
        var attribute = context.Module.Classes.IsSelf(root) ? root.Parent.Data : -1;
        var changes = false;
        foreach (var part in parts)
        {
            for (var id = part.Id; id < part.SubtreeEnd; id++)
            {
                if ((Kind)context.Tree.RawKinds[id] != Kind.Name) continue;
                var name = context.Tree[id];
                var isWhole = context.SymbolAt(name) == scanned && (attribute < 0 || name.Parent.Kind == Kind.Attribute && name.Parent.Data == attribute);
                if (!isWhole && (target.Tree is null || !IsAmong(name, target))) continue;
                // What is taken from the front is not looked at again.
                if (isWhole && TakesFront(name)) return false;
                changes |= IsChanged(name, part, isWhole, context);
            }
        }
        return changes;
    }

    private static bool IsAmong(Node name, Node target)
    {
        for (var id = target.Id; id < target.SubtreeEnd; id++)
            if ((Kind)target.Tree.RawKinds[id] == Kind.Name && target.Tree[id].Data == name.Data) return true;
        return false;
    }

    private static bool TakesFront(Node name)
    {
        if (name.Parent.AsAttribute is { Name: "popleft" or "consume" or "read" or "next" or "advance" or "skip" }) return true;
        if (name.Parent.AsAttribute is { Name: "pop" } && name.Parent.Parent.AsCall is { OnlyArgument.AsConstant.Integer: 0 }) return true;
        return name.Parent.AsSubscript is { Index: { } index } && name.Parent.Parent.Kind == Kind.Delete && (index.AsConstant is { Integer: 0 } || index.AsSlice is { Lower: null });
    }

    private static bool IsChanged(Node name, Node part, bool isWhole, PythonContext context)
    {
        var at = name;
        while (at.Parent.Kind is Kind.Attribute or Kind.Subscript && at.Parent.FirstChild.Id == at.Id)
        {
            at = at.Parent;
            if (Usage.IsStored(at)) return true;
        }
        // A piece that is handed on is a copy.
        if (at.AsSubscript is { Index.Kind: Kind.Slice }) return false;
        if (at.Parent.Kind == Kind.Keyword) at = at.Parent;
        if (at.Parent.Kind != Kind.Call) return false;
        var call = at.Parent;
        var isReceiver = call.FirstChild.Id == at.Id;
        // A condition that is given the element may be what changes it; one that is asked of it is a mere question.
        if (!part.IsStatement && part.Kind != Kind.Block) return !isReceiver && part.Id == call.Id && context.Known(call.FirstChild) is null;
        // What is read off the element and handed on is not the element.
        if (call.Parent.Kind != Kind.Expr || !isWhole && name.Parent.Kind == Kind.Attribute && !isReceiver) return false;
        // `rule.apply(tree)`: the element does something to something else.
        return isWhole || !isReceiver || !TakesParameter(call.AsCall!.Value, context);
    }

    private static bool TakesParameter(CallView call, PythonContext context)
    {
        foreach (var argument in call.Arguments)
            if (argument.Kind == Kind.Name && context.SymbolAt(argument) is { IsParameter: true }) return true;
        return false;
    }

    /// <summary>The name that an iterable begins with: `tree` in <c>tree.leaves()</c> and <c>enumerate(tree)</c>.</summary>
    private static Node? RootOf(Node iterable)
    {
        while (true)
        {
            switch (iterable.Kind)
            {
                case Kind.Name: return iterable;
                case Kind.Attribute or Kind.Subscript or Kind.BinOp: iterable = iterable.FirstChild; break;
                case Kind.Call when iterable.FirstChild.Kind == Kind.Attribute: iterable = iterable.FirstChild.FirstChild; break;
                case Kind.Call when iterable.AsCall is { ArgumentCount: > 0 } call && call.Arguments[0].IsExpression: iterable = call.Arguments[0]; break;
                default: return null;
            }
        }
    }

    /// <summary>A loop that waits for something is paced by that.</summary>
    private static bool Waits(Node region, PythonContext context)
    {
        for (var id = region.Id; id < region.SubtreeEnd; id++)
        {
            var kind = (Kind)context.Tree.RawKinds[id];
            if (kind is Kind.Await or Kind.Yield || kind == Kind.Call && context.Known(context.Tree[id].FirstChild) is { Blocking: not Blocking.No }) return true;
        }
        return false;
    }
}
