using System.ComponentModel;
using System.Diagnostics;
using Lever.Running;

namespace Lever.Profiling;

/// <summary>Runs programs under profilers, with the user's own terminal.</summary>
internal static class Recorder
{
    /// <summary>SIGINT.</summary>
    private const int Interruption = 2;

    /// <summary>Runs to the end. Interruptions reach the program by itself; Lever waits for what it makes of them.</summary>
    /// <param name="output">A file that takes what the command prints; null where it goes where Lever's own does.</param>
    /// <returns>The exit code, or why it did not start.</returns>
    public static (int Code, string? Problem) Run(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string folder, string? output, CancellationToken stop)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardOutput = output is not null };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            using var ending = stop.Register(() => EndSoon(process));
            if (output is not null)
            {
                using var file = File.Create(output);
                process.StandardOutput.BaseStream.CopyTo(file);
            }
            process.WaitForExit();
            return (process.ExitCode, null);
        }
        catch (Win32Exception trouble)
        {
            return (-1, $"{command[0]} cannot be started: {trouble.Message.TrimEnd('.')}");
        }
    }

    /// <summary>An interruption from the terminal reaches the whole group; one by a program reaches Lever alone, and is handed on.</summary>
    private static void EndSoon(Process process)
    {
        if (process.WaitForExit(TimeSpan.FromSeconds(1))) return;
        if (OperatingSystem.IsWindows()) process.Kill(entireProcessTree: true);
        else LinuxCalls.Kill(process.Id, Interruption);
    }

    /// <summary>Builds what a <c>cargo run</c>, <c>bench</c> or <c>test</c> would run, with the names that a profile needs, so that cargo itself is not recorded.</summary>
    /// <returns>The program with its arguments, or why there is none.</returns>
    public static (IReadOnlyList<string>? Command, string? Problem) Build(IReadOnlyList<string> words, string folder, TextWriter error, CancellationToken stop)
    {
        if (words.Count < 2 || Path.GetFileName(words[0]) != "cargo" || words[1] is not ("run" or "r" or "bench" or "test" or "t")) return (words, null);
        var end = words.Skip(2).TakeWhile(word => word != "--").ToList();
        var given = words.Skip(2 + end.Count + 1);
        string[] build = words[1] is "run" or "r" ? ["build"] : [words[1], "--no-run"];
        var listing = Path.GetTempFileName();
        try
        {
            var debug = new Dictionary<string, string> { ["CARGO_PROFILE_RELEASE_DEBUG"] = "1", ["CARGO_PROFILE_BENCH_DEBUG"] = "1" };
            if (!end.Contains("--release") && words[1] is "run" or "r") error.WriteLine("lever: note: without --release this records a program that is not optimised");
            var (code, problem) = Run([words[0], .. build, .. end, "--message-format", "json-render-diagnostics"], debug, folder, listing, stop);
            if (problem is not null) return (null, problem);
            if (code != 0) return (null, "cargo did not build it");
            var programs = File.ReadLines(listing).Select(CargoTool.ProductIn).Select(product => product?.Executable).OfType<string>().Distinct().ToList();
            return programs switch
            {
                [] => (null, "cargo built no program; name one with --bin, --example or --bench"),
                [var only] => ([only, .. words[1] == "bench" ? ["--bench"] : Array.Empty<string>(), .. given], null),
                _ => (null, $"cargo built several programs ({string.Join(", ", programs.Select(Path.GetFileName))}); name one with --bin, --example, --bench or --test"),
            };
        }
        finally
        {
            File.Delete(listing);
        }
    }
}
