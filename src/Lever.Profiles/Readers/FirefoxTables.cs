using System.Text.Json;

namespace Lever.Profiles.Readers;

/// <summary>The tables that give samples their stacks, those of one thread or those that all threads share.</summary>
internal sealed class FirefoxTables
{
    public List<string> Strings { get; } = [];

    public List<int> StackFrames { get; } = [];

    /// <summary>The caller's stack, or how far before it stands since version 66; see <see cref="ParentOf"/>.</summary>
    private readonly List<int> prefixes = [];
    private bool areOffsets;

    public List<int> FrameFunctions { get; } = [];

    public List<int> FrameLines { get; } = [];

    public List<int> FunctionNames { get; } = [];

    public List<int> FunctionFiles { get; } = [];

    /// <summary>Since version 60 in place of <see cref="FunctionFiles"/>.</summary>
    public List<int> FunctionSources { get; } = [];

    public List<int> FunctionResources { get; } = [];

    public List<int> SourceFiles { get; } = [];

    public List<int> ResourceLibraries { get; } = [];

    /// <summary>Names of resources: libraries, or files of source where a function has none of its own.</summary>
    public List<int> ResourceNames { get; } = [];

    /// <summary>The stack of the caller, -1 for a root. It must stand before its callees.</summary>
    public int ParentOf(int stack)
    {
        if (stack >= prefixes.Count) return -1;
        var parent = prefixes[stack];
        if (areOffsets) parent = parent <= 0 ? -1 : stack - parent;
        return parent < stack ? Math.Max(-1, parent) : -1;
    }

    /// <summary>Reads the property if it is one of the tables.</summary>
    public bool TryRead(ref Utf8JsonReader reader)
    {
        if (JsonText.At(ref reader, "stringArray"u8) || JsonText.At(ref reader, "stringTable"u8)) JsonText.Column(ref reader, Strings);
        else if (JsonText.At(ref reader, "stackTable"u8)) ReadStacks(ref reader);
        else if (JsonText.At(ref reader, "frameTable"u8)) ReadFrames(ref reader);
        else if (JsonText.At(ref reader, "funcTable"u8)) ReadFunctions(ref reader);
        else if (JsonText.At(ref reader, "sources"u8)) ReadColumn(ref reader, "filename"u8, SourceFiles);
        else if (JsonText.At(ref reader, "resourceTable"u8)) ReadResources(ref reader);
        else return false;
        return true;
    }

    private void ReadStacks(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterObject(ref reader)) return;
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "frame"u8)) JsonText.Column(ref reader, StackFrames);
            else if (JsonText.At(ref reader, "prefix"u8)) JsonText.Column(ref reader, prefixes);
            else if (JsonText.At(ref reader, "prefixOffset"u8))
            {
                areOffsets = true;
                JsonText.Column(ref reader, prefixes);
            }
            else reader.Skip();
        }
    }

    private void ReadFrames(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterObject(ref reader)) return;
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "func"u8)) JsonText.Column(ref reader, FrameFunctions);
            else if (JsonText.At(ref reader, "line"u8)) JsonText.Column(ref reader, FrameLines);
            else reader.Skip();
        }
    }

    private void ReadFunctions(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterObject(ref reader)) return;
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "name"u8)) JsonText.Column(ref reader, FunctionNames);
            else if (JsonText.At(ref reader, "fileName"u8)) JsonText.Column(ref reader, FunctionFiles);
            else if (JsonText.At(ref reader, "source"u8)) JsonText.Column(ref reader, FunctionSources);
            else if (JsonText.At(ref reader, "resource"u8)) JsonText.Column(ref reader, FunctionResources);
            else reader.Skip();
        }
    }

    private void ReadResources(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterObject(ref reader)) return;
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "lib"u8)) JsonText.Column(ref reader, ResourceLibraries);
            else if (JsonText.At(ref reader, "name"u8)) JsonText.Column(ref reader, ResourceNames);
            else reader.Skip();
        }
    }

    private static void ReadColumn(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, List<int> column)
    {
        if (!JsonText.EnterObject(ref reader)) return;
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, name)) JsonText.Column(ref reader, column);
            else reader.Skip();
        }
    }
}
