using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

/// <summary>A function of the file that works out a list, called for the list's first element.</summary>
internal static class ListedForFirst
{
    public static void Visit(Node def, PythonContext context)
    {
        if (context.Module.FileRole is Role.Test || def.FirstChild.HasChildren || ListGiven(def, context) is not { } list || !IsWork(list, context)) return;
        if (def.Parent.Parent.Kind == Kind.ClassDef)
        {
            var repetitions = context.Module.Repetitions;
            for (var id = repetitions.FirstMethodCall(def.Child(1).Data); id >= 0; id = repetitions.NextMethodCall(id)) Check(context.Tree[id], def, list, context);
        }
        else if (context.SymbolAt(def.Child(1)) is { OnlyDefinition: not null } symbol)
        {
            foreach (var reference in symbol.References)
                if (reference.Parent.Kind == Kind.Call && reference.Parent.FirstChild.Id == reference.Id) Check(reference.Parent, def, list, context);
        }
    }

    /// <summary>The list comprehension, or the generator made a list or tuple, that is what a function gives.</summary>
    private static Node? ListGiven(Node def, PythonContext context)
    {
        var body = def.AsFunction!.Value.Body;
        if (body.LastChild is not { Kind: Kind.Return } given || given.Optional(0) is not { } value) return null;
        if (value.AsCall is { OnlyArgument: { Kind: Kind.GeneratorExp } lazy } call && (context.IsBuiltin(call.Callee, "tuple") || context.IsBuiltin(call.Callee, "list"))) value = lazy;
        else if (value.Kind != Kind.ListComp) return null;
        var list = value;
        for (var id = body.Id; id < given.Id; id++)
            if ((Kind)def.Tree.RawKinds[id] is Kind.Return or Kind.Yield or Kind.YieldFrom) return null;
        return list;
    }

    /// <summary>Is a function called for each element, nothing whose name tells of an effect, and are there not just the few arguments of a call?</summary>
    private static bool IsWork(Node list, PythonContext context)
    {
        if (list.AsComprehension is not { OnlyGenerator: { IsAsync: false } generator } comprehension) return false;
        if (generator.Iterable.Kind == Kind.Name && context.SymbolAt(generator.Iterable) is { OnlyDefinition: { Kind: DefinitionKind.Parameter, Node.Kind: Kind.VarArg } }) return false;
        var isWork = false;
        for (var id = comprehension.Element.Id; id < comprehension.Element.SubtreeEnd; id++)
        {
            if ((Kind)context.Tree.RawKinds[id] is Kind.Await or Kind.NamedExpr) return false;
            if (context.Tree[id].AsCall is not { } call) continue;
            if (CallNames.Of(call) is not { } name || CallNames.HasEffect(name)) return false;
            isWork |= !CallNames.IsCheap(name) && context.Known(call.Callee) is not { IsPure: true, Nanoseconds: < Library.DearNanoseconds };
        }
        return isWork && !context.SizeOf(generator.Iterable).IsSmall;
    }

    private static void Check(Node site, Node def, Node list, PythonContext context)
    {
        var call = site.AsCall!.Value;
        if (!IsReadAtFirst(site, context) || !(OwnCalls.IsSurely(site, def, context) || def.Parent.Parent.Kind == Kind.ClassDef && context.Module.DearFunctions.HasTellingName(def) && OwnCalls.IsLikely(site, context)) || Roles.IsOnErrorPath(site)) return;
        // A list of the one thing that is wanted is gone through to its end by one step.
        foreach (var argument in call.Arguments)
            if (argument.Kind is Kind.List or Kind.Tuple or Kind.Set or Kind.Starred) return;
        context.Report(site, $"`{CallText.Short(site)}` works out all of a list, and only the first is read")
            .Label(list, "each element is worked out here")
            .Cost("n*py.call.method", "py.call.method", "n > 1")
            .Size("n", context.SizeOf(list))
            .AtTier(Tier.C)
            .ForProfilesUnless(false)
            .Advise("work out the first element alone, or make the function a generator that `next` is asked of", "working out the other elements has no effect that is needed");
    }

    /// <summary>`f()[0]`, `next(iter(f()))`, or `for x in f():` whose body is left at once.</summary>
    private static bool IsReadAtFirst(Node call, PythonContext context)
    {
        var parent = call.Parent;
        if (parent.AsSubscript is { } subscript) return subscript.Value.Id == call.Id && subscript.Index.AsConstant is { Integer: 0 } && !Usage.IsStored(parent);
        if (parent.Kind == Kind.For) return parent.Child(1).Id == call.Id && parent.Child(2).HasChildren && parent.Child(2).FirstChild.Kind is Kind.Return or Kind.Break;
        return parent.AsCall is { OnlyArgument: not null } iterated && context.IsBuiltin(iterated.Callee, "iter")
            && parent.Parent.AsCall is { } next && context.IsBuiltin(next.Callee, "next");
    }
}
