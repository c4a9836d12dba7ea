using System.Globalization;
using System.Net;
using System.Text.Json;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>memray's frames: function, file and executed line, escaped for the page they stand on.</summary>
internal static class MemrayFrames
{
    /// <summary>The frame, or none for the node that stands for memray itself.</summary>
    public static int Of(ProfileBuilder builder, string function, string file, int line)
    {
        var name = function.Contains('&') ? WebUtility.HtmlDecode(function) : function;
        var path = file.Contains('&') ? WebUtility.HtmlDecode(file) : file;
        if (name is "<tracker>" or "" && (path is "" or "<b>memray</b>" or "memray")) return InclusiveTree.NoFrame;
        var frame = path is "???" or "<unknown>" or "..." ? FrameText.WithPlace(name, "", 0) : FrameText.WithPlace(name, path, line);
        return builder.AddFrame(builder.AddFunction(frame, 0), frame.Line);
    }

    /// <summary>A property of a node of the older tree.</summary>
    public static void ReadCall(ref Utf8JsonReader reader, ref CallFields call)
    {
        if (JsonText.At(ref reader, "value"u8)) call.Weight = JsonText.Number(ref reader);
        else if (JsonText.At(ref reader, "n_allocations"u8)) call.Count = JsonText.Number(ref reader);
        else if (JsonText.At(ref reader, "location"u8)) ReadLocation(ref reader, ref call);
        else reader.Skip();
    }

    // ["function", "file", 12]; the line may be a string.
    private static void ReadLocation(ref Utf8JsonReader reader, ref CallFields call)
    {
        if (!JsonText.EnterArray(ref reader)) return;
        for (var i = 0; JsonText.NextItem(ref reader); i++)
        {
            if (i == 0) call.Name = JsonText.TextValue(ref reader);
            else if (i == 1) call.File = JsonText.TextValue(ref reader);
            else if (reader.TokenType == JsonTokenType.Number) call.Line = Math.Max(0, JsonText.Whole(ref reader));
            else call.Line = int.TryParse(JsonText.TextValue(ref reader), NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : 0;
        }
    }
}
