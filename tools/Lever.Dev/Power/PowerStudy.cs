using Lever.Experiments;
using Lever.Experiments.Plans;
using Lever.Experiments.Statistics;

namespace Lever.Dev.Power;

/// <summary>How many experiments ended in each way, and after how many blocks in the mean.</summary>
public sealed record PowerCounts(int Experiments, IReadOnlyDictionary<Verdict, int> Verdicts, double MeanBlocks)
{
    /// <summary>The share that ended so, 0 to 1.</summary>
    public double Share(Verdict verdict) => Verdicts.GetValueOrDefault(verdict) / (double)Experiments;
}

/// <summary>Runs the real engine against hosts made of numbers, to see how often it is right.</summary>
public static class PowerStudy
{
    public static PowerCounts Run(Plan plan, HostNoise noise, double speedup, int experiments, ulong seed)
    {
        var analysis = new Analysis(plan);
        var verdicts = new Dictionary<Verdict, int>();
        var blocks = 0L;
        for (var i = 0; i < experiments; i++)
        {
            var own = SeededRandom.Derive(seed, (ulong)i);
            var host = new NoisyHost(noise, speedup, own);
            var result = Experiment.Run(plan with { Seed = own & Plan.GreatestSeed }, analysis, host.Start, host);
            verdicts[result.Verdict] = verdicts.GetValueOrDefault(result.Verdict) + 1;
            blocks += result.Blocks.Length;
        }

        return new(experiments, verdicts, (double)blocks / experiments);
    }
}
