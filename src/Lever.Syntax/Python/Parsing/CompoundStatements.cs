using Lever.Syntax.Python.Lexing;
using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Parsing;

/// <summary>`if`, loops, `try`. Where a header cannot be understood, an error stands for its parts, and the block is kept.</summary>
internal static class CompoundStatements
{
    /// <summary>Reads a header's colon. Where there is none or the header has failed already, goes to the end of its line.</summary>
    /// <param name="after">What the colon stands behind, for messages.</param>
    /// <returns>Whether the header is whole.</returns>
    public static bool Colon(Cursor c, string after)
    {
        if (c.Eat(TokenKind.Colon)) return true;
        if (!c.Failed && c.At(Newline) && c.Peek() == Indent)
        {
            c.Report(c.End, c.End, $"expected `:` after {after}");
            return true;
        }
        c.Fail($"expected `:` after {after}, found {c.Found()}");
        c.Recover();
        return false;
    }

    // block: NEWLINE INDENT statements DEDENT | simple_stmts
    /// <param name="after">What the block belongs to, for messages.</param>
    /// <param name="isWhole">Was the header whole? If not, a missing block is no problem of its own.</param>
    public static void Block(Cursor c, string after, bool isWhole)
    {
        var mark = c.Mark;
        if (!c.At(Newline))
        {
            var start = c.Start;
            Statements.SimpleStatements(c);
            c.Finish(Python.Kind.Block, mark, start, c.StatementEnd);
            return;
        }
        var headerEnd = c.End;
        c.Eat(Newline);
        if (!c.At(Indent))
        {
            if (isWhole) c.Report(headerEnd, headerEnd, $"expected an indented block after {after}");
            c.Leaf(Python.Kind.Block, headerEnd, headerEnd);
            return;
        }
        var first = c.TokenAt(c.Position + 1).Start;
        Statements.IndentedStatements(c);
        c.Finish(Python.Kind.Block, mark, first, c.StatementEnd);
    }

    /// <summary>The block of a function, which an outline leaves empty.</summary>
    /// <param name="isKept">Does an outline have it all the same?</param>
    public static void Body(Cursor c, string after, bool isWhole, bool isKept)
    {
        if (!c.IsOutline || isKept || !c.At(Newline) || c.Peek() != Indent)
        {
            Block(c, after, isWhole);
            return;
        }
        var end = c.End;
        c.Eat(Newline);
        var depth = 0;
        do
        {
            if (c.Eat(Indent)) depth++;
            else if (c.Eat(Dedent)) depth--;
            else if (!c.Eat(Newline)) c.Bump();
        }
        while (depth > 0 && !c.At(EndOfFile));
        c.Leaf(Python.Kind.Block, end, end);
    }

    /// <summary>The colon and the block after a header of expressions.</summary>
    /// <param name="mark">The mark before the header's first part.</param>
    /// <param name="start">Where that part starts.</param>
    /// <param name="parts">How many parts errors must stand for if the header is broken.</param>
    private static void ColonAndBlock(Cursor c, string after, int mark, int start, int parts)
    {
        var isWhole = Colon(c, after);
        if (!isWhole)
        {
            c.Tree.Rewind(mark);
            Errors(c, start, parts);
        }
        Block(c, after, isWhole);
    }

    /// <summary>Errors in place of a header's parts; the first has all of its text.</summary>
    public static void Errors(Cursor c, int start, int parts)
    {
        // Where nothing follows the keyword, the current token is the line's end, perhaps behind blanks.
        var end = c.End;
        for (start = Math.Min(start, end); parts > 0; parts--, start = end) c.Leaf(Python.Kind.Error, start, end);
    }

    // if_stmt: 'if' named_expression ':' block (elif_stmt | [else_block])
    // elif_stmt: 'elif' named_expression ':' block (elif_stmt | [else_block])
    public static void If(Cursor c)
    {
        var (mark, start, depth) = (c.Mark, c.Start, c.Chain.Count);
        Condition(c, "the condition of `if`");
        while (c.At(Elif))
        {
            c.Chain.Push((mark, start));
            (mark, start) = (c.Mark, c.Start);
            Condition(c, "the condition of `elif`");
        }
        Optional(c, Else, "`else`");
        var end = c.StatementEnd;
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

    // named_expression ':' block, behind a keyword
    private static void Condition(Cursor c, string what)
    {
        c.Bump();
        var (mark, start) = (c.Mark, c.Start);
        Expressions.NamedExpression(c);
        ColonAndBlock(c, what, mark, start, 1);
    }

    // while_stmt: 'while' named_expression ':' block [else_block]
    public static void While(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        Condition(c, "the condition of `while`");
        Optional(c, Else, "`else`");
        c.Finish(Python.Kind.While, mark, start, c.StatementEnd);
    }

    // for_stmt: ['async'] 'for' star_targets 'in' ~ star_expressions ':' block [else_block]
    public static void For(Cursor c, int start, bool isAsync)
    {
        c.Bump();
        var (mark, headerStart) = (c.Mark, c.Start);
        Targets.Loop(c);
        c.Expect(In, "expected `in` after the target of `for`");
        var (iterableStart, isOpen) = (c.Start, !c.At(LParen));
        Expressions.StarExpressions(c);
        if (c.TargetMinor < 9 && isOpen && !c.Failed && HasStarred(c))
            Versions.Require(c, 9, iterableStart, "a starred expression in the iterable of `for`, without parentheses,");
        ColonAndBlock(c, "the iterable of `for`", mark, headerStart, 2);
        Optional(c, Else, "`else`");
        c.Finish(isAsync ? Python.Kind.AsyncFor : Python.Kind.For, mark, start, c.StatementEnd);
    }

    /// <summary>Is or holds the node finished last a starred expression?</summary>
    private static bool HasStarred(Cursor c)
    {
        var finished = c.Tree.Finished;
        var last = finished[^1];
        if ((Kind)last.Kind != Python.Kind.Tuple) return (Kind)last.Kind == Python.Kind.Starred;
        for (var child = finished.Length - 2; child >= last.First; child = finished[child].First - 1)
            if ((Kind)finished[child].Kind == Python.Kind.Starred) return true;
        return false;
    }

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
        Clause(c, "`try`");
        var end = c.StatementEnd;
        var (handlersMark, handlersStart) = (c.Mark, c.At(Except) ? c.Start : end);
        var (plain, starred) = (0, 0);
        while (c.At(Except))
        {
            if (c.Peek() == Star) starred++;
            else plain++;
            Handler(c);
        }
        end = c.StatementEnd;
        c.Finish(Python.Kind.Handlers, handlersMark, handlersStart, end);
        if (plain > 0 && starred > 0) c.Report(start, end, "one `try` cannot have both `except` and `except*`");
        if (plain + starred == 0 && !c.At(Finally)) c.Report(end, end, "expected `except` or `finally` after the block of `try`");
        Optional(c, Else, "`else`");
        Optional(c, Finally, "`finally`");
        c.Finish(starred > 0 ? Python.Kind.TryStar : Python.Kind.Try, mark, start, c.StatementEnd);
        if (starred > 0) Versions.Require(c, 11, start, "`except*`");
    }

    // except_block: 'except' expression ['as' NAME] ':' block | 'except' expressions ':' block | 'except' ':' block
    // except_star_block: 'except' '*' expression ['as' NAME] ':' block | 'except' '*' expressions ':' block
    private static void Handler(Cursor c)
    {
        var (handlerMark, handlerStart) = (c.Mark, c.Start);
        c.Bump();
        var isStarred = c.Eat(Star);
        var (mark, start) = (c.Mark, c.Start);
        if (!isStarred && c.At(TokenKind.Colon))
        {
            c.Absent();
            c.Absent();
        }
        else
        {
            ExceptionType(c);
        }
        ColonAndBlock(c, "the exception type of `except`", mark, start, 2);
        c.Finish(Python.Kind.ExceptHandler, handlerMark, handlerStart, c.StatementEnd);
    }

    // expression ['as' NAME] | expressions
    private static void ExceptionType(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        Expressions.Expression(c);
        var isTuple = c.At(Comma);
        if (isTuple)
        {
            while (c.Eat(Comma) && Expressions.StartsExpression(c.Kind)) Expressions.Expression(c);
            c.Finish(Python.Kind.Tuple, mark, start);
            Versions.Require(c, 14, start, "several exception types without parentheses");
        }
        if (!c.At(As))
        {
            c.Absent();
            return;
        }
        if (isTuple) c.Report(start, c.End, "several exception types before `as` must stand in parentheses");
        c.Bump();
        if (!c.At(Name)) c.Fail($"expected a name after `as`, found {c.Found()}");
        else c.BumpLeaf(Python.Kind.Identifier, c.Current.Data);
    }

    // [else_block]: 'else' ':' block; [finally_block]: 'finally' ':' block
    private static void Optional(Cursor c, TokenKind keyword, string what)
    {
        if (c.At(keyword)) Clause(c, what);
        else c.Absent(c.StatementEnd);
    }

    // A keyword, ':' block
    private static void Clause(Cursor c, string what)
    {
        c.Bump();
        var start = c.Start;
        if (Colon(c, what))
        {
            Block(c, what, isWhole: true);
            return;
        }
        // The header has no part that an error could stand for, so the block starts with it.
        var mark = c.Mark;
        Errors(c, start, 1);
        start = c.Tree.LastStart;
        c.Eat(Newline);
        Statements.IndentedStatements(c);
        c.Finish(Python.Kind.Block, mark, start, c.StatementEnd);
    }
}
