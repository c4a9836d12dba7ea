using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

/// <summary>A method that goes through all that its object holds for the elements of one key.</summary>
internal static class FilterInMethod
{
    /// <summary>Reports the filter; false where it is none of this kind.</summary>
    public static bool Report(KeyTest match, PythonContext context)
    {
        if (context.Module.FileRole is Role.Test or Role.Cold || match.Scan.IsAsync || !(match.Scan.IsComprehension ? IsWhole(match.Scan.Region, context) : IsWhole(match))) return false;
        var elements = match.Elements(context.Module);
        if (elements.Kind != Kind.Attribute || match.Compare.EnclosingDef is not { } def || context.RepetitionOf(match.Scan.Node, elements) is not null || !LinearSearchByKey.IsFoundByParameter(match.Wanted, def, context)) return false;
        if (!LinearSearchByKey.OutlivesCall(elements, context) || LinearSearchByKey.IsMadeAnewIn(def, elements, context) || context.TypeOf(elements) is { IsOneShot: true } or { Kind: TypeKind.NdArray }) return false;
        var function = def.AsFunction!.Value;
        var size = context.SizeOf(elements);
        if (size.IsSmall || Repetition.IsMemoised(function)) return false;
        var caller = CallSites.RepeatedIn(context, def) is { } loop && CallWithin(loop, function, context) is { } call ? (Loop: loop, Call: call) : ((Loop Loop, Node Call)?)null;
        var turns = caller is { } repeated ? context.TripsOf(repeated.Loop) : Size.Unknown with { Source = "calls of the function" };
        if (turns.IsSmall) return false;

        var draft = context.Report(match.Compare, $"each call of `{function.Name}` goes through all of `{elements.Text}`, for the elements of one `{match.KeyName}`")
            .Cost("k*n*30ns", "(k + n)*60ns", "k > 3")
            .Size("k", turns)
            .Size("n", size)
            .AtTier(turns.IsData && size.IsData ? Tier.B : Tier.C)
            .ForProfilesUnless(turns.IsData && size.IsData)
            .Advise($"keep a dict from `{match.KeyName}` to its elements beside `{elements.Text}`, or in its place",
                $"the dict is changed wherever `{elements.Text}` or the `{match.KeyName}` of an element is",
                "the keys are hashable");
        if (caller is { } known) draft.Label(known.Call, "called for one key after another");
        return true;
    }

    /// <summary>`for x in xs: if x.key == wanted: yield x`, or one that puts them in a list or counts them: all that the loop does, and to its end.</summary>
    private static bool IsWhole(KeyTest match)
    {
        if (match.Test.Parent.AsIf is not { OrElse: null, Body.HasChildren: true } conditional || match.Scan.Node.Child(2).LastChild.Id != conditional.Node.Id || conditional.Body.FirstChild != conditional.Body.LastChild) return false;
        var only = conditional.Body.FirstChild;
        if (only.Kind == Kind.AugAssign) return true;
        return only.Kind == Kind.Expr && (only.FirstChild.Kind == Kind.Yield || only.FirstChild.AsCall is { Callee.AsAttribute.Name: "append" or "add" });
    }

    /// <summary>Does a comprehension go through all of one container, for what the function gives: the elements, or what they come to?</summary>
    private static bool IsWhole(Node comprehension, PythonContext context)
    {
        if (comprehension.AsComprehension is not { OnlyGenerator: not null } || LinearSearchByKey.TakesFirst(comprehension, context)) return false;
        if (comprehension.Parent.Kind == Kind.Return) return true;
        return comprehension.Parent is { AsCall: { } call, Parent.Kind: Kind.Return }
            && context.Path(call.Callee) is "builtins.sum" or "builtins.list" or "builtins.tuple" or "builtins.set" or "builtins.sorted" or "builtins.len" or "builtins.max" or "builtins.min" or "builtins.frozenset";
    }

    /// <summary>The call, within a loop, that is given something of the loop's element.</summary>
    private static Node? CallWithin(Loop loop, FunctionView function, PythonContext context)
    {
        var region = loop.Region;
        for (var id = region.Id; id < region.SubtreeEnd; id++)
        {
            if ((Kind)context.Tree.RawKinds[id] != Kind.Call || context.Tree[id].AsCall is not { Callee: { Kind: Kind.Attribute } callee } call || callee.Data != function.Identifier.Data) continue;
            foreach (var argument in call.Arguments)
                if (KeyTest.DependsOn(context.Module, argument, loop)) return call.Node;
        }
        return null;
    }
}
