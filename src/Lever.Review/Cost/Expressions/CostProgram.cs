using System.Diagnostics;

namespace Lever.Review.Cost;

internal enum CostOperation
{
    Constant,
    Variable,
    Negate,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Log2,
    Ln,
    Ceil,
    Sqrt,
    Least,
    Greatest,
    Spread,
}

/// <param name="Variable">Index of the variable, for <see cref="CostOperation.Variable"/>.</param>
/// <param name="Constant">The number, for <see cref="CostOperation.Constant"/>.</param>
internal readonly record struct CostStep(CostOperation Operation, int Variable, double Constant);

internal enum VariableKind
{
    Row,
    Size,
    /// <summary>An interval written in the expression itself.</summary>
    Spread,
    /// <summary>A size whose value nobody gave.</summary>
    Unknown,
}

/// <param name="Value">In base units; not used where the kind is <see cref="VariableKind.Unknown"/>.</param>
internal sealed record CostVariable(string Name, VariableKind Kind, Interval Value, CostRow? Row, NamedSize? Size);

/// <summary>
/// A checked expression in postfix order over its variables. One program serves intervals and points, so that searches
/// over points see exactly the function whose interval is printed.
/// </summary>
internal sealed class CostProgram(IReadOnlyList<CostStep> steps, IReadOnlyList<CostVariable> variables, Dimension dimension, int deepest)
{
    private readonly CostStep[] steps = [.. steps];

    public IReadOnlyList<CostVariable> Variables { get; } = variables;

    public Dimension Dimension { get; } = dimension;

    public bool IsSymbolic => Variables.Any(variable => variable.Kind == VariableKind.Unknown);

    /// <summary>The result over every value of the variables; only where <see cref="IsSymbolic"/> is false.</summary>
    public Quantity Evaluate()
    {
        var values = new Interval[Variables.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Variables[i].Value;
        var (low, typical, high) = Evaluate<Interval>(values);
        // An end that does not exist, such as infinity less infinity, bounds nothing.
        return new Quantity(
            new Interval(double.IsNaN(low) ? double.NegativeInfinity : low, typical, double.IsNaN(high) ? double.PositiveInfinity : high),
            Dimension);
    }

    public double EvaluateAt(ReadOnlySpan<double> point)
    {
        Span<Point> values = point.Length <= 32 ? stackalloc Point[point.Length] : new Point[point.Length];
        for (var i = 0; i < point.Length; i++) values[i] = new Point(point[i]);
        return Evaluate<Point>(values).Value;
    }

    private T Evaluate<T>(ReadOnlySpan<T> values) where T : unmanaged, ICostNumber<T>
    {
        Span<T> stack = deepest <= 32 ? stackalloc T[deepest] : new T[deepest];
        var top = -1;
        foreach (var step in steps)
        {
            switch (step.Operation)
            {
                case CostOperation.Constant: stack[++top] = T.Exactly(step.Constant); continue;
                case CostOperation.Variable: stack[++top] = values[step.Variable]; continue;
                case CostOperation.Negate: stack[top] = T.Subtract(T.Exactly(0), stack[top]); continue;
                case CostOperation.Log2: stack[top] = T.Rising(static x => x < 1 ? 0 : Math.Log2(x), stack[top]); continue;
                case CostOperation.Ln: stack[top] = T.Rising(static x => x < 1 ? 0 : Math.Log(x), stack[top]); continue;
                case CostOperation.Ceil: stack[top] = T.Rising(Math.Ceiling, stack[top]); continue;
                case CostOperation.Sqrt: stack[top] = T.Rising(static x => x < 0 ? 0 : Math.Sqrt(x), stack[top]); continue;
            }
            var right = stack[top--];
            var left = stack[top];
            stack[top] = step.Operation switch
            {
                CostOperation.Add => T.Add(left, right),
                CostOperation.Subtract => T.Subtract(left, right),
                CostOperation.Multiply => T.Multiply(left, right),
                CostOperation.Divide => T.Divide(left, right),
                CostOperation.Power => T.Power(left, right),
                CostOperation.Least => T.Least(left, right),
                CostOperation.Greatest => T.Greatest(left, right),
                CostOperation.Spread => T.Divide(right, T.Greatest(left, T.Exactly(1))),
                _ => throw new UnreachableException(),
            };
        }
        return stack[0];
    }
}
