using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class ClosureInvariantCall : PythonRule
{
    /// <summary>What a wrapper itself costs: a call that takes less is lost in it.</summary>
    private const double WrapperNanoseconds = 2000;

    public override RuleInfo Info { get; } = new("py-closure-invariant-call", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.9,
        Precision = 0.85,
        Doc = """
            A wrapper or callback works out on each of its calls what is settled when it is made.

            ## Why it costs
            `inspect.signature` takes 8 µs, `typing.get_type_hints` 7 µs, a path joined from parts 1 µs, on every call of the wrapper; what it
            wraps does not change after the decorator has run.

            ## Example
            ```python
            import functools
            import inspect

            def checked(func):
                @functools.wraps(func)
                def wrapper(*args, **kwargs):
                    bound = inspect.signature(func).bind(*args, **kwargs)
                    if "spider" in bound.arguments:
                        raise TypeError("spider")
                    return func(*args, **kwargs)

                return wrapper
            ```
            Use instead:
            ```python
            import functools
            import inspect

            def checked(func):
                signature = inspect.signature(func)

                @functools.wraps(func)
                def wrapper(*args, **kwargs):
                    bound = signature.bind(*args, **kwargs)
                    if "spider" in bound.arguments:
                        raise TypeError("spider")
                    return func(*args, **kwargs)

                return wrapper
            ```

            ## Keep it when
            The wrapper is seldom called and made often, at import for instance; or what the call reads is complete only later, as names in
            annotations are; or somebody may change it between two calls.

            ## Regime
            A wrapper that binds its arguments is 3.4, 3.5 and 4.1 times faster without working out the signature (CPython 3.8, 3.11, 3.13).
            Three calls pay for making it, 1.8 to 2.0 times. It LOSES where the wrapper is never called.

            ## Patch safety
            The call has no effect and its arguments are bound once. Made with the wrapper, it is made, and may raise, even if nobody calls the
            wrapper; where the decorator defers it on purpose it must stay.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call, Kind.FunctionDef];

    public override IReadOnlyList<string> CalleeNames { get; } = Library.NamesWhere(symbol => symbol is { IsPure: true, Nanoseconds: >= Library.DearNanoseconds });

    public override void Visit(Node node, PythonContext context)
    {
        if (context.Module.FileRole is Role.Test) return;
        if (node.Kind == Kind.Call) VisitLibrary(node, context);
        else if (node.Kind == Kind.FunctionDef) VisitOwn(node, context);
    }

    private static void VisitLibrary(Node node, PythonContext context)
    {
        if (node.EnclosingFunction is not { } inner || inner.EnclosingFunction is null) return;
        if (context.Known(node.FirstChild) is not { IsPure: true, Nanoseconds: >= Library.DearNanoseconds } known) return;
        // Compiled patterns have a rule of their own.
        if (known.Name.StartsWith("re.", StringComparison.Ordinal) || known.Name.StartsWith("builtins.", StringComparison.Ordinal)) return;
        if (!context.IsPure(node)) return;
        var cost = new FunctionCost(string.Create(CultureInfo.InvariantCulture, $"{known.Nanoseconds}ns"), null);
        Check(node, inner, cost, known.Nanoseconds >= WrapperNanoseconds, known.Raises, context);
    }

    /// <summary>Functions of the file that have no effect and go through data or make dear calls.</summary>
    private static void VisitOwn(Node def, PythonContext context)
    {
        // A method may be another one by then.
        if (def.Parent.Parent.Kind == Kind.ClassDef) return;
        FunctionCost? cost = null;
        foreach (var site in OwnCalls.SitesOf(def, static (site, _) => site.EnclosingFunction is { EnclosingFunction: not null }, context))
        {
            if (site.EnclosingFunction is not { } inner || inner.EnclosingFunction is null || !OwnCalls.HasPureArguments(site, context)) continue;
            // A registry that the function looks into may hold more by then.
            if (cost is null && !ReadsOnlyArguments(def, context)) return;
            cost ??= FunctionCost.Of(context.Module, def.AsFunction!.Value);
            if (cost is not { } known) return;
            Check(site, inner, known, false, false, context);
        }
    }

    private static bool ReadsOnlyArguments(Node def, PythonContext context)
    {
        for (var id = def.Child(5).Id; id < def.SubtreeEnd; id++)
            if ((Kind)context.Tree.RawKinds[id] == Kind.Name && context.SymbolAt(context.Tree[id]) is { IsModuleLevel: true } symbol
                && symbol.OnlyDefinition is not { Kind: DefinitionKind.Function } && context.Module.Names.Resolve(context.Tree[id]) is null) return false;
        return true;
    }

    private static void Check(Node node, Node inner, FunctionCost cost, bool isDear, bool raises, PythonContext context)
    {
        // What a loop repeats is the loop's matter, and what is kept is not worked out again.
        if (Roles.IsOnErrorPath(node) || context.LoopAround(node) is not null || IsKept(node, context) || !SharedResult.MayServeAll(node, context)) return;
        if (OwnerOf(node, inner, context) is not { } owner || Repeats(inner, owner, context, 3) is not { } repeats) return;
        // A test of what the call reads must come first.
        var isAlways = IsOnEveryCall(node, inner);
        if (!isAlways && CallInputs.AreTestedWithin(inner, node)) return;

        var isSure = isAlways && repeats.IsSure && isDear;
        var draft = context.Report(node, $"`{CallText.Short(node)}` gives the same on every call of the {(inner.Kind == Kind.Lambda ? "lambda" : $"inner `{inner.AsFunction!.Value.Name}`")}")
            .LabelHead(owner, "what it depends on is bound once, here")
            .Cost($"n*{cost.Expression}", cost.Expression, "n > 1")
            .Size("n", Size.Unknown)
            .AtTier(isSure ? Tier.B : Tier.C)
            .ForProfilesUnless(isSure);
        if (cost.Elements is { } elements) draft.Size("m", elements);
        // It may fail before the module is complete, as hints that name a later class do.
        if (raises) draft.Advise("keep the result of the first call", "what the call reads does not change after the first call");
        else draft.FixWithConsent("call it once, where the function is made", Hoisted(node, owner, context),
            "the call is made, and may raise, even if the function is never called", "it is not deferred on purpose until what it reads is complete");
    }

    /// <summary>Is the result put where it outlives the call?</summary>
    private static bool IsKept(Node node, PythonContext context)
    {
        var statement = node.EnclosingStatement;
        if (statement.Kind is not (Kind.Assign or Kind.AnnAssign)) return false;
        var target = statement.FirstChild;
        return target.Kind != Kind.Name || context.SymbolAt(target) is { IsShared: true };
    }

    /// <summary>The innermost function around whose bindings a call reads; null where it reads anything else that may change.</summary>
    private static Node? OwnerOf(Node node, Node inner, PythonContext context)
    {
        Node? owner = null;
        for (var id = node.Id; id < node.SubtreeEnd; id++)
        {
            var part = context.Tree[id];
            if (part.Kind is Kind.Lambda || part.IsComprehension) return null;
            if (part.Kind is not (Kind.Name or Kind.Attribute)) continue;
            if (context.Module.Names.Resolve(part) is not null)
            {
                // A name of a library, or a method of a value whose own name comes next.
                if (part.Kind == Kind.Attribute && part.FirstChild is { Kind: Kind.Name or Kind.Attribute } receiver && context.Module.Names.Resolve(receiver) is not null) id = part.SubtreeEnd - 1;
                continue;
            }
            if (part.Kind == Kind.Attribute)
            {
                if (!part.Tree.Names[part.Data].StartsWith("__"u8) && context.Module.Names.Resolve(part) is null) return null;
                continue;
            }
            if (context.SymbolAt(part) is not { } symbol) continue;
            if (symbol.IsShared || symbol.OnlyDefinition is not { } definition) return null;
            if (symbol.IsModuleLevel) continue;
            if (symbol.ScopeKind is not (ScopeKind.Function or ScopeKind.Lambda) || symbol.ScopeNode == inner || !symbol.ScopeNode.Contains(inner)) return null;
            // A name bound by a loop means another thing on its next turn.
            if (definition.Kind is not (DefinitionKind.Parameter or DefinitionKind.Assigned or DefinitionKind.Unpacked or DefinitionKind.Function or DefinitionKind.Class) || context.LoopAround(definition.Node) is not null) return null;
            foreach (var reference in symbol.References)
                if (Usage.Changes(context.UseOf(reference))) return null;
            if (owner is not { } known || symbol.ScopeNode.Id > known.Id) owner = symbol.ScopeNode;
        }
        return owner is { IsFunction: true } ? owner : null;
    }

    /// <param name="IsSure">Does the code show it, and not only allow it?</param>
    private readonly record struct Repeated(bool IsSure);

    /// <summary>Is an inner function likely to be called more often than it is made? Surely a decorated one and one that its maker returns; perhaps one that is given away or called in a loop.</summary>
    private static Repeated? Repeats(Node inner, Node owner, PythonContext context, int depth)
    {
        if (inner.AsFunction is not { } function) return inner.FirstChild.HasChildren ? new Repeated(false) : null;
        if (!function.Decorators.IsEmpty) return new Repeated(IsWrapping(function.Decorators, context));
        if (context.SymbolAt(function.Identifier) is not { } symbol) return null;
        // A method of a class made in a function.
        if (symbol.ScopeKind == ScopeKind.Class) return new Repeated(false);
        Repeated? found = null;
        foreach (var reference in symbol.References)
        {
            var isCall = reference.Parent.Kind == Kind.Call && reference.Parent.FirstChild == reference;
            Repeated? here = null;
            // What takes nothing and is handed on is work put off until somebody wants it.
            if (!isCall) here = reference.Parent.Kind == Kind.Return ? new Repeated(true) : function.Arguments.HasChildren ? new Repeated(false) : null;
            else if (context.LoopAround(reference) is not null) here = new Repeated(false);
            else if (depth > 0 && reference.EnclosingDef is { } caller && caller.Id > owner.Id && caller != inner) here = Repeats(caller, owner, context, depth - 1);
            if (here is { IsSure: true }) return here;
            found ??= here;
        }
        return found;
    }

    private static bool IsWrapping(ChildList decorators, PythonContext context)
    {
        foreach (var decorator in decorators)
            if (decorator.AsCall is { } call && context.Path(call.Callee) == "functools.wraps") return true;
        return false;
    }

    /// <summary>Does each call of a function come to a node: under no condition, and after no way out?</summary>
    private static bool IsOnEveryCall(Node node, Node function)
    {
        for (var (child, at) = (node, node.Parent); at != function; (child, at) = (at, at.Parent))
        {
            if (at.Kind is Kind.If or Kind.While or Kind.BoolOp && at.FirstChild != child || at.Kind == Kind.IfExp && at.Child(1) != child) return false;
            if (at.Kind is Kind.ExceptHandler or Kind.MatchCase) return false;
            if (at.Kind != Kind.Block) continue;
            for (var id = at.FirstChild.Id; id < child.Id; id++)
                if ((Kind)node.Tree.RawKinds[id] is Kind.Return or Kind.Raise) return false;
        }
        return true;
    }

    private static Patch? Hoisted(Node node, Node owner, PythonContext context)
    {
        if (node.Bytes.Contains((byte)'\n')) return null;
        var statement = node;
        while (!(statement.Parent.Kind == Kind.Block && statement.EnclosingFunction == owner)) statement = statement.Parent;
        // A line before a decorated class would come between it and its decorator.
        if (statement.Kind == Kind.ClassDef && statement.FirstChild.HasChildren) return null;
        for (var id = node.Id; id < node.SubtreeEnd; id++)
            if (context.Tree[id] is { Kind: Kind.Name } name && context.SymbolAt(name) is { IsModuleLevel: false, OnlyDefinition: { } definition } && definition.Node.Id > statement.Id) return null;
        var last = node.FirstChild.AsAttribute?.Name.ToLowerInvariant();
        var made = last is not null && !context.HasLocal(last, owner.Child(5)) && context.Module.ModuleSymbol(System.Text.Encoding.UTF8.GetBytes(last)) is null ? last
            : context.NewName((last ?? node.FirstChild.Text.ToLowerInvariant()) + "_once");
        return made is null ? null : new Patch(context.Module).Replace(node, made).InsertBefore(statement, $"{made} = {node.Text}");
    }
}
