using Lever.Syntax.Rust.Lexing;
using static Lever.Syntax.Rust.Lexing.TokenKind;

namespace Lever.Syntax.Rust.Parsing;

/// <summary>Patterns.</summary>
internal static class Patterns
{
    // Pattern: '|'? PatternNoTopAlt ( '|' PatternNoTopAlt )*
    public static void Pattern(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Eat(Or);
        NoTopAlternatives(c);
        if (!c.At(Or)) return;
        while (c.Eat(Or)) NoTopAlternatives(c);
        c.Finish(Kind.OrPattern, mark, start);
    }

    // PatternNoTopAlt
    public static void NoTopAlternatives(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        switch (c.Kind)
        {
            case Underscore:
                c.BumpLeaf(Kind.WildcardPattern);
                return;
            case Name when IsPlainName(c.Peek()):
                Binding(c, 0, start);
                return;
            case Mut or Ref:
                var flags = c.Eat(Ref) ? PatternFlags.Ref : 0;
                if (c.Eat(Mut)) flags |= PatternFlags.Mut;
                if (c.At(Ref) && flags == PatternFlags.Mut) flags |= c.Eat(Ref) ? PatternFlags.Ref : 0;
                if (c.At(SelfValue)) c.Fail("`self` cannot be bound");
                Binding(c, flags, start);
                return;
            case And or AndAnd:
                Reference(c);
                return;
            case OpenParen:
                Tuple(c);
                return;
            case OpenBracket:
                Slice(c);
                return;
            case DotDot when !StartsRangeEnd(c.Peek()):
                c.BumpLeaf(Kind.RestPattern);
                return;
            case DotDot or DotDotEqual or DotDotDot:
                c.Absent(start);
                RangeEnd(c, mark, start);
                return;
            case Reserved when c.Spells("box"u8):
                c.Descend();
                c.Bump();
                NoTopAlternatives(c);
                c.Ascend();
                c.Finish(Kind.BoxPattern, mark, start);
                return;
            case Const when c.Peek() == OpenBrace:
                Blocks.Modified(c);
                if (IsRange(c.Kind)) RangeEnd(c, mark, start);
                return;
            case Minus:
            case var kind when Expressions.StartsLiteral(kind):
                Expressions.LiteralOrNegative(c);
                if (IsRange(c.Kind)) RangeEnd(c, mark, start);
                else c.Finish(Kind.LiteralPattern, mark, start);
                return;
            case var kind when Paths.Starts(kind):
                AfterPath(c);
                return;
            default:
                c.Unexpected("expected a pattern");
                return;
        }
    }

    private static bool IsPlainName(TokenKind next) =>
        next is not (ColonColon or OpenParen or OpenBrace or Bang or DotDotEqual or DotDotDot or DotDot or Less);

    private static bool IsRange(TokenKind kind) => kind is DotDot or DotDotEqual or DotDotDot;

    private static bool StartsRangeEnd(TokenKind kind) =>
        Expressions.StartsLiteral(kind) || kind is Minus or Name or SelfType or SelfValue or Super or Crate or Less or ColonColon or Const;

    // 'ref'? 'mut'? IDENTIFIER ( '@' PatternNoTopAlt )?
    private static void Binding(Cursor c, int flags, int start)
    {
        var mark = c.Mark;
        if (!c.At(Name))
        {
            c.Unexpected("expected a name");
            return;
        }
        var data = c.Current.Data | flags;
        c.Bump();
        if (!c.Eat(TokenKind.At))
        {
            c.Leaf(Kind.BindingPattern, start, c.End, data);
            return;
        }
        c.Descend();
        NoTopAlternatives(c);
        c.Ascend();
        c.FinishWith(Kind.BindingPattern, mark, start, data);
    }

    // ( '&' | '&&' ) 'mut'? PatternWithoutRange
    private static void Reference(Cursor c)
    {
        var (mark, start, isDouble) = (c.Mark, c.Start, c.At(AndAnd));
        c.Descend();
        c.Bump();
        var isMut = c.Eat(Mut);
        NoTopAlternatives(c);
        c.FinishWith(Kind.ReferencePattern, mark, isDouble ? start + 1 : start, isMut ? 1 : 0);
        if (isDouble) c.FinishWith(Kind.ReferencePattern, mark, start, 0);
        c.Ascend();
    }

    // '(' ')' | '(' '..' ')' | '(' Pattern ( ',' Pattern )* ','? ')' | '(' Pattern ')'
    private static void Tuple(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        var (count, endsInComma, isRest) = (0, false, c.At(DotDot) && c.Peek() == CloseParen);
        while (!c.At(CloseParen) && !c.Failed)
        {
            Pattern(c);
            count++;
            endsInComma = c.Eat(Comma);
            if (!endsInComma) break;
        }
        c.Expect(CloseParen, "expected `,` or `)` in a pattern");
        c.Ascend(Cursor.BracketWeight);
        if (count != 1 || endsInComma || isRest) c.Finish(Kind.TuplePattern, mark, start);
    }

    // '[' ( Pattern ( ',' Pattern )* ','? )? ']'
    private static void Slice(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        while (!c.At(CloseBracket) && !c.Failed)
        {
            Pattern(c);
            if (!c.Eat(Comma)) break;
        }
        c.Expect(CloseBracket, "expected `,` or `]` in a pattern");
        c.Ascend(Cursor.BracketWeight);
        c.Finish(Kind.SlicePattern, mark, start);
    }

    // ( '..' | '..=' | '...' ) end?
    /// <summary>The rest of a range whose start, or the place of it, is finished.</summary>
    private static void RangeEnd(Cursor c, int mark, int start)
    {
        var isInclusive = !c.At(DotDot);
        c.Bump();
        if (!StartsRangeEnd(c.Kind)) c.Absent();
        else if (c.At(Minus) || Expressions.StartsLiteral(c.Kind)) Expressions.LiteralOrNegative(c);
        else if (c.At(Const)) Blocks.Modified(c);
        else Paths.InExpression(c);
        c.FinishWith(Kind.RangePattern, mark, start, isInclusive ? 1 : 0);
    }

    // PathPattern | TupleStructPattern | StructPattern | MacroInvocation
    private static void AfterPath(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        Paths.InExpression(c);
        switch (c.Kind)
        {
            case Bang when c.Peek() is OpenParen or OpenBracket or OpenBrace:
                Macros.Call(c, mark, start);
                if (IsRange(c.Kind)) RangeEnd(c, mark, start);
                return;
            case OpenParen:
                c.Descend(Cursor.BracketWeight);
                c.Bump();
                while (!c.At(CloseParen) && !c.Failed)
                {
                    Pattern(c);
                    if (!c.Eat(Comma)) break;
                }
                c.Expect(CloseParen, "expected `,` or `)` in a pattern");
                c.Ascend(Cursor.BracketWeight);
                c.Finish(Kind.TupleStructPattern, mark, start);
                return;
            case OpenBrace:
                Struct(c, mark, start);
                return;
            case DotDot or DotDotEqual or DotDotDot:
                RangeEnd(c, mark, start);
                return;
        }
    }

    // '{' ( StructPatternField ( ',' StructPatternField )* )? ( ',' '..' )? ','? '}'
    private static void Struct(Cursor c, int mark, int start)
    {
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        while (!c.At(CloseBrace) && !c.Failed)
        {
            var field = (c.Mark, c.Start);
            var hasAttributes = c.At(Hash);
            if (hasAttributes) Attributes.Several(c);
            if (c.At(DotDot)) c.BumpLeaf(Kind.RestPattern);
            else Field(c);
            if (hasAttributes) c.Finish(Kind.Attributed, field.Mark, field.Start);
            if (!c.Eat(Comma)) break;
        }
        c.Expect(CloseBrace, "expected `,` or `}` in a pattern");
        c.Ascend(Cursor.BracketWeight);
        c.Finish(Kind.StructPattern, mark, start);
    }

    // ( TUPLE_INDEX | IDENTIFIER ) ':' Pattern | 'ref'? 'mut'? IDENTIFIER
    private static void Field(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        var id = c.Failed ? 0 : c.NameId();
        if (c.Kind is Name or Int && c.Peek() == Colon)
        {
            c.Bump();
            c.Bump();
            Pattern(c);
            c.FinishWith(Kind.FieldPattern, mark, start, id);
            return;
        }
        if (c.At(Name))
        {
            c.BumpLeaf(Kind.FieldPattern, id);
            return;
        }
        if (c.Kind is Reserved && c.Spells("box"u8)) c.Bump();
        NoTopAlternatives(c);
        if (c.Failed) return;
        c.FinishWith(Kind.FieldPattern, mark, start, c.Tree.Finished[^1].Data & PatternFlags.Name);
    }
}
