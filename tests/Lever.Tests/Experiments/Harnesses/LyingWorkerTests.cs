using System.Collections.Immutable;
using System.Globalization;
using Lever.Experiments;
using Lever.Experiments.Equivalence;
using Lever.Experiments.Harnesses;
using Lever.Experiments.Running;

namespace Lever.Tests.Experiments.Harnesses;

/// <summary>Workers that die, hang, babble or forge their figures: every question still gets an answer or a reason.</summary>
public sealed class LyingWorkerTests
{
    [Theory]
    [InlineData(ReceivedKind.Ended, "", "ends during")]
    [InlineData(ReceivedKind.TimedOut, "", "no answer")]
    [InlineData(ReceivedKind.TooLong, "{", "too long")]
    [InlineData(ReceivedKind.Line, "", "is not one")]
    [InlineData(ReceivedKind.Line, "hello", "is not one")]
    [InlineData(ReceivedKind.Line, "[1]", "is not one")]
    [InlineData(ReceivedKind.Line, "{\"id\":99}", "is not one")]
    [InlineData(ReceivedKind.Line, "{\"id\":1,\"case\":7}", "another case")]
    public void A_lost_worker_stays_lost(ReceivedKind kind, string line, string problem)
    {
        using var harness = Start(new FakeProcess(_ => new Received(kind, line), () => TimeSpan.Zero));
        var seen = harness.Observe(3);
        Assert.Equal(Lack.Lost, seen.Lack);
        Assert.Contains(problem, seen.Problem, StringComparison.Ordinal);
        Assert.False(harness.IsAlive);
        Assert.Equal(Lack.Lost, harness.Hello().Lack);
    }

    [Theory]
    [InlineData("{\"id\":1,\"case\":3}")]
    [InlineData("{\"id\":1,\"case\":3,\"roots\":{\"result\":5},\"graph\":[]}")]
    [InlineData("{\"id\":1,\"case\":3,\"roots\":{\"arguments\":0,\"result\":[1]},\"graph\":[7]}")]
    [InlineData("{\"id\":1,\"case\":3,\"roots\":{\"arguments\":0,\"result\":1},\"graph\":[{\"k\":\"seq\",\"c\":[9]},{}]}")]
    [InlineData("{\"id\":1,\"case\":3,\"call\":\"\\ud800\",\"roots\":7}")]
    public void A_broken_record_is_no_answer(string line)
    {
        using var harness = Start(new FakeProcess(_ => new Received(ReceivedKind.Line, line), () => TimeSpan.Zero));
        Assert.NotNull(harness.Observe(3).Value!.NoAnswer);
    }

    [Theory]
    [InlineData(100, 10, 100, 100, "")]
    [InlineData(20, 10, 300, 100, "less processor time")]
    [InlineData(300, 10, 100, 100, "more processor time")]
    [InlineData(100, 200, 100, 100, "than for everything that it did")]
    [InlineData(100, 0, 100, 100, "measures no time")]
    [InlineData(100, 10, 100, 90000, "more elapsed time than has passed")]
    public void Figures_that_the_system_contradicts_are_refused(int spent, int timed, int system, int wall, string problem)
    {
        var asked = 0;
        // Milliseconds as the worker claims them, and as the system counts them, per round.
        using var harness = Start(new FakeProcess(_ => new Received(ReceivedKind.Line, string.Create(CultureInfo.InvariantCulture,
            $"{{\"id\":{++asked},\"cpu\":{timed * 1_000_000L},\"wall\":{wall * 1_000_000L},\"calls\":10,\"spent\":{spent * 1_000_000L}}}")),
            () => TimeSpan.FromMilliseconds(asked * system)));
        using var subject = new FunctionSubject(harness, Arm.Patched, InputPlan.Generated(1), EquivalenceReport.Nothing("", Agreement.Nothing), Agreement.Nothing,
            new RoundAnswers(Agreement.Nothing), new StillClock(TimeSpan.FromMilliseconds(500)));
        string? found = null;
        for (var round = 0; round < 5 && found is null; round++) found = subject.Measure(round, 1).Problem;
        if (problem.Length == 0) Assert.Null(found);
        else Assert.Contains(problem, found, StringComparison.Ordinal);
    }

    private static PythonHarness Start(FakeProcess process) =>
        PythonHarness.Start(new FakeRunner(process), new PythonWorker("python3", "/harness", ImmutableDictionary<string, string>.Empty, new Limits(TimeSpan.FromMinutes(1), 0), TimeSpan.FromSeconds(1)), "/", 1);

    private sealed class FakeRunner(FakeProcess process) : IProcessRunner
    {
        public IRunningProcess Start(ProcessRequest request)
        {
            Assert.Equal("2", request.Environment["PYTHONHASHSEED"]);
            return process;
        }
    }

    private sealed class FakeProcess(Func<int, Received> answer, Func<TimeSpan> time) : IRunningProcess
    {
        private int asked;

        public TimeSpan CpuTime => time();

        public bool TrySend(string line) => true;

        public Received Receive(TimeSpan timeout) => answer(++asked);

        public ProcessOutcome Wait(TimeSpan timeout) =>
            new(ProcessEnd.Exited, 3, null, CapturedText.Empty, CapturedText.Empty, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, 0, 0, null);

        public void Dispose()
        {
        }
    }

    /// <summary>A clock that moves on by the same step whenever it is read.</summary>
    private sealed class StillClock(TimeSpan each) : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now += each.Ticks;
    }
}
