using System.Globalization;
using Lever.Profiles;
using Lever.Profiles.Causes;
using Lever.Profiles.Joining;
using Lever.Review.Findings;

namespace Lever.Review.Ranking;

/// <summary>The guide's playbook for flat profiles: eight moves, each a check over profile and code that ends in a fact, if only that nothing was found.</summary>
internal static class FlatPlaybook
{
    /// <summary>Rules whose findings are the third move: building in one go what is built piece by piece.</summary>
    private static readonly string[] incremental =
    [
        "py-quadratic-rebind-concat", "py-dict-accumulate-copy", "py-grow-frame-in-loop", "py-sort-inside-loop", "py-manual-comprehension", "py-str-accumulate-local", "py-str-accumulate-nonlocal",
        "py-sum-of-lists", "py-conversion-rebuilt-in-loop", "py-inner-iterable-rebuilt", "rs-sorted-insert-in-loop", "rs-quadratic-string-build", "rs-collect-then-iterate", "rs-missing-with-capacity",
    ];

    /// <summary>Rules whose findings are the fourth: what is more general than its use.</summary>
    private static readonly string[] overGeneral =
    [
        "py-regex-recompile", "py-regex-overgeneral", "py-regex-unguarded", "py-deep-copy-hot", "py-strptime-iso", "py-reimplemented-builtin", "py-attr-chain-in-loop", "py-abstraction-tax-hot", "py-dispatch-chain",
        "py-getattr-delegation", "py-slow-type-probe", "py-stdlib-json-hot", "py-tiny-numpy-op", "rs-dyn-inner-loop", "rs-siphash-hot", "rs-regex-per-call", "rs-btreemap-unordered", "rs-small-domain-map", "rs-format-redundant",
    ];

    /// <summary>Rules whose findings lie in how data is laid out, where counters would show misses.</summary>
    private static readonly string[] layout =
    [
        "rs-pointer-tree", "rs-vec-box", "rs-linkedlist", "rs-large-enum-variant", "rs-hot-cold-fields", "rs-repr-c-padding", "rs-redundant-indirection", "rs-false-sharing", "rs-nested-map",
    ];

    public static IReadOnlyList<Fact> Moves(ProfiledCode evidence, IReadOnlyList<Issue> issues, IReadOnlyList<Finding> findings, IReadOnlyList<Conclusion> conclusions, Measured measured)
    {
        var sum = Math.Min(1, issues.Sum(issue => issue.Impact?.Share?.Typical ?? 0));
        string[] profile = [evidence.SourceId];
        var hasRust = evidence.Paths.Any(path => path.EndsWith(".rs", StringComparison.Ordinal));
        var hasPython = evidence.Paths.Any(path => path.EndsWith(".py", StringComparison.Ordinal));
        return
        [
            new("1. small wins add up: " + (sum > 0 ? $"the issues below come to {Figures.MeasuredShare(sum)} together" : "no issue below is in this profile"), profile),
            new("2. loops near the top of the stacks: " + Drivers(evidence), profile),
            new("3. one-shot construction in place of incremental: " + Among(findings, incremental), profile),
            new("4. over-general code on common paths: " + Among(findings, overGeneral), profile),
            new("5. allocation: " + Shares(evidence, conclusions, [ConclusionKind.Allocation, ConclusionKind.AllocationSites, ConclusionKind.Collector], [Cause.Allocating, Cause.Freeing, Cause.Collecting],
                "this profile does not show it; record an allocation profile"), profile),
            new("6. hardware counters: " + (measured.Results.Any(CounterConclusions.IsOfCounters) ? "told below" : "none given; `perf stat -d COMMAND` counts cache and branch misses where the machine can, and `--profile` takes its output"), []),
            new("7. Python: " + (hasPython ? Shares(evidence, conclusions, [ConclusionKind.Gil, ConclusionKind.Objects, ConclusionKind.Imports], [Cause.TakingGil, Cause.MakingObjects, Cause.Importing],
                "no sign of contention for the GIL, of many objects or of slow imports") : "no code of it was reviewed"), hasPython ? profile : []),
            new("8. Rust: " + (hasRust ? Shares(evidence, conclusions, [ConclusionKind.AsyncRuntime, ConclusionKind.Clones], [Cause.AsyncRuntime, Cause.Cloning],
                "no sign of an async runtime or of clones") + "; of poor layout, " + Among(findings, layout) : "no code of it was reviewed"), hasRust ? profile : []),
        ];
    }

    /// <summary>The innermost functions of the project that hold half of the weight below them and little themselves.</summary>
    private static string Drivers(ProfiledCode evidence)
    {
        var own = evidence.Flatness.Drivers.Where(driver => evidence.Index.IsProject(driver.Function)).ToList();
        if (own.Count == 0) return "no function of this code has half of the weight below it";
        return string.Join(", ", own.Take(3).Select(driver => $"`{evidence.Profile.Functions[driver.Function].Name}` has {Figures.MeasuredShare(driver.TotalShare)} below it{Calls(evidence, driver.Function)}"));
    }

    private static string Calls(ProfiledCode evidence, int function) =>
        ProfileView.Callees(evidence.Profile, function).Where(row => row.Calls > 1).OrderByDescending(row => row.Calls).FirstOrDefault() is { Calls: { } calls } callee
            ? $" and calls `{callee.Name}` {Figures.Count(calls)} times" : "";

    private static string Among(IReadOnlyList<Finding> findings, string[] rules)
    {
        var found = findings.Where(finding => rules.Contains(finding.Rule.Name) && finding.Evidence is { Share: >= ProfiledCode.Negligible }).ToList();
        if (found.Count == 0) return "nothing found";
        var share = Figures.MeasuredShare(Math.Min(1, found.DistinctBy(finding => (finding.Path, finding.Function)).Sum(finding => finding.Evidence!.Share)));
        return found.Count == 1 ? $"1 place with {share} of the weight, `{found[0].Function}`" : $"{found.Count.ToString(CultureInfo.InvariantCulture)} places with {share} of the weight, among the issues";
    }

    /// <summary>What is told below is only named here; what is too small for a claim of its own stands with its share.</summary>
    private static string Shares(ProfiledCode evidence, IReadOnlyList<Conclusion> conclusions, ConclusionKind[] kinds, Cause[] causes, string none)
    {
        var told = conclusions.Count(conclusion => kinds.Contains(conclusion.Kind));
        if (told > 0) return told == 1 ? "found, and told below" : $"{told.ToString(CultureInfo.InvariantCulture)} things found, and told below";
        var share = causes.Sum(cause => evidence.Causes.ByCause.GetValueOrDefault(cause)?.Working ?? 0);
        return share > ProfiledCode.Negligible ? $"{Figures.MeasuredShare(share)}, too little to begin with" : none;
    }
}
