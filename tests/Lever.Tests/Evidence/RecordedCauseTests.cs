using System.Globalization;
using System.Text.RegularExpressions;
using Lever.Profiles;
using Lever.Profiles.Measurements;
using Lever.Review.Findings;
using Lever.Review.Ranking;

namespace Lever.Tests.Evidence;

/// <summary>
/// What recordings of programs with one planted cause say of it. The programs lie beside the recordings in <c>Cases/recorded</c> and print how large their cause is, by
/// clocks of their own: shares of all threads' time for recordings of the time that passed. Of samples of processor time the planted share is what the stacks below the cause hold.
/// </summary>
public class RecordedCauseTests
{
    private static string Folder => Path.Combine(RepositoryFiles.Root, "tests", "Lever.Tests", "Cases", "recorded");

    private static Profile Read(string name) => ProfileReaders.Read(File.ReadAllBytes(Path.Combine(Folder, name)), name);

    [Theory]
    [InlineData("gil.sampler.pb.gz", ConclusionKind.Gil, 0.44, 0.05, "so they wait for the GIL")]
    [InlineData("lock.sampler.pb.gz", ConclusionKind.Locks, 0.60, 0.05, "most of it for `save`")]
    [InlineData("blocked_loop.sampler.pb.gz", ConclusionKind.BlockedLoop, 0.76, 0.05, "made by `read_settings`")]
    // Planted is a share of the tasks' time, recorded are start-up and the measurement by hand as well, which are 13 % of it.
    [InlineData("tiny_tasks.sampler.pb.gz", ConclusionKind.AsyncRuntime, 0.85, 0.06, "tasks may be too small")]
    // Recorded by ddtrace 1.20, which measures each wait; its own threads are no part of the time.
    [InlineData("lock.ddtrace.pprof", ConclusionKind.Locks, 0.34, 0.02, "most of it for `save`")]
    [InlineData("tiny_tasks.perf.txt.gz", ConclusionKind.AsyncRuntime, 0.98, 0.1, "tasks may be too small")]
    [InlineData("lock.perf.txt.gz", ConclusionKind.Locks, 0.35, 0.05, "most of it for `lock::record`")]
    [InlineData("copies.perf.txt.gz", ConclusionKind.Copies, 0.68, 0.05, "most of it for `copies::rest`")]
    public void The_planted_cause_is_told_with_its_share(string recording, ConclusionKind kind, double planted, double within, string told)
    {
        var claim = Assert.Single(Conclusions.Of(Read(recording)), conclusion => conclusion.Kind == kind);
        Assert.Contains(told, claim.Text, StringComparison.Ordinal);
        var share = Regex.Match(claim.Text, "(\\d+) %");
        Assert.InRange(int.Parse(share.Groups[1].Value, CultureInfo.InvariantCulture) / 100.0, planted - within, planted + within);
    }

    [Theory]
    // Threads that sleep and wait for a lock leave the processors idle: that is no contention for the GIL.
    [InlineData("lock.austin.mojo", ConclusionKind.Gil)]
    // What a task computes is not the runtime's, which called it.
    [InlineData("busy_task.perf.txt.gz", ConclusionKind.AsyncRuntime)]
    public void A_cause_that_is_not_there_is_not_told(string recording, ConclusionKind kind) =>
        Assert.DoesNotContain(Conclusions.Of(Read(recording)), conclusion => conclusion.Kind == kind);

    [Fact]
    public void Threads_that_wait_for_most_of_the_time_are_said_to_wait()
    {
        var claim = Assert.Single(Conclusions.Of(Read("lock.austin.mojo")), conclusion => conclusion.Kind == ConclusionKind.Waiting);
        Assert.StartsWith("threads were on a processor for 4 % of the time", claim.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_dominates_a_processor_that_is_hardly_used_is_said_to_be_little()
    {
        using var folder = new TemporaryFolder();
        folder.Write("lock.py", File.ReadAllText(Path.Combine(Folder, "programs", "lock.py")));
        folder.Write("lock.pb.gz", File.ReadAllBytes(Path.Combine(Folder, "lock.sampler.pb.gz")));
        Assert.Matches("^`save` in lock.py dominates with \\d+ % of the processor time, which is \\d % of the time that passed", Reviews.Of(folder, "lock.pb.gz").Hypothesis());
    }

    [Fact]
    public void Bytes_that_a_profiler_counted_are_told()
    {
        var claim = Assert.Single(Conclusions.Of(Read("copies.scalene.json")), conclusion => conclusion.Kind == ConclusionKind.Copies);
        Assert.Equal("12 GB were copied, 6 GB a second, most of it for `parse` (100 %)", claim.Text);
    }

    [Fact]
    public void Counts_of_the_system_are_no_hardware_counters()
    {
        var file = MeasurementReaders.Read(File.ReadAllBytes(Path.Combine(Folder, "software.perf-stat.csv")), "software.perf-stat.csv")!;
        Assert.StartsWith("the system's counters show nothing out of the ordinary: page faults", Assert.Single(Conclusions.Of(file)).Text, StringComparison.Ordinal);
    }
}
