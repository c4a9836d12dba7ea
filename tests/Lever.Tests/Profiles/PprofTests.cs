using System.Text;
using Lever.Profiles;

namespace Lever.Tests.Profiles;

public class PprofTests
{
    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value > 127; value >>= 7) bytes.Add((byte)(value | 128));
        return [.. bytes, (byte)value];
    }

    private static byte[] Number(int field, ulong value) => [.. Varint((ulong)field << 3), .. Varint(value)];

    private static byte[] Message(int field, params byte[][] parts) => Bytes(field, parts.SelectMany(part => part).ToArray());

    private static byte[] Bytes(int field, byte[] content) => [.. Varint((ulong)field << 3 | 2), .. Varint((ulong)content.Length), .. content];

    /// <summary>A profile of one sample of 5 and 50, whose stack is location 1 called from location 2.</summary>
    private static byte[] Profile(byte[] locations, string[] strings, params byte[][] more) =>
    [
        .. Message(1, Number(1, 1), Number(2, 2)), .. Message(1, Number(1, 3), Number(2, 4)),
        .. Message(2, Number(1, 1), Number(1, 2), Number(2, 5), Number(2, 50)), .. locations,
        .. strings.SelectMany(text => Bytes(6, Encoding.UTF8.GetBytes(text))), .. more.SelectMany(part => part),
    ];

    private static readonly string[] Types = ["", "alloc_objects", "count", "alloc_space", "bytes"];

    private static byte[] Function(ulong id, ulong name, ulong file) => Message(5, Number(1, id), Number(2, name), Number(4, file));

    private static byte[] Location(ulong id, ulong function, ulong line) =>
        Message(4, Number(1, id), Number(3, 0x1234), Message(4, Number(1, function), Number(2, line)));

    [Fact]
    public void All_values_are_metrics_and_the_last_or_named_one_comes_first()
    {
        byte[] tables = [.. Location(1, 7, 12), .. Location(2, 8, 3), .. Function(7, 5, 6), .. Function(8, 7, 6)];
        string[] strings = [.. Types, "leaf", "/srv/a.py", "root"];
        var profile = ProfileReaders.Read(Profile(tables, strings), "p");
        Assert.Equal("pprof", profile.Format);
        Assert.Empty(profile.Problems);
        Assert.Equal([MetricKind.AllocatedBytes, MetricKind.Allocations], profile.Metrics.Select(metric => metric.Kind));
        Assert.Equal((50, 5), (profile.Weights(0).Sum, profile.Weights(1).Sum));
        Assert.Equal(50, profile.Weights(0).Self[Assert.Single(profile.FindFunctions("leaf"))]);
        Assert.Contains(profile.Frames, frame => frame.Line == 12);

        var named = ProfileReaders.Read(Profile(tables, strings, Number(14, 1)), "p");
        Assert.Equal("alloc_objects", named.Metrics[0].Name);
    }

    [Theory]
    // Pyroscope keeps the place in the name, with pprof-rs as well.
    [InlineData("lib/utility.py:31 - lock", "", "lock", "lib/utility.py", 31, FunctionOrigin.Python)]
    [InlineData("mod.rs:66 - app::run", "", "app::run", "mod.rs", 66, FunctionOrigin.Native)]
    [InlineData("main.(*T).work", "/srv/main.go", "main.(*T).work", "/srv/main.go", 12, FunctionOrigin.Native)]
    public void Names_keep_their_places(string name, string file, string function, string path, int line, FunctionOrigin origin)
    {
        byte[] tables = [.. Location(1, 7, 12), .. Location(2, 7, 12), .. Function(7, 5, 6)];
        var profile = ProfileReaders.Read(Profile(tables, [.. Types, name, file]), "p");
        var found = Assert.Single(profile.Functions);
        Assert.Equal((function, path, origin), (found.Name, found.File, found.Origin));
        Assert.Equal(line, Assert.Single(profile.Frames).Line);
    }

    [Fact]
    public void The_samplers_own_frames_are_left_out()
    {
        byte[] tables = [.. Location(1, 7, 0), .. Location(2, 8, 0), .. Function(7, 5, 0), .. Function(8, 6, 0)];
        var profile = ProfileReaders.Read(Profile(tables, [.. Types, "backtrace::backtrace::trace", "app::run"]), "p");
        Assert.Equal(50, profile.Weights(0).Self[Assert.Single(profile.FindFunctions("app::run"))]);
    }

    [Fact]
    public void Addresses_without_symbols_are_said()
    {
        byte[] tables = [.. Message(4, Number(1, 1), Number(3, 16)), .. Message(4, Number(1, 2), Number(3, 32))];
        var profile = ProfileReaders.Read(Profile(tables, Types), "p");
        Assert.Contains(profile.Warnings, warning => warning.Kind == ProfileWarningKind.SymbolsMissing);
    }

    [Fact]
    public void Places_that_are_not_listed_are_reported()
    {
        var profile = ProfileReaders.Read(Profile([.. Location(1, 7, 0), .. Function(7, 5, 0)], [.. Types, "leaf"]), "p");
        Assert.Contains("1 references", Assert.Single(profile.Problems).Message);
        Assert.Equal(50, profile.Weights(0).Sum);
    }

    [Fact]
    public void Converters_that_give_no_time_between_samples_tell_no_number_of_them()
    {
        byte[] tables = [.. Location(1, 7, 0), .. Location(2, 7, 0), .. Function(7, 5, 0)];
        byte[] Timed(ulong period) => [.. Message(1, Number(1, 1), Number(2, 2)), .. Message(2, Number(1, 1), Number(1, 2), Number(2, 50_000_000)), .. tables,
            .. new[] { "", "cpu", "nanoseconds", "", "", "f" }.SelectMany(text => Bytes(6, Encoding.UTF8.GetBytes(text))), .. Message(11, Number(1, 1), Number(2, 2)), .. Number(12, period)];
        Assert.Equal(5, ProfileReaders.Read(Timed(10_000_000), "p").SampleCount);
        Assert.Null(ProfileReaders.Read(Timed(1), "p").SampleCount);
    }

    [Fact]
    public void Samples_are_counted_and_threads_named()
    {
        var profile = Samples.Read("pprof/datadog.pprof");
        Assert.Equal(["Idle 7713", "MainThread 7712"], profile.Threads.Select(thread => thread.Name).Order());
        Assert.Equal(240, profile.SampleCount);
        Assert.Equal(120, Samples.Read("pprof/go.pb").SampleCount);
    }
}
