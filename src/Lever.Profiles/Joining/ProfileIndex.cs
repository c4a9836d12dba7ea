using Lever.Profiles.Names;

namespace Lever.Profiles.Joining;

/// <summary>
/// A profile joined to a project's source: the evidence for every function and line, and how much of the profile could be placed.
/// </summary>
public sealed class ProfileIndex
{
    private readonly Profile profile;
    private readonly SourceKeys keys;
    private readonly Dictionary<string, int> fileIds = [];
    private readonly Dictionary<(int File, int FirstLine, string Name), FunctionEvidence> byPlace = [];
    private readonly LineWeights lines;
    private readonly int metric;

    private ProfileIndex(Profile profile, IReadOnlyList<SourceFile> project, int metric)
    {
        this.profile = profile;
        this.metric = metric;
        Metric = profile.Metrics[metric];
        keys = SourceKeys.Of(profile, project);
        for (var i = 0; i < project.Count; i++) fileIds.TryAdd(PathText.Normalize(project[i].Path), i);
        var split = new IdleSplit(profile, metric);
        ShareOf = profile.Stacks.IsEmpty ? ShareOf.All : ShareOf.Active;
        Denominator = split.Active;
        lines = new LineWeights(profile, keys, split, metric);
        Functions = new FunctionWeighing(profile, keys, split, lines, metric).Weigh();
        foreach (var evidence in Functions)
            byPlace.TryAdd((fileIds[PathText.Normalize(evidence.Path)], evidence.FirstLine, PythonNames.Last(evidence.QualifiedName)), evidence);
    }

    public Metric Metric { get; }

    public ShareOf ShareOf { get; }

    /// <summary>The weight that a share of 1 stands for.</summary>
    public double Denominator { get; }

    public MatchRate Match => field ??= keys.Rate(profile, metric);

    /// <summary>The functions of the project that hold weight, heaviest total first, equal ones by path and line.</summary>
    public IReadOnlyList<FunctionEvidence> Functions { get; }

    /// <summary>
    /// A function without evidence was in no sample; its share is below this (the 95 % bound of none in so many samples).
    /// 0 where functions were counted rather than sampled; 1 where the number of samples is unknown.
    /// </summary>
    public double UnseenShareAtMost => profile.Calls.HasCalls ? 0 : SamplingError.Wilson(0, profile.SampleCount ?? 0).High;

    /// <summary>Joins a profile to a project.</summary>
    /// <param name="metric">Index into <see cref="Profile.Metrics"/>.</param>
    public static ProfileIndex Join(Profile profile, IReadOnlyList<SourceFile> project, int metric = 0)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(project);
        return new ProfileIndex(profile, project, metric);
    }

    /// <summary>The evidence for a function; null if the profile holds no weight for it.</summary>
    /// <param name="path">As in the <see cref="SourceFile"/>.</param>
    /// <param name="firstLine">As in the <see cref="SourceFunction"/>; 1 for <c>&lt;module&gt;</c>.</param>
    public FunctionEvidence? Function(string path, string qualifiedName, int firstLine)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(qualifiedName);
        if (!fileIds.TryGetValue(PathText.Normalize(path), out var file)) return null;
        return byPlace.GetValueOrDefault((file, firstLine, PythonNames.Last(qualifiedName)));
    }

    /// <summary>The evidence for a line; null if the format has no executed lines or none fell here.</summary>
    public LineEvidence? Line(string path, int line)
    {
        ArgumentNullException.ThrowIfNull(path);
        return fileIds.TryGetValue(PathText.Normalize(path), out var file) ? lines.Line(file, line) : null;
    }

    /// <summary>The evidence for a run of lines; null if the format has no executed lines or none fell here.</summary>
    /// <param name="lastLine">Inclusive.</param>
    public RangeEvidence? Range(string path, int firstLine, int lastLine)
    {
        ArgumentNullException.ThrowIfNull(path);
        return fileIds.TryGetValue(PathText.Normalize(path), out var file) ? lines.Range(file, firstLine, lastLine) : null;
    }

    /// <summary>
    /// Whether functions of the profile belong to the project: for each of <see cref="Profile.Functions"/>, true if any frame of
    /// it was placed in a project file.
    /// </summary>
    public bool IsProject(int profileFunction) => keys.IsProject(profileFunction);
}
