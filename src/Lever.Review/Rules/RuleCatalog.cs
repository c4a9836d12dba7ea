using Lever.Review.Findings;
using Lever.Review.Rules.Python;
using Lever.Review.Rules.Python.Algorithms;

namespace Lever.Review.Rules;

/// <summary>Every rule, one line each, by name.</summary>
public static class RuleCatalog
{
    public static IReadOnlyList<PythonRule> Python { get; } =
    [
        new ConversionRebuiltInLoop(),
        new ExponentialRecursion(),
        new FilterPerGroup(),
        new LinearSearchByKey(),
        new ListLinearOpInLoop(),
        new MembershipInGrownList(),
        new MembershipListInLoop(),
        new NestedLoopEqualityJoin(),
        new SortInsideLoop(),
        new SortedForExtreme(),
        new SumOfLists(),
    ];

    public static IReadOnlyList<RuleInfo> All { get; } = [.. Python.Select(rule => rule.Info).OrderBy(info => info.Name, StringComparer.Ordinal)];

    /// <summary>The rule of a name; null where there is none.</summary>
    public static RuleInfo? Find(string name) => All.FirstOrDefault(info => info.Name == name);
}
