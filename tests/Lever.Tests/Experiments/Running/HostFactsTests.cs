using Lever.Running;

namespace Lever.Tests.Experiments.Running;

public sealed class HostFactsTests : IDisposable
{
    private readonly Runs runs = new();

    [Fact]
    public void A_host_tells_of_itself()
    {
        var facts = HostFacts.Gather(runs.Runner, Runs.Variables["PATH"], runs.Folder.Path);
        Assert.True(facts.Cores >= 1 && facts.Load >= 0 && facts.MemoryBytes > facts.AvailableBytes && facts.AvailableBytes > 0);
        Assert.Contains("git version", facts.Tools.Single(tool => tool.Name == "git").Version, StringComparison.Ordinal);
        Assert.NotEqual(facts.Counters.Value is null, facts.Counters.Problem is null);
        Assert.NotEmpty(facts.Network.Explanation);
        Assert.DoesNotContain(Directory.EnumerateFiles(runs.Folder.Path, "perf-*"), file => new FileInfo(file).Length == 0);
    }

    [Fact]
    public void Witnesses_count_or_say_why_not()
    {
        var few = runs.Shell("i=0; while [ $i -lt 100 ]; do i=$((i+1)); done");
        var many = runs.Shell("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done");
        foreach (var witness in (Func<Lever.Experiments.Running.ProcessRequest, Witness>[])[
            request => Witnesses.CallgrindInstructions(runs.Runner, request, runs.Folder.Path), request => Witnesses.PerfInstructions(runs.Runner, request, runs.Folder.Path)])
        {
            var (low, high) = (witness(few), witness(many));
            if (low.Value is null) Assert.NotEmpty(low.Problem!);
            else Assert.True(high.Value > low.Value * 1.5, $"{high} is not more than {low}");
        }
    }

    public void Dispose() => runs.Dispose();
}
