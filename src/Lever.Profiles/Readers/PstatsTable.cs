using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>Turns the dictionary of a pstats file into functions, calls and callers.</summary>
internal ref struct PstatsTable
{
    private const string SampledMark = "__sampled__";
    private const double CheapCall = 1e-6;
    private const long ManyCalls = 100_000;

    private readonly ProfileBuilder builder;
    private readonly ReadOnlySpan<MarshalValue> pairs;
    private readonly bool sampled;
    private readonly int metric;
    private bool manyCheapCalls;
    private bool sawThreads;
    private bool sawGeneratedCode;
    private bool sawRecursion;

    public PstatsTable(ProfileBuilder builder, ReadOnlySpan<MarshalValue> pairs)
    {
        this.builder = builder;
        this.pairs = pairs;
        for (var i = 0; i < pairs.Length; i += 2) sampled |= IsSampledMark(pairs[i]);
        metric = builder.AddMetric(sampled
            ? new Metric("sampled time", MetricUnit.Seconds, MetricKind.Time)
            : new Metric("time", MetricUnit.Seconds, MetricKind.Time));
        builder.WrittenBy(sampled ? "Tachyon" : "");
        if (sampled) builder.TotalsAreSumsOfLines();
    }

    public void Fill()
    {
        var misshapen = 0;
        for (var i = 0; i < pairs.Length; i += 2)
        {
            if (IsSampledMark(pairs[i])) continue;
            if (!TryRow(pairs[i], pairs[i + 1])) misshapen++;
        }
        if (misshapen > 0)
            builder.Problem(ProfilePlace.File, $"{misshapen} entries are not those of a pstats file; they are left out");
        Warn();
    }

    private readonly void Warn()
    {
        if (sampled && sawRecursion) TachyonMetrics.WarnOfRecursion(builder);
        if (sampled) return;
        builder.Warn(ProfileWarningKind.ClockUnknown,
            "pstats files do not name their clock; cProfile's is wall time unless the program chose another");
        if (manyCheapCalls)
        {
            builder.Warn(ProfileWarningKind.TracingBias,
                "tracing adds up to a microsecond a call, so functions with many cheap calls look dearer than they are");
        }
        if (sawThreads)
        {
            builder.Warn(ProfileWarningKind.ThreadsMerged,
                "the program has threads; cProfile sees only one of them before Python 3.12, and mixes their callers after");
        }
        if (sawGeneratedCode)
        {
            builder.Warn(ProfileWarningKind.LabelCollision,
                "generated functions share one label (`<string>`), so the time of some may be lost");
        }
    }

    private bool TryRow(MarshalValue key, MarshalValue value)
    {
        var row = value.Items;
        if (value.Kind != MarshalKind.Tuple || row.Length != 5 || !TryPlace(key, out var place)) return false;
        for (var i = 0; i < 4; i++)
        {
            if (!row[i].IsNumber) return false;
        }
        if (row[4].Kind != MarshalKind.Dictionary) return false;
        var function = AddFunction(place);
        var (primitive, calls) = (Count(row[0]), Count(row[1]));
        var (self, total) = (row[2].AsReal, row[3].AsReal);
        builder.AddRow(function, metric, self, total);
        if (sampled)
        {
            builder.CountSamples(primitive);
            builder.AddLine(new LineRow(function, place.Line, metric, self, total));
        }
        else
        {
            builder.AddCalls(function, calls, primitive);
            manyCheapCalls |= calls > ManyCalls && self < calls * CheapCall;
            sawThreads |= place.File.EndsWith("threading.py", StringComparison.Ordinal) && place.Name == "_bootstrap_inner";
            sawGeneratedCode |= place.File == "<string>" && place.Name != PythonNames.Module;
        }
        AddCallers(function, row[4].Items);
        return true;
    }

    // cProfile gives four numbers of the calls from one caller, profile only their count; Tachyon either, as samples.
    private void AddCallers(int function, ReadOnlySpan<MarshalValue> callers)
    {
        for (var i = 0; i + 1 < callers.Length; i += 2)
        {
            if (!TryPlace(callers[i], out var place)) continue;
            var caller = AddFunction(place);
            sawRecursion |= caller == function;
            var value = callers[i + 1];
            if (value.Kind == MarshalKind.Tuple && value.Items.Length == 4)
            {
                var numbers = value.Items;
                builder.AddEdge(new CallEdge(caller, function, metric, sampled ? -1 : Count(numbers[0]),
                    numbers[2].AsReal, numbers[3].AsReal));
            }
            else if (value.IsNumber)
            {
                builder.AddEdge(new CallEdge(caller, function, metric, sampled ? -1 : Count(value), 0, 0));
            }
        }
    }

    private readonly record struct Place(string File, int Line, string Name);

    private static bool TryPlace(MarshalValue key, out Place place)
    {
        place = default;
        var parts = key.Items;
        if (key.Kind != MarshalKind.Tuple || parts.Length != 3 || !parts[0].IsText || parts[1].Kind != MarshalKind.Integer) return false;
        // The pure-Python profile names the whole program by a code object.
        var name = parts[2].Kind == MarshalKind.Code ? "<code>" : parts[2].AsText;
        if (parts[2].Kind is not (MarshalKind.Code or MarshalKind.Text)) return false;
        place = new Place(parts[0].AsText, (int)Math.Clamp(parts[1].AsInteger, 0, int.MaxValue), name);
        return true;
    }

    // A sampled file has a row for each executed line, so its line says nothing about where the function begins.
    private readonly int AddFunction(Place place)
    {
        if (sampled && place.File == "<task>") return builder.AddFunction(FrameText.Task(place.Name), 0);
        var origin = OriginOf(place);
        var isBuiltin = origin == FunctionOrigin.Builtin;
        return builder.AddFunction(new ProfileFunction(
            isBuiltin ? BuiltinNames.Normalize(place.Name) : place.Name,
            isBuiltin || place.File == "~" ? "" : place.File.Replace('\\', '/'),
            sampled ? 0 : place.Line, origin, "", place.Name));
    }

    private static FunctionOrigin OriginOf(Place place)
    {
        if (place is { File: "profile", Line: 0 } || FrameText.IsSynthetic(place.Name)) return FunctionOrigin.Synthetic;
        return place.File is "~" or "" ? FunctionOrigin.Builtin : FunctionOrigin.Python;
    }

    private static bool IsSampledMark(MarshalValue key) =>
        key.Kind == MarshalKind.Tuple && key.Items.Length == 1 && key.Items[0].AsText == SampledMark;

    // Exporters without call counts write -1.
    private static long Count(MarshalValue value) => value.Kind == MarshalKind.Integer ? Math.Max(-1, value.AsInteger) : -1;
}
