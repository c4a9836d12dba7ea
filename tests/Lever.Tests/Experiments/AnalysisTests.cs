using System.Collections.Immutable;
using Lever.Experiments;
using Lever.Experiments.Plans;

namespace Lever.Tests.Experiments;

/// <summary>The decisions of the frame, each from blocks made to call for it.</summary>
public sealed class AnalysisTests
{
    private static readonly Plan Plan = Plan.Default with { Rounds = 3, Warmup = 1, Looks = [12, 24] };

    public static TheoryData<string, double, double, double, Verdict?, Verdict> Decisions => new()
    {
        // what, effect (log), spread of the effect, spread of the control, verdict at the first look, verdict at the end
        { "far above the bar", 0.50, 0.010, 0.010, Verdict.Faster, Verdict.Faster },
        { "far below the bar", -0.50, 0.010, 0.010, Verdict.Slower, Verdict.Slower },
        { "nothing", 0.00, 0.010, 0.010, Verdict.NoMaterialDifference, Verdict.NoMaterialDifference },
        { "real but below the bar", 0.015, 0.004, 0.010, Verdict.NoMaterialDifference, Verdict.NoMaterialDifference },
        { "on the bar", 0.0295, 0.004, 0.010, null, Verdict.Inconclusive },
        { "spread out", 0.03, 0.200, 0.010, null, Verdict.Inconclusive },
        { "large, on a host that differs from itself", 0.50, 0.010, 0.200, null, Verdict.HostUnfit },
        { "nothing, on a host that differs from itself", 0.00, 0.010, 0.200, null, Verdict.HostUnfit },
    };

    [Theory]
    [MemberData(nameof(Decisions))]
    public void Each_verdict_falls_where_the_frame_puts_it(string what, double effect, double spread, double control, Verdict? first, Verdict end)
    {
        Assert.NotEmpty(what);
        var analysis = new Analysis(Plan);
        var blocks = Blocks(24, effect, spread, control);
        Assert.Equal(first, analysis.Look(blocks.AsSpan(0, 12)).Verdict);
        var last = analysis.End(blocks);
        Assert.Equal(end, last.Verdict);
        Assert.True(last.Reason.Length > 20 && !last.Reason.EndsWith('.') && !char.IsUpper(last.Reason[0]), last.Reason);
    }

    [Fact]
    public void Faster_needs_to_be_clear_of_the_controls_spread_not_of_one()
    {
        var analysis = new Analysis(Plan);
        // The lower bound stands above 1 in both; only a narrow control lets it count.
        var tight = analysis.End(Blocks(24, 0.032, 0.090, 0.002));
        Assert.Equal(Verdict.Faster, tight.Verdict);
        var wide = analysis.End(Blocks(24, 0.032, 0.090, 0.050));
        Assert.True(wide.Effect.Low > 1 && Math.Log(wide.Effect.Low) < Math.Log(wide.Control.High / wide.Control.Low) / 2);
        Assert.Equal(Verdict.Inconclusive, wide.Verdict);
    }

    [Fact]
    public void The_default_plans_first_look_is_too_early_for_any_claim()
    {
        // 12 blocks carry 99.95 % at best; the spending function allows far less error after an eighth of the data.
        var look = new Analysis(Plan.Default with { Rounds = 3, Warmup = 1 }).Look(Blocks(12, 3, 0.01, 0.01));
        Assert.Null(look.Verdict);
        Assert.True(double.IsPositiveInfinity(look.Effect.High));
        Assert.Equal(Verdict.Faster, new Analysis(Plan.Default with { Rounds = 3, Warmup = 1 }).Look(Blocks(24, 3, 0.01, 0.01)).Verdict);
    }

    [Fact]
    public void A_budget_that_ends_between_looks_spends_what_is_left()
    {
        var plan = Plan.Default with { Rounds = 3, Warmup = 1 };
        var end = new Analysis(plan).End(Blocks(12, 0.3, 0.01, 0.01));
        Assert.Equal(Verdict.Faster, end.Verdict);
        Assert.Equal(0.95, end.Level, 0.001);
        // Four blocks show nothing of the host either, good or bad.
        Assert.Equal(Verdict.Inconclusive, new Analysis(plan).End(Blocks(4, 0.3, 0.01, 0.01)).Verdict);
    }

    [Fact]
    public void What_is_undecided_says_what_deciding_costs()
    {
        var end = new Analysis(Plan).End(Blocks(24, 0.05, 0.20, 0.010));
        Assert.Equal(Verdict.Inconclusive, end.Verdict);
        Assert.NotNull(end.ToResolve);
        Assert.InRange(end.ToResolve.Value.Blocks, 25, 2000);
        Assert.Equal(end.ToResolve.Value.Blocks * 2.0, end.ToResolve.Value.Seconds, 1e-6);
        Assert.Contains($"about {end.ToResolve.Value.Blocks} blocks", end.Reason, StringComparison.Ordinal);
        Assert.Null(new Analysis(Plan).End(Blocks(24, Plan.LogBar - 1e-9, 0.05, 0.010)).ToResolve);
    }

    [Fact]
    public void Memory_that_never_varies_is_no_trouble()
    {
        var plan = Plan with { Metric = PlanMetric.PeakMemory };
        var blocks = Enumerable.Range(0, 12).Select(n => new Block(n, 1, [.. Enumerable.Repeat(new Round(Of(1000), Of(1000), Of(800)), 4)])).ToArray();
        var look = new Analysis(plan).Look(blocks);
        Assert.Equal(Verdict.Faster, look.Verdict);
        Assert.Equal(1.25, look.Effect.Low, 1e-12);

        static Measurement Of(long bytes) => new(1, 1, bytes, 1);
    }

    [Fact]
    public void Warm_up_rounds_do_not_count()
    {
        var block = new Block(0, 1, [Round(900, 1, 5), Round(2, 1, 1), Round(2, 1, 1), Round(2, 1, 1)]);
        Assert.Equal(Math.Log(2), block.Control(Plan), 1e-12);
        Assert.Equal(Math.Log(2) / 2, block.Effect(Plan), 1e-12);

        static Round Round(double a, double control, double b) => new(new(a, 1, 0, 1), new(control, 1, 0, 1), new(b, 1, 0, 1));
    }

    /// <summary>Blocks whose effects and controls are spread evenly around their centres: the same data on every run.</summary>
    private static Block[] Blocks(int count, double effect, double effectSpread, double controlSpread)
    {
        var blocks = new Block[count];
        for (var i = 0; i < count; i++)
        {
            // Neighbours lie on either side of the centre, so that the first half of the blocks is spread like the whole.
            var sign = i % 2 == 0 ? 1 : -1;
            var distance = (i / 2 + 1) / (count / 2.0);
            var control = sign * (i / 2 % 2 == 0 ? 1 : -1) * controlSpread * distance;
            var patched = -effect - sign * effectSpread * distance;
            var round = new Round(new(1e6 * Math.Exp(control / 2), 1, 0, 1), new(1e6 * Math.Exp(-control / 2), 1, 0, 1), new(1e6 * Math.Exp(patched), 1, 0, 1));
            blocks[i] = new(i, 2, [.. Enumerable.Repeat(round, 4)]);
        }

        return blocks;
    }
}
