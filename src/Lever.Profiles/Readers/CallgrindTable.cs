using System.Runtime.CompilerServices;
using System.Text;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>
/// Fills a profile from callgrind's lines, which cachegrind's are a part of: specified by valgrind's manual, "Callgrind Format
/// Specification". A line <c>calls=</c> says that the costs of the next line are those of a call, with all it did.
/// </summary>
internal sealed class CallgrindTable(ProfileBuilder builder)
{
    /// <summary>Events of one file; callgrind has fewer than twenty.</summary>
    private const int MaxEvents = 32;

    private readonly Dictionary<long, string> objects = [];
    private readonly Dictionary<long, string> files = [];
    private readonly Dictionary<long, string> names = [];
    private readonly Dictionary<(string Name, string File, string Module), int> known = new(new SameTexts());
    private readonly List<int> metrics = [];
    private readonly List<(double[] Self, double[] Total)> costs = [];
    private bool hasAddresses;
    private bool hasLines = true;
    private string library = "";
    private string calledLibrary = "";
    private string file = "";
    private string lineFile = "";
    private string calledFile = "";
    private int function = -1;
    private int called = -1;
    private long calls = -1;
    private long address;
    private long line;

    public void Take(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] == '#') return;
        if (CostLine.IsOne(text)) TakeCosts(text);
        else if (text.IndexOfAny((byte)'=', (byte)':') is > 0 and var at && text[at] == '=') TakeName(text[..at], text[(at + 1)..]);
        else if (text.StartsWith("events:"u8)) TakeEvents(text[7..]);
        else if (text.StartsWith("positions:"u8)) (hasAddresses, hasLines) = (text.IndexOf("instr"u8) >= 0, text.IndexOf("line"u8) >= 0);
        else if (text.StartsWith("creator:"u8)) builder.WrittenBy(Encoding.UTF8.GetString(text[8..]).Trim());
    }

    public void Finish()
    {
        if (metrics.Count == 0) builder.Problem(ProfilePlace.File, "the file does not name its events");
        var sums = new double[metrics.Count];
        foreach (var (self, _) in costs)
        {
            for (var i = 0; i < sums.Length; i++) sums[i] += self[i];
        }
        for (var f = 0; f < costs.Count; f++)
        {
            // In a cycle of functions the calls add up to more than there is.
            for (var i = 0; i < sums.Length; i++) builder.AddRow(f, metrics[i], costs[f].Self[i], Math.Min(costs[f].Total[i], sums[i]));
        }
    }

    private void TakeEvents(ReadOnlySpan<byte> text)
    {
        // Parts of one run follow each other in a file, and each names the events again.
        if (metrics.Count > 0 || costs.Count > 0) return;
        foreach (var name in Encoding.UTF8.GetString(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MaxEvents))
        {
            var metric = builder.AddMetric(new Metric(name == "Ir" ? "instructions" : name, MetricUnit.Count, MetricKind.Unknown));
            if (!metrics.Contains(metric)) metrics.Add(metric);
        }
    }

    private void TakeName(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.SequenceEqual("fn"u8)) (function, lineFile) = (Function(Name(names, value), file, library), file);
        else if (key.SequenceEqual("fl"u8)) (file, lineFile) = (Name(files, value), Name(files, value));
        else if (key.SequenceEqual("fi"u8) || key.SequenceEqual("fe"u8)) lineFile = Name(files, value);
        else if (key.SequenceEqual("ob"u8)) (library, calledLibrary) = (Name(objects, value), Name(objects, value));
        else if (key.SequenceEqual("cob"u8)) calledLibrary = Name(objects, value);
        else if (key.SequenceEqual("cfi"u8) || key.SequenceEqual("cfl"u8)) calledFile = Name(files, value);
        else if (key.SequenceEqual("cfn"u8))
        {
            // A call inside the same file or object names neither.
            called = Function(Name(names, value), calledFile == "" ? lineFile : calledFile, calledLibrary == "" ? library : calledLibrary);
            (calledFile, calledLibrary) = ("", "");
        }
        else if (key.SequenceEqual("calls"u8))
        {
            var count = new CostLine(value);
            calls = (long)Math.Max(0, count.Cost());
        }
    }

    private void TakeCosts(ReadOnlySpan<byte> text)
    {
        var numbers = new CostLine(text);
        if (hasAddresses) address = numbers.Position(address);
        if (hasLines) line = numbers.Position(line);
        var isCall = calls >= 0;
        if (function >= 0 && metrics.Count > 0)
        {
            var (self, total) = costs[function];
            var first = 0.0;
            for (var i = 0; i < metrics.Count; i++)
            {
                var cost = Math.Clamp(numbers.Cost(), 0, ProfileLimits.Weight);
                if (i == 0) first = cost;
                if (!isCall) self[i] += cost;
                // What a function does when it calls itself is in the costs of the call around it.
                if (!isCall || called != function) total[i] += cost;
            }
            if (isCall && called >= 0)
            {
                builder.AddEdge(new CallEdge(function, called, metrics[0], calls, 0, first));
                builder.AddCalls(called, calls, called == function ? 0 : calls);
            }
            // Code inlined from another file is none of this function's lines.
            if (line is > 0 and <= int.MaxValue && lineFile == file && first > 0)
                builder.AddLine(new LineRow(function, (int)line, metrics[0], isCall ? 0 : first, first));
        }
        (calls, called) = (-1, isCall ? -1 : called);
    }

    // `(7) name` gives a name its number, `(7)` is the name of that number.
    private static string Name(Dictionary<long, string> table, ReadOnlySpan<byte> value)
    {
        var close = value.IndexOf((byte)')');
        if (value.IsEmpty || value[0] != '(' || close < 2 || value[1..close].IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
            return Encoding.UTF8.GetString(value);
        var number = new CostLine(value[1..close]);
        var id = (long)number.Cost();
        var rest = value[(close + 1)..].TrimStart((byte)' ');
        if (rest.IsEmpty) return table.GetValueOrDefault(id, "");
        return table[id] = Encoding.UTF8.GetString(rest);
    }

    /// <summary>Numbered names are the same objects each time, so that it need not be asked what they say.</summary>
    private sealed class SameTexts : IEqualityComparer<(string Name, string File, string Module)>
    {
        public bool Equals((string Name, string File, string Module) a, (string Name, string File, string Module) b) =>
            ReferenceEquals(a.Name, b.Name) && ReferenceEquals(a.File, b.File) && ReferenceEquals(a.Module, b.Module);

        public int GetHashCode((string Name, string File, string Module) texts) =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(texts.Name), RuntimeHelpers.GetHashCode(texts.File), RuntimeHelpers.GetHashCode(texts.Module));
    }

    private int Function(string name, string path, string module)
    {
        if (known.TryGetValue((name, path, module), out var found)) return found;
        found = Added(name, path, module);
        // Names without numbers are new objects each time, and need not be kept.
        if (known.Count < ProfileLimits.Functions) known.Add((name, path, module), found);
        return found;
    }

    private int Added(string name, string path, string module)
    {
        var place = path == "???" ? "" : path.Replace('\\', '/');
        var origin = PathText.IsPython(place) ? FunctionOrigin.Python : FunctionOrigin.Native;
        var plain = WithoutLevel(name);
        var id = builder.AddFunction(new ProfileFunction(plain, place, 0, origin, module, name == plain ? name : plain));
        while (costs.Count <= id) costs.Add((new double[metrics.Count], new double[metrics.Count]));
        return id;
    }

    // Levels of recursion are told apart by a number behind a quote: `fib'2`.
    private static string WithoutLevel(string name)
    {
        var quote = name.LastIndexOf('\'');
        return quote > 0 && quote < name.Length - 1 && name.AsSpan()[(quote + 1)..].IndexOfAnyExceptInRange('0', '9') < 0 ? name[..quote] : name;
    }
}
