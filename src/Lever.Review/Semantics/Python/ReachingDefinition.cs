using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>Which of a local name's definitions a place sees, where that is exactly one on every way to it.</summary>
internal static class ReachingDefinition
{
    /// <summary>A name with more definitions than this is given up: each question looks at all of them.</summary>
    private const int MostDefinitions = 12;

    /// <summary>The definition that alone reaches a read of a local name with several definitions; null for a place that binds it, and where there may be more than one, or it is bound in a way that may not happen.</summary>
    public static Definition? Of(PythonModule module, Symbol symbol, Node use)
    {
        if (!symbol.IsLocal || symbol.ScopeKind != ScopeKind.Function || symbol.OnlyDefinition is not null || !symbol.IsOwnScope(use)) return null;
        Definition? last = null;
        var count = 0;
        foreach (var definition in symbol.Definitions)
        {
            if (++count > MostDefinitions) return null;
            if (definition.Node.Id == use.Id) return null;
            // `x += y` leaves x the kind of thing that it is; what is read to make the new value is the old one.
            if (definition.Kind == DefinitionKind.Augmented || definition.Node.Id > use.Id || IsReadFor(definition, use)) continue;
            if (last is not { } known || definition.Node.Id > known.Node.Id) last = definition;
        }
        if (last is not { } reaching || !IsBoundOnEveryWay(reaching, use)) return null;
        foreach (var definition in symbol.Definitions)
            if (definition.Kind != DefinitionKind.Augmented && (definition.Node.Id > use.Id || IsReadFor(definition, use)) && ComesBack(definition, reaching, use)) return null;
        return reaching;
    }

    /// <summary>Is a name read for the value that a definition gives it?</summary>
    private static bool IsReadFor(Definition definition, Node use) =>
        definition.Kind is DefinitionKind.Assigned or DefinitionKind.Unpacked or DefinitionKind.Iterated or DefinitionKind.Entered && definition.Value.Contains(use);

    /// <summary>Does every way to a place that comes past a definition's block go through the definition?</summary>
    private static bool IsBoundOnEveryWay(Definition definition, Node use)
    {
        if (definition.Kind == DefinitionKind.Parameter) return true;
        var statement = definition.Node.EnclosingStatement;
        switch (definition.Kind)
        {
            case DefinitionKind.Assigned or DefinitionKind.Unpacked when statement.Kind is Kind.Assign or Kind.AnnAssign && definition.Node.Id < definition.Value.Id && !IsConditional(definition.Node, statement):
                return statement.Parent.Contains(use);
            case DefinitionKind.Iterated or DefinitionKind.Unpacked when statement.Kind is Kind.For or Kind.AsyncFor:
                return statement.Child(2).Contains(use);
            default:
                return false;
        }
    }

    /// <summary>Is it a name that <c>:=</c> binds, perhaps behind a condition?</summary>
    private static bool IsConditional(Node name, Node statement)
    {
        for (var at = name.Parent; at != statement; at = at.Parent)
            if (at.Kind == Kind.NamedExpr) return true;
        return false;
    }

    /// <summary>Does a loop around a place bring a later definition back to it, without the turn beginning at the one that is thought to reach it?</summary>
    private static bool ComesBack(Definition later, Definition reaching, Node use)
    {
        for (var loop = use.Parent; !loop.IsRoot && !loop.IsFunction; loop = loop.Parent)
            if (loop.Kind is Kind.For or Kind.AsyncFor or Kind.While && loop.Contains(later.Node) && !(reaching.Kind != DefinitionKind.Parameter && loop.Contains(reaching.Node))) return true;
        return false;
    }
}
