using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>Functions that a compiler takes from the interpreter, so that what its steps cost says nothing of them.</summary>
public static class CompiledCode
{
    /// <summary>Does a node stand in a function that numba or Cython compiles?</summary>
    public static bool Holds(Node node)
    {
        for (var function = node.EnclosingDef; function is { AsFunction: { } definition } at; function = at.EnclosingDef)
            foreach (var decorator in definition.Decorators)
                if (IsCompiler(decorator.AsCall?.Callee ?? decorator)) return true;
        return false;
    }

    private static bool IsCompiler(Node decorator)
    {
        // `numpy.vectorize` compiles nothing.
        if (decorator.AsAttribute is { } attribute) return (attribute.Receiver.AsName?.Id ?? attribute.Receiver.AsAttribute?.Name) is not ("np" or "numpy") && IsName(attribute.Name);
        return decorator.AsName is { } name && name.Id != "vectorize" && IsName(name.Id);
    }

    private static bool IsName(string name) => name is "jit" or "njit" or "vectorize" or "guvectorize" or "cfunc" or "stencil" or "ccall";
}
