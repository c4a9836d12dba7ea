using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Parsing;

/// <summary>What stands between the brackets of a subscript.</summary>
internal static class Subscripts
{
    // slices: slice !',' | ','.(slice | starred_expression)+ [',']
    public static void Slices(Cursor c)
    {
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        var (mark, start, isStarred) = (c.Mark, c.Start, c.At(Star));
        Slice(c);
        if (c.At(Comma) || isStarred)
        {
            while (c.Eat(Comma) && !c.At(RBracket)) Slice(c);
            c.Finish(Python.Kind.Tuple, mark, start);
        }
        if (!c.Eat(RBracket)) c.Fail($"expected `,` or `]`, found {c.Found()}");
        c.Ascend(Cursor.BracketWeight);
    }

    // slice: [expression] ':' [expression] [':' [expression]] | named_expression; starred_expression: '*' expression
    private static void Slice(Cursor c)
    {
        var (mark, start, first) = (c.Mark, c.Start, c.Position);
        if (c.At(Star))
        {
            c.Bump();
            Expressions.Expression(c);
            c.Finish(Python.Kind.Starred, mark, start);
            Versions.Require(c, 11, start, "unpacking in a subscript");
            return;
        }
        if (!c.At(Colon))
        {
            Expressions.NamedExpression(c);
            if (c.TokenAt(first).Kind == Name && c.TokenAt(first + 1).Kind == ColonEqual)
            {
                Versions.Require(c, 10, start, "`:=` in a subscript without parentheses");
                return;
            }
            if (!c.At(Colon)) return;
        }
        else
        {
            c.Absent(start);
        }
        c.Bump();
        Bound(c);
        if (c.Eat(Colon)) Bound(c);
        else c.Absent();
        c.Finish(Python.Kind.Slice, mark, start);
    }

    private static void Bound(Cursor c)
    {
        if (c.At(Colon) || c.At(Comma) || c.At(RBracket)) c.Absent();
        else Expressions.Expression(c);
    }
}
