using System.Globalization;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>
/// pyinstrument's frames. An identifier is the function, its file and the line of its definition between NUL characters; behind
/// each U+0001 stands an attribute, of which <c>l</c> is the executed line.
/// </summary>
internal sealed class PyinstrumentFrames(ProfileBuilder builder)
{
    /// <summary>The file that pyinstrument gives to the frame of a thread.</summary>
    private const string ThreadFile = "<thread>";

    /// <summary>The frame of an identifier; or the thread's name, and no frame.</summary>
    public int OfIdentifier(string identifier, out string? thread)
    {
        thread = null;
        var attributes = identifier.Split('\u0001');
        var parts = attributes[0].Split('\0');
        var file = parts.Length > 1 ? parts[1] : "";
        if (file == ThreadFile)
        {
            thread = parts[0];
            return InclusiveTree.NoFrame;
        }
        var executed = 0;
        foreach (var attribute in attributes.AsSpan(1))
        {
            if (attribute.StartsWith('l')) int.TryParse(attribute.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out executed);
        }
        int.TryParse(parts.Length > 2 ? parts[2] : "", NumberStyles.None, CultureInfo.InvariantCulture, out var line);
        return Of(parts[0], file, line, executed);
    }

    public int Of(string function, string file, int line, int executed)
    {
        // pyinstrument makes nodes of its own, [self] for a function's own time.
        if (function is "[self]" or "[root]" or "") return InclusiveTree.NoFrame;
        var isSynthetic = function is "[await]" or "[out-of-context]" or "[code]";
        if (isSynthetic || file is "<built-in>" or "")
        {
            var origin = isSynthetic ? FunctionOrigin.Synthetic : FunctionOrigin.Builtin;
            return builder.AddFrame(builder.AddFunction(new ProfileFunction(BuiltinNames.Normalize(function), "", 0, origin, "", function)), 0);
        }
        return builder.AddFrame(builder.AddFunction(FrameText.WithPlace(function, file, line), line), executed);
    }
}
