using System.Text.Json;

namespace Lever.Profiles.Readers;

/// <summary>
/// The JSON lines of Python 3.15's sampling profiler (<c>--jsonl</c>): strings, then frames, then for each frame how many samples
/// ended in it and how many held it. There are no stacks. Specified by CPython's Lib/profiling/sampling/jsonl_collector.py:
/// <code>
/// {"type":"meta","v":0,"run_id":"7f","sample_interval_usec":1000,"mode":"wall"}
/// {"type":"string_table",…,"strings":[{"str_id":0,"value":"app.py"}]}         `str_def` and `defs` before the release
/// {"type":"frame_table",…,"frames":[{"frame_id":0,"path_str_id":0,"func_str_id":1,"line":12,"col":4}]}
/// {"type":"agg",…,"samples_total":9,"entries":[{"frame_id":0,"self":3,"cumulative":9}]}
/// {"type":"end",…,"samples_total":9}
/// </code>
/// Several runs may stand one behind the other; each begins with its own <c>meta</c> and counts its ids anew.
/// </summary>
internal sealed class TachyonLinesReader : ProfileReader
{
    public override string Format => "tachyon-jsonl";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name)
    {
        var end = head.IndexOf((byte)'\n');
        var line = end < 0 ? head : head[..end];
        return line.StartsWith("{"u8) && JsonText.ValueOf(line, "\"type\""u8) is >= 0 and var type
            && line[type..].StartsWith("\"meta\""u8) && JsonText.ValueOf(line, "\"run_id\""u8) >= 0;
    }

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        builder.WrittenBy("Tachyon");
        builder.TotalsAreSumsOfLines();
        TachyonMetrics.WarnOfRecursion(builder);
        var content = new TachyonLines(builder);
        long number = 1;
        for (var start = 0; start < bytes.Length; number++)
        {
            var length = bytes[start..].IndexOf((byte)'\n');
            var next = length < 0 ? bytes.Length : start + length + 1;
            var line = bytes[start..next].Trim(" \t\r\n"u8);
            start = next;
            if (line.IsEmpty) continue;
            try
            {
                content.ReadLine(line);
            }
            catch (JsonException)
            {
                builder.Problem(ProfilePlace.Line(number), "the line is no whole JSON object; what stands before is used");
            }
        }
        content.End();
    }
}
