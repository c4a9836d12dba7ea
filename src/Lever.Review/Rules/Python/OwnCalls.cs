using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python;

/// <summary>Calls of a file's own functions that have no effect and take long.</summary>
internal static class OwnCalls
{
    /// <summary>
    /// The calls of a function that the file shows, in source order, and those of methods of its name where no other function of the
    /// file has it; empty, mostly after no more than a look, where none could be wanted or the function has effects or cannot be dear.
    /// </summary>
    /// <param name="mayMatter">A quick look at a call of the function's name and at the one of that name before it, if any.</param>
    public static IReadOnlyList<Node> SitesOf(Node def, Func<Node, Node?, bool> mayMatter, PythonContext context)
    {
        if (def.Kind != Kind.FunctionDef || def.FirstChild.HasChildren) return [];
        return def.Parent.Parent.Kind == Kind.ClassDef ? OfMethod(def, mayMatter, context) : OfFunction(def, mayMatter, context);
    }

    private static IReadOnlyList<Node> OfMethod(Node def, Func<Node, Node?, bool> mayMatter, PythonContext context)
    {
        var repetitions = context.Module.Repetitions;
        var first = repetitions.FirstMethodCall(def.Child(1).Data);
        if (first < 0 || !context.Module.DearFunctions.MayBeDear(def)) return [];
        var owner = def.Parent.Parent;
        var isTelling = context.Module.DearFunctions.HasTellingName(def);
        var matters = false;
        Node? before = null;
        for (var id = first; id >= 0 && !matters; id = repetitions.NextMethodCall(id))
        {
            var site = context.Tree[id];
            if (!isTelling && !owner.Contains(site)) continue;
            matters = mayMatter(site, before);
            before = site;
        }
        if (!matters || !context.Module.Purity.IsLikelyPureFunction(def.AsFunction!.Value)) return [];
        var sites = new List<Node>();
        for (var id = first; id >= 0; id = repetitions.NextMethodCall(id))
        {
            var site = context.Tree[id];
            if (owner.Contains(site) && IsSurely(site, def, context) || isTelling && IsLikely(site, context)) sites.Add(site);
        }
        return sites;
    }

    private static IReadOnlyList<Node> OfFunction(Node def, Func<Node, Node?, bool> mayMatter, PythonContext context)
    {
        if (context.SymbolAt(def.Child(1)) is not { OnlyDefinition: not null } symbol || symbol.References.IsEmpty || !context.Module.DearFunctions.MayBeDear(def)) return [];
        var matters = false;
        Node? before = null;
        foreach (var reference in symbol.References)
        {
            if (!IsCallee(reference)) continue;
            if (matters = mayMatter(reference.Parent, before)) break;
            before = reference.Parent;
        }
        if (!matters || !context.Module.Purity.IsLikelyPureFunction(def.AsFunction!.Value)) return [];
        var sites = new List<Node>();
        foreach (var reference in symbol.References)
            if (IsCallee(reference) && IsSurely(reference.Parent, def, context)) sites.Add(reference.Parent);
        return sites;
    }

    /// <summary>What a call of another file's function costs, where the function has no effect and goes through data or does dear work; null for others.</summary>
    public static FunctionCost? CostElsewhere(CallView call, PythonContext context)
    {
        // Without an argument it goes through nothing that a caller holds.
        if (call.ArgumentCount == 0 || call.Callee.Kind is not (Kind.Name or Kind.Attribute) || context.Module.Names.Resolve(call.Callee) is not null || context.Module.Names.PathOf(call.Callee) is not { } path) return null;
        return context.Module.Project.CostOf(path, context.Module.Name);
    }

    /// <summary>Have the receiver and the arguments of a call no effect?</summary>
    public static bool HasPureArguments(Node call, PythonContext context)
    {
        foreach (var argument in call.AsCall!.Value.Arguments)
            if (!context.IsPure(argument)) return false;
        return call.FirstChild.AsAttribute is not { } method || context.IsPure(method.Receiver);
    }

    /// <summary>Does a call run the function, and not perhaps one of the same name?</summary>
    public static bool IsSurely(Node call, Node def, PythonContext context) => context.Module.Classes.FunctionCalled(call.AsCall!.Value)?.Node == def && !def.Contains(call);

    /// <summary>Is a method called on something that is neither the object itself nor a library's?</summary>
    public static bool IsLikely(Node call, PythonContext context) =>
        call.FirstChild.AsAttribute is { Receiver: { Kind: Kind.Name or Kind.Attribute } receiver } && !context.Module.Classes.IsSelf(receiver)
            && context.Module.Names.PathOf(receiver) is null && context.Module.Names.Resolve(call.FirstChild) is null;

    private static bool IsCallee(Node expression) => expression.Parent.Kind == Kind.Call && expression.Parent.FirstChild.Id == expression.Id;
}
