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

    [Theory]
    [InlineData("threads-3.15.bin", MetricKind.WallTime)]
    [InlineData("cpu-3.15.bin", MetricKind.CpuTime)]
    public void What_Tachyon_recorded_has_the_clock_of_its_mode_and_no_other(string sample, MetricKind clock)
    {
        var profile = Samples.Read("tachyon/" + sample);
        Assert.Equal(clock, profile.Metrics[0].Kind);
        // Whether a thread was on a processor is not found out in the first mode, and known beforehand in the second.
        Assert.DoesNotContain(profile.Metrics.Skip(1), metric => metric.Kind == MetricKind.CpuTime);
        Assert.Contains(profile.Metrics, metric => metric.Kind == MetricKind.GilWait);
        Assert.DoesNotContain(profile.Functions, function => function.File.EndsWith("_sync_coordinator.py", StringComparison.Ordinal));
        Assert.DoesNotContain(profile.Warnings, warning => warning.Kind == ProfileWarningKind.ClockUnknown);
    }

    /// <summary>All but totals of functions that call themselves, which lines do not tell.</summary>
    [Theory]
    [InlineData("tachyon-jsonl/threads-3.15.jsonl")]
    [InlineData("pstats/tachyon-threads-3.15.pstats")]
    public void What_Tachyon_replayed_says_what_its_recording_says(string sample)
    {
        var (recorded, replayed) = (Samples.Read("tachyon/threads-3.15.bin"), Samples.Read(sample));
        Assert.Equal("Tachyon", replayed.Producer);
        Assert.Equal(recorded.SampleCount, replayed.SampleCount);
        Assert.Equal(recorded.Weights(0).Sum, replayed.Weights(0).Sum, 1e-9);
        Assert.Equal(recorded.Functions.Count(function => function.Name.Length > 0), replayed.Functions.Count);
        for (var f = 0; f < replayed.Functions.Count; f++)
        {
            var function = replayed.Functions[f];
            var same = Assert.Single(Enumerable.Range(0, recorded.Functions.Count), g => recorded.Functions[g].Name == function.Name && recorded.Functions[g].File == function.File);
            Assert.Equal(recorded.Weights(0).Self[same], replayed.Weights(0).Self[f], 1e-9);
            Assert.InRange(replayed.Weights(0).Total[f], recorded.Weights(0).Total[same] - 1e-9, recorded.Weights(0).Sum + 1e-9);
        }
        Assert.Contains(replayed.Warnings, warning => warning.Kind == ProfileWarningKind.Lossy);
    }

    [Theory]
    [InlineData(3, "held the GIL")]
    [InlineData(5, "an exception at hand")]
    public void Samples_that_Tachyon_kept_by_another_measure_are_said_to_be(byte mode, string said)
    {
        var bytes = Samples.Bytes("tachyon/cpu-3.15.bin");
        bytes[60] = (byte)((bytes[60] & ~7) | mode);
        Assert.Contains(ProfileReaders.Read(bytes, "p.bin").Warnings, warning => warning.Kind == ProfileWarningKind.ClockUnknown && warning.Message.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void Samples_that_Tachyon_could_not_take_are_told()
    {
        var bytes = Samples.Bytes("tachyon/threads-3.15.bin");
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(bytes.Length - 32 - 56 + 16), 37.2);
        Assert.Contains(ProfileReaders.Read(bytes, "p.bin").Warnings, warning => warning.Message.StartsWith("Tachyon could not read 37 % of its samples", StringComparison.Ordinal));
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(bytes.Length - 32 - 56 + 16), 1);
        Assert.DoesNotContain(ProfileReaders.Read(bytes, "p.bin").Warnings, warning => warning.Kind == ProfileWarningKind.EventsLost);
    }

    [Fact]
    public void Tasks_are_no_functions_of_the_program()
    {
        var profile = ProfileReaders.Read("tid:7;<task>:Task-1:0;a.py:main:17;<task>:job (2 parents):0;a.py:step:13 6\n"u8.ToArray(), "t.collapsed");
        Assert.Equal(["<task> Task-1", "<task> job (2 parents)"], profile.Functions.Where(function => function.Origin == FunctionOrigin.Synthetic).Select(function => function.Name));
        Assert.Equal(["main", "step"], profile.Functions.Where(function => function.Origin == FunctionOrigin.Python).Select(function => function.Name));
    }

    [Fact]
    public void Several_runs_of_Tachyon_stand_one_behind_the_other()
    {
        var run = Samples.Bytes("tachyon-jsonl/threads-3.15.jsonl");
        var (one, two) = (ProfileReaders.Read(run, "t.jsonl"), ProfileReaders.Read((byte[])[.. run, .. run, .. "{\"type\":\"later\",\"v\":9,\"entries\":[{\"frame_id\":0,\"self\":9}]}\n"u8], "t.jsonl"));
        Assert.Empty(two.Problems);
        Assert.Equal(2 * one.SampleCount, two.SampleCount);
        Assert.Equal(2 * one.Weights(0).Sum, two.Weights(0).Sum, 1e-9);
        Assert.Equal(one.Functions, two.Functions);
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
