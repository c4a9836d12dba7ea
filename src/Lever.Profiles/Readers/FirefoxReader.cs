using System.Text.Json;

namespace Lever.Profiles.Readers;

/// <summary>
/// The Firefox Profiler's processed format: samples refer to stacks, stacks to frames, frames to functions, functions to strings,
/// each a table of columns. Written by samply, Tachyon (<c>--gecko</c>) and the profiler's own page; specified by
/// firefox-devtools/profiler's src/types/profile.ts and docs-developer/CHANGELOG-formats.md. Versions 1 to 66 are read: the
/// tables stood in each thread before version 60, and stand in <c>shared</c> since.
/// </summary>
internal sealed class FirefoxReader : ProfileReader
{
    public override string Format => "firefox";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name)
    {
        var at = head.IndexOfAnyExcept(" \t\r\n"u8);
        if (at < 0 || head[at] != '{') return false;
        return JsonText.ValueOf(head, "\"preprocessedProfileVersion\""u8) >= 0;
    }

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        var profile = new FirefoxProfile();
        var reader = new Utf8JsonReader(bytes, JsonText.Options);
        try
        {
            reader.Read();
            while (JsonText.NextProperty(ref reader)) profile.ReadProperty(ref reader);
        }
        catch (JsonException)
        {
            builder.Problem(ProfilePlace.Byte(reader.BytesConsumed), "the JSON is broken or cut short here; what stands before is used");
        }
        builder.WrittenBy(profile.Producer);
        new FirefoxStacks(profile, builder).Add();
    }
}
