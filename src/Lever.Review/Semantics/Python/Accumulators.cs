using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>A value that loops carry on from turn to turn.</summary>
/// <param name="Loop">The loop of the most turns among them.</param>
/// <param name="Trips">How many turns that loop takes.</param>
public readonly record struct Carried(Loop Loop, Size Trips);

/// <summary>Names and attributes that each turn of a loop makes anew from what the turn before left.</summary>
public static class Accumulators
{
    /// <summary>Is a name defined from its own value, as in <c>x = x + y</c>?</summary>
    public static bool FeedsItself(Symbol symbol, Definition definition)
    {
        if (definition.Kind != DefinitionKind.Assigned && !(definition.Kind == DefinitionKind.Unpacked && definition.Node.EnclosingStatement.Kind == Kind.Assign)) return false;
        foreach (var reference in symbol.References)
            if (definition.Value.Contains(reference)) return true;
        return false;
    }

    /// <summary>The loops through which the value of a rebound name or attribute of self lives on; null where each turn begins anew or the loop ends there.</summary>
    /// <param name="target">The name or attribute that is assigned.</param>
    public static Carried? Of(PythonModule module, Node target)
    {
        Carried? carried = null;
        var statement = target.EnclosingStatement;
        for (var loop = Loops.Around(target); loop is { IsComprehension: false } around; loop = Loops.Around(around))
        {
            if (BeginsAnew(module, target, around) || (carried is null && Loops.LeavesAfter(statement, around))) break;
            var trips = module.Sizes.TripsOf(around);
            if (carried is not { } known || trips.Origin > known.Trips.Origin) carried = new Carried(around, trips);
        }
        return carried;
    }

    private static bool BeginsAnew(PythonModule module, Node target, Loop loop)
    {
        if (target.Kind == Kind.Attribute) return AttributeBeginsAnew(module, target.AsAttribute!.Value, loop);
        if (module.SymbolAt(target) is not { } symbol) return true;
        foreach (var definition in symbol.Definitions)
        {
            if (!loop.Node.Contains(definition.Node) || definition.Kind is DefinitionKind.Augmented or DefinitionKind.Declared) continue;
            if (!FeedsItself(symbol, definition)) return true;
        }
        return false;
    }

    private static bool AttributeBeginsAnew(PythonModule module, AttributeView attribute, Loop loop)
    {
        foreach (var write in module.Classes.WritesOf(attribute))
            if (loop.Node.Contains(write) && !(write.Parent.AsAssign is { } assign && Mentions(assign.Value, attribute.NameId))) return true;
        return false;
    }

    /// <summary>Does an expression read an attribute of a name?</summary>
    internal static bool Mentions(Node value, int attributeName)
    {
        for (var id = value.Id; id < value.SubtreeEnd; id++)
            if ((Kind)value.Tree.RawKinds[id] == Kind.Attribute && value.Tree[id].Data == attributeName) return true;
        return false;
    }
}
