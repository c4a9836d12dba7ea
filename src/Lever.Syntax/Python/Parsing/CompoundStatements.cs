using Lever.Syntax.Python.Lexing;
using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Parsing;

/// <summary>
/// `if`, loops, `try`. A clause that fails is given up without the clauses before it: see <see cref="Cursor.AbandonClause"/>.
/// </summary>
internal static class CompoundStatements
{
    // block: NEWLINE INDENT statements DEDENT | simple_stmts, behind ':'
    /// <param name="after">What the colon stands behind, for messages.</param>
    public static void Block(Cursor c, string after)
    {
        if (c.Failed) return;
        if (!c.Eat(Colon))
        {
            if (!c.At(Newline) || c.Peek() != Indent)
            {
                c.Fail($"expected `:` after {after}, found {c.Found()}");
                return;
            }
            c.Report(c.End, c.End, $"expected `:` after {after}");
        }
        if (c.At(Newline) && c.Peek() != Indent)
        {
            var end = c.End;
            c.Report(end, end, $"expected an indented block after {after}");
            c.Eat(Newline);
            c.Leaf(Python.Kind.Block, end, end);
            return;
        }
        var mark = c.Mark;
        if (!c.Eat(Newline))
        {
            var start = c.Start;
            Statements.SimpleStatements(c);
            c.Finish(Python.Kind.Block, mark, start, c.StatementEnd);
            return;
        }
        var first = c.TokenAt(c.Position + 1).Start;
        Statements.IndentedStatements(c);
        c.Finish(Python.Kind.Block, mark, first, c.StatementEnd);
    }

    // if_stmt: 'if' named_expression ':' block (elif_stmt | [else_block])
    // elif_stmt: 'elif' named_expression ':' block (elif_stmt | [else_block])
    public static void If(Cursor c)
    {
        var (mark, start, depth) = (c.Mark, c.Start, c.Chain.Count);
        c.Bump();
        Expressions.NamedExpression(c);
        Block(c, "the condition of `if`");
        if (c.Failed) return;
        var end = c.StatementEnd;
        var isAbandoned = false;
        while (c.At(Elif))
        {
            c.Chain.Push((mark, start));
            (mark, start) = (c.Mark, c.Start);
            c.Bump();
            Expressions.NamedExpression(c);
            Block(c, "the condition of `elif`");
            isAbandoned = c.AbandonClause(mark, start);
            if (isAbandoned)
            {
                (mark, start) = c.Chain.Pop();
                break;
            }
            end = c.StatementEnd;
        }
        if (isAbandoned) c.Absent(end);
        else end = Optional(c, Else, "`else`", end);
        c.Finish(Python.Kind.If, mark, start, end);
        while (c.Chain.Count > depth)
        {
            // An `elif` is an `if` that stands alone in the block of an `else`.
            var inner = (mark, start);
            (mark, start) = c.Chain.Pop();
            c.Finish(Python.Kind.Block, inner.mark, inner.start, end);
            c.Finish(Python.Kind.If, mark, start, end);
        }
    }

    // while_stmt: 'while' named_expression ':' block [else_block]
    public static void While(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        Expressions.NamedExpression(c);
        Block(c, "the condition of `while`");
        if (c.Failed) return;
        var end = Optional(c, Else, "`else`", c.StatementEnd);
        c.Finish(Python.Kind.While, mark, start, end);
    }

    // for_stmt: ['async'] 'for' star_targets 'in' ~ star_expressions ':' block [else_block]
    public static void For(Cursor c, int start, bool isAsync)
    {
        var mark = c.Mark;
        c.Bump();
        Targets.Loop(c);
        c.Expect(In, "expected `in` after the target of `for`");
        Expressions.StarExpressions(c);
        Block(c, "the iterable of `for`");
        if (c.Failed) return;
        var end = Optional(c, Else, "`else`", c.StatementEnd);
        c.Finish(isAsync ? AsyncFor : Python.Kind.For, mark, start, end);
    }

    private const Kind AsyncFor = Python.Kind.AsyncFor;

    // 'async' (function_def | for_stmt | with_stmt)
    public static void Async(Cursor c)
    {
        var start = c.Start;
        c.Bump();
        switch (c.Kind)
        {
            case Def:
                Definitions.FunctionBehindDecorators(c, c.Mark, start, isAsync: true);
                return;
            case TokenKind.For:
                For(c, start, isAsync: true);
                return;
            case With:
                WithStatements.With(c, start, isAsync: true);
                return;
            default:
                c.Fail($"expected `def`, `for` or `with` after `async`, found {c.Found()}");
                return;
        }
    }

    // try_stmt: 'try' ':' block (finally_block | except_block+ [else_block] [finally_block])
    //     | 'try' ':' block except_star_block+ [else_block] [finally_block]
    public static void Try(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        Block(c, "`try`");
        if (c.Failed) return;
        var end = c.StatementEnd;
        var (handlersMark, handlersStart) = (c.Mark, c.At(Except) ? c.Start : end);
        var (plain, starred) = (0, 0);
        while (c.At(Except))
        {
            if (c.Peek() == Star) starred++;
            else plain++;
            var (handlerMark, handlerStart) = (c.Mark, c.Start);
            Handler(c);
            if (c.AbandonClause(handlerMark, handlerStart)) break;
            end = c.StatementEnd;
            c.Finish(Python.Kind.ExceptHandler, handlerMark, handlerStart, end);
        }
        c.Finish(Python.Kind.Handlers, handlersMark, handlersStart, Math.Max(end, handlersStart));
        if (plain > 0 && starred > 0) c.Report(start, end, "one `try` cannot have both `except` and `except*`");
        if (plain + starred == 0 && !c.At(Finally)) c.Report(end, end, "expected `except` or `finally` after the block of `try`");
        end = Optional(c, Else, "`else`", end);
        end = Optional(c, Finally, "`finally`", end);
        c.Finish(starred > 0 ? Python.Kind.TryStar : Python.Kind.Try, mark, start, end);
        if (starred > 0) Versions.Require(c, 11, start, "`except*`");
    }

    // except_block: 'except' expression ['as' NAME] ':' block | 'except' expressions ':' block | 'except' ':' block
    // except_star_block: 'except' '*' expression ['as' NAME] ':' block | 'except' '*' expressions ':' block
    private static void Handler(Cursor c)
    {
        c.Bump();
        var isStarred = c.Eat(Star);
        if (!isStarred && c.At(Colon))
        {
            c.Absent();
            c.Absent();
            Block(c, "`except`");
            return;
        }
        var (mark, start) = (c.Mark, c.Start);
        Expressions.Expression(c);
        var isTuple = c.At(Comma);
        if (isTuple)
        {
            while (c.Eat(Comma) && Expressions.StartsExpression(c.Kind)) Expressions.Expression(c);
            c.Finish(Python.Kind.Tuple, mark, start);
            Versions.Require(c, 14, start, "several exception types without parentheses");
        }
        if (c.At(As))
        {
            if (isTuple) c.Report(start, c.End, "several exception types before `as` must stand in parentheses");
            c.Bump();
            if (!c.At(Name)) c.Fail($"expected a name after `as`, found {c.Found()}");
            else c.BumpLeaf(Python.Kind.Identifier, c.Current.Data);
        }
        else
        {
            c.Absent();
        }
        Block(c, "the exception type of `except`");
    }

    // [else_block]: 'else' ':' block; [finally_block]: 'finally' ':' block
    /// <param name="end">Where the statement ends without this clause.</param>
    /// <returns>Where it ends.</returns>
    private static int Optional(Cursor c, TokenKind keyword, string after, int end)
    {
        if (!c.At(keyword))
        {
            c.Absent(end);
            return end;
        }
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        Block(c, after);
        if (!c.AbandonClause(mark, start)) return c.StatementEnd;
        c.Absent(end);
        return end;
    }
}
