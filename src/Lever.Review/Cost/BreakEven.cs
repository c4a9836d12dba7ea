using System.Globalization;

namespace Lever.Review.Cost;

public enum BreakEvenKind
{
    /// <summary>The fix pays at every size from 2 on; what happens once is no loop.</summary>
    Always,
    /// <summary>The fix pays at no size.</summary>
    Never,
    /// <summary>It depends on one size.</summary>
    Threshold,
    /// <summary>It changes sign so often that no plain condition says when.</summary>
    Unclear,
}

/// <summary>When a fix pays.</summary>
/// <param name="Size">The size it depends on; null unless there is a threshold.</param>
/// <param name="Crossings">Values of that size at which the sign changes, ascending: one or two.</param>
/// <param name="PaysBelowFirst">Whether the fix pays below the first of them.</param>
/// <param name="Given">What the other sizes were taken to be, where that matters; null where it does not.</param>
public sealed record BreakEven(BreakEvenKind Kind, string? Size, IReadOnlyList<double> Crossings, bool PaysBelowFirst, string? Given)
{
    /// <summary>The condition for a finding: <c>m &gt; 8</c>, <c>never</c>; null where the fix always pays or nothing plain can be said.</summary>
    public string? Text => Kind switch
    {
        BreakEvenKind.Never => "never",
        BreakEvenKind.Threshold => Condition + (Given is null ? "" : $" with {Given}"),
        _ => null,
    };

    private string Condition => (Crossings, PaysBelowFirst) switch
    {
        ([var only], false) => $"{Size} > {Above(only)}",
        ([var only], true) => $"{Size} < {Below(only)}",
        ([var first, var second], false) => $"{Above(first)} < {Size} < {Below(second)}",
        ([var first, var second], true) => $"{Size} < {Below(first)} or {Size} > {Above(second)}",
        _ => "",
    };

    // Sizes are whole: paying above 2.9 is paying above 2, and paying below 2.9 is paying below 3.
    private static string Above(double crossing) => Whole(Math.Floor(crossing));

    private static string Below(double crossing) => Whole(Math.Ceiling(crossing));

    private static string Whole(double value) => QuantityText.Round(value, figures: 2).ToString("0", CultureInfo.InvariantCulture);
}

/// <summary>Finds where the cost before a fix meets the cost after it.</summary>
internal static class BreakEvenSearch
{
    private const double Least = 2;
    private const double Largest = 1e10;
    private const int StepsPerDecade = 4;

    /// <summary>
    /// Scans each size that is not known exactly over its logarithm, the other sizes and the rows at their typical
    /// values, and bisects the sign changes. Of several sizes that decide, the one whose crossing is nearest to its
    /// typical value is told: that is where an assumption most easily goes wrong.
    /// </summary>
    public static BreakEven Solve(CostPair pays)
    {
        var variables = pays.Variables;
        var typical = variables.Select(variable => variable.Value.Typical).ToArray();
        var sizes = Enumerable.Range(0, variables.Count)
            .Where(i => variables[i].Kind == VariableKind.Size && !variables[i].Value.IsExact).ToArray();

        (int Size, List<double> Crossings)? best = null;
        var least = double.PositiveInfinity;
        var isUnclear = false;
        foreach (var size in sizes)
        {
            var crossings = Crossings(pays, typical, size);
            if (crossings.Count > 2) isUnclear = true;
            if (crossings.Count is 0 or > 2) continue;
            var distance = crossings.Min(crossing => Math.Abs(Math.Log(crossing / Math.Max(typical[size], 1))));
            if (distance >= least) continue;
            (best, least) = ((size, crossings), distance);
        }
        if (best is { } found)
            return new BreakEven(
                BreakEvenKind.Threshold, variables[found.Size].Name, found.Crossings,
                pays.PaysAt(With(typical.ToArray(), found.Size, Least)), Given(pays, typical, sizes, found));
        var kind = isUnclear ? BreakEvenKind.Unclear : pays.PaysAt(typical) ? BreakEvenKind.Always : BreakEvenKind.Never;
        return new BreakEven(kind, null, [], PaysBelowFirst: false, null);
    }

    private static List<double> Crossings(CostPair pays, double[] typical, int size)
    {
        var point = typical.ToArray();
        var crossings = new List<double>();
        var previous = Least;
        var wasPaying = pays.PaysAt(With(point, size, previous));
        for (var step = 1; ; step++)
        {
            var next = Least * Math.Pow(10, (double)step / StepsPerDecade);
            if (next > Largest) return crossings;
            var isPaying = pays.PaysAt(With(point, size, next));
            if (isPaying != wasPaying) crossings.Add(Bisect(pays, point, size, previous, next, wasPaying));
            if (crossings.Count > 2) return crossings;
            (previous, wasPaying) = (next, isPaying);
        }
    }

    private static double Bisect(CostPair pays, double[] point, int size, double low, double high, bool atLow)
    {
        for (var i = 0; i < 48; i++)
        {
            var middle = low + (high - low) / 2;
            if (pays.PaysAt(With(point, size, middle)) == atLow) low = middle;
            else high = middle;
        }
        return high;
    }

    /// <summary>Names the other sizes where the crossing moves to less than half or more than double within their intervals.</summary>
    private static string? Given(
        CostPair pays, double[] typical, int[] sizes, (int Size, List<double> Crossings) found)
    {
        var deciding = new List<string>();
        foreach (var other in sizes)
        {
            if (other == found.Size) continue;
            foreach (var value in (double[])[pays.Variables[other].Value.Low, pays.Variables[other].Value.High])
            {
                var moved = Crossings(pays, With(typical.ToArray(), other, value), found.Size);
                var isStable = moved.Count == found.Crossings.Count
                    && moved.Zip(found.Crossings).All(pair => pair.First <= 2 * pair.Second && pair.Second <= 2 * pair.First);
                if (isStable) continue;
                deciding.Add(FormattableString.Invariant($"{pays.Variables[other].Name} = {typical[other]:0.####}"));
                break;
            }
        }
        return deciding.Count == 0 ? null : string.Join(", ", deciding);
    }

    private static double[] With(double[] point, int index, double value)
    {
        point[index] = value;
        return point;
    }
}
