using System.Text;
using Lever.Profiles;
using Lever.Profiles.Names;

namespace Lever.Tests.Profiles;

public class PstatsTests
{
    public static IEnumerable<TheoryDataRow<string>> Dumps => Samples.In("pstats").Where(row => !row.Data.Contains("tachyon"));

    /// <summary>Every row equals what Python's own pstats module reads from the same file.</summary>
    [Theory]
    [MemberData(nameof(Dumps))]
    public void Agrees_with_Pythons_pstats(string sample)
    {
        var profile = Samples.Read(sample);
        Assert.Equal("pstats", profile.Format);
        Assert.Empty(profile.Problems);
        Assert.Equal(new Metric("time", MetricUnit.Seconds, MetricKind.Time), Assert.Single(profile.Metrics));
        var expected = Samples.Expected(sample.Replace(".pstats", ".expected"));

        var weights = profile.Weights(0);
        Assert.Equal(Samples.Number(expected[0][2]), weights.Sum, 1e-12);
        Assert.Equal(expected[0][0], Enumerable.Range(0, profile.Functions.Count).Sum(f => profile.Calls.Calls(f) ?? 0).ToString());
        Assert.Equal(expected[0][1], Enumerable.Range(0, profile.Functions.Count).Sum(f => profile.Calls.PrimitiveCalls(f) ?? 0).ToString());

        var rows = expected.Skip(1).Select(row => string.Join(' ',
            NameOf(row), row[3], row[4], Samples.Number(row[5]).ToString("R"), Samples.Number(row[6]).ToString("R"), row[7]));
        var callers = profile.Calls.Edges.GroupBy(edge => edge.Callee).ToDictionary(group => group.Key, group => group.Count());
        var actual = Enumerable.Range(0, profile.Functions.Count).Select(f => string.Join(' ',
            profile.Functions[f].Key, profile.Calls.Calls(f), profile.Calls.PrimitiveCalls(f),
            weights.Self[f].ToString("R"), weights.Total[f].ToString("R"), callers.GetValueOrDefault(f)));
        Assert.Equal(rows.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }

    private static FrameKey NameOf(string[] row) => row[0] is "~" or ""
        ? new FrameKey("", int.Parse(row[1]), BuiltinNames.Normalize(row[2]))
        : new FrameKey(row[0], int.Parse(row[1]), row[2] == "<code object>" ? "<code>" : row[2]);

    [Fact]
    public void A_sampled_file_is_joined_by_function_and_kept_by_line()
    {
        var profile = Samples.Read("pstats/tachyon-3.15.pstats");
        Assert.Equal("Tachyon", profile.Producer);
        Assert.Equal(150, profile.SampleCount);
        Assert.Equal(0.15, profile.Weights(0).Sum, 1e-9);
        Assert.False(profile.Calls.HasCalls);
        Assert.True(profile.HasLines);
        var main = Assert.Single(profile.FindFunctions("main"));
        Assert.True(profile.Calls.Lines.Count(row => row.Function == main) > 1);
        Assert.Equal(0, profile.Functions[main].FirstLine);
    }

    [Theory]
    [InlineData("<built-in method time.sleep>", "time.sleep")]
    [InlineData("<built-in method __new__ of type object at 0x7f02783615a0>", "type.__new__")]
    [InlineData("<built-in method from_bytes>", "from_bytes")]
    [InlineData("<method 'append' of 'list' objects>", "list.append")]
    [InlineData("<method 'disable' of '_lsprof.Profiler' objects>", "_lsprof.Profiler.disable")]
    [InlineData("<len>", "len")]
    [InlineData("append", "append")]
    [InlineData("<>", "<>")]
    [InlineData("<method ' of 'x>", "method ' of 'x")]
    public void Builtins_have_one_name(string label, string name) => Assert.Equal(name, BuiltinNames.Normalize(label));

    [InlineData("7B290369000000", "ends in the middle")]
    [InlineData("7B2803000000", "more than the file holds")]
    [InlineData("7B2903724000000030", "points to no earlier value")]
    [InlineData("7B29037F0000", "no marshal value begins with byte 0x7f")]
    [InlineData("7B2903630000000000", "no known Python version")]
    [InlineData("7B29037A017869010000007A0166690700000030", "left out")]
    [InlineData("FB3030", "1 bytes follow")]
    [Theory]
    public void Broken_files_say_what_is_wrong(string hex, string message)
    {
        var bytes = Convert.FromHexString(hex);
        var profile = ProfileReaders.Read(bytes, "x.prof");
        Assert.Contains(profile.Problems, problem => problem.Message.Contains(message));
    }

    /// <summary>A dictionary whose tuple contains itself, and a hundred tuples each claiming the whole file.</summary>
    [Fact]
    public void Cycles_and_claims_cost_nothing()
    {
        byte[] cycle = [0xfb, 0xa9, 3, (byte)'r', 1, 0, 0, 0, (byte)'r', 0, 0, 0, 0, (byte)'N', (byte)'N', (byte)'0'];
        Assert.NotEmpty(ProfileReaders.Read(cycle, "x.prof").Problems);

        var claims = new byte[10_000_000];
        claims[0] = 0x7b;
        for (var i = 1; i + 5 < 5_000; i += 5) (claims[i], claims[i + 1], claims[i + 2], claims[i + 3]) = ((byte)'(', 0x40, 0x42, 0x0f);
        (claims[1], claims[2], claims[3], claims[4], claims[5]) = ((byte)'(', 3, 0, 0, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var profile = ProfileReaders.Read(claims, "x.prof");
        Assert.Contains(profile.Problems, problem => problem.Message.Contains("nested deeper"));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void A_file_cut_short_keeps_what_came_before()
    {
        var bytes = Samples.Bytes("pstats/cprofile-3.12.pstats");
        var whole = Samples.Read("pstats/cprofile-3.12.pstats");
        var half = ProfileReaders.Read(bytes.AsMemory(0, bytes.Length / 2), "x.prof");
        Assert.Equal(PlaceUnit.Byte, Assert.Single(half.Problems).Place.Unit);
        Assert.InRange(half.Weights(0).Sum, whole.Weights(0).Sum * 0.01, whole.Weights(0).Sum * 0.99);
    }

    /// <summary>Numbers beyond any clock neither crash nor spoil the sums.</summary>
    [Fact]
    public void Absurd_numbers_are_left_out()
    {
        using var file = new MemoryStream();
        using (var writer = new BinaryWriter(file, Encoding.ASCII))
        {
            writer.Write("{)"u8);
            writer.Write((byte)3);
            writer.Write("z"u8);
            writer.Write("\u0001f"u8);
            writer.Write((byte)'i');
            writer.Write(1);
            writer.Write("z\u0001g("u8);
            writer.Write(5);
            foreach (var _ in "12")
            {
                writer.Write((byte)'l');
                writer.Write(6);
                for (var i = 0; i < 6; i++) writer.Write((short)0x7fff);
            }
            writer.Write((byte)'g');
            writer.Write(double.NaN);
            writer.Write((byte)'g');
            writer.Write(double.PositiveInfinity);
            writer.Write("{00"u8);
        }
        var profile = ProfileReaders.Read(file.ToArray(), "x.prof");
        Assert.Equal(0, profile.Weights(0).Sum);
        Assert.Contains(profile.Problems, problem => problem.Message.Contains("not finite"));
    }
}
