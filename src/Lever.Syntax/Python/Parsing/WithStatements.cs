using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Parsing;

/// <summary>`with`, whose items may stand in parentheses that could also be a tuple's.</summary>
internal static class WithStatements
{
    // with_stmt: ['async'] 'with' '(' ','.with_item+ [','] ')' ':' block | ['async'] 'with' ','.with_item+ ':' block
    public static void With(Cursor c, int start, bool isAsync)
    {
        var mark = c.Mark;
        c.Bump();
        var itemsStart = c.Start;
        if (!InParentheses(c)) Items(c);
        var itemsEnd = c.End;
        var isWhole = CompoundStatements.Colon(c, "the context of `with`");
        if (!isWhole)
        {
            c.Tree.Rewind(mark);
            CompoundStatements.Errors(c, itemsStart, 2);
            (itemsStart, itemsEnd) = (Math.Min(itemsStart, c.End), c.End);
            c.Finish(Python.Kind.WithItem, mark, itemsStart, itemsEnd);
        }
        c.Finish(Python.Kind.WithItems, mark, itemsStart, itemsEnd);
        CompoundStatements.Block(c, "the context of `with`", isWhole);
        c.Finish(isAsync ? Python.Kind.AsyncWith : Python.Kind.With, mark, start, c.StatementEnd);
    }

    // '(' ','.with_item+ [','] ')' &':'
    /// <returns>False, with nothing read, where the parentheses belong to an expression.</returns>
    private static bool InParentheses(Cursor c)
    {
        if (!c.At(LParen) || c.TargetMinor < 9) return false;
        var close = c.Current.Data;
        if (close == 0 || c.TokenAt(close + 1).Kind != Colon || close == c.Position + 1) return false;
        var before = c.Save();
        c.Bump();
        // What starts no item belongs to a tuple or a group; to try it would only build a message that nobody reads.
        do
        {
            if (!Expressions.StartsExpression(c.Kind)) break;
            Item(c);
        } while (c.Eat(Comma));
        if (!c.Failed && c.Position == close)
        {
            c.Bump();
            return true;
        }
        // Where the other reading fails as well, its problem is the one to report, unless only an item may hold an `as`.
        if (HasAs(c, before.Position + 1, close)) return true;
        c.Restore(before);
        return false;
    }

    private static bool HasAs(Cursor c, int from, int to)
    {
        for (var index = from; index < to; index++)
        {
            if (c.TokenAt(index).Kind == As) return true;
            if (c.TokenAt(index).Kind is LParen or LBracket or LBrace && c.TokenAt(index).Data > 0) index = c.TokenAt(index).Data;
        }
        return false;
    }

    // ','.with_item+
    private static void Items(Cursor c)
    {
        do
        {
            Item(c);
        } while (c.Eat(Comma));
    }

    // with_item: expression ['as' star_target &(',' | ')' | ':')]
    private static void Item(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        Expressions.Expression(c);
        if (c.Eat(As)) Targets.StarTarget(c);
        else c.Absent();
        c.Finish(Python.Kind.WithItem, mark, start);
    }
}
