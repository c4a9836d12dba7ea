using Lever.Profiles;
using Lever.Profiles.Joining;

namespace Lever.Tests.Profiles;

/// <summary>
/// Damaged files: every byte that comes in ends in a profile, with problems or without. The environment variable
/// LEVER_MUTATIONS asks for more rounds than the three hundred of every run.
/// </summary>
public class MutationTests
{
    public static IEnumerable<TheoryDataRow<string>> Everything => Samples.All.Select(sample => new TheoryDataRow<string>(sample));

    [Theory]
    [MemberData(nameof(Everything))]
    public void Damage_is_survived_in_bounded_memory(string sample)
    {
        var original = Samples.Bytes(sample);
        var random = new Random(original.Length);
        var reader = ProfileReaders.All.Single(reader => reader.Format == sample.Split('/')[0]);
        SourceFile[] project = [new("workload.py", [new SourceFunction("fib", 10, 13)])];
        for (var round = 0; round < Damage.Rounds; round++)
        {
            var bytes = Damage.Mutate(original, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            // The reader itself, since damage may make the file unrecognisable; then the front door.
            var builder = new ProfileBuilder(reader.Format, "x");
            reader.Read(bytes, builder);
            Check(builder.Build(), project);
            Check(ProfileReaders.Read(bytes, Path.GetFileName(sample)), project);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000 + 400L * bytes.Length);
        }
    }

    public static IEnumerable<TheoryDataRow<string, string>> Hostile =>
    [
        new("a.folded", Repeat(";", 4_000_000) + " 1"),
        new("a.folded", Repeat("a;", 2_000_000) + " 1"),
        new("a.folded", Repeat("a\n", 2_000_000)),
        new("a.folded", "a;b 1\n" + Repeat(" ", 4_000_000)),
        new("a.folded", "a;b 1\n" + Repeat("((((", 1_000_000) + " 1"),
        new("a.folded", "a;b 1\n" + Repeat("f (./././", 400_000) + "a.py:1) 1"),
        new("a.folded", Lines(i => $"<lambda> (workload.py:{i});x{i} 1", 100_000)),
        new("a.folded", Lines(i => $"thread (0x{i:x}): t;a 1", 100_000)),
        new("a.folded", Lines(i => $"f{i};f{i * 7919 % 100_003} 99999999999999999999999", 100_000)),
        new("a.perf", "a 1 2.5: 1 cycles:\n" + Repeat("\t 1 f (/a)\n", 300_000)),
        new("a.perf", "a 1 2.5: 1 cycles:\n" + Repeat("\t 1 f (inlined)\n", 300_000) + "\na 1 2.5: 1 cycles:\n\t 1 f (/a)\n"),
        new("a.perf", Lines(i => $"a{i} {i} 2.5: 1 e{i}:\n\t {i:x} f{i} (/a{i})\n", 100_000)),
        new("a.perf", "a 1 2.5: 1 cycles:\n\t 1 f (/a)\n\n" + Repeat("1 ", 2_000_000)),
        new("a.perf", "a 1 2.5: 1 cycles:\n\t 1 f (/a)\n\n\t 1 " + Repeat("(", 2_000_000) + ")"),
        new("a.json", """[{"ph":"B","name":"a","ts":1},""" + Repeat("""{"ph":"B","name":"b","ts":1},""", 50_000) + Repeat("""{"ph":"E","name":"c","ts":2},""", 50_000)),
        new("a.json", "[" + Repeat("""{"ph":"X","name":"b","ts":1,"dur":1},""", 60_000)),
        new("a.json", """{"traceEvents":[""" + Repeat("""{"ph":"X","pid":""", 100_000)),
        new("a.json", """{"root_frame":""" + Repeat("""{"children":[""", 150_000)),
        new("a.json", """{"meta":{"preprocessedProfileVersion":60},"shared":{"stringArray":["a"],"stackTable":{"frame":[""" + Repeat("0,", 100_000) + """],"prefix":["""
            + string.Join(',', Enumerable.Range(-1, 100_000)) + """]},"frameTable":{"func":[0]},"funcTable":{"name":[0]}},"threads":[""" + Repeat("""{"samples":{"stack":[99999]}},""", 60) + "]}"),
        new("a.json", """{"flamebearer":{"levels":[""" + Repeat("[1,1,1,0],", 100_000)),
        new("a.json", """{"dhatFileVersion":2,"pps":[""" + Repeat("""{"fs":[1,1,1,1]},""", 60_000) + """],"ftbl":["""),
        new("a.svg", "<svg>" + Repeat("<title>a (1 samples, 1%)</title><rect x=\"1\" y=\"1\" width=\"9\"/>", 30_000)),
        new("a.svg", "<svg total_samples=\"1\">" + Repeat("<title>", 300_000)),
        new("a.html", "<!DOCTYPE html>memray<script>const packed_data = {\"nodes\":{\"function\":[0],\"children\":[" + Repeat("[999999],", 100_000)),
        new("a.html", "<!DOCTYPE html>memray<script>const data = " + Repeat("{\"children\":[", 150_000)),
        new("a.json", """{"shared":{"frames":[""" + Repeat("{},", 400_000) + """]},"profiles":[{"type":"sampled","samples":[""" + Repeat("[9],", 400_000) + "]}]}"),
        new("a.json", Repeat("\"shared\":", 400_000)),
        new("a.json", """{"shared":{"frames":[{"name":"a"}]},"profiles":[{"events":[""" + Repeat("""{"type":"O","at":1,"frame":0},""", 100_000)
            + Repeat("""{"type":"C","at":2,"frame":5},""", 100_000)),
        new("a.json", """{"shared":{"frames":[{"name":"a"}]},"profiles":[""" + Repeat("{},", 400_000) + "]}"),
        new("a.out", "# callgrind format\nevents: Ir\n" + Lines(i => $"fn=({i}) f{i}\n+1 1\ncfn=({i / 2})\ncalls=1 1\n* 9", 50_000)),
        new("a.out", "time_unit: i\nsnapshot=1\nheap_tree=peak\n" + Lines(i => new string(' ', i) + $"n0: 1 0x1: f{i} (a.c:1)", 2_000)),
        new("a.out", "v 1 3\nX a\nI 1\n" + Lines(i => $"s a\ni 1 1 {i:x} 1 1\nt {i:x} {i - 1:x}\na 1 {i:x}\n+ {i - 1:x}", 20_000)),
        new("a.out", "import time: self [us] |\n" + Lines(i => $"import time: 1 | 1 |{new string(' ', 2 * (1_000 - i))} m{i}", 999)),
    ];

    /// <summary>Files made to be slow or large; a reader that is quadratic in any of them would take hours.</summary>
    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    public void Hostile_files_are_read_in_linear_time_and_space(string name, string content)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var profile = ProfileReaders.Read(System.Text.Encoding.UTF8.GetBytes(content), name);
        Check(profile, [Workload.At("workload.py")]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000 + 400L * content.Length);
    }

    private static string Repeat(string text, int times) => new System.Text.StringBuilder().Insert(0, text, times).ToString();

    private static string Lines(Func<int, string> line, int count) => string.Join('\n', Enumerable.Range(1, count).Select(line));

    private static void Check(Profile profile, SourceFile[] project)
    {
        var weights = profile.Weights(0);
        Assert.True(double.IsFinite(weights.Sum));
        var stacks = profile.Stacks;
        for (var node = 0; node < stacks.Count; node++)
        {
            Assert.True(stacks.ParentOf(node) < node && stacks.EndOf(node) > node && stacks.EndOf(node) <= stacks.Count);
            Assert.True(stacks.FrameOf(node) < profile.Frames.Count);
        }
        var index = ProfileIndex.Join(profile, project);
        foreach (var evidence in index.Functions)
        {
            Assert.InRange(evidence.SelfShare, 0, 1);
            Assert.InRange(evidence.TotalShare, 0, 1);
        }
        Assert.InRange(Flatness.Of(profile, 0, index).TopShare, 0, 1);
        foreach (var row in ProfileView.Top(profile, 3)) ProfileView.Callers(profile, row.Function);
    }
}
