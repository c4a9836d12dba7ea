using Lever.Review.Findings;
using Lever.Review.Rules.Python.Algorithms;
using Lever.Review.Rules.Python.Allocations;
using Lever.Review.Rules.Python.Async;
using Lever.Review.Rules.Python.AvoidedWork;
using Lever.Review.Rules.Python;

namespace Lever.Review.Rules;

/// <summary>Every rule, one line each, by name.</summary>
public static class RuleCatalog
{
    public static IReadOnlyList<PythonRule> Python { get; } =
    [
        new BlockingInAsync(),
        new ConversionRebuiltInLoop(),
        new DeferredExpensive(),
        new ExecutorHopPerItem(),
        new FilterPerGroup(),
        new IndependentAwaits(),
        new LinearSearchByKey(),
        new MembershipInGrownList(),
        new MembershipListInLoop(),
        new NestedLoopEqualityJoin(),
        new ReadlinesAll(),
        new SequentialAwait(),
        new ShortCircuitListcomp(),
        new StrptimeIso(),
        new SumOfLists(),
        new UnboundedGather(),
    ];

    public static IReadOnlyList<RuleInfo> All { get; } = [.. Python.Select(rule => rule.Info).OrderBy(info => info.Name, StringComparer.Ordinal)];

    /// <summary>The rule of a name; null where there is none.</summary>
    public static RuleInfo? Find(string name) => All.FirstOrDefault(info => info.Name == name);
}
