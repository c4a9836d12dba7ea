using Lever.Review.Cost;
using Lever.Review.Settings;

namespace Lever.Workspace;

/// <summary>The cost table that the settings ask for: the user's rows over calibrated ones over the shipped ones, for the target's Python.</summary>
internal static class CostRows
{
    /// <param name="calibrated">What was measured on this machine.</param>
    public static CostTable Of(ReviewSettings settings, IReadOnlyList<CostEntry> calibrated) => Of(settings, calibrated, out _);

    /// <param name="problems">Rows of the user's that cannot be used.</param>
    public static CostTable Of(ReviewSettings settings, IReadOnlyList<CostEntry> calibrated, out IReadOnlyList<CostEntryProblem> problems)
    {
        problems = [];
        var table = calibrated.Count == 0 ? CostTable.Shipped : CostTable.Shipped.WithCalibrated(calibrated, out _);
        if (settings.Costs.Count > 0)
            table = table.WithUser(settings.Costs.Select(row => new CostEntry(row.Key, row.Value.Cost, row.Value.Source)), out problems);
        return settings.Target.Python is { } python ? table.For((python.Major, python.Minor)) : table;
    }
}
