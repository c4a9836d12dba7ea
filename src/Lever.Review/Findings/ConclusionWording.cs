using System.Globalization;

namespace Lever.Review.Findings;

/// <summary>The sentences of <see cref="Conclusion"/>: what was measured, and why it may mislead. The one place for them.</summary>
internal static class ConclusionWording
{
    /// <summary>What a cause's share is the share of, such as <c>copying memory</c>; with its doubt and the command that tells more.</summary>
    public static (string What, string Doubt, string? Next) Of(ConclusionKind kind, bool isProcessorTime, bool isCompiled) => kind switch
    {
        ConclusionKind.Gil => ("taking and giving up the GIL", isProcessorTime
                ? "threads that sleep until they get it are in no profile of processor time: the wait may be many times as long"
                : "taking it costs little where no other thread wants it",
            "py-spy record --gil --format speedscope -o gil.json -- COMMAND"),
        ConclusionKind.Locks => ("waiting for locks and taking contended ones", isProcessorTime
                ? "threads that sleep until a lock is free are in no profile of processor time: the wait may be longer"
                : "which lock it is, and who holds it meanwhile, a profile does not say",
            "perf trace --summary -e futex COMMAND"),
        ConclusionKind.Imports => ("importing modules", "it is paid once a start: it matters to short runs, not to what stays up", "python -X importtime -c 'import MODULE' 2> import.txt"),
        ConclusionKind.Objects => ("making objects of Python", "what constructors do besides is in it", null),
        ConclusionKind.Collector => ("garbage collection", "how often it runs depends on how many objects live, not on who made them", null),
        ConclusionKind.Copies => ("copying memory", "names tell that bytes were copied, not how many, nor that they need not have been", null),
        ConclusionKind.Clones => ("making copies of values", "some may be needed", null),
        ConclusionKind.Allocation => ("allocating and freeing memory", "another allocator would save a part of it, only fewer allocations save it all", $"lever profile run --with {(isCompiled ? "dhat" : "memray")} -- COMMAND"),
        ConclusionKind.Boundary => ("crossing between Python and Rust", "what was inlined into the functions of the module is not in it", null),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "has sentences of its own"),
    };

    /// <param name="metric">As it reads in a sentence.</param>
    /// <param name="parts">What the share is made of, such as <c>freeing (3 %)</c>; empty where it is one thing.</param>
    /// <param name="ofSites">What the sites named hold together.</param>
    public static string Takes(string what, double share, (double Low, double High)? interval, string metric, IReadOnlyList<string> parts, IReadOnlyList<string> sites, double ofSites) =>
        $"{what} takes {Figures.MeasuredShare(share)}{Between(interval)} of the {metric}{(parts.Count > 1 ? $" ({string.Join(", ", parts)})" : "")}{For(sites, ofSites >= share / 2)}";

    /// <summary>Said of a metric of which much was waiting.</summary>
    public const string NotWaiting = " that was not waiting";

    /// <param name="sites">Who copied, with their shares of the bytes.</param>
    public static string Copied(double bytes, double perSecond, IReadOnlyList<string> sites) =>
        $"{Figures.Of(bytes, AmountUnit.Bytes, 2)} were copied, {Figures.Of(perSecond, AmountUnit.Bytes, 2)} a second{For(sites, true)}";

    public const string CopiedDoubt = "the bytes are extrapolated from samples, and some copies may be needed";

    public static string Waits(string what, double share, IReadOnlyList<string> sites, double ofSites) =>
        $"{what} takes {Figures.MeasuredShare(share)} of all that was recorded, waiting included{For(sites, ofSites >= share / 2)}";

    public static string Part(string what, double share) => $"{what} {Figures.MeasuredShare(share)}";

    public static string Site(string function, double share) => $"`{function}` ({Figures.MeasuredShare(share)})";

    public static string BlockedLoop(double share, IReadOnlyList<string> sites) =>
        $"calls that block hold up the event loop for {Figures.MeasuredShare(share)} of all that was recorded{(sites.Count > 0 ? ", made by " + string.Join(", ", sites) : "")}: no other task runs meanwhile";

    public static string BlockedLoopDoubt(bool isTable) => isTable
        ? "that the loop leads there is told by who called whom: another way to the same function would look the same"
        : "whether one call holds it up for long or many for short, a sum does not say";

    /// <param name="below">All that runs below the loop; null where the profile cannot tell.</param>
    public static string AsyncRuntime(double runtime, double? below, string metric) =>
        $"the async runtime itself takes {Figures.MeasuredShare(runtime)} of the {metric}{(below is { } all ? $", where it and all tasks together take {Figures.MeasuredShare(all)}" : "")}: tasks may be too small for what it costs to run one";

    public const string AsyncRuntimeDoubt = "the two are told apart by names, and code of a task that was inlined counts as the runtime's";

    public static string Imports(double seconds, IReadOnlyList<string> heaviest) =>
        $"imports take {Seconds(seconds)} of each start{(heaviest.Count > 0 ? $"; the heaviest with what they import: {string.Join(", ", heaviest)}" : "")}";

    public const string ImportsDoubt = "the first run after a change compiles and reads from disk; record a second one, too";

    public static string Import(string module, double seconds) => $"`{module}` ({Seconds(seconds)})";

    public static string LittleCpu(double share) =>
        $"threads were on a processor for {Figures.MeasuredShare(share)} of the time that was recorded: what they wait for bounds the run, and faster code saves at most that part";

    public static string LittleCpu(double wall, double cpu) =>
        $"{Seconds(wall)} passed and {Seconds(cpu)} of processor time were used: what the program waits for bounds it, and faster code saves at most {Figures.MeasuredShare(cpu / wall)}";

    public static string HeldUp(double share) =>
        $"threads that were at work, and not waiting, were on a processor for {Figures.MeasuredShare(share)} of that time: Python lets one of them run at a time, so they wait for the GIL";

    public const string HeldUpDoubt = "calls of compiled code that wait look like work, and other programs take processors too";

    public static string WaitedForGil(double share) => $"threads waited for the GIL in {Figures.MeasuredShare(share)} of their samples";

    public const string WaitedForGilDoubt = "all threads count, those nobody waits for as well";

    /// <param name="sites">Who waited, with their shares of the wait.</param>
    public static string WaitedForLocks(double seconds, double share, IReadOnlyList<string> sites) =>
        $"threads waited {Seconds(seconds)} for locks, {Figures.MeasuredShare(share)} of the time of all threads{For(sites, true)}";

    public const string WaitedForLocksDoubt = "the waits are extrapolated from samples, and some are of threads for which nobody waits";

    public const string LittleCpuDoubt = "idle threads of pools count as waiting, though nobody waits for them, and so does time in which other programs had the processors";
    public const string TwoRecordingsDoubt = "the two were recorded apart: this holds only if both did the same work";

    public static string HeldGil(double share) => $"threads held the GIL in {Figures.MeasuredShare(share)} of the samples of Python code: more threads of Python can add {Figures.MeasuredShare(Math.Max(0, 1 - share))} at most";

    public const string HeldGilDoubt = "that one file was recorded with `--gil` is taken from its name, and that both did the same work is assumed";

    /// <param name="metric">As its file calls it, such as <c>allocated</c> or <c>growth of memory</c>.</param>
    public static string AllocationSites(string metric, bool isMost, IReadOnlyList<string> sites) =>
        $"of the {(metric.Contains("memory", StringComparison.Ordinal) ? metric : "memory " + metric)}, {(isMost ? "most is" : "the largest parts are")} by {string.Join(", ", sites)}";

    public static string AllocationSitesDoubt(bool isPeak) => isPeak
        ? "what is held at the peak says nothing of how often it is allocated"
        : "it is the sum of all allocations: most may have been freed at once, and the peak may be elsewhere";

    public static string SmallCalls(string function, string? caller, long calls, double seconds, double share) =>
        $"`{function}` is called {Figures.Count(calls)} times{(caller is null ? "" : $", most by `{caller}`")}, for {Seconds(seconds / calls)} each: {Figures.MeasuredShare(share)} of the time goes into calls of compiled code so short that crossing may be most of them";

    public const string SmallCallsDoubt = "recording each call adds to it, and what the function does itself is in it";

    public static string Counter(string name, double value, double bar, bool lowIsBad, string means) =>
        $"{name}: {Value(value)}, where {(lowIsBad ? "less" : "more")} than {Value(bar)} is a sign of trouble: {means}";

    /// <param name="isOfHardware">Was any of them counted by the processor, and not by the system?</param>
    public static string FineCounters(IReadOnlyList<string> counters, bool isOfHardware) => $"{(isOfHardware ? "hardware counters show" : "the system's counters show")} nothing out of the ordinary: {string.Join(", ", counters)}{(isOfHardware ? "" : "; the processor's own were not counted")}";

    public static string Fine(string name, double value) => $"{name} {Value(value)}";

    public const string CountersDoubt = "they count the whole run, start-up and all threads; what is usual differs between processors";
    public const string SharedCountersDoubt = "some were counted part of the time and scaled up, and " + CountersDoubt;

    public static string SeeIssues(IReadOnlyList<int> issues) => issues.Count == 0 ? ""
        : $"; issue{(issues.Count == 1 ? "" : "s")} {string.Join(", ", issues.Select(issue => issue.ToString(CultureInfo.InvariantCulture)))} {(issues.Count == 1 ? "is" : "are")} there";

    private static string For(IReadOnlyList<string> sites, bool isMost) => sites.Count == 0 ? "" : $", {(isMost ? "most of it" : sites.Count == 1 ? "the largest part" : "the largest parts")} for {string.Join(", ", sites)}";

    private static string Between((double Low, double High)? interval) =>
        interval is { } known ? $" ({Figures.MeasuredShare(known.Low)[..^2]}–{Figures.MeasuredShare(known.High)})" : "";

    private static string Seconds(double seconds) => Figures.Of(seconds * 1e9, AmountUnit.Nanoseconds, 2);

    private static string Value(double value) => Figures.Number(value, 2);
}
