using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class RecursiveGenerator : PythonRule
{
    public override RuleInfo Info { get; } = new("py-recursive-generator", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.C)
    {
        Achievable = 0.8,
        Precision = 0.85,
        Checklist = ["PY1"],
        Doc = """
            A generator goes along a chain by handing on what the next link's generator gives.

            ## Why it costs
            Each element passes through the generators of all links before its own: a chain of n links takes n²/2 steps, and as many frames
            at a time as Python allows, which ends at a thousand.

            ## Example
            ```python
            class Scope:
                def __init__(self, name, parent):
                    self.name = name
                    self.parent = parent

                def ancestors(self):
                    yield self
                    if self.parent is not None:
                        yield from self.parent.ancestors()
            ```
            Use instead:
            ```python
            class Scope:
                def __init__(self, name, parent):
                    self.name = name
                    self.parent = parent

                def ancestors(self):
                    scope = self
                    while scope is not None:
                        yield scope
                        scope = scope.parent
            ```

            ## Keep it when
            Chains have a handful of links; or a subclass gives another answer for its own part of the chain. Trees are another matter: each
            element passes through as many generators as it is deep, which a stack of one's own beats by little or not at all.

            ## Regime
            A chain of n links on CPython 3.8, 3.11 and 3.13: 1.5 times faster at three links, 5.0, 6.5 and 3.9 times at 20, 43, 73 and 23 times at 200.
            Not told of trees: a stack in place of the recursion over a binary tree takes 0.8, 0.9 and 0.7 of the speed at height 3, 1.1, 1.4 and 0.8
            at height 7, 1.5, 1.9 and 1.0 at height 11.

            ## Patch safety
            No patch: what stands behind the recursive call must come in the same order.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.YieldFrom, Kind.For];

    public override void Visit(Node node, PythonContext context)
    {
        if (HandedOn(node) is not { } call || node.EnclosingFunction is not { Kind: Kind.FunctionDef } owner || owner.AsFunction is not { } function || CallNames.Of(call) is not { } name) return;
        if (name != function.Name || context.Module.FileRole is Role.Test || Roles.IsOnErrorPath(node)) return;
        // Below a loop it is a tree.
        if (Loops.Around(node) is not null || Link(call, owner, context) is not { } link || !IsOnlyRecursion(node, owner, name)) return;
        context.Report(call.Node, $"each element of the chain passes through one generator of `{name}` for each link before it")
            .Label(link, "one link further")
            .Cost("0.5*n^2*py.yield.through", "n*py.yield")
            .Size("n", Size.Unknown with { Low = 3, Typical = 20, High = 900, Source = "prior for a chain's length" })
            .ForProfilesUnless(false)
            .Advise("go along the chain in a loop");
    }

    /// <summary>The call in <c>yield from call</c> and in <c>for x in call: yield x</c>.</summary>
    private static CallView? HandedOn(Node node)
    {
        if (node.Kind == Kind.YieldFrom) return node.FirstChild.AsCall;
        if (node.AsFor is not { IsAsync: false, OrElse: null, Target: { Kind: Kind.Name } target, Body: var body, Iterable: var iterable }) return null;
        return body.FirstChild is var only && only.SubtreeEnd == body.SubtreeEnd && only.AsExpressionStatement is { Kind: Kind.Yield } given && given.Optional(0) is { Kind: Kind.Name } value && value.Data == target.Data
            ? iterable.AsCall : null;
    }

    /// <summary>The field of the object itself, or of the parameter, that leads one link further.</summary>
    private static Node? Link(CallView call, Node owner, PythonContext context)
    {
        var next = call.Callee.AsAttribute is { } method && !context.Module.Classes.IsSelf(method.Receiver) ? method.Receiver : call.Positional(0);
        if (next is { Kind: Kind.Name } name && context.ValueOf(name) is { } value) next = value;
        if (next?.AsAttribute is not { Receiver: { Kind: Kind.Name } from } link || !IsLink(link.Name)) return null;
        if (context.SymbolAt(from) is not { IsParameter: true } parameter || parameter.ScopeNode != owner) return null;
        // A method is another class's where it is called by the name of a module's function.
        return call.Callee.Kind == Kind.Name && owner.Parent.Parent.Kind == Kind.ClassDef ? null : next;
    }

    private static bool IsLink(string name) => name.TrimStart('_') is "next" or "prev" or "previous" or "parent" or "tail" or "rest" or "cdr" or "outer" or "enclosing" or "successor" or "predecessor" or "next_node"
        or "next_sibling" or "prev_sibling" or "previous_sibling" or "back" or "parent_scope" or "super_scope" or "child" or "cause" or "context" or "base";

    private static bool IsOnlyRecursion(Node node, Node owner, string name)
    {
        for (var id = owner.Child(5).Id; id < owner.SubtreeEnd; id++)
            if ((Kind)owner.Tree.RawKinds[id] == Kind.Call && !node.Contains(owner.Tree[id]) && owner.Tree[id].AsCall is { } other && CallNames.Of(other) == name) return false;
        return true;
    }
}
