using Lever.Review.Findings;

namespace Lever.Review.Reports;

/// <summary>
/// Findings of one rule with one fix, of which a project may have dozens. People are told the first of them in full; of the others, place and message say all
/// that is new.
/// </summary>
internal static class AlikeFindings
{
    /// <summary>As many are told in full of those that are more than <see cref="Most"/>.</summary>
    private const int First = 3;

    /// <summary>As many alike are all told in full: there is little to gain by less.</summary>
    private const int Most = 6;

    /// <summary>Which findings are told in full, and which by a line each, by rule and fix in the order of the first of each. None is in neither.</summary>
    public static (IReadOnlyList<Finding> InFull, IReadOnlyList<IReadOnlyList<Finding>> Briefly) Split(IReadOnlyList<Finding> findings)
    {
        var counts = new Dictionary<(string, string), int>();
        foreach (var finding in findings)
            if (IsToldByItsKind(finding)) counts[KeyOf(finding)] = counts.GetValueOrDefault(KeyOf(finding)) + 1;
        if (counts.Count == 0 || counts.Values.Max() <= Most) return (findings, []);
        var inFull = new List<Finding>();
        var briefly = new List<List<Finding>>();
        var known = new Dictionary<(string, string), (int Told, List<Finding> Others)>();
        foreach (var finding in findings)
        {
            var key = KeyOf(finding);
            if (!IsToldByItsKind(finding) || counts[key] <= Most)
            {
                inFull.Add(finding);
                continue;
            }
            var (told, others) = known.GetValueOrDefault(key, (0, []));
            if (told < First) inFull.Add(finding);
            else
            {
                if (others.Count == 0) briefly.Add(others);
                others.Add(finding);
            }
            known[key] = (told + 1, others);
        }
        return (inFull, briefly);
    }

    private static (string, string) KeyOf(Finding finding) => (finding.Rule.Name, finding.Fix.Summary);

    /// <summary>What a profile or a proof says, a way through calls, and a question are a finding's own.</summary>
    private static bool IsToldByItsKind(Finding finding) =>
        Wording.Borne(finding) <= Grade.Estimated && finding.Chain.Count == 0 && finding.Question is null && finding.Fix.Summary.Length > 0;
}
