using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>Which serializer a view's <c>get_serializer_class</c> chooses for a listing, where its tests ask for nothing but the action or the method of the request.</summary>
internal static class ListSerializer
{
    /// <param name="attribute">The view's own <c>serializer_class</c>, or null.</param>
    /// <returns>The name of the class; null where it cannot be told.</returns>
    public static Node? Of(FunctionView chooser, Node? attribute) => Chosen(chooser.Body, attribute, out var isKnown) is { } chosen && isKnown ? chosen : null;

    /// <param name="isKnown">Could all tests on the way be told?</param>
    private static Node? Chosen(Node block, Node? attribute, out bool isKnown)
    {
        isKnown = true;
        foreach (var statement in block.Children)
        {
            if (statement.Kind == Kind.Return) return statement.Optional(0) is { } value ? OfValue(value, attribute, out isKnown) : null;
            if (statement.AsIf is not { } branch)
            {
                if (statement.AsExpressionStatement is not null) continue;
                isKnown = false;
                return null;
            }
            if (IsTrue(branch.Test) is not { } taken)
            {
                isKnown = false;
                return null;
            }
            var next = taken ? branch.Body : branch.OrElse;
            if (next is { } inside && Chosen(inside, attribute, out isKnown) is { } found) return found;
            if (!isKnown) return null;
        }
        return null;
    }

    private static Node? OfValue(Node value, Node? attribute, out bool isKnown)
    {
        isKnown = true;
        if (value.AsIfExp is { } either)
        {
            isKnown = IsTrue(either.Test) is not null;
            return isKnown ? OfValue(IsTrue(either.Test)!.Value ? either.Body : either.OrElse, attribute, out isKnown) : null;
        }
        if (value.AsAttribute is { Name: "serializer_class", Receiver.AsName.Id: "self" } || value.AsCall is { Callee.AsAttribute: { Name: "get_serializer_class", Receiver.AsCall.Callee.AsName.Id: "super" } }) return attribute is { Kind: Kind.Name or Kind.Attribute } ? attribute : null;
        return value.Kind is Kind.Name or Kind.Attribute ? value : null;
    }

    /// <summary>What a test of the action, or of the request's method, says where rows are listed; null for other tests.</summary>
    private static bool? IsTrue(Node test)
    {
        if (test.AsUnary is { Op: UnaryOperator.Not } negated) return !IsTrue(negated.Operand);
        if (test.AsCompare is not { IsChain: false } compare) return null;
        var actual = compare.Left.AsAttribute switch
        {
            { Name: "action", Receiver.AsName.Id: "self" } => "list",
            { Name: "method", Receiver.AsAttribute: { Name: "request" } } => "GET",
            _ => null,
        };
        if (actual is null) return null;
        switch (compare.Op)
        {
            case CompareOp.Eq or CompareOp.NotEq when compare.Right.AsConstant?.String is { } text:
                return text == actual == (compare.Op == CompareOp.Eq);
            case CompareOp.In or CompareOp.NotIn when compare.Right.Kind is Kind.Tuple or Kind.List or Kind.Set:
                var holds = false;
                foreach (var element in compare.Right.Children)
                {
                    if (element.AsConstant?.String is not { } named) return null;
                    holds |= named == actual;
                }
                return holds == (compare.Op == CompareOp.In);
            default:
                return null;
        }
    }
}
