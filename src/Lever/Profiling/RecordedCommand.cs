using Lever.Running;

namespace Lever.Profiling;

/// <summary>What a command that is to be profiled runs.</summary>
internal enum ProgramKind
{
    /// <summary>Python source, under an interpreter that is known.</summary>
    Python,
    /// <summary>Machine code, perhaps built by cargo.</summary>
    Native,
}

/// <summary>A command taken apart.</summary>
/// <param name="Words">The program, by its file, and its arguments.</param>
/// <param name="Interpreter">Of a Python program: the interpreter with its own options, such as <c>-O</c>.</param>
/// <param name="Script">Of a Python program: the script or <c>-m MODULE</c>, and what follows it.</param>
internal sealed record RecordedCommand(ProgramKind Kind, IReadOnlyList<string> Words, IReadOnlyList<string> Interpreter, IReadOnlyList<string> Script)
{
    /// <summary>Interpreter options that take the next word.</summary>
    private static readonly HashSet<string> taking = new(StringComparer.Ordinal) { "-X", "-W", "--check-hash-based-pycs" };

    /// <param name="words">As the user wrote them.</param>
    /// <param name="path">Folders to search programs in.</param>
    /// <returns>Null where the program is not there.</returns>
    public static RecordedCommand? Of(IReadOnlyList<string> words, string folder, string path)
    {
        if (Executables.Find(words[0], folder, path) is not { } program)
        {
            // Scripts are often not marked as programs.
            var script = Path.GetFullPath(words[0], folder);
            return words[0].EndsWith(".py", StringComparison.Ordinal) && File.Exists(script) && (Executables.Find("python3", folder, path) ?? Executables.Find("python", folder, path)) is { } python
                ? new RecordedCommand(ProgramKind.Python, [python, .. words], [python], words) : null;
        }
        program = BehindShim(program, folder);
        IReadOnlyList<string> all = [program, .. words.Skip(1)];
        if (IsPython(Path.GetFileName(program))) return OfInterpreter(all);
        return InterpreterOf(program, folder, path) is { } known ? new RecordedCommand(ProgramKind.Python, [known, .. all], [known], all) : new RecordedCommand(ProgramKind.Native, all, [], []);
    }

    private static RecordedCommand OfInterpreter(IReadOnlyList<string> words)
    {
        var at = 1;
        while (at < words.Count && words[at].StartsWith('-') && words[at] is not ("-m" or "-c" or "-")) at += taking.Contains(words[at]) ? 2 : 1;
        // Without a program it is a session that people type into.
        return at >= words.Count || words[at] == "-" ? new RecordedCommand(ProgramKind.Native, words, [], []) : new RecordedCommand(ProgramKind.Python, words, [.. words.Take(at)], [.. words.Skip(at)]);
    }

    private static bool IsPython(string name) =>
        name.StartsWith("python", StringComparison.Ordinal) && name["python".Length..].TrimEnd('t').All(letter => char.IsAsciiDigit(letter) || letter == '.');

    /// <summary>Is it a tool that starts Python in an environment of a project's own, as in <c>uv run pytest</c>? Only the tool would be recorded.</summary>
    public static bool IsLauncher(IReadOnlyList<string> words) => words.Count > 2 && words[1] == "run" && Path.GetFileName(words[0]) is "uv" or "poetry" or "pdm" or "hatch" or "rye" or "pipenv" or "pixi" or "conda";

    /// <summary>The program that a version manager's stand-in would start; the program itself where it is none.</summary>
    private static string BehindShim(string program, string folder)
    {
        if (Path.GetFileName(Path.GetDirectoryName(program)) != "shims" || Path.GetDirectoryName(Path.GetDirectoryName(program)) is not { } root) return program;
        foreach (var manager in (string[])["pyenv", "asdf"])
        {
            var tool = Path.Combine(root, "bin", manager);
            if (!File.Exists(tool)) continue;
            var answer = Tool.Run(tool, ["which", Path.GetFileName(program)], TimeSpan.FromSeconds(20), folder);
            if (answer.Succeeded && File.Exists(answer.Output.Trim())) return answer.Output.Trim();
        }
        return program;
    }

    /// <summary>The interpreter that the first line of a script names, as those that pip installs do; where its path is too long for that, the second line starts it.</summary>
    private static string? InterpreterOf(string program, string folder, string path)
    {
        const int longest = 1024;
        Span<byte> head = stackalloc byte[longest];
        using var file = File.OpenHandle(program);
        head = head[..RandomAccess.Read(file, head, 0)];
        if (!head.StartsWith("#!"u8)) return null;
        var lines = System.Text.Encoding.UTF8.GetString(head[2..]).Split('\n');
        var words = lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        const string starting = "'''exec' ";
        if (words is ["/bin/sh"] && lines.Length > 1 && lines[1].StartsWith(starting, StringComparison.Ordinal)) words = [lines[1][starting.Length..].Split('"', 3) is ["", var quoted, _] ? quoted : lines[1][starting.Length..].Split(' ')[0]];
        if (words is ["/usr/bin/env", var named, ..] && IsPython(named)) return Executables.Find(named, folder, path);
        return words is [var direct, ..] && IsPython(Path.GetFileName(direct)) && File.Exists(direct) ? direct : null;
    }
}
