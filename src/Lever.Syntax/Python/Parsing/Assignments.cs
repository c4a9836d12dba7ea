using Lever.Syntax.Python.Lexing;
using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Parsing;

/// <summary>Assignments of all kinds, and expressions that stand alone.</summary>
internal static class Assignments
{
    // assignment | star_expressions | yield_expr
    public static void ExpressionOrAssignment(Cursor c)
    {
        var (mark, start, first) = (c.Mark, c.Start, c.Kind);
        Expressions.YieldOrStarExpressions(c);
        switch (c.Kind)
        {
            case Equal:
                Chain(c);
                c.Finish(Python.Kind.Assign, mark, start);
                return;
            case Colon:
                Annotated(c, mark, start, first);
                return;
            case >= PlusEqual and <= DoubleSlashEqual:
                Augmented(c, mark, start);
                return;
            default:
                c.Finish(Python.Kind.Expr, mark, start);
                return;
        }
    }

    // assignment: (star_targets '=')+ annotated_rhs !'='
    private static void Chain(Cursor c)
    {
        while (c.Eat(Equal))
        {
            Targets.RequireAssignable(c);
            Expressions.YieldOrStarExpressions(c);
        }
    }

    // assignment: NAME ':' expression ['=' annotated_rhs]
    //     | ('(' single_target ')' | single_subscript_attribute_target) ':' expression ['=' annotated_rhs]
    private static void Annotated(Cursor c, int mark, int start, TokenKind first)
    {
        if (!Targets.IsSingle(c))
        {
            c.Fail("only a name, an attribute or a subscript can be annotated");
            return;
        }
        var isSimple = (Kind)c.Tree.LastKind == Python.Kind.Name && first != LParen;
        c.Bump();
        Expressions.Expression(c);
        if (c.Eat(Equal)) Expressions.YieldOrStarExpressions(c);
        else c.Absent();
        c.Finish(Python.Kind.AnnAssign, mark, start, c.End, isSimple ? 1 : 0);
    }

    // assignment: single_target augassign ~ annotated_rhs
    private static void Augmented(Cursor c, int mark, int start)
    {
        if (!Targets.IsSingle(c))
        {
            var what = Targets.Describe((Kind)c.Tree.LastKind, c.Tree.Finished[^1].Data);
            c.Report(start, c.End, $"{what} cannot be the target of an augmented assignment");
        }
        var op = c.Kind - PlusEqual;
        c.Bump();
        if (c.At(Star)) Versions.Require(c, 9, c.Start, "a starred value of an augmented assignment");
        Expressions.YieldOrStarExpressions(c);
        c.Finish(Python.Kind.AugAssign, mark, start, c.End, op);
    }
}
