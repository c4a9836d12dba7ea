using Lever.Profiles;
using Lever.Profiles.Joining;

namespace Lever.Tests.Profiles;

/// <summary>
/// Damaged files: every byte that comes in ends in a profile, with problems or without. The environment variable
/// LEVER_MUTATIONS asks for more rounds than the three hundred of every run.
/// </summary>
public class MutationTests
{
    private static readonly int Rounds =
        int.TryParse(Environment.GetEnvironmentVariable("LEVER_MUTATIONS"), out var rounds) ? rounds : 300;

    public static IEnumerable<TheoryDataRow<string>> Everything => Samples.All.Select(sample => new TheoryDataRow<string>(sample));

    [Theory]
    [MemberData(nameof(Everything))]
    public void Damage_is_survived_in_bounded_memory(string sample)
    {
        var original = Samples.Bytes(sample);
        var random = new Random(original.Length);
        var reader = ProfileReaders.All.Single(reader => reader.Format == sample.Split('/')[0]);
        SourceFile[] project = [new("workload.py", [new SourceFunction("fib", 10, 13)])];
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Mutate(original, random);
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

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = (byte[])original.Clone();
        if (bytes.Length == 0) return bytes;
        for (var times = random.Next(1, 4); times > 0 && bytes.Length > 0; times--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes = bytes[..at];
                    break;
                case 3:
                    bytes = [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 40))..]];
                    break;
                case 4:
                    var from = random.Next(bytes.Length);
                    bytes = [.. bytes[..at], .. bytes[from..Math.Min(bytes.Length, from + random.Next(1, 400))], .. bytes[at..]];
                    break;
                case 5:
                    // Lengths and counts of all ones.
                    for (var i = at; i < Math.Min(bytes.Length, at + 4); i++) bytes[i] = (byte)(i == at + 3 ? 0x7f : 0xff);
                    break;
                default:
                    byte[] word = random.Next(6) switch
                    {
                        0 => "99999999999999999999"u8.ToArray(),
                        1 => "-1"u8.ToArray(),
                        2 => "1e999"u8.ToArray(),
                        3 => "[[[[{{{{"u8.ToArray(),
                        4 => "\";;;;\n"u8.ToArray(),
                        _ => "\\ud800\u00ff"u8.ToArray(),
                    };
                    bytes = [.. bytes[..at], .. word, .. bytes[at..]];
                    break;
            }
        }
        return bytes;
    }
}
