using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Parsing;

/// <summary>The `for` and `if` clauses of comprehensions.</summary>
internal static class Comprehensions
{
    public static bool AtClause(Cursor c) => c.At(For) || (c.At(Async) && c.Peek() == For);

    // for_if_clauses: for_if_clause+
    public static void Clauses(Cursor c)
    {
        while (AtClause(c)) Clause(c);
    }

    // for_if_clause: ['async'] 'for' star_targets 'in' ~ disjunction ('if' disjunction)*
    private static void Clause(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        var isAsync = c.Eat(Async);
        c.Bump();
        Targets.Loop(c);
        c.Expect(In, "expected `in` after the target of a comprehension");
        Operand(c);
        while (c.Eat(If)) Operand(c);
        c.Finish(Python.Kind.Comprehension, mark, start, c.End, isAsync ? 1 : 0);
    }

    // Before 3.9 a condition could be a lambda: comp_if: 'if' test_nocond
    private static void Operand(Cursor c)
    {
        if (c.At(Lambda) && c.TargetMinor < 9) Parameters.Lambda(c);
        else Expressions.Disjunction(c);
    }
}
