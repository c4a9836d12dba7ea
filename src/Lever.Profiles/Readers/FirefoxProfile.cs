using System.Text.Json;

namespace Lever.Profiles.Readers;

/// <summary>A file of the Firefox Profiler as it stands: columns of numbers, nothing resolved yet.</summary>
internal sealed class FirefoxProfile
{
    private string product = "";
    private string importer = "";

    /// <summary>What wrote the file: its product, unless that is the language of a converted file.</summary>
    public string Producer => importer.StartsWith("Tachyon", StringComparison.Ordinal) ? "Tachyon" : product;

    /// <summary>Seconds of one unit of the processor time that samples carry; 0 if it is no time.</summary>
    public double CpuUnit { get; private set; } = 1e-6;

    public List<string> Libraries { get; } = [];

    /// <summary>The tables of all threads, since version 60.</summary>
    public FirefoxTables Shared { get; } = new();

    public List<FirefoxThread> Threads { get; } = [];

    public void ReadProperty(ref Utf8JsonReader reader)
    {
        if (JsonText.At(ref reader, "meta"u8)) ReadMeta(ref reader);
        else if (JsonText.At(ref reader, "libs"u8)) ReadLibraries(ref reader, Libraries);
        else if (JsonText.At(ref reader, "shared"u8)) ReadShared(ref reader);
        else if (JsonText.At(ref reader, "threads"u8)) ReadThreads(ref reader);
        else reader.Skip();
    }

    private void ReadMeta(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterObject(ref reader)) return;
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "product"u8)) product = JsonText.TextValue(ref reader);
            else if (JsonText.At(ref reader, "importedFrom"u8)) importer = JsonText.TextValue(ref reader);
            else if (JsonText.At(ref reader, "sampleUnits"u8)) ReadUnits(ref reader);
            else reader.Skip();
        }
    }

    private void ReadUnits(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterObject(ref reader)) return;
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "threadCPUDelta"u8))
                CpuUnit = JsonText.TextValue(ref reader) switch { "ns" => 1e-9, "µs" or "us" => 1e-6, "ms" => 1e-3, _ => 0 };
            else reader.Skip();
        }
    }

    public static void ReadLibraries(ref Utf8JsonReader reader, List<string> libraries)
    {
        if (!JsonText.EnterArray(ref reader)) return;
        while (JsonText.NextItem(ref reader))
        {
            var name = "";
            if (JsonText.EnterObject(ref reader))
            {
                while (JsonText.NextProperty(ref reader))
                {
                    if (JsonText.At(ref reader, "name"u8)) name = JsonText.TextValue(ref reader);
                    else reader.Skip();
                }
            }
            libraries.Add(name);
        }
    }

    private void ReadShared(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterObject(ref reader)) return;
        while (JsonText.NextProperty(ref reader))
        {
            if (!Shared.TryRead(ref reader)) reader.Skip();
        }
    }

    private void ReadThreads(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterArray(ref reader)) return;
        while (JsonText.NextItem(ref reader))
        {
            if (!JsonText.EnterObject(ref reader)) continue;
            // Added first, so that a thread cut short is used as far as it goes.
            var thread = new FirefoxThread();
            Threads.Add(thread);
            thread.Read(ref reader);
        }
    }
}

/// <summary>A thread with what it sampled.</summary>
internal sealed class FirefoxThread
{
    public string Name { get; private set; } = "";

    public string Id { get; private set; } = "";

    public FirefoxTables Tables { get; } = new();

    public List<string> Libraries { get; } = [];

    public FirefoxSamples Samples { get; } = new();

    /// <summary>Allocations; their weights are bytes.</summary>
    public FirefoxSamples Allocations { get; } = new();

    public void Read(ref Utf8JsonReader reader)
    {
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "name"u8)) Name = JsonText.TextValue(ref reader);
            else if (JsonText.At(ref reader, "tid"u8)) ReadId(ref reader);
            else if (JsonText.At(ref reader, "libs"u8)) FirefoxProfile.ReadLibraries(ref reader, Libraries);
            else if (JsonText.At(ref reader, "samples"u8)) Samples.Read(ref reader);
            else if (JsonText.At(ref reader, "nativeAllocations"u8) || JsonText.At(ref reader, "jsAllocations"u8)) Allocations.Read(ref reader);
            else if (!Tables.TryRead(ref reader)) reader.Skip();
        }
    }

    // A number, or a string since version 47.
    private void ReadId(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number) Id = System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
        else Id = JsonText.TextValue(ref reader);
    }
}

/// <summary>The columns of a table of samples.</summary>
internal sealed class FirefoxSamples
{
    public List<int> Stacks { get; } = [];

    /// <summary>Empty where every sample weighs 1.</summary>
    public List<double> Weights { get; } = [];

    public string WeightType { get; private set; } = "samples";

    /// <summary>Processor time since the sample before; empty if not recorded.</summary>
    public List<double> Cpu { get; } = [];

    public void Read(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterObject(ref reader)) return;
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "stack"u8)) JsonText.Column(ref reader, Stacks);
            else if (JsonText.At(ref reader, "weight"u8)) JsonText.Column(ref reader, Weights);
            else if (JsonText.At(ref reader, "threadCPUDelta"u8)) JsonText.Column(ref reader, Cpu);
            else if (JsonText.At(ref reader, "weightType"u8)) WeightType = JsonText.TextValue(ref reader);
            else reader.Skip();
        }
    }
}
