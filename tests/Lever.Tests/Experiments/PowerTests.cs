using Lever.Dev.Power;
using Lever.Experiments;
using Lever.Experiments.Plans;

namespace Lever.Tests.Experiments;

/// <summary>The bars for the engine itself, on a host made of numbers; `lever-dev power` prints the whole table.</summary>
public sealed class PowerTests
{
    [Fact]
    public void The_baseline_against_itself_is_not_taken_for_a_change()
    {
        var counts = PowerStudy.Run(Plan.Short, HostNoise.Busy, speedup: 1, experiments: 1000, seed: 42);
        Assert.InRange(counts.Share(Verdict.Faster) + counts.Share(Verdict.Slower), 0, 0.01);
        Assert.InRange(counts.Share(Verdict.HostUnfit), 0, 0.10);
    }

    [Theory]
    [InlineData(1.10, 0.90)]
    [InlineData(1.05, 0.60)]
    public void The_default_plan_finds_what_is_there(double speedup, double least)
    {
        Assert.InRange(PowerStudy.Run(Plan.Default, HostNoise.Busy, speedup, experiments: 60, seed: 7).Share(Verdict.Faster), least, 1);
        Assert.InRange(PowerStudy.Run(Plan.Default, HostNoise.Busy, 1 / speedup, experiments: 60, seed: 8).Share(Verdict.Slower), least, 1);
    }

    [Fact]
    public void Lopsided_luck_costs_verdicts_but_makes_none_wrong()
    {
        var counts = PowerStudy.Run(Plan.Short, HostNoise.Lopsided, speedup: 1, experiments: 500, seed: 13);
        Assert.InRange(counts.Share(Verdict.Faster) + counts.Share(Verdict.Slower), 0, 0.01);
    }

    [Fact]
    public void A_host_far_too_noisy_gives_no_verdict_rather_than_a_wrong_one()
    {
        var counts = PowerStudy.Run(Plan.Short, new HostNoise(Layout: 0.10, Round: 0.3, SpikeShare: 0.2, Drift: 0.3), speedup: 1, experiments: 300, seed: 3);
        Assert.InRange(counts.Share(Verdict.HostUnfit), 0.9, 1);
        Assert.InRange(counts.Share(Verdict.Faster) + counts.Share(Verdict.Slower), 0, 0.01);
    }
}
