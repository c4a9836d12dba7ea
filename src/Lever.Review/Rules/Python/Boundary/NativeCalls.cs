using Lever.Review.Findings;
using Lever.Review.Semantics.Boundary;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;
using Range = Lever.Review.Findings.Range;

namespace Lever.Review.Rules.Python.Boundary;

/// <summary>Python names that mean functions of the project's Rust extensions.</summary>
internal static class NativeCalls
{
    /// <summary>The Rust function that an expression names, through imports and re-exports; null where it names none.</summary>
    public static NativeFunction? FunctionOf(Node expression, PythonContext context)
    {
        var natives = context.Module.Project.Natives;
        if (natives.IsEmpty || expression.Kind is not (Kind.Name or Kind.Attribute) || !natives.HasName(context.Tree.Names.Text(expression.Data))) return null;
        return context.Module.Names.PathOf(expression) is { } path ? natives.Find(path) : null;
    }

    /// <summary>The place of a Rust function, as a step that findings lead to.</summary>
    public static ChainStep StepTo(NativeFunction function, string text) =>
        new(function.File, new Range(function.Start, function.End), function.Name, text);
}
