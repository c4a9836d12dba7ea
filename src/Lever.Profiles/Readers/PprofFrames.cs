using System.Globalization;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>The frames of each location: several where functions were inlined, one without a name where there are no symbols.</summary>
internal ref struct PprofFrames(ReadOnlySpan<byte> file, PprofTables tables, ProfileBuilder builder)
{
    private const double MostUnnamed = 0.5;

    // pprof-rs samples from a signal handler and records that, too.
    private static readonly string[] ProfilersOwn = ["backtrace::", "pprof::", "<pprof::", "<backtrace::", "perf_signal_handler", "__restore_rt"];

    private readonly ReadOnlySpan<byte> file = file;

    /// <summary>Frames of all locations read so far, those of a location from the outermost inward.</summary>
    private readonly List<int> frames = [];
    private readonly (int Start, int Count, bool IsOwn)[] locations = new (int, int, bool)[tables.Locations.Count];
    private readonly (int Function, string Module)[] functions = new (int, string)[tables.Functions.Count];
    private readonly List<(ulong Function, int Line)> lines = [];
    private int unnamed;
    private int named;

    /// <summary>The position of a location, -1 if the file has none of that id.</summary>
    public readonly int Find(ulong id) => tables.Locations.Find(id);

    /// <summary>A location's frames from the outermost inward, and whether they are the profiler's own.</summary>
    public ReadOnlySpan<int> Of(int location, out bool isOwn)
    {
        if (locations[location].Count == 0) locations[location] = Read(tables.Locations[location].Of(file));
        var (start, count, own) = locations[location];
        isOwn = own;
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(frames).Slice(start, count);
    }

    public readonly void Finish()
    {
        if (unnamed <= MostUnnamed * (named + unnamed)) return;
        builder.Warn(ProfileWarningKind.SymbolsMissing, "most places are bare addresses; "
            + "resolve them with `pprof -proto -symbolize=local BINARY FILE > symbols.pb.gz`, and build with `debug = 1`");
    }

    private (int Start, int Count, bool IsOwn) Read(ReadOnlySpan<byte> location)
    {
        var (mapping, address) = (0UL, 0UL);
        lines.Clear();
        var reader = new WireReader(location);
        while (reader.Next())
        {
            if (reader.Field == 2) mapping = reader.Value;
            else if (reader.Field == 3) address = reader.Value;
            else if (reader is { Field: 4, Type: WireType.Bytes }) lines.Add(Line(reader.Bytes));
        }
        var module = ModuleOf(mapping);
        var start = frames.Count;
        var isOwn = lines.Count > 0;
        // The innermost of the inlined stands first.
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            var frame = FrameOf(lines[i], module, out var own);
            frames.Add(frame);
            isOwn &= own;
        }
        if (lines.Count == 0) frames.Add(Unnamed(module, address));
        named += Math.Min(lines.Count, 1);
        unnamed += lines.Count == 0 ? 1 : 0;
        return (start, frames.Count - start, isOwn);
    }

    private readonly int Unnamed(string module, ulong address)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"0x{address:x}");
        return builder.AddFrame(builder.AddFunction(new ProfileFunction("[unknown]", "", 0, FunctionOrigin.Synthetic, module, name)), 0);
    }

    private readonly int FrameOf((ulong Function, int Line) line, string module, out bool isOwn)
    {
        isOwn = false;
        var position = tables.Functions.Find(line.Function);
        var name = position < 0 ? default : Name(tables.Functions[position].Of(file));
        if (position < 0 || name.Name.Length == 0)
            return builder.AddFrame(builder.AddFunction(new ProfileFunction("[unknown]", "", 0, FunctionOrigin.Synthetic, module, "[unknown]")), 0);
        isOwn = ProfilersOwn.Any(own => name.Name.StartsWith(own, StringComparison.Ordinal));
        // The same function read twice in a module is looked up, not made anew.
        if (functions[position] is { Module: not null } known && known.Module == module) return builder.AddFrame(known.Function, line.Line);
        var frame = FrameText.WithPlace(name.Name, name.File, line.Line);
        if (frame.Origin == FunctionOrigin.Native && frame.Module.Length == 0) frame = frame with { Module = module };
        if (module.StartsWith("[kernel", StringComparison.Ordinal)) frame = frame with { Origin = FunctionOrigin.Kernel };
        var function = builder.AddFunction(frame, name.FirstLine);
        if (name.File.Length > 0) functions[position] = (function, module);
        return builder.AddFrame(function, frame.Line);
    }

    private readonly (string Name, string File, int FirstLine) Name(ReadOnlySpan<byte> function)
    {
        var (name, system, path, first) = (0UL, 0UL, 0UL, 0UL);
        var reader = new WireReader(function);
        while (reader.Next())
        {
            if (reader.Field == 2) name = reader.Value;
            else if (reader.Field == 3) system = reader.Value;
            else if (reader.Field == 4) path = reader.Value;
            else if (reader.Field == 5) first = reader.Value;
        }
        var text = tables.Text(file, name);
        return (text.Length > 0 ? text : tables.Text(file, system), tables.Text(file, path), first > int.MaxValue ? 0 : (int)first);
    }

    private readonly string ModuleOf(ulong mapping)
    {
        var position = mapping == 0 ? -1 : tables.Mappings.Find(mapping);
        if (position < 0) return "";
        var reader = new WireReader(tables.Mappings[position].Of(file));
        while (reader.Next())
        {
            if (reader.Field == 5) return tables.Text(file, reader.Value);
        }
        return "";
    }

    private static (ulong Function, int Line) Line(ReadOnlySpan<byte> message)
    {
        var (function, line) = (0UL, 0L);
        var reader = new WireReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1) function = reader.Value;
            else if (reader.Field == 2) line = (long)reader.Value;
        }
        return (function, (int)Math.Clamp(line, 0, int.MaxValue));
    }
}
