using System.Globalization;
using System.Text;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>
/// The loop over the lines of <c>perf script</c>. Stacks of one thread share their outer frames, so those that stand there letter
/// for letter as in the stack before are not looked at again.
/// </summary>
internal ref struct PerfScriptStacks(ReadOnlySpan<byte> file, ProfileBuilder builder, PerfScriptSamples samples)
{
    /// <summary>A frame's line and the source's line below it; the length of the latter is 0 where there is none.</summary>
    private readonly record struct FrameLine(int Start, int Length, int SourceStart, int SourceLength);

    /// <summary>The last stack of a thread, from the root.</summary>
    private sealed class Thread(int root)
    {
        public int Root { get; } = root;

        public List<(FrameLine Line, int Node, int Frame)> Path { get; } = [];
    }

    private readonly ReadOnlySpan<byte> file = file;
    private readonly SegmentTable threadNames = new();
    private readonly List<Thread> threads = [];
    private readonly SegmentTable eventNames = new();
    private readonly List<int> events = [];
    private readonly SegmentTable symbols = new();
    private readonly SegmentTable modules = new();
    private readonly SegmentTable sources = new();
    private readonly Dictionary<(int Symbol, int Module, int Source), int> frames = [];

    /// <summary>A symbol of a module is one function, though inlined code may lend some of its addresses another file.</summary>
    private readonly Dictionary<(int Symbol, int Module), (int Function, string File, FrameName Name)> functions = [];
    private readonly List<FrameLine> stack = [];
    private Thread? thread;
    private int eventOf;
    private double period;

    public void ReadLines()
    {
        var start = 0;
        for (long number = 1; start < file.Length; number++)
        {
            var length = file[start..].IndexOf((byte)'\n');
            var next = length < 0 ? file.Length : start + length + 1;
            var line = file[start..(length < 0 ? next : next - 1)];
            if (line.EndsWith("\r"u8)) line = line[..^1];
            ReadLine(line, start, number);
            start = next;
        }
        EndSample();
    }

    private void ReadLine(ReadOnlySpan<byte> line, int start, long number)
    {
        if (line.IsEmpty || line[0] == '#')
        {
            // Some perf builds leave an empty line between a sample and its frames.
            if (stack.Count > 0) EndSample();
            return;
        }
        if (thread is not null && PerfScriptLine.TryFrame(line, out _))
        {
            stack.Add(new FrameLine(start, line.Length, 0, 0));
            return;
        }
        if (PerfScriptLine.TryEvent(line, out var found))
        {
            EndSample();
            Begin(found, start, line.Length);
            return;
        }
        if (line[0] is (byte)' ' or (byte)'\t')
        {
            // What other fields print below a frame is of no use here, but for its source.
            if (stack.Count > 0 && IsSource(line)) stack[^1] = stack[^1] with { SourceStart = start, SourceLength = line.Length };
            return;
        }
        if (samples.Notice(line)) return;
        builder.Problem(ProfilePlace.Line(number), "the line is neither a sample of perf script nor a frame");
    }

    private void Begin(PerfEvent found, int start, int length)
    {
        var id = threadNames.Intern(file, start + found.ThreadStart, found.ThreadLength);
        if (id == threads.Count)
        {
            var name = Encoding.UTF8.GetString(file.Slice(start + found.ThreadStart, found.ThreadLength));
            threads.Add(new Thread(builder.Root(builder.AddThread(string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries))))));
        }
        thread = threads[id];
        eventOf = eventNames.Intern(file, start + found.EventStart, found.EventLength);
        if (eventOf == events.Count)
            events.Add(samples.AddEvent(Encoding.UTF8.GetString(file.Slice(start + found.EventStart, found.EventLength)), found.Period >= 0));
        period = found.Period;
        if (found.FrameStart >= 0) stack.Add(new FrameLine(start + found.FrameStart, length - found.FrameStart, 0, 0));
    }

    private void EndSample()
    {
        if (thread is null) return;
        var path = thread.Path;
        var shared = 0;
        while (shared < path.Count && shared < stack.Count && IsSame(path[shared].Line, stack[^(shared + 1)])) shared++;
        path.RemoveRange(shared, path.Count - shared);
        var node = shared == 0 ? thread.Root : path[^1].Node;
        for (var i = stack.Count - 1 - shared; i >= 0; i--)
        {
            var frame = FrameOf(i);
            node = builder.Child(node, frame);
            path.Add((stack[i], node, frame));
        }
        if (stack.Count == 0) node = builder.Child(node, samples.NoStack);
        var outermost = path.Count == 0 ? -1 : path[0].Frame;
        samples.Add(events[eventOf], period, node, path.Count, outermost, path.Count > 1 ? path[1].Frame : outermost);
        stack.Clear();
        thread = null;
    }

    private readonly bool IsSame(FrameLine a, FrameLine b) =>
        a.Length == b.Length && a.SourceLength == b.SourceLength
        && file.Slice(a.Start, a.Length).SequenceEqual(file.Slice(b.Start, b.Length))
        && file.Slice(a.SourceStart, a.SourceLength).SequenceEqual(file.Slice(b.SourceStart, b.SourceLength));

    private readonly int FrameOf(int position)
    {
        var at = stack[position];
        PerfScriptLine.TryFrame(file.Slice(at.Start, at.Length), out var parts);
        var owner = at;
        var module = parts;
        // An inlined function stands before the function it was inlined into, whose module is its own.
        for (var i = position + 1; i < stack.Count && IsInlined(owner, module); i++)
        {
            builder.ShowsInlined = true;
            owner = stack[i];
            PerfScriptLine.TryFrame(file.Slice(owner.Start, owner.Length), out module);
            if (i - position > 64) break;
        }
        var key = (Symbol: symbols.Intern(file, at.Start + parts.NameStart, parts.NameLength),
            Module: modules.Intern(file, owner.Start + module.ModuleStart, module.ModuleLength),
            Source: at.SourceLength == 0 ? -1 : sources.Intern(file, at.SourceStart, at.SourceLength));
        if (frames.TryGetValue(key, out var frame)) return frame;
        var source = Encoding.UTF8.GetString(file.Slice(at.SourceStart, at.SourceLength));
        var (path, line) = SourceOf(source);
        var symbol = (key.Symbol, key.Module);
        if (!functions.TryGetValue(symbol, out var known))
        {
            known = FunctionOf(
                Encoding.UTF8.GetString(file.Slice(at.Start + parts.NameStart, Math.Min(parts.NameLength, ProfileLimits.Name))),
                Encoding.UTF8.GetString(file.Slice(owner.Start + module.ModuleStart, module.ModuleLength)), path);
            functions.Add(symbol, known);
        }
        var hasLine = known.Name.Origin != FunctionOrigin.Python && path == known.File;
        frame = builder.AddFrame(known.Function, hasLine ? line : 0);
        samples.Judge(frame, known.Name);
        frames.Add(key, frame);
        return frame;
    }

    private readonly bool IsInlined(FrameLine line, PerfFrame parts) =>
        file.Slice(line.Start + parts.ModuleStart, parts.ModuleLength).SequenceEqual("inlined"u8);

    private readonly (int Function, string File, FrameName Name) FunctionOf(string symbol, string module, string path)
    {
        var name = FrameText.Parse(symbol);
        if (name.Origin != FunctionOrigin.Python)
        {
            if (IsKernel(module) && name.Origin != FunctionOrigin.Synthetic) name = name with { Origin = FunctionOrigin.Kernel };
            if (name.Module.Length == 0 && module is not ("[unknown]" or "inlined")) name = name with { Module = module };
            if (path.Length > 0) name = name with { File = path };
        }
        return (builder.AddFunction(name, 0), path, name);
    }

    private static bool IsKernel(string module) =>
        (module.StartsWith('[') && module is not ("[unknown]" or "[vdso]" or "[vsyscall]" or "[heap]" or "[stack]" or "[anon]"))
        || module.EndsWith(".ko", StringComparison.Ordinal) || module.EndsWith("/vmlinux", StringComparison.Ordinal);

    private static bool IsSource(ReadOnlySpan<byte> line)
    {
        if (line.EndsWith(" (inlined)"u8)) line = line[..^10];
        var colon = line.LastIndexOf((byte)':');
        return colon > 1 && colon + 1 < line.Length && !line[(colon + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    private static (string File, int Line) SourceOf(string source)
    {
        var text = source.AsSpan().Trim();
        if (text.EndsWith(" (inlined)")) text = text[..^10];
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var line)) return ("", 0);
        return (text[..colon].ToString(), line);
    }
}
