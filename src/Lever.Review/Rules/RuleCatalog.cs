using Lever.Review.Findings;
using Lever.Review.Rules.Python.Algorithms;
using Lever.Review.Rules.Python.Allocations;
using Lever.Review.Rules.Python.Api;
using Lever.Review.Rules.Python.Async;
using Lever.Review.Rules.Python.AvoidedWork;
using Lever.Review.Rules.Python.Boundary;
using Lever.Review.Rules.Python.Data;
using Lever.Review.Rules.Python.DataLayout;
using Lever.Review.Rules.Python.HotLoops;
using Lever.Review.Rules.Python.Logging;
using Lever.Review.Rules.Python;
using Lever.Review.Rules.PyO3;
using Lever.Review.Rules.Rust;

namespace Lever.Review.Rules;

/// <summary>Every rule, those of Python one line each, by name.</summary>
public static class RuleCatalog
{
    public static IReadOnlyList<PythonRule> Python { get; } =
    [
        new AbstractionTaxHot(),
        new AnyOfLiteral(),
        new AnyStartswith(),
        new AsyncNoAwait(),
        new AttrChainInLoop(),
        new BlockingInAsync(),
        new BlockingReachedFromAsync(),
        new BoxedNumericList(),
        new BulkFormUnused(),
        new BytesSliceCopy(),
        new CacheMisuse(),
        new CallPerItem(),
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
        new FlagLoopNoBreak(),
        new GetattrDelegation(),
        new GraphRecursion(),
        new GroupbyApplyLambda(),
        new GrowFrameInLoop(),
        new HasattrThenGetattr(),
        new HashRecomputed(),
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
        new MatchOnSlice(),
        new MaterializeThenIterate(),
        new MaterializedForSlice(),
        new MembershipInGrownList(),
        new MembershipListInLoop(),
        new MembershipLiteral(),
        new MembershipViaCallee(),
        new MemoMissing(),
        new MissingSlots(),
        new NativeCallback(),
        new NestedLoopEqualityJoin(),
        new OperandComputedEarly(),
        new OrmLazyRelationInLoop(), new OrmLazyRelationViaCallee(),
        new OrmLoadToCount(),
        new OrmNPlusOneInHook(),
        new OrmNPlusOneViaCallee(),
        new OrmOverfetch(),
        new OrmQueryInLoop(),
        new OrmSavePerRow(),
        new PandasRowLoop(),
        new ParameterTooNarrow(),
        new PickleProtocol(),
        new ProcessConstant(),
        new PropertyRebuilt(),
        new QuadraticRebindConcat(),
        new QuadraticReslice(),
        new QuerysetReevaluated(),
        new QueueOnList(),
        new ReadlinesAll(),
        new RecursiveGenerator(),
        new RecursiveSlice(),
        new RegexBacktracking(),
        new RegexOvergeneral(),
        new RegexRecompile(),
        new RegexUnguarded(),
        new ReimplementedBuiltin(),
        new RemoteCallPerItem(),
        new RepeatedCall(),
        new RepeatedElements(),
        new RepeatedParse(),
        new RestartAfterChange(),
        new ReturnContainerOfNumbers(),
        new ScratchObjectPerIteration(),
        new SequentialAwait(),
        new ShortCircuitListcomp(),
        new ShrinkingFirst(),
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
        new TellPerLine(),
        new TestSleep(),
        new TestedThenRepeated(),
        new ThreadsForCpu(),
        new TinyNumpyOp(),
        new UnboundedGather(),
        new UrljoinPerItem(),
    ];

    /// <summary>The rules that look at Rust files. Each language has a catalogue of its own, for their rules have the same class names.</summary>
    public static IReadOnlyList<RustRule> Rust { get; } = [.. RustCatalog.Rules, .. PyO3Catalog.Rules];

    /// <summary>All rules of all languages, by name.</summary>
    public static IReadOnlyList<Rule> Rules { get; } = [.. ((IEnumerable<Rule>)[.. Python, .. Rust]).OrderBy(rule => rule.Info.Name, StringComparer.Ordinal)];

    public static IReadOnlyList<RuleInfo> All { get; } = [.. Rules.Select(rule => rule.Info)];

    /// <summary>The rule of a name; null where there is none.</summary>
    public static RuleInfo? Find(string name) => All.FirstOrDefault(info => info.Name == name);
}
