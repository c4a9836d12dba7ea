using Lever.Profiles.Names;

namespace Lever.Profiles;

/// <summary>
/// What a profile says: where the weight of a run went. It holds either stacks with weights or a table of functions with their
/// callers, whichever the format gives, and answers for both: self and total of every function, recursion counted once.
/// </summary>
public sealed class Profile
{
    private readonly FunctionWeights[] weights;
    private readonly bool[] idle;

    internal Profile(ProfileHeader header, ProfileContent content)
    {
        Format = header.Format;
        Name = header.Name;
        Producer = header.Producer;
        SampleCount = header.SampleCount;
        ShowsInlined = header.ShowsInlined;
        Problems = header.Problems;
        Metrics = content.Metrics;
        Threads = content.Threads;
        Functions = content.Functions;
        Frames = content.Frames;
        Stacks = content.Stacks;
        Calls = content.Calls;
        weights = content.Weights;
        // Where bytes are weighed, a function that waits has what it allocated.
        var weighsMemory = Metrics[0].Kind is MetricKind.AllocatedBytes or MetricKind.Allocations;
        idle = content.Functions.Select(function => !weighsMemory && IdleFunctions.Contains(function)).ToArray();
        Warnings = [.. header.Warnings, .. ProfileDoubts.Of(this, header.Warnings)];
    }

    /// <summary>The reader's name for the format, <c>pstats</c> for one; <c>unknown</c> if no reader recognised the file.</summary>
    public string Format { get; }

    /// <summary>The file's name as it was given to the reader.</summary>
    public string Name { get; }

    /// <summary>The tool that wrote the file, perhaps with its version; empty if the file does not tell.</summary>
    public string Producer { get; }

    /// <summary>What the weights measure; the first is the one to look at unless asked otherwise.</summary>
    public IReadOnlyList<Metric> Metrics { get; }

    public IReadOnlyList<ProfileThread> Threads { get; }

    public IReadOnlyList<ProfileFunction> Functions { get; }

    public IReadOnlyList<ProfileFrame> Frames { get; }

    /// <summary>All stacks; empty where the format has none.</summary>
    public StackTree Stacks { get; }

    /// <summary>Calls, callers and lines of formats without stacks.</summary>
    public CallTable Calls { get; }

    /// <summary>How many samples the shares rest on; null if exact or unknown.</summary>
    public long? SampleCount { get; }

    /// <summary>Whether functions that were inlined stand among those that were called.</summary>
    internal bool ShowsInlined { get; }

    public IReadOnlyList<ProfileProblem> Problems { get; }

    public IReadOnlyList<ProfileWarning> Warnings { get; }

    /// <summary>The Python that ran, by the folder of its standard library; null where no path tells, or paths tell of several.</summary>
    public (int Major, int Minor)? Python => PythonNames.VersionIn(Functions.Select(function => function.File));

    /// <summary>Whether every call was recorded rather than samples taken, which makes functions that are called often look dearer than they are.</summary>
    public bool IsTraced => Calls.HasCalls && SampleCount is null && Metrics[0].Kind is (MetricKind.Time or MetricKind.WallTime or MetricKind.CpuTime);

    /// <summary>Whether there is any weight to speak of.</summary>
    public bool HasWeight => weights.Any(w => w.Sum > 0);

    /// <summary>Whether weights are known by executed line, not by function only.</summary>
    public bool HasLines => Calls.Lines.Count > 0 || (!Stacks.IsEmpty && Frames.Any(frame => frame.Line > 0));

    /// <summary>Self and total weight of each function.</summary>
    /// <param name="metric">Index into <see cref="Metrics"/>.</param>
    public FunctionWeights Weights(int metric) => weights[metric];

    /// <summary>Whether the function waits: a lock, a selector, a sleep.</summary>
    public bool IsIdle(int function) => idle[function];

    /// <summary>The share of the weight spent waiting, between 0 and 1.</summary>
    public double IdleShare(int metric)
    {
        var all = weights[metric];
        if (all.Sum <= 0) return 0;
        var waiting = 0.0;
        for (var function = 0; function < idle.Length; function++)
        {
            if (idle[function]) waiting += all.Self[function];
        }
        return Math.Clamp(waiting / all.Sum, 0, 1);
    }

    /// <summary>The functions whose name is the text, or ends in it behind a dot; in the order of their total weight.</summary>
    public IReadOnlyList<int> FindFunctions(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Enumerable.Range(0, Functions.Count)
            .Where(function => PythonNames.Agree(Functions[function].Name, text))
            .OrderByDescending(function => Metrics.Count == 0 ? 0 : weights[0].Total[function])
            .ToArray();
    }
}

/// <summary>What a profile says about itself.</summary>
internal sealed record ProfileHeader(
    string Format, string Name, string Producer, long? SampleCount, bool ShowsInlined,
    IReadOnlyList<ProfileProblem> Problems, IReadOnlyList<ProfileWarning> Warnings);

/// <summary>What a profile says about the program.</summary>
internal sealed record ProfileContent(
    Metric[] Metrics, ProfileThread[] Threads, ProfileFunction[] Functions, ProfileFrame[] Frames,
    StackTree Stacks, CallTable Calls, FunctionWeights[] Weights);
