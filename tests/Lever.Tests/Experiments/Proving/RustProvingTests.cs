using System.Text.Json;
using Lever.Experiments.Equivalence;
using Lever.Experiments.Running;
using Lever.Proving;
using Lever.Review.Findings;
using Lever.Running;
using Lever.Syntax.Text;
using Lever.Tests.EndToEnd;
using Lever.Workspace;
using Range = Lever.Review.Findings.Range;

namespace Lever.Tests.Experiments.Proving;

/// <summary>What <c>lever prove</c> does with crates: reading cargo, building both sides, tests, refusals. Timing is the engine's own matter.</summary>
public sealed class RustProvingTests
{
    private const string Library = """
        /// Twice a number.
        ///
        /// ```
        /// assert_eq!(4, counted::twice(2));
        /// ```
        pub fn twice(number: u64) -> u64 {
            number * 2
        }

        pub fn half(number: u64) -> u64 {
            number / 2
        }

        #[cfg(test)]
        mod tests {
            #[test]
            fn halves() {
                assert_eq!(2, super::half(5));
            }
        }

        """;

    private const string Main = """
        fn main() {
            println!("{}", (0..1000).map(counted::twice).sum::<u64>());
        }

        """;

    private const string Manifest = "[package]\nname = \"counted\"\nversion = \"0.1.0\"\nedition = \"2021\"\n";

    [Theory]
    [InlineData("cargo run --release --bin workload", "build --release --bin workload", "")]
    [InlineData("cargo run --release -- 5 --fast", "build --release", "5 --fast")]
    [InlineData("cargo run -q --release --features a,b 7", "build --release --features a,b", "7")]
    [InlineData("cargo +nightly r --target-dir elsewhere --color=always --profile bench x", "+nightly build --profile bench", "x")]
    [InlineData("cargo run", "build", "")]
    [InlineData("cargo bench --bench words", "bench --no-run --bench words", "--bench")]
    [InlineData("cargo bench --features a --bench words -- --noplot 'short/one'", "bench --no-run --features a --bench words", "--bench --noplot short/one")]
    public void A_cargo_run_is_taken_apart(string command, string build, string arguments)
    {
        var run = CargoRun.Of(CommandWords.Split(command))!;
        Assert.Equal((build, arguments), (string.Join(' ', run.Build), string.Join(' ', run.Arguments)));
    }

    [Theory]
    [InlineData("cargo bench")]
    [InlineData("cargo bench --bench words filter")]
    [InlineData("cargo +nightly")]
    [InlineData("cargo")]
    [InlineData("python bench.py run")]
    [InlineData("cargo run --release | sort")]
    public void Other_commands_are_left_alone(string command) => Assert.Null(CargoRun.Of(CommandWords.Split(command)));

    [Fact]
    public void Outcomes_are_read_from_what_test_programs_write()
    {
        var outcomes = LibtestOutput.Read("""

            running 3 tests
            test tests::one ... ok
            test tests::two - should panic ... ok
            test tests::slow ... ignored, takes an hour
            test tests::slow has been running for over 60 seconds
            running 3 tests
            test tests::one ... FAILED
            test src/lib.rs - twice (line 3) ... ok
            test src/lib.rs - twice (line 9) ... ok
            test src/lib.rs - half (line 1) ... ok
            test src/lib.rs - half (line 5) ... ignored
            test what is this ... 5
            test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out
            """);
        Assert.Equal(
            [("src/lib.rs - half", TestOutcome.Passed), ("src/lib.rs - twice", TestOutcome.Passed), ("tests::one", TestOutcome.Failed), ("tests::slow", TestOutcome.Skipped), ("tests::two", TestOutcome.Passed)],
            outcomes.Select(each => (each.Key, each.Value)));
    }

    [Theory]
    [InlineData("   Compiling a v0.1.0\nsrc/lib.rs:3:1: warning: odd\nsrc/lib.rs:10:16: error[E0308]: mismatched types\nerror: could not compile `a`", "src/lib.rs:10:16: error[E0308]: mismatched types")]
    [InlineData("a:1:1: error: 1\na:2:1: error: 2\na:2:1: error: 2\na:3:1: error: 3\na:4:1: error: 4\na:5:1: error: 5", "a:1:1: error: 1; a:2:1: error: 2; a:3:1: error: 3; and 2 more")]
    [InlineData("error: failed to parse manifest at `/x/Cargo.toml`\n\nCaused by:\n  no targets specified\n", "error: failed to parse manifest at `/x/Cargo.toml`: no targets specified")]
    [InlineData("error: no matching package named `itoa` found\nlocation searched: crates.io index\n", "error: no matching package named `itoa` found; a crate is not on this machine: run `cargo fetch` once, say with --cargo-config where crates are, or allow --network")]
    [InlineData("", "cargo failed without a word")]
    public void Errors_of_compilers_become_a_sentence(string errors, string sentence) => Assert.Equal(sentence, CargoErrors.In(Ended(errors)));

    [Theory]
    [InlineData("benches/speed.rs")]
    [InlineData("src/parser/tests.rs")]
    [InlineData(".cargo/config.toml")]
    [InlineData("rust-toolchain.toml")]
    [InlineData("build.rs")]
    public void What_judges_a_patch_is_not_to_be_patched(string path) => Assert.NotNull(PatchGuard.Objection([path]));

    [Theory]
    [InlineData("Cargo.toml")]
    [InlineData("src/latest.rs")]
    public void What_is_judged_may_be_patched(string path) => Assert.Null(PatchGuard.Objection([path]));

    [Fact]
    public void A_patch_that_does_not_compile_is_refused_with_the_compilers_line()
    {
        using var crate = Crate();
        var (code, proof) = Prove(crate, Library.Replace("number / 2", "number / \"2\"", StringComparison.Ordinal));
        Assert.Equal((4, "untestable"), (code, proof.GetProperty("verdict").GetString()));
        Assert.StartsWith("with the change the project does not compile: src/lib.rs:11:12: error[E0277]", proof.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_patch_that_breaks_a_test_is_refused_with_its_name()
    {
        using var crate = Crate();
        var (code, proof) = Prove(crate, Library.Replace("number / 2", "number.div_ceil(2)", StringComparison.Ordinal));
        Assert.Equal((5, "behaviour-changed"), (code, proof.GetProperty("verdict").GetString()));
        Assert.Equal("tests that passed before fail with the change: tests::halves", proof.GetProperty("reason").GetString());
        var tests = proof.GetProperty("equivalence").GetProperty("tests");
        Assert.Equal(("cargo test", "2 passed"), (tests.GetProperty("command").GetString(), tests.GetProperty("baseline").GetString()));
    }

    [Fact]
    public void A_patch_that_edits_a_test_among_the_code_is_not_tried()
    {
        using var crate = Crate();
        var (code, proof) = Prove(crate, Library.Replace("number / 2", "number.div_ceil(2)", StringComparison.Ordinal).Replace("assert_eq!(2, ", "assert_eq!(3, ", StringComparison.Ordinal));
        Assert.Equal((4, "the patch edits the tests in `src/lib.rs`"), (code, proof.GetProperty("reason").GetString()));
    }

    [Theory]
    [InlineData("print-type-size type: `index::Posting`: 24 bytes, alignment: 8 bytes", "index::Posting", 24)]
    [InlineData("print-type-size type: `std::result::Result<&str, visit::BadLine>`: 32 bytes, alignment: 8 bytes", "std::result::Result<&str, visit::BadLine>", 32)]
    public void Sizes_are_read_from_what_the_compiler_writes(string line, string type, long bytes) => Assert.Equal((type, bytes), TypeSizes.InLine(line));

    [Theory]
    [InlineData("print-type-size     field `.site`: 8 bytes")]
    [InlineData("print-type-size type: `")]
    [InlineData("print-type-size type: `a`: many bytes")]
    public void Other_lines_of_the_compiler_tell_no_size(string line) => Assert.Null(TypeSizes.InLine(line));

    [Fact]
    public void The_compiler_is_asked_for_the_size_of_a_type_that_is_edited()
    {
        using var crate = Crate();
        const string Before = "#[repr(C)]\npub struct Entry { a: u8, b: u64, c: u8 }\npub fn entries() -> Vec<Entry> { vec![Entry { a: 1, b: 2, c: 3 }] }\n";
        crate.Write("src/lib.rs", Library + Before);
        crate.Git("", "commit", "-qam", "entries");
        // The test breaks, which ends it before anything is timed; what the compiler says is told all the same.
        var (code, proof) = Prove(crate, (Library + Before).Replace("a: u8, b: u64,", "b: u64, a: u8,", StringComparison.Ordinal).Replace("number / 2", "number.div_ceil(2)", StringComparison.Ordinal), Library + Before);
        Assert.Equal(5, code);
        Assert.Contains("size of `Entry`: 16 bytes instead of 24", string.Join('\n', proof.GetProperty("may_say").EnumerateArray().Select(each => each.GetString())), StringComparison.Ordinal);
    }

    [Fact]
    public void Output_that_changes_is_seen_before_anything_is_timed()
    {
        using var crate = Crate();
        var (code, proof) = Prove(crate, Library.Replace("number * 2", "number * 2 + number / 500", StringComparison.Ordinal));
        Assert.Equal((5, "the workload's output is not the same as before the patch"), (code, proof.GetProperty("reason").GetString()));
    }

    [Fact]
    public void A_crate_that_is_not_there_is_told_with_a_remedy()
    {
        using var crate = Crate();
        crate.Write("Cargo.toml", Manifest + "\n[dependencies]\nlever-has-no-such-crate = \"1\"\n");
        var (code, proof) = Prove(crate, Library.Replace("number * 2", "number + number", StringComparison.Ordinal));
        Assert.Equal(4, code);
        Assert.Contains("run `cargo fetch` once", proof.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Edits_that_do_not_compile_are_left_out_with_the_compilers_line()
    {
        using var crate = Crate();
        var (good, bad, python) = (FindingWith("number * 2", "number + number", 7), FindingWith("number / 2", "number / \"2\"", 11), FindingWith("", "", 1, Language.Python));
        using var errors = new StringWriter();
        using var host = new Host(Stream.Null, errors, crate.Path) { Program = LeverProgram.FullPath, Variables = Variables };
        using var judge = new CargoJudge(host);
        var file = (new SourceFile(crate["src/lib.rs"], "src/lib.rs", Language.Rust, IsNamed: true), ContentHash.Of(File.ReadAllBytes(crate["src/lib.rs"])));
        Assert.Equal([good, python], judge.Keep([good, bad, python], _ => file));
        Assert.StartsWith("src/lib.rs:11: rs-test not fixed: it does not compile: src/lib.rs:11:12: error[E0277]", errors.ToString(), StringComparison.Ordinal);
        Assert.Equal([good], judge.Keep([good, bad], _ => file));
        Assert.Single(errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(Library, File.ReadAllText(crate["src/lib.rs"]));
        Assert.False(Directory.Exists(crate["target"]));
    }

    [Fact]
    public void Edits_that_nothing_can_judge_are_not_made()
    {
        using var crate = Crate();
        using var errors = new StringWriter();
        using var host = new Host(Stream.Null, errors, crate.Path) { Program = LeverProgram.FullPath, Variables = () => new Dictionary<string, string> { ["PATH"] = "/nowhere" } };
        using var judge = new CargoJudge(host);
        var file = (new SourceFile(crate["src/lib.rs"], "src/lib.rs", Language.Rust, IsNamed: true), ContentHash.Of(File.ReadAllBytes(crate["src/lib.rs"])));
        Assert.Empty(judge.Keep([FindingWith("number * 2", "number + number", 7)], _ => file));
        Assert.Equal("src/lib.rs:7: rs-test not fixed: nothing judged the edit: cargo is not on PATH; Rust is built with it, so install Rust or add its folder to PATH\n", errors.ToString());
    }

    [Theory]
    [InlineData("crate-type = [\"rlib\"]", "pyo3 = \"0.22\"", null, null)]
    [InlineData("crate-type = [\"cdylib\"]", "serde = \"1\"", null, null)]
    [InlineData("crate-type = [\"cdylib\"]", "pyo3 = \"0.22\"", "[tool.maturin]\nmodule-name = \"pkg._core\"\npython-source = \"python\"\nfeatures = [\"pyo3/extension-module\"]\n", "some_crate python python/pkg _core False pyo3/extension-module")]
    [InlineData("name = \"_core\"\ncrate-type = [\"cdylib\"]", "pyo3 = { version = \"0.22\", features = [\"abi3-py38\"] }", "[tool.maturin]\nmodule-name = \"pkg._core\"\n", "_core  pkg _core True ")]
    [InlineData("crate-type = [\"cdylib\", \"rlib\"]", "pyo3 = { workspace = true }", null, "some_crate   some_crate False ")]
    [InlineData("name = \"pkg\"\ncrate-type = [\"cdylib\"]", "pyo3 = \"0.22\"", null, "pkg  pkg pkg False ")]
    public void The_place_of_a_module_is_read_as_maturin_reads_it(string library, string dependency, string? project, string? module)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Cargo.toml", $"[package]\nname = \"some-crate\"\n[lib]\n{library}\n[dependencies]\n{dependency}\n");
        folder.Write("pkg/__init__.py");
        if (project is not null) folder.Write("pyproject.toml", project);
        var found = ExtensionModule.Of(folder.Path, "");
        var words = found is null ? null : $"{found.Library} {found.Source} {found.Folder} {found.Name} {found.IsStable} {string.Join(',', found.Features)}";
        Assert.Equal(module, words);
    }

    private static Finding FindingWith(string old, string text, int line, Language language = Language.Rust)
    {
        var (start, range) = (Library.IndexOf(old, StringComparison.Ordinal), new Range(new Position(line, 1), new Position(line, 1)));
        var rule = new RuleInfo(language == Language.Rust ? "rs-test" : "py-test", language, LeverClass.Algorithm, Technique.Algorithm, Tier.A) { Doc = "A test." };
        return new Finding
        {
            Rule = rule, Path = "src/lib.rs", Span = new Span(0, 0), Range = range, Region = (1, 1), Symbol = "a", Role = Role.Library, Heat = Heat.Warm, Tier = Tier.A,
            Grade = Grade.Pattern, Message = "x", Fingerprint = old, Fix = new Fix(Applicability.Safe, "fix it", [new Edit(new Span(start, start + old.Length), range, text)], []),
        };
    }

    private static Dictionary<string, string> Variables() =>
        Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(each => (string)each.Key, each => (string?)each.Value ?? "", StringComparer.Ordinal);

    private static TemporaryFolder Crate()
    {
        if (!OperatingSystem.IsLinux()) External.Lacks("supervisors need Linux");
        if (Executables.Find("cargo", "/", Environment.GetEnvironmentVariable("PATH") ?? "") is null) External.Lacks("this test needs the program `cargo`, which is not on the path");
        var folder = new TemporaryFolder();
        folder.Write("Cargo.toml", Manifest);
        folder.Write("src/lib.rs", Library);
        folder.Write("src/main.rs", Main);
        folder.Git("", "init", "-q");
        folder.Git("", "add", "-A");
        folder.Git("", "commit", "-q", "-m", "start");
        return folder;
    }

    private static (int Code, JsonElement Proof) Prove(TemporaryFolder crate, string library, string before = Library)
    {
        crate.Write("src/lib.rs", library);
        crate.Write("change.diff", crate.Git("", "diff", "--no-color", "--", "src"));
        crate.Write("src/lib.rs", before);
        var run = LeverProgram.Run(crate.Path, "prove", "--patch", "change.diff", "--workload", "cargo run --release", "--format", "json");
        Assert.True(run.Out.Length > 0, run.Errors);
        return (run.Code, JsonDocument.Parse(run.Out).RootElement);
    }

    private static ProcessOutcome Ended(string errors) =>
        new(ProcessEnd.Exited, 101, null, CapturedText.Empty, new CapturedText(errors, errors.Length, ""), default, default, default, 0, 0, null);
}
