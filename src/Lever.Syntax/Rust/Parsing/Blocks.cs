using Lever.Syntax.Rust.Lexing;
using static Lever.Syntax.Rust.Lexing.TokenKind;

namespace Lever.Syntax.Rust.Parsing;

/// <summary>Blocks, their statements, and the expressions that end in blocks.</summary>
internal static class Blocks
{
    // BlockExpression: '{' InnerAttribute* Statements? '}'
    public static void Plain(Cursor c) => Braces(c, c.Mark, c.Start, BlockKind.Plain);

    // 'unsafe' | 'const' | 'async' 'move'? | 'try' | 'gen' 'move'? BlockExpression
    public static void Modified(Cursor c)
    {
        var (mark, start, kind) = (c.Mark, c.Start, BlockKind.Plain);
        while (!c.At(OpenBrace) && !c.Failed)
        {
            kind |= c.Kind switch
            {
                Unsafe => BlockKind.Unsafe,
                Const => BlockKind.Const,
                Async => BlockKind.Async,
                TokenKind.Try => BlockKind.Try,
                Move => BlockKind.Move,
                Name when c.Spells("async"u8) => BlockKind.Async,
                _ => BlockKind.Gen,
            };
            c.Bump();
        }
        Braces(c, mark, start, kind);
    }

    private static void Braces(Cursor c, int mark, int start, BlockKind kind)
    {
        if (!c.At(OpenBrace))
        {
            c.Unexpected("expected `{`");
            return;
        }
        var (limit, noStruct) = (c.Current.Data, c.NoStruct);
        c.NoStruct = false;
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        while (c.Position < limit && !c.At(EndOfFile) && !c.Failed)
        {
            var unit = c.StartUnit();
            Statement(c, limit);
            c.EndUnit(unit, limit);
        }
        c.Expect(CloseBrace, "expected `}` at the end of a block");
        c.Ascend(Cursor.BracketWeight);
        if (!c.Failed) c.NoStruct = noStruct;
        c.FinishWith(Kind.Block, mark, start, (int)kind);
    }

    // Statement: ';' | Item | LetStatement | ExpressionStatement | MacroInvocationSemi
    private static void Statement(Cursor c, int limit)
    {
        if (c.Eat(Semicolon)) return;
        if (Attributes.AtInner(c))
        {
            Attributes.One(c);
            return;
        }
        var (mark, start) = (c.Mark, c.Start);
        // Nearly all statements start with something that starts no item.
        if (c.Kind is TokenKind.Let)
        {
            Let(c);
            return;
        }
        var hasAttributes = c.At(Hash);
        if (hasAttributes) Attributes.Several(c);
        var inner = (Mark: c.Mark, Start: c.Start);
        if (MayStartItem(c))
        {
            c.MayOmitNames = false;
            // The item wants its attributes' slot filled, an expression does not.
            if (!hasAttributes) c.Absent(start);
            if (Items.Item(c, mark, start)) return;
            if (!hasAttributes) c.Tree.Rewind(mark);
        }
        if (c.At(TokenKind.Let)) Let(c);
        else Expression(c, limit, hasAttributes ? inner.Mark : mark, hasAttributes ? inner.Start : start);
        if (hasAttributes) c.Finish(Kind.Attributed, mark, start);
    }

    private static bool MayStartItem(Cursor c) => c.Kind switch
    {
        Name => c.Peek() is Name or TokenKind.Trait or Fn or TokenKind.Static or TokenKind.Impl or TokenKind.Type or Const or Unsafe or Async or Extern or Bang,
        Pub or Fn or Const or Unsafe or Extern or Async or TokenKind.Struct or TokenKind.Enum or TokenKind.Trait or TokenKind.Impl or Mod or TokenKind.Use or TokenKind.Type or TokenKind.Static or Macro => true,
        _ => false,
    };

    // LetStatement: 'let' Pattern ( ':' Type )? ( '=' Expression ( 'else' BlockExpression )? )? ';'
    private static void Let(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        Patterns.Pattern(c);
        if (c.Eat(Colon)) Types.Type(c);
        else c.Absent();
        if (c.Eat(Equal)) Expressions.Expression(c);
        else c.Absent();
        if (c.Eat(Else)) Plain(c);
        else c.Absent();
        c.Expect(Semicolon, "expected `;` after `let`");
        c.Finish(Kind.Let, mark, start);
    }

    /// <summary>A statement that is an expression, or the value at the block's end.</summary>
    private static void Expression(Cursor c, int limit, int mark, int start)
    {
        var endsInBlock = StatementExpression(c, mark, start);
        if (c.Eat(Semicolon)) c.FinishWith(Kind.ExpressionStatement, mark, start, 1);
        else if (c.Position >= limit) return;
        else if (endsInBlock) c.FinishWith(Kind.ExpressionStatement, mark, start, 0);
        else c.Unexpected("expected `;` or `}`");
    }

    /// <summary>An expression at the start of a statement or arm: one that ends in a block is complete unless a method or `?` follows.</summary>
    /// <returns>Is it complete without a separator?</returns>
    private static bool StatementExpression(Cursor c, int mark, int start)
    {
        if (BlockLike(c))
        {
            if (!(c.Kind is Dot or Question)) return !c.Failed;
            Atoms.PostfixRest(c, mark, start);
            Expressions.Operators(c, mark, start);
            return false;
        }
        if (!Paths.Starts(c.Kind) || c.At(Less) || !IsBracedMacro(c))
        {
            Expressions.Expression(c);
            return false;
        }
        Paths.Simple(c);
        Macros.Call(c, mark, start);
        if (!(c.Kind is Dot or Question)) return !c.Failed;
        Atoms.PostfixRest(c, mark, start);
        Expressions.Operators(c, mark, start);
        return false;
    }

    /// <summary>Does a macro call with braces stand here?</summary>
    private static bool IsBracedMacro(Cursor c)
    {
        if (c.Peek() is not (Bang or ColonColon) && !c.At(ColonColon)) return false;
        for (var distance = 0; ; distance++)
        {
            switch (c.Peek(distance))
            {
                case Name or SelfValue or SelfType or Super or Crate or ColonColon:
                    continue;
                case Bang:
                    return c.Peek(distance + 1) == OpenBrace;
                default:
                    return false;
            }
        }
    }

    /// <summary>An expression that ends in a block; false where none starts here.</summary>
    public static bool BlockLike(Cursor c)
    {
        switch (c.Kind)
        {
            case OpenBrace:
                Plain(c);
                return true;
            case TokenKind.If:
                If(c);
                return true;
            case TokenKind.Match:
                Match(c);
                return true;
            case TokenKind.Loop or TokenKind.While:
            case For when c.Peek() != Less || !Closures.Starts(c):
                c.Absent(c.Start);
                Loop(c, c.Mark - 1, c.Start);
                return true;
            case Lifetime when c.Peek() == Colon:
                Labeled(c);
                return true;
            case Unsafe or TokenKind.Try or Const when c.Peek() == OpenBrace:
            case Async when c.Peek() == OpenBrace || (c.Peek() == Move && c.Peek(2) == OpenBrace):
            case Async when c.Edition >= Edition.Rust2024 && c.Spells("gen"u8, 1) && (c.Peek(2) == OpenBrace || (c.Peek(2) == Move && c.Peek(3) == OpenBrace)):
            case Name when c.Edition >= Edition.Rust2024 && c.Spells("gen"u8) && (c.Peek() == OpenBrace || (c.Peek() == Move && c.Peek(2) == OpenBrace)):
            case Name when c.Edition == Edition.Rust2015 && c.Spells("async"u8) && c.Peek() == Move && c.Peek(2) == OpenBrace:
                Modified(c);
                return true;
            default:
                return false;
        }
    }

    // LIFETIME ':' ( LoopExpression | BlockExpression )
    private static void Labeled(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.BumpLeaf(Kind.Lifetime, c.Current.Data);
        c.Bump();
        if (c.Kind is TokenKind.Loop or TokenKind.While or For)
        {
            Loop(c, mark, start);
            return;
        }
        Plain(c);
        c.Finish(Kind.LabeledBlock, mark, start);
    }

    // 'loop' BlockExpression | 'while' Expression BlockExpression | 'for' Pattern 'in' Expression BlockExpression
    /// <summary>A loop whose label's slot is filled.</summary>
    private static void Loop(Cursor c, int mark, int start)
    {
        var keyword = c.Kind;
        c.Bump();
        if (keyword == TokenKind.While)
        {
            Expressions.Head(c);
        }
        else if (keyword == For)
        {
            Patterns.Pattern(c);
            c.Expect(In, "expected `in` after the pattern of a `for`");
            Expressions.Head(c);
        }
        Plain(c);
        c.Finish(keyword == For ? Kind.For : keyword == TokenKind.While ? Kind.While : Kind.Loop, mark, start);
    }

    // 'if' Conditions BlockExpression ( 'else' ( BlockExpression | IfExpression ) )?
    private static void If(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        Expressions.Head(c);
        Plain(c);
        if (c.Eat(Else))
        {
            c.Descend();
            if (c.At(TokenKind.If)) If(c);
            else Plain(c);
            c.Ascend();
        }
        else
        {
            c.Absent();
        }
        c.Finish(Kind.If, mark, start);
    }

    // 'match' Scrutinee '{' InnerAttribute* MatchArms? '}'
    private static void Match(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        Expressions.Head(c);
        if (!c.At(OpenBrace))
        {
            c.Unexpected("expected `{` after the value of a `match`");
            return;
        }
        var (limit, noStruct) = (c.Current.Data, c.NoStruct);
        c.NoStruct = false;
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        while (Attributes.AtInner(c)) Attributes.One(c);
        while (c.Position < limit && !c.At(EndOfFile) && !c.Failed)
        {
            var unit = c.StartUnit();
            Arm(c, limit);
            c.EndUnit(unit, limit, isArm: true);
        }
        c.Expect(CloseBrace, "expected `}` after the arms of a `match`");
        c.Ascend(Cursor.BracketWeight);
        if (!c.Failed) c.NoStruct = noStruct;
        c.Finish(Kind.Match, mark, start);
    }

    // OuterAttribute* Pattern ( 'if' Expression )? '=>' ( Expression ',' | ExpressionWithBlock ','? )
    private static void Arm(Cursor c, int limit)
    {
        var outer = (c.Mark, c.Start);
        var hasAttributes = c.At(Hash);
        if (hasAttributes) Attributes.Several(c);
        var (mark, start) = (c.Mark, c.Start);
        Patterns.Pattern(c);
        if (c.Eat(TokenKind.If)) Expressions.Expression(c);
        else c.Absent();
        c.Expect(FatArrow, "expected `=>` in an arm");
        var body = (c.Mark, c.Start);
        var endsInBlock = StatementExpression(c, body.Mark, body.Start);
        var end = c.End;
        if (!c.Eat(Comma) && !endsInBlock && c.Position < limit) c.Unexpected("expected `,` or `}` after an arm");
        c.Finish(Kind.MatchArm, mark, start, end, 0);
        if (hasAttributes) c.Finish(Kind.Attributed, outer.Mark, outer.Start, end, 0);
    }
}
