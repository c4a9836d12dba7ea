namespace Lever.Review.Cost;

/// <summary>A node of a cost expression. Sums and products hold any number of parts, so that depth is bounded by nesting alone.</summary>
/// <param name="Column">Where it starts in the text, counted from 1 in Unicode code points.</param>
internal abstract record CostNode(int Column);

/// <summary>A number as written: <c>200</c>, <c>10K</c>, <c>1.2ms</c>, <c>16GB/s</c>.</summary>
internal sealed record NumberNode(int Column, double Mantissa, Unit Unit) : CostNode(Column)
{
    public double Value => Mantissa * Unit.Factor;
}

/// <summary>An interval as written: <c>50us..5ms</c>, or <c>1ms..3ms..10ms</c> with its typical value.</summary>
internal sealed record SpreadNode(int Column, NumberNode Low, NumberNode? Middle, NumberNode High) : CostNode(Column)
{
    public Interval Value => Middle is null ? Interval.Between(Low.Value, High.Value) : new(Low.Value, Middle.Value, High.Value);
}

/// <summary>A size or a cost row.</summary>
internal sealed record NameNode(int Column, string Name) : CostNode(Column);

internal readonly record struct Term(CostNode Node, bool IsSubtracted);

internal readonly record struct Factor(CostNode Node, bool IsDivisor);

/// <summary>Terms from left to right; one alone only where it is subtracted.</summary>
internal sealed record SumNode(int Column, IReadOnlyList<Term> Terms) : CostNode(Column);

/// <summary>Two or more factors from left to right, the first not a divisor.</summary>
internal sealed record ProductNode(int Column, IReadOnlyList<Factor> Factors) : CostNode(Column);

internal sealed record PowerNode(int Column, CostNode Base, CostNode Exponent) : CostNode(Column);

/// <summary>Bytes moved at the rate of a row or of a literal: <c>2MB@mem.sequential</c>, <c>2MB@16GB/s</c>.</summary>
internal sealed record TransferNode(int Column, CostNode Amount, CostNode Rate) : CostNode(Column);

internal sealed record CallNode(int Column, CostFunction Function, IReadOnlyList<CostNode> Arguments) : CostNode(Column);

internal enum CostFunction
{
    /// <summary>Logarithm to base 2; 0 for anything below 1, since sizes are counts.</summary>
    Log2,
    /// <summary>Natural logarithm; 0 for anything below 1.</summary>
    Ln,
    Ceil,
    /// <summary>Square root; 0 for anything below 0.</summary>
    Sqrt,
    Min,
    Max,
    /// <summary>Parts that run at the same time: the longest of them.</summary>
    Overlap,
    /// <summary><c>parallel(k, x)</c>: work x spread evenly over k workers, at least one.</summary>
    Parallel,
}

internal static class CostFunctions
{
    public static readonly string[] Names = ["log2", "ln", "ceil", "sqrt", "min", "max", "overlap", "parallel"];

    public static string NameOf(CostFunction function) => Names[(int)function];

    public static CostFunction? Named(string name) => Array.IndexOf(Names, name) is >= 0 and var found ? (CostFunction)found : null;

    /// <summary>Fewest and most arguments.</summary>
    public static (int Least, int Most) Arity(CostFunction function) => function switch
    {
        CostFunction.Log2 or CostFunction.Ln or CostFunction.Ceil or CostFunction.Sqrt => (1, 1),
        CostFunction.Parallel => (2, 2),
        _ => (2, 64),
    };
}
