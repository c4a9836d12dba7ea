using System.Text.Json;
using Lever.Proving;
using Lever.Running;
using Lever.Tests.EndToEnd;

namespace Lever.Tests.Experiments.Proving;

/// <summary>What <c>lever prove</c> does with the benches that a crate has.</summary>
public sealed class BenchProvingTests
{
    private const string Library = "pub struct Text(pub String);\n\nimpl Text {\n    pub fn words(&self) -> usize {\n        self.0.split(' ').count()\n    }\n}\n";

    [Fact]
    public void The_median_of_criterions_samples_is_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a/new/benchmark.json", """{"group_id": "a", "full_id": "group/a", "directory_name": "a"}""");
        folder.Write("a/new/sample.json", """{"sampling_mode": "Linear", "iters": [10.0, 20.0, 30.0], "times": [100.0, 400.0, 330.0]}""");
        folder.Write("a/base/benchmark.json", """{"full_id": "old"}""");
        folder.Write("a/base/sample.json", """{"iters": [1.0], "times": [1.0]}""");
        folder.Write("b/new/benchmark.json", """{"full_id": "broken"}""");
        folder.Write("b/new/sample.json", """{"iters": ["many"], "times": [1.0]}""");
        Assert.Equal(11, CriterionSubject.NanosecondsIn(folder.Path, "group/a"));
        Assert.Null(CriterionSubject.NanosecondsIn(folder.Path, "old"));
        Assert.Null(CriterionSubject.NanosecondsIn(folder.Path, "broken"));
        Assert.Null(CriterionSubject.NanosecondsIn(folder.Path, "group"));
    }

    [Fact]
    public void What_a_bench_lists_is_read() =>
        Assert.Equal(["words", "short/words, of a: b"], CriterionSubject.Listed("Gnuplot not found, using plotters backend\nwords: bench\n\nshort/words, of a: b: benchmark\nwords: bench\nnothing\n"));

    [Fact]
    public void One_benchmark_is_asked_for_and_no_other() => Assert.Equal(@"^find\(a\.b\)/é 1$", CriterionSubject.Filter("find(a.b)/é 1"));

    [Fact]
    public void A_compiler_that_is_no_nightly_one_is_named_as_the_reason()
    {
        Assert.StartsWith("the bench needs a nightly compiler", BenchProving.NeedsNightly("benches/a.rs:1:1: error[E0554]: `#![feature]` may not be used on the stable release channel"), StringComparison.Ordinal);
        Assert.Null(BenchProving.NeedsNightly("benches/a.rs:1:1: error[E0425]: cannot find function"));
    }

    [Fact]
    public void The_only_bench_that_names_the_function_is_run()
    {
        using var crate = Crate("words", "other");
        var (_, proof) = Prove(crate, "--budget", "2s");
        Assert.Equal("cargo bench --bench words", proof.GetProperty("subject").GetProperty("symbol").GetString());
        Assert.NotEqual("untestable", proof.GetProperty("verdict").GetString());
    }

    [Theory]
    [InlineData("none", new string[0], "; these benches name it: `--bench more`, `--bench words`")]
    [InlineData("none", new[] { "--bench", "all" }, "`small-crate` has no bench `all`; it has `--bench more`, `--bench words`")]
    [InlineData("#![feature(test)]\nextern crate test;\n", new[] { "--bench", "words" }, "the bench needs a nightly compiler")]
    public void What_a_bench_lacks_is_said(string head, string[] arguments, string reason)
    {
        using var crate = Crate("words", "more");
        if (head.StartsWith('#')) crate.Write("benches/words.rs", head + "fn main() {}\n");
        else crate.Write("benches/more.rs", File.ReadAllText(crate["benches/words.rs"]));
        var (code, proof) = Prove(crate, arguments);
        Assert.Equal((4, "untestable"), (code, proof.GetProperty("verdict").GetString()));
        Assert.Contains(reason, proof.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    /// <summary>A crate with benches that make their own main function; the first one calls the library.</summary>
    private static TemporaryFolder Crate(params string[] benches)
    {
        if (!OperatingSystem.IsLinux()) External.Lacks("supervisors need Linux");
        if (Executables.Find("cargo", "/", Environment.GetEnvironmentVariable("PATH") ?? "") is null) External.Lacks("this test needs the program `cargo`, which is not on the path");
        var folder = new TemporaryFolder();
        folder.Write("Cargo.toml", "[package]\nname = \"small-crate\"\nversion = \"0.1.0\"\nedition = \"2021\"\n" + string.Concat(benches.Select(bench => $"\n[[bench]]\nname = \"{bench}\"\nharness = false\n")));
        folder.Write("src/lib.rs", Library);
        foreach (var bench in benches)
            folder.Write($"benches/{bench}.rs", bench == benches[0] ? "fn main() {\n    println!(\"{}\", small_crate::Text(\"a b c\".repeat(100)).words());\n}\n" : "fn main() {}\n");
        folder.Write("change.diff", "--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ -4,3 +4,3 @@\n     pub fn words(&self) -> usize {\n-        self.0.split(' ').count()\n+        self.0.bytes().filter(|byte| *byte == b' ').count() + 1\n     }\n");
        return folder;
    }

    private static (int Code, JsonElement Proof) Prove(TemporaryFolder crate, params string[] arguments)
    {
        var run = LeverProgram.Run(crate.Path, ["prove", "--patch", "change.diff", "--no-tests", "--format", "json", .. arguments]);
        Assert.True(run.Out.Length > 0, run.Errors);
        return (run.Code, JsonDocument.Parse(run.Out).RootElement);
    }
}
