using System.Text;

namespace Lever.Profiles.Readers;

/// <summary>A message inside the file, by its place.</summary>
internal readonly record struct WireRange(int Start, int Length)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> file) => file.Slice(Start, Length);
}

/// <summary>Where a pprof file's tables stand. Only places are kept; names are read when a frame needs them.</summary>
internal sealed class PprofTables
{
    private readonly List<WireRange> strings = [];

    public List<(ulong Type, ulong Unit)> SampleTypes { get; } = [];

    public List<WireRange> Samples { get; } = [];

    public PprofIds Mappings { get; } = new();

    public PprofIds Locations { get; } = new();

    public PprofIds Functions { get; } = new();

    /// <summary>String of the type that producers want shown; 0 if they name none.</summary>
    public ulong DefaultType { get; private set; }

    /// <summary>How much of the period's type lies between two samples; 0 if not told.</summary>
    public ulong Period { get; private set; }

    /// <summary>What the period counts, as strings.</summary>
    public (ulong Type, ulong Unit) PeriodType { get; private set; }

    public void Fill(ReadOnlySpan<byte> file, ProfileBuilder builder)
    {
        var reader = new WireReader(file);
        while (reader.Next())
        {
            var range = new WireRange(reader.Start, reader.Type == WireType.Bytes ? (int)reader.Value : 0);
            switch (reader.Field)
            {
                case PprofField.SampleType: SampleTypes.Add(ValueType(reader.Bytes)); break;
                case PprofField.Sample: Samples.Add(range); break;
                case PprofField.Mapping: Mappings.Add(IdOf(reader.Bytes), range); break;
                case PprofField.Location: Locations.Add(IdOf(reader.Bytes), range); break;
                case PprofField.Function: Functions.Add(IdOf(reader.Bytes), range); break;
                case PprofField.String: strings.Add(range); break;
                case PprofField.PeriodType: PeriodType = ValueType(reader.Bytes); break;
                case PprofField.Period: Period = reader.Value; break;
                case PprofField.DefaultSampleType: DefaultType = reader.Value; break;
            }
        }
        if (reader.IsBroken) builder.Problem(ProfilePlace.Byte(reader.Position), "the protocol buffer is damaged or cut short here; what stands before is used");
    }

    /// <summary>A string of the table, invalid UTF-8 replaced; empty if there is no such string.</summary>
    public string Text(ReadOnlySpan<byte> file, ulong index)
    {
        if (index >= (ulong)strings.Count) return "";
        var range = strings[(int)index];
        return Encoding.UTF8.GetString(file.Slice(range.Start, Math.Min(range.Length, ProfileLimits.Name)));
    }

    private static (ulong Type, ulong Unit) ValueType(ReadOnlySpan<byte> message)
    {
        var (type, unit) = (0UL, 0UL);
        var reader = new WireReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1) type = reader.Value;
            else if (reader.Field == 2) unit = reader.Value;
        }
        return (type, unit);
    }

    private static ulong IdOf(ReadOnlySpan<byte> message)
    {
        var reader = new WireReader(message);
        while (reader.Next())
        {
            if (reader is { Field: 1, Type: WireType.Varint }) return reader.Value;
        }
        return 0;
    }
}

/// <summary>
/// The entries of a table by their ids, which writers are free to choose. As a rule they are 1, 2, 3 …, and looked up as such;
/// otherwise they are sorted, so that no choice of ids is slow.
/// </summary>
internal sealed class PprofIds
{
    private readonly List<ulong> ids = [];
    private readonly List<WireRange> ranges = [];
    private ulong[]? sorted;
    private int[] positions = [];
    private bool areDense = true;

    public int Count => ids.Count;

    public void Add(ulong id, WireRange range)
    {
        areDense &= id == (ulong)ids.Count + 1;
        ids.Add(id);
        ranges.Add(range);
    }

    public WireRange this[int position] => ranges[position];

    /// <summary>The position of an entry, -1 if there is none of that id.</summary>
    public int Find(ulong id)
    {
        if (areDense) return id - 1 < (ulong)ids.Count ? (int)(id - 1) : -1;
        if (sorted is null)
        {
            sorted = ids.ToArray();
            positions = Enumerable.Range(0, sorted.Length).ToArray();
            Array.Sort(sorted, positions);
        }
        var found = Array.BinarySearch(sorted, id);
        return found < 0 ? -1 : positions[found];
    }
}
