using Lever.Syntax.Rust.Lexing;
using static Lever.Syntax.Rust.Lexing.TokenKind;

namespace Lever.Syntax.Rust.Parsing;

/// <summary>Paths and their generic arguments.</summary>
internal static class Paths
{
    private enum Style
    {
        /// <summary>Without generic arguments.</summary>
        Simple,

        /// <summary>Generic arguments follow `::`.</summary>
        Expression,

        /// <summary>Generic arguments follow the name, and a function trait's stand in parentheses.</summary>
        Type,
    }

    public static bool Starts(TokenKind kind) => kind is Name or SelfValue or SelfType or Super or Crate or ColonColon or Less;

    // SimplePath: '::'? segment ( '::' segment )*
    public static void Simple(Cursor c) => Path(c, Style.Simple);

    // PathInExpression, QualifiedPathInExpression
    public static void InExpression(Cursor c) => Path(c, Style.Expression);

    // TypePath, QualifiedPathInType
    public static void InType(Cursor c) => Path(c, Style.Type);

    private static void Path(Cursor c, Style style)
    {
        var (mark, start) = (c.Mark, c.Start);
        var hasQualifier = false;
        if (c.At(Less) && style != Style.Simple)
        {
            QualifiedSelf(c);
            c.Expect(ColonColon, "expected `::` after a qualified type");
            hasQualifier = true;
        }
        else if (c.At(ColonColon))
        {
            c.BumpLeaf(Kind.GlobalRoot);
            hasQualifier = true;
        }
        for (; ; )
        {
            if (!(c.Kind is Name or SelfValue or SelfType or Super or Crate))
            {
                c.Unexpected("expected a name");
                return;
            }
            var id = c.NameId();
            c.Bump();
            var hasArguments = style switch
            {
                Style.Type => c.Kind is Less or OpenParen || (c.At(ColonColon) && c.Peek() is Less or OpenParen),
                Style.Expression => c.At(ColonColon) && c.Peek() is Less or OpenParen,
                _ => false,
            };
            if (hasArguments)
            {
                if (!hasQualifier) c.Absent(start);
                c.Eat(ColonColon);
                if (c.At(OpenParen)) Parenthesized(c);
                else Generic(c, c.Start);
                c.FinishWith(Kind.Path, mark, start, id);
            }
            else if (hasQualifier)
            {
                c.Absent();
                c.FinishWith(Kind.Path, mark, start, id);
            }
            else
            {
                c.Leaf(Kind.Path, start, c.End, id);
            }
            hasQualifier = true;
            if (!c.At(ColonColon)) return;
            // A list or a star follows in `use`, whose parser looks at the colons itself.
            if (style == Style.Simple && c.Peek() is OpenBrace or Star) return;
            c.Bump();
        }
    }

    // '<' Type ( 'as' TypePath )? '>'
    private static void QualifiedSelf(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        Types.Type(c);
        if (c.Eat(As)) InType(c);
        else c.Absent();
        c.Expect(Greater, "expected `>` after a qualified type");
        c.Ascend(Cursor.BracketWeight);
        c.Finish(Kind.QualifiedSelf, mark, start);
    }

    // GenericArgs: '<' ( GenericArg ( ',' GenericArg )* ','? )? '>'
    /// <param name="start">Where the node starts: of a method call at the end of the method's name.</param>
    public static void Generic(Cursor c, int start)
    {
        var mark = c.Mark;
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        while (!c.At(Greater) && !c.Failed)
        {
            Argument(c);
            if (!c.Eat(Comma)) break;
        }
        c.Expect(Greater, "expected `,` or `>` among generic arguments");
        c.Ascend(Cursor.BracketWeight);
        c.Finish(Kind.GenericArguments, mark, start);
    }

    // GenericArg: Lifetime | Type | const | name GenericArgs? ( '=' ( Type | const ) | ':' Bounds )
    private static void Argument(Cursor c)
    {
        var (mark, start, isName, id) = (c.Mark, c.Start, c.At(Name), c.At(Name) ? c.Current.Data : 0);
        if (isName && c.Peek() is Equal or Colon)
        {
            c.Bump();
            c.Absent();
            Associated(c, mark, start, id);
            return;
        }
        TypeOrConst(c);
        if (!isName || !(c.Kind is Equal or Colon) || !IsNameWithArguments(c, mark)) return;
        c.Unwrap();
        Associated(c, mark, start, id);
    }

    /// <summary>Is all that was finished since a mark the path of one name with generic arguments?</summary>
    private static bool IsNameWithArguments(Cursor c, int mark)
    {
        var nodes = c.Tree.Finished;
        return nodes.Length >= mark + 3 && nodes[^1].Kind == (byte)Kind.Path && nodes[^2].Kind == (byte)Kind.GenericArguments && nodes[^2].First == mark + 1;
    }

    private static void TypeOrConst(Cursor c)
    {
        switch (c.Kind)
        {
            case TokenKind.Lifetime when c.Peek() != Plus:
                c.BumpLeaf(Kind.Lifetime, c.Current.Data);
                return;
            case OpenBrace:
                Blocks.Plain(c);
                return;
            case Int or Float or TokenKind.Char or TokenKind.Byte or Str or ByteStr or CStr or True or False or Minus:
                Expressions.LiteralOrNegative(c);
                return;
            case Const when c.Peek() == OpenBrace:
                Blocks.Modified(c);
                return;
            default:
                Types.Type(c);
                return;
        }
    }

    /// <summary>The rest of an associated argument whose name and generic arguments are finished.</summary>
    private static void Associated(Cursor c, int mark, int start, int id)
    {
        if (c.Eat(Colon))
        {
            Generics.Bounds(c);
        }
        else
        {
            c.Expect(Equal, "expected `=` or `:` after the name of an associated item");
            TypeOrConst(c);
        }
        c.FinishWith(Kind.AssociatedArgument, mark, start, id);
    }

    // '(' ( Type ( ',' Type )* ','? )? ')' ( '->' TypeNoBounds )?
    private static void Parenthesized(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        // `Trait(..)` names whatever the return type of a method is.
        if (!c.At(DotDot))
        {
            while (!c.At(CloseParen) && !c.Failed)
            {
                Types.Type(c);
                if (!c.Eat(Comma)) break;
            }
        }
        else
        {
            c.Bump();
        }
        c.Expect(CloseParen, "expected `,` or `)` among the types of arguments");
        if (c.Eat(Arrow)) Types.NoBounds(c);
        else c.Absent();
        c.Ascend(Cursor.BracketWeight);
        c.Finish(Kind.ParenthesizedArguments, mark, start);
    }
}
