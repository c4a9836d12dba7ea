using Lever.Review.Findings;
using Lever.Review.Rules.Python;
using Lever.Review.Rules.Python.Algorithms;
using Lever.Review.Rules.Python.Allocations;
using Lever.Review.Rules.Python.Api;
using Lever.Review.Rules.Python.Async;
using Lever.Review.Rules.Python.AvoidedWork;
using Lever.Review.Rules.Python.DataLayout;
using Lever.Review.Rules.Python.HotLoops;
using Lever.Review.Rules.Python.Logging;

namespace Lever.Review.Rules;

/// <summary>Every rule, one line each, by name.</summary>
public static class RuleCatalog
{
    public static IReadOnlyList<PythonRule> Python { get; } =
    [
        new BlockingInAsync(),
        new BoxedNumericList(),
        new CacheMisuse(),
        new ConversionRebuiltInLoop(),
        new DeferredExpensive(),
        new DictAccumulateCopy(),
        new ClientPerCall(),
        new CodecPerCall(),
        new DictDoubleLookup(),
        new ExecutorHopPerItem(),
        new ExponentialRecursion(),
        new FilterPerGroup(),
        new GrowFrameInLoop(),
        new IndependentAwaits(),
        new LinearSearchByKey(),
        new ListLinearOpInLoop(),
        new IoHandleInLoop(),
        new LogExpensiveArgs(),
        new LogInInnerLoop(),
        new LoopOverNdarray(),
        new ManualComprehension(),
        new MembershipInGrownList(),
        new MembershipListInLoop(),
        new MissingSlots(),
        new NestedLoopEqualityJoin(),
        new PandasRowLoop(),
        new QuadraticRebindConcat(),
        new QuadraticReslice(),
        new QueueOnList(),
        new ReadlinesAll(),
        new ReimplementedBuiltin(),
        new SequentialAwait(),
        new ShortCircuitListcomp(),
        new SortInsideLoop(),
        new SortedForExtreme(),
        new StdlibJsonHot(),
        new StrAccumulateNonlocal(),
        new StrptimeIso(),
        new SumOfLists(),
        new UnboundedGather(),
    ];

    public static IReadOnlyList<RuleInfo> All { get; } = [.. Python.Select(rule => rule.Info).OrderBy(info => info.Name, StringComparer.Ordinal)];

    /// <summary>The rule of a name; null where there is none.</summary>
    public static RuleInfo? Find(string name) => All.FirstOrDefault(info => info.Name == name);
}
