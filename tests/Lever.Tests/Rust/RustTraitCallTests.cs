using Lever.Tests.Shell;

namespace Lever.Tests.Rust;

/// <summary>Calls through traits of the project: followed where outside of tests one body can run, left alone everywhere else.</summary>
public class RustTraitCallTests
{
    private const string Trait = "pub trait Store {\n    fn load(&self, id: u64) -> u64;\n}\n";

    private const string Disk = """
        use crate::store::Store;

        pub struct Disk;

        impl Store for Disk {
            fn load(&self, id: u64) -> u64 {
                std::thread::sleep(std::time::Duration::from_millis(10));
                id
            }
        }

        """;

    private const string Generic = "use crate::store::Store;\n\npub async fn show<S: Store>(store: &S) -> u64 {\n    store.load(1)\n}\n";

    /// <summary>The ways to call a method of a trait that one type implements.</summary>
    [Theory]
    [InlineData("pub async fn show<S: Store>(store: &S) -> u64 {\n    store.load(1)\n}\n")]
    [InlineData("pub async fn show<S>(store: &S) -> u64\nwhere\n    S: Send + Store,\n{\n    store.load(1)\n}\n")]
    [InlineData("pub async fn show(store: impl Store) -> u64 {\n    store.load(1)\n}\n")]
    [InlineData("pub async fn show(store: &dyn Store) -> u64 {\n    store.load(1)\n}\n")]
    [InlineData("pub async fn show(store: std::sync::Arc<dyn Store>) -> u64 {\n    store.load(1)\n}\n")]
    [InlineData("pub async fn show<S: Store>(store: &S) -> u64 {\n    S::load(store, 1)\n}\n")]
    [InlineData("pub struct View<S> {\n    store: std::sync::Arc<S>,\n}\n\nimpl<S: Store> View<S> {\n    pub async fn show(&self) -> u64 {\n        self.store.load(1)\n    }\n}\n")]
    public void A_call_runs_the_only_implementation(string caller) =>
        Assert.Equal(["src/disk.rs:7 app::disk::Disk::load"], Chain(("src/disk.rs", Disk), ("src/view.rs", "use crate::store::Store;\n\n" + caller)));

    /// <summary>What stands in for it in tests, hands its calls on, or is of another trait of the name, is no other implementation.</summary>
    [Theory]
    [InlineData("#[cfg(test)]\nmod tests {\n    use crate::store::Store;\n\n    pub struct Memory;\n\n    impl Store for Memory {\n        fn load(&self, id: u64) -> u64 {\n            id\n        }\n    }\n}\n")]
    [InlineData("use crate::store::Store;\n\npub struct MockStore;\n\nimpl Store for MockStore {\n    fn load(&self, id: u64) -> u64 {\n        id\n    }\n}\n")]
    [InlineData("use crate::store::Store;\n\nimpl<S: Store> Store for Box<S> {\n    fn load(&self, id: u64) -> u64 {\n        (**self).load(id)\n    }\n}\n\nimpl<S: Store + ?Sized> Store for &S {\n    fn load(&self, id: u64) -> u64 {\n        (**self).load(id)\n    }\n}\n")]
    [InlineData("pub trait Store {\n    fn load(&self, id: u64) -> u64;\n}\n\npub struct Memory;\n\nimpl Store for Memory {\n    fn load(&self, id: u64) -> u64 {\n        id\n    }\n}\n")]
    public void Stand_ins_do_not_count(string other) =>
        Assert.Equal(["src/disk.rs:7 app::disk::Disk::load"], Chain(("src/disk.rs", Disk), ("src/other.rs", other), ("src/view.rs", Generic)));

    /// <summary>Nobody can tell which of several runs, or what a macro or a bound stands for.</summary>
    [Theory]
    [InlineData("use crate::store::Store;\n\npub struct Memory;\n\nimpl Store for Memory {\n    fn load(&self, id: u64) -> u64 {\n        id\n    }\n}\n")]
    [InlineData("use crate::store::Store;\n\nmacro_rules! stores {\n    ($name:ident) => {\n        impl Store for $name {\n            fn load(&self, id: u64) -> u64 {\n                id\n            }\n        }\n    };\n}\n\npub struct Memory;\nstores!(Memory);\n")]
    [InlineData("use crate::store::Store;\n\npub trait Keyed {}\n\nimpl<T: Keyed> Store for T {\n    fn load(&self, id: u64) -> u64 {\n        id\n    }\n}\n")]
    public void Several_implementations_lead_nowhere(string other) => Assert.Empty(Chain(("src/disk.rs", Disk), ("src/other.rs", other), ("src/view.rs", Generic)));

    /// <summary>A trait of another crate may be implemented by anybody.</summary>
    [Fact]
    public void Traits_of_other_crates_lead_nowhere() =>
        Assert.Empty(Chain(
            ("src/disk.rs", Disk.Replace("crate::store::Store", "stores::Store", StringComparison.Ordinal)),
            ("src/view.rs", Generic.Replace("crate::store::Store", "stores::Store", StringComparison.Ordinal))));

    private const string WithDefault = "pub trait Store {\n    fn load(&self, id: u64) -> u64;\n\n    fn first(&self) -> u64 {\n        self.load(1)\n    }\n}\n";

    [Fact]
    public void A_body_of_the_trait_is_followed_from_the_types_that_have_none()
    {
        Assert.Equal(["src/store.rs:5 app::store::Store::first", "src/disk.rs:7 app::disk::Disk::load"],
            Chain(WithDefault, ("src/disk.rs", Disk), ("src/view.rs", "use crate::disk::Disk;\nuse crate::store::Store;\n\npub async fn show(disk: &Disk) -> u64 {\n    disk.first()\n}\n")));
        Assert.Equal(["src/store.rs:5 app::store::Store::first", "src/disk.rs:7 app::disk::Disk::load"],
            Chain(WithDefault, ("src/disk.rs", Disk), ("src/view.rs", Generic.Replace("load(1)", "first()", StringComparison.Ordinal))));
        // Another type gives the method a body of its own.
        Assert.Empty(Chain(WithDefault, ("src/disk.rs", Disk), ("src/view.rs", Generic.Replace("load(1)", "first()", StringComparison.Ordinal)),
            ("src/other.rs", "use crate::store::Store;\n\npub struct Memory;\n\nimpl Store for Memory {\n    fn load(&self, id: u64) -> u64 {\n        id\n    }\n\n    fn first(&self) -> u64 {\n        0\n    }\n}\n")));
    }

    private static string[] Chain(params (string Path, string Text)[] files) => Chain(Trait, files);

    /// <summary>The steps of the only finding; none where there is no finding. Threads and the files' order change nothing.</summary>
    private static string[] Chain(string trait, params (string Path, string Text)[] files)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Cargo.toml", "[package]\nname = \"app\"\nedition = \"2021\"\n");
        folder.Write("src/store.rs", trait);
        folder.Write("src/lib.rs", "mod store;\n" + string.Concat(files.Select(file => $"mod {Path.GetFileNameWithoutExtension(file.Path)};\n")));
        foreach (var (path, text) in files) folder.Write(path, text);
        var run = CommandRun.Of(folder, "check", "--jobs", "1", "--select", "rs-blocking-in-async", "--format", "json");
        Assert.Equal(run.Output, CommandRun.Of(folder, "check", "--no-cache", "--jobs", "4", "--select", "rs-blocking-in-async", "--format", "json").Output);
        var findings = run.Json.GetProperty("findings").EnumerateArray().ToList();
        return findings.Count == 0 ? [] : [.. Assert.Single(findings).GetProperty("chain").EnumerateArray().Select(step =>
            $"{step.GetProperty("path")}:{step.GetProperty("start").GetProperty("line")} {step.GetProperty("symbol")}")];
    }
}
