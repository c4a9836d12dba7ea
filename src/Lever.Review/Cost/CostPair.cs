namespace Lever.Review.Cost;

/// <summary>The costs before and after a fix over one list of variables, so that what they share varies together.</summary>
internal sealed class CostPair(CostProgram before, CostProgram after, IReadOnlyList<CostVariable> variables)
{
    /// <summary>Corner searches stop here; wider boxes get plain interval arithmetic, which is never too narrow.</summary>
    private const int MostCorners = 4096;

    public CostProgram Before => before;

    public CostProgram After => after;

    public IReadOnlyList<CostVariable> Variables => variables;

    /// <summary>Whether the fix saves anything beyond rounding when the variables have these values.</summary>
    public bool PaysAt(double[] point)
    {
        var was = before.EvaluateAt(point);
        var becomes = after.EvaluateAt(point);
        return was - becomes > 1e-9 * Math.Max(Math.Abs(was), Math.Abs(becomes));
    }

    /// <summary>
    /// Before minus after. The ends are the extremes over the corners of the box of all variables, and the sizes'
    /// typical values: exact where the saving is monotone in every variable, as with polynomials on either side of
    /// a break-even. Subtracting the two intervals would pair a large n before with a small n after.
    /// </summary>
    public Interval Saved()
    {
        var choices = variables.Select(Choices).ToArray();
        var corners = 1L;
        foreach (var values in choices) corners = Math.Min(corners * values.Length, MostCorners + 1);
        if (corners > MostCorners) return Interval.Subtract(before.Evaluate().Value, after.Evaluate().Value);

        var point = variables.Select(variable => variable.Value.Typical).ToArray();
        var typical = SavedAt(point);
        var (low, high) = (typical, typical);
        for (var corner = 0L; corner < corners; corner++)
        {
            var rest = corner;
            for (var i = 0; i < point.Length; i++)
            {
                point[i] = choices[i][rest % choices[i].Length];
                rest /= choices[i].Length;
            }
            var saved = SavedAt(point);
            (low, high) = (Math.Min(low, saved), Math.Max(high, saved));
        }
        return new Interval(low, typical, high);
    }

    private double SavedAt(double[] point) => before.EvaluateAt(point) - after.EvaluateAt(point);

    private static double[] Choices(CostVariable variable)
    {
        var (low, typical, high) = variable.Value;
        if (variable.Value.IsExact) return [typical];
        return variable.Kind == VariableKind.Size ? [low, typical, high] : [low, high];
    }
}
