using System.Globalization;
using System.Text.Json;

namespace Lever.Profiles.Readers;

/// <summary>
/// pyinstrument's own files, of which there are three; all give wall time of one thread in seconds. Specified by its
/// pyinstrument/session.py, frame_info.py and renderers:
/// <code>
/// -r json     {"duration": …, "root_frame": {"function", "file_path", "line_no", "time", "children": […]}}
/// -r session  {"start_call_stack": …, "frame_records": [[[frame, …], seconds], …]}: every sample
/// -r html     const sessionData = {"session": …, "frame_tree": {"identifier", "time", "children": […]}}
/// </code>
/// </summary>
internal sealed class PyinstrumentReader : ProfileReader
{
    private const double MostlyWaiting = 0.5;

    public override string Format => "pyinstrument";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name)
    {
        var at = head.IndexOfAnyExcept(" \t\r\n"u8);
        if (at < 0) return false;
        if (head[at] == '<') return head.IndexOf("pyinstrument"u8) >= 0 && (head.IndexOf("<html"u8) >= 0 || head.IndexOf("<!DOCTYPE html"u8) >= 0);
        if (head[at] != '{') return false;
        return JsonText.ValueOf(head, "\"root_frame\""u8) >= 0 || JsonText.ValueOf(head, "\"start_call_stack\""u8) >= 0;
    }

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        builder.WrittenBy("pyinstrument");
        var json = bytes;
        if (bytes.IndexOfAnyExcept(" \t\r\n"u8) is >= 0 and var first && bytes[first] == '<')
        {
            var mark = bytes.IndexOf("sessionData = "u8);
            if (mark < 0)
            {
                builder.Problem(ProfilePlace.File, "the page holds no session; save it again with `pyinstrument -r session -o profile.pyisession`");
                return;
            }
            json = bytes[(mark + 14)..];
        }
        var frames = new PyinstrumentFrames(builder);
        var session = new PyinstrumentSession(builder, frames);
        // The page goes on behind the session, so only its outermost object is read.
        var reader = new Utf8JsonReader(json, JsonText.DeepOptions);
        try
        {
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject) session.ReadProperties(ref reader);
        }
        catch (JsonException)
        {
            builder.Problem(ProfilePlace.Byte(bytes.Length - json.Length + reader.BytesConsumed), "the JSON is broken or cut short here; what stands before is used");
        }
        session.Finish();
        if (session is { CpuTime: > 0, Duration: > 0 } && session.CpuTime < MostlyWaiting * session.Duration)
        {
            var percent = (100 * session.CpuTime / session.Duration).ToString("0", CultureInfo.InvariantCulture);
            builder.Warn(ProfileWarningKind.MostlyIdle, $"the process used its processor for {percent} % of the run; the rest is waiting, which no faster code shortens");
        }
    }
}
