using Lever.Review.Findings;
using Lever.Workspace;

namespace Lever.Tests.Shell;

public class ParallelFilesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static SourceFile[] Files(int count) =>
        [.. Enumerable.Range(0, count).Select(at => new SourceFile($"/f{at}", $"f{at}", Language.Python, IsNamed: false))];

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(500, 1)]
    [InlineData(500, 7)]
    public void Results_come_in_the_files_order_whatever_the_threads_do(int count, int jobs)
    {
        var files = Files(count);
        var run = ParallelFiles.Run(files, jobs, () => new Random(), (random, file) =>
        {
            Thread.SpinWait(random.Next(2000));
            return file.Path;
        }, stop: Stop);
        Assert.True(run.IsWhole);
        Assert.Equal(files.Select(file => file.Path), run.Results);
    }

    [Fact]
    public void Each_thread_has_one_state()
    {
        var states = 0;
        ParallelFiles.Run(Files(100), 3, () => Interlocked.Increment(ref states), (state, file) => file.Path, stop: Stop);
        Assert.InRange(states, 1, 3);
    }

    [Fact]
    public void Deep_recursion_has_room()
    {
        static int Depth(int left) => left == 0 ? 0 : 1 + Depth(left - 1);
        var run = ParallelFiles.Run(Files(2), 2, () => 0, (_, _) => new StrongBox(Depth(60_000)), stop: Stop);
        Assert.All(run.Results, depth => Assert.Equal(60_000, depth.Value));
    }

    private sealed record StrongBox(int Value);

    [Fact]
    public void A_fault_in_one_file_costs_that_file_alone()
    {
        var states = 0;
        var run = ParallelFiles.Run(
            Files(20), 1, () => ++states, (_, file) => file.Path == "f7" ? throw new InvalidDataException("no good") : file.Path,
            onFault: (file, fault) => $"{file.Path}: {fault.Message}", stop: Stop);
        Assert.True(run.IsWhole);
        Assert.Equal("f7: no good", run.Results[7]);
        Assert.Equal(20, run.Results.Count);
        // What the thread kept may be in any state, and is made anew.
        Assert.Equal(2, states);
    }

    [Fact]
    public void Stopping_keeps_what_is_finished_and_says_so()
    {
        using var stop = new CancellationTokenSource();
        var run = ParallelFiles.Run(Files(100), 2, () => 0, (_, file) =>
        {
            if (file.Path == "f10") stop.Cancel();
            return file.Path;
        }, stop: stop.Token);
        Assert.False(run.IsWhole);
        Assert.Contains("f10", run.Results);
        Assert.DoesNotContain("f99", run.Results);
    }

    [Fact]
    public void A_fault_names_the_file()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => ParallelFiles.Run(Files(20), 3, () => 0, (_, file) =>
            file.Path == "f3" ? throw new FormatException("x") : file.Path, stop: Stop));
        Assert.Contains("f3", fault.Message);
        Assert.IsType<FormatException>(fault.InnerException);
    }

    [Fact]
    public void Progress_is_told_while_the_work_goes_on()
    {
        var told = new List<int>();
        ParallelFiles.Run(Files(4), 1, () => 0, (_, file) =>
        {
            Thread.Sleep(150);
            return file.Path;
        }, told.Add, stop: Stop);
        Assert.NotEmpty(told);
        Assert.Equal(told.Order(), told);
    }
}
