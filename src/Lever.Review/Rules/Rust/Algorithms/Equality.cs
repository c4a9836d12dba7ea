using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Algorithms;

/// <summary>A comparison that picks elements by a key: one side speaks of the element alone, the other not at all.</summary>
/// <param name="Own">The element's side.</param>
/// <param name="Other">What is looked for.</param>
/// <param name="IsWhole">Is it the element itself that is compared?</param>
internal readonly record struct Equality(Node Own, Node Other, bool IsWhole)
{
    /// <summary>The comparison among the parts of a condition joined by `&amp;&amp;`.</summary>
    /// <param name="pattern">What binds the element: the pattern of a `for`, a closure's parameters.</param>
    public static Equality? In(RustModule module, Node condition, Node pattern)
    {
        if (condition.AsBinary is not { } binary) return null;
        if (binary.Op == BinaryOperator.And) return In(module, binary.Left, pattern) ?? In(module, binary.Right, pattern);
        if (binary.Op != BinaryOperator.Eq) return null;
        var left = Speaks(module, binary.Left, pattern);
        var right = Speaks(module, binary.Right, pattern);
        var (own, other) = left && !right ? (binary.Left, binary.Right) : right && !left ? (binary.Right, binary.Left) : default;
        if (own.Tree is null || !SpeaksOnly(module, own, pattern)) return null;
        var type = module.TypeOf(own).WithoutReferences;
        if (type.IsFloat || module.TypeOf(other).WithoutReferences.IsFloat || type.Is(RustLibrary.Bool)) return null;
        return new Equality(own, other, IsElement(module, own));
    }

    /// <summary>What a closure of one parameter gives, where its body is one expression.</summary>
    public static (Node Pattern, Node Body)? OfClosure(Node closure)
    {
        if (closure.AsClosure is not { } view || view.Parameters.Count != 1) return null;
        var body = view.Body;
        if (body.AsBlock is { Value: { } value } block && block.Node.FirstChild == value) body = value;
        return (view.Parameters[0], body);
    }

    private static bool Speaks(RustModule module, Node side, Node pattern)
    {
        for (var id = side.Id; id < side.SubtreeEnd; id++)
            if (module.BindingAt(side.Tree[id]) is { } variable && pattern.Contains(variable.Node)) return true;
        return false;
    }

    private static bool SpeaksOnly(RustModule module, Node side, Node pattern)
    {
        for (var id = side.Id; id < side.SubtreeEnd; id++)
            if (module.BindingAt(side.Tree[id]) is { } variable && !pattern.Contains(variable.Node) && !side.Contains(variable.Node)) return false;
        return true;
    }

    private static bool IsElement(RustModule module, Node side)
    {
        while (side.Kind is Kind.Reference or Kind.Unary || side.AsMethodCall is { ArgumentCount: 0, Name: "as_str" or "as_ref" or "as_slice" or "as_bytes" }) side = side.FirstChild;
        // A part of the element that its pattern takes out is a key.
        return side.Kind == Kind.Path && module.BindingAt(side) is { Pattern.Kind: Kind.BindingPattern or Kind.ReferencePattern };
    }
}
