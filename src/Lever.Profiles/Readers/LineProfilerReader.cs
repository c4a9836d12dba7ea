using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>
/// line_profiler's own files (<c>kernprof -l</c>): a pickle of <c>LineStats</c>, whose timings are, for each function that was asked for,
/// <c>(file, first line, name): [(line, hits, time)]</c> in a unit the file gives. Specified by pyutils/line_profiler,
/// line_profiler/_line_profiler.pyx.
/// </summary>
internal sealed class LineProfilerReader : ProfileReader
{
    // Even a large project's file stays below a few MiB; values take some hundred bytes once read.
    private const int MaxLength = 32 << 20;

    public override string Format => "line-profiler";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name) =>
        head.Length > 2 && head[0] == 0x80 && head[1] is >= 2 and <= 5 && head.IndexOf("LineStats"u8) >= 0;

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        builder.WrittenBy("line_profiler");
        var table = new LineTable(builder);
        if (bytes.Length > MaxLength) builder.Problem(ProfilePlace.File, $"a line_profiler file above {MaxLength >> 20} MiB is not read; decorate fewer functions");
        else ReadStats(bytes, builder, table);
        table.Finish();
    }

    private static void ReadStats(ReadOnlySpan<byte> bytes, ProfileBuilder builder, LineTable table)
    {
        var reader = new PickleReader(bytes);
        var top = reader.Read();
        if (reader.Fault is { } fault) builder.Problem(ProfilePlace.Byte(reader.Position), fault);
        if (top.Kind != PickleKind.Instance || top.Items.Count < 2) return;
        var state = top.Items[1];
        var unit = state.Member("unit").Number;
        var timings = state.Member("timings").Items;
        for (var i = 0; i + 1 < timings.Count; i += 2)
        {
            if (timings[i].Items is not [{ Kind: PickleKind.Text } file, { Kind: PickleKind.Number } first, { Kind: PickleKind.Text } name]) continue;
            table.Begin(file.Text, (int)Math.Clamp(first.Number, 0, int.MaxValue), name.Text);
            foreach (var row in timings[i + 1].Items)
            {
                if (row.Items is not [{ } line, { } hits, { } time]) continue;
                // A list may be shared by any number of functions, so the rows are counted as they are used.
                if (!table.Add((int)Math.Clamp(line.Number, 0, int.MaxValue), hits.Number, time.Number * unit)) return;
            }
        }
    }
}
