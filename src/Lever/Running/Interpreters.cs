using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Lever.Experiments.Running;

namespace Lever.Running;

/// <summary>A Python interpreter.</summary>
/// <param name="Executable">To start it by; absolute. In a virtual environment this is its own link, which leads it to its packages.</param>
/// <param name="Implementation">As it calls itself: <c>cpython</c>, <c>pypy</c>, …</param>
/// <param name="Version">All three numbers, and what follows, as in <c>3.14.0rc2</c>.</param>
/// <param name="IsFreeThreaded">Was it built to run without the global lock?</param>
/// <param name="Prefix">The environment whose packages it sees.</param>
/// <param name="Origin">Where it was found, in words.</param>
internal sealed record Interpreter(
    string Executable, string Implementation, string Version, int Major, int Minor, bool IsFreeThreaded, string Prefix, string Origin)
{
    /// <summary>Such as <c>3.13</c>, or <c>3.13t</c> where it is free-threaded.</summary>
    public string ShortVersion => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}{(IsFreeThreaded ? "t" : "")}");
}

/// <summary>Where interpreters are looked for.</summary>
/// <param name="Named">What the user named: a path, or a name to search for; null where nothing was.</param>
/// <param name="Project">Its folder; absolute.</param>
/// <param name="Variables">Lever's own environment.</param>
internal sealed record InterpreterPlaces(string? Named, string Project, IReadOnlyDictionary<string, string> Variables);

/// <summary>Finds the Python interpreters of a machine by asking each who it is.</summary>
internal static class Interpreters
{
    /// <summary>In words that old versions know too: they must be able to say that they are old.</summary>
    private const string Question = """
        import sys, json, os
        config = __import__("sysconfig").get_config_var("Py_GIL_DISABLED")
        info = sys.version_info
        tail = "" if info[3] == "final" else {"alpha": "a", "beta": "b", "candidate": "rc"}.get(info[3], info[3]) + str(info[4])
        print(json.dumps(["lever", sys.executable, sys.implementation.name, "%d.%d.%d" % info[:3] + tail, info[0], info[1], bool(config), sys.prefix, os.path.realpath(sys.executable)]))
        """;

    private static readonly Limits limits = new(TimeSpan.FromSeconds(10), 0);
    private static readonly (int Major, int Minor) oldest = (3, 8);
    private const int NewestMinor = 14;

    /// <summary>
    /// The interpreters that answer, the project's own first, each environment once. Those older than 3.8 are left out, and so is
    /// what only looks like an interpreter, such as a version manager's stand-in with nothing behind it.
    /// </summary>
    public static IReadOnlyList<Interpreter> Find(InterpreterPlaces places, IProcessRunner runner)
    {
        var found = new List<Interpreter>();
        var seen = new HashSet<(string RealPath, string Prefix)>();
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, origin) in Candidates(places))
        {
            if (!asked.Add(path) || Ask(path, origin, places, runner) is not (var interpreter, var realPath)) continue;
            if ((interpreter.Major, interpreter.Minor).CompareTo(oldest) < 0) continue;
            if (seen.Add((realPath, interpreter.Prefix))) found.Add(interpreter);
        }
        return found;
    }

    /// <summary>The interpreter that the project is to be run with: what the user named, else the first found.</summary>
    /// <returns>It, or a sentence that says why there is none.</returns>
    public static (Interpreter? Interpreter, string? Problem) Choose(InterpreterPlaces places, IProcessRunner runner)
    {
        foreach (var (path, origin) in Candidates(places))
        {
            var interpreter = Ask(path, origin, places, runner)?.Interpreter;
            if (interpreter is not null && (interpreter.Major, interpreter.Minor).CompareTo(oldest) >= 0) return (interpreter, null);
            if (places.Named is { } named) return (null, interpreter is null ? $"`{named}` does not answer as a Python interpreter" : $"`{named}` is Python {interpreter.Version}; 3.8 is the oldest that experiments run on");
        }
        return (null, places.Named is { } missing ? $"there is no interpreter `{missing}`" : "no Python 3.8 or later was found; name one with --python");
    }

    private static IEnumerable<(string Path, string Origin)> Candidates(InterpreterPlaces places)
    {
        var path = places.Variables.GetValueOrDefault("PATH", "");
        if (places.Named is { } named)
        {
            if (Executables.Find(named, places.Project, path) is { } file) yield return (file, "--python");
            else if (Directory.Exists(named) && InEnvironment(Path.GetFullPath(named, places.Project)) is { } inside) yield return (inside, "--python");
            yield break;
        }
        foreach (var name in (string[])[".venv", "venv"])
            if (InEnvironment(Path.Combine(places.Project, name)) is { } own) yield return (own, $"the project's {name}");
        if (places.Variables.TryGetValue("VIRTUAL_ENV", out var active) && active.Length > 0 && InEnvironment(active) is { } activated) yield return (activated, "VIRTUAL_ENV");

        IEnumerable<string> names = ["python3", "python", .. Enumerable.Range(oldest.Minor, NewestMinor - oldest.Minor + 1).Reverse().Select(minor => string.Create(CultureInfo.InvariantCulture, $"python3.{minor}"))];
        foreach (var name in names)
            foreach (var folder in path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
                if (Executables.Find(name, places.Project, folder) is { } file) yield return (file, "PATH");

        if (!places.Variables.TryGetValue("HOME", out var home)) yield break;
        var managed = new[] { (Path.Combine(places.Variables.GetValueOrDefault("PYENV_ROOT", Path.Combine(home, ".pyenv")), "versions"), "pyenv"), (Path.Combine(home, ".local", "share", "uv", "python"), "uv") };
        foreach (var (folder, origin) in managed)
            foreach (var version in FoldersOf(folder))
                if (InEnvironment(version) is { } file) yield return (file, origin);
    }

    private static IEnumerable<string> FoldersOf(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? Directory.GetDirectories(folder).OrderDescending(StringComparer.Ordinal) : [];
        }
        catch (Exception trouble) when (Workspace.Trouble.IsExpected(trouble))
        {
            return [];
        }
    }

    private static string? InEnvironment(string folder)
    {
        var path = string.Join(Path.PathSeparator, Path.Combine(folder, "bin"), Path.Combine(folder, "Scripts"), folder);
        return Executables.Find("python3", folder, path) ?? Executables.Find("python", folder, path);
    }

    private static (Interpreter Interpreter, string RealPath)? Ask(string path, string origin, InterpreterPlaces places, IProcessRunner runner)
    {
        var variables = CleanEnvironment.Of(places.Variables, Path.GetTempPath()).RemoveRange(["PYTHONPATH", "PYTHONHOME"]);
        using var process = runner.Start(new ProcessRequest(path, ["-I", "-c", Question], Path.GetTempPath(), variables, limits, Network: true, Pipes: false));
        var outcome = process.Wait(limits.Time + TimeSpan.FromSeconds(5));
        return outcome.Succeeded ? Read(outcome.Output.Text, origin) : null;
    }

    private static (Interpreter Interpreter, string RealPath)? Read(string text, string origin)
    {
        try
        {
            // A wrapper may print lines of its own before.
            var answer = text.Split('\n').LastOrDefault(line => line.StartsWith("[\"lever\"", StringComparison.Ordinal));
            if (answer is null) return null;
            using var document = JsonDocument.Parse(answer);
            var parts = document.RootElement;
            var executable = parts[1].GetString();
            if (string.IsNullOrEmpty(executable)) return null;
            var interpreter = new Interpreter(
                executable, parts[2].GetString()!, parts[3].GetString()!, parts[4].GetInt32(), parts[5].GetInt32(), parts[6].GetBoolean(), parts[7].GetString()!, origin);
            return (interpreter, parts[8].GetString()!);
        }
        catch (Exception trouble) when (trouble is JsonException or InvalidOperationException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
