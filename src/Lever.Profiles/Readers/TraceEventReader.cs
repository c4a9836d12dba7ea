using System.Text.Json;

namespace Lever.Profiles.Readers;

/// <summary>
/// Trace events (Chrome's JSON): a list of functions entered and left, or lasting for a time. Written by viztracer, PyTorch's
/// profiler, py-spy (<c>-f chrometrace</c>), tracing-chrome and browsers; specified by the "Trace Event Format" document. The list
/// stands alone or as <c>traceEvents</c>, and may lack its end. Each function has the time that its own events give it: what outlasts its caller stands beside it
/// for the rest, a call without an end lasts as long as its caller or the recording, an end without a call is left out. Where speedscope shows other totals it
/// counts the time between calls as well, leaves out calls without an end, or reads V8's samples of JavaScript in a browser's trace, of which Lever reads the events.
/// </summary>
internal sealed class TraceEventReader : ProfileReader
{
    private static readonly System.Buffers.SearchValues<byte> Closing = System.Buffers.SearchValues.Create(" \t\r\n,]}"u8);

    public override string Format => "trace-events";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name)
    {
        var at = head.IndexOfAnyExcept(" \t\r\n"u8);
        if (at < 0) return false;
        if (head[at] == '{' && JsonText.ValueOf(head, "\"traceEvents\""u8) is >= 0 and var events) return events >= head.Length || head[events] == '[';
        var phase = JsonText.ValueOf(head, "\"ph\""u8);
        return head[at] == '[' && phase >= 0 && phase < head.Length && head[phase] == '"';
    }

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        var events = new TraceEvents(bytes, builder);
        var reader = new Utf8JsonReader(bytes, JsonText.Options);
        var isWhole = false;
        try
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray) events.ReadList(ref reader);
            else
            {
                while (JsonText.NextProperty(ref reader)) ReadProperty(ref reader, ref events);
            }
            isWhole = true;
        }
        catch (JsonException)
        {
            // Programs that were stopped leave the list open, which the format allows.
            isWhole = events.IsBetweenEvents && bytes[(int)reader.BytesConsumed..].IndexOfAnyExcept(Closing) < 0;
        }
        if (!isWhole) builder.Problem(ProfilePlace.Byte(reader.BytesConsumed), "the JSON is broken or cut short here; what stands before is used");
        events.Finish();
    }

    private static void ReadProperty(ref Utf8JsonReader reader, ref TraceEvents events)
    {
        if (JsonText.At(ref reader, "traceEvents"u8))
        {
            if (JsonText.EnterArray(ref reader)) events.ReadList(ref reader);
        }
        else if (JsonText.At(ref reader, "viztracer_metadata"u8)) events.ReadViztracer(ref reader);
        else reader.Skip();
    }
}
