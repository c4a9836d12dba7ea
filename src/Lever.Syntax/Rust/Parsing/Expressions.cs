using Lever.Syntax.Rust.Lexing;
using static Lever.Syntax.Rust.Lexing.TokenKind;

namespace Lever.Syntax.Rust.Parsing;

/// <summary>Operators: a table of binding powers for those between operands, recursive descent for the rest.</summary>
internal static class Expressions
{
    // Binding powers, from the loosest.
    private const byte NoPower = 0;
    private const byte AssignPower = 1;
    private const byte RangePower = 2;
    private const byte OrPower = 3;
    private const byte AndPower = 4;
    private const byte ComparePower = 5;
    private const byte BitOrPower = 6;
    private const byte BitXorPower = 7;
    private const byte BitAndPower = 8;
    private const byte ShiftPower = 9;
    private const byte SumPower = 10;
    private const byte ProductPower = 11;
    private const byte CastPower = 12;

    /// <summary>The power of the operator that a token starts; angle brackets are looked at again.</summary>
    private static readonly byte[] powers = Table();

    private static byte[] Table()
    {
        var table = new byte[256];
        table[(int)Equal] = table[(int)PlusEqual] = table[(int)MinusEqual] = table[(int)StarEqual] = table[(int)SlashEqual] = AssignPower;
        table[(int)PercentEqual] = table[(int)CaretEqual] = table[(int)AndEqual] = table[(int)OrEqual] = AssignPower;
        table[(int)DotDot] = table[(int)DotDotEqual] = table[(int)DotDotDot] = RangePower;
        table[(int)OrOr] = OrPower;
        table[(int)AndAnd] = AndPower;
        table[(int)EqualEqual] = table[(int)NotEqual] = table[(int)LessEqual] = table[(int)Less] = table[(int)Greater] = ComparePower;
        table[(int)Or] = BitOrPower;
        table[(int)Caret] = BitXorPower;
        table[(int)And] = BitAndPower;
        table[(int)Plus] = table[(int)Minus] = SumPower;
        table[(int)Star] = table[(int)Slash] = table[(int)Percent] = ProductPower;
        table[(int)As] = CastPower;
        return table;
    }

    public static bool StartsLiteral(TokenKind kind) => kind is (>= Int and <= CStr) or True or False;

    /// <summary>May an expression start with a token?</summary>
    public static bool Starts(Cursor c) => c.Kind switch
    {
        Name or Underscore or Lifetime or SelfValue or SelfType or Super or Crate or ColonColon or Less => true,
        >= Int and <= CStr or True or False => true,
        OpenBrace => !c.NoStruct,
        OpenParen or OpenBracket or Minus or Bang or Star or And or AndAnd or Or or OrOr or DotDot or DotDotEqual or Hash => true,
        TokenKind.If or TokenKind.Match or TokenKind.Loop or TokenKind.While or TokenKind.For or Unsafe or Async or TokenKind.Try or Const or Move or TokenKind.Static or Fn => true,
        TokenKind.Break or TokenKind.Continue or TokenKind.Return or TokenKind.Yield or TokenKind.Become or TokenKind.Let or Reserved => true,
        _ => false,
    };

    // Expression
    public static void Expression(Cursor c)
    {
        // Most expressions are one token. A name or a number before one of these is complete.
        if (c.Kind is Name or Int or Str && c.Peek() is Comma or CloseParen or Semicolon or CloseBracket)
        {
            var kind = c.Kind;
            if (kind == Name) c.BumpLeaf(Kind.Path, c.Current.Data);
            else c.BumpLeaf(Kind.Literal, (int)(kind == Int ? LiteralKind.Int : LiteralKind.Str));
            return;
        }
        Binary(c, AssignPower);
    }

    /// <summary>An expression inside brackets or after `=`, where a struct expression may stand.</summary>
    public static void Unrestricted(Cursor c)
    {
        var noStruct = c.NoStruct;
        c.NoStruct = false;
        Expression(c);
        if (!c.Failed) c.NoStruct = noStruct;
    }

    // Expression except StructExpression
    /// <summary>The head of an `if`, `while`, `match` or `for`, behind which a block stands.</summary>
    public static void Head(Cursor c)
    {
        var noStruct = c.NoStruct;
        c.NoStruct = true;
        c.Descend(Cursor.BracketWeight);
        Binary(c, AssignPower);
        c.Ascend(Cursor.BracketWeight);
        if (!c.Failed) c.NoStruct = noStruct;
    }

    // LiteralExpression | '-' LiteralExpression
    public static void LiteralOrNegative(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        var isNegative = c.Eat(Minus);
        if (!StartsLiteral(c.Kind))
        {
            c.Unexpected("expected a literal");
            return;
        }
        Literal(c);
        if (isNegative) c.FinishWith(Kind.Unary, mark, start, (int)UnaryOperator.Neg);
    }

    public static void Literal(Cursor c) => c.BumpLeaf(Kind.Literal, (int)(c.Kind switch
    {
        Int => LiteralKind.Int,
        Float => LiteralKind.Float,
        TokenKind.Char => LiteralKind.Char,
        TokenKind.Byte => LiteralKind.Byte,
        Str => LiteralKind.Str,
        ByteStr => LiteralKind.ByteStr,
        CStr => LiteralKind.CStr,
        True => LiteralKind.True,
        _ => LiteralKind.False,
    }));

    /// <summary>An operand and the operators after it that bind at least as tightly as a power.</summary>
    private static void Binary(Cursor c, byte power)
    {
        var (mark, start) = (c.Mark, c.Start);
        Operand(c, power);
        Operators(c, power, mark, start);
    }

    /// <summary>The operators after a finished operand.</summary>
    public static void Operators(Cursor c, int mark, int start) => Operators(c, AssignPower, mark, start);

    private static void Operators(Cursor c, byte power, int mark, int start)
    {
        for (; ; )
        {
            var next = powers[(int)c.Kind];
            if (next == ComparePower && Shift(c) is { } shift)
            {
                if (shift.Power < power) return;
                for (var tokens = shift.Tokens; tokens > 0; tokens--) c.Bump();
                Right(c, shift.Power == AssignPower ? AssignPower : (byte)(ShiftPower + 1));
                c.FinishWith(shift.Power == AssignPower ? Kind.CompoundAssign : Kind.Binary, mark, start, (int)shift.Operator);
                continue;
            }
            if (next < power || next == NoPower) return;
            switch (next)
            {
                case AssignPower:
                    Assignment(c, mark, start);
                    break;
                case RangePower:
                    if (!Range(c, mark, start)) return;
                    break;
                case ComparePower:
                    Comparison(c, mark, start);
                    break;
                case CastPower:
                    c.Bump();
                    Types.NoBounds(c);
                    c.Finish(Kind.Cast, mark, start);
                    break;
                default:
                    var op = OperatorOf(c.Kind);
                    c.Bump();
                    Right(c, (byte)(next + 1));
                    c.FinishWith(Kind.Binary, mark, start, (int)op);
                    break;
            }
        }
    }

    private static void Right(Cursor c, byte power)
    {
        c.Descend();
        Binary(c, power);
        c.Ascend();
    }

    private readonly record struct ShiftToken(byte Power, int Tokens, BinaryOperator Operator);

    /// <summary>The operator that angle brackets form together: a shift, or a shift that assigns; null for a comparison.</summary>
    private static ShiftToken? Shift(Cursor c)
    {
        if (c.AtJoined(Less, Less)) return new ShiftToken(ShiftPower, 2, BinaryOperator.Shl);
        if (c.AtJoined(Less, LessEqual)) return new ShiftToken(AssignPower, 2, BinaryOperator.Shl);
        if (!c.AtJoined(Greater, Greater)) return null;
        return c.TokenAt(c.Position + 2).Kind == Equal && c.TokenAt(c.Position + 2).Start == c.TokenAt(c.Position + 1).End
            ? new ShiftToken(AssignPower, 3, BinaryOperator.Shr)
            : new ShiftToken(ShiftPower, 2, BinaryOperator.Shr);
    }

    private static void Comparison(Cursor c, int mark, int start)
    {
        var op = c.Kind switch
        {
            EqualEqual => BinaryOperator.Eq,
            NotEqual => BinaryOperator.Ne,
            LessEqual => BinaryOperator.Le,
            Less => BinaryOperator.Lt,
            _ => c.AtJoined(Greater, Equal) ? BinaryOperator.Ge : BinaryOperator.Gt,
        };
        if (op == BinaryOperator.Ge) c.Bump();
        c.Bump();
        Right(c, ComparePower + 1);
        c.FinishWith(Kind.Binary, mark, start, (int)op);
        if (powers[(int)c.Kind] == ComparePower && Shift(c) is not { Power: AssignPower }) c.Fail("comparison operators cannot be chained");
    }

    private static void Assignment(Cursor c, int mark, int start)
    {
        var token = c.Kind;
        c.Bump();
        Right(c, AssignPower);
        if (token == Equal) c.Finish(Kind.Assign, mark, start);
        else c.FinishWith(Kind.CompoundAssign, mark, start, (int)OperatorOf(token - PlusEqual + Plus));
    }

    // Expression '..' Expression? | Expression '..=' Expression
    private static bool Range(Cursor c, int mark, int start)
    {
        if (c.At(DotDotDot))
        {
            c.Fail("`...` belongs to patterns; write `..=`");
            return false;
        }
        var isInclusive = c.At(DotDotEqual);
        c.Bump();
        RangeEnd(c, isInclusive);
        c.FinishWith(Kind.Range, mark, start, isInclusive ? 1 : 0);
        return powers[(int)c.Kind] == AssignPower;
    }

    private static void RangeEnd(Cursor c, bool isInclusive)
    {
        if (Starts(c)) Right(c, OrPower);
        else if (isInclusive) c.Fail("a range with `..=` needs an end");
        else c.Absent();
    }

    private static BinaryOperator OperatorOf(TokenKind kind) => kind switch
    {
        Plus => BinaryOperator.Add,
        Minus => BinaryOperator.Sub,
        Star => BinaryOperator.Mul,
        Slash => BinaryOperator.Div,
        Percent => BinaryOperator.Rem,
        Caret => BinaryOperator.BitXor,
        And => BinaryOperator.BitAnd,
        Or => BinaryOperator.BitOr,
        AndAnd => BinaryOperator.And,
        _ => BinaryOperator.Or,
    };

    // '-' | '!' | '*' | '&' 'mut'? | '&&' | '&raw' … operand; '..' Expression?; 'let' Pattern '=' Expression
    private static void Operand(Cursor c, byte power)
    {
        var (mark, start) = (c.Mark, c.Start);
        switch (c.Kind)
        {
            case Minus:
                Unary(c, UnaryOperator.Neg);
                return;
            case Bang:
                Unary(c, UnaryOperator.Not);
                return;
            case Star:
                Unary(c, UnaryOperator.Deref);
                return;
            case And or AndAnd:
                Borrow(c);
                return;
            case DotDot or DotDotEqual:
                var isInclusive = c.At(DotDotEqual);
                c.Absent(start);
                c.Bump();
                RangeEnd(c, isInclusive);
                c.FinishWith(Kind.Range, mark, start, isInclusive ? 1 : 0);
                return;
            case TokenKind.Let:
                c.Bump();
                Patterns.Pattern(c);
                c.Expect(Equal, "expected `=` after a pattern");
                Right(c, ComparePower);
                c.Finish(Kind.LetCondition, mark, start);
                return;
            case Hash:
                Attributes.Several(c);
                c.Descend();
                Operand(c, power);
                c.Ascend();
                c.Finish(Kind.Attributed, mark, start);
                return;
            default:
                Atoms.Postfix(c);
                return;
        }
    }

    private static void Unary(Cursor c, UnaryOperator op)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        c.Descend();
        Operand(c, CastPower);
        c.Ascend();
        c.FinishWith(Kind.Unary, mark, start, (int)op);
    }

    // '&' | '&' 'mut' | '&' 'raw' 'const' | '&' 'raw' 'mut' | '&&' …
    private static void Borrow(Cursor c)
    {
        var (mark, start, isDouble) = (c.Mark, c.Start, c.At(AndAnd));
        c.Bump();
        var flags = 0;
        if (c.Spells("raw"u8) && c.Peek() is Const or Mut)
        {
            c.Bump();
            flags = 2;
            if (c.At(Const)) c.Bump();
        }
        if (c.Eat(Mut)) flags |= 1;
        c.Descend();
        Operand(c, CastPower);
        c.Ascend();
        c.FinishWith(Kind.Reference, mark, isDouble ? start + 1 : start, flags);
        if (isDouble) c.FinishWith(Kind.Reference, mark, start, 0);
    }
}
