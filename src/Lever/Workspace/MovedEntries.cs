using Lever.Review.Findings;

namespace Lever.Workspace;

/// <summary>
/// Accepted findings whose files are gone, which may stand elsewhere now: a file was renamed or moved. What has the same code is taken for the same finding, each
/// entry once, so that a second copy is new.
/// </summary>
internal sealed class MovedEntries
{
    private readonly Dictionary<(string Rule, string Code), Queue<BaselineEntry>> left = [];

    /// <param name="missing">Entries whose files are not there any more, sorted.</param>
    public MovedEntries(IEnumerable<BaselineEntry> missing)
    {
        foreach (var entry in missing)
        {
            if (entry.Code.Length == 0) continue;
            if (!left.TryGetValue((entry.Rule, entry.Code), out var same)) left[(entry.Rule, entry.Code)] = same = new Queue<BaselineEntry>();
            same.Enqueue(entry);
        }
    }

    /// <summary>The entry that a finding in a new place is, which is used up; null where there is none.</summary>
    public BaselineEntry? Take(Finding finding) =>
        left.TryGetValue((finding.Rule.Name, finding.CodeFingerprint), out var same) && same.TryDequeue(out var entry) ? entry : null;
}
