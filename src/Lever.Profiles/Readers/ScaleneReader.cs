using System.Buffers.Text;
using System.Text.Json;

namespace Lever.Profiles.Readers;

/// <summary>
/// Scalene's JSON: for each line of each file, how much of the run was spent in Python, in native code and in the system, and
/// what it allocated and copied; with <c>--stacks</c>, stacks as well. Specified by plasma-umass/scalene's scalene_json.py.
/// Without stacks a line's total is what it took itself.
/// </summary>
internal sealed class ScaleneReader : ProfileReader
{
    public override string Format => "scalene";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name)
    {
        var at = head.IndexOfAnyExcept(" \t\r\n"u8);
        if (at < 0 || head[at] != '{') return false;
        return JsonText.ValueOf(head, "\"elapsed_time_sec\""u8) >= 0 && JsonText.ValueOf(head, "\"alloc_samples\""u8) >= 0
            || JsonText.ValueOf(head, "\"n_cpu_percent_python\""u8) >= 0;
    }

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        builder.WrittenBy("Scalene");
        var content = new ScaleneContent(builder, Elapsed(bytes));
        var reader = new Utf8JsonReader(bytes, JsonText.Options);
        try
        {
            reader.Read();
            while (JsonText.NextProperty(ref reader))
            {
                if (JsonText.At(ref reader, "files"u8)) content.ReadFiles(ref reader);
                else if (JsonText.At(ref reader, "stacks"u8)) content.ReadStacks(ref reader);
                else reader.Skip();
            }
        }
        catch (JsonException)
        {
            builder.Problem(ProfilePlace.Byte(reader.BytesConsumed), "the JSON is broken or cut short here; what stands before is used");
        }
        content.Finish();
    }

    // Percentages become seconds by the run's length, which may stand anywhere.
    private static double Elapsed(ReadOnlySpan<byte> bytes)
    {
        var at = JsonText.ValueOf(bytes, "\"elapsed_time_sec\""u8);
        var isNumber = Utf8Parser.TryParse(at < 0 ? default : bytes[at..], out double seconds, out _);
        return isNumber && double.IsFinite(seconds) ? seconds : 0;
    }
}
