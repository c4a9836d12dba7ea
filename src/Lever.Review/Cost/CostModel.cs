using System.Diagnostics.CodeAnalysis;
using Lever.Review.Findings;

namespace Lever.Review.Cost;

/// <summary>Sizes as rules assume them, by where they come from.</summary>
public static class Sizes
{
    /// <summary>A size that the source fixes: a literal, an enumeration, <c>range(8)</c>.</summary>
    /// <param name="source">The literal's place, or what fixes it.</param>
    public static SizeAssumption Exactly(string name, double value, string source) => new(name, value, value, value, source);

    /// <summary>A prior for what stays small: arguments, headers, configuration, columns.</summary>
    public static SizeAssumption Small(string name) => new(name, 3, 10, 50, "prior: small");

    /// <summary>A prior for data: parameters of public functions, rows, lines of a file.</summary>
    public static SizeAssumption Data(string name) => new(name, 100, 1000, 100_000, "prior: data");

    public static SizeAssumption Between(string name, double low, double typical, double high, string source) =>
        new(name, low, typical, high, source);
}

/// <summary>What the costs of a finding come to.</summary>
/// <param name="Saved">Before minus after, in nanoseconds or bytes; negative where the fix loses.</param>
/// <param name="Rows">The cost rows used, in order of appearance.</param>
public sealed record CostEvaluation(Quantity Before, Quantity After, Interval Saved, BreakEven BreakEven, IReadOnlyList<CostRow> Rows)
{
    /// <summary>What the fix saves per run of the code. It is not applied where it loses, so the low end is at least 0.</summary>
    public Worth Worth => new(Before.Dimension == Dimension.OfBytes ? "bytes" : "ns", Math.Max(0, Saved.Low), Math.Max(0, Saved.High));
}

/// <summary>
/// Costs of findings. Rules state them as text, which costs nothing until somebody asks; evaluating parses, resolves the
/// rows for an interpreter and solves for the break-even.
/// </summary>
public static class CostModel
{
    /// <summary>
    /// States costs: <c>CostModel.Of("n*m*py.list.compare", "m*py.set.add + n*py.set.lookup", Sizes.Data("n"), Sizes.Data("m"))</c>.
    /// </summary>
    /// <param name="before">Cost as written, per run of the code that holds the finding.</param>
    /// <param name="after">Cost after the fix.</param>
    /// <param name="sizes">Every size that the two name.</param>
    public static FindingCost Of(string before, string after, params IReadOnlyList<SizeAssumption> sizes) => new(before, after, null, sizes);

    /// <summary>The same cost with its break-even filled in; unchanged where it cannot be evaluated.</summary>
    public static FindingCost WithBreakEven(FindingCost cost, CostTable table) =>
        TryEvaluate(cost, table, out var evaluation, out _) ? cost with { BreakEven = evaluation.BreakEven.Text } : cost;

    /// <summary>Evaluates both sides with a table; per version with <see cref="CostTable.For"/>.</summary>
    public static bool TryEvaluate(
        FindingCost cost, CostTable table, [NotNullWhen(true)] out CostEvaluation? evaluation, [NotNullWhen(false)] out CostProblem? problem)
    {
        evaluation = null;
        if (!TryBind(cost, table, out var pair, out problem)) return false;
        var saved = pair.Saved();
        if (!double.IsFinite(saved.Typical))
        {
            problem = new CostProblem(1, $"the saving of '{cost.Before}' over '{cost.After}' is not a finite number; does something divide by zero?");
            return false;
        }
        var rows = pair.Variables.Where(variable => variable.Row is not null).Select(variable => variable.Row!).ToArray();
        evaluation = new CostEvaluation(pair.Before.Evaluate(), pair.After.Evaluate(), saved, BreakEvenSearch.Solve(pair), rows);
        return true;
    }

    private static bool TryBind(
        FindingCost cost, CostTable table, [NotNullWhen(true)] out CostPair? pair, [NotNullWhen(false)] out CostProblem? problem)
    {
        pair = null;
        var sizes = new Dictionary<string, NamedSize>(StringComparer.Ordinal);
        foreach (var size in cost.Sizes) sizes[size.Name] = NamedSize.Of(size);
        var variables = new List<CostVariable>();
        if (!CostExpression.TryParse(cost.Before, out var beforeText, out problem)) return false;
        if (!CostExpression.TryParse(cost.After, out var afterText, out problem)) return false;
        if (!CostBinder.TryBind(beforeText.Root, table, sizes, variables, out var before, out problem)) return false;
        if (!CostBinder.TryBind(afterText.Root, table, sizes, variables, out var after, out problem)) return false;
        problem = Mismatch(before.Dimension, after.Dimension)
            ?? (variables.Find(variable => variable.Kind == VariableKind.Unknown) is { } unknown
                ? new CostProblem(1, $"no value is assumed for the size '{unknown.Name}'; add it to the sizes of the cost")
                : null);
        pair = problem is null ? new CostPair(before, after, variables) : null;
        return pair is not null;
    }

    private static CostProblem? Mismatch(Dimension before, Dimension after)
    {
        if (before != after) return new CostProblem(1, $"the cost before is {before}, after it is {after}; state both in one kind");
        return before == Dimension.OfTime || before == Dimension.OfBytes
            ? null
            : new CostProblem(1, $"a finding's cost is a time or bytes, not {before}; multiply it by a row");
    }
}
