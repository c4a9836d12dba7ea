using Lever.Review.Findings;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>What a test computes in order to judge it: another way to compute it would be another test.</summary>
public static class Tested
{
    /// <summary>Does an assertion of a test read what an expression gives, there and then or by a local name?</summary>
    public static bool Is(PythonModule module, Node expression)
    {
        if (expression.EnclosingDef is not { } function || module.FileRole != Role.Test && !Roles.IsTest(function)) return false;
        var statement = expression.EnclosingStatement;
        if (IsAssertion(expression, statement)) return true;
        if (statement.AsAssign is not { OnlyTarget: { Kind: Kind.Name } target } || module.SymbolAt(target) is not { } symbol) return false;
        foreach (var reference in symbol.References)
            if (IsAssertion(reference, reference.EnclosingStatement)) return true;
        return false;
    }

    private static bool IsAssertion(Node value, Node statement)
    {
        for (var at = value; at != statement; at = at.Parent)
            if (at.Parent.AsCall is { } call && call.Callee != at && (call.Callee.AsAttribute?.Name ?? call.Callee.AsName?.Id)?.StartsWith("assert", StringComparison.OrdinalIgnoreCase) == true) return true;
        return statement.Kind == Kind.Assert;
    }
}
