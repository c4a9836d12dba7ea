using System.Buffers.Binary;
using System.Text;
using Lever.Profiles;

namespace Lever.Tests.Profiles;

/// <summary>pyinstrument, Austin's binary file and Tachyon's.</summary>
public class PythonSamplerTests
{
    [Fact]
    public void Pyinstruments_dialects_agree()
    {
        var profiles = new[] { "session.pyisession", "report.json", "page.html" }.Select(name => Samples.Read("pyinstrument/" + name)).ToArray();
        foreach (var profile in profiles)
        {
            Assert.Equal(profiles[0].Functions.OrderBy(f => f.Name).ThenBy(f => f.File), profile.Functions.OrderBy(f => f.Name).ThenBy(f => f.File));
            Assert.Equal(new Metric("wall time", MetricUnit.Seconds, MetricKind.WallTime), profile.Metrics[0]);
            Assert.Equal(120, profile.SampleCount);
        }
        Assert.Equal("MainThread", Assert.Single(profiles[0].Threads).Name);
        Assert.True(profiles[0].HasLines);
    }

    private static string Report(string frame) =>
        """{"duration":2.0,"sample_count":9,"cpu_time":0.1,"root_frame":""" + frame + "}";

    [Fact]
    public void What_pyinstrument_makes_up_is_no_function()
    {
        var profile = ProfileReaders.Read(Encoding.UTF8.GetBytes(Report("""
            {"function":"main","file_path":"a.py","line_no":1,"time":2,"children":[
              {"function":"[self]","file_path":"","line_no":0,"time":0.5,"children":[]},
              {"function":"sleep","file_path":"<built-in>","line_no":0,"time":1.0,"children":[]},
              {"function":"[await]","file_path":"","line_no":0,"time":0.5,"children":[]}]}
            """)), "p.json");
        Assert.Equal(0.5, profile.Weights(0).Self[Assert.Single(profile.FindFunctions("main"))], 1e-12);
        Assert.Equal(FunctionOrigin.Builtin, profile.Functions[Assert.Single(profile.FindFunctions("sleep"))].Origin);
        Assert.Equal(FunctionOrigin.Synthetic, profile.Functions[Assert.Single(profile.FindFunctions("[await]"))].Origin);
        Assert.Contains("5 % of the run", Assert.Single(profile.Warnings, warning => warning.Kind == ProfileWarningKind.MostlyIdle && warning.Message.Contains("processor")).Message);
    }

    /// <summary>A tree ten thousand calls deep is walked, and one cut short is used as far as it goes.</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Trees_may_be_deep(bool isWhole, int problems)
    {
        var deep = string.Concat(Enumerable.Range(0, 7_000).Select(i => $$"""{"function":"f{{i % 50}}","file_path":"a.py","line_no":{{1 + i % 50}},"time":1,"children":[""")) + string.Concat(Enumerable.Repeat("]}", isWhole ? 7_000 : 10));
        var profile = ProfileReaders.Read(Encoding.UTF8.GetBytes(Report(deep)[..^(isWhole ? 0 : 1)]), "p.json");
        Assert.Equal(problems, profile.Problems.Count);
        Assert.Equal(1, profile.Weights(0).Sum, 1e-9);
    }

    [Fact]
    public void Austins_full_mode_has_three_metrics()
    {
        byte[] file =
        [
            .. "MOJ\u0003"u8, 1, .. "mode\0full\0"u8, 11, 2, .. "a.py\0"u8, 11, 3, .. "f\0"u8,
            2, 41, 0, .. "7f\0"u8, 3, 9, 2, 3, 12, 12, 0, 0, 5, 9, 7, 9, 50, 10, 30,
            2, 41, 0, .. "7f\0"u8, 5, 9, 8, 9, 20, 10, 0x41,
        ];
        var profile = ProfileReaders.Read(file, "out.mojo");
        Assert.Equal("austin-mojo", profile.Format);
        Assert.Empty(profile.Problems);
        Assert.Equal(["wall time", "cpu time", "memory"], profile.Metrics.Select(metric => metric.Name));
        Assert.Equal([70e-6, 50e-6, 30], Enumerable.Range(0, 3).Select(metric => Math.Round(profile.Weights(metric).Sum, 9)));
        Assert.Equal(50e-6, profile.Weights(0).Self[Assert.Single(profile.FindFunctions(":GC:"))], 1e-12);
        Assert.Equal("P41;T7f", Assert.Single(profile.Threads).Name);
    }

    [Fact]
    public void Austins_threads_may_have_no_frame()
    {
        var profile = ProfileReaders.Read("# austin: 3.0.0\n# mode: wall\nP41;T99 21\nP41;T99;a.py:f:3 9\n"u8.ToArray(), "a.austin");
        Assert.Equal("P41;T99", Assert.Single(profile.Threads).Name);
        Assert.Equal("f", Assert.Single(profile.Functions).Name);
        Assert.Equal(30e-6, profile.Weights(0).Sum, 1e-12);
    }

    [Theory]
    [InlineData("released.bin")]
    [InlineData("beta-big-endian.tach")]
    public void Tachyon_knows_what_was_on_a_processor(string sample)
    {
        var profile = Samples.Read("tachyon/" + sample);
        Assert.Equal(240, profile.SampleCount);
        Assert.Equal((2.4, 1.2), (Math.Round(profile.Weights(0).Sum, 9), Math.Round(profile.Weights(1).Sum, 9)));
        Assert.Equal(["tid 7712", "tid 7713"], profile.Threads.Select(thread => thread.Name).Order());
    }

    [Fact]
    public void Compressed_Tachyon_files_say_what_the_others_say()
    {
        var bytes = Samples.Bytes("tachyon/released.bin");
        var (strings, frames) = (BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(40)), BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(48)));
        using var compressor = new ZstdSharp.Compressor();
        var samples = compressor.Wrap(bytes.AsSpan(64..(int)strings)).ToArray();
        byte[] packed = [.. bytes[..64], .. samples, .. bytes[(int)strings..]];
        BinaryPrimitives.WriteInt64LittleEndian(packed.AsSpan(40), 64 + samples.Length);
        BinaryPrimitives.WriteInt64LittleEndian(packed.AsSpan(48), frames - strings + 64 + samples.Length);
        packed[56] = 1;
        var (plain, read) = (Samples.Read("tachyon/released.bin"), ProfileReaders.Read(packed, "p.bin"));
        Assert.Empty(read.Problems);
        Assert.Equal(plain.Functions, read.Functions);
        Assert.Equal(Enumerable.Range(0, plain.Functions.Count).Select(f => plain.Weights(0).Self[f]), Enumerable.Range(0, plain.Functions.Count).Select(f => read.Weights(0).Self[f]));
    }

    [Fact]
    public void Samples_that_are_not_what_Tachyons_header_says_are_damaged()
    {
        var bytes = Samples.Bytes("tachyon/released.bin");
        bytes[56] = 1;
        Assert.Contains("the zstd data is damaged", Assert.Single(ProfileReaders.Read(bytes, "p.bin").Problems).Message);
    }

    [Fact]
    public void Tachyons_lines_are_a_table()
    {
        var profile = Samples.Read("tachyon-jsonl/lines.jsonl");
        Assert.True(profile.Stacks.IsEmpty);
        Assert.Equal(240, profile.SampleCount);
        Assert.Equal(2.4, profile.Weights(0).Sum, 1e-9);
        var stacks = Samples.Read("tachyon/released.bin");
        var (a, b) = (Assert.Single(profile.FindFunctions("dedupe")), Assert.Single(stacks.FindFunctions("dedupe")));
        Assert.Equal(stacks.Weights(0).Self[b], profile.Weights(0).Self[a], 1e-9);
    }
}
