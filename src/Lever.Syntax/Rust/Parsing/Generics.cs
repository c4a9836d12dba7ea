using Lever.Syntax.Rust.Lexing;
using static Lever.Syntax.Rust.Lexing.TokenKind;

namespace Lever.Syntax.Rust.Parsing;

/// <summary>Generic parameters, where clauses and bounds.</summary>
internal static class Generics
{
    /// <summary>Fills the slot of a definition's generic parameters.</summary>
    public static void Optional(Cursor c)
    {
        if (c.At(Less)) Parameters(c, Kind.Generics);
        else c.Absent();
    }

    // GenericParams: '<' ( GenericParam ( ',' GenericParam )* ','? )? '>'
    private static void Parameters(Cursor c, Kind kind)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        while (!c.At(Greater) && !c.Failed)
        {
            var parameter = (c.Mark, c.Start);
            var hasAttributes = c.At(Hash);
            if (hasAttributes) Attributes.Several(c);
            Parameter(c);
            if (hasAttributes) c.Finish(Kind.Attributed, parameter.Mark, parameter.Start);
            if (!c.Eat(Comma)) break;
        }
        c.Expect(Greater, "expected `,` or `>` among generic parameters");
        c.Ascend(Cursor.BracketWeight);
        c.Finish(kind, mark, start);
    }

    // Lifetime ( ':' LifetimeBounds )? | IDENTIFIER ( ':' Bounds? )? ( '=' Type )? | 'const' IDENTIFIER ':' Type ( '=' const )?
    private static void Parameter(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        switch (c.Kind)
        {
            case TokenKind.Lifetime:
                c.BumpLeaf(Kind.Lifetime, c.Current.Data);
                AfterColon(c);
                c.Finish(Kind.LifetimeParameter, mark, start);
                return;
            case Const:
                c.Bump();
                c.NameLeaf("expected the name of a const parameter");
                c.Expect(Colon, "expected `:` and the type of a const parameter");
                Types.Type(c);
                if (!c.Eat(Equal)) c.Absent();
                else if (c.At(OpenBrace)) Blocks.Plain(c);
                else if (Expressions.StartsLiteral(c.Kind) || c.At(Minus)) Expressions.LiteralOrNegative(c);
                else Paths.InExpression(c);
                c.Finish(Kind.ConstParameter, mark, start);
                return;
            default:
                c.NameLeaf("expected a generic parameter");
                AfterColon(c);
                if (c.Eat(Equal)) Types.Type(c);
                else c.Absent();
                c.Finish(Kind.TypeParameter, mark, start);
                return;
        }
    }

    /// <summary>Fills the slot of bounds that follow a colon.</summary>
    public static void AfterColon(Cursor c)
    {
        if (c.Eat(Colon)) Bounds(c);
        else c.Absent();
    }

    // 'for' GenericParams
    /// <summary>Fills the slot of lifetimes that a bound or function pointer is given for.</summary>
    public static void ForLifetimes(Cursor c)
    {
        if (!c.At(For) || c.Peek() != Less)
        {
            c.Absent(c.Start);
            return;
        }
        c.Bump();
        Parameters(c, Kind.ForLifetimes);
    }

    // WhereClause: 'where' ( WherePredicate ',' )* WherePredicate?
    /// <summary>Fills the slot of a where clause.</summary>
    public static void Where(Cursor c)
    {
        if (!c.At(TokenKind.Where))
        {
            c.Absent();
            return;
        }
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        while (!(c.Kind is OpenBrace or Semicolon or Equal or EndOfFile or CloseBrace) && !c.Failed)
        {
            Predicate(c);
            if (!c.Eat(Comma)) break;
        }
        c.Finish(Kind.WhereClause, mark, start);
    }

    // Lifetime ':' LifetimeBounds | ForLifetimes? Type ':' Bounds?
    private static void Predicate(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        ForLifetimes(c);
        if (c.At(TokenKind.Lifetime)) c.BumpLeaf(Kind.Lifetime, c.Current.Data);
        else Types.NoBounds(c);
        c.Expect(Colon, "expected `:` in a where clause");
        Bounds(c);
        c.Finish(Kind.WherePredicate, mark, start);
    }

    // Bounds: ( Bound ( '+' Bound )* '+'? )?
    public static void Bounds(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        while (Bound(c) && c.Eat(Plus)) { }
        // Empty bounds, as in `T:`, end where they start.
        c.Finish(Kind.Bounds, mark, Math.Min(start, c.End));
    }

    /// <summary>The rest of bounds at a `+`, whose first was taken for a type: a path, the only node since the mark.</summary>
    public static void AfterFirst(Cursor c, int mark, int start)
    {
        c.AbsentBefore(mark, start);
        c.Finish(Kind.TraitBound, mark, start);
        while (c.Eat(Plus) && Bound(c)) { }
        c.Finish(Kind.Bounds, mark, start);
    }

    /// <summary>Bounds of which there is only one, since none may follow.</summary>
    public static void OneBound(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        if (!Bound(c)) c.Unexpected("expected a bound");
        c.Finish(Kind.Bounds, mark, start);
    }

    // Lifetime | 'use' '<' … '>' | '(' Bound ')' | Modifiers ForLifetimes? TypePath
    private static bool Bound(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        switch (c.Kind)
        {
            case TokenKind.Lifetime:
                c.BumpLeaf(Kind.Lifetime, c.Current.Data);
                return true;
            case Use:
                c.Bump();
                c.Expect(Less, "expected `<` after `use` among bounds");
                while (!c.At(Greater) && !c.Failed)
                {
                    if (c.At(TokenKind.Lifetime)) c.BumpLeaf(Kind.Lifetime, c.Current.Data);
                    else Paths.Simple(c);
                    if (!c.Eat(Comma)) break;
                }
                c.Expect(Greater, "expected `>` after the captured parameters");
                c.Finish(Kind.UseBound, mark, start);
                return true;
            case OpenParen:
                c.Descend(Cursor.BracketWeight);
                c.Bump();
                if (!Bound(c)) c.Fail("expected a bound");
                c.Expect(CloseParen, "expected `)` after a bound");
                c.Ascend(Cursor.BracketWeight);
                return true;
            case Question or Tilde or Const or Async or Bang or For or OpenBracket:
            case var kind when Paths.Starts(kind):
                TraitBound(c);
                return true;
            default:
                return false;
        }
    }

    private static void TraitBound(Cursor c)
    {
        var (mark, start, isMaybe) = (c.Mark, c.Start, false);
        // `~const Trait`, `[const] Trait` and `async Trait` are unstable; `for` may stand before or after these.
        var hasFor = c.At(For);
        if (hasFor) ForLifetimes(c);
        if (c.At(OpenBracket) && c.Peek() == Const && c.Peek(2) == CloseBracket)
        {
            c.Bump();
            c.Bump();
            c.Bump();
        }
        while (c.Kind is Question or Tilde or Const or Async or Bang)
        {
            isMaybe |= c.At(Question);
            c.Bump();
        }
        if (!hasFor) ForLifetimes(c);
        Paths.InType(c);
        c.FinishWith(Kind.TraitBound, mark, start, isMaybe ? 1 : 0);
    }
}
