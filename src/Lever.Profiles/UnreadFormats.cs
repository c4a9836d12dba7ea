using Lever.Profiles.Measurements;
using Lever.Profiles.Readers;

namespace Lever.Profiles;

/// <summary>
/// Files that users bring and no reader takes: what they are, and the command that makes a readable file of them. A format leaves
/// this list when its reader joins <see cref="ProfileReaders"/>.
/// </summary>
internal static class UnreadFormats
{
    public static string Advice(ReadOnlySpan<byte> head, string name)
    {
        if (head.IsEmpty) return "the file is empty";
        if (head.StartsWith("PERFILE2"u8))
            return "this is perf's own binary file; run `perf script -i FILE > profile.perf` and pass that";
        if (head.StartsWith("SIMPLEPERF"u8))
            return "this is simpleperf's own file; run its `stackcollapse.py -i FILE > profile.folded` and pass that";
        if (head.StartsWith("memray\0"u8))
            return "this is memray's own binary file; run `memray flamegraph FILE` and pass the page, or `memray stats --json FILE`";
        if (head.StartsWith("FLR\0"u8)) return "this is a Java flight recording; convert it with async-profiler's `jfrconv -o collapsed FILE profile.folded`";
        if (head.StartsWith((ReadOnlySpan<byte>)[0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'])) return "the file is compressed with xz; run `xz -dk FILE` and pass what it writes";
        if (head.StartsWith("PK\u0003\u0004"u8)) return "this is a zip archive; unpack it and pass the profile inside";
        if (IsLegacyPprof(head)) return "this is a profile of pprof's older formats; run `pprof -proto -output=profile.pb.gz FILE` and pass that";
        if (MeasurementReaders.Recognize(head) is { } results)
            return $"these are results of benchmarks ({results}), and no profile; `lever profile show FILE` shows them, and `lever profile diff BEFORE AFTER` compares them";
        if (head.IndexOf("<svg"u8) >= 0)
            return "this picture is no flame graph that Lever knows; record again with `py-spy record -f speedscope -o profile.json`, "
                + "or keep the folded stacks: `cargo flamegraph --post-process 'tee profile.folded'`";
        if (head.IndexOf("<title>Tachyon Profiler"u8) >= 0)
            return "this is a page that Tachyon draws; record with `python -m profiling.sampling run --binary -o profile.bin`, which keeps everything and makes such pages with `replay`";
        if (head.IndexOf("<html"u8) >= 0 || head.IndexOf("<!DOCTYPE html"u8) >= 0)
            return "this is a web page; export the profile as speedscope JSON, folded stacks or pstats";
        if (IsRawGecko(head))
            return "this is a raw Gecko profile; open it at profiler.firefox.com and save it there, "
                + "or pass the text of `perf script` if perf made it";
        if (IsLabels(head))
            return "these are the labels that Pyroscope's agent for Java sends beside a recording, and no profile; convert the recording itself with async-profiler's `jfrconv -o collapsed FILE profile.folded`";
        if (head[0] == '{' || head[0] == '[')
            return "this JSON is of no profile format Lever reads; export it as speedscope JSON";
        return "no reader knows this file; Lever reads " + string.Join(", ", ProfileReaders.Formats);
    }

    // gperftools' words of 4 or 8 bytes: 0, 3, 0, period, 0; and the texts of heap, contention and thread profiles.
    private static bool IsLegacyPprof(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0])
        || head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0])
        || head.StartsWith("heap profile:"u8) || head.StartsWith("--- contention"u8) || head.StartsWith("--- heapz"u8) || head.StartsWith("--- threadz"u8);

    // Protocol buffers of two maps, from numbers to messages and to strings: in each entry a number, then bytes.
    private static bool IsLabels(ReadOnlySpan<byte> head)
    {
        var entries = 0;
        var reader = new WireReader(head);
        while (reader.Next())
        {
            if (reader.Field > 2 || reader.Type != WireType.Bytes) return false;
            var entry = new WireReader(reader.Bytes);
            if (!entry.Next() || entry.Field != 1 || entry.Type != WireType.Varint || !entry.Next() || entry.Field != 2 || entry.Type != WireType.Bytes || entry.Next()) return false;
            entries++;
        }
        return entries >= 2 && (!reader.IsBroken || head.Length == ProfileReaders.HeadLength);
    }

    /// <summary>Firefox's own recording, before its profiler's page has processed it: tables of rows with a schema.</summary>
    private static bool IsRawGecko(ReadOnlySpan<byte> head) =>
        head.StartsWith("{"u8) && head.IndexOf("\"schema\""u8) >= 0 && (head.IndexOf("\"stackTable\""u8) >= 0 || head.IndexOf("\"geckoProfiler"u8) >= 0
            || head.IndexOf("\"stackwalk\""u8) >= 0 || head.IndexOf("\"markerSchema\""u8) >= 0)
        && head.IndexOf("\"preprocessedProfileVersion\""u8) < 0;
}
