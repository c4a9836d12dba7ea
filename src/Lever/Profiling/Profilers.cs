using System.Globalization;
using Lever.Running;

namespace Lever.Profiling;

/// <summary>A way to record a program.</summary>
/// <param name="Command">The profiler with the program.</param>
/// <param name="Environment">Variables that it needs.</param>
/// <param name="Raw">What the command writes; absolute.</param>
/// <param name="Extension">Of the profile.</param>
/// <param name="Convert">The command that makes the profile, where what is written is none that Lever reads.</param>
/// <param name="Converted">What that command writes; null where it prints it.</param>
internal sealed record Recording(
    IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Environment, string Raw, string Extension, IReadOnlyList<string>? Convert = null, string? Converted = null);

/// <summary>What a recording is made for.</summary>
/// <param name="Folder">A temporary one.</param>
/// <param name="Find">Finds a program on the path.</param>
internal sealed record RecordingRequest(RecordedCommand Program, int Hertz, string Folder, Func<string, string?> Find);

/// <summary>A profiler that `profile run` can drive.</summary>
/// <param name="Name">As users name it.</param>
/// <param name="Kind">Of the programs that it is for.</param>
/// <param name="Install">How to get it.</param>
/// <param name="Plan">Null where it is not installed.</param>
internal sealed record Profiler(string Name, ProgramKind Kind, string Measures, string Install, Func<RecordingRequest, Recording?> Plan);

/// <summary>The profilers, best first for each kind of program.</summary>
internal static class Profilers
{
    private static readonly Dictionary<string, string> nothing = [];

    /// <summary>Samples of machine code a second: no multiple of what timers beat with.</summary>
    private const int NativeHertz = 997;

    public static IReadOnlyList<Profiler> All { get; } =
    [
        new("py-spy", ProgramKind.Python, "CPU time of Python stacks", "pip install py-spy", request => request.Find("py-spy") is { } tool
            ? new Recording([tool, "record", "--format", "speedscope", "--rate", Text(request.Hertz), "--output", In(request, "profile.json"), "--", .. request.Program.Words], nothing, In(request, "profile.json"), ".speedscope.json") : null),
        new("sampler", ProgramKind.Python, "CPU and wall time of Python stacks", "comes with Lever", Sampler),
        new("cProfile", ProgramKind.Python, "time and calls of every function, slowed down by tracing", "comes with Python", request =>
            request.Program.Script[0] == "-c" ? null : new Recording([.. request.Program.Interpreter, "-m", "cProfile", "-o", In(request, "profile.pstats"), .. request.Program.Script], nothing, In(request, "profile.pstats"), ".pstats")),
        new("memray", ProgramKind.Python, "allocations of Python and native stacks", "pip install memray", request => HasModule(request, "memray")
            ? new Recording([.. request.Program.Interpreter, "-m", "memray", "run", "--quiet", "--output", In(request, "memray.bin"), .. request.Program.Script], nothing, In(request, "memray.bin"), ".memray.html",
                [.. request.Program.Interpreter, "-m", "memray", "flamegraph", "--force", "--output", In(request, "memray.html"), In(request, "memray.bin")], In(request, "memray.html")) : null),
        new("scalene", ProgramKind.Python, "CPU time, copies and memory by line", "pip install scalene", request => HasModule(request, "scalene")
            ? new Recording([.. request.Program.Interpreter, "-m", "scalene", "--json", "--outfile", In(request, "scalene.json"), "--cli", .. request.Program.Script], nothing, In(request, "scalene.json"), ".scalene.json") : null),
        new("perf", ProgramKind.Native, "CPU time of native stacks, the kernel's too", "apt install linux-perf, and let users record: sysctl kernel.perf_event_paranoid=1", Perf),
        new("samply", ProgramKind.Native, "CPU time of native stacks", "cargo install samply", request => request.Find("samply") is { } tool
            ? new Recording([tool, "record", "--save-only", "--unstable-presymbolicate", "--rate", Text(NativeHertz), "--output", In(request, "profile.json.gz"), "--", .. request.Program.Words], nothing, In(request, "profile.json.gz"), ".samply.json.gz") : null),
        new("dhat", ProgramKind.Native, "allocations, their lives and their reads and writes; some thirty times slower", "apt install valgrind", request => request.Find("valgrind") is { } tool
            ? new Recording([tool, "--tool=dhat", "--quiet", $"--dhat-out-file={In(request, "dhat.json")}", .. request.Program.Words], nothing, In(request, "dhat.json"), ".dhat.json") : null),
        new("callgrind", ProgramKind.Native, "instructions and calls, exactly; some fifty times slower", "apt install valgrind", request => request.Find("valgrind") is { } tool
            ? new Recording([tool, "--tool=callgrind", "--quiet", $"--callgrind-out-file={In(request, "callgrind.out")}", .. request.Program.Words], nothing, In(request, "callgrind.out"), ".callgrind.out") : null),
    ];

    private static Recording Sampler(RecordingRequest request)
    {
        const string script = "lever_sampler.py";
        EmbeddedScripts.Write(script, In(request, script));
        return new Recording([.. request.Program.Interpreter, In(request, script), In(request, "profile.pb.gz"), Text(request.Hertz), .. request.Program.Script], nothing, In(request, "profile.pb.gz"), ".pb.gz");
    }

    private static Recording? Perf(RecordingRequest request)
    {
        if (request.Find("perf") is not { } tool) return null;
        // It is there on many machines that do not let it record.
        var data = In(request, "perf.data");
        if (!Tool.Run(tool, ["record", "--quiet", "--output", In(request, "probe.data"), "--", "true"], TimeSpan.FromSeconds(20), request.Folder).Succeeded) return null;
        // Python names its functions to perf from 3.12 on, and keeps frame pointers for it; release builds of others often have none.
        var isPython = request.Program.Kind == ProgramKind.Python;
        return new Recording(
            [tool, "record", "--quiet", "--freq", Text(NativeHertz), "--call-graph", isPython ? "fp" : "dwarf,16384", "--output", data, "--", .. request.Program.Words],
            isPython ? new Dictionary<string, string> { ["PYTHONPERFSUPPORT"] = "1" } : nothing, data, ".perf.txt", [tool, "script", "--no-inline", "--input", data]);
    }

    private static bool HasModule(RecordingRequest request, string module) =>
        Tool.Run(request.Program.Interpreter[0], ["-c", $"import {module}"], TimeSpan.FromSeconds(20), request.Folder).Succeeded;

    private static string In(RecordingRequest request, string name) => Path.Combine(request.Folder, name);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
