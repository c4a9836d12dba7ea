using System.Text;
using Lever.Dev.Power;
using Lever.Experiments;
using Lever.Experiments.Plans;

namespace Lever.Tests.Experiments;

public sealed class ExperimentTests
{
    private static readonly Plan Small = Plan.Short with { Looks = [8, 12], Rounds = 3, Warmup = 1, Seed = 77 };

    [Fact]
    public void A_run_reports_its_progress_and_ends_with_all_raw_data()
    {
        var host = Host();
        var seen = new List<ExperimentProgress>();
        var result = Experiment.Run(Small, host.Start, host, progress: seen.Add);
        Assert.Equal(Verdict.Faster, result.Verdict);
        Assert.Equal(Enumerable.Range(1, result.Blocks.Length), seen.Select(step => step.Blocks));
        Assert.All(seen, step => Assert.Equal((12, true), (step.MostBlocks, step.Ratio > 1.3)));
        Assert.All(result.Blocks, block => Assert.Equal(4, block.Rounds.Length));
        Assert.True(result.Ended > result.Started);
    }

    [Fact]
    public void Orders_and_seeds_follow_from_the_plans_seed()
    {
        var (first, again, other) = (Log(Small), Log(Small), Log(Small with { Seed = 78 }));
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        var rounds = first.Where(line => line.StartsWith("measure", StringComparison.Ordinal)).Chunk(3).ToList();
        Assert.All(rounds, round => Assert.Equal(3, round.Select(line => line.Split(' ')[1]).Distinct().Count()));
        Assert.All(rounds, round => Assert.Single(round.Select(line => line.Split(' ')[3]).Distinct()));
        Assert.True(rounds.Select(round => string.Concat(round.Select(line => line.Split(' ')[1][0]))).Distinct().Count() >= 5);
        Assert.Equal(12, first.Where(line => line.StartsWith("start", StringComparison.Ordinal)).Select(line => line.Split(' ')[3]).Distinct().Count());

        static List<string> Log(Plan plan)
        {
            var log = new List<string>();
            // Nothing decides: the host differs from itself.
            var host = new NoisyHost(new HostNoise(0.3, 0.1, 0, 0), 1, 1);
            Experiment.Run(plan, (arm, block, seed) =>
            {
                log.Add($"start {arm} {block} {seed}");
                return new(new Spy(host.Start(arm, block, seed).Subject!, (round, roundSeed) => log.Add($"measure {arm} {round} {roundSeed}")), null);
            }, host);
            return log;
        }
    }

    [Theory]
    [InlineData(0, "did not start: no such file")]
    [InlineData(3, "the process ended with signal 9")]
    public void A_process_that_fails_ends_the_experiment_with_its_reason(int failsAfter, string expected)
    {
        var host = Host();
        var disposed = 0;
        var started = 0;
        var result = Experiment.Run(Small, (arm, block, seed) =>
        {
            if (block == 2 && arm == Arm.Patched && failsAfter == 0) return new(null, "no such file");
            started++;
            var measured = 0;
            return new(new Spy(host.Start(arm, block, seed).Subject!, (_, _) => measured++,
                () => block == 2 && arm == Arm.Patched && measured == failsAfter ? "the process ended with signal 9" : null, () => disposed++), null);
        }, host);
        Assert.Equal(Verdict.Untestable, result.Verdict);
        Assert.Contains("the patched process of block 2", result.Reason, StringComparison.Ordinal);
        Assert.Contains(expected, result.Reason, StringComparison.Ordinal);
        Assert.Equal(2, result.Blocks.Length);
        Assert.Equal(started, disposed);
    }

    [Theory]
    [InlineData(0.0, 1.0, 0, 1, "no processor time at all")]
    [InlineData(-1.0, 1.0, 0, 1, "is no time")]
    [InlineData(double.NaN, 1.0, 0, 1, "is no time")]
    [InlineData(1.0, double.PositiveInfinity, 0, 1, "is no time")]
    [InlineData(1.0, 1.0, -1, 1, "negative amount")]
    [InlineData(1.0, 1.0, 0, 0, "no call")]
    public void Impossible_reports_are_problems(double cpu, double wall, long peak, long loops, string expected)
    {
        var result = Experiment.Run(Small, (_, _, _) => new(new Fixed(new(cpu, wall, peak, loops)), null), Host());
        Assert.Equal(Verdict.Untestable, result.Verdict);
        Assert.Contains(expected, result.Reason, StringComparison.Ordinal);
        Assert.Empty(result.Blocks);
    }

    [Fact]
    public void The_budget_ends_it_before_a_block_that_would_not_fit()
    {
        var host = new NoisyHost(HostNoise.Busy, 1.0499, 1);
        var result = Experiment.Run(Small with { Budget = TimeSpan.FromSeconds(4) }, host.Start, host);
        Assert.InRange(result.Blocks.Length, 6, 11);
        Assert.InRange(result.Blocks.Sum(block => block.Seconds), 3, 4);
        Assert.False(result.StoppedEarly);
    }

    [Fact]
    public void A_stop_drops_the_unfinished_block_and_gives_no_verdict()
    {
        var host = Host();
        using var stop = new CancellationTokenSource();
        var result = Experiment.Run(Small, (arm, block, seed) => new(new Spy(host.Start(arm, block, seed).Subject!, (round, _) =>
        {
            if (block == 3 && round == 2) stop.Cancel();
        }), null), host, cancellation: stop.Token);
        Assert.True(result.StoppedEarly);
        Assert.Equal(3, result.Blocks.Length);
        Assert.Equal(130, VerdictExit.Code(result.Verdict, result.StoppedEarly));
        Assert.Null(result.Effect);
    }

    [Theory]
    [InlineData(Verdict.Faster, 0)]
    [InlineData(Verdict.Inconclusive, 4)]
    [InlineData(Verdict.Untestable, 4)]
    [InlineData(Verdict.BehaviourChanged, 5)]
    [InlineData(Verdict.Slower, 6)]
    [InlineData(Verdict.NoMaterialDifference, 6)]
    [InlineData(Verdict.HostUnfit, 7)]
    public void Exit_codes_are_those_of_the_product(Verdict verdict, int code) => Assert.Equal(code, VerdictExit.Code(verdict, stoppedEarly: false));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(60)]
    public void A_killed_run_goes_on_from_its_journal(int cut)
    {
        using var stream = new MemoryStream();
        var host = Host();
        using var stop = new CancellationTokenSource();
        var journal = Opened(stream);
        Experiment.Run(Small, host.Start, host, journal, step => { if (step.Blocks == 5) stop.Cancel(); }, stop.Token);
        stream.SetLength(stream.Length - cut);

        var resumed = Opened(stream);
        Assert.Equal(cut == 0 ? 5 : 4, resumed.Blocks.Length);
        Assert.Equal(DateTimeOffset.UnixEpoch, resumed.Started);
        var starts = new List<int>();
        var result = Experiment.Run(Small, (arm, block, seed) =>
        {
            starts.Add(block);
            return host.Start(arm, block, seed);
        }, host, resumed);
        Assert.Equal(resumed.Blocks.Length, starts.Min());
        Assert.Equal(Verdict.Faster, result.Verdict);
        Assert.Equal(DateTimeOffset.UnixEpoch, result.Started);

        // Once more: everything is there, nothing is started, the verdict is the same.
        var whole = Experiment.Run(Small, (_, _, _) => throw new InvalidOperationException(), host, Opened(stream));
        Assert.Equal((result.Verdict, result.Effect, result.Reason), (whole.Verdict, whole.Effect, whole.Reason));
    }

    [Fact]
    public void A_journal_of_another_plan_or_with_a_broken_middle_is_refused()
    {
        using var stream = new MemoryStream();
        var host = Host();
        Experiment.Run(Small, host.Start, host, Opened(stream));
        var text = Encoding.UTF8.GetString(stream.ToArray());

        Assert.Contains("another plan", Journal.Open(stream, Small with { Bar = 0.04 }, default).Problem, StringComparison.Ordinal);
        Assert.Equal(text, Encoding.UTF8.GetString(stream.ToArray()));
        Assert.StartsWith("line 3: block:", Problem(text.Replace("\"block\":1,", "\"block\":7,", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.StartsWith("line 2: baseline", Problem(text.Replace("\"baseline\":[[", "\"baseline\":[[-", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.StartsWith("line 1: line: is not JSON", Problem("hello\n"), StringComparison.Ordinal);
        Assert.Contains("no lever.journal/1", Problem("{\"schema\":\"lever.proof/1\"}\n"), StringComparison.Ordinal);
        Assert.Null(Problem("{\"schema\":\"lever.jou"));

        static string? Problem(string content)
        {
            using var broken = new MemoryStream();
            broken.Write(Encoding.UTF8.GetBytes(content));
            return Journal.Open(broken, Small, default).Problem;
        }
    }

    [Fact]
    public void No_bytes_make_the_journal_crash()
    {
        using var stream = new MemoryStream();
        var host = Host();
        Experiment.Run(Small, host.Start, host, Opened(stream));
        var whole = stream.ToArray();
        var random = new Lever.Experiments.Statistics.SeededRandom(1);
        for (var i = 0; i < 300; i++)
        {
            var bytes = whole.ToArray();
            for (var edits = random.Below(4); edits >= 0; edits--)
                bytes[random.Below(bytes.Length)] = (byte)random.Below(256);
            using var broken = new MemoryStream();
            broken.Write(bytes);
            var (journal, problem) = Journal.Open(broken, Small, default);
            Assert.True(journal is null != problem is null);
        }
    }

    [Fact]
    public void A_full_disk_is_a_reason_not_a_crash()
    {
        var host = Host();
        using var full = new FullStream();
        Assert.Contains("cannot be used: no space left", Journal.Open(full, Small, default).Problem, StringComparison.Ordinal);
        full.Room = 5000;
        var result = Experiment.Run(Small, host.Start, host, Journal.Open(full, Small, default).Journal);
        Assert.Equal(Verdict.Untestable, result.Verdict);
        Assert.Contains("the journal cannot be written: no space left", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Plans_that_cannot_run_say_why()
    {
        Assert.Null(Plan.Default.Problem);
        Assert.Null(Plan.Short.Problem);
        Plan[] bad =
        [
            Small with { Bar = 0 }, Small with { Bar = double.NaN }, Small with { Confidence = 1 }, Small with { Budget = TimeSpan.Zero },
            Small with { Looks = [] }, Small with { Looks = [4] }, Small with { Looks = [12, 12] }, Small with { Looks = [2000] },
            Small with { Rounds = 0 }, Small with { Rounds = 201 }, Small with { Warmup = -1 }, Small with { Seed = Plan.GreatestSeed + 1 },
        ];
        Assert.All(bad, plan => Assert.Contains(": ", plan.Problem, StringComparison.Ordinal));
    }

    [Fact]
    public void A_plans_hash_is_that_of_its_canonical_text()
    {
        var plan = Plan.Default with { Inputs = "generated inputs", Interpreter = "CPython 3.11.7", Arms = new("aa", "bb") };
        const string canonical =
            """{"metric":"cpu","scope":"isolated","bar":0.03,"confidence":0.95,"budget_seconds":180,"processes":96,"looks":[12,24,48,96],"rounds":20,"warmup":2,"seed":1,"order":"random within rounds, from the seed","inputs":"generated inputs","exclusions":[],"arms":{"baseline":"aa","patched":"bb"},"interpreter":"CPython 3.11.7"}""";
        Assert.Equal(canonical, Encoding.UTF8.GetString(PlanJson.Canonical(plan)));
        Assert.Equal(64, PlanJson.Hash(plan).Length);
        Assert.NotEqual(PlanJson.Hash(plan), PlanJson.Hash(plan with { Arms = new("aa", "bc") }));
    }

    [Fact]
    public void A_budget_that_not_even_one_block_fits_into_ends_it_and_says_so()
    {
        var host = Host();
        var result = Experiment.Run(Small with { Budget = TimeSpan.FromMilliseconds(1) }, host.Start, host);
        Assert.Equal(Verdict.Inconclusive, result.Verdict);
        Assert.Contains("not even one block fits into the budget", result.Reason, StringComparison.Ordinal);
        Assert.Empty(result.Blocks);
    }

    private static NoisyHost Host() => new(HostNoise.Busy with { Layout = 0.005, Round = 0.01 }, 1.5, 5);

    private static Journal Opened(Stream stream)
    {
        var (journal, problem) = Journal.Open(stream, Small, DateTimeOffset.UnixEpoch);
        Assert.Null(problem);
        return journal!;
    }

    private sealed class Spy(ISubject inner, Action<int, ulong> seen, Func<string?>? fails = null, Action? disposed = null) : ISubject
    {
        public Measured Measure(int round, ulong seed)
        {
            if (fails?.Invoke() is { } problem) return new(null, problem);
            seen(round, seed);
            return inner.Measure(round, seed);
        }

        public void Dispose() => disposed?.Invoke();
    }

    private sealed class Fixed(Measurement measurement) : ISubject
    {
        public Measured Measure(int round, ulong seed) => new(measurement, null);

        public void Dispose()
        {
        }
    }

    private sealed class FullStream : MemoryStream
    {
        public long Room { get; set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Length + buffer.Length > Room) throw new IOException("no space left");
            base.Write(buffer);
        }
    }
}
