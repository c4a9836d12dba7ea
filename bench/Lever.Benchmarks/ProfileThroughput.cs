using System.Globalization;
using System.Text;
using Lever.Profiles;
using Lever.Profiles.Measurements;

namespace Lever.Benchmarks;

/// <summary>
/// How fast profiles are read, in megabytes a second of processor time, so that a busy machine does not count. The files are made up from a fixed seed: stacks of a random
/// walk through a call graph, so that neighbours share prefixes as real samples do; once sorted as folded files are, once not.
/// </summary>
internal static class ProfileThroughput
{
    private const int Rounds = 5;

    public static int Run()
    {
        Measure("folded, sorted", "a.folded", Folded(60_000_000, sorted: true));
        Measure("folded, shuffled", "a.folded", Folded(60_000_000, sorted: false));
        Measure("speedscope, sampled", "a.json", Sampled(60_000_000));
        Measure("speedscope, evented", "a.json", Evented(60_000_000));
        Measure("perf script", "a.perf", PerfScript(60_000_000));
        Measure("pprof", "a.pb", Pprof(20_000_000));
        Measure("trace events", "a.json", TraceEvents(60_000_000));
        Measure("Firefox Profiler", "a.json", Firefox(60_000_000));
        Measure("pyinstrument, session", "a.json", Pyinstrument(60_000_000));
        Measure("flame graph, SVG", "a.svg", Svg(60_000_000));
        Measure("callgrind", "callgrind.out.1", Callgrind(60_000_000));
        Measure("heaptrack", "heaptrack.1", Heaptrack(60_000_000));
        MeasureResults("pytest-benchmark", "a.json", PytestBenchmark(60_000_000));
        return 0;
    }

    private static void Measure(string what, string name, byte[] file)
    {
        var best = double.MaxValue;
        var nodes = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var start = Environment.CpuUsage.TotalTime;
            var profile = ProfileReaders.Read(file, name);
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalSeconds);
            nodes = profile.Stacks.Count;
            if (profile.Problems.Count > 0) throw new InvalidOperationException(profile.Problems[0].ToString());
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what,-20} {file.Length / 1e6,6:0.0} MB {best * 1e3,7:0} ms {file.Length / 1e6 / best,6:0} MB/s {nodes,9} nodes"));
    }

    private static void MeasureResults(string what, string name, byte[] file)
    {
        var best = double.MaxValue;
        var benchmarks = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var start = Environment.CpuUsage.TotalTime;
            var results = MeasurementReaders.Read(file, name);
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalSeconds);
            benchmarks = results.Benchmarks.Count;
            if (results.Problems.Count > 0) throw new InvalidOperationException(results.Problems[0].ToString());
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what,-20} {file.Length / 1e6,6:0.0} MB {best * 1e3,7:0} ms {file.Length / 1e6 / best,6:0} MB/s {benchmarks,9} benchmarks"));
    }

    private const int Functions = 3000;

    private static string Function(int f) => $"function_{f} (package_{f % 40}/module_{f % 170}.py:{10 + f % 700})";

    /// <summary>Stacks from the root: each sample changes the end of the one before it.</summary>
    private static IEnumerable<List<int>> Walk()
    {
        var random = new Random(11);
        var stack = new List<int> { 0 };
        while (true)
        {
            var keep = Math.Max(1, stack.Count - random.Next(6));
            stack.RemoveRange(keep, stack.Count - keep);
            while (stack.Count < 60 && random.Next(5) > 0) stack.Add((stack[^1] * 7 + 1 + random.Next(4)) % Functions);
            yield return stack;
        }
    }

    private static byte[] Folded(int length, bool sorted)
    {
        var names = Enumerable.Range(0, Functions).Select(Function).ToArray();
        var lines = new List<string>();
        var total = 0;
        foreach (var stack in Walk())
        {
            lines.Add($"{string.Join(';', stack.Select(f => names[f]))} {1 + lines.Count % 9}\n");
            total += lines[^1].Length;
            if (total >= length) break;
        }
        if (sorted) lines.Sort(StringComparer.Ordinal);
        else new Random(5).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(lines));
        return Encoding.UTF8.GetBytes(string.Concat(lines));
    }

    private static string Frames() => string.Join(',', Enumerable.Range(0, Functions).Select(f =>
        $$"""{"name":"function_{{f}}","file":"/srv/app/package_{{f % 40}}/module_{{f % 170}}.py","line":{{10 + f % 700}},"col":null}"""));

    private static byte[] PerfScript(int length)
    {
        var text = new StringBuilder();
        var random = new Random(5);
        var leaf = 0;
        foreach (var stack in Walk())
        {
            text.Append(CultureInfo.InvariantCulture, $"worker-{leaf % 3}  337{leaf % 3} [00{leaf % 4}] {1000 + leaf++ / 100}.{leaf % 100:00}0000:   10000000 cpu-clock:pppH: \n");
            for (var i = stack.Count - 1; i >= 0; i--)
            {
                // Only the innermost frame stands at a new address each time; the others where they call.
                var offset = i == stack.Count - 1 ? random.Next(4096) : stack[i + 1] % 4 * 5;
                text.Append(CultureInfo.InvariantCulture, $"\t    55d0{stack[i] * 4096 + offset:x8} crate_{stack[i] % 40}::module_{stack[i] % 170}::function_{stack[i]}+0x{offset:x} (/srv/app/target/release/server)\n");
            }
            text.Append('\n');
            if (text.Length >= length) break;
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Pprof(int length)
    {
        var file = new MemoryStream();
        string[] strings = ["", "cpu", "nanoseconds", .. Enumerable.Range(0, Functions).Select(f => $"function_{f}"), .. Enumerable.Range(0, 170).Select(f => $"/srv/app/module_{f}.py")];
        foreach (var text in strings) Bytes(file, 6, Encoding.UTF8.GetBytes(text));
        Bytes(file, 1, [8, 1, 16, 2]);
        for (ulong f = 0; f < Functions; f++)
        {
            Bytes(file, 5, [8, .. Varint(f + 1), 16, .. Varint(f + 3), 32, .. Varint(3 + Functions + f % 170)]);
            byte[] line = [8, .. Varint(f + 1), 16, .. Varint(f % 700)];
            Bytes(file, 4, [8, .. Varint(f + 1), 24, .. Varint(f * 16), 34, (byte)line.Length, .. line]);
        }
        foreach (var stack in Walk())
        {
            byte[] places = [.. stack.AsEnumerable().Reverse().SelectMany(f => Varint((ulong)f + 1))];
            Bytes(file, 2, [10, .. Varint((ulong)places.Length), .. places, 18, 4, .. Varint(10_000_000)]);
            if (file.Length >= length) break;
        }
        return file.ToArray();

        static void Bytes(MemoryStream file, int field, byte[] content)
        {
            file.WriteByte((byte)(field << 3 | 2));
            file.Write(Varint((ulong)content.Length));
            file.Write(content);
        }

        static byte[] Varint(ulong value)
        {
            var bytes = new List<byte>();
            for (; value > 127; value >>= 7) bytes.Add((byte)(value | 128));
            return [.. bytes, (byte)value];
        }
    }

    private static byte[] TraceEvents(int length)
    {
        var text = new StringBuilder("""{"traceEvents":[""");
        var open = new List<int>();
        long at = 0;
        foreach (var stack in Walk())
        {
            var common = 0;
            while (common < open.Count && common < stack.Count && open[common] == stack[common]) common++;
            for (var i = open.Count - 1; i >= common; i--) Append('E', open[i]);
            for (var i = common; i < stack.Count; i++) Append('B', stack[i]);
            open = [.. stack];
            if (text.Length >= length) break;
        }
        text.Append("]}");
        return Encoding.UTF8.GetBytes(text.ToString());

        void Append(char phase, int f)
        {
            if (text[^1] == '}') text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $$"""{"args":{"filename":"/srv/app/module_{{f % 170}}.py","line":{{10 + f % 700}}},"cat":"py-spy","name":"function_{{f}}","ph":"{{phase}}","pid":41,"tid":700,"ts":{{at += 13}}}""");
        }
    }

    private static byte[] Firefox(int length)
    {
        var ids = new Dictionary<(int, int), int>();
        var samples = new StringBuilder();
        var stacks = new List<(int Prefix, int Frame)>();
        // A program that runs long comes back to its stacks.
        foreach (var stack in Enumerable.Range(0, int.MaxValue).SelectMany(_ => Walk().Take(40_000)))
        {
            var at = -1;
            foreach (var frame in stack)
            {
                if (!ids.TryGetValue((at, frame), out var id))
                {
                    ids.Add((at, frame), id = stacks.Count);
                    stacks.Add((at, frame));
                }
                at = id;
            }
            samples.Append(CultureInfo.InvariantCulture, $"{at},");
            if (samples.Length + stacks.Count * 16 >= length) break;
        }
        var text = new StringBuilder("""{"meta":{"preprocessedProfileVersion":49,"product":"samply"},"libs":[],"threads":[{"name":"t","tid":1,"samples":{"stack":[""");
        text.Append(samples).Append("]},\"stackTable\":{\"prefix\":[").AppendJoin(',', stacks.Select(stack => stack.Prefix < 0 ? "null" : stack.Prefix.ToString(CultureInfo.InvariantCulture)));
        text.Append("],\"frame\":[").AppendJoin(',', stacks.Select(stack => stack.Frame));
        text.Append("]},\"frameTable\":{\"func\":[").AppendJoin(',', Enumerable.Range(0, Functions)).Append("]},\"funcTable\":{\"name\":[");
        text.AppendJoin(',', Enumerable.Range(0, Functions)).Append("]},\"stringArray\":[").AppendJoin(',', Enumerable.Range(0, Functions).Select(f => $"\"crate::function_{f}\"")).Append("]}]}");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Pyinstrument(int length)
    {
        var text = new StringBuilder("""{"start_call_stack":[],"duration":1,"frame_records":[""");
        foreach (var stack in Walk())
        {
            text.Append("[[\"MainThread\\u0000<thread>\\u00007\"");
            foreach (var f in stack) text.Append(CultureInfo.InvariantCulture, $",\"function_{f}\\u0000/srv/app/module_{f % 170}.py\\u0000{10 + f % 700}\\u0001l{12 + f % 700}\"");
            text.Append("],0.001],");
            if (text.Length >= length) break;
        }
        text.Append("]}");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Svg(int length)
    {
        var text = new StringBuilder("<svg width=\"1200\"><g><title>all (1000000 samples, 100%)</title><rect x=\"0\" y=\"4000\" width=\"1000000\"/></g>\n");
        for (var bar = 0; text.Length < length; bar++)
        {
            var (row, place) = (bar / 10_000, bar % 10_000);
            text.Append(CultureInfo.InvariantCulture, $"<g class=\"func_g\"><title>{Function(bar % Functions)} ({100 - row} samples, 0.01%)</title><rect x=\"{place * 100}\" y=\"{3990 - row * 16}\" width=\"{100 - row}\" height=\"15.0\" fill=\"rgb(227,0,7)\" rx=\"2\" ry=\"2\" /></g>\n");
        }
        return Encoding.UTF8.GetBytes(text.Append("</svg>").ToString());
    }

    /// <summary>As valgrind writes it: names once, then numbers; lines of costs, and calls with theirs.</summary>
    private static byte[] Callgrind(int length)
    {
        var text = new StringBuilder("# callgrind format\nversion: 1\ncreator: callgrind-3.19.0\npositions: line\nevents: Ir\n\n");
        var random = new Random(7);
        var named = new HashSet<(char, int)>();
        for (var block = 0; text.Length < length; block++)
        {
            var f = block % Functions;
            text.Append("fl=").Append(Named('f', f % 170, $"/srv/app/module_{f % 170}.rs")).Append("\nfn=").Append(Named('n', f, $"crate_{f % 40}::module_{f % 170}::function_{f}")).Append('\n');
            for (var line = 0; line < 12; line++)
            {
                text.Append(CultureInfo.InvariantCulture, $"+{1 + random.Next(4)} {random.Next(100_000)}\n");
                if (line % 3 != 0) continue;
                var called = (f * 7 + 1 + random.Next(4)) % Functions;
                text.Append("cfi=").Append(Named('f', called % 170, $"/srv/app/module_{called % 170}.rs")).Append("\ncfn=").Append(Named('n', called, $"crate_{called % 40}::module_{called % 170}::function_{called}"));
                text.Append(CultureInfo.InvariantCulture, $"\ncalls={1 + random.Next(500)} {10 + called % 700}\n* {random.Next(10_000_000)}\n");
            }
            text.Append('\n');
        }
        return Encoding.UTF8.GetBytes(text.ToString());

        string Named(char kind, int number, string name) => named.Add((kind, number)) ? $"({number + 1}) {name}" : $"({number + 1})";
    }

    /// <summary>Mostly beginnings and ends of blocks, as in any long recording.</summary>
    private static byte[] Heaptrack(int length)
    {
        var text = new StringBuilder("v 10400 3\nX ./server\nI 1000 5e298f\ns 6 server\n");
        var random = new Random(7);
        for (var f = 0; f < Functions; f++) text.Append(CultureInfo.InvariantCulture, $"s {$"function_{f}".Length:x} function_{f}\ni {0x55d000 + f * 64:x} 1 {f + 2:x}\n");
        var traces = 0;
        foreach (var stack in Walk())
        {
            var parent = 0;
            foreach (var f in stack)
            {
                text.Append(CultureInfo.InvariantCulture, $"t {f + 1:x} {parent:x}\n");
                parent = ++traces;
            }
            text.Append(CultureInfo.InvariantCulture, $"a {16 + random.Next(4000):x} {parent:x}\n");
            if (traces > 60_000) break;
        }
        var allocations = text.ToString().AsSpan().Count("\na ");
        while (text.Length < length)
        {
            var first = random.Next(allocations);
            text.Append(CultureInfo.InvariantCulture, $"+ {first:x}\n- {(random.Next(4) == 0 ? random.Next(allocations) : first):x}\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>With the samples, as <c>--benchmark-save-data</c> writes them.</summary>
    private static byte[] PytestBenchmark(int length)
    {
        var text = new StringBuilder("{\n    \"machine_info\": {\"node\": \"a\"},\n    \"version\": \"5.1.0\",\n    \"benchmarks\": [");
        var random = new Random(7);
        for (var number = 0; text.Length < length; number++)
        {
            text.Append(number == 0 ? "" : ",").Append(CultureInfo.InvariantCulture,
                $"\n        {{\n            \"group\": null,\n            \"name\": \"test_{number}\",\n            \"fullname\": \"tests/test_a.py::test_{number}\",\n            \"params\": null,\n            \"stats\": {{\n                \"min\": 0.001,\n                \"mean\": 0.002,\n                \"rounds\": 2000,\n                \"data\": [");
            for (var sample = 0; sample < 2000; sample++)
                text.Append(sample == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"\n                    {0.001 + random.NextDouble() / 1000:R}");
            text.Append("\n                ]\n            }\n        }");
        }
        return Encoding.UTF8.GetBytes(text.Append("\n    ]\n}\n").ToString());
    }

    private static byte[] Sampled(int length)
    {
        var text = new StringBuilder("""{"$schema":"https://www.speedscope.app/file-format-schema.json","profiles":[{"type":"sampled","name":"t","unit":"seconds","startValue":0,"endValue":1,"samples":[""");
        var count = 0;
        foreach (var stack in Walk())
        {
            if (count++ > 0) text.Append(',');
            text.Append('[').AppendJoin(',', stack).Append(']');
            if (text.Length >= length) break;
        }
        text.Append("],\"weights\":[").AppendJoin(',', Enumerable.Repeat("0.01", count));
        text.Append("]}],\"shared\":{\"frames\":[").Append(Frames()).Append("]},\"exporter\":\"py-spy@0.4.1\"}");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Evented(int length)
    {
        var text = new StringBuilder("""{"shared":{"frames":[""").Append(Frames());
        text.Append("""]},"profiles":[{"type":"evented","name":"t","unit":"microseconds","startValue":0,"endValue":1e12,"events":[""");
        var open = new List<int>();
        long at = 0;
        foreach (var stack in Walk())
        {
            var common = 0;
            while (common < open.Count && common < stack.Count && open[common] == stack[common]) common++;
            for (var i = open.Count - 1; i >= common; i--) Append('C', open[i]);
            for (var i = common; i < stack.Count; i++) Append('O', stack[i]);
            open = [.. stack];
            if (text.Length >= length) break;
        }
        text.Append("]}]}");
        return Encoding.UTF8.GetBytes(text.ToString());

        void Append(char type, int frame)
        {
            if (text[^1] == '}') text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $$"""{"type":"{{type}}","frame":{{frame}},"at":{{at += 13}}}""");
        }
    }
}
