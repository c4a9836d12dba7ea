using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python.Calls;

/// <summary>What a function does with a parameter that it asks a <c>list</c> or <c>bytes</c> for, where it only reads it.</summary>
internal static class ParameterNeeds
{
    /// <summary>May the annotation ask for more than the function needs?</summary>
    public static bool IsNarrow(Node annotation)
    {
        var name = annotation.Kind == Kind.Subscript ? annotation.FirstChild : annotation;
        return name.AsName is { Id: "list" or "List" or "bytes" };
    }

    /// <summary>The least that would do; null where the function keeps the parameter, changes it, hands it on, or needs what only that type has.</summary>
    public static CostKind? Of(PythonModule module, Node function, Node parameter)
    {
        if (module.SymbolAt(parameter) is not { OnlyDefinition: not null } symbol || symbol.References.IsEmpty || symbol.IsCaptured) return null;
        var need = CostKind.GoesThrough;
        var isFirst = true;
        foreach (var reference in symbol.References)
        {
            if (NeedOf(module, reference) is not { } own) return null;
            if (own > need) need = own;
            // What is gone through twice must still be there the second time.
            else if (need == CostKind.GoesThrough && (!isFirst || Loops.Around(reference) is not null)) need = CostKind.Asks;
            isFirst = false;
        }
        return need;
    }

    private static CostKind? NeedOf(PythonModule module, Node reference)
    {
        var parent = reference.Parent;
        if (parent.AsCall is { } call && call.OnlyArgument == reference && (module.Names.IsBuiltin(call.Callee, "len") || module.Names.IsBuiltin(call.Callee, "bool"))) return CostKind.Asks;
        if (parent.AsCall is { } reader && module.Names.Resolve(reader.Callee)?.Path is { } path
            && (path.StartsWith("struct.unpack", StringComparison.Ordinal) || path is "builtins.int.from_bytes" or "int.from_bytes" or "zlib.crc32" or "binascii.crc32")) return CostKind.Asks;
        switch (Usage.Of(module, reference))
        {
            case Use.Iterated when parent.Kind != Kind.YieldFrom && parent.Kind != Kind.AugAssign: return parent.AsCall is { } joined && IsConcatenation(module, joined) ? null : CostKind.GoesThrough;
            case Use.Searched: return CostKind.Asks;
            case Use.Indexed: return parent.AsSubscript is { Index.Kind: not (Kind.Slice or Kind.Tuple) } ? CostKind.Indexes : null;
            case Use.Read when Usage.IsTested(reference) || parent.Kind is Kind.If or Kind.While: return CostKind.Asks;
            default: return null;
        }
    }

    /// <summary>`reversed` needs a sequence; what is joined to bytes must be bytes.</summary>
    private static bool IsConcatenation(PythonModule module, CallView call) =>
        module.Names.IsBuiltin(call.Callee, "reversed") || module.Names.IsBuiltin(call.Callee, "bytes");
}
