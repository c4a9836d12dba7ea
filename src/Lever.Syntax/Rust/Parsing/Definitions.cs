using Lever.Syntax.Rust.Lexing;
using static Lever.Syntax.Rust.Lexing.TokenKind;

namespace Lever.Syntax.Rust.Parsing;

/// <summary>Types, traits, impls and values. Attributes and visibility are finished when these start.</summary>
internal static class Definitions
{
    // Struct: 'struct' IDENTIFIER GenericParams? WhereClause? ( '{' StructFields? '}' | ';' )
    //       | 'struct' IDENTIFIER GenericParams? '(' TupleFields? ')' WhereClause? ';'
    public static void Struct(Cursor c, int mark, int start, Kind kind)
    {
        c.Bump();
        c.NameLeaf("expected the name of a type");
        Generics.Optional(c);
        Generics.Where(c);
        switch (c.Kind)
        {
            case OpenBrace:
                RecordFields(c);
                c.Absent();
                break;
            case OpenParen:
                TupleFields(c);
                Generics.Where(c);
                c.Expect(Semicolon, "expected `;` after a tuple struct");
                break;
            default:
                c.Absent();
                c.Absent();
                c.Expect(Semicolon, "expected the fields of a struct, or `;`");
                break;
        }
        c.Finish(kind, mark, start);
    }

    // '{' ( StructField ( ',' StructField )* ','? )? '}'
    private static void RecordFields(Cursor c)
    {
        var (mark, start, limit) = (c.Mark, c.Start, c.Current.Data);
        c.Bump();
        while (c.Position < limit && !c.At(EndOfFile) && !c.Failed)
        {
            var unit = c.StartUnit();
            RecordField(c);
            if (!c.Eat(Comma) && c.Position < limit) c.Unexpected("expected `,` or `}` after a field");
            c.EndUnit(unit, limit, isArm: true);
        }
        c.Expect(CloseBrace, "expected `}` after the fields");
        c.Finish(Kind.RecordFields, mark, start);
    }

    // OuterAttribute* Visibility? IDENTIFIER ':' Type ( '=' Expression )?
    private static void RecordField(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        Attributes.Outer(c);
        Attributes.Visibility(c);
        c.Eat(Unsafe);
        c.NameLeaf("expected the name of a field");
        c.Expect(Colon, "expected `:` and the type of a field");
        Types.Type(c);
        if (c.Eat(Equal)) Expressions.Unrestricted(c);
        else c.Absent();
        c.Finish(Kind.RecordField, mark, start);
    }

    // '(' ( TupleField ( ',' TupleField )* ','? )? ')'
    private static void TupleFields(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        while (!c.At(CloseParen) && !c.Failed)
        {
            var field = (c.Mark, c.Start);
            Attributes.Outer(c);
            Attributes.Visibility(c);
            Types.Type(c);
            c.Finish(Kind.TupleField, field.Mark, field.Start);
            if (!c.Eat(Comma)) break;
        }
        c.Expect(CloseParen, "expected `,` or `)` among the fields");
        c.Finish(Kind.TupleFields, mark, start);
    }

    // Enumeration: 'enum' IDENTIFIER GenericParams? WhereClause? '{' EnumVariants? '}'
    public static void Enum(Cursor c, int mark, int start)
    {
        c.Bump();
        c.NameLeaf("expected the name of an enum");
        Generics.Optional(c);
        Generics.Where(c);
        if (c.At(OpenBrace)) Variants(c);
        else c.Fail("expected `{` before the variants");
        c.Finish(Kind.Enum, mark, start);
    }

    private static void Variants(Cursor c)
    {
        var (mark, start, limit) = (c.Mark, c.Start, c.Current.Data);
        c.Bump();
        while (c.Position < limit && !c.At(EndOfFile) && !c.Failed)
        {
            var unit = c.StartUnit();
            Variant(c);
            if (!c.Eat(Comma) && c.Position < limit) c.Unexpected("expected `,` or `}` after a variant");
            c.EndUnit(unit, limit, isArm: true);
        }
        c.Expect(CloseBrace, "expected `}` after the variants");
        c.Finish(Kind.Variants, mark, start);
    }

    // OuterAttribute* Visibility? IDENTIFIER ( '(' TupleFields? ')' | '{' StructFields? '}' )? ( '=' Expression )?
    private static void Variant(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        Attributes.Outer(c);
        Attributes.Visibility(c);
        if (c.At(Name) && c.Peek() == Bang)
        {
            // A macro call in the place of a variant is accepted by the grammar alone.
            c.Fail("a macro call cannot stand for a variant");
            return;
        }
        c.NameLeaf("expected the name of a variant");
        if (c.At(OpenParen)) TupleFields(c);
        else if (c.At(OpenBrace)) RecordFields(c);
        else c.Absent();
        if (c.Eat(Equal)) Expressions.Unrestricted(c);
        else c.Absent();
        c.Finish(Kind.Variant, mark, start);
    }

    // Trait: 'unsafe'? 'trait' IDENTIFIER GenericParams? ( ':' Bounds? )? WhereClause? '{' InnerAttribute* AssociatedItem* '}'
    // trait alias: 'trait' IDENTIFIER GenericParams? '=' Bounds? WhereClause? ';'
    public static void Trait(Cursor c, int mark, int start, Modifiers modifiers)
    {
        c.Expect(TokenKind.Trait, "expected `trait`");
        c.NameLeaf("expected the name of a trait");
        Generics.Optional(c);
        if (c.Eat(Equal))
        {
            Generics.Bounds(c);
            Generics.Where(c);
            c.Expect(Semicolon, "expected `;` after a trait alias");
            c.FinishWith(Kind.TraitAlias, mark, start, (int)modifiers);
            return;
        }
        Generics.AfterColon(c);
        Generics.Where(c);
        Items.List(c, isTrait: true);
        c.FinishWith(Kind.Trait, mark, start, (int)modifiers);
    }

    // Implementation: 'unsafe'? 'impl' GenericParams? ( '!'? TypePath 'for' )? Type WhereClause? '{' InnerAttribute* AssociatedItem* '}'
    public static void Impl(Cursor c, int mark, int start, Modifiers modifiers)
    {
        c.Expect(TokenKind.Impl, "expected `impl`");
        if (c.At(Less) && HasGenerics(c)) Generics.Optional(c);
        else c.Absent();
        if (c.Eat(TokenKind.Const)) modifiers |= Modifiers.Const;
        if (c.At(Bang) && c.Peek() != OpenBrace)
        {
            c.Bump();
            modifiers |= Modifiers.Negative;
        }
        // Whether the first type is the trait shows the `for` behind it.
        var first = (c.Mark, c.Start);
        Types.Type(c);
        if (c.Eat(For)) Types.Type(c);
        else c.AbsentBefore(first.Mark, first.Start);
        Generics.Where(c);
        Items.List(c);
        c.FinishWith(Kind.Impl, mark, start, (int)modifiers);
    }

    /// <summary>Are these parameters of the impl, and not a type such as `&lt;T as Trait&gt;::Type`?</summary>
    private static bool HasGenerics(Cursor c) => c.Peek() switch
    {
        Hash or Greater or TokenKind.Const => true,
        Lifetime or Name => c.Peek(2) is Greater or Comma or Colon or Equal,
        _ => false,
    };

    // ConstantItem: 'const' ( IDENTIFIER | '_' ) ':' Type ( '=' Expression )? ';'
    public static void Const(Cursor c, int mark, int start)
    {
        c.Bump();
        ConstAfterKeyword(c, mark, start);
    }

    public static void ConstAfterKeyword(Cursor c, int mark, int start)
    {
        c.Eat(Mut);
        if (c.At(Underscore)) c.BumpLeaf(Kind.Name, c.NameId());
        else c.NameLeaf("expected the name of a constant");
        Generics.Optional(c);
        TypeAndValue(c);
        Generics.Where(c);
        c.Expect(Semicolon, "expected `;` after a constant");
        c.Finish(Kind.Const, mark, start);
    }

    // StaticItem: 'static' 'mut'? IDENTIFIER ':' Type ( '=' Expression )? ';'
    public static void Static(Cursor c, int mark, int start, Modifiers modifiers)
    {
        c.Bump();
        if (c.Eat(Mut)) modifiers |= Modifiers.Mut;
        if (c.At(Underscore)) c.BumpLeaf(Kind.Name, c.NameId());
        else c.NameLeaf("expected the name of a static");
        TypeAndValue(c);
        c.Expect(Semicolon, "expected `;` after a static");
        c.FinishWith(Kind.Static, mark, start, (int)modifiers);
    }

    private static void TypeAndValue(Cursor c)
    {
        if (c.Eat(Colon)) Types.Type(c);
        else c.Absent();
        if (c.Eat(Equal)) Expressions.Unrestricted(c);
        else c.Absent();
    }

    // TypeAlias: 'type' IDENTIFIER GenericParams? ( ':' Bounds )? WhereClause? ( '=' Type WhereClause? )? ';'
    public static void TypeAlias(Cursor c, int mark, int start)
    {
        c.Bump();
        c.NameLeaf("expected the name of a type");
        Generics.Optional(c);
        Generics.AfterColon(c);
        Generics.Where(c);
        if (c.Eat(Equal)) Types.Type(c);
        else c.Absent();
        Generics.Where(c);
        c.Expect(Semicolon, "expected `;` after a type alias");
        c.Finish(Kind.TypeAlias, mark, start);
    }
}
