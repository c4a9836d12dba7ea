using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

/// <summary>
/// Calls in nested comprehensions of functions whose code the file does not show: a comprehension is written to work something out, hardly ever for
/// effects, so that a name which promises none is believed where the same call is made again for the same things.
/// </summary>
internal static class ComprehensionCalls
{
    /// <summary>A name of fewer letters says too little of what it does.</summary>
    private const int ShortestName = 4;

    public static void Visit(Node node, PythonContext context)
    {
        var comprehension = node.AsComprehension!.Value;
        var isNested = Loops.Around(node) is { IsComprehension: true };
        if (comprehension.OnlyGenerator is not null && !isNested || context.Module.FileRole is Role.Test) return;
        for (var id = node.Id + 1; id < node.SubtreeEnd; id++)
        {
            // Inner comprehensions are looked at by themselves, and what runs later is none of this one's work.
            if ((Kind)context.Tree.RawKinds[id] is Kind.ListComp or Kind.SetComp or Kind.DictComp or Kind.GeneratorExp or Kind.Lambda) id = context.Tree[id].SubtreeEnd - 1;
            else if ((Kind)context.Tree.RawKinds[id] == Kind.Call) VisitCall(context.Tree[id], node, context);
        }
    }

    private static void VisitCall(Node node, Node comprehension, PythonContext context)
    {
        if (Loops.Around(node) is not { IsAsync: false } inner || inner.Region != comprehension) return;
        if (VisitPart(node, inner, context)) return;
        var call = node.AsCall!.Value;
        var isCopy = context.IsBuiltin(call.Callee, "tuple") || context.IsBuiltin(call.Callee, "frozenset");
        if (!isCopy && !IsUnknownWork(call, context) || !OwnCalls.HasPureArguments(node, context) || !MayServeAll(node, isCopy, context)) return;
        if (IsSettled(call, inner, context))
        {
            if (!inner.IsDriven || CallInputs.AreTestedWithin(inner.Region, node) || context.TripsOf(inner).IsSmall || Holds(node.Parent, inner, context)) return;
            context.Report(node, $"`{CallText.Short(node)}` gives the same for every `{inner.Target!.Value.Text}`")
                .LabelHead(inner.Node, "the call is made for each of these, and depends on none")
                .Cost("n*py.call", "py.call", "n > 1")
                .Size("n", context.TripsOf(inner))
                .AtTier(Tier.C)
                .ForProfilesUnless(false)
                .Advise($"call it before this `for`: `for name in [{CallText.Short(node)}]` in front of it gives the result a name", $"`{call.Callee.Text}` has no effect");
            return;
        }
        if (isCopy || ElementWork.OfCall(context.Module, call, inner) is not { Outermost.IsComprehension: true } work || !work.IsWhole && !work.IsOfCombinations) return;
        if (work.Turns.IsSmall || work.Elements.IsSmall || CallInputs.AreTestedWithin(work.Outermost.Region, node)) return;
        PerElement.Report(context, node, work, $"`{CallText.Short(node)}` is called again", "makes the calls anew")
            .Cost("t*n*py.call", "n*py.call", "t > 1")
            .Size("t", work.Turns)
            .Size("n", work.Elements)
            .AtTier(Tier.C)
            .ForProfilesUnless(false)
            .FixWithConsent("call it once for each element, before the loops",
                PerElement.Patch(context, node, work, PerElement.ResultName(call, work)), $"`{call.Callee.Text}` has no effect and gives the same for the same arguments",
                "the calls are made, and may raise, even where the loops would not come to them");
    }

    /// <summary>A small value made of each part of each combination: even a cheap call counts there, as the combinations are as many as the parts multiplied.</summary>
    private static bool VisitPart(Node node, Loop inner, PythonContext context)
    {
        if (context.Known(node.FirstChild) is not { IsPure: true, Nanoseconds: < Library.DearNanoseconds } || context.TypeOf(node) is not { IsFrozen: true } || !OwnCalls.HasPureArguments(node, context)) return false;
        if (ElementWork.Of(context.Module, node, inner) is not { IsOfCombinations: true } work || work.Outermost == inner) return false;
        PerElement.Report(context, node, work, $"`{CallText.Short(node)}` is called again", "makes the calls anew")
            .Cost("t*n*py.call", "n*py.call", "t > 1")
            .Size("t", work.Turns)
            .Size("n", work.Elements)
            .AtTier(Tier.C)
            .ForProfilesUnless(false)
            .Advise("make it for each part before the parts are combined: give `product` what is made instead of what it is made of", $"`{node.FirstChild.Text}` gives the same for the same arguments");
        return true;
    }

    /// <summary>Is it a call of a function whose code is not here and which, by its name, works something out?</summary>
    private static bool IsUnknownWork(CallView call, PythonContext context)
    {
        if (call.ArgumentCount == 0 && call.Callee.Kind == Kind.Name || CallNames.Of(call) is not { Length: >= ShortestName } name) return false;
        if (char.IsAsciiLetterUpper(name[0]) || CallNames.IsCheap(name) || CallNames.IsQuestion(name) || CallNames.HasEffect(name)) return false;
        if (call.Callee.Kind == Kind.Name && context.SymbolAt(call.Callee) is not { OnlyDefinition.Kind: DefinitionKind.ImportFrom }) return false;
        return context.Known(call.Callee) is null && context.Module.Classes.FunctionCalled(call) is null;
    }

    /// <summary>May one result stand for many: is it only read, or asked by a method that changes nothing, or a copy that cannot change?</summary>
    private static bool MayServeAll(Node node, bool isCopy, PythonContext context) =>
        isCopy || SharedResult.MayServeAll(node, context)
        || node.Parent is { Kind: Kind.Attribute, Parent: { Kind: Kind.Call } asked } method && asked.FirstChild == method && !CallNames.HasEffect(method.AsAttribute!.Value.Name);

    private static bool IsSettled(CallView call, Loop loop, PythonContext context)
    {
        if (call.Callee.AsAttribute is { } method && !context.IsInvariant(method.Receiver, loop)) return false;
        foreach (var argument in call.Arguments)
            if (!context.IsInvariant(argument, loop)) return false;
        return true;
    }

    /// <summary>Is a call around a call settled too? Then that one is reported.</summary>
    private static bool Holds(Node outer, Loop loop, PythonContext context) =>
        outer.AsCall is { } call && (IsUnknownWork(call, context) || context.Known(call.Callee) is { IsPure: true }) && IsSettled(call, loop, context);
}
