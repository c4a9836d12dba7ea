using Lever.Syntax.Rust.Lexing;
using static Lever.Syntax.Rust.Lexing.TokenKind;

namespace Lever.Syntax.Rust.Parsing;

/// <summary>Attributes and visibilities.</summary>
internal static class Attributes
{
    // OuterAttribute*
    /// <summary>Fills the slot of a node's attributes.</summary>
    public static void Outer(Cursor c)
    {
        if (c.At(Hash)) Several(c);
        else c.Absent(c.Start);
    }

    /// <summary>Attributes that must be there.</summary>
    public static void Several(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        while (c.At(Hash)) One(c);
        c.Finish(Kind.Attributes, mark, start);
    }

    public static bool AtInner(Cursor c) => c.At(Hash) && c.Peek() == Bang && c.Peek(2) == OpenBracket;

    // '#' '!'? '[' Attr ']'   Attr: SimplePath ( DelimTokenTree | '=' Expression )? | 'unsafe' '(' Attr ')'
    public static void One(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        var isInner = c.Eat(Bang);
        c.Expect(OpenBracket, "expected `[` after `#`");
        var isUnsafe = c.At(Unsafe) && c.Peek() == OpenParen;
        if (isUnsafe)
        {
            c.Bump();
            c.Bump();
        }
        Paths.Simple(c);
        if (c.Eat(Equal)) Expressions.Expression(c);
        else if (Macros.AtTokenTree(c)) Macros.TokenTree(c);
        else c.Absent();
        if (isUnsafe) c.Expect(CloseParen, "expected `)` after an unsafe attribute");
        c.Expect(CloseBracket, "expected `]` at the end of an attribute");
        c.Ascend(Cursor.BracketWeight);
        c.FinishWith(Rust.Kind.Attribute, mark, start, isInner ? 1 : 0);
    }

    // Visibility: 'pub' ( '(' ( 'crate' | 'self' | 'super' | 'in' SimplePath ) ')' )?
    /// <summary>Fills the slot of a node's visibility.</summary>
    public static void Visibility(Cursor c)
    {
        if (!c.At(Pub))
        {
            c.Absent(c.Start);
            return;
        }
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        // In a tuple struct, a type in parentheses may follow.
        if (c.At(OpenParen) && (c.Peek() == In || (c.Peek() is Crate or SelfValue or Super && c.Peek(2) == CloseParen)))
        {
            c.Bump();
            c.Eat(In);
            Paths.Simple(c);
            c.Expect(CloseParen, "expected `)` after the scope of `pub`");
        }
        c.Finish(Rust.Kind.Visibility, mark, start);
    }
}
