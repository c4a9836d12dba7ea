using Lever.Syntax.Python.Lexing;
using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Parsing;

/// <summary>The patterns of match statements (PEP 634).</summary>
internal static class Patterns
{
    // patterns: open_sequence_pattern | pattern
    // open_sequence_pattern: maybe_star_pattern ',' [maybe_sequence_pattern]
    public static void Top(Cursor c)
    {
        var (mark, start, isStar) = (c.Mark, c.Start, c.At(Star));
        MaybeStar(c);
        if (!c.At(Comma))
        {
            if (isStar) c.Report(start, c.End, "a starred pattern must be part of a sequence; add a comma");
            return;
        }
        while (c.Eat(Comma) && Starts(c.Kind)) MaybeStar(c);
        c.Finish(Python.Kind.MatchSequence, mark, start);
    }

    // maybe_star_pattern: star_pattern | pattern; star_pattern: '*' pattern_capture_target | '*' "_"
    private static void MaybeStar(Cursor c)
    {
        if (!c.At(Star))
        {
            Pattern(c);
            return;
        }
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        if (IsWildcard(c))
        {
            c.Bump();
            c.Absent();
        }
        else
        {
            CaptureTarget(c);
        }
        c.Finish(Python.Kind.MatchStar, mark, start);
    }

    // pattern: as_pattern | or_pattern; as_pattern: or_pattern 'as' pattern_capture_target
    private static void Pattern(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        Or(c);
        if (!c.Eat(As)) return;
        CaptureTarget(c);
        c.Finish(Python.Kind.MatchAs, mark, start);
    }

    // pattern_capture_target: !"_" NAME !('.' | '(' | '=')
    private static void CaptureTarget(Cursor c)
    {
        if (!c.At(Name)) c.Fail($"expected the name of a capture, found {c.Found()}");
        else if (IsWildcard(c)) c.Fail("`_` cannot be the name of a capture here");
        else c.BumpLeaf(Python.Kind.Identifier, c.Current.Data);
        if (c.Kind is Dot or LParen or Equal) c.Fail("a capture must be a plain name");
    }

    // or_pattern: '|'.closed_pattern+
    private static void Or(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        Closed(c);
        if (!c.At(Pipe)) return;
        while (c.Eat(Pipe)) Closed(c);
        c.Finish(Python.Kind.MatchOr, mark, start);
    }

    // closed_pattern: literal_pattern | capture_pattern | wildcard_pattern | value_pattern | group_pattern | sequence_pattern
    //     | mapping_pattern | class_pattern
    private static void Closed(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        switch (c.Kind)
        {
            case None:
                c.BumpLeaf(Python.Kind.MatchSingleton, (int)ConstantKind.None);
                return;
            case True:
                c.BumpLeaf(Python.Kind.MatchSingleton, (int)ConstantKind.True);
                return;
            case False:
                c.BumpLeaf(Python.Kind.MatchSingleton, (int)ConstantKind.False);
                return;
            case LParen or LBracket:
                GroupOrSequence(c);
                return;
            case LBrace:
                Mapping(c);
                return;
            // CPython reads `_` as a wildcard before it tries a value or a class of that name.
            case Name when c.Peek() is Dot or LParen && !IsWildcard(c):
                NameOrAttribute(c);
                if (c.At(LParen))
                {
                    ClassArguments(c);
                    c.Finish(Python.Kind.MatchClass, mark, start);
                    return;
                }
                break;
            case Name:
                var wildcard = IsWildcard(c);
                c.Absent(start);
                if (wildcard)
                {
                    c.Bump();
                    c.Absent();
                }
                else
                {
                    CaptureTarget(c);
                }
                c.Finish(Python.Kind.MatchAs, mark, start);
                return;
            default:
                Literal(c);
                break;
        }
        c.Finish(Python.Kind.MatchValue, mark, start);
    }

    // literal_expr: signed_number !('+' | '-') | complex_number | strings
    private static void Literal(Cursor c)
    {
        if (c.Kind is TokenKind.String or Bytes or FStringStart or TStringStart)
        {
            Strings.Parse(c);
            return;
        }
        var (mark, start) = (c.Mark, c.Start);
        var isImaginary = SignedNumber(c);
        if (c.Kind is not (Plus or Minus)) return;
        // complex_number: signed_real_number ('+' | '-') imaginary_number
        if (isImaginary) c.Report(start, c.End, "the first part of a complex number must be real");
        var op = c.At(Plus) ? BinaryOperator.Add : BinaryOperator.Sub;
        c.Bump();
        if (!c.At(TokenKind.Complex)) c.Fail($"expected an imaginary number, found {c.Found()}");
        else Atoms.Constant(c, ConstantKind.Complex);
        c.Finish(Python.Kind.BinOp, mark, start, c.End, (int)op);
    }

    // signed_number: NUMBER | '-' NUMBER
    private static bool SignedNumber(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        var isNegative = c.Eat(Minus);
        var kind = c.Kind;
        switch (kind)
        {
            case Int:
                Atoms.Constant(c, ConstantKind.Int);
                break;
            case Float:
                Atoms.Constant(c, ConstantKind.Float);
                break;
            case TokenKind.Complex:
                Atoms.Constant(c, ConstantKind.Complex);
                break;
            default:
                c.Fail($"expected a pattern, found {c.Found()}");
                break;
        }
        if (isNegative) c.Finish(Python.Kind.UnaryOp, mark, start, c.End, (int)UnaryOperator.USub);
        return kind == TokenKind.Complex;
    }

    // name_or_attr: NAME ('.' NAME)*
    private static void NameOrAttribute(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.BumpLeaf(Python.Kind.Name, c.Current.Data);
        while (c.Eat(Dot))
        {
            if (!c.At(Name))
            {
                c.Fail($"expected an attribute's name after `.`, found {c.Found()}");
                return;
            }
            var name = c.Current.Data;
            c.Bump();
            c.Finish(Python.Kind.Attribute, mark, start, c.End, name);
        }
    }

    // group_pattern: '(' pattern ')'; sequence_pattern: '[' [maybe_sequence_pattern] ']' | '(' [open_sequence_pattern] ')'
    private static void GroupOrSequence(Cursor c)
    {
        var (mark, start, isList) = (c.Mark, c.Start, c.At(LBracket));
        var (isGroup, isStar) = (!isList, false);
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        for (var count = 0; Starts(c.Kind); count++)
        {
            isStar |= c.At(Star);
            MaybeStar(c);
            if (!c.Eat(Comma)) break;
            isGroup = false;
        }
        if (c.TokenAt(c.Position - 1).Kind == LParen) isGroup = false;
        if (!c.Eat(isList ? RBracket : RParen)) c.Fail($"expected a pattern, `,` or `{(isList ? ']' : ')')}`, found {c.Found()}");
        if (!isGroup) c.Finish(Python.Kind.MatchSequence, mark, start);
        else if (isStar) c.Report(start, c.End, "a starred pattern must be part of a sequence; add a comma");
        c.Ascend(Cursor.BracketWeight);
    }

    // mapping_pattern: '{' [items_pattern [',' double_star_pattern] [','] | double_star_pattern [',']] '}'
    private static void Mapping(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        while (!c.At(RBrace))
        {
            if (c.Eat(DoubleStar))
            {
                CaptureTarget(c);
                c.Eat(Comma);
                if (!c.At(RBrace)) c.Fail("`**` must come last in a mapping pattern");
                break;
            }
            Key(c);
            c.Expect(Colon, "expected `:` after a key of a mapping pattern");
            Pattern(c);
            if (!c.Eat(Comma)) break;
        }
        if (!c.Eat(RBrace)) c.Fail($"expected `,` or `}}`, found {c.Found()}");
        c.Finish(Python.Kind.MatchMapping, mark, start);
        c.Ascend(Cursor.BracketWeight);
    }

    // key_value_pattern: (literal_expr | attr) ':' pattern
    private static void Key(Cursor c)
    {
        switch (c.Kind)
        {
            case Name when c.Peek() == Dot:
                NameOrAttribute(c);
                return;
            case None:
                Atoms.Constant(c, ConstantKind.None);
                return;
            case True:
                Atoms.Constant(c, ConstantKind.True);
                return;
            case False:
                Atoms.Constant(c, ConstantKind.False);
                return;
            default:
                Literal(c);
                return;
        }
    }

    // class_pattern: name_or_attr '(' [positional_patterns] [','] [keyword_patterns] [','] ')'
    private static void ClassArguments(Cursor c)
    {
        var hasKeyword = false;
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        while (Starts(c.Kind))
        {
            var (mark, start) = (c.Mark, c.Start);
            if (c.At(Name) && c.Peek() == Equal)
            {
                c.BumpLeaf(Python.Kind.Identifier, c.Current.Data);
                c.Bump();
                Pattern(c);
                c.Finish(Python.Kind.MatchKeyword, mark, start);
                hasKeyword = true;
            }
            else
            {
                Pattern(c);
                if (hasKeyword) c.Report(start, c.End, "a positional pattern cannot follow a keyword pattern");
            }
            if (!c.Eat(Comma)) break;
        }
        if (!c.Eat(RParen)) c.Fail($"expected a pattern, `,` or `)`, found {c.Found()}");
        c.Ascend(Cursor.BracketWeight);
    }

    private static bool IsWildcard(Cursor c) => c.At(Name) && c.Spells(c.Position, "_"u8);

    private static bool Starts(TokenKind kind) => kind is Star or Minus || Expressions.StartsExpression(kind);
}
