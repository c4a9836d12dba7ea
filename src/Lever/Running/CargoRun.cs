namespace Lever.Running;

/// <summary>A <c>cargo run</c>, or a <c>cargo bench</c> of one bench, taken apart: what builds its program, and what the program is given.</summary>
/// <param name="Build">From the subcommand on, or the toolchain before it: <c>build --release --bin workload</c>.</param>
internal sealed record CargoRun(IReadOnlyList<string> Build, IReadOnlyList<string> Arguments)
{
    /// <summary>Options that take the next word.</summary>
    private static readonly HashSet<string> taking = new(StringComparer.Ordinal)
    {
        "--bin", "--example", "--bench", "-p", "--package", "-F", "--features", "--profile", "--target", "--manifest-path", "--config", "-j", "--jobs", "-Z",
    };

    /// <summary>What decides where and how cargo writes is Lever's, not the workload's.</summary>
    private static readonly HashSet<string> dropped = new(StringComparer.Ordinal) { "--offline", "--quiet", "-q", "--verbose", "-v", "-vv" };

    private static readonly string[] droppedWithValue = ["--target-dir", "--message-format", "--color"];

    /// <param name="words">Of the command; the program first.</param>
    /// <returns>Null where the command is another one.</returns>
    public static CargoRun? Of(IReadOnlyList<string> words)
    {
        if (words.Count < 2 || Path.GetFileName(words[0]) != "cargo") return null;
        var build = new List<string>();
        var at = 1;
        if (words[at].StartsWith('+')) build.Add(words[at++]);
        if (at >= words.Count || words[at] is not ("run" or "r" or "bench")) return null;
        var isBench = words[at] == "bench";
        build.AddRange(isBench ? ["bench", "--no-run"] : ["build"]);
        for (at++; at < words.Count && words[at] is ['-', ..] word && word != "--"; at++)
        {
            if (dropped.Contains(word)) continue;
            if (Array.Find(droppedWithValue, name => word == name || word.StartsWith(name + "=", StringComparison.Ordinal)) is { } name)
            {
                if (word == name) at++;
                continue;
            }
            build.Add(word);
            if (taking.Contains(word) && at + 1 < words.Count) build.Add(words[++at]);
        }
        // Several benches are several programs.
        if (isBench && (!build.Contains("--bench") || at < words.Count && words[at] != "--")) return null;
        if (at < words.Count && words[at] == "--") at++;
        return new CargoRun(build, [.. isBench ? ["--bench"] : Array.Empty<string>(), .. words.Skip(at)]);
    }
}
