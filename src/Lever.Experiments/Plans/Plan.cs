using System.Collections.Immutable;

namespace Lever.Experiments.Plans;

/// <summary>The code each side runs, by the SHA-256 (hexadecimal) of its content; the control runs the baseline.</summary>
public sealed record ArmHashes(string Baseline, string Patched);

/// <summary>
/// Everything that decides how an experiment runs and is judged. It is fixed and hashed before the first timed run, so that neither bar nor
/// end can follow the data. It holds no clock, no path and no host.
/// </summary>
public sealed record Plan
{
    /// <summary>The greatest seed: beyond it readers of JSON that know only floating point would lose digits.</summary>
    public const ulong GreatestSeed = (1UL << 53) - 1;

    /// <summary>Three minutes, a bar of 3 %, at most 96 blocks of twenty rounds.</summary>
    public static Plan Default { get; } = new();

    /// <summary>
    /// For suites that run an experiment a thousand times (the baseline against itself): at most 24 blocks of twenty rounds, half a minute. So
    /// little data cannot show equivalence within 3 %; the bar is 5 %.
    /// </summary>
    public static Plan Short { get; } = new() { Bar = 0.05, Looks = [12, 24], Rounds = 20, Budget = TimeSpan.FromSeconds(30) };

    /// <summary>What is judged.</summary>
    public PlanMetric Metric { get; init; } = PlanMetric.Cpu;

    /// <summary>What runs.</summary>
    public PlanScope Scope { get; init; } = PlanScope.Isolated;

    /// <summary>The least change that matters, as a share: 0.03 is 3 %.</summary>
    public double Bar { get; init; } = 0.03;

    /// <summary>One minus the chance of a wrong claim over all looks together.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>How long the blocks may take together; what stands between two looks then is judged as it is.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>After how many blocks the data are looked at, ascending; the last is the end.</summary>
    public ImmutableArray<int> Looks { get; init; } = [12, 24, 48, 96];

    /// <summary>Rounds of a block that count.</summary>
    public int Rounds { get; init; } = 20;

    /// <summary>Rounds of a block that run before those and are dropped.</summary>
    public int Warmup { get; init; } = 2;

    /// <summary>Orders, hash seeds and inputs follow from it; at most <see cref="GreatestSeed"/>.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Where the inputs come from, to be read after "on": <c>generated inputs</c>, <c>inputs recorded from pytest</c>.</summary>
    public string Inputs { get; init; } = "";

    /// <summary>What is left out and why, a sentence each.</summary>
    public ImmutableArray<string> Exclusions { get; init; } = [];

    /// <summary>What each side runs.</summary>
    public ArmHashes Arms { get; init; } = new("", "");

    /// <summary>The interpreter or toolchain with its version: <c>CPython 3.11.7</c>.</summary>
    public string Interpreter { get; init; } = "";

    /// <summary>The greatest number of blocks, thus of fresh processes of each arm.</summary>
    public int MostBlocks => Looks[^1];

    /// <summary>Warm-up included.</summary>
    public int RoundsInAll => Warmup + Rounds;

    /// <summary>The bar on the scale of log ratios, where faster and slower mirror each other.</summary>
    public double LogBar => Math.Log(1 + Bar);

    /// <summary>Why no experiment can follow this plan, naming the member; null where one can.</summary>
    public string? Problem
    {
        get
        {
            if (Bar is not (>= 0.001 and <= 1)) return "bar: give a share between 0.1 % and 100 %";
            if (Confidence is not (>= 0.5 and <= 0.999)) return "confidence: give a share between 0.5 and 0.999";
            if (Budget <= TimeSpan.Zero || Budget > TimeSpan.FromDays(7)) return "budget: give a time above zero, at most seven days";
            if (Looks.IsDefaultOrEmpty || Looks.Length > 20) return "looks: give between 1 and 20 numbers of blocks";
            if (Looks[0] < 6 || Looks[^1] > 1000) return "looks: fewer than 6 blocks decide nothing, more than 1000 are not supported";
            for (var i = 1; i < Looks.Length; i++)
                if (Looks[i] <= Looks[i - 1]) return "looks: the numbers of blocks must ascend";
            if (Rounds is < 1 or > 200) return "rounds: give a number from 1 to 200";
            if (Warmup is < 0 or > 50) return "warmup: give a number from 0 to 50";
            return Seed > GreatestSeed ? $"seed: give a number up to {GreatestSeed}" : null;
        }
    }
}
