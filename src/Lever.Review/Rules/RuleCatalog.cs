using Lever.Review.Findings;
using Lever.Review.Rules.Python;
using Lever.Review.Rules.Python.Algorithms;
using Lever.Review.Rules.Python.DataLayout;
using Lever.Review.Rules.Python.HotLoops;

namespace Lever.Review.Rules;

/// <summary>Every rule, one line each, by name.</summary>
public static class RuleCatalog
{
    public static IReadOnlyList<PythonRule> Python { get; } =
    [
        new BoxedNumericList(),
        new DictAccumulateCopy(),
        new DictDoubleLookup(),
        new GrowFrameInLoop(),
        new LoopOverNdarray(),
        new ManualComprehension(),
        new MembershipInGrownList(),
        new MissingSlots(),
        new PandasRowLoop(),
        new QuadraticRebindConcat(),
        new QuadraticReslice(),
        new QueueOnList(),
        new ReimplementedBuiltin(),
        new StrAccumulateNonlocal(),
    ];

    public static IReadOnlyList<RuleInfo> All { get; } = [.. Python.Select(rule => rule.Info).OrderBy(info => info.Name, StringComparer.Ordinal)];

    /// <summary>The rule of a name; null where there is none.</summary>
    public static RuleInfo? Find(string name) => All.FirstOrDefault(info => info.Name == name);
}
