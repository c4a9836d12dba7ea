using System.Text;
using Lever.Profiles;

namespace Lever.Tests.Profiles;

public class MemoryFormatTests
{
    private static Profile Read(string text, string name) => ProfileReaders.Read(Encoding.UTF8.GetBytes(text), name);

    [Theory]
    [InlineData("memray/tree.html")]
    [InlineData("memray/columns.html")]
    [InlineData("memray/temporal.html")]
    public void Memrays_pages_weigh_bytes_and_blocks(string sample)
    {
        var profile = Samples.Read(sample);
        Assert.Equal([MetricKind.AllocatedBytes, MetricKind.Allocations], profile.Metrics.Select(metric => metric.Kind));
        Assert.Equal((240 * 96, 240), (profile.Weights(0).Sum, profile.Weights(1).Sum));
        Assert.True(profile.HasLines);
    }

    [Fact]
    public void Memrays_stats_name_the_heaviest_lines_of_a_whole()
    {
        var profile = Samples.Read("memray-stats/stats.json");
        Assert.Equal((240 * 96, 240), (profile.Weights(0).Sum, profile.Weights(1).Sum));
        Assert.Contains(profile.Warnings, warning => warning.Kind == ProfileWarningKind.Lossy);
        Assert.True(profile.HasLines);
    }

    [Theory]
    [InlineData("f:/srv/a.py:12", "f", "/srv/a.py", 12)]
    [InlineData(@"f:C:\\srv\\a.py:12", "f", "C:/srv/a.py", 12)]
    [InlineData("<listcomp>:a.py:3", "<listcomp>", "a.py", 3)]
    [InlineData("<unknown>", "<unknown>", "", 0)]
    public void Places_of_memrays_stats(string location, string name, string file, int line)
    {
        var profile = Read($$"""{"total_num_allocations":0,"total_bytes_allocated":8,"top_allocations_by_size":[{"location":"{{location}}","size":8}]}""", "s.json");
        var function = Assert.Single(profile.Functions);
        Assert.Equal((name, file, line), (function.Name, function.File, Assert.Single(profile.Frames).Line));
    }

    [Fact]
    public void Dhat_weighs_the_run_the_peak_and_the_end_without_the_allocator()
    {
        var profile = Samples.Read("dhat/dhat-heap.json");
        Assert.Equal(["allocated", "blocks", "live at the peak", "live at the end"], profile.Metrics.Select(metric => metric.Name));
        Assert.Equal((240 * 64, 240), (profile.Weights(0).Sum, profile.Weights(1).Sum));
        Assert.DoesNotContain(profile.Functions, function => profile.Weights(0).Self[profile.Functions.ToList().IndexOf(function)] > 0 && function.Name == "malloc");
    }

    [Theory]
    [InlineData("0x15D9C2: app::parse (lib.rs:95)", "app::parse", "lib.rs", 95, "")]
    [InlineData("0x1: <app::A as B>::new (src/a.rs:188:45)", "<app::A as B>::new", "src/a.rs", 188, "")]
    [InlineData("0x484: std::sort(int*, int*) (in /lib/libc.so.6)", "std::sort(int*, int*)", "", 0, "/lib/libc.so.6")]
    [InlineData("0x1: ??? (in /lib/x.so)", "[unknown]", "", 0, "/lib/x.so")]
    public void Frames_of_Dhat(string frame, string name, string file, int line, string module)
    {
        var profile = Read($$"""{"dhatFileVersion":2,"mode":"heap","pps":[{"tb":8,"tbk":1,"fs":[1]}],"ftbl":["[root]","{{frame}}"]}""", "dhat.out.7");
        var function = profile.Functions[^1];
        Assert.Equal((name, file, module), (function.Name, function.File, function.Module));
        Assert.Equal(line, profile.Frames[^1].Line);
        Assert.Equal(8, profile.Weights(0).Sum);
    }

    [Theory]
    [InlineData("alloc (alloc.rs:95)", true)]
    [InlineData("UnknownInlinedFun (library/alloc/src/alloc.rs:190)", true)]
    [InlineData("alloc::alloc::Global::alloc_impl (alloc.rs:7:3)", true)]
    [InlineData("operator new(unsigned long) (in /lib/vg.so)", true)]
    [InlineData("malloc_usable (in /lib/x.so)", false)]
    [InlineData("alloc::raw_vec::finish_grow (raw_vec.rs:5)", false)]
    public void The_allocator_is_no_leaf(string frame, bool isOwn)
    {
        var profile = Read($$"""{"dhatFileVersion":2,"mode":"heap","pps":[{"tb":8,"tbk":1,"fs":[1,2]}],"ftbl":["[root]","0x1: {{frame}}","0x2: main (a.rs:3)"]}""", "dhat.json");
        Assert.Equal(isOwn ? 8 : 0, profile.Weights(0).Self[Assert.Single(profile.FindFunctions("main"))]);
    }

    [Fact]
    public void Dhats_other_modes_are_no_allocations()
    {
        var profile = Read("""{"dhatFileVersion":2,"mode":"ad-hoc","pps":[{"tb":8,"tbk":1,"fs":[1,7]}],"ftbl":["[root]","0x1: f (a.rs:3)"]}""", "dhat.json");
        Assert.Equal([("units", MetricUnit.Count), ("events", MetricUnit.Count)], profile.Metrics.Select(metric => (metric.Name, metric.Unit)));
        Assert.Contains("1 references", Assert.Single(profile.Problems).Message);
    }

    /// <summary>Without stacks the lines are all there is: time by kind, and memory.</summary>
    [Fact]
    public void Scalene_splits_a_lines_time_and_memory()
    {
        var (lines, stacks) = (Samples.Read("scalene/lines.json"), Samples.Read("scalene/stacks.json"));
        Assert.Equal(["time", "Python time", "native time", "allocated", "copied"], lines.Metrics.Select(metric => metric.Name));
        Assert.Equal([1.2, 0.6, 0.3], Enumerable.Range(0, 3).Select(metric => Math.Round(lines.Weights(metric).Sum, 9)));
        Assert.Equal(120 * (1 << 20), lines.Weights(3).Sum);
        Assert.Equal(stacks.Weights(0).Sum, lines.Weights(0).Sum, 1e-9);
        var dedupe = Assert.Single(lines.FindFunctions("dedupe"));
        Assert.Equal(lines.Weights(0).Self[dedupe], lines.Weights(0).Total[dedupe], 1e-12);
        Assert.Equal(stacks.Weights(0).Self[Assert.Single(stacks.FindFunctions("dedupe"))], lines.Weights(0).Self[dedupe], 1e-9);
        Assert.Equal(120, stacks.SampleCount);
    }

    /// <summary>What a function allocated while its thread waited is no waiting.</summary>
    [Theory]
    [InlineData("dhat/dhat-heap.json")]
    [InlineData("memray/tree.html")]
    [InlineData("memray-stats/stats.json")]
    public void Bytes_do_not_wait(string sample)
    {
        var profile = Samples.Read(sample);
        Assert.Equal(0, profile.IdleShare(0));
        Assert.DoesNotContain(profile.Warnings, warning => warning.Kind == ProfileWarningKind.MostlyIdle);
    }
}
