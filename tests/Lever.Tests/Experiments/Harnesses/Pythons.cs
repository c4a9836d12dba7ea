using System.Collections.Immutable;
using Lever.Experiments.Harnesses;
using Lever.Experiments.Running;

namespace Lever.Tests.Experiments.Harnesses;

/// <summary>Interpreters on the PATH, and workers that run in them.</summary>
internal static class Pythons
{
    private static readonly string[] newer = ["python3.8", "python3.9", "python3.10", "python3.11", "python3.12", "python3.13", "python3.14"];

    /// <summary>The one that is always wanted, and every version that is there beside it.</summary>
    public static ImmutableArray<string> All { get; } = ["python3", .. newer.Where(name => Works(Find(name)))];

    public static string Find(string name)
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path)) return path;
        }
        return "";
    }

    /// <summary>The interpreter itself: what stands on the PATH may be a script that needs the user's environment.</summary>
    public static string Real(string name)
    {
        var answer = External.Run(name, Path.GetTempPath(), ["-c", "import sys; print(sys.executable)"]);
        if (answer.Code != 0) External.Lacks($"this test needs `{name}`, which does not run: {answer.Errors}");
        return answer.Out.Trim();
    }

    public static PythonWorker Worker(string interpreter, TemporaryFolder folder, double seconds = 1)
    {
        foreach (var (name, text) in PythonHarnessFiles.All) folder.Write("harness~/" + name, text);
        // What a worker that is ended leaves behind goes with the test's own folder.
        var variables = Running.Runs.Variables.SetItem("TMPDIR", folder["harness~"]);
        return new PythonWorker(interpreter, folder["harness~"], variables, new Limits(TimeSpan.FromMinutes(2), 0), TimeSpan.FromSeconds(seconds));
    }

    private static bool Works(string path) => path.Length > 0 && External.Run(path, Path.GetTempPath(), ["-c", "print(1)"]) is { Code: 0, Out: "1\n" };
}
