using System.Globalization;
using System.Text.Json;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>
/// DHAT's JSON: for each place of the program that allocates, bytes and blocks over the whole run, at the peak and at the end.
/// Written by valgrind (<c>--tool=dhat</c>) and the dhat crate; specified by the comment in valgrind's dhat/dh_main.c.
/// </summary>
internal sealed class DhatReader : ProfileReader
{
    // The allocator itself stands at the leaf of every stack and tells nothing.
    private static readonly string[] AllocatorsOwn =
    [
        "malloc", "calloc", "realloc", "memalign", "posix_memalign", "free", "operator new",
        "__rust_alloc", "__rust_realloc", "__rust_alloc_zeroed", "__rdl_alloc", "__rdl_realloc", "__rg_alloc", "__rg_realloc",
        "alloc::alloc::exchange_malloc", "alloc::alloc::alloc", "alloc::alloc::realloc", "alloc::alloc::alloc_zeroed", "alloc::alloc::Global::",
        "<alloc::alloc::Global as ", "<dhat::Alloc as ", "dhat::",
    ];

    public override string Format => "dhat";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name) =>
        head.IndexOfAnyExcept(" \t\r\n"u8) is >= 0 and var at && head[at] == '{' && JsonText.ValueOf(head, "\"dhatFileVersion\""u8) >= 0;

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        builder.WrittenBy("DHAT");
        // The table of frames stands behind the places that refer to it.
        var frames = ReadFrames(bytes, builder);
        var reader = new Utf8JsonReader(bytes, JsonText.Options);
        try
        {
            ReadTop(ref reader, new DhatPlaces(builder, frames));
        }
        catch (JsonException)
        {
            builder.Problem(ProfilePlace.Byte(reader.BytesConsumed), "the JSON is broken or cut short here; what stands before is used");
        }
    }

    private static void ReadTop(ref Utf8JsonReader reader, DhatPlaces places)
    {
        reader.Read();
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "mode"u8)) places.Mode = JsonText.TextValue(ref reader);
            else if (JsonText.At(ref reader, "pps"u8)) places.Read(ref reader);
            else reader.Skip();
        }
    }

    private static List<DhatFrame> ReadFrames(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        var frames = new List<DhatFrame>();
        var at = JsonText.ValueOf(bytes, "\"ftbl\""u8);
        if (at < 0)
        {
            builder.Problem(ProfilePlace.File, "the file has no table of frames, so its stacks have no names");
            return frames;
        }
        var reader = new Utf8JsonReader(bytes[at..], JsonText.Options);
        try
        {
            reader.Read();
            if (!JsonText.EnterArray(ref reader)) return frames;
            while (JsonText.NextItem(ref reader))
            {
                var name = NameOf(JsonText.TextValue(ref reader));
                frames.Add(new DhatFrame(name, IsAllocators(name)));
            }
        }
        catch (JsonException)
        {
            builder.Problem(ProfilePlace.Byte(at + reader.BytesConsumed), "the table of frames is broken or cut short here");
        }
        return frames;
    }

    // By the whole name or the path before it; operators of C++ carry their parameters. Debug information names Rust's allocator
    // by its file only.
    private static bool IsAllocators(in FrameName frame)
    {
        if (frame.File == "alloc.rs" || frame.File.EndsWith("alloc/src/alloc.rs", StringComparison.Ordinal)) return true;
        foreach (var own in AllocatorsOwn)
        {
            if (!frame.Name.StartsWith(own, StringComparison.Ordinal)) continue;
            if (own[^1] is ' ' or ':' || frame.Name.Length == own.Length || frame.Name[own.Length] is '(' or '[') return true;
        }
        return false;
    }

    // 0x15D9C2: alloc (alloc.rs:95)   0x1084f45f9: alloc::raw_vec::… (raw_vec.rs:188:45)   0x4848: malloc (in /usr/lib/vg.so)   0x1: ???
    private static FrameName NameOf(string text)
    {
        var frame = text.AsSpan();
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        if (colon > 0 && text.StartsWith("0x", StringComparison.Ordinal)) frame = frame[(colon + 2)..];
        var (file, module, line) = ("", "", 0);
        var open = frame.LastIndexOf(" (");
        if (open > 0 && frame[^1] == ')')
        {
            var place = frame[(open + 2)..^1];
            if (place.StartsWith("in ")) module = place[3..].ToString();
            else if (TryPlace(place, out file, out line) || place is "???") { }
            else open = frame.Length;
            frame = frame[..Math.Min(open, frame.Length)];
        }
        var name = frame.ToString();
        if (name is "???" or "[root]") return new FrameName("[unknown]", "", 0, FunctionOrigin.Synthetic, module, name);
        return FrameText.WithPlace(name, file, line) with { Module = module };
    }

    // alloc.rs:95   raw_vec.rs:188:45
    private static bool TryPlace(ReadOnlySpan<char> place, out string file, out int line)
    {
        (file, line) = ("", 0);
        var last = place.LastIndexOf(':');
        if (last <= 0 || !int.TryParse(place[(last + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out line)) return false;
        var before = place[..last].LastIndexOf(':');
        if (before > 0 && int.TryParse(place[(before + 1)..last], NumberStyles.None, CultureInfo.InvariantCulture, out var real)) (last, line) = (before, real);
        file = place[..last].ToString();
        return true;
    }
}
