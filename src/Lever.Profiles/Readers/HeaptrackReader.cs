namespace Lever.Profiles.Readers;

/// <summary>
/// heaptrack's files, interpreted, as heaptrack leaves them: every allocation and its end, with their traces. Written by KDE/heaptrack,
/// src/interpret/heaptrack_interpret.cpp; all numbers are hexadecimal.
/// </summary>
internal sealed class HeaptrackReader : ProfileReader
{
    public override string Format => "heaptrack";

    // `v VERSION FORMAT`, then the command.
    public override bool Recognizes(ReadOnlySpan<byte> head, string name) => head.StartsWith("v "u8) && TextLines.HasOne(head, "X "u8) && TextLines.HasOne(head, "I "u8);

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        builder.WrittenBy("heaptrack");
        var traces = new HeaptrackTraces(builder);
        var events = new HeaptrackEvents();
        var lines = new TextLines(bytes);
        while (lines.Next())
        {
            var line = lines.Bytes;
            if (line.Length < 3 || line[1] != ' ') continue;
            switch (line[0])
            {
                case (byte)'s': traces.AddString(line[2..]); break;
                case (byte)'i': traces.AddInstruction(line[2..]); break;
                case (byte)'t': traces.AddTrace(line[2..]); break;
                case (byte)'a': events.AddAllocation(line[2..]); break;
                case (byte)'+' or (byte)'-': events.Count(line); break;
            }
        }
        events.Weigh(traces, builder);
        traces.Report();
    }
}
