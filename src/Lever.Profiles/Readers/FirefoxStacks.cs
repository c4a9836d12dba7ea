using System.Globalization;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>Resolves the tables of a Firefox profile into stacks.</summary>
internal sealed class FirefoxStacks(FirefoxProfile profile, ProfileBuilder builder)
{
    private const double MostUnnamed = 0.5;

    private readonly bool hasCpu = profile.CpuUnit > 0 && profile.Threads.Any(thread => thread.Samples.Cpu.Any(delta => delta > 0));
    private readonly List<int> chain = [];
    private long unlisted;
    private int unnamed;
    private int named;

    /// <summary>The tables a thread's samples refer to, and what they became. Shared ones are resolved once.</summary>
    private sealed class Resolved(FirefoxTables own, FirefoxTables shared, List<string> libraries)
    {
        // Strings came to be shared before the tables did.
        public FirefoxTables Tables { get; } = own.StackFrames.Count > 0 ? own : shared;

        public List<string> Strings { get; } = own.Strings.Count > 0 ? own.Strings : shared.Strings;

        public List<int> Sources { get; } = own.SourceFiles.Count > 0 ? own.SourceFiles : shared.SourceFiles;

        public List<string> Libraries { get; } = libraries;

        public int[] Frames { get; } = new int[(own.StackFrames.Count > 0 ? own : shared).FrameFunctions.Count];

        /// <summary>The node of each stack below the root named beside it.</summary>
        public (int Root, int Node)[] Nodes { get; } = new (int, int)[(own.StackFrames.Count > 0 ? own : shared).StackFrames.Count];
    }

    public void Add()
    {
        // Where the processor's time is known it tells more than the number of samples, among which are waiting ones.
        var cpu = hasCpu ? builder.AddMetric(new Metric("cpu time", MetricUnit.Seconds, MetricKind.CpuTime)) : -1;
        Resolved? shared = null;
        foreach (var thread in profile.Threads)
        {
            var libraries = thread.Libraries.Count > 0 ? thread.Libraries : profile.Libraries;
            var usesShared = thread.Tables.StackFrames.Count == 0 && thread.Tables.Strings.Count == 0;
            var tables = usesShared
                ? shared ??= new Resolved(profile.Shared, profile.Shared, profile.Libraries)
                : new Resolved(thread.Tables, profile.Shared, libraries);
            var name = thread.Id.Length > 0 ? $"{thread.Name} {thread.Id}" : thread.Name;
            var root = builder.Root(builder.AddThread(name));
            Add(thread.Samples, MetricOf(thread.Samples.WeightType), cpu, tables, root);
            if (thread.Allocations.Stacks.Count > 0) Add(thread.Allocations, MetricOf("bytes"), -1, tables, root);
        }
        if (unlisted > 0) builder.Problem(ProfilePlace.File, $"{unlisted} references to stacks, frames or functions that the file does not list");
        if (unnamed > MostUnnamed * (named + unnamed))
        {
            builder.Warn(ProfileWarningKind.SymbolsMissing, "most functions are bare addresses, as samply saves them; "
                + "open the file with `samply load FILE` and save it there with symbols, or record with perf and pass the text of `perf script`");
        }
    }

    private (Metric Metric, double Scale) MetricOf(string weightType) => weightType switch
    {
        "bytes" => (new Metric("allocated", MetricUnit.Bytes, MetricKind.AllocatedBytes), 1),
        "tracing-ms" => (new Metric("time", MetricUnit.Seconds, MetricKind.WallTime), 1e-3),
        _ => (new Metric("samples", MetricUnit.Samples, MetricKind.Time), 1),
    };

    private void Add(FirefoxSamples samples, (Metric Metric, double Scale) weight, int cpu, Resolved tables, int root)
    {
        if (samples.Stacks.Count == 0) return;
        var metric = builder.AddMetric(weight.Metric);
        for (var i = 0; i < samples.Stacks.Count; i++)
        {
            var stack = samples.Stacks[i];
            if (stack < 0) continue;
            var amount = i < samples.Weights.Count ? samples.Weights[i] : 1;
            // Memory that is freed counts negative; only what is allocated is of use here.
            if (weight.Metric.Unit == MetricUnit.Bytes && amount < 0) continue;
            var node = NodeOf(stack, tables, root);
            builder.Add(node, metric, amount * weight.Scale);
            var delta = cpu >= 0 && i < samples.Cpu.Count ? samples.Cpu[i] : 0;
            if (delta > 0) builder.Add(node, cpu, delta * profile.CpuUnit);
            if (cpu >= 0 ? delta > 0 : metric == 0 && weight.Metric.Unit == MetricUnit.Samples) builder.CountSamples(1);
        }
    }

    private int NodeOf(int stack, Resolved resolved, int root)
    {
        var tables = resolved.Tables;
        chain.Clear();
        while (stack >= 0 && stack < resolved.Nodes.Length && resolved.Nodes[stack].Root != root + 1)
        {
            chain.Add(stack);
            stack = tables.ParentOf(stack);
        }
        if (stack >= resolved.Nodes.Length) unlisted++;
        var node = stack < 0 || stack >= resolved.Nodes.Length ? root : resolved.Nodes[stack].Node;
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            node = builder.Child(node, FrameOf(tables.StackFrames[chain[i]], resolved));
            resolved.Nodes[chain[i]] = (root + 1, node);
        }
        return node;
    }

    private int FrameOf(int frame, Resolved resolved)
    {
        if ((uint)frame >= (uint)resolved.Frames.Length)
        {
            unlisted++;
            return Unknown("");
        }
        if (resolved.Frames[frame] == 0) resolved.Frames[frame] = 1 + AddFrame(frame, resolved);
        return resolved.Frames[frame] - 1;
    }

    private int AddFrame(int frame, Resolved resolved)
    {
        var tables = resolved.Tables;
        var function = tables.FrameFunctions[frame];
        var name = TextAt(resolved.Strings, At(tables.FunctionNames, function));
        if (name.Length == 0) unlisted++;
        var module = TextAt(resolved.Libraries, At(tables.ResourceLibraries, At(tables.FunctionResources, function)));
        if (IsAddress(name))
        {
            unnamed++;
            return Unknown(module);
        }
        named++;
        var source = At(tables.FunctionSources, function);
        var file = TextAt(resolved.Strings, source >= 0 ? At(resolved.Sources, source) : At(tables.FunctionFiles, function));
        if (file.Length == 0) file = PythonFile(TextAt(resolved.Strings, At(tables.ResourceNames, At(tables.FunctionResources, function))));
        var found = FrameText.WithPlace(name, Path(file), Math.Max(0, At(tables.FrameLines, frame)));
        if (found.Origin == FunctionOrigin.Native)
        {
            if (found.Module.Length == 0) found = found with { Module = module };
            if (module.StartsWith("[kernel", StringComparison.Ordinal) || module == "vmlinux") found = found with { Origin = FunctionOrigin.Kernel };
        }
        return builder.AddFrame(builder.AddFunction(found, 0), found.Line);
    }

    private int Unknown(string module) => builder.AddFrame(builder.AddFunction(
        new ProfileFunction("[unknown]", "", 0, FunctionOrigin.Synthetic, module, "[unknown]")), 0);

    // Tachyon names the file of code that is none of the program's as its resource alone.
    private static string PythonFile(string resource) => PathText.IsPython(resource) ? resource : "";

    private static int At(List<int> column, int row) => (uint)row < (uint)column.Count ? column[row] : -1;

    private static string TextAt(List<string> texts, int index) => (uint)index < (uint)texts.Count ? texts[index] : "";

    // 0x1f3a   fun_1f3a
    private static bool IsAddress(string name)
    {
        var digits = name.StartsWith("0x", StringComparison.Ordinal) ? name.AsSpan(2) : name.StartsWith("fun_", StringComparison.Ordinal) ? name.AsSpan(4) : default;
        return !digits.IsEmpty && ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);
    }

    // git:github.com/rust-lang/rust:library/core/src/iter.rs:hash   cargo:index:serde-1.0.1:src/de.rs:
    private static string Path(string file)
    {
        var parts = file.Split(':', 6);
        return parts switch
        {
            ["git" or "hg", _, var path, ..] => path,
            ["cargo", _, var package, var path, ..] => $"{package}/{path}",
            ["s3", _, var path, ..] => path,
            _ => file,
        };
    }
}
