using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Rules.Rust;
using Lever.Review.Rules.Rust.Allocations;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Text;
using Lever.Workspace;

namespace Lever.Tests.Rust;

/// <summary>What `mod` declarations and allowed lints of other files say of a file.</summary>
public sealed class RustModuleFileTests
{
    private const string Copying = """
        pub fn listing(names: &[String]) -> String {
            let mut all = String::new();
            for name in names {
                all.push_str(&format!("{name};"));
            }
            all
        }
        """;

    private static RustProject ProjectOf(params (string Path, string Text)[] files)
    {
        var reader = new RustReader();
        return RustProject.Empty.With(new RustIndex([.. files.Select(file => reader.ReadOutline(file.Path, SourceText.From(file.Text), RustProject.Empty))]));
    }

    private static FileAnalysis Analyze(string path, RustProject project, string source = Copying)
    {
        var options = new AnalysisOptions(true, true, _ => null, (_, _) => false, new DateOnly(2026, 1, 1));
        return new RustAnalyzer(new RustEngine([new FormatRedundant()]), options).Analyze(path, SourceText.From(source), project);
    }

    [Theory]
    [InlineData("a/src/lib.rs", "#[cfg(test)] mod part;", "a/src/part.rs", Role.Test)]
    [InlineData("a/src/lib.rs", "#[cfg(test)] mod part;", "a/src/part/mod.rs", Role.Test)]
    [InlineData("a/src/lib.rs", "#[cfg(any(test, feature = \"extra\"))]\npub mod part;", "a/src/part.rs", Role.Test)]
    [InlineData("a/src/lib.rs", "#[cfg(bench)] mod part;", "a/src/part.rs", Role.Test)]
    [InlineData("a/src/lib.rs", "#[cfg(test)] mod inner { mod part; }", "a/src/inner/part.rs", Role.Test)]
    [InlineData("a/src/lib.rs", "#[cfg(test)]\n#[path = \"checks/part.rs\"]\nmod part;", "a/src/checks/part.rs", Role.Test)]
    [InlineData("a/src/kind.rs", "#[cfg(test)] mod part;", "a/src/kind/part.rs", Role.Test)]
    [InlineData("a/src/kind.rs", "#[cfg(test)] mod part;", "a/src/part.rs", Role.Library)]
    [InlineData("a/src/lib.rs", "#[cfg(not(test))] mod part;", "a/src/part.rs", Role.Library)]
    [InlineData("a/src/lib.rs", "mod part;", "a/src/part.rs", Role.Library)]
    [InlineData("a/src/lib.rs", "mod part;\n#[cfg(test)] mod part;", "a/src/part.rs", Role.Library)]
    [InlineData("a/build.rs", "mod part;", "a/part.rs", Role.Init)]
    [InlineData("a/examples/demo.rs", "#[path = \"../shared/part.rs\"] mod part;", "a/shared/part.rs", Role.Cold)]
    public void A_file_has_the_role_of_its_declaration(string declaring, string declaration, string path, Role role) =>
        Assert.Equal(role, Assert.Single(Analyze(path, ProjectOf((declaring, declaration), (path, Copying))).Findings).Role);

    [Fact]
    public void Procedural_macros_run_in_the_compiler()
    {
        var crate = new RustCrate("made", Lever.Syntax.Rust.Edition.Rust2021, null) { IsMacros = true };
        var project = new RustProject(new Dictionary<string, RustPlace> { ["src/lib.rs"] = new(crate, "src/lib.rs") });
        Assert.Equal(Role.Cold, Assert.Single(Analyze("src/lib.rs", project).Findings).Role);
    }

    [Fact]
    public void Modules_of_a_test_module_are_tests()
    {
        var project = ProjectOf(("src/lib.rs", "#[cfg(test)] mod outer;"), ("src/outer/mod.rs", "mod inner;"), ("src/outer/inner.rs", Copying));
        Assert.Equal(Role.Test, Assert.Single(Analyze("src/outer/inner.rs", project).Findings).Role);
    }

    [Fact]
    public void Modules_that_declare_each_other_end()
    {
        var project = ProjectOf(("src/a.rs", "#[path = \"b.rs\"] mod b;"), ("src/b.rs", "#[path = \"a.rs\"] mod a;"));
        Assert.Equal(Role.Library, Assert.Single(Analyze("src/a.rs", project).Findings).Role);
    }

    [Theory]
    [InlineData("#[allow(clippy::format_push_string)]\n", 0)]
    [InlineData("#[expect(clippy::format_push_string, reason = \"short\")]\n", 0)]
    [InlineData("#![allow(dead_code, clippy::format_push_string)]\n", 0)]
    [InlineData("#[allow(clippy::needless_collect)]\n", 1)]
    [InlineData("#[warn(clippy::format_push_string)]\n", 1)]
    [InlineData("#[allow(format_push_string)]\n", 1)]
    public void Who_allows_the_lint_of_the_same_meaning_is_not_told(string attribute, int findings) =>
        Assert.Equal(findings, Analyze("src/lib.rs", RustProject.Empty, attribute + Copying).Findings.Count);

    [Fact]
    public void A_statement_may_allow_it_for_itself()
    {
        var source = Copying.Replace("all.push_str", "#[allow(clippy::format_push_string)]\n        all.push_str", StringComparison.Ordinal);
        Assert.Empty(Analyze("src/lib.rs", RustProject.Empty, source).Findings);
    }

    [Fact]
    public void What_the_root_of_a_crate_allows_holds_for_its_modules()
    {
        var project = ProjectOf(("src/lib.rs", "#![allow(clippy::format_push_string)]\nmod part;"), ("src/part.rs", Copying), ("src/other.rs", Copying));
        Assert.Empty(Analyze("src/part.rs", project).Findings);
        Assert.Single(Analyze("src/other.rs", project).Findings);
    }

    [Theory]
    [InlineData("[lints.clippy]\nformat_push_string = \"allow\"\nperf = \"warn\"\n", "", "format_push_string")]
    [InlineData("[lints.clippy]\nformat_push_string = { level = \"allow\", priority = 1 }\nmap_entry = \"deny\"\n", "", "format_push_string")]
    [InlineData("[lints]\nworkspace = true\n", "[workspace.lints.clippy]\nmap_entry = \"allow\"\n", "map_entry")]
    [InlineData("", "[workspace.lints.clippy]\nmap_entry = \"allow\"\n", "")]
    public void Manifests_say_which_lints_a_crate_allows(string own, string workspace, string allowed)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Cargo.toml", "[workspace]\nmembers = [\"part\"]\n" + workspace);
        folder.Write("part/Cargo.toml", "[package]\nname = \"part\"\nedition = \"2021\"\n" + own);
        var file = folder.Write("part/src/lib.rs", Copying);
        var project = new CargoManifests().ProjectOf([new SourceFile(file, "part/src/lib.rs", Language.Rust, IsNamed: false)]);
        Assert.Equal(allowed, string.Join(' ', project.CrateOf("part/src/lib.rs")!.AllowedLints));
        Assert.Equal(allowed == "format_push_string" ? 0 : 1, Analyze("part/src/lib.rs", project, Copying).Findings.Count);
    }
}
