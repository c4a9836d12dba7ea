using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Lever.Review.Cost;

/// <summary>
/// Resolves names to sizes and rows, checks dimensions and compiles to a <see cref="CostProgram"/>. A given size beats a
/// row of the same name; a name that is neither, and like no row, is a size left symbolic.
/// </summary>
internal sealed class CostBinder(CostTable table, IReadOnlyDictionary<string, NamedSize> sizes, List<CostVariable> variables)
{
    private readonly List<CostStep> steps = [];
    private int height;
    private int deepest;
    private CostProblem? problem;

    /// <param name="shared">Variables that other programs may share; those this one adds are appended.</param>
    public static bool TryBind(
        CostNode root, CostTable table, IReadOnlyDictionary<string, NamedSize> sizes, List<CostVariable> shared,
        [NotNullWhen(true)] out CostProgram? program, [NotNullWhen(false)] out CostProblem? problem)
    {
        var binder = new CostBinder(table, sizes, shared);
        var dimension = binder.Emit(root);
        problem = binder.problem;
        program = problem is null ? new CostProgram(binder.steps, shared, dimension.GetValueOrDefault(), binder.deepest) : null;
        return problem is null;
    }

    private Dimension? Emit(CostNode node) => node switch
    {
        NumberNode number => Push(new CostStep(CostOperation.Constant, 0, number.Value), number.Unit.Dimension),
        SpreadNode spread => Variable(new CostVariable("", VariableKind.Spread, spread.Value, null, null), spread.Low.Unit.Dimension),
        NameNode name => Name(name),
        SumNode sum => Sum(sum),
        ProductNode product => Product(product),
        PowerNode power => Power(power),
        TransferNode transfer => Transfer(transfer),
        CallNode call => Call(call),
        _ => throw new UnreachableException(),
    };

    private Dimension? Name(NameNode name)
    {
        if (sizes.TryGetValue(name.Name, out var size))
            return Variable(new CostVariable(name.Name, VariableKind.Size, size.Value.Value, null, size), size.Value.Dimension);
        if (table.Find(name.Name) is { } row)
            return Variable(new CostVariable(name.Name, VariableKind.Row, row.Value.Value, row, null), row.Value.Dimension);
        if (table.MistakeIn(name.Name) is { } mistake) return Fail(name, mistake);
        return Variable(new CostVariable(name.Name, VariableKind.Unknown, default, null, null), Dimension.Count);
    }

    private Dimension? Sum(SumNode sum)
    {
        Dimension? all = null;
        foreach (var (node, isSubtracted) in sum.Terms)
        {
            if (Emit(node) is not { } dimension) return null;
            if (all is null)
            {
                all = dimension;
                if (isSubtracted) Apply(CostOperation.Negate);
                continue;
            }
            if (dimension != all) return Fail(node, $"{all} and {dimension} cannot be {(isSubtracted ? "subtracted" : "added")}; {Advice(all.Value, dimension)}");
            Apply(isSubtracted ? CostOperation.Subtract : CostOperation.Add);
        }
        return all;
    }

    private static string Advice(Dimension one, Dimension other)
    {
        if (one == Dimension.OfBytes && other == Dimension.OfTime || one == Dimension.OfTime && other == Dimension.OfBytes)
            return "give the bytes a rate, as in 2MB@mem.sequential";
        if (one == Dimension.Count || other == Dimension.Count) return "multiply the count by a cost, as in 200*db.query";
        return "make both the same kind";
    }

    private Dimension? Product(ProductNode product)
    {
        Dimension? all = null;
        foreach (var (node, isDivisor) in product.Factors)
        {
            if (Emit(node) is not { } dimension) return null;
            if (all is not { } before)
            {
                all = dimension;
                continue;
            }
            all = isDivisor ? before / dimension : before * dimension;
            Apply(isDivisor ? CostOperation.Divide : CostOperation.Multiply);
        }
        return all;
    }

    private Dimension? Power(PowerNode power)
    {
        if (Emit(power.Base) is not { } dimension || Emit(power.Exponent) is not { } exponent) return null;
        if (exponent != Dimension.Count) return Fail(power.Exponent, $"an exponent is a plain number, not {exponent}");
        Apply(CostOperation.Power);
        if (dimension == Dimension.Count) return dimension;
        return power.Exponent is NumberNode { Value: >= 1 and <= 4 } whole && double.IsInteger(whole.Value)
            ? dimension.Power((int)whole.Value)
            : Fail(power.Base, $"{dimension} can only be raised to 1, 2, 3 or 4; put the exponent on the count");
    }

    private Dimension? Transfer(TransferNode transfer)
    {
        if (Emit(transfer.Amount) is not { } amount) return null;
        if (amount != Dimension.OfBytes)
            return Fail(transfer.Amount, $"what stands before '@' must be bytes, not {amount}; write (4B*n)@mem.sequential");
        if (Emit(transfer.Rate) is not { } rate) return null;
        if (rate == Dimension.Bandwidth) Apply(CostOperation.Divide);
        else if (rate == Dimension.TimePerByte) Apply(CostOperation.Multiply);
        else return Fail(transfer.Rate, $"what follows '@' must be a bandwidth or a time per byte, not {rate}; multiply by it instead");
        return Dimension.OfTime;
    }

    private Dimension? Call(CallNode call)
    {
        Dimension? first = null;
        foreach (var argument in call.Arguments)
        {
            if (Emit(argument) is not { } dimension) return null;
            if (call.Function is CostFunction.Log2 or CostFunction.Ln or CostFunction.Ceil or CostFunction.Sqrt)
            {
                if (dimension != Dimension.Count)
                    return Fail(argument, $"{CostFunctions.NameOf(call.Function)} takes a count, not {dimension}");
            }
            else if (call.Function == CostFunction.Parallel)
            {
                if (first is null && dimension != Dimension.Count)
                    return Fail(argument, $"parallel(workers, work) needs a count of workers, not {dimension}");
            }
            else if (first is { } one && dimension != one)
            {
                return Fail(argument, $"the parts of {CostFunctions.NameOf(call.Function)} must be of one kind, not {one} and {dimension}");
            }
            var isSecondOrLater = first is not null;
            first = call.Function == CostFunction.Parallel || first is null ? dimension : first;
            if (isSecondOrLater) Apply(Joining(call.Function));
        }
        if (call.Arguments.Count == 1) Apply(Joining(call.Function));
        return first;
    }

    private static CostOperation Joining(CostFunction function) => function switch
    {
        CostFunction.Log2 => CostOperation.Log2,
        CostFunction.Ln => CostOperation.Ln,
        CostFunction.Ceil => CostOperation.Ceil,
        CostFunction.Sqrt => CostOperation.Sqrt,
        CostFunction.Min => CostOperation.Least,
        CostFunction.Max or CostFunction.Overlap => CostOperation.Greatest,
        _ => CostOperation.Spread,
    };

    private Dimension Variable(CostVariable variable, Dimension dimension)
    {
        // Every interval written out varies on its own; a name is one and the same figure wherever it stands.
        var index = variable.Kind == VariableKind.Spread ? -1 : variables.FindIndex(known => known.Name == variable.Name);
        if (index < 0)
        {
            index = variables.Count;
            variables.Add(variable);
        }
        return Push(new CostStep(CostOperation.Variable, index, 0), dimension);
    }

    private Dimension Push(CostStep step, Dimension dimension)
    {
        steps.Add(step);
        deepest = Math.Max(deepest, ++height);
        return dimension;
    }

    private void Apply(CostOperation operation)
    {
        steps.Add(new CostStep(operation, 0, 0));
        var isUnary = operation is CostOperation.Negate or CostOperation.Log2 or CostOperation.Ln or CostOperation.Ceil or CostOperation.Sqrt;
        if (!isUnary) height--;
    }

    private Dimension? Fail(CostNode node, string message)
    {
        problem ??= new CostProblem(node.Column, message);
        return null;
    }
}
