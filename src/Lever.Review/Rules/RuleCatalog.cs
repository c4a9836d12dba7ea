using Lever.Review.Findings;
using Lever.Review.Rules.Python.Algorithms;
using Lever.Review.Rules.Python.Allocations;
using Lever.Review.Rules.Python.Api;
using Lever.Review.Rules.Python.Async;
using Lever.Review.Rules.Python.AvoidedWork;
using Lever.Review.Rules.Python.Data;
using Lever.Review.Rules.Python.DataLayout;
using Lever.Review.Rules.Python.HotLoops;
using Lever.Review.Rules.Python.Logging;
using Lever.Review.Rules.Python;

namespace Lever.Review.Rules;

/// <summary>Every rule, one line each, by name.</summary>
public static class RuleCatalog
{
    public static IReadOnlyList<PythonRule> Python { get; } =
    [
        new AttrChainInLoop(),
        new BlockingInAsync(),
        new BoxedNumericList(),
        new CacheMisuse(),
        new ClassBuiltPerCall(),
        new ClientPerCall(),
        new CodecPerCall(),
        new ConversionRebuiltInLoop(),
        new DeepCopyHot(),
        new DeferredExpensive(),
        new DictAccumulateCopy(),
        new DictDoubleLookup(),
        new ExecutorHopPerItem(),
        new ExpensivePropertyInLoop(),
        new ExponentialRecursion(),
        new FilterPerGroup(),
        new GrowFrameInLoop(),
        new IndependentAwaits(),
        new IoHandleInLoop(),
        new LinearSearchByKey(),
        new ListLinearOpInLoop(),
        new LogExpensiveArgs(),
        new LogInInnerLoop(),
        new LoopInvariantCall(),
        new LoopOverNdarray(),
        new ManualComprehension(),
        new MaterializeThenIterate(),
        new MembershipInGrownList(),
        new MembershipListInLoop(),
        new MemoMissing(),
        new MissingSlots(),
        new NestedLoopEqualityJoin(),
        new OrmLazyRelationInLoop(),
        new OrmLoadToCount(),
        new OrmOverfetch(),
        new OrmQueryInLoop(),
        new OrmSavePerRow(),
        new PandasRowLoop(),
        new QuadraticRebindConcat(),
        new QuadraticReslice(),
        new QuerysetReevaluated(),
        new QueueOnList(),
        new ReadlinesAll(),
        new RegexRecompile(),
        new ReimplementedBuiltin(),
        new ScratchObjectPerIteration(),
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
