using Lever.Review.Findings;

namespace Lever.Serving.Lsp;

/// <summary>
/// What the last check of the whole project said of a document that a look at it alone does not say: chains through other files, and heat that comes from them.
/// It moves along with edits until the next whole check, so that nothing vanishes only because somebody types.
/// </summary>
internal sealed class WholeSight
{
    private List<(Finding Finding, string? Alone)> beyond = [];
    private HashSet<string> denied = [];

    /// <summary>Is there anything that would have to be moved along?</summary>
    public bool IsEmpty => beyond.Count == 0;

    /// <param name="whole">What the check of the project found in the document.</param>
    /// <param name="alone">What a look at the same text alone found.</param>
    public void Learn(IReadOnlyList<Finding> whole, IReadOnlyList<Finding> alone)
    {
        var seen = alone.ToDictionary(finding => finding.Fingerprint, Words, StringComparer.Ordinal);
        beyond = [.. from finding in whole
                     let words = seen.GetValueOrDefault(finding.Fingerprint)
                     where words != Words(finding)
                     select (finding, words)];
        denied = [.. seen.Keys.Except(whole.Select(finding => finding.Fingerprint))];
    }

    /// <summary>The text was edited.</summary>
    public void Move(LineShift shift)
    {
        var moved = new List<(Finding, string?)>(beyond.Count);
        foreach (var (finding, alone) in beyond)
            if (shift.Moved(finding) is { } there) moved.Add((there, alone));
        beyond = moved;
    }

    /// <summary>What to show of a text: what a look at it found, and what the whole check says besides as long as nothing speaks against it.</summary>
    /// <param name="alone">What a look at the text as it is now found.</param>
    public IReadOnlyList<Finding> With(IReadOnlyList<Finding> alone)
    {
        if (beyond.Count + denied.Count == 0) return alone;
        var shown = alone.Where(finding => !denied.Contains(finding.Fingerprint)).ToDictionary(finding => finding.Fingerprint, StringComparer.Ordinal);
        foreach (var (finding, words) in beyond)
        {
            var own = shown.GetValueOrDefault(finding.Fingerprint);
            // What a look alone saw before, and sees otherwise now, it knows better.
            if (own is null ? words is not null : words is not null && words != Words(own)) continue;
            shown[finding.Fingerprint] = own is null ? finding : finding with { Fix = own.Fix };
        }
        return [.. shown.Values.OrderBy(finding => finding.Range.Start).ThenBy(finding => finding.Rule.Name, StringComparer.Ordinal)];
    }

    /// <summary>What two findings of the same place differ by, where they do.</summary>
    private static string Words(Finding finding) => $"{finding.Message}\n{Wording.Full(finding)}\n{finding.Heat}\n{finding.HeatFrom}\n{finding.Chain.Count}";
}
