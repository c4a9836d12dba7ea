using Lever.Experiments.RuleExperiments;
using Lever.Proving;
using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Tests.EndToEnd;

namespace Lever.Tests;

/// <summary>Experiments in Rust: their headers, what is compiled of them, and what <c>lever prove --rule FILE</c> says of them.</summary>
public class RustExperimentTests
{
    private const string Toy = """
        //! The largest number by sorting
        //! against one look.
        //!
        //! Prose may follow.
        //! SIZES: 10, 2_000
        //! WINS: n >= 2000
        //! METRIC: cpu
        //! SAME: result
        use crate::forms::Random;

        fn inputs(n: usize, seed: u64) -> Vec<u64> {
            let mut random = Random::new(seed);
            (0..n).map(|_| random.next()).collect()
        }

        fn before(numbers: &[u64]) -> Option<u64> {
            let mut sorted = numbers.to_vec();
            sorted.sort_unstable();
            sorted.last().copied()
        }

        fn after(numbers: &[u64]) -> Option<u64> {
            numbers.iter().copied().max()
        }

        """;

    [Fact]
    public void Headers_are_read_from_the_comment_that_begins_the_file()
    {
        var experiment = RuleExperiment.ParseRust("toy", Toy, out _)!;
        Assert.Equal(Language.Rust, experiment.Language);
        Assert.Equal("The largest number by sorting against one look.", experiment.Summary);
        Assert.Equal([10, 2_000], experiment.Sizes);
        Assert.Equal("n >= 2000", experiment.Wins.Text);
        Assert.Equal(WinsClause.Never, experiment.Loses);
        Assert.Equal(ExperimentMetric.Cpu, experiment.Metric);
        Assert.Equal(Toolchain.Rust(1, 70), experiment.Oldest);
        Assert.Null(experiment.NotCompared);

        var other = RuleExperiment.ParseRust("toy", Toy.Replace("cpu", "peak-memory\n//! RUST: >=1.81\n//! LOSES: n <= 10 and rust >= 1.82", StringComparison.Ordinal).Replace("SAME: result", "SAME: nothing: order varies", StringComparison.Ordinal), out _)!;
        Assert.Equal(ExperimentMetric.PeakMemory, other.Metric);
        Assert.Equal(Toolchain.Rust(1, 81), other.Oldest);
        Assert.Equal("order varies", other.NotCompared);
        Assert.True(other.Loses.Holds(10, Toolchain.Rust(1, 95)));
        Assert.False(other.Loses.Holds(10, Toolchain.Rust(1, 81)));
        Assert.False(other.Loses.Holds(10, Toolchain.Python(3, 13)));
    }

    [Theory]
    [InlineData("//! The largest number by sorting\n//! against one look.\n", "", "`//!`")]
    [InlineData("fn before(", "fn earlier(", "`before`")]
    [InlineData("fn after(", "    fn after(", "`after`")]
    [InlineData("10, 2_000", "2_000, 10", "ascending")]
    [InlineData("10, 2_000", "", "SIZES")]
    [InlineData("10, 2_000", "1.5", "SIZES")]
    [InlineData("WINS", "WINNER", "WINNER is no key")]
    [InlineData("//! WINS: n >= 2000\n", "", "WINS")]
    [InlineData("METRIC", "WINS", "twice")]
    [InlineData("n >= 2000", "often", "`often`")]
    [InlineData("cpu", "stars", "METRIC")]
    [InlineData("METRIC: cpu", "METRIC: cpu\n//! RUST: 1.70", "RUST")]
    [InlineData("METRIC: cpu", "METRIC: cpu\n//! RUST: >=rustc-1.70", "RUST")]
    [InlineData("SAME: result", "SAME: nothing", "SAME")]
    public void Faulty_headers_are_refused_with_the_reason(string part, string instead, string reason)
    {
        Assert.Null(RuleExperiment.ParseRust("toy", Toy.Replace(part, instead, StringComparison.Ordinal), out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("VecBox.experiment.rs", "rs-vec-box")]
    [InlineData("VecBox.experiment.py", "py-vec-box")]
    [InlineData("guide-rust-field-order.experiment.rs", "guide-rust-field-order")]
    public void Files_are_named_like_rules(string file, string name)
    {
        Assert.True(RuleExperiments.IsExperiment(file));
        Assert.Equal(name, RuleExperiments.NameOf(file));
    }

    [Theory]
    [InlineData("3.11", "CPython 3.11")]
    [InlineData("rustc-1.95", "rustc 1.95")]
    public void Toolchains_are_written_and_read(string text, string name)
    {
        var toolchain = Toolchain.Parse(text)!.Value;
        Assert.Equal(text, toolchain.ToString());
        Assert.Equal(name, toolchain.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("rustc-")]
    [InlineData("rustc-1")]
    [InlineData("rust-1.95")]
    [InlineData("1.95.0")]
    [InlineData("-1.5")]
    public void Other_toolchains_are_refused(string text) => Assert.Null(Toolchain.Parse(text));

    [Theory]
    [InlineData("rustc 1.95.0 (59807616e 2026-04-14)\nbinary: rustc\nrelease: 1.95.0\nLLVM version: 21.1.2\n", "rustc-1.95")]
    [InlineData("release: 1.97.0-nightly\n", "rustc-1.97")]
    [InlineData("release: new\n", null)]
    [InlineData("", null)]
    public void The_compiler_s_version_is_that_of_its_release(string answer, string? version) => Assert.Equal(version, RustForms.VersionIn(answer)?.ToString());

    [Fact]
    public void Rows_of_Rust_stand_after_those_of_Python_and_say_rustc()
    {
        const string Rows = "a\trustc-1.95\t8\tcpu\t2\t1.9\t2.1\t0.01\tabcd\na\t3.8\t8\tcpu\t3\t2.9\t3.1\t0.01\tabcd\na\trustc-1.81\t8\tcpu\t1\t0.9\t1.1\t0.01\tabcd\na\tnightly\t8\tcpu\t1\t0.9\t1.1\t0.01\tabcd";
        var rows = MeasuredEffects.Parse(MeasuredEffects.Write(MeasuredEffects.Parse(Rows)));
        Assert.Equal(["3.8", "rustc-1.81", "rustc-1.95"], rows.Select(row => row.Toolchain.ToString()));
    }

    /// <summary>All of them in one program, without optimisation: compiling is what takes the time.</summary>
    [Fact]
    public void Both_forms_of_every_experiment_in_Rust_give_the_same()
    {
        const string Check = """

            pub fn lever_check(size: usize) {
                for seed in 1..4 {
                    let inputs = inputs(size, seed);
                    assert_eq!(before(&inputs), after(&inputs), "seed {seed}");
                }
            }

            """;
        const string Run = """

            pub fn lever_check(size: usize) {
                let inputs = inputs(size, 1);
                _ = (before(&inputs), after(&inputs));
            }

            """;
        using var folder = new TemporaryFolder();
        folder.Write("forms.rs", FormsWorker.RustModule);
        var (modules, calls) = ("mod forms;\n", "");
        foreach (var experiment in RuleExperiments.All.Where(experiment => experiment.Language == Language.Rust))
        {
            var module = experiment.Name.Replace('-', '_');
            folder.Write(module + ".rs", experiment.Source + (experiment.NotCompared is null ? Check : Run));
            modules += $"mod {module};\n";
            calls += $"    {module}::lever_check({experiment.Sizes[0]});\n";
        }
        // The module that measures looks for functions at the root of its crate, too.
        folder.Write("main.rs", modules + "fn inputs(_: usize, _: u64) {}\nfn before(_: &()) {}\nfn after(_: &()) {}\nfn main() {\n" + calls + "}\n");
        var compiled = External.Run("rustc", folder.Path, ["--edition", "2021", "--cap-lints", "allow", "-o", "checked", "main.rs"]);
        Assert.True(compiled.Code == 0, compiled.Errors);
        var ran = External.Run(folder["checked"], folder.Path, []);
        Assert.True(ran.Code == 0, ran.Errors);
    }

    [Fact]
    public void A_claim_that_holds_is_shown_and_its_row_is_kept()
    {
        var (run, rows) = Prove(Toy);
        Assert.True(run.Code == 0, run.Out + run.Errors);
        Assert.Contains("rs-toy: The largest number by sorting against one look.", run.Out, StringComparison.Ordinal);
        Assert.Contains("claimed faster: shown", run.Out, StringComparison.Ordinal);
        var row = Assert.Single(MeasuredEffects.Parse(rows));
        Assert.Equal(("rs-toy", Language.Rust, 2_000), (row.Experiment, row.Toolchain.Language, row.Size));
        Assert.True(row.Wins && row.Ratio > 5, rows);
    }

    [Fact]
    public void A_claim_that_does_not_hold_is_refuted()
    {
        var (run, _) = Prove(Toy.Replace("WINS: n >= 2000", "WINS: never\n//! LOSES: n >= 2000", StringComparison.Ordinal));
        Assert.True(run.Code == 6, run.Out + run.Errors);
        Assert.Contains("claimed slower: NOT SO", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_is_what_the_allocator_was_asked_for()
    {
        var (run, rows) = Prove(Toy.Replace("METRIC: cpu", "METRIC: peak-memory", StringComparison.Ordinal)
            .Replace("numbers.iter()", "std::hint::black_box(numbers[numbers.len() / 4 * 3..].to_vec()).iter().chain(numbers)", StringComparison.Ordinal));
        Assert.True(run.Code == 0, run.Out + run.Errors);
        Assert.Equal(4, MeasuredEffects.Parse(rows).Single().Ratio, 2);
    }

    [Fact]
    public void Forms_that_do_not_do_the_same_are_not_measured()
    {
        var (run, rows) = Prove(Toy.Replace("sorted.last()", "sorted.first()", StringComparison.Ordinal));
        Assert.Equal(3, run.Code);
        Assert.Contains("the two forms do not do the same: Some(", run.Out, StringComparison.Ordinal);
        Assert.Empty(rows);
    }

    [Fact]
    public void A_form_that_panics_says_where()
    {
        var (run, _) = Prove(Toy.Replace("numbers.iter().copied().max()", "Some(numbers[numbers.len()])", StringComparison.Ordinal));
        Assert.Equal(3, run.Code);
        Assert.Contains("panicked at rs-toy.rs:23:", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_compiler_says_is_told()
    {
        var (run, rows) = Prove(Toy.Replace("numbers.iter()", "figures.iter()", StringComparison.Ordinal));
        Assert.Equal(3, run.Code);
        Assert.Contains("it does not compile:", run.Out, StringComparison.Ordinal);
        Assert.Contains("rs-toy.rs:23:5: error[E0425]", run.Out, StringComparison.Ordinal);
        Assert.Contains("`figures`", run.Out, StringComparison.Ordinal);
        Assert.Empty(rows);
    }

    [Fact]
    public void Where_there_is_no_compiler_that_is_said()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Toy.experiment.rs", Toy);
        var run = External.Run(LeverProgram.FullPath, folder.Path, ["prove", "--rule", "Toy.experiment.rs"], environment: new Dictionary<string, string?> { ["PATH"] = folder.Path });
        Assert.Equal(2, run.Code);
        Assert.Contains("rustc is not on PATH; ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_hold_no_experiment_are_refused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Toy.experiment.rs", "fn main() {}\n");
        var run = LeverProgram.Run(folder.Path, "prove", "--rule", "Toy.experiment.rs");
        Assert.Equal(2, run.Code);
        Assert.Contains("Toy.experiment.rs: the experiment cannot be used: ", run.Errors, StringComparison.Ordinal);
        Assert.Equal(2, LeverProgram.Run(folder.Path, "prove", "--rule", "Missing.experiment.rs").Code);
    }

    private static (Answer Run, string Rows) Prove(string source)
    {
        if (External.Run("rustc", Path.GetTempPath(), ["--version"]).Code != 0) External.Lacks("this test needs the program `rustc`, which does not answer");
        using var folder = new TemporaryFolder();
        folder.Write("Toy.experiment.rs", source);
        var run = LeverProgram.Run(folder.Path, "prove", "--rule", "Toy.experiment.rs", "--quick", "--sweep", "n=2000", "--output", "rows.tsv");
        return (run, File.Exists(folder["rows.tsv"]) ? File.ReadAllText(folder["rows.tsv"]) : "");
    }
}
