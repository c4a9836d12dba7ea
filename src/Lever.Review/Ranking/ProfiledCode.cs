using Lever.Profiles;
using Lever.Profiles.Causes;
using Lever.Profiles.Joining;
using Lever.Review.Findings;
using Lever.Review.Rules;

namespace Lever.Review.Ranking;

/// <summary>A profile joined to the reviewed code.</summary>
public sealed class ProfiledCode
{
    /// <summary>A share below this is noise: the finding is as good as cold.</summary>
    public const double Negligible = 0.002;

    private readonly Profile profile;
    private Dictionary<int, FunctionEvidence>? byProfileFunction;

    /// <param name="lines">How many lines each file has, where that is known.</param>
    public ProfiledCode(Profile profile, IReadOnlyList<FunctionPlace> functions, IReadOnlyDictionary<string, int> lines)
    {
        this.profile = profile;
        var files = functions.GroupBy(function => function.Path, StringComparer.Ordinal)
            .Select(file => new SourceFile(file.Key, [.. file.Where(function => function.QualifiedName != FunctionPlace.Module)
                .Select(function => new SourceFunction(function.QualifiedName, function.FirstLine, function.LastLine))]) { Lines = lines.GetValueOrDefault(file.Key) })
            .ToList();
        Index = ProfileIndex.Join(profile, files);
        Flatness = Flatness.Of(profile, 0, Index);
        Paths = [.. files.Select(file => file.Path)];
    }

    /// <summary>Joins a profile to what a look at files gave.</summary>
    public static ProfiledCode Of(Profile profile, IReadOnlyList<FileAnalysis> analyses) => new(profile, [.. analyses.SelectMany(analysis => analysis.Functions)],
        analyses.Where(analysis => analysis.Lines > 0).ToDictionary(analysis => analysis.Path, analysis => analysis.Lines, StringComparer.Ordinal));

    public Profile Profile => profile;

    public ProfileIndex Index { get; }

    public Flatness Flatness { get; }

    /// <summary>The files under review.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>What the weight was spent for.</summary>
    public CauseWeights Causes => field ??= CausesBy(0);

    /// <summary>Index of the metric of the time that passed, in which alone waiting has a weight; the first where the profile weighs no other.</summary>
    public int Elapsed => Index.Metric.Kind is not MetricKind.CpuTime ? 0
        : Math.Max(0, profile.Metrics.Index().FirstOrDefault(entry => entry.Item.Kind == MetricKind.WallTime && entry.Item.Unit == Index.Metric.Unit).Index);

    /// <summary>The processor time as a share of the time that passed; null where the profile does not weigh both, or weighs the latter first.</summary>
    public double? OnProcessor => Elapsed > 0 && profile.Weights(Elapsed).Sum is > 0 and var passed ? profile.Weights(0).Sum / passed : null;

    /// <summary>What the time was spent for that passed, waiting included.</summary>
    public CauseWeights ElapsedCauses => field ??= Elapsed == 0 ? Causes : CausesBy(Elapsed);

    private CauseWeights CausesBy(int metric) => CauseWeights.Of(profile, metric, Index.IsProject, function => FunctionOf(function) is not null);

    /// <summary>Is it of start-up alone, module by module?</summary>
    public bool IsImportTime => profile.Format == "importtime";

    /// <summary>Does it weigh time, so that it can say what is slow?</summary>
    public bool WeighsTime => !IsImportTime && Index.Metric.Kind is MetricKind.Time or MetricKind.CpuTime or MetricKind.WallTime or MetricKind.Unknown;

    /// <summary>Does it weigh allocation?</summary>
    public bool WeighsMemory => Index.Metric.Kind is MetricKind.AllocatedBytes or MetricKind.Allocations;

    public string MetricName => Index.Metric.Kind switch
    {
        MetricKind.CpuTime => "cpu",
        MetricKind.WallTime => "wall",
        MetricKind.AllocatedBytes => "alloc-bytes",
        MetricKind.Allocations => "alloc-count",
        // Instructions of a simulated machine, for one.
        MetricKind.Unknown when Index.Metric.Unit == MetricUnit.Count => Index.Metric.Name,
        _ => Index.Metric.Unit == MetricUnit.Samples ? "samples" : "time",
    };

    /// <summary>The metric as it reads in a sentence.</summary>
    public string MetricWords => MetricName switch { "cpu" => "processor time", "wall" => "elapsed time", "alloc-bytes" => "bytes allocated", "alloc-count" => "allocations", var name => name };

    public string SourceId => "profile:" + profile.Name;

    /// <summary>The function under review that one of the profile's is; null for those of others.</summary>
    public FunctionEvidence? FunctionOf(int profileFunction)
    {
        byProfileFunction ??= Index.Functions.SelectMany(function => function.ProfileFunctions.Select(part => (part, function))).DistinctBy(entry => entry.part).ToDictionary(entry => entry.part, entry => entry.function);
        return byProfileFunction.GetValueOrDefault(profileFunction);
    }

    /// <summary>Is it a built-in of a module that lies in one of the reviewed packages, and so is compiled code of the project?</summary>
    public bool IsOfProjectModule(int profileFunction)
    {
        var function = profile.Functions[profileFunction];
        var dot = function.Name.IndexOf('.', StringComparison.Ordinal);
        if (function.Origin != FunctionOrigin.Builtin || dot <= 0) return false;
        var package = function.Name[..dot];
        return Paths.Any(path => path == package + ".py" || path.StartsWith(package + "/", StringComparison.Ordinal) || path.Contains("/" + package + "/", StringComparison.Ordinal) || path.EndsWith("/" + package + ".py", StringComparison.Ordinal));
    }

    /// <summary>What the profile says of a finding's place; null where it says nothing that would be about it.</summary>
    public ProfileEvidence? EvidenceFor(Finding finding)
    {
        if (finding.Cell is not null) return null;
        // Types and constants of compiled code are in no sample, and their use may be anywhere.
        if (finding.Rule.Language == Language.Rust && finding.Function == FunctionPlace.Module) return null;
        var function = Index.Function(finding.Path, finding.Function, finding.FunctionLine);
        var (share, scope, weight) = finding.Function == FunctionPlace.Module && finding.Span.Length == 0 ? (0, "line", 0) : ShareOf(finding, function);
        return new ProfileEvidence(profile.Name, MetricName, share, scope, Scaled(weight), Unit, function?.Calls);
    }

    /// <summary>Weight of a share of 1, in nanoseconds, samples or bytes.</summary>
    public double TotalWeight => Scaled(Index.Denominator);

    public string Unit => Index.Metric.Unit switch { MetricUnit.Seconds => "ns", MetricUnit.Bytes => "bytes", _ => "samples" };

    /// <summary>Lines where the profile has them, else the called function below this one, else the function's own time.</summary>
    private (double Share, string Scope, double Weight) ShareOf(Finding finding, FunctionEvidence? function)
    {
        // A call's time stands on its own lines; what else costs is spread over the loop around it.
        if (finding.Callee is not null && Index.Range(finding.Path, finding.Range.Start.Line, finding.Range.End.Line) is { TotalShare: > 0 } own)
            return (own.TotalShare, "line", own.Total);
        if (Index.Range(finding.Path, finding.Region.First, finding.Region.Last) is { } lines) return (lines.TotalShare, "line", lines.Total);
        if (function is null) return (0, "function", 0);
        if (finding.Callee is { } callee && CalleeTotal(function, callee) is > 0 and var below)
            return (Math.Min(below / Math.Max(Index.Denominator, double.Epsilon), function.TotalShare), "callee", below);
        return (function.SelfShare, "function", function.Self);
    }

    private double CalleeTotal(FunctionEvidence function, string callee)
    {
        var total = 0.0;
        foreach (var index in function.ProfileFunctions)
            foreach (var row in ProfileView.Callees(profile, index))
                if (row.Name == callee || row.Name.EndsWith("." + callee, StringComparison.Ordinal) || row.Name.Contains($" {callee}>", StringComparison.Ordinal)
                    || row.Name.EndsWith(" " + callee, StringComparison.Ordinal) || row.Name.EndsWith("::" + callee, StringComparison.Ordinal))
                    total += row.Total;
        return total;
    }

    private double Scaled(double weight) => Index.Metric.Unit == MetricUnit.Seconds ? weight * 1e9 : weight;
}
