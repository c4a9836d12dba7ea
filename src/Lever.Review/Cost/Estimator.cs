using System.Diagnostics.CodeAnalysis;

namespace Lever.Review.Cost;

/// <summary>Answers <c>lever estimate EXPR</c>.</summary>
public static class Estimator
{
    private static readonly Unit GigabytesPerSecond = Unit.Rate(Unit.Named("GB")!.Value, Unit.Named("s")!.Value)!.Value;

    /// <summary>Evaluates an expression; sizes that are not given stay symbolic and nothing is asked.</summary>
    public static bool TryEstimate(
        string expression, CostTable table, IReadOnlyList<NamedSize> sizes,
        [NotNullWhen(true)] out EstimateReport? report, [NotNullWhen(false)] out CostProblem? problem)
    {
        report = null;
        if (!CostExpression.TryParse(expression, out var parsed, out problem)) return false;
        var named = new Dictionary<string, NamedSize>(StringComparer.Ordinal);
        foreach (var size in sizes) named[size.Name] = size;
        if (!CostBinder.TryBind(parsed.Root, table, named, [], out var program, out problem)) return false;

        Quantity? total = program.IsSymbolic ? null : program.Evaluate();
        if (total is { } value && !double.IsFinite(value.Value.Typical))
        {
            problem = new CostProblem(parsed.Root.Column, "the result is not a finite number; does something divide by zero?");
            return false;
        }
        var scope = new CostScope(table, named);
        var nodes = CostTerms.Of(parsed.Root);
        var terms = Terms(nodes, scope);
        report = new EstimateReport(
            parsed.ToString(), total, total?.ToString() ?? scope.Describe(nodes), terms,
            [.. program.Variables.Where(variable => variable.Row is not null).Select(variable => variable.Row!)],
            [.. program.Variables.Where(variable => variable.Size is not null).Select(variable => variable.Size!)],
            [.. program.Variables.Where(variable => variable.Kind == VariableKind.Unknown).Select(variable => variable.Name)],
            Bound(parsed.Root, program.Dimension, scope));
        return true;
    }

    private static EstimateTerm[] Terms(IReadOnlyList<CostNode> nodes, CostScope scope)
    {
        var programs = nodes.Select(scope.Bind).ToArray();
        var costs = programs.Select(program => program.IsSymbolic ? (Quantity?)null : program.Evaluate()).ToArray();
        var all = costs.Any(cost => cost is null) ? 0 : costs.Sum(cost => Math.Abs(cost!.Value.Value.Typical));
        return [.. nodes.Select((node, i) => new EstimateTerm(
            CostPrinter.Print(node), costs[i], costs[i]?.ToString() ?? scope.Describe([node]),
            all > 0 ? Math.Abs(costs[i]!.Value.Value.Typical) / all : null,
            [.. programs[i].Variables.Where(variable => variable.Row is not null).Select(variable => variable.Name)]))];
    }

    private static SpeedOfLight? Bound(CostNode root, Dimension dimension, CostScope scope)
    {
        var touched = dimension == Dimension.OfBytes ? root : dimension == Dimension.OfTime ? BytesTouched.In(root, scope) : null;
        if (touched is null || scope.Table.Find("mem.sequential") is not { } row) return null;
        var rate = Literal(row.Value.Value);
        var terms = CostTerms.Of(touched);
        var program = scope.Bind(new TransferNode(1, touched, rate));
        return new SpeedOfLight(
            scope.Describe(terms),
            program.IsSymbolic ? null : program.Evaluate(),
            scope.Describe([.. terms.Select(term => new ProductNode(1, [new Factor(term, IsDivisor: false), new Factor(rate, IsDivisor: true)]))]),
            row);

        // As a literal, since a given size could bear the row's name.
        static SpreadNode Literal(Interval bandwidth) =>
            new(1, Number(bandwidth.Low), Number(bandwidth.Typical), Number(bandwidth.High));

        static NumberNode Number(double bytesPerNanosecond) => new(1, bytesPerNanosecond, GigabytesPerSecond);
    }
}

/// <summary>Writes terms as known coefficients times unknown sizes.</summary>
internal sealed class CostScope(CostTable table, IReadOnlyDictionary<string, NamedSize> sizes)
{
    public CostTable Table => table;

    /// <summary>Binds a node made of parts that have been bound before.</summary>
    public CostProgram Bind(CostNode node) =>
        CostBinder.TryBind(node, table, sizes, [], out var program, out var problem)
            ? program
            : throw new InvalidOperationException(problem.Message);

    /// <summary>The sum of terms with what is known folded into one coefficient for each product of unknown sizes.</summary>
    public string Describe(IReadOnlyList<CostNode> terms)
    {
        var order = new List<string>();
        var parts = new Dictionary<string, List<Term>>(StringComparer.Ordinal);
        foreach (var term in terms)
        {
            var (known, unknown) = Split(term);
            if (!parts.TryGetValue(unknown, out var coefficients))
            {
                parts[unknown] = coefficients = [];
                order.Add(unknown);
            }
            coefficients.Add(new Term(known, IsSubtracted: false));
        }
        return string.Join(" + ", order.Select(unknown => Written(parts[unknown], unknown)));
    }

    private string Written(List<Term> coefficients, string unknown)
    {
        var quantity = Bind(coefficients.Count == 1 ? coefficients[0].Node : new SumNode(1, coefficients)).Evaluate();
        if (unknown.Length == 0) return quantity.ToString();
        return quantity == Quantity.Count(1) ? unknown : $"{quantity} * {unknown}";
    }

    private (CostNode Known, string Unknown) Split(CostNode term)
    {
        var known = new List<Factor> { new(new NumberNode(1, 1, Unit.None), IsDivisor: false) };
        var unknown = new List<Factor>();
        foreach (var factor in CostTerms.Factors(term)) (Bind(factor.Node).IsSymbolic ? unknown : known).Add(factor);
        if (unknown is [{ IsDivisor: true }, ..]) unknown.Insert(0, new(new NumberNode(1, 1, Unit.None), IsDivisor: false));
        var text = unknown.Count switch
        {
            0 => "",
            1 when unknown[0].Node is SumNode => $"({CostPrinter.Print(unknown[0].Node)})",
            1 => CostPrinter.Print(unknown[0].Node),
            _ => CostPrinter.Print(new ProductNode(1, unknown)),
        };
        return (known.Count == 1 ? known[0].Node : new ProductNode(1, known), text);
    }
}
