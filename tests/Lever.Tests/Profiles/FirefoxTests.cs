using System.Text;
using Lever.Profiles;

namespace Lever.Tests.Profiles;

public class FirefoxTests
{
    private static Profile Read(string json) => ProfileReaders.Read(Encoding.UTF8.GetBytes(json), "profile.json");

    private const string Tables = """
        "stackTable":{"frame":[0,1],"prefix":[null,0],"length":2},"frameTable":{"func":[0,1],"line":[3,null]},
        "funcTable":{"name":[0,1],"fileName":[2,null],"resource":[-1,0]},"resourceTable":{"lib":[0]},"stringArray":["main","leaf","/srv/a.py"]
        """;

    private const string Minimal = """{"meta":{"preprocessedProfileVersion":48},"threads":[{"samples":{"stack":[1]},""" + Tables + "}]}";

    [Fact]
    public void Both_layouts_give_the_same_profile()
    {
        var (old, shared) = (Samples.Read("firefox/samply-41.json"), Samples.Read("firefox/samply-66.json"));
        Assert.Equal(old.Functions, shared.Functions);
        Assert.Equal(old.Frames, shared.Frames);
        Assert.Equal(old.Weights(0).Total.ToArray(), shared.Weights(0).Total.ToArray());
        Assert.Equal(["Idle 42", "MainThread 41"], shared.Threads.Select(thread => thread.Name).Order());
        Assert.Equal("samply", shared.Producer);
    }

    /// <summary>Samples of a sleeping thread have no processor time, which is what counts first.</summary>
    [Fact]
    public void Processor_time_comes_before_samples()
    {
        var profile = Read($$$"""
            {"meta":{"preprocessedProfileVersion":48,"sampleUnits":{"threadCPUDelta":"ns"}},"libs":[{"name":"libfast.so"}],"threads":[
            {"name":"w","tid":7,"samples":{"stack":[1,0,null],"weight":[1,8,1],"threadCPUDelta":[2000,0,5]},{{{Tables}}}}]}
            """);
        Assert.Equal([MetricKind.CpuTime, MetricKind.Time], profile.Metrics.Select(metric => metric.Kind));
        Assert.Equal(2e-6, profile.Weights(0).Sum, 1e-12);
        Assert.Equal(9, profile.Weights(1).Sum);
        Assert.Equal(1, profile.SampleCount);
        Assert.Equal("libfast.so", profile.Functions[Assert.Single(profile.FindFunctions("leaf"))].Module);
        Assert.Contains(profile.Frames, frame => frame.Line == 3);
    }

    [Theory]
    [InlineData("git:github.com/rust-lang/rust:library/core/src/iter.rs:9f3", "library/core/src/iter.rs")]
    [InlineData("cargo:github.com-1ecc6299db9ec823:serde-1.0.1:src/de.rs:", "serde-1.0.1/src/de.rs")]
    [InlineData("/srv/a.rs", "/srv/a.rs")]
    public void Paths_lose_their_repository(string file, string expected)
    {
        var profile = Read(Minimal.Replace("/srv/a.py", file));
        Assert.Equal(expected, profile.Functions[Assert.Single(profile.FindFunctions("main"))].File);
    }

    [Fact]
    public void Addresses_without_symbols_are_said()
    {
        var profile = Read(Minimal.Replace("main", "0x1f3a").Replace("leaf", "fun_77"));
        Assert.Contains(profile.Warnings, warning => warning.Kind == ProfileWarningKind.SymbolsMissing);
    }

    [Theory]
    // A stack that is its own caller, a stack, frame and function that are not listed, an offset beyond the start.
    [InlineData("\"prefix\":[null,0]", "\"prefix\":[1,1]", 0)]
    [InlineData("\"stack\":[1]", "\"stack\":[7]", 1)]
    [InlineData("\"frame\":[0,1]", "\"frame\":[0,9]", 1)]
    [InlineData("\"prefix\":[null,0]", "\"prefixOffset\":[0,9]", 0)]
    public void References_may_lead_nowhere(string before, string after, int problems)
    {
        var profile = Read(Minimal.Replace(before, after));
        Assert.Equal(problems, profile.Problems.Count);
        Assert.Equal(1, profile.Weights(0).Sum);
    }
}
