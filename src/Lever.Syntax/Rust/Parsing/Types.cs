using Lever.Syntax.Rust.Lexing;
using static Lever.Syntax.Rust.Lexing.TokenKind;

namespace Lever.Syntax.Rust.Parsing;

/// <summary>Types.</summary>
internal static class Types
{
    // Type: TypeNoBounds | ImplTraitType | TraitObjectType
    public static void Type(Cursor c) => Type(c, allowsBounds: true);

    // TypeNoBounds
    public static void NoBounds(Cursor c) => Type(c, allowsBounds: false);

    /// <param name="allowsBounds">May `+` and further bounds follow?</param>
    private static void Type(Cursor c, bool allowsBounds)
    {
        var (mark, start) = (c.Mark, c.Start);
        switch (c.Kind)
        {
            case And or AndAnd:
                Reference(c);
                return;
            case OpenParen when allowsBounds && c.TokenAt(c.Current.Data + 1).Kind == Plus:
                BareTraitObject(c);
                return;
            case OpenParen:
                Tuple(c);
                return;
            case OpenBracket:
                SliceOrArray(c);
                return;
            case Star:
                Pointer(c);
                return;
            case Bang:
                c.BumpLeaf(Kind.NeverType);
                return;
            case Underscore:
                c.BumpLeaf(Kind.InferredType);
                return;
            case Fn or Unsafe or Extern:
            case For when IsFunctionPointerAfterFor(c):
                FunctionPointer(c);
                return;
            case TokenKind.Impl:
                c.Bump();
                BoundsOf(c, allowsBounds);
                c.Finish(Kind.ImplTraitType, mark, start);
                return;
            case Dyn:
            case Name when c.Edition == Edition.Rust2015 && c.Spells("dyn"u8) && (c.Peek() is TokenKind.Lifetime or For or Question or OpenParen or Name or SelfValue or SelfType or Super or Crate):
                c.Bump();
                // The star of `dyn* Trait` is unstable.
                c.Eat(Star);
                BoundsOf(c, allowsBounds);
                c.Finish(Kind.TraitObjectType, mark, start);
                return;
            case TokenKind.Lifetime or Question or For:
                BareTraitObject(c);
                return;
            case Async or Const when c.Peek() == Fn:
                c.Fail("a function pointer is neither `async` nor `const`");
                return;
            case var kind when Paths.Starts(kind):
                Paths.InType(c);
                if (c.At(Bang) && c.Peek() is OpenParen or OpenBracket or OpenBrace) Macros.Call(c, mark, start);
                else if (allowsBounds && c.At(Plus)) BareTraitObject(c, mark, start);
                return;
            default:
                c.Unexpected("expected a type");
                return;
        }
    }

    private static void BoundsOf(Cursor c, bool allowsBounds)
    {
        if (allowsBounds)
        {
            Generics.Bounds(c);
            return;
        }
        // `&dyn A + B` and `as dyn A + B` are errors that name themselves; `-> impl A + B` after arguments in parentheses ends at the plus.
        Generics.OneBound(c);
    }

    /// <summary>`A + B`, which editions before 2021 take for `dyn A + B`.</summary>
    private static void BareTraitObject(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Descend();
        Generics.Bounds(c);
        c.Ascend();
        c.FinishWith(Kind.TraitObjectType, mark, start, 1);
    }

    /// <summary>The rest of `A + B` behind its first path.</summary>
    private static void BareTraitObject(Cursor c, int mark, int start)
    {
        Generics.AfterFirst(c, mark, start);
        c.FinishWith(Kind.TraitObjectType, mark, start, 1);
    }

    // '&' Lifetime? 'mut'? TypeNoBounds
    private static void Reference(Cursor c)
    {
        var (mark, start, isDouble) = (c.Mark, c.Start, c.At(AndAnd));
        c.Descend();
        c.Bump();
        if (isDouble) c.Absent(start + 1);
        var inner = (Mark: c.Mark, Start: isDouble ? start + 1 : start);
        if (c.At(TokenKind.Lifetime)) c.BumpLeaf(Kind.Lifetime, c.Current.Data);
        else c.Absent();
        var isMut = c.Eat(Mut);
        NoBounds(c);
        c.FinishWith(Kind.ReferenceType, inner.Mark, inner.Start, isMut ? 1 : 0);
        if (isDouble) c.FinishWith(Kind.ReferenceType, mark, start, 0);
        c.Ascend();
    }

    // '*' ( 'mut' | 'const' ) TypeNoBounds
    private static void Pointer(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Descend();
        c.Bump();
        var isMut = c.Eat(Mut);
        if (!isMut) c.Expect(Const, "expected `const` or `mut` after the `*` of a pointer type");
        NoBounds(c);
        c.FinishWith(Kind.PointerType, mark, start, isMut ? 1 : 0);
        c.Ascend();
    }

    // '(' ')' | '(' ( Type ',' )+ Type? ')' | '(' Type ')'
    private static void Tuple(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        var (count, endsInComma) = (0, false);
        while (!c.At(CloseParen) && !c.Failed)
        {
            Type(c);
            count++;
            endsInComma = c.Eat(Comma);
            if (!endsInComma) break;
        }
        c.Expect(CloseParen, "expected `,` or `)` in a tuple type");
        c.Ascend(Cursor.BracketWeight);
        if (count != 1 || endsInComma) c.Finish(Kind.TupleType, mark, start);
    }

    // '[' Type ']' | '[' Type ';' Expression ']'
    private static void SliceOrArray(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        Type(c);
        var isArray = c.Eat(Semicolon);
        if (isArray) Expressions.Unrestricted(c);
        c.Expect(CloseBracket, "expected `;` or `]` after the type of elements");
        c.Ascend(Cursor.BracketWeight);
        c.Finish(isArray ? Kind.ArrayType : Kind.SliceType, mark, start);
    }

    private static bool IsFunctionPointerAfterFor(Cursor c)
    {
        var index = c.Position + 1;
        if (c.TokenAt(index).Kind != Less) return false;
        while (c.TokenAt(index).Kind is Less or TokenKind.Lifetime or Comma or Colon or Plus) index++;
        return c.TokenAt(index).Kind == Greater && c.TokenAt(index + 1).Kind is Fn or Unsafe or Extern;
    }

    // ForLifetimes? 'unsafe'? ( 'extern' Abi? )? 'fn' '(' MaybeNamedParams? ')' ( '->' TypeNoBounds )?
    private static void FunctionPointer(Cursor c)
    {
        var (mark, start, modifiers) = (c.Mark, c.Start, Modifiers.None);
        c.Descend(Cursor.BracketWeight);
        Generics.ForLifetimes(c);
        if (c.Eat(Unsafe)) modifiers |= Modifiers.Unsafe;
        if (c.Eat(Extern))
        {
            modifiers |= Modifiers.Extern;
            c.Eat(Str);
        }
        c.Expect(Fn, "expected `fn`");
        Functions.Parameters(c, mayOmitNames: true);
        if (c.Eat(Arrow)) NoBounds(c);
        else c.Absent();
        c.Ascend(Cursor.BracketWeight);
        c.FinishWith(Kind.FunctionPointerType, mark, start, (int)modifiers);
    }
}
