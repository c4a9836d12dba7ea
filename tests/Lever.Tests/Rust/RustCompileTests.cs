using System.Collections.Concurrent;
using System.Text;
using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Text;
using Lever.Workspace;

namespace Lever.Tests.Rust;

/// <summary>
/// The compiler judges what the rules take for code and what they make of it: fixtures and examples as they stand, and after the patches that any
/// rule gives in them. Those that need crates, or a manifest, say so in their first line and are left out: tests run without a registry.
/// </summary>
public class RustCompileTests
{
    private const string Needs = "// needs:";

    /// <summary>Crates that examples advise.</summary>
    private static readonly string[] advised = ["futures::", "rustc_hash::", "tokio::"];

    /// <summary>After so many runs of `--fix` nothing may be left to fix.</summary>
    private const int MostRuns = 6;

    private static readonly AnalysisOptions everything = new(true, false, _ => null, (_, _) => false, new DateOnly(2026, 1, 1)) { Rust = (1, 95) };

    private static readonly RustEngine engine = new(RuleCatalog.Rust);

    [Fact]
    public void Fixtures_compile_before_and_after_all_patches() =>
        Judge(Fixtures(), (compiler, name, source) =>
        {
            if (compiler.Objection(source) is { } asItStands) return [$"{name}: {asItStands}"];
            return compiler.Objection(AfterAllPatches(source, name)) is { } patched ? [$"{name}, with all patches: {patched}"] : [];
        });

    [Fact]
    public void Fixtures_compile_after_each_patch_alone()
    {
        var judged = 0;
        Judge(Fixtures(), (compiler, name, source) =>
        {
            var patches = PatchesOf(source, name);
            Interlocked.Add(ref judged, patches.Count);
            return
            [
                .. patches
                    .Select(finding => (Finding: finding, Objection: compiler.Objection(Write(source, name, [finding]).Text)))
                    .Where(each => each.Objection is not null)
                    .Select(each => $"{name}:{each.Finding.Range.Start.Line}, with the patch of {each.Finding.Rule.Name} alone: {each.Objection}"),
            ];
        });
        Assert.True(judged > 80, $"only {judged} patches are given in fixtures");
    }

    [Fact]
    public void Examples_of_the_pages_compile() =>
        Judge(Examples(), (compiler, name, source) => compiler.Objection(source) is { } objection ? [$"{name}: {objection}"] : []);

    private static IEnumerable<RustRule> OfTheStandardLibrary() =>
        RuleCatalog.Rust.Where(rule => !File.ReadLines(RepositoryFiles.FixtureOf(rule)).First().StartsWith(Needs, StringComparison.Ordinal));

    private static IEnumerable<(string Name, string Source)> Fixtures() =>
        OfTheStandardLibrary().Select(rule => (rule.Info.Name, File.ReadAllText(RepositoryFiles.FixtureOf(rule))));

    private static IEnumerable<(string Name, string Source)> Examples() =>
        from rule in OfTheStandardLibrary()
        from example in rule.Info.Doc.Split("```rust\n").Skip(1).Select((part, index) => (Number: index + 1, Source: part.Split("```")[0]))
        where !advised.Any(crate => example.Source.Contains(crate, StringComparison.Ordinal))
        select ($"{rule.Info.Name}, example {example.Number}", example.Source);

    private static void Judge(IEnumerable<(string Name, string Source)> sources, Func<Compiler, string, string, IReadOnlyList<string>> objections)
    {
        using var compiler = new Compiler();
        var found = new ConcurrentBag<string>();
        Parallel.ForEach(
            sources,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            source =>
            {
                foreach (var objection in objections(compiler, source.Name, source.Source)) found.Add(objection);
            });
        Assert.True(found.IsEmpty, string.Join('\n', found.Order(StringComparer.Ordinal)));
    }

    private static List<Finding> PatchesOf(string source, string name) =>
        [.. new RustAnalyzer(engine, everything).Analyze($"{name}.rs", SourceText.From(source), RustProject.Empty).Findings.Where(finding => finding.Fix.Edits.Count > 0)];

    /// <summary>What `check --fix` leaves when it is run until it finds nothing more to do: patches that overlap are left to the next run.</summary>
    private static string AfterAllPatches(string source, string name)
    {
        for (var run = 0; run < MostRuns; run++)
        {
            var patches = PatchesOf(source, name);
            if (patches.Count == 0) return source;
            var (text, outcome) = Write(source, name, patches);
            Assert.True(outcome.Applied.Count > 0, $"{name}: {outcome.Trouble}");
            source = text;
        }
        Assert.Fail($"{name}: patches are still found after {MostRuns} runs:\n{source}");
        return source;
    }

    private static (string Text, FixOutcome Outcome) Write(string source, string name, IReadOnlyList<Finding> findings)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write($"{name}.rs", source);
        var outcome = FixWriter.Write(new SourceFile(path, $"{name}.rs", Language.Rust, IsNamed: true), ContentHash.Of(Encoding.UTF8.GetBytes(source)), findings);
        Assert.True(outcome.Trouble is null, $"{name}: {outcome.Trouble}");
        return (File.ReadAllText(path), outcome);
    }

    /// <summary>rustc as far as its types and borrows: no code is generated.</summary>
    private sealed class Compiler : IDisposable
    {
        private readonly TemporaryFolder folder = new();
        private int count;

        public Compiler()
        {
            if (External.Run("rustc", folder.Path, ["--version"]).Code != 0) External.Lacks("this test needs the program `rustc`, which does not answer");
        }

        /// <summary>What it says against a library of one file; null where it takes it.</summary>
        public string? Objection(string source)
        {
            var name = $"judged_{Interlocked.Increment(ref count)}";
            folder.Write($"{name}.rs", source);
            var answer = External.Run("rustc", folder.Path, ["--edition", "2021", "--crate-type", "lib", "--emit", "metadata", "-A", "warnings", "--error-format", "short", $"{name}.rs"]);
            return answer.Code == 0 ? null : answer.Errors.TrimEnd() + "\n" + source;
        }

        public void Dispose() => folder.Dispose();
    }
}
