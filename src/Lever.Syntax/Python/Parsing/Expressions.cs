using System.Runtime.CompilerServices;
using Lever.Syntax.Python.Lexing;
using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Parsing;

/// <summary>Expressions from the comma down to the power operator. Every function finishes exactly one node.</summary>
/// <remarks>
/// As in CPython, an expression starts at its first token and ends with its last one, so a parenthesis belongs to the
/// operators around it but not to what stands inside.
/// </remarks>
internal static class Expressions
{
    // Binding powers.
    private const byte OrPower = 1, AndPower = 2, NotPower = 3, ComparePower = 4, BitOrPower = 5, BitXorPower = 6, BitAndPower = 7,
        ShiftPower = 8, SumPower = 9, TermPower = 10, FactorPower = 11, PowerPower = 12;

    /// <summary>The binding power of each token kind, in the order of their declaration; 0 continues no expression.</summary>
    private static ReadOnlySpan<byte> Powers =>
    [
        0, 0, 0, 0, // Layout.
        0, // Error.
        0, 0, 0, 0, 0, 0, // Names and literals.
        0, 0, 0, 0, 0, 0, 0, 0, // Parts of f-strings.
        0, 0, 0, 0, 0, 0, // Brackets.
        0, 0, 0, 0, 0, TermPower, 0, 0, 0, // Comma, Colon, Semicolon, Dot, Ellipsis, At, Arrow, ColonEqual, Equal.
        SumPower, SumPower, TermPower, PowerPower, TermPower, TermPower, TermPower, // Plus up to Percent.
        BitOrPower, BitXorPower, BitAndPower, 0, ShiftPower, ShiftPower, // Pipe, Caret, Ampersand, Tilde, shifts.
        ComparePower, ComparePower, ComparePower, ComparePower, ComparePower, ComparePower, // Comparisons.
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // Augmented assignments.
        0, 0, 0, AndPower, OrPower, ComparePower, ComparePower, ComparePower, // None, True, False, And, Or, Not, In, Is.
        0, 0, 0, 0, 0, 0, 0, 0, 0, // If up to As.
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // The keywords of statements.
    ];

    // Sets of token kinds as bits; all keywords are numbered from 64 on.
    private const ulong Starters = 1UL << (int)Name | 1UL << (int)Int | 1UL << (int)Float | 1UL << (int)TokenKind.Complex
        | 1UL << (int)TokenKind.String | 1UL << (int)Bytes | 1UL << (int)FStringStart | 1UL << (int)TStringStart
        | 1UL << (int)LParen | 1UL << (int)LBracket | 1UL << (int)LBrace | 1UL << (int)Ellipsis
        | 1UL << (int)Plus | 1UL << (int)Minus | 1UL << (int)Tilde;

    private const ulong KeywordStarters = 1UL << ((int)None - 64) | 1UL << ((int)True - 64) | 1UL << ((int)False - 64)
        | 1UL << ((int)Not - 64) | 1UL << ((int)TokenKind.Await - 64) | 1UL << ((int)TokenKind.Lambda - 64);

    private const ulong Enders = 1UL << (int)Newline | 1UL << (int)Comma | 1UL << (int)Colon | 1UL << (int)TokenKind.Equal
        | 1UL << (int)RParen | 1UL << (int)RBracket | 1UL << (int)RBrace | 1UL << (int)FieldClose;

    /// <summary>Can an expression start with this token?</summary>
    public static bool StartsExpression(TokenKind kind) => ((kind < (TokenKind)64 ? Starters : KeywordStarters) >> (int)kind & 1) != 0;

    // star_expressions: star_expression (',' star_expression)* [',']
    public static void StarExpressions(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        StarExpression(c);
        if (!c.At(Comma)) return;
        while (c.Eat(Comma) && (StartsExpression(c.Kind) || c.At(Star))) StarExpression(c);
        c.Finish(Python.Kind.Tuple, mark, start);
    }

    // star_expression: '*' bitwise_or | expression
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StarExpression(Cursor c)
    {
        if (c.At(Star)) Starred(c);
        else Expression(c);
    }

    // '*' bitwise_or
    public static void Starred(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        BitwiseOr(c);
        c.Finish(Python.Kind.Starred, mark, start);
    }

    // star_named_expression: '*' bitwise_or | named_expression
    public static void StarNamedExpression(Cursor c)
    {
        if (c.At(Star)) Starred(c);
        else NamedExpression(c);
    }

    // named_expression: NAME ':=' expression | expression !':='
    public static void NamedExpression(Cursor c)
    {
        if (c.At(Name) && c.Peek() == ColonEqual)
        {
            var (mark, start) = (c.Mark, c.Start);
            c.BumpLeaf(Python.Kind.Name, c.Current.Data);
            c.Bump();
            Expression(c);
            c.Finish(Python.Kind.NamedExpr, mark, start);
            return;
        }
        Expression(c);
        if (c.At(ColonEqual)) c.Fail("only a name can be assigned with `:=`");
    }

    // expression: disjunction 'if' disjunction 'else' expression | disjunction | lambdef
    public static void Expression(Cursor c)
    {
        if (c.At(TokenKind.Lambda))
        {
            Parameters.Lambda(c);
            return;
        }
        // Most expressions are one token. A name or a number before one of these is complete.
        if (c.Kind is Name or Int && (Enders >> (int)c.Peek() & 1) != 0 && c.Peek() < (TokenKind)64)
        {
            ref readonly var token = ref c.Current;
            if (token.Kind == Name) c.BumpLeaf(Python.Kind.Name, token.Data);
            else Atoms.Constant(c, ConstantKind.Int);
            return;
        }
        var (mark, start) = (c.Mark, c.Start);
        Binary(c, OrPower);
        if (!c.Eat(If)) return;
        Binary(c, OrPower);
        c.Expect(Else, "expected `else` after the condition of a conditional expression");
        c.Descend();
        Expression(c);
        c.Ascend();
        c.Finish(Python.Kind.IfExp, mark, start);
    }

    // disjunction: conjunction ('or' conjunction)*
    public static void Disjunction(Cursor c) => Binary(c, OrPower);

    // bitwise_or: bitwise_or '|' bitwise_xor | bitwise_xor
    public static void BitwiseOr(Cursor c) => Binary(c, BitOrPower);

    // yield_expr: 'yield' 'from' expression | 'yield' [star_expressions]
    public static void Yield(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        if (c.Eat(From))
        {
            Expression(c);
            c.Finish(Python.Kind.YieldFrom, mark, start);
            return;
        }
        if (StartsExpression(c.Kind) || c.At(Star)) StarExpressions(c);
        else c.Absent();
        c.Finish(Python.Kind.Yield, mark, start);
    }

    // annotated_rhs: yield_expr | star_expressions
    public static void YieldOrStarExpressions(Cursor c)
    {
        if (c.At(TokenKind.Yield)) Yield(c);
        else StarExpressions(c);
    }

    /// <summary>An operand and the operators after it that bind at least as tightly as a power.</summary>
    private static void Binary(Cursor c, byte power)
    {
        var (mark, start) = (c.Mark, c.Start);
        Operand(c, power);
        for (; ; )
        {
            var next = Powers[(int)c.Kind];
            if (next < power) return;
            switch (next)
            {
                // Power binds tighter than a sign on its left and less tightly than one on its right.
                case PowerPower:
                    c.Bump();
                    c.Descend();
                    Binary(c, FactorPower);
                    c.Ascend();
                    c.Finish(Python.Kind.BinOp, mark, start, c.End, (int)BinaryOperator.Pow);
                    break;
                case ComparePower:
                    if (!Comparison(c, mark, start)) return;
                    break;
                case OrPower or AndPower:
                    var keyword = c.Kind;
                    while (c.Eat(keyword)) Binary(c, (byte)(next + 1));
                    c.Finish(Python.Kind.BoolOp, mark, start, c.End, (int)(keyword == And ? BoolOperator.And : BoolOperator.Or));
                    break;
                default:
                    var op = OperatorOf(c.Kind);
                    c.Bump();
                    Binary(c, (byte)(next + 1));
                    c.Finish(Python.Kind.BinOp, mark, start, c.End, (int)op);
                    break;
            }
        }
    }

    // inversion: 'not' inversion; factor: ('+' | '-' | '~') factor; await_primary: 'await' primary
    private static void Operand(Cursor c, byte power)
    {
        switch (c.Kind)
        {
            case Minus:
                Unary(c, UnaryOperator.USub, FactorPower);
                return;
            case Plus:
                Unary(c, UnaryOperator.UAdd, FactorPower);
                return;
            case Tilde:
                Unary(c, UnaryOperator.Invert, FactorPower);
                return;
            case Not when power <= NotPower:
                Unary(c, UnaryOperator.Not, NotPower);
                return;
            case TokenKind.Await:
                var (mark, start) = (c.Mark, c.Start);
                c.Bump();
                Atoms.Primary(c);
                c.Finish(Python.Kind.Await, mark, start);
                return;
            default:
                Atoms.Primary(c);
                return;
        }
    }

    private static void Unary(Cursor c, UnaryOperator op, byte power)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        c.Descend();
        Binary(c, power);
        c.Ascend();
        c.Finish(Python.Kind.UnaryOp, mark, start, c.End, (int)op);
    }

    // comparison: bitwise_or (compare_op bitwise_or)+
    private static bool Comparison(Cursor c, int mark, int start)
    {
        var any = false;
        while (Powers[(int)c.Kind] == ComparePower && ComparisonOperator(c))
        {
            any = true;
            Binary(c, BitOrPower);
        }
        if (any) c.Finish(Python.Kind.Compare, mark, start);
        return any;
    }

    // '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not' 'in' | 'is' | 'is' 'not'
    private static bool ComparisonOperator(Cursor c)
    {
        var start = c.Start;
        CompareOp op;
        switch (c.Kind)
        {
            case EqualEqual: op = CompareOp.Eq; break;
            case NotEqual: op = CompareOp.NotEq; break;
            case Less: op = CompareOp.Lt; break;
            case LessEqual: op = CompareOp.LtE; break;
            case Greater: op = CompareOp.Gt; break;
            case GreaterEqual: op = CompareOp.GtE; break;
            case In: op = CompareOp.In; break;
            case Is when c.Peek() == Not:
                c.Bump();
                op = CompareOp.IsNot;
                break;
            case Is: op = CompareOp.Is; break;
            case Not when c.Peek() == In:
                c.Bump();
                op = CompareOp.NotIn;
                break;
            default: return false;
        }
        c.Bump();
        c.Leaf(Python.Kind.CompareOperator, start, c.End, (int)op);
        return true;
    }

    private static BinaryOperator OperatorOf(TokenKind kind) => kind switch
    {
        Plus => BinaryOperator.Add,
        Minus => BinaryOperator.Sub,
        Star => BinaryOperator.Mult,
        TokenKind.At => BinaryOperator.MatMult,
        Slash => BinaryOperator.Div,
        Percent => BinaryOperator.Mod,
        TokenKind.LShift => BinaryOperator.LShift,
        TokenKind.RShift => BinaryOperator.RShift,
        Pipe => BinaryOperator.BitOr,
        Caret => BinaryOperator.BitXor,
        Ampersand => BinaryOperator.BitAnd,
        _ => BinaryOperator.FloorDiv,
    };
}
