using System.Globalization;
using System.Text;

namespace Lever.Review.Cost;

/// <summary>Recursive descent over the grammar of <see cref="CostExpression"/>. Null means that <see cref="Problem"/> says why.</summary>
internal sealed class CostParser(string text)
{
    private const int MostCharacters = 4096;
    private const int DeepestNesting = 64;
    private int at;
    private int depth;

    public CostProblem? Problem { get; private set; }

    public CostNode? Parse()
    {
        if (text.Length > MostCharacters)
            return Fail(0, $"the expression is longer than {MostCharacters} characters; split it");
        SkipSpace();
        if (at == text.Length) return Fail(0, "the expression is empty; write for example 200*db.query");
        if (Sum() is not { } root) return null;
        if (at == text.Length) return root;
        return text[at] switch
        {
            ')' => Fail(at, "this ')' closes nothing; remove it or open it before"),
            ',' => Fail(at, "a comma stands only between the arguments of a function such as overlap(a, b)"),
            '@' => Fail(at, "'@' stands once after an amount of bytes; put parentheses around what it applies to"),
            '.' => Fail(at, "an interval is written 100..1000 between two numbers"),
            _ => Fail(at, $"expected an operator (+ - * / ^ @) before {Shown()}"),
        };
    }

    /// <summary>A number, interval or rate alone, as the values of rows and sizes are written.</summary>
    public CostNode? ParseLiteral()
    {
        SkipSpace();
        if (at == text.Length || !char.IsAsciiDigit(text[at])) return Fail(at, "expected a number, such as 1.2ms, 10K or 100..1000");
        if (Literal() is not { } literal) return null;
        return at == text.Length ? literal : Fail(at, $"expected nothing after the number, but there is {Shown()}");
    }

    // sum = ["-"] product { ("+" | "-") product }
    private CostNode? Sum()
    {
        if (++depth > DeepestNesting) return Fail(at, $"nested more than {DeepestNesting} deep; split the expression");
        var start = at;
        var terms = new List<Term>();
        var isSubtracted = Eat('-');
        do
        {
            if (Product() is not { } product) return null;
            terms.Add(new Term(product, isSubtracted));
            isSubtracted = Peek() == '-';
        }
        while (Eat('+') || Eat('-'));
        depth--;
        return terms is [{ IsSubtracted: false, Node: var only }] ? only : new SumNode(Column(start), terms);
    }

    // product = factor { ("*" | "/") factor }
    private CostNode? Product()
    {
        var start = at;
        var factors = new List<Factor>();
        var isDivisor = false;
        do
        {
            if (Signed() is not { } factor) return null;
            factors.Add(new Factor(factor, isDivisor));
            isDivisor = Peek() == '/';
        }
        while (Eat('*') || Eat('×') || Eat('/'));
        return factors is [{ Node: var only }] ? only : new ProductNode(Column(start), factors);
    }

    // factor = ["-"] power
    private CostNode? Signed()
    {
        var start = at;
        if (!Eat('-')) return Power();
        if (++depth > DeepestNesting) return Fail(at, $"nested more than {DeepestNesting} deep; split the expression");
        if (Signed() is not { } operand) return null;
        depth--;
        return new SumNode(Column(start), [new Term(operand, IsSubtracted: true)]);
    }

    // power = transfer [ "^" factor ]
    private CostNode? Power()
    {
        var start = at;
        if (Transfer() is not { } value) return null;
        if (!Eat('^')) return value;
        if (++depth > DeepestNesting) return Fail(at, $"nested more than {DeepestNesting} deep; split the expression");
        if (Signed() is not { } exponent) return null;
        depth--;
        return new PowerNode(Column(start), value, exponent);
    }

    // transfer = primary [ "@" (name | number) ]
    private CostNode? Transfer()
    {
        var start = at;
        if (Primary() is not { } amount) return null;
        if (!Eat('@')) return amount;
        if (at == text.Length || !(char.IsAsciiDigit(text[at]) || IsNameStart(text[at])))
            return Fail(at, "expected a rate after '@', such as mem.sequential or 16GB/s");
        var rateStart = at;
        if (Primary() is not { } rate) return null;
        return rate is NameNode or NumberNode or SpreadNode
            ? new TransferNode(Column(start), amount, rate)
            : Fail(rateStart, "expected a row or a literal rate after '@', such as mem.sequential or 16GB/s");
    }

    // primary = number | name | function "(" sum {"," sum} ")" | "(" sum ")"
    private CostNode? Primary()
    {
        var start = at;
        if (at == text.Length) return Fail(at, "the expression ends where a number, a size or a row should follow");
        if (Eat('('))
        {
            if (Sum() is not { } inner) return null;
            return Eat(')') ? inner : Fail(at, $"expected ')' to close the '(' in column {Column(start)}");
        }
        if (char.IsAsciiDigit(text[at])) return Literal();
        if (!IsNameStart(text[at])) return Fail(at, $"expected a number, a size, a row or '(' but found {Shown()}");
        var name = Name();
        if (Peek() == '(') return Call(start, name);
        if (CostFunctions.Named(name) is not null) return Fail(start, $"'{name}' is a function; write {name}(…)");
        return new NameNode(Column(start), name);
    }

    private CostNode? Call(int start, string name)
    {
        if (CostFunctions.Named(name) is not { } function)
            return Fail(start, $"no function '{name}'; there are {string.Join(", ", CostFunctions.Names)}. A product needs its '*'");
        Eat('(');
        var arguments = new List<CostNode>();
        do
        {
            if (Sum() is not { } argument) return null;
            arguments.Add(argument);
        }
        while (Eat(','));
        if (!Eat(')')) return Fail(at, $"expected ',' or ')' in the arguments of {name}");
        var (least, most) = CostFunctions.Arity(function);
        if (arguments.Count >= least && arguments.Count <= most) return new CallNode(Column(start), function, arguments);
        var wanted = least == most ? $"{least}" : $"{least} or more";
        return Fail(start, $"{name} takes {wanted} argument{(wanted == "1" ? "" : "s")}, not {arguments.Count}");
    }

    // number = digits ["." digits] ["e" digits] [unit], or two or three of them with ".." between
    private CostNode? Literal()
    {
        var start = at;
        if (Number() is not { } low) return null;
        if (!EatRange()) return low;
        if (Number() is not { } second) return null;
        NumberNode? third = null;
        if (EatRange() && (third = Number()) is null) return null;
        var high = third ?? second;
        var middle = third is null ? null : second;
        // "100..160ns" is read as 100ns..160ns.
        if (low.Unit == Unit.None) low = low with { Unit = high.Unit };
        if (middle is not null && middle.Unit == Unit.None) middle = middle with { Unit = high.Unit };
        if (low.Unit.Dimension != high.Unit.Dimension || middle is not null && middle.Unit.Dimension != high.Unit.Dimension)
            return Fail(start, $"an interval needs ends of one kind, not {low.Unit.Dimension} and {high.Unit.Dimension}");
        if (low.Value > (middle ?? high).Value || (middle ?? high).Value > high.Value)
            return Fail(start, "an interval runs from the smaller end to the greater; swap them");
        return new SpreadNode(Column(start), low, middle, high);
    }

    private NumberNode? Number()
    {
        SkipSpace();
        var start = at;
        SkipDigits();
        if (at == start)
        {
            Fail(at, "expected a number after '..'");
            return null;
        }
        if (At(0) == '.' && char.IsAsciiDigit(At(1)))
        {
            at++;
            SkipDigits();
        }
        if (At(0) is 'e' or 'E' && (char.IsAsciiDigit(At(1)) || At(1) is '+' or '-' && char.IsAsciiDigit(At(2))))
        {
            at += 2;
            SkipDigits();
        }
        var mantissa = double.Parse(text.AsSpan(start, at - start), NumberStyles.Float, CultureInfo.InvariantCulture);
        if (LiteralUnit(start) is not { } unit) return null;
        SkipSpace();
        if (double.IsFinite(mantissa * unit.Factor)) return new NumberNode(Column(start), mantissa, unit);
        Fail(start, "the number is too large");
        return null;
    }

    private Unit? LiteralUnit(int start)
    {
        var unitStart = at;
        while (char.IsLetter(At(0))) at++;
        var name = text.AsSpan(unitStart, at - unitStart);
        if (Unit.Named(name) is not { } unit || At(0) == '_' || char.IsAsciiDigit(At(0)))
        {
            Fail(unitStart, $"unknown unit after {text[start..unitStart]}; units are {Unit.Known}. A product needs its '*'");
            return null;
        }
        if (At(0) != '/') return unit;
        var end = at + 1;
        while (end < text.Length && IsNamePart(text[end])) end++;
        var under = Unit.Named(text.AsSpan(at + 1, end - at - 1));
        var isLongerName = end < text.Length && (text[end] == '(' || text[end] == '.' && end + 1 < text.Length && IsNamePart(text[end + 1]));
        if (isLongerName || under is not { } divisor || Unit.Rate(unit, divisor) is not { } rate) return unit;
        at = end;
        return rate;
    }

    private bool EatRange()
    {
        if (At(0) != '.' || At(1) != '.') return false;
        at += 2;
        return true;
    }

    private string Name()
    {
        var start = at;
        while (IsNamePart(At(0)) || At(0) == '.' && IsNamePart(At(1))) at++;
        var name = text[start..at];
        SkipSpace();
        return name;
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c == '_';

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c == '_';

    private char At(int ahead) => at + ahead < text.Length ? text[at + ahead] : '\0';

    private char Peek() => At(0);

    private bool Eat(char c)
    {
        if (Peek() != c || at == text.Length) return false;
        at++;
        SkipSpace();
        return true;
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(At(0))) at++;
    }

    private void SkipSpace()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
    }

    private string Shown()
    {
        if (at == text.Length) return "the end";
        return Rune.TryGetRuneAt(text, at, out var rune) && !Rune.IsControl(rune) ? $"'{rune}'" : "a control character";
    }

    private int Column(int offset)
    {
        var column = 1;
        foreach (var _ in text.AsSpan(0, offset).EnumerateRunes()) column++;
        return column;
    }

    private CostNode? Fail(int offset, string message)
    {
        Problem ??= new CostProblem(Column(offset), message);
        return null;
    }
}
