using System.Globalization;
using System.Runtime.InteropServices;
using Lever.Experiments.Running;

namespace Lever.Running;

/// <summary>A tool that experiments can use.</summary>
/// <param name="Version">In its own words; null where it is not there.</param>
internal sealed record ToolFact(string Name, string? Path, string? Version);

/// <summary>What is known of this machine; for <c>lever doctor</c>, and kept with every proof.</summary>
/// <param name="Cores">That this process may use.</param>
/// <param name="Processor">Its model; null where the system does not say.</param>
/// <param name="Governor">How the clock frequency is chosen; null where the system does not say, as in most virtual machines.</param>
/// <param name="Load">The mean number of runnable processes over the last minute; null where unknown.</param>
/// <param name="RandomizesAddresses">Null where unknown.</param>
/// <param name="MemoryBytes">Installed; 0 where unknown.</param>
/// <param name="AvailableBytes">To be had without swapping; 0 where unknown.</param>
/// <param name="CpuQuota">The cores' worth of time that a container may use; null where there is no bound.</param>
/// <param name="MemoryLimitBytes">What a container may use; null where there is no bound.</param>
/// <param name="Virtualization">What kind of machine this is no real one of; null where nothing says so.</param>
/// <param name="Counters">Whether the processor counts instructions for us, or why not.</param>
internal sealed record HostFacts(
    string System, string Architecture, int Cores, string? Processor, string? Governor, double? Load, bool? RandomizesAddresses,
    long MemoryBytes, long AvailableBytes, double? CpuQuota, long? MemoryLimitBytes, string? Virtualization,
    NetworkCut Network, Witness Counters, IReadOnlyList<ToolFact> Tools)
{
    private static readonly (string Name, string Argument)[] tools =
    [
        ("git", "--version"), ("perf", "--version"), ("valgrind", "--version"), ("py-spy", "--version"), ("hyperfine", "--version"),
        ("cargo", "--version"), ("rustc", "--version"), ("maturin", "--version"), ("uv", "--version"), ("gcc", "--version"), ("gdb", "--version"),
        ("unshare", "--version"), ("taskset", "--version"),
    ];

    /// <param name="path">The PATH to find tools on.</param>
    /// <param name="home">A folder for temporary files.</param>
    public static HostFacts Gather(IProcessRunner runner, string path, string home)
    {
        var memory = MemoryInfo();
        return new HostFacts(
            RuntimeInformation.OSDescription, RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(), Environment.ProcessorCount,
            ProcessorModel(), Line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"), LoadNow(), Line("/proc/sys/kernel/randomize_va_space") is { } space ? space != "0" : null,
            memory.GetValueOrDefault("MemTotal"), memory.GetValueOrDefault("MemAvailable"), CpuQuotaOfContainer(), MemoryLimitOfContainer(), VirtualizationKind(),
            NetworkCut.OfThisSystem, CountersOf(runner, path, home), [.. tools.Select(tool => Tooling(tool.Name, tool.Argument, path))]);
    }

    /// <summary>The load of now; it changes while an experiment runs.</summary>
    public static double? LoadNow() =>
        Line("/proc/loadavg")?.Split(' ') is [var first, ..] && double.TryParse(first, NumberStyles.Float, CultureInfo.InvariantCulture, out var load) ? load : null;

    private static ToolFact Tooling(string name, string argument, string path)
    {
        if (Executables.Find(name, Path.GetTempPath(), path) is not { } file) return new ToolFact(name, null, null);
        var answer = Tool.Run(file, [argument], TimeSpan.FromSeconds(5));
        var line = answer.Output.Split('\n')[0].Trim();
        // A stand-in whose program is not installed is found, but has nothing to say.
        return answer.Succeeded && line.Length > 0 ? new ToolFact(name, file, line) : new ToolFact(name, null, null);
    }

    private static Witness CountersOf(IProcessRunner runner, string path, string home)
    {
        if (Executables.Find("perf", home, path) is null) return Witness.Silent("perf is not installed");
        var variables = CleanEnvironment.Of([new("PATH", path)], home);
        var limits = new Limits(TimeSpan.FromSeconds(10), 0);
        return Witnesses.PerfInstructions(runner, new ProcessRequest("true", [], home, variables, limits, Network: true, Pipes: false), home);
    }

    private static string? ProcessorModel()
    {
        foreach (var line in Lines("/proc/cpuinfo"))
            if (line.StartsWith("model name", StringComparison.Ordinal) && line.Split(':', 2) is [_, var model]) return model.Trim();
        return Line("/sys/firmware/devicetree/base/model")?.TrimEnd('\0');
    }

    private static Dictionary<string, long> MemoryInfo()
    {
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in Lines("/proc/meminfo"))
            if (line.Split([':', ' '], StringSplitOptions.RemoveEmptyEntries) is [var name, var kilobytes, ..] && long.TryParse(kilobytes, CultureInfo.InvariantCulture, out var count)) found[name] = count << 10;
        return found;
    }

    private static double? CpuQuotaOfContainer()
    {
        if (Line(InControlGroup("cpu.max"))?.Split(' ') is [var quota, var period] && Number(quota) is { } used && Number(period) is > 0 and var whole) return used / whole;
        return Number(Line("/sys/fs/cgroup/cpu/cpu.cfs_quota_us")) is > 0 and var old && Number(Line("/sys/fs/cgroup/cpu/cpu.cfs_period_us")) is > 0 and var time ? old / time : null;
    }

    private static long? MemoryLimitOfContainer()
    {
        var limit = Number(Line(InControlGroup("memory.max"))) ?? Number(Line("/sys/fs/cgroup/memory/memory.limit_in_bytes"));
        // The old interface writes a number near the largest where there is no bound.
        return limit is { } bytes && bytes < 1L << 60 ? (long)bytes : null;
    }

    /// <summary>Of this process' own group (cgroups(7)); in a container the group looks like the root.</summary>
    private static string InControlGroup(string name)
    {
        var own = Lines("/proc/self/cgroup").FirstOrDefault(line => line.StartsWith("0::", StringComparison.Ordinal))?[3..].TrimStart('/') ?? "";
        var file = Path.Combine("/sys/fs/cgroup", own, name);
        return File.Exists(file) ? file : Path.Combine("/sys/fs/cgroup", name);
    }

    private static string? VirtualizationKind()
    {
        if (File.Exists("/.dockerenv")) return "a Docker container";
        if (File.Exists("/run/.containerenv")) return "a Podman container";
        if (Line("/sys/hypervisor/type") is { } hypervisor) return $"a virtual machine ({hypervisor})";
        if (Line("/proc/sys/kernel/osrelease") is { } release && release.Contains("microsoft", StringComparison.OrdinalIgnoreCase)) return "WSL";
        var isVirtual = Lines("/proc/cpuinfo").Any(line => line.StartsWith("flags", StringComparison.Ordinal) && line.Split(' ').Contains("hypervisor"));
        return isVirtual ? $"a virtual machine{(Line("/sys/class/dmi/id/sys_vendor") is { Length: > 0 } vendor ? $" ({vendor})" : "")}" : null;
    }

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Line(string file) => Lines(file).FirstOrDefault();

    private static string[] Lines(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllLines(file) : [];
        }
        catch (Exception trouble) when (Workspace.Trouble.IsExpected(trouble))
        {
            return [];
        }
    }
}
