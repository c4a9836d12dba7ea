using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics.Boundary;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Tests.Shell;

namespace Lever.Tests.Rust;

/// <summary>Rules for Rust that Python calls: names of PyO3 through imports, its versions, and what manifests say of an extension.</summary>
public class PyO3RuleTests
{
    private static IReadOnlyList<Finding> Analyze(string rule, string source, RustCrate? crate = null)
    {
        var options = new AnalysisOptions(true, true, _ => null, (_, _) => false, new DateOnly(2026, 1, 1)) { Rust = (1, 95) };
        var analyzer = new RustAnalyzer(new RustEngine(RuleCatalog.Rust.Where(each => each.Info.Name == rule)), options);
        var project = crate is null ? RustProject.Empty : new RustProject(new Dictionary<string, RustPlace> { ["lib.rs"] = new(crate, "src/lib.rs") });
        return analyzer.Analyze("lib.rs", SourceText.From(source), project).Findings;
    }

    private static RustCrate Crate(int minor, params string[] features) => new("native", Edition.Rust2021, null) { PyO3 = (0, minor), PyO3Features = features };

    [Theory]
    [InlineData("use pyo3::prelude::*;", "Python::attach", true)]
    [InlineData("use pyo3::Python;", "Python::with_gil", true)]
    [InlineData("use pyo3::{marker, Python as Snake};", "Snake::attach", true)]
    [InlineData("use pyo3::{self, marker};", "pyo3::Python::try_attach", true)]
    [InlineData("extern crate pyo3;", "::pyo3::Python::attach", true)]
    [InlineData("use pyo3::marker;", "marker::Python::attach", true)]
    [InlineData("use pyo3::prelude as p;", "p::Python::attach", true)]
    [InlineData("use pyo3::prelude::*;\nstruct Python;", "Python::attach", false)]
    [InlineData("use pyo3::types::*;\nuse zoo::Python;", "Python::attach", false)]
    [InlineData("use pyo3::types::PyDict;", "Python::attach", false)]
    [InlineData("use zoo::*;", "Python::attach", false)]
    [InlineData("use pyo3::prelude::*;", "Python::detach", false)]
    public void Names_are_resolved_through_imports(string import, string call, bool isTold)
    {
        var found = Analyze("px-attach-in-loop", import + "\npub fn all(objects: &[u8]) { for object in objects { " + call + "(|_py| { let _ = object; }); } }\n");
        Assert.Equal(isTold, found.Count == 1);
    }

    [Theory]
    [InlineData("py: Python<'_>", "py")]
    [InlineData("list: &Bound<'_, PyAny>", "list")]
    [InlineData("object: &PyAny", "gil reference")]
    [InlineData("value: u64, _py: pyo3::Python", "token")]
    public void A_thread_that_is_handed_a_token_or_an_object_is_attached(string parameters, string what) =>
        Assert.True(Analyze("px-attach-in-loop", "use pyo3::prelude::*;\npub fn all(" + parameters + ", names: &[u8]) { for name in names { Python::attach(|_| drop(name)); } }\n").Count == 0, what);

    [Theory]
    [InlineData("names: &[u8], held: Option<&Bound<'_, PyAny>>")]
    [InlineData("names: &[Py<PyAny>]")]
    [InlineData("names: Vec<PyObject>")]
    public void Others_are_not(string parameters) =>
        Assert.Single(Analyze("px-attach-in-loop", "use pyo3::prelude::*;\npub fn all(" + parameters + ") { for name in names { Python::attach(|_| drop(name)); } }\n"));

    [Theory]
    [InlineData(20, "py.allow_threads(||")]
    [InlineData(25, "py.allow_threads(||")]
    [InlineData(26, "py.detach(||")]
    [InlineData(29, "py.detach(||")]
    public void Fixes_use_the_names_of_the_version(int minor, string text)
    {
        var finding = Assert.Single(Analyze("px-missing-detach", "use pyo3::prelude::*;\n#[pyfunction]\nfn pause(py: Python<'_>) { std::thread::sleep(std::time::Duration::from_secs(1)); }\n", Crate(minor)));
        Assert.StartsWith(text, Assert.Single(finding.Fix.Edits).NewText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "detach")]
    [InlineData("fn old() { Python::with_gil(|_| ()); }", "allow_threads")]
    [InlineData("fn new() { Python::attach(|_| ()); }", "detach")]
    public void Where_no_manifest_says_the_version_the_file_s_own_names_do(string other, string name)
    {
        var finding = Assert.Single(Analyze("px-missing-detach", "use pyo3::prelude::*;\n#[pyfunction]\nfn pause() { std::thread::sleep(std::time::Duration::from_secs(1)); }\n" + other));
        Assert.Contains("py." + name, finding.Fix.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(22, Tier.A)]
    [InlineData(26, Tier.A)]
    [InlineData(27, Tier.B)]
    public void Bytes_were_numbers_before_0_27(int minor, Tier tier) =>
        Assert.Equal(tier, Assert.Single(Analyze("px-vec-arg-copy", "use pyo3::prelude::*;\n#[pyfunction]\nfn size(data: Vec<u8>) -> usize { data.len() }\n", Crate(minor))).Tier);

    [Theory]
    [InlineData(22, 1)]
    [InlineData(23, 0)]
    public void Returned_bytes_were_lists_before_0_23(int minor, int count) =>
        Assert.Equal(count, Analyze("px-bytes-double-copy", "use pyo3::prelude::*;\n#[pyfunction]\nfn made(n: usize) -> PyResult<Vec<u8>> { Ok(vec![1; n]) }\n", Crate(minor)).Count);

    [Theory]
    [InlineData(24, "abi3-py38", "3.10", Tier.A)]
    [InlineData(24, "abi3-py39", null, Tier.B)]
    [InlineData(24, "abi3-py38", "3.8", null)]
    [InlineData(24, "abi3-py310", "3.10", null)]
    [InlineData(24, "abi3", null, null)]
    [InlineData(22, "abi3-py38", null, null)]
    [InlineData(29, "abi3-py39", null, null)]
    public void The_stable_interface_of_an_old_Python_is_told_where_none_is_supported(int minor, string feature, string? oldest, Tier? tier)
    {
        var crate = Crate(minor, "extension-module", feature) with { OldestPython = oldest is null ? null : (3, int.Parse(oldest[2..], System.Globalization.CultureInfo.InvariantCulture)) };
        var found = Analyze("px-build-config", "use pyo3::prelude::*;\n#[pymodule]\nfn native(_module: &Bound<'_, PyModule>) -> PyResult<()> { Ok(()) }\n", crate);
        Assert.Equal(tier, found.Count == 0 ? null : Assert.Single(found).Tier);
    }

    [Theory]
    [InlineData("[dependencies]\npyo3 = \"0.24.1\"\n", 24, "")]
    [InlineData("[dependencies]\npyo3 = { version = \">=0.22, <0.25\", features = [\"abi3-py38\", \"extension-module\"] }\n", 22, "abi3-py38 extension-module")]
    [InlineData("[dependencies.pyo3]\nversion = \"0.25\"\n[features]\ndefault = [\"python\"]\npython = [\"pyo3/abi3-py39\", \"default\"]\nother = [\"pyo3/serde\"]\n", 25, "abi3-py39")]
    [InlineData("[workspace]\n[workspace.dependencies]\npyo3 = { version = \"0.26\", features = [\"abi3\"] }\n[dependencies]\npyo3 = { workspace = true, features = [\"serde\"] }\n", 26, "serde abi3")]
    [InlineData("[dependencies]\npyo3 = { git = \"https://example.org/pyo3\" }\n", 23, "")]
    public void Manifests_say_which_PyO3_a_crate_is_built_with(string dependencies, int minor, string features)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Cargo.toml", "[package]\nname = \"native\"\nedition = \"2021\"\n" + dependencies);
        folder.Write("Cargo.lock", "[[package]]\nname = \"libc\"\nversion = \"0.2.1\"\n\n[[package]]\nname = \"pyo3\"\nversion = \"0.23.4\"\n");
        folder.Write("pyproject.toml", "[project]\nrequires-python = \">=3.9,<4\"\n[tool.maturin]\nmodule-name = \"shapes._native\"\n");
        var file = folder.Write("src/lib.rs", "");
        var crate = new Lever.Workspace.CargoManifests().ProjectOf([new Lever.Workspace.SourceFile(file, "src/lib.rs", Language.Rust, IsNamed: false)]).CrateOf("src/lib.rs")!;
        Assert.Equal((0, minor), crate.PyO3);
        Assert.Equal(features, string.Join(' ', crate.PyO3Features));
        Assert.Equal(((3, 9), "shapes._native"), (crate.OldestPython!.Value, crate.PythonModule));
    }

    [Fact]
    public void The_table_has_old_and_new_names_of_the_same()
    {
        foreach (var (type, old, young) in (ReadOnlySpan<(string, string, string)>)[("Python", "with_gil", "attach")])
            Assert.Equal(PyO3Table.Function(type, old)!.Facts, PyO3Table.Function(type, young)!.Facts);
        Assert.Equal(PyO3Table.Method(PyHandle.Token, "allow_threads")!.Facts, PyO3Table.Method(PyHandle.Token, "detach")!.Facts);
        Assert.Equal(PyO3Table.Method(PyHandle.Bound, "downcast")!.Facts, PyO3Table.Method(PyHandle.Bound, "cast")!.Facts);
        Assert.Null(PyO3Table.Method(PyHandle.None, "getattr"));
        foreach (var name in PyO3Table.NamesWhere(_ => true)) Assert.DoesNotContain(':', name);
    }
}
