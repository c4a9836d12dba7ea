namespace Lever.Profiles.Causes;

/// <summary>A function on whose behalf a cause's weight was spent.</summary>
/// <param name="Function">Index into <see cref="Profile.Functions"/>.</param>
/// <param name="Share">Of what the cause's own share is a share of.</param>
public readonly record struct CauseSite(int Function, double Share);

/// <summary>The weight of one cause.</summary>
/// <param name="Working">Share of the weight that was not waiting, 0 to 1.</param>
/// <param name="Waiting">Share of all weight that waited there, 0 to 1.</param>
/// <param name="Interval">The 95 % interval of <paramref name="Working"/>; null where nothing was sampled.</param>
/// <param name="Calls">How often its functions were called; null where the format does not count.</param>
/// <param name="Sites">Of <paramref name="Working"/>, the nearest callers that are not of the cause themselves, the project's where there are any, heaviest first.</param>
/// <param name="WaitingSites">The same of <paramref name="Waiting"/>.</param>
public sealed record CauseWeight(Cause Cause, double Working, double Waiting, ShareInterval? Interval, long? Calls, IReadOnlyList<CauseSite> Sites, IReadOnlyList<CauseSite> WaitingSites)
{
    public double Share => Math.Max(Working, Waiting);
}

/// <summary>
/// What the weight of a profile was spent for, by the names of functions. Compiled code is full of small helpers, so a sample belongs to the first function with
/// a known name within a few frames from its innermost, callers of Python excepted: those have names of their own.
/// </summary>
public sealed class CauseWeights
{
    /// <summary>How far the walk from the innermost frame goes; further out a name says little of what is being done.</summary>
    private const int Reach = 6;

    private const int SitesKept = 3;

    private readonly Profile profile;
    private readonly int metric;
    private readonly Func<int, bool> isProject;
    private readonly Func<int, bool> isKnown;
    private readonly Cause?[] causes;
    private readonly Traits[] traits;
    private readonly Dictionary<Cause, Tally> tallies = [];
    private double working;
    private double all;

    /// <summary>What a function's name says beside its cause; asked once a function, for stacks are many.</summary>
    [Flags]
    private enum Traits : byte
    {
        None = 0,
        IsLoop = 1,
        MayBlock = 2,
        Tells = 4,
        HelpsRuntime = 8,
    }

    private sealed class Tally
    {
        public double Working;
        public double Waiting;
        public long Calls;
        public readonly Dictionary<int, double> Sites = [];
        public readonly Dictionary<int, double> WaitingSites = [];

        /// <summary>In tables: who called functions of the cause from outside of it, and what passed that way.</summary>
        public readonly List<(int Caller, double Total)> Entries = [];
    }

    private CauseWeights(Profile profile, int metric, Func<int, bool> isProject, Func<int, bool> isKnown)
    {
        this.profile = profile;
        this.metric = metric;
        this.isProject = isProject;
        this.isKnown = isKnown;
        causes = profile.Functions.Select(Signatures.Of).ToArray();
        traits = profile.Functions.Select(function => (Signatures.IsEventLoop(function) ? Traits.IsLoop : 0)
            | (Signatures.MayBlock(function) ? Traits.MayBlock : 0) | (Signatures.Tells(function) ? Traits.Tells : 0)
            | (Signatures.HelpsRuntime(function) ? Traits.HelpsRuntime : 0)).ToArray();
        if (profile.Stacks.IsEmpty) WeighTable();
        else WeighStacks();
        ByCause = tallies.ToDictionary(entry => entry.Key, entry => Weight(entry.Key, entry.Value));
    }

    /// <summary>The causes that hold any weight.</summary>
    public IReadOnlyDictionary<Cause, CauseWeight> ByCause { get; }

    /// <summary>Share of all weight that did not wait, which the shares of working weight are of.</summary>
    public double AtWork => all > 0 ? working / all : 0;

    /// <summary>Share of the working weight below an event loop; 0 where none was seen.</summary>
    public double BelowLoop { get; private set; }

    /// <summary>Share of all weight that a blocking call took below an event loop, whose other tasks stood still meanwhile.</summary>
    public double BlockedLoop { get; private set; }

    /// <summary>Who made those calls, heaviest first.</summary>
    public IReadOnlyList<CauseSite> Blockers { get; private set; } = [];

    /// <param name="metric">Index into <see cref="Profile.Metrics"/>.</param>
    /// <param name="isProject">Does a function of the profile belong to the code under review?</param>
    /// <param name="isKnown">Is it one that stands in that code, and not one that a macro made, or a closure without a name?</param>
    public static CauseWeights Of(Profile profile, int metric, Func<int, bool> isProject, Func<int, bool> isKnown)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(isProject);
        ArgumentNullException.ThrowIfNull(isKnown);
        return new CauseWeights(profile, metric, isProject, isKnown);
    }

    private CauseWeight Weight(Cause cause, Tally tally)
    {
        double? samples = profile.SampleCount is { } count && all > 0 ? count * working / all : null;
        var share = working > 0 ? Math.Min(1, tally.Working / working) : 0;
        return new CauseWeight(cause, share, all > 0 ? Math.Min(1, tally.Waiting / all) : 0, samples is { } n ? SamplingError.Wilson(share, n) : null,
            profile.Calls.HasCalls ? tally.Calls : null, Heaviest(tally.Sites, working), Heaviest(tally.WaitingSites, all));
    }

    private static CauseSite[] Heaviest(Dictionary<int, double> sites, double denominator) => denominator <= 0 ? [] : sites
        .OrderByDescending(site => site.Value).ThenBy(site => site.Key).Take(SitesKept).Select(site => new CauseSite(site.Key, Math.Min(1, site.Value / denominator))).ToArray();

    private Tally Of(Cause cause)
    {
        if (!tallies.TryGetValue(cause, out var tally)) tallies.Add(cause, tally = new Tally());
        return tally;
    }

    /// <summary>What is true of a node because of it or of a node around it.</summary>
    [Flags]
    private enum Around : byte
    {
        Nothing = 0,
        Import = 1,
        Loop = 2,
        ThreadForBlocking = 4,
        /// <summary>The nearest function whose name tells whose it is, is the runtime's.</summary>
        OfRuntime = 8,
        /// <summary>A call that blocks, made by anything but the runtime, whose own never wait.</summary>
        Blocked = 16,
    }

    private void WeighStacks()
    {
        var stacks = profile.Stacks;
        var self = stacks.Self(metric);
        var around = new Around[stacks.Count];
        var blockers = new Dictionary<int, double>();
        double belowLoop = 0, blocked = 0;
        for (var node = 0; node < stacks.Count; node++)
        {
            if (stacks.FrameOf(node) < 0) continue;
            around[node] = AroundOf(FunctionAt(node), stacks.ParentOf(node) is >= 0 and var parent ? around[parent] : Around.Nothing);
            var weight = self[node];
            if (weight <= 0) continue;
            var waits = profile.IsIdle(FunctionAt(node));
            all += weight;
            if (!waits) working += weight;
            var at = CauseOf(node);
            // The code of imported modules runs on behalf of the import, however deep.
            var cause = (around[node] & Around.Import) != 0 ? Cause.Importing : at < 0 ? null : causes[FunctionAt(at)];
            if (cause == Cause.Locking && WaitsForWork(at)) cause = Cause.WaitingForWork;
            var site = SiteOf(at < 0 ? node : at, cause);
            if (cause is { } known) Add(known, waits, weight, site);
            if ((around[node] & (Around.Loop | Around.ThreadForBlocking)) != Around.Loop) continue;
            if (!waits) belowLoop += weight;
            if ((around[node] & Around.Blocked) == 0 && !(waits && cause == Cause.Locking)) continue;
            blocked += weight;
            if (SiteOf(node, Cause.Blocking) is >= 0 and var blocker) blockers[blocker] = blockers.GetValueOrDefault(blocker) + weight;
        }
        BelowLoop = working > 0 ? belowLoop / working : 0;
        BlockedLoop = all > 0 ? blocked / all : 0;
        Blockers = Heaviest(blockers, all);
    }

    private Around AroundOf(int function, Around outside)
    {
        var (cause, trait) = (causes[function], traits[function]);
        var inside = outside;
        if (cause == Cause.Importing) inside |= Around.Import;
        if ((trait & Traits.MayBlock) != 0) inside |= Around.ThreadForBlocking;
        if (cause == Cause.AsyncRuntime) inside |= Around.OfRuntime;
        else if (isProject(function) || (trait & Traits.Tells) != 0) inside &= ~Around.OfRuntime;
        if (cause == Cause.Blocking && (outside & Around.OfRuntime) == 0) inside |= Around.Blocked;
        // A loop that a blocking call starts, as frameworks do at the bottom of a stack, is held up by what it runs alone.
        return (trait & Traits.IsLoop) != 0 ? (inside | Around.Loop) & ~Around.Blocked : inside;
    }

    private void Add(Cause cause, bool waits, double weight, int site)
    {
        var tally = Of(cause);
        if (waits) tally.Waiting += weight;
        else tally.Working += weight;
        var sites = waits ? tally.WaitingSites : tally.Sites;
        if (site >= 0) sites[site] = sites.GetValueOrDefault(site) + weight;
    }

    /// <summary>Is a lock taken as queues, conditions and joins do, which nobody contends for?</summary>
    private bool WaitsForWork(int node)
    {
        while (node >= 0 && profile.Stacks.FrameOf(node) >= 0 && causes[FunctionAt(node)] == Cause.Locking) node = profile.Stacks.ParentOf(node);
        return node >= 0 && profile.Stacks.FrameOf(node) >= 0 && causes[FunctionAt(node)] == Cause.WaitingForWork;
    }

    /// <summary>The innermost node with a known name, within reach; -1 where there is none.</summary>
    private int CauseOf(int node)
    {
        var isOfOthers = false;
        for (var step = 0; step <= Reach && node >= 0 && profile.Stacks.FrameOf(node) >= 0;)
        {
            var function = FunctionAt(node);
            // What a runtime or a boundary calls is not done on its behalf.
            if (causes[function] is { } cause) return isOfOthers && cause is (Cause.AsyncRuntime or Cause.Crossing) ? -1 : node;
            var origin = profile.Functions[function].Origin;
            if (isProject(function)) return -1;
            if (origin == FunctionOrigin.Python && !profile.IsIdle(function)) return RuntimeAbove(node);
            isOfOthers |= (traits[function] & Traits.Tells) != 0;
            // The kernel works for the call that entered it, however deep it goes.
            if (origin != FunctionOrigin.Kernel) step++;
            node = profile.Stacks.ParentOf(node);
        }
        return -1;
    }

    /// <summary>The runtime's function that calls helpers of the standard library, of which the node is one; -1 where it is none, or anything else calls them.</summary>
    private int RuntimeAbove(int node)
    {
        while (node >= 0 && profile.Stacks.FrameOf(node) >= 0 && (traits[FunctionAt(node)] & Traits.HelpsRuntime) != 0) node = profile.Stacks.ParentOf(node);
        return node >= 0 && profile.Stacks.FrameOf(node) >= 0 && causes[FunctionAt(node)] == Cause.AsyncRuntime ? node : -1;
    }

    /// <summary>The project's function nearest to a node; where the stack has none, the nearest that is not of the cause.</summary>
    private int SiteOf(int node, Cause? cause)
    {
        var nearest = -1;
        for (; node >= 0 && profile.Stacks.FrameOf(node) >= 0; node = profile.Stacks.ParentOf(node))
        {
            var function = FunctionAt(node);
            if (isKnown(function)) return function;
            if (nearest < 0 && causes[function] != cause && (traits[function] & Traits.Tells) != 0) nearest = function;
        }
        return nearest;
    }

    private int FunctionAt(int node) => profile.Frames[profile.Stacks.FrameOf(node)].Function;

    /// <summary>Of a table each function's own weight is known, and who called it; not what its callers were called by.</summary>
    private void WeighTable()
    {
        var weights = profile.Weights(metric);
        // Of large tables most functions have no cause, and nobody asks for their callers unless a call blocks.
        var callers = profile.Calls.Edges.Where(edge => edge.Metric == metric && causes[edge.Callee] is not null).ToLookup(edge => edge.Callee);
        var allCallers = new Lazy<ILookup<int, CallEdge>>(() => profile.Calls.Edges.Where(edge => edge.Metric == metric).ToLookup(edge => edge.Callee));
        var blockers = new Dictionary<int, double>();
        all = weights.Sum;
        working = all * (1 - profile.IdleShare(metric));
        var blocked = 0.0;
        for (var function = 0; function < causes.Length; function++)
        {
            if (causes[function] is not { } cause) continue;
            var calls = profile.Calls.Calls(function) ?? 0;
            var weight = weights.Self[function];
            // An import is what it runs, and its outermost function holds it all.
            if (cause == Cause.Importing)
            {
                var tally = Of(cause);
                tally.Working = Math.Max(tally.Working, Math.Min(working, weights.Total[function]));
                tally.Calls += calls;
                continue;
            }
            var isIdle = profile.IsIdle(function);
            foreach (var edge in callers[function])
            {
                // A condition of Python waits by taking a lock that nobody contends for.
                var real = cause == Cause.Locking && causes[edge.Caller] == Cause.WaitingForWork ? Cause.WaitingForWork : cause;
                var own = Math.Min(weight, edge.Self);
                Add(real, isIdle, own, -1);
                weight -= own;
                if (causes[edge.Caller] != real) Of(real).Entries.Add((edge.Caller, Math.Max(edge.Total, edge.Self)));
                // What the runtime itself reads and writes, it never waits for.
                if (real != Cause.Blocking || causes[edge.Caller] == Cause.AsyncRuntime || !RunsBelowLoop(edge.Caller, allCallers.Value)) continue;
                blocked += edge.Self;
                blockers[edge.Caller] = blockers.GetValueOrDefault(edge.Caller) + edge.Self;
            }
            Add(cause, isIdle, weight, -1);
            Of(cause).Calls += calls;
        }
        foreach (var tally in tallies.Values) Divide(tally);
        BlockedLoop = all > 0 ? Math.Min(1, blocked / all) : 0;
        Blockers = Heaviest(blockers, all);
    }

    // What a function of a cause takes itself is known for its direct callers alone, and those are of the cause where it recurs; so the cause's own weight is divided
    // among those who called it from outside by what passed that way.
    private static void Divide(Tally tally)
    {
        var passed = tally.Entries.Sum(entry => entry.Total);
        foreach (var (caller, total) in tally.Entries)
        {
            if (passed <= 0) continue;
            tally.Sites[caller] = tally.Sites.GetValueOrDefault(caller) + tally.Working * total / passed;
            tally.WaitingSites[caller] = tally.WaitingSites.GetValueOrDefault(caller) + tally.Waiting * total / passed;
        }
    }

    /// <summary>Do the callers of a function lead to an event loop, and by no thread made for blocking?</summary>
    private bool RunsBelowLoop(int function, ILookup<int, CallEdge> callers)
    {
        var seen = new HashSet<int> { function };
        var open = new Queue<int>(seen);
        var found = false;
        while (open.TryDequeue(out var at))
        {
            if ((traits[at] & Traits.MayBlock) != 0) return false;
            if ((traits[at] & Traits.IsLoop) != 0)
            {
                found = true;
                continue;
            }
            foreach (var edge in callers[at])
                if (seen.Add(edge.Caller)) open.Enqueue(edge.Caller);
        }
        return found;
    }
}
