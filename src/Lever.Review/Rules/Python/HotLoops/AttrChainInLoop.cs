using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.HotLoops;

public sealed class AttrChainInLoop : PythonRule
{
    public override RuleInfo Info { get; } = new("py-attr-chain-in-loop", Language.Python, LeverClass.Interpreter, Technique.AvoidedWork, Tier.C)
    {
        Achievable = 0.2,
        Precision = 0.7,
        Checklist = ["PY6"],
        Doc = """
            A function is looked up through a chain of attributes on every turn of a loop, and is the same each time.

            ## Why it costs
            Each link is a lookup: three links and the call took 61, 30 and 22 ns where a local name took 35, 21 and 19 ns (CPython 3.8,
            3.11, 3.13).

            ## Example
            ```python
            class Processor:
                def __init__(self, config):
                    self.config = config

                def last(self, items: list):
                    result = None
                    for item in items:
                        result = self.config.transform_fn(item)
                    return result
            ```
            Use instead:
            ```python
            class Processor:
                def __init__(self, config):
                    self.config = config

                def last(self, items: list):
                    result = None
                    transform_fn = self.config.transform_fn
                    for item in items:
                        result = transform_fn(item)
                    return result
            ```

            ## Keep it when
            What is called does real work: then the lookup is nothing beside it. Or a link is a property that must be read afresh.

            ## Regime
            With a builtin as the function, 1.9, 1.8 and 1.2 times faster (CPython 3.8, 3.11, 3.13), which is 21, 12 and 4 ns a turn: worth
            it in the innermost loops only, and hardly any more from 3.12 on.

            ## Patch safety
            Right where nothing that the loop calls rebinds a link of the chain.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override ReadOnlySpan<Kind> OnlyInLoops => [Kind.Call];

    public override void Visit(Node node, PythonContext context)
    {
        // A test's loop is never so hot that a lookup counts.
        if (node.Kind != Kind.Call || context.Module.FileRole is Role.Test || context.Supports(3, 12) || node.FirstChild is not { Kind: Kind.Attribute } chain || chain.FirstChild.Kind != Kind.Attribute) return;
        var root = RootOf(chain);
        if (root.Kind != Kind.Name || context.LoopAround(node) is not { IsComprehension: false, IsAsync: false } loop) return;
        // An imported module's functions cost more than their lookup, and builtin containers' methods are called without one.
        if (context.SymbolAt(root) is not { } symbol || symbol.IsDefinedIn(loop.Region) || context.Path(root) is not null || IsImported(symbol) || context.Known(chain) is not null) return;
        // A call on the way out, or where something went wrong, is no hot one.
        if (Roles.IsOnErrorPath(node) || node.EnclosingStatement is var statement && (statement.Kind == Kind.Return || Loops.LeavesAfter(statement, loop))) return;
        // Where a turn may pass it by, looking it up before the loop may be one time more than needed.
        if (!Loops.IsOnEveryTurn(node, loop)) return;
        // Beside a query, a message or an array's work a lookup is nothing.
        if (HeavyWork.IsIn(context.Module, loop.Body!.Value) || HeavyWork.IsOnArrays(context.Module, loop.Body!.Value)) return;
        if (!context.TripsOf(loop).IsData || ChangesLink(chain, loop, context) || !IsFirst(chain, loop, context)) return;

        var name = chain.AsAttribute!.Value.Name;
        var draft = context.Report(chain, $"`{chain.Text}` is looked up link by link on every turn")
            .LabelHead(loop.Node, "nothing in this loop binds any of its links")
            .Cost("n*py.attr.chain3.call", "n*py.attr.hoisted.call")
            .Size("n", context.TripsOf(loop))
            // Where the turn does more than a few calls, or calls what sends, writes or draws, a lookup is nothing.
            .ForProfilesUnless(CallsIn(loop) <= 3 && !HasEffect(node, name));
        draft.FixWithConsent("look it up once, before the loop", context.HasLocal(name, node) ? null : Hoisted(chain, name, loop, context),
            "nothing that the loop calls rebinds a link of the chain, and no link is a property with another value each time");
    }

    private static int CallsIn(Loop loop)
    {
        var calls = 0;
        for (var id = loop.Body!.Value.Id; id < loop.Node.SubtreeEnd; id++)
            if ((Kind)loop.Node.Tree.RawKinds[id] == Kind.Call) calls++;
        return calls;
    }

    /// <summary>Is something called for what it does, and not for what it gives? Adding to a container alone is quick.</summary>
    private static bool HasEffect(Node call, string name) => call.Parent.Kind == Kind.Await || call.Parent.Kind == Kind.Expr && name is not ("append" or "add");

    private static Node RootOf(Node chain)
    {
        var root = chain;
        while (root.Kind == Kind.Attribute) root = root.FirstChild;
        return root;
    }

    private static bool IsImported(Symbol symbol)
    {
        foreach (var definition in symbol.Definitions)
            if (definition.Kind is DefinitionKind.Import or DefinitionKind.ImportFrom) return true;
        return false;
    }

    /// <summary>Does the loop bind an attribute of a name that occurs in the chain?</summary>
    private static bool ChangesLink(Node chain, Loop loop, PythonContext context)
    {
        for (var id = loop.Node.Id; id < loop.Node.SubtreeEnd; id++)
        {
            if ((Kind)context.Tree.RawKinds[id] != Kind.Attribute || !Usage.IsStored(context.Tree[id])) continue;
            for (var link = chain; link.Kind == Kind.Attribute; link = link.FirstChild)
                if (link.Data == context.Tree[id].Data) return true;
        }
        return false;
    }

    /// <summary>One finding for all that spell the same chain in a loop.</summary>
    private static bool IsFirst(Node chain, Loop loop, PythonContext context)
    {
        for (var id = loop.Node.Id; id < chain.Id; id++)
            if ((Kind)context.Tree.RawKinds[id] == Kind.Attribute && IsSame(context.Tree[id], chain)) return false;
        return true;
    }

    private static bool IsSame(Node one, Node other) =>
        one.Data == other.Data && one.Bytes.SequenceEqual(other.Bytes) && one.Parent.Kind == Kind.Call && one.Parent.FirstChild == one;

    private static Patch? Hoisted(Node chain, string name, Loop loop, PythonContext context)
    {
        var patch = new Patch(context.Module);
        for (var id = loop.Node.Id; id < loop.Node.SubtreeEnd; id++)
            if ((Kind)context.Tree.RawKinds[id] == Kind.Attribute && IsSame(context.Tree[id], chain) && context.Tree[id].EnclosingFunction == chain.EnclosingFunction)
                patch.Replace(context.Tree[id], name);
        return patch.InsertBefore(loop.Node, $"{name} = {chain.Text}");
    }
}
