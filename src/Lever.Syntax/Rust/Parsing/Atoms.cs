using Lever.Syntax.Rust.Lexing;
using static Lever.Syntax.Rust.Lexing.TokenKind;

namespace Lever.Syntax.Rust.Parsing;

/// <summary>Operands: what stands alone, and what is called, indexed and taken a field of.</summary>
internal static class Atoms
{
    // operand ( '.' … | '(' … ')' | '[' … ']' | '?' )*
    public static void Postfix(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        Atom(c);
        PostfixRest(c, mark, start);
    }

    /// <summary>What follows a finished operand.</summary>
    public static void PostfixRest(Cursor c, int mark, int start)
    {
        for (; ; )
        {
            switch (c.Kind)
            {
                case Dot:
                    AfterDot(c, mark, start);
                    continue;
                case OpenParen:
                    Arguments(c);
                    c.Finish(Kind.Call, mark, start);
                    continue;
                case OpenBracket:
                    c.Descend(Cursor.BracketWeight);
                    c.Bump();
                    Expressions.Unrestricted(c);
                    c.Expect(CloseBracket, "expected `]` after an index");
                    c.Ascend(Cursor.BracketWeight);
                    c.Finish(Kind.Index, mark, start);
                    continue;
                case Question:
                    c.Bump();
                    c.Finish(Kind.Try, mark, start);
                    continue;
                default:
                    return;
            }
        }
    }

    // '.' IDENTIFIER | '.' TUPLE_INDEX | '.' 'await' | '.' IDENTIFIER ( '::' GenericArgs )? '(' CallParams? ')'
    private static void AfterDot(Cursor c, int mark, int start)
    {
        c.Bump();
        switch (c.Kind)
        {
            case TokenKind.Await:
                c.Bump();
                c.Finish(Kind.Await, mark, start);
                return;
            case Int:
                var index = c.Current.Data;
                c.Bump();
                c.FinishWith(Kind.FieldAccess, mark, start, index);
                return;
            case Name:
                var id = c.Current.Data;
                c.Bump();
                if (c.At(ColonColon))
                {
                    var end = c.End;
                    c.Bump();
                    if (!c.At(Less)) c.Fail("expected `<` after the `::` of a method call");
                    Paths.Generic(c, end);
                    if (!c.At(OpenParen)) c.Fail("a field has no generic arguments");
                    Arguments(c);
                }
                else if (c.At(OpenParen))
                {
                    c.Absent();
                    Arguments(c);
                }
                else
                {
                    c.FinishWith(Kind.FieldAccess, mark, start, id);
                    return;
                }
                c.FinishWith(Kind.MethodCall, mark, start, id);
                return;
            // `.match`, `.yield` and `.use` are unstable.
            default:
                c.Unexpected("expected a field or method");
                return;
        }
    }

    // '(' ( Expression ( ',' Expression )* ','? )? ')'
    private static void Arguments(Cursor c)
    {
        var noStruct = c.NoStruct;
        c.NoStruct = false;
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        while (!c.At(CloseParen) && !c.Failed)
        {
            Expressions.Expression(c);
            if (!c.Eat(Comma)) break;
        }
        c.Expect(CloseParen, "expected `,` or `)` among the arguments");
        c.Ascend(Cursor.BracketWeight);
        if (!c.Failed) c.NoStruct = noStruct;
    }

    private static void Atom(Cursor c)
    {
        switch (c.Kind)
        {
            case Name when c.Peek() is not (ColonColon or Bang or OpenBrace) && !IsContextual(c):
                c.BumpLeaf(Kind.Path, c.Current.Data);
                return;
            case >= Int and <= CStr or True or False:
                Expressions.Literal(c);
                return;
            case SelfValue when c.Peek() != ColonColon:
                c.BumpLeaf(Kind.Path, c.NameId());
                return;
            case OpenParen:
                Tuple(c);
                return;
            case OpenBracket:
                Array(c);
                return;
            case Name or SelfValue or SelfType or Super or Crate or ColonColon or Less when !IsContextual(c):
                AfterPath(c);
                return;
            case Underscore:
                c.BumpLeaf(Kind.Underscore);
                return;
            case Or or OrOr or Move:
                Closures.Closure(c);
                return;
            case TokenKind.Static or Const or Async or For or Name when Closures.Starts(c):
                Closures.Closure(c);
                return;
            case TokenKind.Return or TokenKind.Break or TokenKind.Continue or TokenKind.Yield or TokenKind.Become or Reserved:
                Jump(c);
                return;
            default:
                if (!Blocks.BlockLike(c)) c.Unexpected("expected an expression");
                return;
        }
    }

    /// <summary>Does a word that is a name elsewhere start a block or closure here?</summary>
    private static bool IsContextual(Cursor c) =>
        c.At(Name) && ((c.Edition >= Edition.Rust2024 && c.Spells("gen"u8) && c.Peek() is OpenBrace or Move) || (c.Edition == Edition.Rust2015 && c.Spells("async"u8) && c.Peek() is Move));

    // '(' ')' | '(' Expression ')' | '(' ( Expression ',' )+ Expression? ')'
    private static void Tuple(Cursor c)
    {
        var (mark, start, noStruct) = (c.Mark, c.Start, c.NoStruct);
        c.NoStruct = false;
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        var (count, endsInComma) = (0, false);
        while (Attributes.AtInner(c)) Attributes.One(c);
        while (!c.At(CloseParen) && !c.Failed)
        {
            Expressions.Expression(c);
            count++;
            endsInComma = c.Eat(Comma);
            if (!endsInComma) break;
        }
        c.Expect(CloseParen, "expected `,` or `)` after an expression");
        c.Ascend(Cursor.BracketWeight);
        if (!c.Failed) c.NoStruct = noStruct;
        if (count != 1 || endsInComma) c.Finish(Kind.Tuple, mark, start);
    }

    // '[' ( Expression ( ',' Expression )* ','? | Expression ';' Expression )? ']'
    private static void Array(Cursor c)
    {
        var (mark, start, noStruct) = (c.Mark, c.Start, c.NoStruct);
        c.NoStruct = false;
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        var (kind, isFirst) = (Kind.Array, true);
        while (!c.At(CloseBracket) && !c.Failed)
        {
            Expressions.Expression(c);
            if (isFirst && c.Eat(Semicolon))
            {
                Expressions.Expression(c);
                kind = Kind.ArrayRepeat;
                break;
            }
            isFirst = false;
            if (!c.Eat(Comma)) break;
        }
        c.Expect(CloseBracket, "expected `,` or `]` in an array");
        c.Ascend(Cursor.BracketWeight);
        if (!c.Failed) c.NoStruct = noStruct;
        c.Finish(kind, mark, start);
    }

    // PathExpression | StructExpression | MacroInvocation
    private static void AfterPath(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        Paths.InExpression(c);
        if (c.At(Bang) && c.Peek() is OpenParen or OpenBracket or OpenBrace) Macros.Call(c, mark, start);
        else if (c.At(OpenBrace) && !c.NoStruct) Struct(c, mark, start);
    }

    // PathInExpression '{' ( StructExprField ( ',' StructExprField )* )? ( ','? '..' Expression? )? ','? '}'
    private static void Struct(Cursor c, int mark, int start)
    {
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        while (!c.At(CloseBrace) && !c.Failed)
        {
            var field = (c.Mark, c.Start);
            var hasAttributes = c.At(Hash);
            if (hasAttributes) Attributes.Several(c);
            Field(c);
            if (hasAttributes) c.Finish(Kind.Attributed, field.Mark, field.Start);
            if (!c.Eat(Comma)) break;
        }
        c.Expect(CloseBrace, "expected `,` or `}` after a field");
        c.Ascend(Cursor.BracketWeight);
        c.Finish(Kind.StructExpression, mark, start);
    }

    // IDENTIFIER | ( IDENTIFIER | TUPLE_INDEX ) ':' Expression | '..' Expression?
    private static void Field(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        if (c.Eat(DotDot))
        {
            if (c.At(CloseBrace)) c.Absent();
            else Expressions.Expression(c);
            c.Finish(Kind.StructBase, mark, start);
            return;
        }
        if (!(c.Kind is Name or Int))
        {
            c.Unexpected("expected a field");
            return;
        }
        var id = c.NameId();
        c.Bump();
        if (!c.Eat(Colon))
        {
            c.Leaf(Kind.FieldInit, start, c.End, id);
            return;
        }
        Expressions.Expression(c);
        c.FinishWith(Kind.FieldInit, mark, start, id);
    }

    // 'return' Expression? | 'break' LIFETIME? Expression? | 'continue' LIFETIME? | 'yield' Expression? | 'become' Expression
    private static void Jump(Cursor c)
    {
        var (mark, start, keyword) = (c.Mark, c.Start, c.Kind);
        if (keyword == Reserved && !c.Spells("do"u8))
        {
            c.Unexpected("expected an expression");
            return;
        }
        c.Bump();
        switch (keyword)
        {
            case TokenKind.Continue:
                Label(c);
                c.Finish(Kind.Continue, mark, start);
                return;
            case TokenKind.Break:
                // A labelled block after `break` is its value, not its label.
                if (c.At(Lifetime) && c.Peek() == Colon) c.Absent();
                else Label(c);
                Value(c);
                c.Finish(Kind.Break, mark, start);
                return;
            case TokenKind.Become:
                c.Descend();
                Expressions.Expression(c);
                c.Ascend();
                c.Finish(Kind.Become, mark, start);
                return;
            case Reserved:
                // `do yeet` is unstable.
                if (c.Spells("yeet"u8)) c.Bump();
                else c.Unexpected("expected `yeet` after `do`");
                Value(c);
                c.Finish(Kind.Return, mark, start);
                return;
            default:
                Value(c);
                c.Finish(keyword == TokenKind.Return ? Kind.Return : Kind.Yield, mark, start);
                return;
        }
    }

    private static void Label(Cursor c)
    {
        if (c.At(Lifetime)) c.BumpLeaf(Kind.Lifetime, c.Current.Data);
        else c.Absent();
    }

    private static void Value(Cursor c)
    {
        if (!Expressions.Starts(c))
        {
            c.Absent();
            return;
        }
        c.Descend();
        Expressions.Expression(c);
        c.Ascend();
    }
}
