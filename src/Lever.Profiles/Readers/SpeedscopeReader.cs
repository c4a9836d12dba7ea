using System.Text.Json;

namespace Lever.Profiles.Readers;

/// <summary>
/// Speedscope's JSON: frames shared by several profiles, each either sampled (stacks and weights) or evented (frames opened and
/// closed). Written by py-spy, pyinstrument, memray, rbspy and many more; specified by speedscope's file-format-spec.ts and
/// https://www.speedscope.app/file-format-schema.json.
/// </summary>
internal sealed class SpeedscopeReader : ProfileReader
{
    public override string Format => "speedscope";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name)
    {
        var at = head.IndexOfAnyExcept(" \t\r\n"u8);
        if (at < 0 || head[at] != '{') return false;
        if (JsonText.ValueOf(head, "\"$schema\""u8) is >= 0 and var schema)
        {
            var value = head[schema..];
            var line = value.IndexOf((byte)',');
            return (line < 0 ? value : value[..line]).IndexOf("speedscope"u8) >= 0;
        }
        // The frames or the first profile of a file without a schema.
        if (JsonText.ValueOf(head, "\"shared\""u8) is >= 0 and var shared && JsonText.ValueOf(head, "\"frames\""u8, shared) >= 0) return true;
        return JsonText.ValueOf(head, "\"profiles\""u8) >= 0
            && (head.IndexOf("\"sampled\""u8) >= 0 || head.IndexOf("\"evented\""u8) >= 0);
    }

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        var exporter = ReadExporter(bytes);
        builder.WrittenBy(exporter);
        // py-spy writes the frames behind the profiles that use them, so they are looked up first.
        var frames = SpeedscopeFrames.Read(bytes, builder, exporter);
        var reader = new Utf8JsonReader(bytes, JsonText.Options);
        var stacks = new SpeedscopeStacks(builder, frames);
        try
        {
            ReadTop(ref reader, stacks, builder);
        }
        catch (JsonException)
        {
            builder.Problem(ProfilePlace.Byte(reader.BytesConsumed), "the JSON is broken or cut short here; what stands before is used");
        }
        stacks.Finish();
    }

    private static void ReadTop(ref Utf8JsonReader reader, SpeedscopeStacks stacks, ProfileBuilder builder)
    {
        reader.Read();
        var found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isProfiles = JsonText.Is(ref reader, "profiles"u8);
            reader.Read();
            if (!isProfiles || reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                continue;
            }
            found = true;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType == JsonTokenType.StartObject) stacks.ReadProfile(ref reader);
                else reader.Skip();
            }
        }
        if (!found) builder.Problem(ProfilePlace.File, "the file has no list of profiles");
    }

    private static string ReadExporter(ReadOnlySpan<byte> bytes)
    {
        var at = JsonText.ValueOf(bytes, "\"exporter\""u8);
        if (at < 0) return "";
        var end = Math.Min(bytes.Length, at + 256);
        var reader = new Utf8JsonReader(bytes[at..end], isFinalBlock: false, default);
        try
        {
            return reader.Read() ? JsonText.Text(ref reader) : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
