namespace Lever.Profiles.Readers;

/// <summary>
/// pprof's protocol buffers, specified by google/pprof's proto/profile.proto: samples of several values each, the leaf of a stack
/// first, and tables of locations, functions and strings. Written by Go, pprof-rs, Datadog, Pyroscope, Parca, jemalloc_pprof and
/// google-cloud-profiler; gzipped as a rule, whatever the name says.
/// </summary>
internal sealed class PprofReader : ProfileReader
{
    public override string Format => "pprof";

    // The file has no magic number. Its fields are known, each with one encoding, and text breaks that within a few bytes.
    public override bool Recognizes(ReadOnlySpan<byte> head, string name)
    {
        var fields = 0;
        var isTold = false;
        var reader = new WireReader(head);
        while (reader.Next())
        {
            if (!FitsSchema(reader.Field, reader.Type)) return false;
            if (reader.Field is PprofField.SampleType or PprofField.Sample or PprofField.Location && !IsMessage(reader.Bytes)) return false;
            if (reader.Field == PprofField.SampleType && !IsOfNumbers(reader.Bytes)) return false;
            isTold |= reader.Field is PprofField.SampleType or PprofField.Sample;
            fields++;
        }
        // The head may end in the middle of a field.
        return fields >= 2 && isTold && (!reader.IsBroken || head.Length == ProfileReaders.HeadLength);
    }

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        var tables = new PprofTables();
        tables.Fill(bytes, builder);
        var metrics = new PprofMetrics(bytes, tables, builder);
        var frames = new PprofFrames(bytes, tables, builder);
        new PprofSamples(bytes, tables, builder, frames, metrics).Read();
        metrics.Finish();
    }

    private static bool FitsSchema(int field, WireType type) => field switch
    {
        >= PprofField.SampleType and <= PprofField.String or PprofField.PeriodType => type == WireType.Bytes,
        PprofField.Comment => type is WireType.Varint or WireType.Bytes,
        > PprofField.String and <= PprofField.Last => type == WireType.Varint,
        _ => false,
    };

    // What a value is, is told by two numbers of strings; messages with text in this place are of another format.
    private static bool IsOfNumbers(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if (reader.Type != WireType.Varint) return false;
        }
        return true;
    }

    private static bool IsMessage(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if (reader.Field > 5) return false;
        }
        return !reader.IsBroken;
    }
}

/// <summary>Numbers of the fields of a Profile.</summary>
internal static class PprofField
{
    public const int SampleType = 1;
    public const int Sample = 2;
    public const int Mapping = 3;
    public const int Location = 4;
    public const int Function = 5;
    public const int String = 6;
    public const int PeriodType = 11;
    public const int Period = 12;
    public const int Comment = 13;
    public const int DefaultSampleType = 14;
    public const int Last = 15;
}
