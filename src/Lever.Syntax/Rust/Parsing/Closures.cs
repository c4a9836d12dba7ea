using Lever.Syntax.Rust.Lexing;
using static Lever.Syntax.Rust.Lexing.TokenKind;

namespace Lever.Syntax.Rust.Parsing;

/// <summary>Closures.</summary>
internal static class Closures
{
    /// <summary>Does a closure start with these modifiers?</summary>
    public static bool Starts(Cursor c)
    {
        if (c.At(For)) return c.Peek() == Less && c.Peek(2) is Lifetime or Greater;
        for (var distance = 0; ; distance++)
        {
            switch (c.Peek(distance))
            {
                case TokenKind.Static or Const or Async or Move:
                    continue;
                case Name when (c.Spells("async"u8, distance) && c.Edition == Edition.Rust2015) || (c.Spells("gen"u8, distance) && c.Edition >= Edition.Rust2024):
                    continue;
                case Or or OrOr:
                    return distance > 0;
                default:
                    return false;
            }
        }
    }

    // ForLifetimes? 'const'? 'static'? 'async'? 'move'? ( '||' | '|' ClosureParameters? '|' ) ( Expression | '->' TypeNoBounds BlockExpression )
    public static void Closure(Cursor c)
    {
        var (mark, start, modifiers) = (c.Mark, c.Start, Modifiers.None);
        c.Descend(Cursor.BracketWeight);
        Generics.ForLifetimes(c);
        while (!(c.Kind is Or or OrOr) && !c.Failed)
        {
            modifiers |= c.Kind switch
            {
                TokenKind.Static => Modifiers.Static,
                Const => Modifiers.Const,
                Async => Modifiers.Async,
                Move => Modifiers.Move,
                Name when c.Spells("async"u8) => Modifiers.Async,
                Name when c.Spells("gen"u8) => Modifiers.Gen,
                _ => Modifiers.None,
            };
            if (c.Kind is TokenKind.Static or Const or Async or Move or Name) c.Bump();
            else c.Fail("expected `|` before a closure's parameters");
        }
        Parameters(c);
        if (c.Eat(Arrow))
        {
            Types.NoBounds(c);
            if (c.At(OpenBrace)) Blocks.Plain(c);
            else c.Fail("the body of a closure with a return type must be a block");
        }
        else
        {
            c.Absent();
            Expressions.Expression(c);
        }
        c.Ascend(Cursor.BracketWeight);
        c.FinishWith(Kind.Closure, mark, start, (int)modifiers);
    }

    private static void Parameters(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        if (!c.Eat(OrOr))
        {
            c.Bump();
            while (!c.At(Or) && !c.Failed)
            {
                var parameter = (c.Mark, c.Start);
                var hasAttributes = c.At(Hash);
                if (hasAttributes) Attributes.Several(c);
                var inner = (c.Mark, c.Start);
                Patterns.NoTopAlternatives(c);
                if (c.Eat(Colon)) Types.Type(c);
                else c.Absent();
                c.Finish(Kind.Parameter, inner.Mark, inner.Start);
                if (hasAttributes) c.Finish(Kind.Attributed, parameter.Mark, parameter.Start);
                if (!c.Eat(Comma)) break;
            }
            c.Expect(Or, "expected `,` or `|` among a closure's parameters");
        }
        c.Finish(Kind.Parameters, mark, start);
    }
}
