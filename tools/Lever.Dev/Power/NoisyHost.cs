using Lever.Experiments;
using Lever.Experiments.Statistics;

namespace Lever.Dev.Power;

/// <summary>How a host disturbs what it measures; deviations are on the logarithmic scale, so 0.03 is about 3 %.</summary>
/// <param name="Layout">Deviation between processes of the same code: where memory happened to lie.</param>
/// <param name="Round">Deviation between measurements of one process.</param>
/// <param name="SpikeShare">How many measurements something else lengthens, by 1.5 to 3 times.</param>
/// <param name="Drift">How far the whole host swings, slowly, up and down.</param>
/// <param name="UnluckyShare">How many processes are slower than their like by a tenth, all their life.</param>
public sealed record HostNoise(double Layout, double Round, double SpikeShare, double Drift, double UnluckyShare = 0)
{
    /// <summary>A busy machine of two cores, as experiments met it.</summary>
    public static HostNoise Busy { get; } = new(0.015, 0.03, 0.05, 0.05);

    /// <summary>The same, with processes whose luck is lopsided: what a test that trusts in symmetry likes least.</summary>
    public static HostNoise Lopsided { get; } = Busy with { UnluckyShare = 0.15 };
}

/// <summary>A host that exists in numbers only: its processes answer at once, its clock goes on by what they say they took.</summary>
/// <param name="noise">How it disturbs.</param>
/// <param name="speedup">Baseline over patched without noise; 1 is no effect.</param>
/// <param name="seed">Of the noise.</param>
public sealed class NoisyHost(HostNoise noise, double speedup, ulong seed) : TimeProvider
{
    private const double MeasurementSeconds = 0.02;
    private const double StartSeconds = 0.05;

    private readonly SeededRandom random = new(seed);
    private double now;

    public override long TimestampFrequency => 1_000_000;

    public override long GetTimestamp() => (long)(now * 1e6);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(now);

    /// <summary>Starts a process of this host.</summary>
    public StartedSubject Start(Arm arm, int block, ulong processSeed)
    {
        now += StartSeconds;
        var unlucky = random.Uniform() < noise.UnluckyShare ? 0.1 : 0;
        var level = unlucky + noise.Layout * random.Gaussian() - (arm == Arm.Patched ? Math.Log(speedup) : 0);
        return new(new Process(this, level), null);
    }

    private Measured Measure(double level)
    {
        var drift = noise.Drift * Math.Sin(now / 9);
        var spike = random.Uniform() < noise.SpikeShare ? Math.Log(1.5 + 1.5 * random.Uniform()) : 0;
        var factor = Math.Exp(level + drift + spike + noise.Round * random.Gaussian());
        now += MeasurementSeconds * factor;
        return new(new Measurement(1e6 * factor, 1.01e6 * factor, 20_000_000, 20), null);
    }

    private sealed class Process(NoisyHost host, double level) : ISubject
    {
        public Measured Measure(int round, ulong seed) => host.Measure(level);

        public void Dispose()
        {
        }
    }
}
