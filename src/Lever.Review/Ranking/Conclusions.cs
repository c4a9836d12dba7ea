using Lever.Profiles;
using Lever.Profiles.Causes;
using Lever.Profiles.Measurements;
using Lever.Review.Findings;
using Lever.Review.Rules;

namespace Lever.Review.Ranking;

/// <summary>What the measurements say of the program as a whole: each thing once, by the best profile that shows it.</summary>
public static class Conclusions
{
    /// <summary>Modules of a listing of import times that are named, and shares of time from which on a call is small.</summary>
    private const int Named = 3;

    /// <summary>Below this much of the time on a processor, waiting is what bounds a run.</summary>
    private const double LittleCpu = 0.7;

    /// <summary>Above it, what is not seen to wait may as well have waited for a processor that other programs had.</summary>
    private const double HardlyOnCpu = 0.3;

    /// <summary>A profile with this much of its weight in code that is nowhere is of another program.</summary>
    private const double OtherProgram = 0.2;

    /// <summary>Where less than this was not waiting, what it was spent for is of no account.</summary>
    private const double LittleWork = 0.05;

    /// <summary>From this much waiting on, a share of the time at work is not taken for one of all time.</summary>
    private const double MuchWaiting = 0.2;

    /// <summary>Bytes copied a second from which on they are told: a tenth of what memory lets through.</summary>
    private const double ManyBytesCopied = 1e9;

    private const double GilWaitBar = 0.1;
    private const double LockWaitBar = 0.02;
    private const double BlockedLoopBar = 0.01;
    private const double AsyncRuntimeBar = 0.15;
    private const double SiteBar = 0.02;
    private const double SmallCall = 5e-6;
    private const long ManyCalls = 10_000;
    private const double SmallCallsBar = 0.05;

    /// <summary>Causes that make one claim, and the share from which on it is made.</summary>
    private sealed record Row(ConclusionKind Kind, double Bar, params (Cause Cause, string Word)[] Parts);

    private static readonly Row[] rows =
    [
        new(ConclusionKind.Gil, 0.01, (Cause.TakingGil, "")),
        new(ConclusionKind.Locks, 0.02, (Cause.Locking, "")),
        new(ConclusionKind.Imports, 0.02, (Cause.Importing, "")),
        new(ConclusionKind.Collector, 0.02, (Cause.Collecting, "")),
        new(ConclusionKind.Objects, 0.05, (Cause.MakingObjects, "")),
        new(ConclusionKind.Copies, 0.05, (Cause.Copying, "")),
        new(ConclusionKind.Clones, 0.05, (Cause.Cloning, "")),
        new(ConclusionKind.Allocation, 0.05, (Cause.Allocating, "allocating"), (Cause.Freeing, "freeing")),
        new(ConclusionKind.Boundary, 0.03, (Cause.Crossing, "calls"), (Cause.Converting, "conversions"), (Cause.CountingReferences, "reference counts")),
    ];

    /// <summary>What one profile says by itself, where there is no code to join it to.</summary>
    public static IReadOnlyList<Conclusion> Of(Profile profile) => profile.HasWeight ? Of(ProfiledCode.Of(profile, [])) : [];

    /// <summary>The same of a profile that is joined to code.</summary>
    public static IReadOnlyList<Conclusion> Of(ProfiledCode code) => Of([code], Measured.Nothing, []);

    /// <summary>What a file of counters says.</summary>
    public static IReadOnlyList<Conclusion> Of(MeasurementFile file) => [.. CounterConclusions.Of([file])];

    /// <param name="joined">The better evidence first.</param>
    /// <param name="issues">As they are listed.</param>
    internal static IReadOnlyList<Conclusion> Of(IReadOnlyList<ProfiledCode> joined, Measured measured, IReadOnlyList<Issue> issues)
    {
        var found = new List<Conclusion>();
        if (joined.Count > 1) joined = OfThisCode(joined);
        foreach (var code in joined)
        {
            if (code.IsImportTime) Add(found, ImportTimes(code));
            else if (code.WeighsMemory) Add(found, Sites(code, issues));
            else if (code.WeighsTime) AddCauses(found, code, [.. joined.TakeWhile(better => better != code).Where(better => better.WeighsTime)], issues);
        }
        Add(found, TimeOnProcessor(joined));
        Add(found, HeldGil(joined));
        return [.. found.OrderByDescending(conclusion => conclusion.Share ?? 0).ThenBy(conclusion => conclusion.Kind), .. CounterConclusions.Of(measured.Results)];
    }

    /// <summary>Without those of other programs: their code could not be placed, and that of others of the profiles could.</summary>
    private static IReadOnlyList<ProfiledCode> OfThisCode(IReadOnlyList<ProfiledCode> joined)
    {
        bool Holds(ProfiledCode code) => code.Index.Match.Project > ProfiledCode.Negligible;
        return joined.Any(Holds) ? [.. joined.Where(code => Holds(code) || code.Index.Match.Unmatched < OtherProgram)] : joined;
    }

    /// <param name="better">Profiles of time that are better evidence: what they see and find small, is small.</param>
    private static void AddCauses(List<Conclusion> found, ProfiledCode code, IReadOnlyList<ProfiledCode> better, IReadOnlyList<Issue> issues)
    {
        bool IsSeen(Cause cause) => better.Any(other => other.Causes.ByCause.ContainsKey(cause));

        var (causes, elapsed) = (code.Causes, code.ElapsedCauses);
        Add(found, WaitedForGil(code));
        Add(found, WaitedForLocks(code));
        if (elapsed.BlockedLoop >= BlockedLoopBar)
        {
            var (sites, _, known) = Told(code, elapsed.Blockers, issues);
            // Where issues on the same calls are listed for each of the functions, they say it with the line and the fix.
            var saying = issues.Count(issue => known.Contains(issue.Rank.Position) && issue.Finding.Rule.Technique == Technique.Async);
            if (sites.Count == 0 || saying < sites.Count)
                Add(found, new Conclusion(ConclusionKind.BlockedLoop, ConclusionWording.BlockedLoop(elapsed.BlockedLoop, sites) + ConclusionWording.SeeIssues(known),
                    ConclusionWording.BlockedLoopDoubt(code.Profile.Stacks.IsEmpty), null, elapsed.BlockedLoop, known, [code.SourceId]));
        }
        if (!IsSeen(Cause.AsyncRuntime) && causes.ByCause.TryGetValue(Cause.AsyncRuntime, out var runtime) && runtime.Working >= AsyncRuntimeBar && !(runtime.Interval?.Low < AsyncRuntimeBar / 2))
            Add(found, new Conclusion(ConclusionKind.AsyncRuntime, ConclusionWording.AsyncRuntime(runtime.Working, code.Profile.Stacks.IsEmpty ? null : Math.Max(causes.BelowLoop, runtime.Working), code.MetricWords),
                ConclusionWording.AsyncRuntimeDoubt, null, runtime.Working, [], [code.SourceId]));
        foreach (var row in rows)
            if (!row.Parts.Any(part => IsSeen(part.Cause)) && Claim(row, code, issues) is { } claim) Add(found, claim);
        if (SmallCalls(code, issues) is { } calls) Add(found, calls);
        if (Copied(code) is { } copied) Add(found, copied);
    }

    /// <summary>A profiler that counts the bytes that were copied.</summary>
    private static Conclusion? Copied(ProfiledCode code)
    {
        var (profile, passed) = (code.Profile, code.Profile.Weights(code.Elapsed).Sum);
        var copied = profile.Metrics.Index().Where(entry => entry.Item is { Name: "copied", Unit: MetricUnit.Bytes }).Select(entry => (int?)entry.Index).FirstOrDefault();
        if (copied is not { } metric || profile.Metrics[code.Elapsed].Unit != MetricUnit.Seconds || passed <= 0 || profile.Weights(metric).Sum / passed < ManyBytesCopied) return null;
        var bytes = profile.Weights(metric);
        var sites = Enumerable.Range(0, profile.Functions.Count).Where(function => bytes.Self[function] >= SiteBar * bytes.Sum).OrderByDescending(function => bytes.Self[function]).Take(Named)
            .Select(function => ConclusionWording.Site(profile.Functions[function].Name, bytes.Self[function] / bytes.Sum)).ToList();
        return new Conclusion(ConclusionKind.Copies, ConclusionWording.Copied(bytes.Sum, bytes.Sum / passed, sites), ConclusionWording.CopiedDoubt, null, null, [], [code.SourceId]);
    }

    private static Conclusion? Claim(Row row, ProfiledCode code, IReadOnlyList<Issue> issues)
    {
        var weights = row.Parts.Select(part => code.Causes.ByCause.GetValueOrDefault(part.Cause)).ToArray();
        var working = weights.Sum(weight => weight?.Working ?? 0);
        var held = row.Parts.Select(part => code.ElapsedCauses.ByCause.GetValueOrDefault(part.Cause)).ToArray();
        var waiting = held.Sum(weight => weight?.Waiting ?? 0);
        // Those who wait for a lock do no work meanwhile; of all other causes the work is what counts.
        var waits = row.Kind is ConclusionKind.Gil or ConclusionKind.Locks && waiting > working;
        var share = waits ? waiting : working;
        if (share < row.Bar || (!waits && code.Causes.AtWork < LittleWork)) return null;
        // Samples are counted in the first metric.
        var samples = waits && code.Elapsed > 0 ? 0 : code.Profile.SampleCount is { } count ? count * (1 - code.Profile.IdleShare(0)) : 0;
        var interval = samples > 0 ? SamplingError.Wilson(share, samples) : default;
        if (samples > 0 && interval.Low < row.Bar / 2) return null;
        var sites = (waits ? held : weights).OfType<CauseWeight>().SelectMany(weight => waits ? weight.WaitingSites : weight.Sites).GroupBy(site => site.Function)
            .Select(group => new CauseSite(group.Key, group.Sum(site => site.Share))).OrderByDescending(site => site.Share).ThenBy(site => site.Function).ToList();
        var (told, ofSites, known) = Told(code, sites, issues);
        var (what, doubt, next) = ConclusionWording.Of(row.Kind, code.Index.Metric.Kind == MetricKind.CpuTime && code.Elapsed == 0, IsCompiled(code));
        var parts = row.Parts.Zip(weights).Where(part => (part.Second?.Working ?? 0) > ProfiledCode.Negligible).Select(part => ConclusionWording.Part(part.First.Word, part.Second!.Working)).ToList();
        var text = waits ? ConclusionWording.Waits(what, share, told, ofSites)
            : ConclusionWording.Takes(what, share, samples > 0 ? (interval.Low, interval.High) : null, code.MetricWords + (code.Causes.AtWork < 1 - MuchWaiting ? ConclusionWording.NotWaiting : ""), parts, told, ofSites);
        return new Conclusion(row.Kind, text + ConclusionWording.SeeIssues(known), doubt, next, share, known, [code.SourceId]);
    }

    /// <summary>Is it a profile of compiled code alone?</summary>
    private static bool IsCompiled(ProfiledCode code) => code.Profile.Functions.All(function => function.Origin != FunctionOrigin.Python);

    /// <summary>The functions that hold a part worth naming, and the issues that are listed in them.</summary>
    private static (List<string> Sites, double Share, List<int> Issues) Told(ProfiledCode code, IReadOnlyList<CauseSite> sites, IReadOnlyList<Issue> issues)
    {
        var told = new List<string>();
        var share = 0.0;
        var known = new SortedSet<int>();
        foreach (var site in sites.Where(site => site.Share >= SiteBar).Take(Named))
        {
            var function = code.FunctionOf(site.Function);
            if (NameOf(code.Profile.Functions[site.Function], function?.QualifiedName) is { } name)
            {
                told.Add(ConclusionWording.Site(name, site.Share));
                share += site.Share;
            }
            foreach (var issue in issues)
                if (function is not null && issue.Finding.Path == function.Path && issue.Finding.Function == function.QualifiedName) known.Add(issue.Rank.Position);
        }
        return (told, share, [.. known]);
    }

    /// <summary>The top levels of all modules have one name, so their files stand for them; null where code without a file has no name of its own.</summary>
    private static string? NameOf(ProfileFunction function, string? qualifiedName)
    {
        var name = qualifiedName ?? function.Name;
        if (name != "<module>") return name;
        var file = Path.GetFileName(function.File);
        return file is "" or ['<', ..] ? null : file;
    }

    private static Conclusion? ImportTimes(ProfiledCode code)
    {
        var weights = code.Profile.Weights(0);
        var heaviest = ProfileView.Top(code.Profile, Named, FunctionOrder.Total).Select(row => ConclusionWording.Import(row.Name, row.Total)).ToList();
        return new Conclusion(ConclusionKind.Imports, ConclusionWording.Imports(weights.Sum, heaviest), ConclusionWording.ImportsDoubt, null, null, [], [code.SourceId]);
    }

    private static Conclusion? Sites(ProfiledCode code, IReadOnlyList<Issue> issues)
    {
        // Without code to join to, the functions that allocate most themselves are all there is to tell.
        var sites = code.Index.Functions.Count > 0
            ? code.Index.Functions.OrderByDescending(function => function.InnermostShare).Select(function => (function.QualifiedName, function.InnermostShare, function.Path))
            : ProfileView.Top(code.Profile, Named).Select(row => (row.Name, row.SelfShare, ""));
        var heavy = sites.Where(site => site.Item2 >= SiteBar).Take(Named).ToList();
        if (heavy.Count == 0) return null;
        var known = issues.Where(issue => heavy.Any(site => site.Item1 == issue.Finding.Function && site.Item3 == issue.Finding.Path)).Select(issue => issue.Rank.Position).Order().ToList();
        var metric = code.Index.Metric.Name;
        return new Conclusion(ConclusionKind.AllocationSites, ConclusionWording.AllocationSites(metric, heavy.Sum(site => site.Item2) >= 0.5, [.. heavy.Select(site => ConclusionWording.Site(site.Item1, site.Item2))]) + ConclusionWording.SeeIssues(known),
            ConclusionWording.AllocationSitesDoubt(metric.Contains("peak", StringComparison.Ordinal)), null, heavy[0].Item2, known, [code.SourceId]);
    }

    /// <summary>Calls of the project's compiled modules that are many and short.</summary>
    private static Conclusion? SmallCalls(ProfiledCode code, IReadOnlyList<Issue> issues)
    {
        if (!code.Profile.IsTraced || code.Index.Metric.Unit != MetricUnit.Seconds) return null;
        var weights = code.Profile.Weights(0);
        Conclusion? heaviest = null;
        for (var f = 0; f < code.Profile.Functions.Count; f++)
        {
            if (code.Profile.Calls.Calls(f) is not (>= ManyCalls and var calls) || weights.Self[f] / calls > SmallCall) continue;
            var share = weights.Self[f] / weights.Sum;
            if (share < SmallCallsBar || share <= heaviest?.Share || !code.IsOfProjectModule(f)) continue;
            var caller = ProfileView.Callers(code.Profile, f).OrderByDescending(row => row.Calls).Select(row => (int?)row.Function).FirstOrDefault();
            var known = caller is { } by && code.FunctionOf(by) is { } function
                ? issues.Where(issue => issue.Finding.Path == function.Path && issue.Finding.Function == function.QualifiedName).Select(issue => issue.Rank.Position).Order().ToList() : [];
            heaviest = new Conclusion(ConclusionKind.Boundary,
                ConclusionWording.SmallCalls(code.Profile.Functions[f].Name, caller is { } named ? code.Profile.Functions[named].Name : null, calls, weights.Self[f], share) + ConclusionWording.SeeIssues(known),
                ConclusionWording.SmallCallsDoubt, null, share, known, [code.SourceId]);
        }
        return heaviest;
    }

    /// <summary>How much of the time that passed was spent on a processor: by one profile that weighs both, else by two.</summary>
    private static Conclusion? TimeOnProcessor(IReadOnlyList<ProfiledCode> joined)
    {
        foreach (var code in joined)
        {
            var (profile, passed) = (code.Profile, code.Elapsed);
            if (profile.Metrics[passed].Kind is not (MetricKind.WallTime or MetricKind.Time)) continue;
            // Some tell time in Python's code and in compiled code apart.
            var cpu = profile.Metrics.Index().Where(entry => entry.Item.Kind == MetricKind.CpuTime && entry.Item.Unit == code.Index.Metric.Unit).Select(entry => entry.Index).ToArray();
            if (cpu.Length == 0) continue;
            // Where threads that do not wait are off their processors, it is Python that holds them up.
            if (AtWork(profile, passed, cpu) is < LittleCpu and var atWork)
                return new Conclusion(ConclusionKind.Gil, ConclusionWording.HeldUp(atWork), ConclusionWording.HeldUpDoubt, null, 1 - atWork, [], [code.SourceId]);
            if (cpu.Sum(metric => profile.Weights(metric).Sum) / profile.Weights(passed).Sum is (> 0 and < LittleCpu and var share)
                && (share < HardlyOnCpu || profile.IdleShare(passed) >= (1 - share) / 2))
                return new Conclusion(ConclusionKind.Waiting, ConclusionWording.LittleCpu(share), ConclusionWording.LittleCpuDoubt, null, 1 - share, [], [code.SourceId]);
        }
        var elapsed = joined.FirstOrDefault(code => code.Index.Metric is { Kind: MetricKind.WallTime, Unit: MetricUnit.Seconds } && !code.IsImportTime && code.Profile.Threads.Count < 2);
        var used = joined.FirstOrDefault(code => code.Index.Metric is { Kind: MetricKind.CpuTime, Unit: MetricUnit.Seconds });
        if (elapsed is null || used is null) return null;
        var (wall, onCpu) = (elapsed.Profile.Weights(0).Sum, used.Profile.Weights(0).Sum);
        return onCpu / wall >= LittleCpu ? null
            : new Conclusion(ConclusionKind.Waiting, ConclusionWording.LittleCpu(wall, onCpu), ConclusionWording.TwoRecordingsDoubt, null, 1 - onCpu / wall, [], [elapsed.SourceId, used.SourceId]);
    }

    /// <summary>
    /// The share of time on a processor of threads of Python that did not wait; null where there are no two such threads, and where they leave processors idle,
    /// as those that take turns with the GIL do not.
    /// </summary>
    private static double? AtWork(Profile profile, int elapsed, int[] cpu)
    {
        var stacks = profile.Stacks;
        if (stacks.IsEmpty || profile.Threads.Count < 2) return null;
        double passed = 0, used = 0, longest = 0;
        var threads = 0;
        for (var root = 0; root < stacks.Count; root = stacks.EndOf(root))
        {
            var before = passed;
            var lasted = 0.0;
            for (var node = root; node < stacks.EndOf(root); node++)
            {
                lasted += stacks.Self(elapsed)[node];
                if (stacks.FrameOf(node) is not (>= 0 and var frame) || profile.IsIdle(profile.Frames[frame].Function) || profile.Functions[profile.Frames[frame].Function].Origin != FunctionOrigin.Python) continue;
                passed += stacks.Self(elapsed)[node];
                foreach (var metric in cpu) used += stacks.Self(metric)[node];
            }
            longest = Math.Max(longest, lasted);
            if (passed - before > SiteBar * profile.Weights(elapsed).Sum) threads++;
        }
        return threads > 1 && used >= LittleCpu * longest ? used / passed : null;
    }

    /// <summary>A profiler of Python that tells, sample by sample, who waits for the GIL.</summary>
    private static Conclusion? WaitedForGil(ProfiledCode code)
    {
        var waits = code.Profile.Metrics.Index().Where(entry => entry.Item.Kind == MetricKind.GilWait).Select(entry => (int?)entry.Index).FirstOrDefault();
        if (waits is not { } metric || code.Profile.Weights(metric).Sum / code.Profile.Weights(0).Sum is not (>= GilWaitBar and var share)) return null;
        return new Conclusion(ConclusionKind.Gil, ConclusionWording.WaitedForGil(share), ConclusionWording.WaitedForGilDoubt, null, share, [], [code.SourceId]);
    }

    /// <summary>A profiler that measures each wait for a lock of the program.</summary>
    private static Conclusion? WaitedForLocks(ProfiledCode code)
    {
        var profile = code.Profile;
        var passed = TimeOfProgram(profile, code.Elapsed);
        var waits = profile.Metrics.Index().Where(entry => entry.Item.Kind == MetricKind.LockWait).Select(entry => (int?)entry.Index).FirstOrDefault();
        if (waits is not { } metric || profile.Metrics[code.Elapsed].Kind != MetricKind.WallTime || profile.Weights(metric).Sum / passed is not (>= LockWaitBar and var share)) return null;
        var waited = profile.Weights(metric);
        var sites = Enumerable.Range(0, profile.Functions.Count).Where(function => waited.Self[function] >= SiteBar * waited.Sum).OrderByDescending(function => waited.Self[function]).Take(Named)
            .Select(function => ConclusionWording.Site(profile.Functions[function].Name, waited.Self[function] / waited.Sum)).ToList();
        return new Conclusion(ConclusionKind.Locks, ConclusionWording.WaitedForLocks(waited.Sum, share, sites), ConclusionWording.WaitedForLocksDoubt, null, share, [], [code.SourceId]);
    }

    /// <summary>The weight of all threads but those of the profiler.</summary>
    private static double TimeOfProgram(Profile profile, int metric)
    {
        var (stacks, weight) = (profile.Stacks, 0.0);
        for (var root = 0; root < stacks.Count; root = stacks.EndOf(root))
        {
            if (profile.Threads[stacks.ThreadOf(root)].IsOfProfiler) continue;
            foreach (var own in stacks.Self(metric)[root..stacks.EndOf(root)]) weight += own;
        }
        return weight;
    }

    /// <summary>Of two recordings by py-spy, one of the threads that hold the GIL: how often any did.</summary>
    private static Conclusion? HeldGil(IReadOnlyList<ProfiledCode> joined)
    {
        var spied = joined.Where(code => code.Profile.Producer.StartsWith("py-spy", StringComparison.Ordinal)).ToList();
        var held = spied.FirstOrDefault(code => code.Profile.Name.Contains("gil", StringComparison.OrdinalIgnoreCase));
        var whole = spied.FirstOrDefault(code => code != held && code.Index.Metric == held?.Index.Metric);
        if (held is null || whole is null) return null;
        var share = held.Profile.Weights(0).Sum / whole.Profile.Weights(0).Sum;
        return share > 1 ? null : new Conclusion(ConclusionKind.Gil, ConclusionWording.HeldGil(share), ConclusionWording.HeldGilDoubt, null, share, [], [held.SourceId, whole.SourceId]);
    }

    private static void Add(List<Conclusion> found, Conclusion? conclusion)
    {
        // The better evidence came first; two kinds of claims on the boundary stand beside each other only where one profile makes both.
        if (conclusion is null || found.Exists(other => other.Kind == conclusion.Kind && (other.Kind != ConclusionKind.Boundary || !other.Sources.SequenceEqual(conclusion.Sources)))) return;
        found.Add(conclusion);
    }
}
