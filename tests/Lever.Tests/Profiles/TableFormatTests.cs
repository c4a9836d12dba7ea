using System.Text;
using Lever.Profiles;
using Lever.Profiles.Joining;
using Lever.Profiles.Readers;

namespace Lever.Tests.Profiles;

/// <summary>Formats that give lines, functions and allocations rather than sampled stacks; the figures are those of the tools' own reports.</summary>
public class TableFormatTests
{
    /// <summary>callgrind_annotate's own and inclusive instructions of functions that recurse, alone and in a cycle.</summary>
    [Theory]
    [InlineData("callgrind/lines.callgrind")]
    [InlineData("callgrind/instructions.callgrind")]
    public void Callgrind_counts_calls_once(string sample)
    {
        var profile = Samples.Read(sample);
        Assert.Empty(profile.Problems);
        Assert.Equal("instructions", profile.Metrics[0].Name);
        var weights = profile.Weights(0);
        var main = Assert.Single(profile.FindFunctions("main"));
        Assert.Equal(weights.Sum, weights.Total[main]);
        var fib = Assert.Single(profile.FindFunctions("fib"));
        var helper = Assert.Single(profile.FindFunctions("helper"));
        Assert.Equal(987, profile.Calls.Calls(helper));
        Assert.Equal(987 * 9, weights.Self[helper]);
        Assert.Equal(weights.Self[fib] + weights.Self[helper], weights.Total[fib]);
        // fib(15) is one call from outside and 1,972 from itself.
        Assert.Equal((1973L, 1L), (profile.Calls.Calls(fib), profile.Calls.PrimitiveCalls(fib)));
        Assert.Contains(profile.Calls.Lines, row => row.Function == fib && row.Line == 5);
        Assert.True(weights.Total.ToArray().Max() <= weights.Sum);
    }

    [Fact]
    public void Cachegrind_gives_every_event_of_every_line()
    {
        var profile = Samples.Read("cachegrind/w.cachegrind");
        Assert.Equal(["instructions", "I1mr", "ILmr", "Dr", "D1mr", "DLmr", "Dw", "D1mw", "DLmw"], profile.Metrics.Select(metric => metric.Name));
        var summary = Encoding.UTF8.GetString(Samples.Bytes("cachegrind/w.cachegrind")).Split("summary: ")[1].Split(' ').Select(double.Parse).ToArray();
        Assert.Equal(summary, Enumerable.Range(0, summary.Length).Select(metric => profile.Weights(metric).Sum));
        Assert.Equal(987 * 9, profile.Weights(0).Self[Assert.Single(profile.FindFunctions("helper"))]);
    }

    [Fact]
    public void Names_of_callgrind_are_numbered_by_kind()
    {
        var profile = Read("""
            # callgrind format
            creator: pprofile
            events: hits us
            fl=(1) app/work.py
            fn=(1) main
            1 2 50
            cfl=(2) app/lib.py
            cfn=(2) load'2
            calls=3 7
            +4 10 400
            fl=(2)
            fn=(2)
            -2 10
            """, "callgrind");
        Assert.Equal(["main", "load"], profile.Functions.Select(function => function.Name));
        Assert.Equal([FunctionOrigin.Python, FunctionOrigin.Python], profile.Functions.Select(function => function.Origin));
        Assert.Equal((12, 50), (profile.Weights(0).Sum, profile.Weights(1).Sum));
        Assert.Equal([12, 10], profile.Weights(0).Total);
        Assert.Equal([1, 5, 3], profile.Calls.Lines.Select(row => row.Line));
        Assert.Equal("pprofile", profile.Producer);
    }

    [Fact]
    public void Massif_is_read_at_its_peak()
    {
        var profile = Samples.Read("massif/w.massif");
        Assert.Equal(1_225_050, profile.Weights(0).Sum);
        var make = Assert.Single(profile.FindFunctions("make"));
        Assert.Equal("main", Assert.Single(ProfileView.Callers(profile, make)).Name);
        Assert.Equal(MetricKind.AllocatedBytes, profile.Metrics[0].Kind);
    }

    /// <summary>heaptrack_print's allocations, and what it says was leaked.</summary>
    [Fact]
    public void Heaptrack_tells_the_peak_and_what_was_never_freed()
    {
        var profile = Samples.Read("heaptrack/w.heaptrack");
        Assert.Empty(profile.Problems);
        Assert.Equal(52, profile.Weights(1).Sum);
        Assert.Equal(0, profile.Weights(2).Sum);
        var make = Assert.Single(profile.FindFunctions("make"));
        Assert.Equal(1_225_050, profile.Weights(0).Self[make]);
        Assert.Equal(445_010, profile.Weights(3).Self[make]);
        Assert.Equal("main", Assert.Single(ProfileView.Callers(profile, make)).Name);
    }

    [Fact]
    public void Heaptrack_counts_what_was_freed_at_once()
    {
        var profile = Read("v 10400 2\nX ./a\nI 1000 1\ns lib.so\ns f\ns g\ns a.c\ni 1 1 2 4 7 3 4 9\nt 1 0\na 10 1\na 20 1\n+ 0\n- 0\n+ 1\n+ 0\n- 1\n", "heaptrack");
        Assert.Equal([48, 3, 1, 16], Enumerable.Range(0, 4).Select(metric => (int)profile.Weights(metric).Sum));
        Assert.Equal("g", Assert.Single(ProfileView.Callers(profile, Assert.Single(profile.FindFunctions("f")))).Name);
        Assert.Equal([9, 7], profile.Frames.Select(frame => frame.Line).OrderDescending());
    }

    /// <summary>The sizes and counts are those of Snapshot.statistics.</summary>
    [Theory]
    [InlineData("py3.6-frames1", 53, 3938, 3394, false)]
    [InlineData("py3.6-frames5", 53, 3938, 3394, true)]
    [InlineData("py3.13-frames1", 53, 3570, 3010, false)]
    [InlineData("py3.13-frames5", 53, 3570, 3010, true)]
    public void Snapshots_of_tracemalloc_are_joined_by_line(string sample, int blocks, int bytes, int line3, bool hasCallers)
    {
        var profile = Samples.Read($"tracemalloc/{sample}.snapshot");
        Assert.Empty(profile.Problems);
        Assert.Equal((bytes, blocks), (profile.Weights(0).Sum, profile.Weights(1).Sum));
        var atLine3 = Enumerable.Range(0, profile.Functions.Count).Single(f => profile.Functions[f].FirstLine == 3);
        Assert.Equal(line3, profile.Weights(0).Self[atLine3]);
        Assert.Equal(hasCallers, ProfileView.Callers(profile, atLine3).Count > 0);

        // Before Python 3.9 the file stood there as it was named on the command line.
        var path = sample.StartsWith("py3.6", StringComparison.Ordinal) ? "work.py" : "w/work.py";
        var index = ProfileIndex.Join(profile, [new SourceFile(path, [new SourceFunction("make", 3, 3), new SourceFunction("outer", 4, 4)])]);
        Assert.Equal((double)line3 / bytes, index.Functions.Single(evidence => evidence.SelfShare > 0.5).SelfShare, 1e-9);
    }

    [Theory]
    [InlineData("line-profiler/lp.lprof")]
    [InlineData("line-profiler-text/lp.txt")]
    public void Line_profiler_gives_times_and_hits_of_lines(string sample)
    {
        var profile = Samples.Read(sample);
        Assert.Empty(profile.Problems);
        var quad = Assert.Single(profile.FindFunctions("quad"));
        Assert.Equal(("lp.py", 5), (profile.Functions[quad].File, profile.Functions[quad].FirstLine));
        Assert.Equal(0.00053946, profile.Weights(0).Self[quad], 1e-7);
        Assert.Equal(2700, profile.Calls.Lines.Single(row => row.Line == 10 && row.Metric == 1).Self);
        Assert.Equal(0.00111551, profile.Weights(0).Self[Assert.Single(profile.FindFunctions("method"))], 1e-7);
    }

    [Fact]
    public void Memory_profiler_gives_growth_by_line()
    {
        var profile = Samples.Read("memory-profiler/mp.txt");
        var fill = Assert.Single(profile.FindFunctions("fill"));
        Assert.Equal(2, profile.Functions[fill].FirstLine);
        Assert.Equal((30.5 + 76.3) * (1 << 20), profile.Weights(0).Sum, 1.0);
        Assert.Equal([6, 7], profile.Calls.Lines.Select(row => row.Line));
    }

    [Fact]
    public void Mprof_gives_growth_by_function()
    {
        var profile = Samples.Read("mprof/mprof.dat");
        Assert.Equal((52.1992 - 21.6758 + (82.7344 - 21.8008)) * (1 << 20), profile.Weights(0).Self[Assert.Single(profile.FindFunctions("fill"))], 100.0);
    }

    [Fact]
    public void Imports_are_a_tree()
    {
        var profile = Samples.Read("importtime/importtime.txt");
        var external = Assert.Single(profile.FindFunctions("_frozen_importlib_external"));
        var weights = profile.Weights(0);
        Assert.Equal(2385e-6, weights.Self[external], 1e-12);
        // Python rounds each row to microseconds, the sums of what is rounded too.
        Assert.Equal(2962e-6, weights.Total[external], 2.5e-6);
        Assert.Equal(4562e-6, weights.Total[Assert.Single(profile.FindFunctions("argparse"))], 2.5e-6);
        Assert.Equal(3, ProfileView.Callees(profile, external).Count);
    }

    [Fact]
    public void Coz_gives_samples_of_lines()
    {
        var profile = Samples.Read("coz/profile.coz");
        Assert.Equal(400, profile.SampleCount);
        Assert.Equal([41, 50], profile.Calls.Lines.Select(row => row.Line));
    }

    /// <summary>A pickle is read, never run: whatever is no plain data ends the reading.</summary>
    [Theory]
    [InlineData("80049563", "middle of a value")]
    [InlineData("8004630A", "middle of a name")]
    [InlineData("80042e", "value is missing")]
    [InlineData("800469", "no opcode of plain data")]
    [InlineData("80046805", "no earlier value")]
    [InlineData("80044e87", "longer than what came before")]
    [InlineData("800475", "never began")]
    [InlineData("80044e4e61", "no list and no dictionary")]
    [InlineData("80045d9428", "middle of a value")]
    public void Broken_pickles_say_what_is_wrong(string hex, string fault)
    {
        var reader = new PickleReader(Convert.FromHexString(hex));
        reader.Read();
        Assert.Contains(fault, reader.Fault);
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var compressor = new ZstdSharp.Compressor();
        return compressor.Wrap(bytes).ToArray();
    }

    [Fact]
    public void Files_packed_with_zstd_are_read_as_heaptrack_leaves_them()
    {
        var bytes = Samples.Bytes("heaptrack/w.heaptrack");
        var (plain, packed) = (ProfileReaders.Read(bytes, "w.heaptrack"), ProfileReaders.Read(Packed(bytes), "w.heaptrack.zst"));
        Assert.Equal("heaptrack", packed.Format);
        Assert.Empty(packed.Problems);
        Assert.Equal(plain.Weights(0).Sum, packed.Weights(0).Sum);
        Assert.Equal(plain.Functions, packed.Functions);
    }

    [Fact]
    public void Zstd_that_is_cut_short_damaged_or_asks_for_much_memory_is_said()
    {
        var packed = Packed(Samples.Bytes("heaptrack/w.heaptrack"));
        string Problem(byte[] bytes) => ProfileReaders.Read(bytes, "w.heaptrack.zst").Problems[0].Message;
        Assert.Contains("the zstd data is cut short", Problem(packed[..^20]), StringComparison.Ordinal);
        Assert.Contains("the zstd data is damaged after byte", Problem([.. packed[..20], .. Enumerable.Repeat((byte)0xff, 40), .. packed[60..]]), StringComparison.Ordinal);
        // A window of 2 GiB.
        Assert.Contains("the zstd data is damaged after byte 0", Problem([0x28, 0xb5, 0x2f, 0xfd, 0, 0xa8, 3, 0, 0, 0]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_zstd_unpacks_to_is_bounded()
    {
        var bomb = Packed(new byte[50_000_000]);
        Assert.InRange(bomb.Length, 1, 100_000);
        Assert.Equal(1000, FileContent.Open(bomb, "x.zst", 1000).Bytes.Length);
    }

    private static Profile Read(string text, string format)
    {
        var profile = ProfileReaders.Read(Encoding.UTF8.GetBytes(text), "x");
        Assert.Equal(format, profile.Format);
        return profile;
    }
}
