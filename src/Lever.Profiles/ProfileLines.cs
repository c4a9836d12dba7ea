namespace Lever.Profiles;

/// <summary>Weight of one executed line of a function.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Self">Weight spent in the line itself.</param>
/// <param name="Total">The same with what it called, recursion counted once.</param>
/// <param name="Share">Of all weight, of <paramref name="Total"/>: 0 to 1.</param>
public sealed record LineWeight(int Line, double Self, double Total, double Share);

/// <summary>Which lines of a function take its weight.</summary>
public static class ProfileLines
{
    /// <summary>The lines of a function, heaviest first; none where the profile does not know lines.</summary>
    /// <param name="function">Index into <see cref="Profile.Functions"/>.</param>
    /// <param name="metric">Index into <see cref="Profile.Metrics"/>.</param>
    public static IReadOnlyList<LineWeight> Of(Profile profile, int function, int metric = 0)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var all = profile.Weights(metric).Sum;
        var rows = profile.Stacks.IsEmpty ? OfRows(profile, function, metric) : OfStacks(profile, function, metric);
        return [.. rows.Select(row => new LineWeight(row.Line, row.Self, row.Total, all > 0 ? Math.Clamp(row.Total / all, 0, 1) : 0))
            .OrderByDescending(row => row.Total).ThenByDescending(row => row.Self).ThenBy(row => row.Line)];
    }

    private static IEnumerable<(int Line, double Self, double Total)> OfRows(Profile profile, int function, int metric) => profile.Calls.Lines
        .Where(row => row.Function == function && row.Metric == metric)
        .GroupBy(row => row.Line)
        .Select(rows => (rows.Key, rows.Sum(row => row.Self), Math.Max(rows.Sum(row => row.Self), rows.Sum(row => row.Total))));

    private static IEnumerable<(int Line, double Self, double Total)> OfStacks(Profile profile, int function, int metric)
    {
        var lines = new List<int>();
        var keys = new Dictionary<int, int>();
        var keyOfFrame = new int[profile.Frames.Count];
        for (var frame = 0; frame < keyOfFrame.Length; frame++)
        {
            keyOfFrame[frame] = -1;
            if (profile.Frames[frame] is not { Line: > 0 and var line } at || at.Function != function) continue;
            if (!keys.TryGetValue(line, out var key))
            {
                keys.Add(line, key = lines.Count);
                lines.Add(line);
            }
            keyOfFrame[frame] = key;
        }
        var weights = profile.Stacks.Totals(keyOfFrame, lines.Count, profile.Stacks.Self(metric));
        for (var key = 0; key < lines.Count; key++) yield return (lines[key], weights.Self[key], weights.Total[key]);
    }
}
