using Lever.Syntax.Python.Lexing;
using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Parsing;

/// <summary>Statement lists and simple statements.</summary>
internal static class Statements
{
    // file: [statements] ENDMARKER
    public static void Module(Cursor c)
    {
        while (!c.At(EndOfFile)) Statement(c);
        c.Finish(Python.Kind.Module, 0, 0, c.Source.Length);
    }

    // statement: compound_stmt | simple_stmts
    public static void Statement(Cursor c)
    {
        c.StartLine();
        var (mark, start) = (c.Mark, c.Start);
        switch (c.Kind)
        {
            case If:
                CompoundStatements.If(c);
                break;
            case Def:
                Definitions.Function(c);
                break;
            case Class:
                Definitions.Class(c);
                break;
            case TokenKind.At:
                Definitions.Decorated(c);
                break;
            case For:
                CompoundStatements.For(c, start, isAsync: false);
                break;
            case While:
                CompoundStatements.While(c);
                break;
            case Try:
                CompoundStatements.Try(c);
                break;
            case With:
                WithStatements.With(c, start, isAsync: false);
                break;
            case Async:
                CompoundStatements.Async(c);
                break;
            case Name when MatchStatements.AtMatch(c):
                MatchStatements.Match(c);
                break;
            case Elif or Else or Except or Finally:
                c.Fail($"{c.Found()} belongs to no statement before it");
                break;
            case Indent:
                c.Report(c.Start, c.Start, "this line is indented, but nothing before it opens a block");
                IndentedStatements(c);
                return;
            case Newline or Dedent:
                // The lexer emits neither where a statement may start, except after its own problems.
                if (!c.Eat(Newline)) c.Eat(Dedent);
                return;
            default:
                SimpleStatements(c);
                return;
        }
        if (c.Failed) GiveUp(c, mark, start);
    }

    // NEWLINE INDENT statements DEDENT, behind NEWLINE
    public static void IndentedStatements(Cursor c)
    {
        if (!c.Eat(Indent)) return;
        while (!c.At(Dedent) && !c.At(EndOfFile)) Statement(c);
        c.Eat(Dedent);
    }

    /// <summary>Replaces a statement that failed by an error; an indented block after it is kept as statements of its own.</summary>
    private static void GiveUp(Cursor c, int mark, int start)
    {
        c.Tree.Rewind(mark);
        c.Recover();
        c.Leaf(Python.Kind.Error, start, Math.Max(start, c.StatementEnd));
        c.Eat(Newline);
        IndentedStatements(c);
    }

    // simple_stmts: ';'.simple_stmt+ [';'] NEWLINE
    public static void SimpleStatements(Cursor c)
    {
        for (; ; )
        {
            var (mark, start) = (c.Mark, c.Start);
            Simple(c);
            if (!c.At(Newline) && !c.At(Semicolon)) FailAtRest(c, start);
            if (c.Failed)
            {
                GiveUp(c, mark, start);
                return;
            }
            if (!c.Eat(Semicolon) || c.At(Newline)) break;
        }
        c.Eat(Newline);
    }

    private static void FailAtRest(Cursor c, int start)
    {
        var word = c.Source[new Text.Span(start, Math.Min(start + 6, c.Source.Length))];
        if (word.StartsWith("print "u8)) c.Fail("`print` is a function; put its arguments in parentheses");
        else if (word.StartsWith("exec "u8)) c.Fail("`exec` is a function; put its arguments in parentheses");
        else c.Fail($"expected the end of the statement, found {c.Found()}");
    }

    private static void Simple(Cursor c)
    {
        switch (c.Kind)
        {
            case Return:
                ReturnStatement(c);
                return;
            case TokenKind.Import:
                Imports.Import(c);
                return;
            case From:
                Imports.From(c);
                return;
            case Raise:
                RaiseStatement(c);
                return;
            case Pass:
                c.BumpLeaf(Python.Kind.Pass);
                return;
            case Del:
                DelStatement(c);
                return;
            case TokenKind.Assert:
                AssertStatement(c);
                return;
            case Break:
                c.BumpLeaf(Python.Kind.Break);
                return;
            case Continue:
                c.BumpLeaf(Python.Kind.Continue);
                return;
            case Global:
                Names(c, Python.Kind.Global);
                return;
            case Nonlocal:
                Names(c, Python.Kind.Nonlocal);
                return;
            case Name when c.Peek() == Name && c.Peek(2) is Equal or LBracket && c.Spells(c.Position, "type"u8):
                TypeAlias(c);
                return;
            default:
                Assignments.ExpressionOrAssignment(c);
                return;
        }
    }

    // return_stmt: 'return' [star_expressions]
    private static void ReturnStatement(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        if (AtEnd(c)) c.Absent();
        else Expressions.StarExpressions(c);
        c.Finish(Python.Kind.Return, mark, start);
    }

    // raise_stmt: 'raise' expression ['from' expression] | 'raise'
    private static void RaiseStatement(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        if (AtEnd(c))
        {
            c.Absent();
            c.Absent();
        }
        else
        {
            Expressions.Expression(c);
            if (c.Eat(From)) Expressions.Expression(c);
            else c.Absent();
        }
        c.Finish(Python.Kind.Raise, mark, start);
    }

    // del_stmt: 'del' del_targets &(';' | NEWLINE)
    private static void DelStatement(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        do
        {
            Targets.Deleted(c);
        } while (c.Eat(Comma) && !AtEnd(c));
        c.Finish(Python.Kind.Delete, mark, start);
    }

    // assert_stmt: 'assert' expression [',' expression]
    private static void AssertStatement(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        Expressions.Expression(c);
        if (c.Eat(Comma)) Expressions.Expression(c);
        else c.Absent();
        c.Finish(Python.Kind.Assert, mark, start);
    }

    // global_stmt: 'global' ','.NAME+; nonlocal_stmt: 'nonlocal' ','.NAME+
    private static void Names(Cursor c, Kind kind)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        do
        {
            if (!c.At(Name)) c.Fail($"expected a name, found {c.Found()}");
            else c.BumpLeaf(Python.Kind.Identifier, c.Current.Data);
        } while (c.Eat(Comma));
        c.Finish(kind, mark, start);
    }

    // type_alias: "type" NAME [type_params] '=' expression
    private static void TypeAlias(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        c.BumpLeaf(Python.Kind.Name, c.Current.Data);
        TypeParameters.Optional(c);
        c.Expect(Equal, "expected `=` after the name of a type alias");
        Expressions.Expression(c);
        c.Finish(Python.Kind.TypeAlias, mark, start);
        Versions.Require(c, 12, start, "the `type` statement");
    }

    private static bool AtEnd(Cursor c) => c.Kind is Newline or Semicolon or EndOfFile;
}
