using System.Collections.Immutable;
using Lever.Review.Findings;
using Lever.Running;
using Lever.Workspace;

namespace Lever.Proving;

/// <summary>
/// Has cargo check edits to Rust files in a copy before any is made. What does not compile is left out, and so is what nothing can judge: whoever
/// asks for a judge does not want edits that had none.
/// </summary>
internal sealed class CargoJudge(Host host) : IDisposable
{
    /// <summary>Said where edits in Rust are made and nobody asked for a judge.</summary>
    public const string Unjudged = "no compiler judged the edits in Rust; --cargo has cargo check them before they are made";

    private readonly Workbench bench = new(host);
    private readonly Dictionary<string, Courtroom> crates = new(StringComparer.Ordinal);
    private readonly HashSet<string> dropped = new(StringComparer.Ordinal);

    /// <summary>The findings whose edits compile together, and those of other languages.</summary>
    public IReadOnlyList<Finding> Keep(IReadOnlyList<Finding> findings, Func<string, (SourceFile File, ContentHash Hash)> fileOf)
    {
        var kept = new HashSet<Finding>(ReferenceEqualityComparer.Instance);
        // Rounds of fixing find again what was left out.
        var asked = findings.Where(finding => finding.Rule.Language == Language.Rust && !dropped.Contains(finding.Fingerprint));
        foreach (var crate in asked.GroupBy(finding => CrateOf(fileOf(finding.Path).File.FullPath), StringComparer.Ordinal))
            kept.UnionWith(Judge(crate.Key, [.. crate], fileOf));
        return [.. findings.Where(finding => finding.Rule.Language != Language.Rust || kept.Contains(finding))];
    }

    public void Dispose()
    {
        foreach (var court in crates.Values) court.Dispose();
    }

    private List<Finding> Judge(string crate, List<Finding> findings, Func<string, (SourceFile File, ContentHash Hash)> fileOf)
    {
        if (crate.Length == 0) return Drop(findings, "there is no Cargo.toml above it, so nothing could judge the edit");
        if (!crates.TryGetValue(crate, out var court))
        {
            (court, var problem) = Courtroom.Open(crate, bench);
            if (court is null) return Drop(findings, $"nothing judged the edit: {problem}");
            crates[crate] = court;
        }
        if (court.Check(findings, fileOf) is not { } wrong) return findings;
        if (court.Check([], fileOf) is { } before) return Drop(findings, $"nothing judged the edit, since the project does not compile as it is: {before}");
        var kept = Passing(court, findings, wrong, fileOf);
        // Each half may do without the other, and yet not beside it.
        return kept.Count < 2 || court.Check(kept, fileOf) is not { } together ? kept : Drop(kept, $"with the others it does not compile: {together}");
    }

    /// <param name="wrong">What the compiler says of all of them together.</param>
    private List<Finding> Passing(Courtroom court, List<Finding> findings, string wrong, Func<string, (SourceFile File, ContentHash Hash)> fileOf)
    {
        if (findings.Count == 1) return Drop(findings, $"it does not compile: {wrong}");
        var middle = findings.Count / 2;
        var passing = new List<Finding>();
        foreach (var half in (List<Finding>[])[findings[..middle], findings[middle..]])
            passing.AddRange(court.Check(half, fileOf) is { } problem ? Passing(court, half, problem, fileOf) : half);
        return passing;
    }

    /// <returns>None.</returns>
    private List<Finding> Drop(List<Finding> findings, string reason)
    {
        foreach (var finding in findings)
        {
            dropped.Add(finding.Fingerprint);
            host.Error.WriteLine(FormattableString.Invariant($"{finding.Path}:{finding.Range.Start.Line}: {finding.Rule.Name} not fixed: {reason}"));
        }
        return [];
    }

    /// <summary>The folder of the nearest manifest above a file; empty where there is none.</summary>
    private static string CrateOf(string file) =>
        ProjectFolder.Upward(Path.GetDirectoryName(file)!).FirstOrDefault(folder => File.Exists(Path.Join(folder, "Cargo.toml"))) ?? "";

    /// <summary>A copy of a crate with its workspace, where edits are tried.</summary>
    private sealed class Courtroom(ProjectCopy copy, string root, string crate, CargoTool cargo, ImmutableDictionary<string, string> environment) : IDisposable
    {
        /// <summary>Folders of what is checked only when it is asked for. One is asked for alone: another may need more than is here, as a bench does that only a nightly compiler takes.</summary>
        private static readonly string[] apart = ["tests", "benches", "examples"];

        private readonly HashSet<string> touched = new(StringComparer.Ordinal);

        public static (Courtroom? Court, string? Problem) Open(string crate, Workbench bench)
        {
            // The outermost manifest is the workspace's, where there is one.
            var root = ProjectFolder.Upward(crate).Last(folder => File.Exists(Path.Join(folder, "Cargo.toml")));
            var (copy, problem) = ProjectCopy.OfFolder(root, bench.Folders);
            if (copy is null) return (null, problem);
            var environment = copy.Environment(bench.Variables, root).SetItem("CARGO_TARGET_DIR", Path.Join(copy.Folder, "target")).SetItem("CARGO_NET_OFFLINE", "true");
            var folder = Path.Join(copy.Folder, Path.GetRelativePath(root, crate));
            var (cargo, missing) = CargoTool.Find(bench.Runner, folder, environment, [], network: false);
            if (cargo is not null) return (new Courtroom(copy, root, folder, cargo, environment), null);
            copy.Dispose();
            return (null, missing);
        }

        /// <summary>What the compiler says of the files with the edits of some findings; null where they compile.</summary>
        public string? Check(IReadOnlyList<Finding> findings, Func<string, (SourceFile File, ContentHash Hash)> fileOf)
        {
            // Each time from the files as they are.
            touched.UnionWith(findings.Select(finding => fileOf(finding.Path).File.FullPath));
            foreach (var file in touched) File.WriteAllBytes(InCopy(file), File.ReadAllBytes(file));
            var targets = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var group in findings.GroupBy(finding => finding.Path, StringComparer.Ordinal))
            {
                var (file, hash) = fileOf(group.Key);
                var place = InCopy(file.FullPath);
                if (Path.GetRelativePath(crate, place).Split(Path.DirectorySeparatorChar)[0] is var own && apart.Contains(own)) targets.Add("--" + own);
                if (FixWriter.Write(file with { FullPath = place }, hash, [.. group]).Trouble is { } trouble) return trouble;
            }
            // They need the library and check it on the way, but not the programs.
            return cargo.Check(crate, environment, targets.Count > 0 ? ["--bins", .. targets] : []);
        }

        public void Dispose() => copy.Dispose();

        private string InCopy(string file) => Path.Join(copy.Folder, Path.GetRelativePath(root, file));
    }
}
