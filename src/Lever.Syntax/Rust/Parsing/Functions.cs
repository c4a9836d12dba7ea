using Lever.Syntax.Rust.Lexing;
using static Lever.Syntax.Rust.Lexing.TokenKind;

namespace Lever.Syntax.Rust.Parsing;

/// <summary>Functions, their modifiers and parameters.</summary>
internal static class Functions
{
    // FunctionQualifiers: 'const'? 'async'? 'safe'? 'unsafe'? ( 'extern' Abi? )?, with the specialization's 'default' before them
    public static Modifiers Qualifiers(Cursor c)
    {
        var modifiers = Modifiers.None;
        for (; ; )
        {
            var next = c.Kind switch
            {
                Const => Modifiers.Const,
                Async => Modifiers.Async,
                Unsafe => Modifiers.Unsafe,
                Extern => Modifiers.Extern,
                Name when c.Spells("default"u8) => Modifiers.Default,
                Name when c.Spells("safe"u8) => Modifiers.Safe,
                Name when c.Spells("gen"u8) => Modifiers.Gen,
                // In 2015 these two are names.
                Name when c.Spells("async"u8) && c.Peek() is Fn or Unsafe or Extern => Modifiers.Async,
                _ => Modifiers.None,
            };
            if (next == Modifiers.None) return modifiers;
            modifiers |= next;
            c.Bump();
            if (next == Modifiers.Extern) c.Eat(Str);
        }
    }

    // Function: FunctionQualifiers 'fn' IDENTIFIER GenericParams? '(' FunctionParameters? ')' ( '->' Type )? WhereClause? ( BlockExpression | ';' )
    /// <summary>The rest of a function whose attributes and visibility are finished.</summary>
    /// <param name="mark">Taken before the attributes.</param>
    public static void Rest(Cursor c, int mark, int start, Modifiers modifiers)
    {
        c.Expect(Fn, "expected `fn`");
        c.NameLeaf("expected the name of a function");
        Generics.Optional(c);
        Parameters(c, c.MayOmitNames);
        if (c.Eat(Arrow)) Types.Type(c);
        else c.Absent();
        Generics.Where(c);
        if (c.Eat(Semicolon)) c.Absent();
        else if (c.At(OpenBrace)) Blocks.Plain(c);
        else c.Unexpected("expected a function's body");
        c.FinishWith(Kind.Function, mark, start, (int)modifiers);
    }

    // '(' ( Parameter ( ',' Parameter )* ','? )? ')'
    /// <param name="mayOmitNames">May a parameter be a type alone?</param>
    public static void Parameters(Cursor c, bool mayOmitNames)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Expect(OpenParen, "expected `(` before the parameters");
        while (!c.At(CloseParen) && !c.Failed)
        {
            var parameter = (c.Mark, c.Start);
            var hasAttributes = c.At(Hash);
            if (hasAttributes) Attributes.Several(c);
            Parameter(c, mayOmitNames);
            if (hasAttributes) c.Finish(Kind.Attributed, parameter.Mark, parameter.Start);
            if (!c.Eat(Comma)) break;
        }
        c.Expect(CloseParen, "expected `,` or `)` among the parameters");
        c.Finish(Kind.Parameters, mark, start);
    }

    private static void Parameter(Cursor c, bool mayOmitNames)
    {
        if (AtSelf(c))
        {
            Self(c);
            return;
        }
        var (mark, start) = (c.Mark, c.Start);
        if (c.Eat(DotDotDot))
        {
            c.Absent();
            c.Finish(Kind.Variadic, mark, start);
            return;
        }
        if (mayOmitNames && !HasName(c))
        {
            c.Absent(start);
            Types.Type(c);
            c.Finish(Kind.Parameter, mark, start);
            return;
        }
        Patterns.NoTopAlternatives(c);
        c.Expect(Colon, "expected `:` and the type of a parameter");
        if (c.Eat(DotDotDot))
        {
            c.Finish(Kind.Variadic, mark, start);
            return;
        }
        Types.Type(c);
        c.Finish(Kind.Parameter, mark, start);
    }

    /// <summary>Does a name and a colon stand here, possibly behind `&amp;` or `mut`?</summary>
    private static bool HasName(Cursor c)
    {
        var distance = c.Kind is And or AndAnd or Mut ? 1 : 0;
        return c.Peek(distance) is Name or Underscore && c.Peek(distance + 1) == Colon;
    }

    private static bool AtSelf(Cursor c) => c.Kind switch
    {
        SelfValue => c.Peek() != ColonColon,
        Mut => c.Peek() == SelfValue,
        And => c.Peek() switch
        {
            SelfValue => true,
            Mut => c.Peek(2) == SelfValue,
            Lifetime => c.Peek(2) == SelfValue || (c.Peek(2) == Mut && c.Peek(3) == SelfValue),
            _ => false,
        },
        _ => false,
    };

    // SelfParam: '&' Lifetime? 'mut'? 'self' | 'mut'? 'self' ( ':' Type )?
    private static void Self(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        var isReference = c.Eat(And);
        if (c.At(Lifetime)) c.BumpLeaf(Kind.Lifetime, c.Current.Data);
        else c.Absent(c.Start);
        var isMut = c.Eat(Mut);
        c.Bump();
        if (c.Eat(Colon)) Types.Type(c);
        else c.Absent();
        c.FinishWith(Kind.SelfParameter, mark, start, (isReference ? 1 : 0) | (isMut ? 2 : 0));
    }
}
