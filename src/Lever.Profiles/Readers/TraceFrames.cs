using System.Globalization;
using System.Text;
using System.Text.Json;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>
/// The functions of trace events. Every producer names them its own way:
/// <code>
/// func (/path/file.py:12)       viztracer since 0.15; the line is the definition's
/// /path/file.py(12).func        viztracer before
/// /path/file.py(12): func       PyTorch, category python_function; the definition's line
/// func  + args.filename, line   py-spy; the executed line
/// aten::mm                      anything else is a symbol
/// </code>
/// </summary>
internal sealed class TraceFrames(ProfileBuilder builder)
{
    /// <summary>An event of no function: one that spans the whole trace.</summary>
    public const int Ignored = -1;

    /// <summary>The end of whatever is open.</summary>
    public const int Unnamed = -2;

    private static readonly HashSet<string> DeviceCategories = ["kernel", "gpu_memcpy", "gpu_memset", "gpu_op"];

    private sealed record Known(int Frame, int Function, int Metric, bool IsTraced)
    {
        public long Calls { get; set; }
    }

    private readonly SegmentTable names = new();
    private readonly SegmentTable categories = new();
    private readonly SegmentTable files = new();
    private readonly Dictionary<(int Name, int Category, int File, int Line), int> ids = [];
    private readonly List<Known?> known = [];
    private int device = -1;

    public string Producer { get; private set; } = "";

    public long Calls { get; private set; }

    private int Time { get; } = builder.AddMetric(new Metric("time", MetricUnit.Seconds, MetricKind.WallTime));

    public int FrameOf(int id) => known[id]!.Frame;

    public int MetricOf(int id) => known[id]!.Metric;

    public void CountCall(int id)
    {
        known[id]!.Calls++;
        Calls++;
    }

    /// <summary>The number of an event's name, or <see cref="Unnamed"/>.</summary>
    public int InternName(ReadOnlySpan<byte> json, WireRange name) => name.Length == 0 ? Unnamed : names.Intern(json, name.Start, name.Length);

    /// <summary>The number of an event's function, or <see cref="Ignored"/>.</summary>
    /// <param name="nameId">What <see cref="InternName"/> said of the name.</param>
    public int Intern(ReadOnlySpan<byte> json, int nameId, WireRange name, WireRange category, WireRange file, int line)
    {
        var key = (nameId, categories.Intern(json, category.Start, category.Length),
            file.Length == 0 ? -1 : files.Intern(json, file.Start, file.Length), line);
        if (!ids.TryGetValue(key, out var id))
        {
            id = known.Count;
            known.Add(Resolve(Text(json, name), Text(json, category), Text(json, file), line));
            ids.Add(key, id);
        }
        return known[id] is null ? Ignored : id;
    }

    /// <summary>Traced calls are counted; py-spy's are made up from samples.</summary>
    public void Finish()
    {
        var traced = known.OfType<Known>().Where(entry => entry.IsTraced).GroupBy(entry => entry.Function).OrderBy(group => group.Key).ToArray();
        foreach (var group in traced) builder.AddCalls(group.Key, group.Sum(entry => entry.Calls), -1);
        if (traced.Length > 0 && Producer == "viztracer")
        {
            builder.Warn(ProfileWarningKind.TracingBias,
                "tracing adds about a microsecond a call, so functions with many cheap calls look dearer than they are");
        }
    }

    private Known? Resolve(string name, string category, string file, int line)
    {
        // PyTorch's own spans cover the whole trace.
        if (category == "Trace") return null;
        if (category == "py-spy") Producer = "py-spy";
        else if (category == "FEE") Producer = "viztracer";
        else if (category is "python_function" or "cpu_op") Producer = "PyTorch";
        var (frame, firstLine) = FrameOf(name, file, line);
        if (category == "FEE" && frame.Origin == FunctionOrigin.Native)
            frame = frame with { Name = BuiltinNames.Normalize(name.Trim('[', ']')), Origin = FunctionOrigin.Builtin };
        var function = builder.AddFunction(frame, firstLine);
        var metric = Time;
        if (DeviceCategories.Contains(category))
        {
            if (device < 0) device = builder.AddMetric(new Metric("device time", MetricUnit.Seconds, MetricKind.Unknown));
            metric = device;
        }
        return new Known(builder.AddFrame(function, firstLine > 0 ? 0 : frame.Line), function, metric, category != "py-spy");
    }

    private static (FrameName Frame, int FirstLine) FrameOf(string name, string file, int line)
    {
        if (file.Length > 0) return (FrameText.WithPlace(name, file, line), 0);
        if (TryParenthesizedLine(name, out var frame)) return (frame, frame.Line);
        var parsed = FrameText.Parse(name.Length <= ProfileLimits.Name ? name : name[..ProfileLimits.Name]);
        return (parsed, parsed.Origin == FunctionOrigin.Python ? parsed.Line : 0);
    }

    // /path/file.py(12): func   /path/file.py(12).func
    private static bool TryParenthesizedLine(string name, out FrameName frame)
    {
        frame = default;
        var close = name.IndexOf("): ", StringComparison.Ordinal);
        var behind = close + 3;
        if (close < 0)
        {
            close = name.IndexOf(").", StringComparison.Ordinal);
            behind = close + 2;
        }
        var open = close < 0 ? -1 : name.LastIndexOf('(', close);
        if (open <= 0 || !PathText.IsPython(name.AsSpan(0, open))) return false;
        if (!int.TryParse(name.AsSpan(open + 1, close - open - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var line)) return false;
        var function = name[behind..];
        frame = new FrameName(function, name[..open].Replace('\\', '/'), line, FunctionOrigin.Python, "", function);
        return true;
    }

    // The text stands in the file as JSON spells it.
    private static string Text(ReadOnlySpan<byte> json, WireRange range)
    {
        var text = range.Of(json);
        if (text.Length > 4 * ProfileLimits.Name) text = text[..(4 * ProfileLimits.Name)];
        if (!text.Contains((byte)'\\')) return Encoding.UTF8.GetString(text);
        byte[] quoted = [(byte)'"', .. text, (byte)'"'];
        var reader = new Utf8JsonReader(quoted);
        try
        {
            return reader.Read() ? JsonText.Text(ref reader) : "";
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(text);
        }
    }
}
