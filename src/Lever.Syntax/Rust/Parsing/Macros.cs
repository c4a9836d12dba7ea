using Lever.Syntax.Rust.Lexing;
using Lever.Syntax.Trees;
using static Lever.Syntax.Rust.Lexing.TokenKind;

namespace Lever.Syntax.Rust.Parsing;

/// <summary>
/// Calls of macros. They keep their tokens; only of well-known macros the arguments are parsed as expressions, and where that fails, the
/// tokens stay: a macro of the same name may be another one.
/// </summary>
internal static class Macros
{
    /// <summary>Macros whose arguments are expressions.</summary>
    private static readonly NameIndex known = new(
    [
        "print", "println", "eprint", "eprintln", "format", "format_args", "write", "writeln", "panic", "todo", "unimplemented", "unreachable",
        "assert", "assert_eq", "assert_ne", "debug_assert", "debug_assert_eq", "debug_assert_ne", "vec", "dbg", "matches", "concat", "env", "option_env", "include_str", "include_bytes",
        "log", "trace", "debug", "info", "warn", "error", "event", "bail", "ensure", "anyhow", "eyre", "join", "try_join", "select", "ready", "pin", "addr_of", "addr_of_mut", "intern", "json",
    ]);

    public static bool AtTokenTree(Cursor c) => c.Kind is OpenParen or OpenBracket or OpenBrace;

    // MacroInvocation: SimplePath '!' DelimTokenTree
    /// <summary>A call whose path is the node finished last.</summary>
    public static void Call(Cursor c, int mark, int start)
    {
        c.Bump();
        var name = known.Find(c.Tree.Names, c.Tree.Finished[^1].Data);
        if (c.At(Name))
        {
            c.Fail("a name between a macro's `!` and its arguments belongs to `macro_rules` alone");
        }
        else if (!AtTokenTree(c))
        {
            c.Fail("expected the arguments of a macro");
        }
        else if (name < 0 || !Arguments(c, c.Spells("select"u8, -2), c.Spells("matches"u8, -2)))
        {
            TokenTree(c);
        }
        c.Finish(Kind.MacroCall, mark, start);
    }

    /// <summary>Tries to parse a well-known macro's arguments; leaves all as it was where they are no expressions.</summary>
    private static bool Arguments(Cursor c, bool isSelect, bool isMatches)
    {
        var opener = c.Current;
        var closer = opener.Data;
        if (closer <= c.Position || c.TokenAt(closer).Kind != opener.Kind + 1 || !c.MayTry) return false;
        var trial = c.StartTrial();
        var (mark, start) = (c.Mark, c.Start);
        c.Descend(Cursor.BracketWeight);
        c.NoStruct = false;
        c.Bump();
        if (isSelect)
        {
            while (c.Position < closer && !c.Failed) SelectArm(c);
        }
        else
        {
            while (c.Position < closer && !c.Failed)
            {
                var isFirst = c.Position == trial.Position + 1;
                if (isMatches && !isFirst) MatchesPattern(c);
                else Argument(c);
                if (isFirst && opener.Kind == OpenBracket && c.At(Semicolon) && c.Position + 1 != closer) Repeat(c, mark, c.TokenAt(trial.Position + 1).Start);
                // Structured fields of a log record end in a semicolon.
                if (!c.Eat(Comma) && !c.Eat(Semicolon)) break;
            }
        }
        if (c.Failed || c.Position != closer)
        {
            c.Undo(trial);
            return false;
        }
        c.Bump();
        c.Keep(trial);
        c.FinishWith(isSelect ? Kind.SelectArms : Kind.MacroArguments, mark, start, c.Source.Buffer[opener.Start]);
        return true;
    }

    // Expression | name '=' Expression; a field of a log record may have `%` or `?` before its value
    private static void Argument(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        if (c.At(Name) && c.Peek() is Equal or Colon)
        {
            var id = c.NameId();
            c.Bump();
            c.Bump();
            Value(c);
            c.FinishWith(Kind.NamedArgument, mark, start, id);
            return;
        }
        Value(c);
    }

    // Expression ';' Expression
    private static void Repeat(Cursor c, int mark, int start)
    {
        c.Bump();
        Expressions.Expression(c);
        c.Finish(Kind.ArrayRepeat, mark, start);
    }

    private static void Value(Cursor c)
    {
        if (c.Kind is Percent or Question) c.Bump();
        Expressions.Expression(c);
    }

    private static void MatchesPattern(Cursor c)
    {
        Patterns.Pattern(c);
        if (c.Eat(TokenKind.If)) Expressions.Expression(c);
    }

    // pattern '=' future ( ',' 'if' condition )? '=>' handler ','? | ( 'else' | 'complete' | 'default' ) '=>' handler | 'biased' ';'
    private static void SelectArm(Cursor c)
    {
        if (c.Spells("biased"u8) && c.Peek() == Semicolon)
        {
            c.Bump();
            c.Bump();
            return;
        }
        var (mark, start) = (c.Mark, c.Start);
        if (c.Peek() == FatArrow && c.Kind is Else or Name)
        {
            c.Bump();
            c.Absent(start);
            c.Absent(start);
            c.Absent(start);
        }
        else
        {
            Patterns.Pattern(c);
            c.Expect(Equal, "expected `=` after a pattern");
            Expressions.Expression(c);
            if (c.At(Comma) && c.Peek() == TokenKind.If)
            {
                c.Bump();
                c.Bump();
                Expressions.Expression(c);
            }
            else
            {
                c.Absent();
            }
        }
        c.Expect(FatArrow, "expected `=>` before a handler");
        Expressions.Expression(c);
        c.Finish(Kind.SelectArm, mark, start);
        c.Eat(Comma);
    }

    // DelimTokenTree
    public static void TokenTree(Cursor c)
    {
        if (c.Failed) return;
        var opener = c.Current;
        if (opener.Data <= c.Position || c.TokenAt(opener.Data).Kind != opener.Kind + 1)
        {
            c.Fail("this bracket is never closed");
            return;
        }
        c.Descend(Cursor.BracketWeight);
        var mark = c.Mark;
        c.Bump();
        while (c.Position < opener.Data && !c.Failed)
        {
            if (AtTokenTree(c)) TokenTree(c);
            else if (c.Kind is Name or >= As) c.BumpLeaf(Kind.TokenName, c.NameId());
            else c.BumpLeaf(Kind.Token, (int)c.Kind);
        }
        c.Bump();
        c.Ascend(Cursor.BracketWeight);
        c.FinishWith(Kind.TokenTree, mark, opener.Start, c.Source.Buffer[opener.Start]);
    }
}
