using System.Globalization;
using Lever.Experiments;
using Lever.Experiments.Plans;

namespace Lever.Dev.Power;

/// <summary>`lever-dev power`: verdicts of simulated experiments, a line for each plan and effect.</summary>
internal static class PowerCommand
{
    private static readonly double[] Speedups = [1, 1.02, 1.03, 1.05, 1.1, 1 / 1.1, 2];

    public static int Run(ReadOnlySpan<string> words)
    {
        var arguments = Arguments.Read(words);
        var experiments = Math.Max(1, arguments.Number("experiments", 1000));
        var seed = (ulong)arguments.Number("seed", 1);
        Console.WriteLine("plan     host      effect   faster  slower  no difference  inconclusive  host-unfit  blocks");
        foreach (var (planName, plan) in new[] { ("short", Plan.Short), ("default", Plan.Default) })
            foreach (var (hostName, noise) in new[] { ("busy", HostNoise.Busy), ("lopsided", HostNoise.Lopsided) })
                foreach (var speedup in Speedups)
                    Write($"{planName,-8} {hostName,-8}", speedup, PowerStudy.Run(plan, noise, speedup, experiments, seed));
        return 0;
    }

    private static void Write(string name, double speedup, PowerCounts counts) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name} {speedup,6:F3} {counts.Share(Verdict.Faster),8:P1} {counts.Share(Verdict.Slower),7:P1} {counts.Share(Verdict.NoMaterialDifference),14:P1} {counts.Share(Verdict.Inconclusive),13:P1} {counts.Share(Verdict.HostUnfit),11:P1} {counts.MeanBlocks,7:F1}"));
}
