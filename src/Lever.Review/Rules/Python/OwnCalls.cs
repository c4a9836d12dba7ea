using System.Globalization;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python;

/// <summary>Calls of a file's own functions that have no effect and take long.</summary>
internal static class OwnCalls
{
    /// <summary>Below this a library call inside a function does not make the function dear.</summary>
    private const double DearNanoseconds = 1000;

    private static readonly NameIndex DearNames = new(Library.NamesWhere(symbol => IsDear(symbol)));

    /// <param name="Expression">Of one call.</param>
    /// <param name="Elements">What the expression calls `m`: the turns of the function's longest loop; null where it has none.</param>
    public readonly record struct Cost(string Expression, Size? Elements);

    /// <summary>Methods of names shorter than this may be anybody's.</summary>
    private const int TellingLength = 8;

    /// <summary>The calls of a function that the file shows, in source order, and those of methods of its name where no other function of the file has it; empty, without more than a look, where they are fewer than wanted or the function cannot be dear.</summary>
    public static IReadOnlyList<Node> SitesOf(Node def, int atLeast, PythonContext context)
    {
        if (def.FirstChild.HasChildren || def.Kind != Kind.FunctionDef) return [];
        return def.Parent.Parent.Kind == Kind.ClassDef ? OfMethod(def, atLeast, context) : OfFunction(def, atLeast, context);
    }

    private static IReadOnlyList<Node> OfMethod(Node def, int atLeast, PythonContext context)
    {
        var repetitions = context.Module.Repetitions;
        var count = 0;
        for (var id = repetitions.FirstMethodCall(def.Child(1).Data); id >= 0 && count < atLeast; id = repetitions.NextMethodCall(id)) count++;
        if (count < atLeast || !MayBeDear(def, context)) return [];
        var sites = new List<Node>();
        var owner = def.Parent.Parent;
        for (var id = repetitions.FirstMethodCall(def.Child(1).Data); id >= 0; id = repetitions.NextMethodCall(id))
            if (owner.Contains(context.Tree[id]) && IsSurely(context.Tree[id], def, context) || IsLikely(context.Tree[id], def, context)) sites.Add(context.Tree[id]);
        return sites;
    }

    private static IReadOnlyList<Node> OfFunction(Node def, int atLeast, PythonContext context)
    {
        if (context.SymbolAt(def.Child(1)) is not { OnlyDefinition: not null } symbol) return [];
        var count = 0;
        foreach (var reference in symbol.References)
            if (IsCallee(reference) && ++count >= atLeast) break;
        if (count < atLeast || !MayBeDear(def, context)) return [];
        var sites = new List<Node>();
        foreach (var reference in symbol.References)
            if (IsCallee(reference) && IsSurely(reference.Parent, def, context)) sites.Add(reference.Parent);
        return sites;
    }

    /// <summary>What a function without effect costs, where it goes through data or does dear work; null for others.</summary>
    public static Cost? CostOf(FunctionView function, PythonContext context)
    {
        Size? turns = null;
        var nanoseconds = 0.0;
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
        {
            var node = context.Tree[id];
            if (node.Kind is Kind.For or Kind.While or Kind.Comprehension)
            {
                var own = context.TripsOf(new Loop(node));
                if (!own.IsSmall && (turns is not { } known || own.Origin > known.Origin)) turns = own;
            }
            else if (node.Kind == Kind.Call && DearNames.Contains(context.Tree.Names, node.FirstChild.Data is >= 0 and var name && node.FirstChild.Kind is Kind.Name or Kind.Attribute ? name : 0)
                && context.Known(node.FirstChild) is { } symbol && IsDear(symbol))
                nanoseconds += symbol.Nanoseconds;
        }
        if (turns is null && nanoseconds == 0 || !context.Module.Purity.IsLikelyPureFunction(function)) return null;
        return turns is { } loop ? new Cost("m*(py.loop.step + py.builtin.call)", loop) : new Cost(string.Create(CultureInfo.InvariantCulture, $"{nanoseconds}ns"), null);
    }

    /// <summary>Have the receiver and the arguments of a call no effect?</summary>
    public static bool HasPureArguments(Node call, PythonContext context)
    {
        foreach (var argument in call.AsCall!.Value.Arguments)
            if (!context.IsPure(argument)) return false;
        return call.FirstChild.AsAttribute is not { } method || context.IsPure(method.Receiver);
    }

    /// <summary>Has a function a loop, or a call by a name that may be dear? A look at kinds and names alone.</summary>
    private static bool MayBeDear(Node def, PythonContext context)
    {
        var kinds = context.Tree.RawKinds;
        for (var id = def.Child(5).Id; id < def.SubtreeEnd; id++)
        {
            switch ((Kind)kinds[id])
            {
                case Kind.For or Kind.While or Kind.Comprehension: return true;
                case Kind.Call when (Kind)kinds[id + 1] is Kind.Name or Kind.Attribute && DearNames.Contains(context.Tree.Names, context.Tree[id + 1].Data): return true;
            }
        }
        return false;
    }

    private static bool IsDear(LibrarySymbol symbol) => symbol is { Reads: true, Blocking: Blocking.No, Nanoseconds: >= DearNanoseconds };

    /// <summary>Does a call run the function, and not perhaps one of the same name?</summary>
    public static bool IsSurely(Node call, Node def, PythonContext context) => context.Module.Classes.FunctionCalled(call.AsCall!.Value)?.Node == def && !def.Contains(call);

    private static bool IsLikely(Node call, Node def, PythonContext context)
    {
        if (def.Child(1).Bytes.Length < TellingLength || call.FirstChild.AsAttribute is not { Receiver: { Kind: Kind.Name or Kind.Attribute } receiver } || context.Module.Classes.IsSelf(receiver)) return false;
        return context.Module.Names.PathOf(receiver) is null && context.Module.Names.Resolve(call.FirstChild) is null && IsOnlyOne(def, context);
    }

    private static bool IsOnlyOne(Node def, PythonContext context)
    {
        var name = def.Child(1).Data;
        for (var id = 1; id < context.Tree.Count; id++)
            if (id != def.Child(1).Id && (Kind)context.Tree.RawKinds[id] == Kind.Identifier && context.Tree[id].Data == name && context.Tree[id].NamedDefinition is { IsFunction: true }) return false;
        return true;
    }

    private static bool IsCallee(Node expression) => expression.Parent.Kind == Kind.Call && expression.Parent.FirstChild.Id == expression.Id;
}
