using System.Text;
using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;
using Lever.Workspace;

namespace Lever.Tests.Rust;

/// <summary>What rules of Rust are offered, what they may ask, and what becomes of their drafts.</summary>
public class RustRuleTests
{
    private sealed class Toy : RustRule
    {
        public override RuleInfo Info { get; } = new("rs-toy", Language.Rust, LeverClass.Allocation, Technique.Allocation, Tier.A) { Doc = "A toy." };

        public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall, Kind.While];

        public override IReadOnlyList<string> MethodNames => ["here", "there"];

        public override IReadOnlyList<string> FunctionNames => ["here"];

        public override IReadOnlyList<string> MacroNames => ["here"];

        public Func<Node, RustContext, Patch?> Fix { get; init; } = (_, _) => null;

        public override void Visit(Node node, RustContext context) => context.Report(node, "here").FixSafely("fix it", Fix(node, context));
    }

    private static FileAnalysis Analyze(string source, string path = "src/lib.rs", Toy? rule = null)
    {
        var options = new AnalysisOptions(true, true, _ => null, (_, _) => false, new DateOnly(2026, 1, 1));
        return new RustAnalyzer(new RustEngine([rule ?? new Toy()]), options).Analyze(path, SourceText.From(source), RustProject.Empty);
    }

    [Fact]
    public void Calls_are_offered_by_name_and_other_kinds_as_they_are()
    {
        var found = Analyze("""
            fn f(x: X) {
                x.here();
                x.nowhere();
                X::<u8>::here(1);
                elsewhere(2);
                std::here![3];
                println!("{}", x.there());
                while x.go() {}
                here;
            }
            """).Findings;
        Assert.Equal([2, 4, 6, 7, 8], found.Select(finding => finding.Range.Start.Line));
        Assert.Equal(["here", "here", null, "there", null], found.Select(finding => finding.Callee));
    }

    [Theory]
    [InlineData("fn f() { here!(); }", Role.Library, Heat.Warm)]
    [InlineData("fn f() { for x in xs { here!(); } }", Role.Library, Heat.Hot)]
    [InlineData("fn f() { for x in here!() { g(); } }", Role.Library, Heat.Warm)]
    [InlineData("fn f() { for x in 0..4 { here!(); } }", Role.Library, Heat.Warm)]
    [InlineData("fn f() { while g() { here!(); } }", Role.Library, Heat.Hot)]
    [InlineData("fn f() { loop { if g() { return here!(); } } }", Role.Library, Heat.Warm)]
    [InlineData("fn f() { xs.iter().map(|x| here!(x)).sum() }", Role.Library, Heat.Hot)]
    [InlineData("fn f() { xs.first().map(|x| here!(x)) }", Role.Library, Heat.Warm)]
    [InlineData("fn f(x: Option<u8>) { x.map(|x| here!(x)); }", Role.Library, Heat.Warm)]
    [InlineData("fn f() { g().map_err(|e| here!(e))?; }", Role.Cold, Heat.Cold)]
    [InlineData("fn f() { return Err(here!()); }", Role.Cold, Heat.Cold)]
    [InlineData("fn f() { panic!(\"{}\", x.here()); }", Role.Cold, Heat.Cold)]
    [InlineData("fn f() { match g() { Ok(_) => {} Err(_) => { here!(); } } }", Role.Cold, Heat.Cold)]
    [InlineData("fn f() { match xs.binary_search(&x) { Ok(_) => {} Err(at) => { here!(at); } } }", Role.Library, Heat.Warm)]
    [InlineData("#[cold] fn f() { here!(); }", Role.Cold, Heat.Cold)]
    [InlineData("fn main() { here!(); }", Role.Cold, Heat.Cold)]
    [InlineData("fn main() { for x in xs { here!(); } }", Role.Cold, Heat.Warm)]
    [InlineData("impl X { fn new() -> X { here!() } }", Role.Cold, Heat.Cold)]
    [InlineData("impl Drop for X { fn drop(&mut self) { here!(); } }", Role.Cold, Heat.Cold)]
    [InlineData("impl Display for X { fn fmt(&self) { here!(); } }", Role.Cold, Heat.Cold)]
    [InlineData("impl X { fn connect(&mut self) { here!(); } }", Role.Cold, Heat.Cold)]
    [InlineData("static X: u8 = here!();", Role.Init, Heat.Cold)]
    [InlineData("#[test] fn f() { here!(); }", Role.Test, Heat.Cold)]
    [InlineData("#[cfg(test)] mod tests { fn f() { here!(); } }", Role.Test, Heat.Cold)]
    [InlineData("#[cfg(all(test, not(miri)))] mod tests { fn f() { here!(); } }", Role.Test, Heat.Cold)]
    [InlineData("#[cfg(all(unix, not(test)))] mod real { fn f() { here!(); } }", Role.Library, Heat.Warm)]
    [InlineData("#[cfg(not(test))] mod real { fn f() { here!(); } }", Role.Library, Heat.Warm)]
    [InlineData("#![cfg(test)]\nfn f() { here!(); }", Role.Test, Heat.Cold)]
    [InlineData("fn f() {\n    // lever: hot\n    here!();\n}", Role.Hot, Heat.Hot)]
    [InlineData("// lever: init\nfn f() { here!(); }", Role.Init, Heat.Cold)]
    public void Places_have_roles_and_heat(string source, Role role, Heat heat)
    {
        var found = Assert.Single(Analyze(source).Findings, finding => finding.Span.Length < 12);
        Assert.Equal((role, heat), (found.Role, found.Heat));
    }

    [Theory]
    [InlineData("benches/a.rs", Role.Test)]
    [InlineData("examples/a.rs", Role.Cold)]
    [InlineData("src/tests.rs", Role.Test)]
    [InlineData("build.rs", Role.Init)]
    [InlineData("bin/a.rs", Role.Cold)]
    [InlineData("src/errors.rs", Role.Cold)]
    [InlineData("src/bin/a.rs", null)]
    [InlineData("bin/tool/src/main.rs", null)]
    [InlineData("src/update/upgrade/v1.rs", Role.Cold)]
    [InlineData("src/a.rs", null)]
    public void Files_have_roles_by_their_places(string path, Role? role) => Assert.Equal(role, RustRoles.OfPath(path));

    [Theory]
    [InlineData("src/lib.rs", "my_app")]
    [InlineData("src/main.rs", "my_app")]
    [InlineData("src/a/mod.rs", "my_app::a")]
    [InlineData("src/a/b.rs", "my_app::a::b")]
    [InlineData("src/bin/my-tool.rs", "my_tool")]
    [InlineData("src/bin/tool/main.rs", "tool")]
    [InlineData("src/bin/tool/part.rs", "tool::part")]
    [InlineData("tests/all.rs", "all")]
    [InlineData("examples/demo/main.rs", "demo")]
    [InlineData("build.rs", "build_script_build")]
    [InlineData("odd.rs", "my_app::odd")]
    public void Modules_are_named_as_symbols_are(string path, string name)
    {
        var crate = new RustCrate("my_app", Edition.Rust2021, null);
        Assert.Equal(name, new RustProject(new Dictionary<string, RustPlace> { ["x/" + path] = new(crate, path) }).ModuleOf("x/" + path));
        Assert.Equal("odd", RustProject.Empty.ModuleOf("x/odd.rs"));
    }

    [Theory]
    [InlineData("use std::fmt;\n\nfn f() { here!(); }", "use std::fmt;\nuse std::collections::HashMap;\n\nfn f() { here!(); }")]
    [InlineData("//! Docs.\n#![allow(x)]\n\n/// F.\nfn f() { here!(); }", "//! Docs.\n#![allow(x)]\n\nuse std::collections::HashMap;\n\n/// F.\nfn f() { here!(); }")]
    [InlineData("use std::{fmt, collections::{self, HashMap}};\nfn f() { here!(); }", "use std::{fmt, collections::{self, HashMap}};\nfn f() { here!(); }")]
    [InlineData("mod m {\n    use a::b;\n    fn f() { here!(); }\n}", "mod m {\n    use a::b;\n    use std::collections::HashMap;\n    fn f() { here!(); }\n}")]
    [InlineData("use hashbrown::HashMap;\nfn f() { here!(); }", null)]
    [InlineData("use hashbrown::Map as HashMap;\nfn f() { here!(); }", null)]
    [InlineData("struct HashMap;\nfn f() { here!(); }", null)]
    public void Names_are_brought_into_scope_once(string source, string? patched)
    {
        var rule = new Toy { Fix = (node, context) => new Patch(context.Module).Replace(node, "here!()").AddUse("std::collections::HashMap", node) };
        var fix = Assert.Single(Analyze(source, rule: rule).Findings).Fix;
        Assert.Equal(patched is null ? Applicability.Manual : Applicability.Safe, fix.Applicability);
        if (patched is not null) Assert.Equal(patched, Applied(source, fix));
    }

    [Fact]
    public void Statements_are_put_in_and_taken_out_with_their_lines()
    {
        const string Source = "fn f() {\n    here!();\n    // a comment\n    g();\n}\n";
        string Patched(Func<Patch, Node, Patch?> steps) =>
            Applied(Source, Assert.Single(Analyze(Source, rule: new Toy { Fix = (node, context) => steps(new Patch(context.Module), node.Parent) }).Findings).Fix);
        Assert.Equal("fn f() {\n    let a = 1;\n    here!();\n    // a comment\n    g();\n}\n", Patched((patch, statement) => patch.InsertBefore(statement, "let a = 1;")));
        Assert.Equal("fn f() {\n    here!();\n    let a = 1;\n    // a comment\n    g();\n}\n", Patched((patch, statement) => patch.InsertLinesAfter(statement, "let a = 1;")));
        Assert.Equal("fn f() {\n    // a comment\n    g();\n}\n", Patched((patch, statement) => patch.Delete(statement)));
    }

    [Fact]
    public void Fixes_that_would_break_the_syntax_are_not_written()
    {
        using var folder = new TemporaryFolder();
        const string Source = "fn f() { here!(); }\n";
        FixOutcome Write(string text)
        {
            var path = folder.Write("a.rs", Source);
            var findings = Analyze(Source, rule: new Toy { Fix = (node, context) => new Patch(context.Module).Replace(node, text) }).Findings;
            return FixWriter.Write(new SourceFile(path, "a.rs", Language.Rust, IsNamed: true), ContentHash.Of(Encoding.UTF8.GetBytes(Source)), findings);
        }
        Assert.Contains("break its syntax", Write("g(").Trouble, StringComparison.Ordinal);
        Assert.Equal(Source, File.ReadAllText(folder["a.rs"]));
        Assert.Null(Write("g()").Trouble);
        Assert.Equal("fn f() { g(); }\n", File.ReadAllText(folder["a.rs"]));
    }

    [Fact]
    public void Fingerprints_survive_edits_elsewhere()
    {
        var before = Assert.Single(Analyze("fn f() {\n    let a = here!();\n}").Findings);
        var after = Assert.Single(Analyze("fn g() {}\n\nfn f() {\n    g();\n    let a =   here!();\n}").Findings);
        Assert.Equal(before.Fingerprint, after.Fingerprint);
    }

    private static string Applied(string source, Fix fix)
    {
        foreach (var edit in fix.Edits.Reverse()) source = source[..edit.Span.Start] + edit.NewText + source[edit.Span.End..];
        return source;
    }
}
