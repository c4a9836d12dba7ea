namespace Lever.Profiles.Readers;

/// <summary>
/// The text of <c>perf script</c>: a line for each sample, then its frames from the leaf outward, then an empty line. There is no
/// specification but perf's own source. With <c>-F +srcline</c> a line below each frame names
/// its source.
/// </summary>
internal sealed class PerfScriptReader : ProfileReader
{
    private const int LinesToJudge = 400;

    public override string Format => "perf-script";

    // One sample's head with a frame below it, or behind it.
    public override bool Recognizes(ReadOnlySpan<byte> head, string name)
    {
        if (head.Contains((byte)0)) return false;
        var afterEvent = false;
        for (var lines = 0; lines < LinesToJudge && !head.IsEmpty; lines++)
        {
            var length = head.IndexOf((byte)'\n');
            var line = (length < 0 ? head : head[..length]).TrimEnd((byte)'\r');
            head = length < 0 ? default : head[(length + 1)..];
            if (afterEvent && PerfScriptLine.TryFrame(line, out _)) return true;
            if (!PerfScriptLine.TryEvent(line, out var found)) afterEvent &= line.IsEmpty;
            else if (found.FrameStart >= 0) return true;
            else afterEvent = true;
        }
        return false;
    }

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        builder.WrittenBy("perf");
        var samples = new PerfScriptSamples(builder);
        var stacks = new PerfScriptStacks(bytes, builder, samples);
        stacks.ReadLines();
        samples.Finish();
    }
}
