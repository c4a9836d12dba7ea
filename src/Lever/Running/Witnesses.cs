using System.Globalization;
using Lever.Experiments.Running;

namespace Lever.Running;

/// <summary>What a second witness says.</summary>
/// <param name="Value">Null where it says nothing.</param>
/// <param name="Problem">Why it says nothing, in a sentence; null where it does.</param>
internal readonly record struct Witness(double? Value, string? Problem)
{
    public static Witness Of(double value) => new(value, null);

    public static Witness Silent(string problem) => new(null, problem);
}

/// <summary>Counts of instructions for a whole process and its children, which vary far less than times do.</summary>
internal static class Witnesses
{
    /// <summary>By valgrind's callgrind: a simulated processor, about fifty times slower, that needs no permission.</summary>
    /// <param name="request">What to run; its limits hold for the run under the tool.</param>
    /// <param name="home">A folder for the tool's files.</param>
    public static Witness CallgrindInstructions(IProcessRunner runner, ProcessRequest request, string home)
    {
        // A file for each process, and one for each program that a process becomes. It may have no more address space than it likes: it needs several times the program's.
        var name = $"callgrind-{Guid.NewGuid():N}";
        string[] tool = ["--tool=callgrind", "--trace-children=yes", $"--callgrind-out-file={Path.Combine(home, name)}.%p", "--log-file=/dev/null"];
        var outcome = Run(runner, request with { FileName = "valgrind", Arguments = [.. tool, "--", request.FileName, .. request.Arguments], Limits = request.Limits with { MemoryBytes = 0 } });
        if (outcome.End != ProcessEnd.Exited) return Witness.Silent($"valgrind: {outcome.Problem}");
        var total = 0.0;
        var files = Directory.GetFiles(home, name + ".*");
        foreach (var file in files)
        {
            foreach (var line in File.ReadLines(file))
                if ((line.StartsWith("summary:", StringComparison.Ordinal) || line.StartsWith("totals:", StringComparison.Ordinal)) && Last(line) is { } count)
                {
                    total += count;
                    break;
                }
            File.Delete(file);
        }
        return total > 0 ? Witness.Of(total) : Witness.Silent($"callgrind wrote no counts{Because(outcome)}");
    }

    /// <summary>By the processor's own counters, through perf: in user space, all children included.</summary>
    /// <inheritdoc cref="CallgrindInstructions" path="/param"/>
    public static Witness PerfInstructions(IProcessRunner runner, ProcessRequest request, string home)
    {
        var file = Path.Combine(home, $"perf-{Guid.NewGuid():N}");
        string[] tool = ["stat", "-x", ";", "-e", "instructions:u", "-o", file, "--"];
        var outcome = Run(runner, request with { FileName = "perf", Arguments = [.. tool, request.FileName, .. request.Arguments] });
        if (outcome.End != ProcessEnd.Exited) return Witness.Silent($"perf: {outcome.Problem}");
        if (!File.Exists(file)) return Witness.Silent($"perf wrote no counts{Because(outcome)}");
        foreach (var line in File.ReadLines(file))
        {
            if (!line.Contains("instructions", StringComparison.Ordinal) || line.Split(';') is not [var count, ..]) continue;
            if (double.TryParse(count, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0) return Witness.Of(value);
            return Witness.Silent($"perf: instructions are {count.Trim('<', '>')} here");
        }
        return Witness.Silent($"perf wrote no counts{Because(outcome)}");
    }

    private static ProcessOutcome Run(IProcessRunner runner, ProcessRequest request)
    {
        using var process = runner.Start(request with { Pipes = false });
        return process.Wait(request.Limits.Time + TimeSpan.FromSeconds(15));
    }

    private static string Because(ProcessOutcome outcome) => LastLine.Of(outcome.Errors.Text) is { } line ? $": {line}" : "";

    private static double? Last(string line) =>
        double.TryParse(line.Split(':', ' ')[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var count) ? count : null;
}
