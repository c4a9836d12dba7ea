using Lever.Profiles;
using Lever.Profiles.Measurements;
using Lever.Review.Ranking;
using Lever.Review.Rules;
using Lever.Workspace;

namespace Lever.Commands.Profiles;

/// <summary>The source that a profile, or results of benchmarks, are joined to.</summary>
internal sealed class CodeOfProfile
{
    private readonly IReadOnlyList<FileAnalysis> analyses;

    private CodeOfProfile(IReadOnlyList<FileAnalysis> analyses) => this.analyses = analyses;

    /// <returns>Null where a path or the configuration is wrong, and it was said.</returns>
    public static CodeOfProfile? Read(IReadOnlyList<string> paths, GlobalChoices global, Host host)
    {
        if (ReviewJob.Collect(new JobRequest { Paths = paths, Global = global }, host, []) is not { } job) return null;
        return new CodeOfProfile([.. FileChecks.Run(job, withProfile: true).Results.Select(file => file.Analysis).OfType<FileAnalysis>()]);
    }

    public ProfiledCode Join(Profile profile) => ProfiledCode.Of(profile, analyses);

    public IReadOnlyList<JoinedBenchmark> Join(MeasurementFile file) => BenchJoin.Of([file], analyses);
}
