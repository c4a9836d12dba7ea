using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Parsing;

/// <summary>`match`, a keyword only where a statement of that form follows.</summary>
internal static class MatchStatements
{
    /// <summary>
    /// Does a match statement start here? No other statement that starts with the name `match` ends its line with a colon before
    /// an indented line; nor does any have an operand directly after the name.
    /// </summary>
    public static bool AtMatch(Cursor c)
    {
        var next = c.Peek();
        if (!Expressions.StartsExpression(next) && next != Star) return false;
        if (!c.Spells(c.Position, "match"u8)) return false;
        var index = c.Position + 1;
        for (; c.TokenAt(index).Kind is not (Newline or EndOfFile); index++)
            if (c.TokenAt(index).Kind is LParen or LBracket or LBrace && c.TokenAt(index).Data > 0) index = c.TokenAt(index).Data;
        if (c.TokenAt(index - 1).Kind != Colon) return false;
        return next is not (LParen or LBracket or Plus or Minus or Star or Not) || c.TokenAt(index + 1).Kind == Indent;
    }

    // match_stmt: "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT
    public static void Match(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        Subject(c);
        c.Expect(Colon, "expected `:` after the subject of `match`");
        Versions.Require(c, 10, start, "`match`");
        if (c.Failed) return;
        var end = c.End;
        if (!c.Eat(Newline))
        {
            c.Fail($"expected the end of the line after the subject of `match`, found {c.Found()}");
            return;
        }
        if (!c.Eat(Indent))
        {
            c.Report(end, end, "expected an indented block of `case` after the subject of `match`");
            c.Finish(Python.Kind.Match, mark, start, end);
            return;
        }
        while (c.At(Name) && c.Spells(c.Position, "case"u8))
        {
            Case(c);
            end = c.StatementEnd;
        }
        c.Finish(Python.Kind.Match, mark, start, end);
        if (!c.At(Dedent)) c.Report(c.Start, c.Start, $"expected `case`, found {c.Found()}");
        while (!c.At(Dedent) && !c.At(EndOfFile)) Statements.Statement(c);
        c.Eat(Dedent);
    }

    // subject_expr: star_named_expression ',' [star_named_expressions] | named_expression
    private static void Subject(Cursor c)
    {
        var (mark, start, isStarred) = (c.Mark, c.Start, c.At(Star));
        Expressions.StarNamedExpression(c);
        if (!c.At(Comma))
        {
            if (isStarred) c.Report(start, c.End, "a starred subject must be part of a tuple; add a comma");
            return;
        }
        while (c.Eat(Comma) && (Expressions.StartsExpression(c.Kind) || c.At(Star))) Expressions.StarNamedExpression(c);
        c.Finish(Python.Kind.Tuple, mark, start);
    }

    // case_block: "case" patterns ['if' named_expression] ':' block
    private static void Case(Cursor c)
    {
        c.StartLine();
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        var patternStart = c.Start;
        Patterns.Top(c);
        if (c.Eat(If)) Expressions.NamedExpression(c);
        else c.Absent();
        var isWhole = CompoundStatements.Colon(c, "the pattern of `case`");
        if (!isWhole)
        {
            c.Tree.Rewind(mark);
            CompoundStatements.Errors(c, patternStart, 2);
        }
        CompoundStatements.Block(c, "the pattern of `case`", isWhole);
        c.Finish(Python.Kind.MatchCase, mark, start, c.StatementEnd);
    }
}
