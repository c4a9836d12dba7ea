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
using Lever.Review.Rules.Rust;
using Lever.Review.Rules.Rust.DataLayout;

namespace Lever.Review.Rules;

/// <summary>Every rule, one line each, by name.</summary>
public static class RuleCatalog
{
    public static IReadOnlyList<PythonRule> Python { get; } =
    [
        new AbstractionTaxHot(),
        new AsyncNoAwait(),
        new AttrChainInLoop(),
        new BlockingInAsync(),
        new BlockingReachedFromAsync(),
        new BoxedNumericList(),
        new BulkFormUnused(),
        new BytesSliceCopy(),
        new CacheMisuse(),
        new ClassBuiltPerCall(),
        new ClientPerCall(),
        new ClosureInvariantCall(),
        new CodecPerCall(),
        new ConditionOrder(),
        new ConfigReadPerCall(),
        new ConversionRebuiltInLoop(),
        new CpuHeavyInAsync(),
        new DeepCopyHot(),
        new DeferredExpensive(),
        new DictAccumulateCopy(),
        new DictAsRecord(),
        new DictDoubleLookup(),
        new DispatchChain(),
        new ExceptionControlFlow(),
        new ExecutorHopPerItem(),
        new ExpensivePropertyInLoop(),
        new ExponentialRecursion(),
        new FilterPerGroup(),
        new GetattrDelegation(),
        new GraphRecursion(),
        new GroupbyApplyLambda(),
        new GrowFrameInLoop(),
        new ImportInHotFunction(),
        new ImportTimeHeavy(),
        new IndependentAwaits(),
        new InnerIterableRebuilt(),
        new IoHandleInLoop(),
        new LinearSearchByKey(),
        new ListLinearOpInLoop(),
        new LockAcrossIo(),
        new LogExpensiveArgs(),
        new LogInInnerLoop(),
        new LoopInvariantAllocation(),
        new LoopInvariantCall(),
        new LoopOverNdarray(),
        new ManualComprehension(),
        new MaterializeThenIterate(),
        new MaterializedForSlice(),
        new MembershipInGrownList(),
        new MembershipListInLoop(),
        new MembershipLiteral(),
        new MembershipViaCallee(),
        new MemoMissing(),
        new MissingSlots(),
        new NestedLoopEqualityJoin(),
        new OrmLazyRelationInLoop(),
        new OrmLoadToCount(),
        new OrmNPlusOneInHook(),
        new OrmNPlusOneViaCallee(),
        new OrmOverfetch(),
        new OrmQueryInLoop(),
        new OrmSavePerRow(),
        new PandasRowLoop(),
        new ParameterTooNarrow(),
        new QuadraticRebindConcat(),
        new QuadraticReslice(),
        new QuerysetReevaluated(),
        new QueueOnList(),
        new ReadlinesAll(),
        new RecursiveSlice(),
        new RegexBacktracking(),
        new RegexOvergeneral(),
        new RegexRecompile(),
        new RegexUnguarded(),
        new ReimplementedBuiltin(),
        new RemoteCallPerItem(),
        new RepeatedCall(),
        new RepeatedParse(),
        new RestartAfterChange(),
        new ScratchObjectPerIteration(),
        new SequentialAwait(),
        new ShortCircuitListcomp(),
        new SlowTypeProbe(),
        new SortInsideLoop(),
        new SortKeySlow(),
        new SortedForExtreme(),
        new SortedIntersection(),
        new SplitFirst(),
        new SqlExecuteInLoop(),
        new StatsPerEvent(),
        new StdlibJsonHot(),
        new StrAccumulateLocal(),
        new StrAccumulateNonlocal(),
        new StrptimeIso(),
        new SumOfLists(),
        new TaskPerTinyItem(),
        new TestSleep(),
        new ThreadsForCpu(),
        new TinyNumpyOp(),
        new UnboundedGather(),
    ];

    /// <summary>Rules for Rust.</summary>
    public static IReadOnlyList<RustRule> Rust { get; } =
    [
        new Linkedlist(),
    ];

    /// <summary>Rules for Rust that Python calls.</summary>
    public static IReadOnlyList<RustRule> PyO3 { get; } =
    [
    ];

    /// <summary>All rules that look at Rust files.</summary>
    public static IReadOnlyList<RustRule> AllRust { get; } = [.. Rust, .. PyO3];

    public static IReadOnlyList<RuleInfo> All { get; } =
        [.. Python.Select(rule => rule.Info).Concat(AllRust.Select(rule => rule.Info)).OrderBy(info => info.Name, StringComparer.Ordinal)];

    /// <summary>The rule of a name; null where there is none.</summary>
    public static RuleInfo? Find(string name) => All.FirstOrDefault(info => info.Name == name);
}
