using Lever.Syntax.Trees;

namespace Lever.Syntax.Python;

/// <summary>Checks that a tree is what <see cref="Shapes"/> promises. Every tree of the parser passes, whatever its source.</summary>
public static class TreeVerifier
{
    /// <summary>The first broken promise, as a sentence, or null.</summary>
    public static string? FindViolation(SyntaxTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        if (tree.Count == 0 || tree.Root.Kind != Kind.Module) return "the root is no module";
        if (tree.Root.SubtreeEnd != tree.Count) return "nodes stand behind the root's subtree";
        if (tree.Root.Start != 0 || tree.Root.End != tree.Text.Length) return "the root does not span the text";
        for (var id = 0; id < tree.Count; id++)
        {
            var problem = CheckChildren(tree[id]);
            if (problem is not null) return $"{tree[id].Kind} {tree[id]}: {problem}";
        }
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
        var index = 0;
        var lastStart = 0;
        foreach (var child in node.Children)
        {
            if (child.Parent != node) return $"its child {index} has another parent";
            if (child.SubtreeEnd > node.SubtreeEnd) return $"its child {index} has a subtree that leaves it";
            // The text that `{x=}` shows starts behind the brace of its own replacement field.
            var isField = child.Kind is Kind.FormattedValue or Kind.Interpolation;
            if (child.Start < lastStart - (isField ? 1 : 0)) return $"its child {index} is not in source order";
            lastStart = child.Start;
            if (!IsInside(node, child, index)) return $"its child {index}, {child.Kind}, lies outside of its span";
            var slot = index < shape.Fixed.Length ? shape.Fixed[index] : shape.Repeated;
            if (slot is null) return $"its child {index} has no slot";
            if (!Fits(node, child, slot, index)) return $"{child.Kind} does not fit into {slot}";
            index++;
        }
        return index < shape.Fixed.Length ? $"it lacks {shape.Fixed[index]}" : null;
    }

    private static bool IsInside(Node node, Node child, int index)
    {
        if (node.Span.Contains(child.Span)) return true;
        // Decorators stand before a definition, an argument's default behind the argument.
        return child.Kind == Kind.Decorators || (index == 1 && IsArgument(node.Kind));
    }

    private static bool Fits(Node node, Node child, string slot, int index)
    {
        if (child.IsAbsent && slot.EndsWith('?')) return true;
        if (child.Kind == Kind.Error) return node.IsStatement || node.Kind is Kind.Module or Kind.Block or Kind.MatchCase
            or Kind.WithItem or Kind.ExceptHandler;
        return slot.TrimEnd('?') switch
        {
            "statement" => child.IsStatement,
            "body" or "orelse" when node.Kind is Kind.Lambda or Kind.IfExp => child.IsExpression,
            "body" or "orelse" or "finalbody" => child.Kind == Kind.Block,
            "decorators" => child.Kind == Kind.Decorators,
            "arguments" => child.Kind == (node.Kind == Kind.ClassDef ? Kind.ClassArguments : Kind.Arguments),
            "argument" => IsArgument(child.Kind),
            "type_params" => child.Kind == Kind.TypeParams,
            "type_param" => child.Kind is Kind.TypeVar or Kind.ParamSpec or Kind.TypeVarTuple,
            "items" => child.Kind == Kind.WithItems,
            "item" => child.Kind == Kind.WithItem,
            "handlers" => child.Kind == Kind.Handlers,
            "handler" => child.Kind == Kind.ExceptHandler,
            "case" => child.Kind == Kind.MatchCase,
            "alias" => child.Kind == Kind.Alias,
            "comprehension" => child.Kind == Kind.Comprehension,
            "name" when node.Kind == Kind.TypeAlias => child.Kind == Kind.Name,
            "name" or "asname" or "module" or "identifier" => child.Kind == Kind.Identifier,
            "pattern" => IsPattern(child.Kind),
            "pattern or keyword" => IsPattern(child.Kind) || child.Kind == Kind.MatchKeyword,
            "value" when node.Kind is Kind.MatchSequence or Kind.MatchOr => IsPattern(child.Kind),
            "base or keyword" or "argument or keyword, in source order" => child.IsExpression || child.Kind == Kind.Keyword,
            "operator, operand" => index % 2 == 1 ? child.Kind == Kind.CompareOperator : child.IsExpression,
            "key?, value" => child.IsExpression || (child.IsAbsent && index % 2 == 0),
            "key, pattern; rest" => index % 2 == 1
                ? IsPattern(child.Kind)
                : child.IsExpression || (child.Kind == Kind.Identifier && child.SubtreeEnd == node.SubtreeEnd),
            _ => child.IsExpression,
        };
    }

    private static bool IsArgument(Kind kind) => kind is >= Kind.PosOnlyArg and <= Kind.KwArg;

    private static bool IsPattern(Kind kind) => kind is >= Kind.MatchValue and <= Kind.MatchOr;
}
