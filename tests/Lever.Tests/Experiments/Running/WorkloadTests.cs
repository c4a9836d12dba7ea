using Lever.Experiments;
using Lever.Experiments.Running;
using Lever.Running;

namespace Lever.Tests.Experiments.Running;

public sealed class WorkloadTests : IDisposable
{
    private readonly Runs runs = new();

    [Theory]
    [InlineData("python bench.py --size 10", "python|bench.py|--size|10")]
    [InlineData("  a\t b  ", "a|b")]
    [InlineData("a 'b c' \"d e\" f\\ g ''", "a|b c|d e|f g|")]
    [InlineData("a b=c x#y a!b", "a|b=c|x#y|a!b")]
    [InlineData("a \"q\\\"r\\\\s\"", "a|q\"r\\s")]
    [InlineData("a | b", "/bin/sh|-c|a | b")]
    [InlineData("a > b", "/bin/sh|-c|a > b")]
    [InlineData("a $X", "/bin/sh|-c|a $X")]
    [InlineData("a \"$X\"", "/bin/sh|-c|a \"$X\"")]
    [InlineData("a '$X'", "a|$X")]
    [InlineData("X=1 a", "/bin/sh|-c|X=1 a")]
    [InlineData("a *.py", "/bin/sh|-c|a *.py")]
    [InlineData("a 'open", "/bin/sh|-c|a 'open")]
    [InlineData("cd x && a", "/bin/sh|-c|cd x && a")]
    [InlineData("a # why", "/bin/sh|-c|a # why")]
    public void Commands_are_split_as_a_shell_would_or_given_to_one(string command, string words) =>
        Assert.Equal(words.Split('|', words.StartsWith("/bin/sh", StringComparison.Ordinal) ? 3 : 99), CommandWords.Split(command));

    [Fact]
    public void An_empty_command_has_no_words() => Assert.Empty(CommandWords.Split("  "));

    [Fact]
    public void A_run_is_measured_whole()
    {
        using var subject = Subject(Arm.Baseline, "python3 -c 'import time; held = bytearray(60_000_000); until = time.process_time() + 0.2\nwhile time.process_time() < until: pass' & wait", new WorkloadBehaviours());
        var value = subject.Measure(0, 1).Value!.Value;
        Assert.InRange(value.CpuNanoseconds, 0.2e9, 3e9);
        Assert.True(value.WallNanoseconds >= 0.15e9);
        Assert.InRange(value.PeakBytes, 60_000_000, 200_000_000);
        Assert.Equal(1, value.Loops);
    }

    [Fact]
    public void All_arms_of_a_block_hash_alike()
    {
        var behaviours = new WorkloadBehaviours();
        foreach (var arm in Enum.GetValues<Arm>())
            using (var subject = Subject(arm, "python3 -c 'print(hash(\"text\"))'", behaviours)) subject.Measure(0, 1);
        Assert.Equal(default, behaviours.Verdict());
    }

    [Fact]
    public void What_does_not_end_or_start_gives_no_measurement()
    {
        var behaviours = new WorkloadBehaviours();
        using var missing = Subject(Arm.Patched, "lever-no-such-program", behaviours);
        Assert.Equal("the workload cannot be run: there is no program `lever-no-such-program`", missing.Measure(0, 1).Problem);
        using var slow = new WorkloadSubject(runs.Runner, new Workload("sleep 600", new Limits(TimeSpan.FromSeconds(1), 0), Network: true), Arm.Patched, Side(), 1, behaviours);
        Assert.Equal("the workload ended because its time was up", slow.Measure(0, 1).Problem);
        using var crash = Subject(Arm.Patched, "sh -c 'echo why >&2; kill -ABRT $$'", behaviours);
        Assert.Equal("the workload ended by signal 6, its own abort: why", crash.Measure(0, 1).Problem);
    }

    [Theory]
    [InlineData("echo a", "echo a", null)]
    [InlineData("echo a", "echo b", "the workload's output is not the same as before the patch")]
    [InlineData("true", "exit 3", "the workload ends with exit code 3, before the patch with 0")]
    [InlineData("exit 3", "exit 3", "the workload ends with exit code 3 on both sides")]
    [InlineData("echo $$", "echo b", "the workload's output differs from run to run without the patch: only exit codes were compared")]
    [InlineData("echo $$", "echo $$; exit 1", "the workload ends with exit code 1, before the patch with 0")]
    [InlineData("exit $(( $$ & 127 ))", "true", "without the patch the workload ends now with one exit code, now with another: its behaviour cannot be compared")]
    public void Behaviour_is_compared_between_the_sides(string before, string after, string? remark)
    {
        var behaviours = new WorkloadBehaviours();
        foreach (var (arm, command) in new[] { (Arm.Baseline, before), (Arm.Control, before), (Arm.Patched, after) })
            using (var subject = Subject(arm, $"sh -c '{command}' && : || exit $?", behaviours))
                Assert.Null(subject.Measure(0, 1).Problem);
        Assert.Equal(remark, behaviours.Verdict().Remark);
        Assert.Equal(remark?.StartsWith("the workload's output is not", StringComparison.Ordinal) == true || remark?.Contains("before the patch with", StringComparison.Ordinal) == true, behaviours.Verdict().BehaviourChanged);
    }

    [Fact]
    public void Normalizing_is_for_those_who_ask()
    {
        var behaviours = new WorkloadBehaviours();
        var workload = new Workload("echo $$", new Limits(Runs.Patience, 0), Network: true, _ => "took N s");
        foreach (var arm in Enum.GetValues<Arm>())
            using (var subject = new WorkloadSubject(runs.Runner, workload, arm, Side(), 1, behaviours)) subject.Measure(0, 1);
        Assert.Equal(default, behaviours.Verdict());
    }

    public void Dispose() => runs.Dispose();

    private WorkloadSubject Subject(Arm arm, string command, WorkloadBehaviours behaviours) =>
        new(runs.Runner, new Workload(command, new Limits(Runs.Patience, 0), Network: true), arm, Side(), hashSeed: 7, behaviours);

    private WorkloadSide Side() => new(runs.Folder.Path, Runs.Variables);
}
