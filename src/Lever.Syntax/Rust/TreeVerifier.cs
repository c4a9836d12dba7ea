using Lever.Syntax.Trees;

namespace Lever.Syntax.Rust;

/// <summary>Checks that a tree is what <see cref="Shapes"/> promises. Every tree of the parser passes, whatever its source.</summary>
public static class TreeVerifier
{
    /// <summary>The first broken promise, as a sentence, or null.</summary>
    public static string? FindViolation(SyntaxTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        if (tree.Count == 0 || tree.Root.Kind != Kind.SourceFile) return "the root is no file";
        if (tree.Root.SubtreeEnd != tree.Count) return "nodes stand behind the root's subtree";
        if (tree.Root.Start != 0 || tree.Root.End != tree.Text.Length) return "the root does not span the text";
        for (var id = 0; id < tree.Count; id++)
            if (CheckChildren(tree[id]) is { } problem) return $"{tree[id].Kind} {tree[id]}: {problem}";
        var last = 0;
        foreach (var problem in tree.Problems)
        {
            if (problem.Span.Start < last) return "problems are not in source order";
            last = problem.Span.Start;
            if (problem.Span.End < last || problem.Span.End > tree.Text.Length) return $"the problem at {last} lies outside of the text";
        }
        return null;
    }

    private static string? CheckChildren(Node node)
    {
        if (node.End < node.Start) return "its span is negative";
        var shape = Shapes.Of(node.Kind);
        if (!node.HasChildren && shape.MayBeLeaf) return null;
        var index = 0;
        var lastStart = 0;
        foreach (var child in node.Children)
        {
            if (child.Parent != node) return $"its child {index} has another parent";
            if (child.SubtreeEnd > node.SubtreeEnd) return $"its child {index} has a subtree that leaves it";
            if (child.Start < lastStart) return $"its child {index}, {child.Kind}, is not in source order";
            lastStart = child.Start;
            if (!node.Span.Contains(child.Span)) return $"its child {index}, {child.Kind}, lies outside of its span";
            var slot = index < shape.Fixed.Length ? shape.Fixed[index] : shape.Repeated;
            if (slot is null) return $"its child {index}, {child.Kind}, has no slot";
            if (!Fits(node, child, slot)) return $"{child.Kind} does not fit into {slot}";
            index++;
        }
        return index < shape.Fixed.Length ? $"it lacks {shape.Fixed[index]}" : null;
    }

    private static bool Fits(Node node, Node child, string slot)
    {
        if (child.IsAbsent) return slot.EndsWith('?') || node.Kind == Kind.ParenthesizedArguments;
        if (child.Kind == Kind.Error) return node.Kind is Kind.SourceFile or Kind.ItemList or Kind.Block or Kind.Match or Kind.RecordFields or Kind.Variants;
        if (child.Kind == Kind.Attributed && slot != "attributes?") return true;
        return slot.TrimEnd('?') switch
        {
            "attributes" => child.Kind == Kind.Attributes,
            "attribute" => child.Kind == Kind.Attribute,
            "inner attribute or item" => child.IsItem || child.Kind == Kind.Attribute,
            "visibility" => child.Kind == Kind.Visibility,
            "name" => child.Kind == Kind.Name,
            "alias" => child.Kind == Kind.Name,
            "generics" when node.Kind == Kind.MethodCall => child.Kind == Kind.GenericArguments,
            "generics" => child.Kind == Kind.Generics,
            "parameters" => child.Kind == Kind.Parameters,
            "parameter" when node.Kind == Kind.Parameters => child.Kind is Kind.Parameter or Kind.SelfParameter or Kind.Variadic,
            "parameter" => child.Kind is Kind.LifetimeParameter or Kind.TypeParameter or Kind.ConstParameter,
            "where" or "trailing where" => child.Kind == Kind.WhereClause,
            "predicate" => child.Kind == Kind.WherePredicate,
            "bounds" => child.Kind == Kind.Bounds,
            "for" => child.Kind == Kind.ForLifetimes,
            "items" => child.Kind == Kind.ItemList,
            "fields" => child.Kind is Kind.RecordFields or Kind.TupleFields,
            "field" when node.Kind is Kind.RecordFields or Kind.TupleFields => child.Kind is Kind.RecordField or Kind.TupleField,
            "field or base" => child.Kind is Kind.FieldInit or Kind.StructBase,
            "field or rest" => child.Kind is Kind.FieldPattern or Kind.RestPattern,
            "variants" => child.Kind == Kind.Variants,
            "variant" => child.Kind == Kind.Variant,
            "type" or "return" => child.IsType,
            "lifetime" or "label" => child.Kind == Kind.Lifetime,
            "pattern" or "subpattern" => child.IsPattern,
            "operand" when node.Kind is Kind.ReferencePattern or Kind.BoxPattern => child.IsPattern,
            "body" when node.Kind is Kind.Closure or Kind.MatchArm => child.IsExpression,
            "body" when node.Kind == Kind.MacroCall => child.Kind is Kind.TokenTree or Kind.MacroArguments or Kind.SelectArms,
            "body" or "then" or "block" => child.Kind == Kind.Block,
            "else" => child.Kind is Kind.Block or Kind.If,
            "arm" => child.Kind is Kind.MatchArm or Kind.Attribute,
            "inner attribute, statement or value" => child.IsStatement || child.IsExpression || child.Kind == Kind.Attribute,
            "token tree" => child.Kind == Kind.TokenTree,
            "value" or "condition" or "iterator" or "left" or "right" or "index" or "receiver" or "function" or "expression" or "length" or "operand" or "discriminant" or "guard" or "handler" => child.IsExpression,
            _ => true,
        };
    }
}
