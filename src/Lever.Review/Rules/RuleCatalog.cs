using Lever.Review.Findings;
using Lever.Review.Rules.Python;
using Lever.Review.Rules.Python.Algorithms;
using Lever.Review.Rules.Python.Allocations;
using Lever.Review.Rules.Python.AvoidedWork;
using Lever.Review.Rules.Python.HotLoops;

namespace Lever.Review.Rules;

/// <summary>Every rule, one line each, by name.</summary>
public static class RuleCatalog
{
    public static IReadOnlyList<PythonRule> Python { get; } =
    [
        new AttrChainInLoop(),
        new ClassBuiltPerCall(),
        new DeepCopyHot(),
        new DeferredExpensive(),
        new ExpensivePropertyInLoop(),
        new LoopInvariantCall(),
        new MaterializeThenIterate(),
        new MembershipInGrownList(),
        new MemoMissing(),
        new ReadlinesAll(),
        new RegexRecompile(),
        new ScratchObjectPerIteration(),
        new ShortCircuitListcomp(),
        new StrptimeIso(),
    ];

    public static IReadOnlyList<RuleInfo> All { get; } = [.. Python.Select(rule => rule.Info).OrderBy(info => info.Name, StringComparer.Ordinal)];

    /// <summary>The rule of a name; null where there is none.</summary>
    public static RuleInfo? Find(string name) => All.FirstOrDefault(info => info.Name == name);
}
